"""Files that a page offers besides itself: what it needs to know of each of them."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .assets import Asset
from .urls import BROCHURES


@dataclass(frozen=True)
class Download:
    """A file to print."""

    name: str
    """Its file name."""
    use: str
    """What it is for: a key of `wording.DOWNLOADS`."""
    content: bytes
    pages: int
    size: str
    """Of a sheet of it: `A5`."""

    @property
    def url(self) -> str:
        """Where it is found on the site."""
        return BROCHURES + self.name

    @cached_property
    def sha256(self) -> str:
        """Tells whether a copy is the same file."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def weight(self) -> str:
        """How large the file is, as a reader says it."""
        kilobytes = len(self.content) / 1000
        return f"{kilobytes / 1000:.1f} MB".replace(".", ",") if kilobytes >= 1000 else f"{kilobytes:.0f} KB"


@dataclass(frozen=True)
class Printed:
    """Something printed: its files, and how it is told apart."""

    id: str
    kind: str
    """`edition`, `poster`, `handout` or `sheet`."""
    title: str
    subtitle: str
    audience: str
    format: str
    """The size of its pages: `A5`."""
    edition: str
    """Which edition, of which day."""
    stages: tuple[str, ...]
    """The ids of the life stages that it is about; none where it is about all of them."""
    files: tuple[Download, ...]
    cover: bytes
    """A picture (PNG) of its first page."""

    @property
    def cover_size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels, as its head says."""
        width, height = struct.unpack(">II", self.cover[16:24])
        return width, height

    @property
    def cover_url(self) -> str:
        """Where the picture is found on the site."""
        return f"{BROCHURES}{self.id}.png"


def about_stage(printed: Sequence[Printed], stage_id: str) -> list[Printed]:
    """What has been printed about a life stage, what is about the fewest others first."""
    found = [item for item in printed if stage_id in item.stages]
    return sorted(found, key=lambda item: len(item.stages))


def download_assets(printed: Sequence[Printed]) -> list[Asset]:
    """The files of what has been printed, and the pictures of it."""
    return [
        *(Asset(file.url.lstrip("/"), file.content) for item in printed for file in item.files),
        *(Asset(item.cover_url.lstrip("/"), item.cover) for item in printed),
    ]

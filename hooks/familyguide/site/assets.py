"""Styles and scripts of the site, in a folder named after what is in it, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from ..records.models import Stage


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site that is no page."""

    path: str
    """From the root of the site, without a leading slash."""
    content: bytes


GUIDE_COLOUR: Final = "#14506b"
"""The colour of the guide itself; also for life stages to which the town has given none."""


def hashed(content: bytes) -> str:
    """A short name for `content`; other content gets another name."""
    return hashlib.sha256(content).hexdigest()[:12]


CONTENT_ADDRESSED: Final = r"assets/(?:[^/]*[.-])?[0-9a-f]{12}[./]"
"""How the path of an asset begins that `hashed` has named, or the folder it lies in."""


def static_assets(stages: Iterable[Stage]) -> dict[str, Asset]:
    """The assets by their plain names; the colours of the guide and of its life stages are written into them."""
    folder = files(__package__) / "static"
    contents = {
        entry.name: entry.read_bytes().replace(b"\r\n", b"\n")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
    }
    # What paper needs comes with the rest: a request of its own would cost a phone more than these bytes.
    contents["guide.css"] += b"@media print {\n" + contents.pop("print.css") + b"}\n" + _colours(stages).encode()
    contents["favicon.svg"] = contents["favicon.svg"].replace(b"currentColor", GUIDE_COLOUR.encode())
    together = hashed(b"".join(name.encode() + content for name, content in contents.items()))
    return {name: Asset(f"assets/{together}/{name}", content) for name, content in contents.items()}


def _colours(stages: Iterable[Stage]) -> str:
    """One class a stage: a policy without inline styles leaves no other place for colours that are data."""
    return f":root{{--guide:{GUIDE_COLOUR}}}\n" + "".join(
        f".stage-{number}{{--stage:{stage.colour}}}\n" for number, stage in enumerate(stages, start=1) if stage.colour
    )

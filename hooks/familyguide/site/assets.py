"""Styles and scripts of the site, in a folder named after what is in it, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import minify

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
    contents = _contents("static")
    for folder, page in _MODULES.items():
        modules = _contents(f"static/{folder}")
        contents[f"{folder}.js"] = _IMPORT.sub(b"", b"\n".join(modules.values()))
        contents[page] = _MODULE.sub(rb'"./\1.js"', contents[page])
    contents |= {name: _small(content) for name, content in contents.items() if name.endswith(".js")}
    # What paper needs comes with the rest: a request of its own would cost a phone more than these bytes.
    contents["guide.css"] += b"@media print {\n" + contents.pop("print.css") + b"}\n" + _colours(stages).encode()
    contents["favicon.svg"] = contents["favicon.svg"].replace(b"currentColor", GUIDE_COLOUR.encode())
    together = hashed(b"".join(name.encode() + content for name, content in contents.items()))
    return {name: Asset(f"assets/{together}/{name}", content) for name, content in contents.items()}


_IMPORT: Final = re.compile(rb"^import [^;]+;\n", re.MULTILINE)
_MODULE: Final = re.compile(rb'"\./(\w+)/\w+\.js"')
_MODULES: Final = {"search": "finder.js", "record": "form.js"}
"""Folders of modules, and the page whose script needs them. They go out as one file: each request of its own would cost
a phone a way to the server."""


def _small(script: bytes) -> bytes:
    """A script without what only readers of the code need."""
    return str(minify.string("application/javascript", script.decode())).encode()


def _contents(folder: str) -> dict[str, bytes]:
    entries = sorted((files(__package__) / folder).iterdir(), key=lambda entry: entry.name)
    return {entry.name: entry.read_bytes().replace(b"\r\n", b"\n") for entry in entries if entry.is_file()}


def _colours(stages: Iterable[Stage]) -> str:
    """One class a stage: a policy without inline styles leaves no other place for colours that are data."""
    return f":root{{--guide:{GUIDE_COLOUR}}}\n" + "".join(
        f".stage-{number}{{--stage:{stage.colour}}}\n" for number, stage in enumerate(stages, start=1) if stage.colour
    )

"""From data to PDF files and pictures: the templates of this room, set by Typst with the fonts of this repository."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import typst

FONTS: Final = Path(__file__).parents[1] / "fonts"
STANDARDS: Final[list[typst.PDFStandard]] = ["ua-1", "a-2a"]
COVER_DPI: Final = 100

Template = Literal["brochure", "poster", "handout", "emergency", "week"]


class Unprintable(Exception):
    """Typst refused to set something; says why, in its own words."""


def pdf(template: Template, data: dict[str, Any], *, for_press: bool = False) -> bytes:
    """Set a template: for the screen an accessible file that lasts (PDF/UA-1, PDF/A-2a), or one for a press."""
    inputs = {"for": "press"} if for_press else {}
    (document,) = _compiled(template, data, inputs, format="pdf", pdf_standards=[] if for_press else STANDARDS)
    return document


def cover(template: Template, data: dict[str, Any]) -> bytes:
    """A picture (PNG) of the first page."""
    return _compiled(template, data, {"only": "cover"}, format="png", ppi=COVER_DPI)[0]


def _compiled(template: Template, data: dict[str, Any], inputs: dict[str, str], **how: Any) -> Sequence[bytes]:
    folder = _templates()
    compiler = typst.Compiler(
        folder / f"{template}.typ",
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), **inputs},
    )
    try:
        result = compiler.compile(timestamp=0, **how)
    except typst.TypstError as error:
        raise Unprintable(error.message) from None
    return result if isinstance(result, list) else [result or b""]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _templates() -> Path:
    return Path(str(files(__package__) / "templates"))


@cache
def recipe() -> str:
    """A short name for all that makes a file besides its data: this room's code and templates, fonts, libraries."""
    room = Path(__file__).parent
    paths = [path for folder in (room, FONTS) for path in folder.rglob("*") if path.suffix in (".py", ".typ", ".ttf")]
    parts = [path.name.encode() + path.read_bytes() for path in sorted(paths)]
    libraries = " ".join(version(name) for name in ("typst", "pikepdf"))
    return hashlib.sha256(b"\0".join([libraries.encode(), *parts])).hexdigest()


def is_picture(kind: str, content: bytes) -> None:
    """Raise `Unprintable` for a picture that cannot be read."""
    data = {"kind": kind, "content": list(content)}
    source = b'#let it = json(bytes(sys.inputs.data))\n#image(bytes(it.content), format: it.kind, alt: "x")'
    try:
        typst.Compiler(source, font_paths=_fonts(), sys_inputs={"data": json.dumps(data)}).compile(format="svg")
    except typst.TypstError as error:
        raise Unprintable(error.message) from None

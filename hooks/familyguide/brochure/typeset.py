"""From data to PDF files and pictures: the templates of this room, set by Typst with the fonts of this repository."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from math import ceil
from pathlib import Path
from typing import Any, Final, Literal

import typst

from .codes import with_codes
from .data import Data
from .pagination import TOPIC_LINES, Heights, pages_of_chapter
from .press import destinations
from .wording import NOT_AT_REST

FONTS: Final = Path(__file__).parents[1] / "fonts"
STANDARDS: Final[list[typst.PDFStandard]] = ["ua-1", "a-2a"]
COVER_DPI: Final = 100

Template = Literal["brochure", "poster", "handout", "emergency", "week"]


class Unprintable(Exception):
    """Typst refused to set something; says why, in its own words."""


MOST_PASSES: Final = 4
LINES_ABOVE_CONTENTS: Final = 3
LARGE: Final = 600_000
"""Characters of data: what Typst remembers of measuring so much takes more room than others have to work in."""
RUNS_KEPT: Final = 10
"""For how long Typst remembers."""
LONGEST_REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything in a brochure goes."""

    plan: list[list[dict[str, Any]]]
    """The pages of each chapter."""
    pages: dict[str, int]
    """The page of each chapter, topic and offer."""
    lines: dict[str, int]
    """How many lines are above a topic or an offer on its page."""
    contents_in_columns: bool

    @property
    def inputs(self) -> dict[str, str]:
        """What the template is told besides its data."""
        contents = str(int(self.contents_in_columns))
        return {
            "plan": json.dumps(self.plan),
            "pages": json.dumps(self.pages),
            "lines": json.dumps(self.lines),
            "contents": contents,
        }


def brochure(data: Data) -> tuple[bytes, Layout]:
    """Set a brochure for the screen, and tell where everything in it goes.

    Chapters are planned from the heights of their cards, so the pages that a brochure names are known before it is set.
    Should anything stand elsewhere in the end, it is set anew until nothing moves any more.
    """
    said = _said(data)
    layout = _planned(data, said)
    if len(said) > LARGE:
        _forget()
    for _ in range(MOST_PASSES):
        document = _pdf("brochure", said, layout.inputs)
        found = {name: page for name, page in destinations(document).items() if name in layout.pages}
        if found == layout.pages:
            return document, layout
        layout = replace(layout, pages=found)
    raise Unprintable(NOT_AT_REST)


def _forget() -> None:
    """Make Typst let go of what it has measured: it keeps all that its last runs needed, the next needs none."""
    for _ in range(RUNS_KEPT + 1):
        typst.Compiler(b"", font_paths=_fonts()).compile(format="svg")


def _planned(data: Data, said: str) -> Layout:
    """Measure all cards of a brochure, put them on pages, and count those."""
    with _in_own_words():
        compiler = _compiler("brochure", said, {"only": "heights"})
        measured = json.loads(compiler.query("<hoehen>", field="value", one=True))
    plan: list[list[dict[str, Any]]] = []
    pages: dict[str, int] = {}
    lines: dict[str, int] = {}
    in_one, in_two = measured["contents"]
    room = measured["rows"] - LINES_ABOVE_CONTENTS
    in_columns = in_one > room
    first = measured["front"] + (ceil(in_two / (2 * room)) if in_columns else 1) + 1
    for chapter, heights in zip(data["chapters"], measured["chapters"], strict=True):
        groups = [Heights(group["cards"], group["pointers"]) for group in heights["groups"]]
        planned = pages_of_chapter(heights["opening"], groups, measured["rows"])
        pages[f"kapitel-{chapter['id']}"] = first
        for number, page in enumerate(planned, start=first):
            for step in page.steps:
                cards = chapter["groups"][step.group]["cards"]
                if step.item < len(cards):
                    offer = f"angebot-{cards[step.item]['id']}"
                    pages[offer], lines[offer] = number, step.line
                if step.begins:
                    topic = f"thema-{chapter['id']}-{step.group}"
                    pages[topic], lines[topic] = number, step.line - TOPIC_LINES
        plan.append([asdict(page) for page in planned])
        first += len(planned)
    return Layout(plan, pages, lines, in_columns)


def pdf(template: Template, data: Data, layout: Layout | None = None, *, for_press: bool = False) -> bytes:
    """Set a template: for the screen an accessible file that lasts (PDF/UA-1, PDF/A-2a), or one for a press."""
    inputs = (layout.inputs if layout else {}) | ({"for": "press"} if for_press else {})
    return _pdf(template, _said(data), inputs, [] if for_press else STANDARDS)


def _pdf(
    template: Template, said: str, inputs: dict[str, str], standards: Sequence[typst.PDFStandard] = STANDARDS
) -> bytes:
    with _in_own_words():
        result = _compiler(template, said, inputs).compile(format="pdf", pdf_standards=list(standards), timestamp=0)
    return _one(result)


def cover(template: Template, data: Data) -> bytes:
    """A picture (PNG) of the first page."""
    with _in_own_words():
        result = _compiler(template, _said(data), {"only": "cover"}).compile(format="png", ppi=COVER_DPI)
    return _one(result)


def _one(result: bytes | list[bytes] | None) -> bytes:
    return result[0] if isinstance(result, list) else result or b""


def _said(data: Data) -> str:
    """Data as templates read it."""
    return json.dumps(with_codes(data), ensure_ascii=False)


def _compiler(template: Template, said: str, inputs: dict[str, str]) -> typst.Compiler:
    folder = _templates()
    return typst.Compiler(
        folder / f"{template}.typ",
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"data": said, **inputs},
    )


@contextmanager
def _in_own_words() -> Iterator[None]:
    """Turn what Typst says into what this room says."""
    try:
        yield
    except RuntimeError as error:  # a query raises the plain one
        raise Unprintable(str(error).strip()[:LONGEST_REASON]) from None


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
    with _in_own_words():
        typst.Compiler(source, font_paths=_fonts(), sys_inputs={"data": json.dumps(data)}).compile(format="svg")

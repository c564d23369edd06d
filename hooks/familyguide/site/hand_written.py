"""Hand-written pages: filled with the data of the town, and searched for what would keep them from being shown."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path, PurePath

import jinja2

from ..guide import Guide
from ..records.findings import START, Finding, Mark, make_finding
from .render import NotStated, text_environment

GAP = re.compile(r"\[Bitte ergänzen: ([^\]]*)\]")
"""How a page marks what the town has yet to fill in."""


@dataclass(frozen=True, slots=True)
class HandWritten:
    """One Markdown file below `docs/`, as it lies there."""

    file: str
    """Path from the root of the town, for findings."""
    address: str
    """Where it will be on the site: `ueber-uns/`."""
    raw: bytes

    @property
    def text(self) -> str:
        """What it says; raises UnicodeDecodeError."""
        return self.raw.decode("utf-8-sig")


def read_hand_written(docs: Path, root: Path) -> list[HandWritten]:
    """The pages below `docs`, sorted by path."""
    return [
        HandWritten(
            file=path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name,
            address=page_address(path.relative_to(docs)),
            raw=path.read_bytes(),
        )
        for path in sorted(docs.rglob("*.md"))
    ]


def page_address(path: PurePath) -> str:
    """Where the page `path`, a path below `docs/`, will be: `ueber-uns/`."""
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if folder == PurePath() else f"{folder.as_posix()}/"


def filled(text: str, guide: Guide) -> str:
    """Put the data of the town into a page."""
    return text_environment().from_string(text).render(guide=guide, stadt=guide.town)


def check_hand_written(
    pages: Iterable[HandWritten], guide: Guide | None, taken: Set[str] = frozenset()
) -> Iterator[Finding]:
    """Find what would keep a page from being filled or shown; `taken` are the addresses of the guide's own pages.

    While the records have errors there is no guide to fill it with; then only its form is looked at.
    """
    for page in pages:
        if f"/{page.address}" in taken:
            yield make_finding(page.file, START, "", "page-address", found=f"/{page.address}")
        try:
            if guide is None:
                text_environment().parse(page.text)
            else:
                filled(page.text, guide)
        except UnicodeDecodeError as error:
            yield _not_utf8(page, error)
        except jinja2.TemplateSyntaxError as error:
            yield make_finding(page.file, Mark(error.lineno, 1), "", "page-template", problem=error.message or "")
        except jinja2.UndefinedError as error:
            missing = re.findall(r"'([^']+)'", error.message or "")
            code = "page-not-stated" if isinstance(error, NotStated) else "page-variable"
            found = missing[-1] if missing else ""
            yield make_finding(page.file, _where_filling_stopped(error), "", code, found=found)
        except Exception as error:  # a page can calculate, and so go wrong, in any way
            yield make_finding(page.file, _where_filling_stopped(error), "", "page-template", problem=str(error))


def find_gaps(pages: Iterable[HandWritten]) -> Iterator[Finding]:
    """Yield a note for each place that the town has yet to fill in."""
    for page in pages:
        text = page.raw.decode("utf-8-sig", errors="replace")
        for gap in GAP.finditer(text):
            before = text[: gap.start()]
            mark = Mark(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
            yield make_finding(page.file, mark, "", "note-gap", severity="note", found=gap[1])


def _not_utf8(page: HandWritten, error: UnicodeDecodeError) -> Finding:
    before = page.raw[: error.start].decode("utf-8", errors="replace")
    mark = Mark(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    char = page.raw[error.start : error.start + 1].decode("cp1252", errors="replace")
    return make_finding(page.file, mark, "", "not-utf8", char=char)


def _where_filling_stopped(error: Exception) -> Mark:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return Mark(lines[-1] or 1, 1) if lines else START

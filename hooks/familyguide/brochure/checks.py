"""What keeps an edition from being printed: findings in the words of the check, before anything is typeset."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Final

from ..guide import Guide
from ..records.findings import START, Finding, make_finding
from ..records.load import EDITIONS, FOLDER, GUIDE_FILE, Records
from ..records.models import EditionRecord, PaperSize
from ..records.source import Path, Source, dotted, texts_in
from .contents import contents_of
from .data import Logo
from .glyphs import undrawable, width_of
from .typeset import Unprintable, is_picture
from .wording import FILES

MOST_KILOBYTES: Final = 500
MOST_PIXELS: Final = 4000
TAKEN_NAMES: Final = (
    "-kopierer$",
    "-druckerei$",
    *(f"^{FILES[kind]}-" for kind in ("poster", "handout")),
    *(f"^{FILES[kind]}$" for kind in ("emergency", "week")),
)
"""How further files of editions are called, and sheets that belong to none."""
COVER_LINE: Final = {PaperSize.A5: 340 / 20, PaperSize.A4: 470 / 30}
"""How wide a line of the title is on a cover, in parts of the smallest size that the template takes."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be printed, and what cannot with the reasons."""

    editions: tuple[EditionRecord, ...]
    logos: Mapping[str, Logo]
    """By the ids of their editions."""
    findings: tuple[Finding, ...]


def check_printing(records: Records, guide: Guide, root: FilePath) -> Checked:
    """Look at everything that would be printed; `root` is the folder of the town, in which the logos lie."""
    found = list(_letters(records))
    sound: list[EditionRecord] = []
    logos: dict[str, Logo] = {}
    for edition in records.editions:
        source = records.sources[edition.file]
        problems = list(_of_edition(edition, source, guide))
        logo, more = _logo(edition, source, root / FOLDER / EDITIONS)
        problems += more
        if logo is not None:
            logos[edition.id] = logo
        if not problems:
            sound.append(edition)
        found += problems
    return Checked(tuple(sound), logos, tuple(found))


def failed(file: str, name: str, problem: str) -> Finding:
    """The finding about what Typst refused, which no check has seen coming."""
    return make_finding(file, START, "", "print-failed", found=name, problem=problem)


def _report(source: Source, path: Path, code: str, **values: Any) -> Finding:
    return make_finding(source.file, source.mark(path), dotted(path), code, **values)


def _of_edition(edition: EditionRecord, source: Source, guide: Guide) -> Iterator[Finding]:
    for taken in TAKEN_NAMES:
        if re.search(taken, edition.id):
            yield _report(source, (), "print-name", found=taken.strip("^$"))
    if not contents_of(guide, edition).offers:
        yield _report(source, ("auswahl",), "print-nothing")
    line = COVER_LINE[edition.format]
    if any(width_of(word) > line for word in re.split(r"[\s-]+", edition.title)):
        yield _report(source, ("titel",), "print-title", found=edition.title)


# --- logos ----------------------------------------------------------------------------------------------------------


def _logo(edition: EditionRecord, source: Source, folder: FilePath) -> tuple[Logo | None, list[Finding]]:
    """The logo that an edition names, or why there is none."""
    name = edition.issuer.logo if edition.issuer else None
    if name is None:
        return None, []

    def refused(code: str, **values: Any) -> tuple[None, list[Finding]]:
        return None, [_report(source, ("herausgeber", "logo"), code, found=name, **values)]

    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
        size = path.stat().st_size if inside else 0
        content = path.read_bytes() if inside and size <= MOST_KILOBYTES * 1024 else b""
    except (OSError, RuntimeError):
        inside, size, content = False, 0, b""
    if not inside:
        return refused("print-logo-missing")
    too_large = {"limit": MOST_KILOBYTES, "pixels": MOST_PIXELS}
    kind = name.rsplit(".", 1)[1].lower()
    if size > MOST_KILOBYTES * 1024 or max(_pixels(content)) > MOST_PIXELS:
        return refused("print-logo-large", **too_large)
    logo = Logo(kind, content)
    if not _is_plain(logo):
        return refused("print-logo-kind", kind=kind.upper())
    try:
        is_picture(kind, content)
    except Unprintable:
        return refused("print-logo-kind", kind=kind.upper())
    return logo, []


_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FOREIGN: Final = re.compile(
    rb"<!(DOCTYPE|ENTITY)|<(\w+:)?(image|foreignObject|script)\b|@import|url\(\s*['\"]?(?!#)", re.I
)
"""What a drawing may not have: it would bring other files with it, or things that are no drawing."""


def _pixels(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG as its head says; nothing for anything else."""
    return struct.unpack(">II", content[16:24]) if content.startswith(_PNG) and len(content) >= 24 else (0, 0)


def _is_plain(logo: Logo) -> bool:
    """Whether a picture is what its name says, and stands alone."""
    if logo.format == "png":
        return logo.content.startswith(_PNG)
    try:
        logo.content.decode()
    except UnicodeDecodeError:
        return False
    return b"<svg" in logo.content and not _FOREIGN.search(logo.content)


# --- letters --------------------------------------------------------------------------------------------------------

_NOT_PRINTED: Final = {
    "angebote": {"beschreibung", "erster-kontakt", "mitbringen", "ausgeschlossen", "suchwoerter", "pruefung"},
    "anbieter": set[str](),
    "orte": {"anfahrt", "barrierefrei"},
    EDITIONS: set[str](),
    "guide.yml": {"fremdwoerter", "anbieterarten"},
}
"""The fields of each kind of record that stay on the screen; all of the other kinds does."""


def _letters(records: Records) -> Iterator[Finding]:
    """Everything that may be printed can be drawn by the fonts."""
    for file, source in sorted(records.sources.items()):
        kind = GUIDE_FILE.rsplit("/", 1)[1] if file == GUIDE_FILE else file.split("/")[1]
        hidden = _NOT_PRINTED.get(kind)
        for path, text in texts_in(source.data) if hidden is not None else ():
            if path[0] not in (hidden or ()):
                for char in undrawable([text]):
                    name = unicodedata.name(char, f"U+{ord(char):04X}").capitalize()
                    yield _report(source, path, "print-letter", found=char, name=name)

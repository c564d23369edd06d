"""All files that are printed for a town: each is made once and kept until what it says, or how it is made, changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, Protocol

from ..guide import Guide
from ..records.findings import Finding
from ..records.models import EditionRecord, PaperSize
from ..site.downloads import Download, Printed
from . import wording as w
from .checks import Checked, failed
from .data import Data, Printer
from .glyphs import undrawable
from .press import count_pages, imposed, with_bleed_boxes
from .typeset import Template, Unprintable, brochure, cover, pdf, recipe

AT_ONCE: Final = 2
"""How many are set at the same time; each takes the memory of a small brochure."""

SCREEN, COPIER, PRESS, COVER = "screen.pdf", "copier.pdf", "press.pdf", "cover.png"
"""The parts of what is kept."""


class Store(Protocol):
    """Keeps files between builds."""

    def get(self, key: str) -> Mapping[str, bytes] | None:
        """The files kept under `key`."""

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep files under `key`."""


@dataclass(frozen=True, slots=True)
class _Job:
    """Something to print, and how."""

    template: Template
    data: Data
    file: str
    """The record file to blame when it cannot be printed."""
    about: Printed
    """All but its files."""
    folded: bool = False
    for_press: bool = False

    @property
    def key(self) -> str:
        """A name for exactly this content, made in exactly this way."""
        said = json.dumps([self.template, self.folded, self.for_press, self.data], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(f"{recipe()} {said}".encode()).hexdigest()


def print_all(
    guide: Guide, checked: Checked, site: str, store: Store, *, only: str | None = None
) -> tuple[tuple[Printed, ...], list[Finding]]:
    """Print all editions and sheets, or the edition `only`; what cannot be printed is among the findings.

    `site` is where the site will be found, empty while nobody knows.
    """
    printer = Printer(guide, site, checked.logos)
    editions = sorted(checked.editions, key=lambda edition: _place(guide, edition))
    jobs = [_edition(guide, printer, edition) for edition in editions if only in (None, edition.id)]
    if only is None:
        jobs += _sheets(guide, printer)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        results = list(workers.map(lambda job: _printed(job, store), jobs))
    printed = tuple(result for result in results if isinstance(result, Printed))
    return printed, [result for result in results if isinstance(result, Finding)]


def _place(guide: Guide, edition: EditionRecord) -> tuple[bool, list[int], str]:
    """Where an edition stands among the others: by its life stages, those of one house or district last."""
    is_local = edition.first is not None and bool(edition.first.provider or edition.first.district)
    chosen = edition.selection.stages
    return is_local, [n for n, stage in enumerate(guide.stages) if stage.id in chosen], edition.id


def _edition(guide: Guide, printer: Printer, edition: EditionRecord) -> _Job:
    data = printer.edition(edition)
    about = Printed(
        id=edition.id,
        kind="edition",
        title=edition.title,
        subtitle=edition.subtitle or "",
        audience=edition.audience or "",
        format=edition.format.label,
        edition=data["edition"],
        stages=tuple(stage.id for stage in guide.stages if stage.id in edition.selection.stages),
        files=(),
        cover=b"",
    )
    return _Job("brochure", data, edition.file, about, folded=True, for_press=edition.for_press)


def _sheets(guide: Guide, printer: Printer) -> Iterator[_Job]:
    for stage in guide.stages:
        if guide.in_stage(stage.id):
            for kind, template, data in (
                ("poster", "poster", printer.poster(stage)),
                ("handout", "handout", printer.handout(stage)),
            ):
                yield _sheet(guide, template, data, f"{w.FILES[kind]}-{stage.id}", kind, (stage.id,))  # type: ignore[arg-type]
    yield _sheet(guide, "emergency", printer.emergency_sheet(), w.FILES["emergency"], "sheet")
    yield _sheet(guide, "week", printer.week_sheet(), w.FILES["week"], "sheet")


def _sheet(guide: Guide, template: Template, data: Data, name: str, kind: str, stages: tuple[str, ...] = ()) -> _Job:
    about = Printed(
        id=name,
        kind=kind,
        title=data["name"],
        subtitle="",
        audience=w.USES[template],
        format=PaperSize.A4.label,
        edition=data["edition"],
        stages=stages,
        files=(),
        cover=b"",
    )
    return _Job(template, data, guide.record.file, about)


def _printed(job: _Job, store: Store) -> Printed | Finding:
    """What a job comes to: its files, kept or made, or the reason why there are none."""
    if letters := "".join(undrawable(_texts(job.data))):
        return failed(job.file, job.about.title, w.NO_LETTERS.format(letters=letters))
    key = job.key
    parts = store.get(key)
    if parts is None:
        try:
            parts = _made(job)
        except Unprintable as problem:
            return failed(job.file, job.about.title, str(problem))
        store.put(key, parts)
    return _with_files(job, parts)


def _made(job: _Job) -> dict[str, bytes]:
    """Set all files of a job; the one for the screen first, which alone refuses missing glyphs."""
    screen, layout = brochure(job.data) if job.folded else (pdf(job.template, job.data), None)
    parts = {SCREEN: screen, COVER: cover(job.template, job.data)}
    if job.folded:
        parts[COPIER] = imposed(screen)
    if job.for_press:
        parts[PRESS] = with_bleed_boxes(pdf(job.template, job.data, layout, for_press=True))
    return parts


def _with_files(job: _Job, parts: Mapping[str, bytes]) -> Printed:
    about = job.about
    large = {"A5": "A4", "A4": "A3"}[about.format]
    names: dict[str, tuple[str, str, str]] = {
        SCREEN: (f"{about.id}.pdf", "screen" if job.folded else "sheet", about.format),
        COPIER: (f"{about.id}-kopierer.pdf", "copier", large),
        PRESS: (f"{about.id}-druckerei.pdf", "press", about.format),
    }
    files = tuple(
        Download(name, use, parts[part], count_pages(parts[part]), size)
        for part, (name, use, size) in names.items()
        if part in parts
    )
    return Printed(**{**vars(about), "files": files, "cover": parts[COVER]})


def _texts(value: Any) -> Iterator[str]:
    """Every text in a piece of data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NO_TEXT:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


_NO_TEXT: Final = {"logo", "uri", "code", "runs"}
"""What stands in the data and is not set as text."""

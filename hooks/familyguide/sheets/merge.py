"""From records to rows, and from rows back to changed records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..records.editing import new_errors, with_changes
from ..records.fields import field_kinds, item_kind, types_in
from ..records.findings import Finding
from ..records.formatting import write_record
from ..records.load import FOLDER, ID_VOCABULARIES, KINDS, RecordFile, Records, known_ids, read_records
from ..records.source import Path, Source, Value, forbidden_in, read_source
from ..records.values import Context, PhoneNumber, better_id, id_from, is_id
from . import wording as w
from .columns import Cells, Column, PartError, columns_of, is_date, is_partial_date
from .table import Cell, Day, Number, Refused, Sheet, cell_finding, place_of, text_of


def rows_of(files: Iterable[RecordFile], kind: str) -> tuple[list[Column], list[list[str]], list[list[str]]]:
    """The columns of a kind of record, what to choose from in each, and a row for each record, its id first."""
    files = list(files)
    cells, columns = Cells(known_ids(files)), columns_of(KINDS[kind])
    read = ((file.id, read_source(file.file, file.raw)[0]) for file in files if file.kind == kind)
    rows = [[key, *(cells.shown(source, column) for column in columns)] for key, source in read if source is not None]
    return columns, [cells.options(column) for column in columns], rows


@dataclass(slots=True)
class Import:
    """What a spreadsheet changes, or what is wrong with it."""

    changes: dict[str, bytes | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def import_sheets(file: str, sheets: Sequence[Sheet], files: Sequence[RecordFile], before: Records) -> Import:
    """Take over what differs from the records; a row without a change leaves its file as it is, to the byte."""
    importer = _Importer(file, files)
    importer.take(sheets)
    told = {(finding.line, finding.field) for finding in importer.result.findings}  # each cell is told of once
    after = read_records(with_changes(files, importer.result.changes))
    at_cells = [importer.at_cell(finding) for finding in new_errors(before, after)]
    importer.result.findings += (finding for finding in at_cells if (finding.line, finding.field) not in told)
    return importer.result


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a spreadsheet that is about a record."""

    sheet: Sheet
    number: int
    columns: Mapping[int, Column]
    """The columns of the sheet, by position."""

    def cell(self, at: int) -> Cell:
        return self.sheet.rows[self.number].get(at, "")


_PROVIDER = "Anbieter"
"""The heading of the column that names who makes an offer."""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


class _Importer:
    """Compares a spreadsheet with the records of a town, row by row."""

    def __init__(self, file: str, files: Sequence[RecordFile]) -> None:
        self.file = file
        self.files = {(record.kind, record.id): record for record in files}
        self.context = known_ids(files)
        self.result = Import()
        self.cells = Cells(self.context)
        self.rows: dict[str, _Row] = {}
        """By the file of the record."""
        self.seen: dict[tuple[str, str], _Row] = {}
        self.namesakes: dict[tuple[str, str], list[tuple[str, str]]] = {}
        """The ids of records by kind and title, of offers with that of the provider."""
        for record in files:
            if record.kind in w.SHEETS and (source := read_source(record.file, record.raw)[0]) is not None:
                key = record.kind, _plain(source.text(_columns(record.kind)[0].field))
                self.namesakes.setdefault(key, []).append((record.id, source.text("anbieter")))

    def take(self, sheets: Sequence[Sheet]) -> None:
        """Take over all sheets that hold records."""
        names = {sheet.name for sheet in sheets}
        known = [
            (kind, sheet)
            for sheet in sheets
            # Beside the sheets of an export, others are somebody's own lists.
            if (not names & {*w.SHEETS.values()} or sheet.name in w.SHEETS.values() or w.ID in sheet.headings.values())
            and (kind := self._kind_of(sheet)) is not None
        ]
        if not known and not self.result.findings:
            self._report_sheet(sheets[0] if sheets else Sheet(""), "no-sheet", first=_columns("angebote")[0].heading)
        self.cells = Cells(self._with_new_ids(known))
        for kind, sheet in known:
            self._take_sheet(kind, sheet)

    # --- sheets and rows

    def _kind_of(self, sheet: Sheet) -> str | None:
        """The kind of record that a sheet holds: by its name, else by its headings, else by the ids in it."""
        named = next((kind for kind, name in w.SHEETS.items() if name == sheet.name), None)
        headings = set(sheet.headings.values())
        fitting = {kind: len(headings & {column.heading for column in _columns(kind)}) for kind in w.SHEETS}
        most = max(fitting.values())
        is_about_records = most and (w.ID in headings or any(_columns(kind)[0].heading in headings for kind in fitting))
        if named is not None:
            if not is_about_records:
                self._report_sheet(sheet, "no-headings", first=_columns(named)[0].heading)
                return None
            return named
        if not is_about_records:
            return None
        kinds = [kind for kind, count in fitting.items() if count == most]
        if len(kinds) > 1:
            ids = [self._id_of(sheet, number, kinds[0])[0] for number in _record_rows(sheet)]
            kinds = [kind for kind in kinds if all((kind, record_id) in self.files for record_id in ids)] or kinds
        if len(kinds) > 1:
            self._report_sheet(sheet, "which-sheet", names=", ".join(w.SHEETS[kind] for kind in kinds))
            return None
        return kinds[0]

    def _with_new_ids(self, sheets: Iterable[tuple[str, Sheet]]) -> Context:
        """The ids that exist and those that new rows will get, so that other rows can name them."""
        known = {name: dict(titles) for name, titles in self.context.known.items()}
        for kind, sheet in sheets:
            for number in _record_rows(sheet):
                record_id, title = self._id_of(sheet, number, kind)
                if record_id:
                    known[ID_VOCABULARIES[kind]].setdefault(record_id, title)
        return Context(known)

    def _id_of(self, sheet: Sheet, number: int, kind: str) -> tuple[str, str]:
        """The id in a row, else that of the record of this title, else the one that follows from it; and the title."""
        at = {heading: column for column, heading in sheet.headings.items()}
        row = sheet.rows[number]
        title = text_of(row.get(at.get(_columns(kind)[0].heading, 0), ""))
        written = text_of(row.get(at.get(w.ID, 0), ""))
        return written or self._namesake(kind, title, row.get(at.get(_PROVIDER, 0))) or id_from(title), title

    def _namesake(self, kind: str, title: str, provider: Cell | None) -> str:
        """The id of the one record that has this title, of offers by the same provider where one is named."""
        named = _plain(text_of(provider or ""))
        provider_id = self.cells.ids.get("anbieter", {}).get(named, named)
        found = [
            record_id
            for record_id, its_provider in self.namesakes.get((kind, _plain(title)), [])
            if kind != "angebote" or not named or its_provider == provider_id
        ]
        return found[0] if len(found) == 1 else ""

    def _take_sheet(self, kind: str, sheet: Sheet) -> None:
        columns = self._columns_in(sheet, kind)
        for (number, at), cells in sheet.merged.items():
            self._report(sheet, number, at, sheet.headings.get(at, ""), "merged", found=cells)
        at_id = next((at for at, heading in sheet.headings.items() if heading == w.ID), 0)
        for number in _record_rows(sheet):
            row = _Row(sheet, number, columns)
            record_id, title = self._id_of(sheet, number, kind)
            is_new = not text_of(row.cell(at_id)) if at_id else True
            if (code := self._problem_of_id(kind, record_id, title, row, is_new=is_new)) is not None:
                first = self.seen.get((kind, record_id))
                values = {"found": record_id or title, "better": better_id(record_id), "other": first and first.number}
                self._report(sheet, number, at_id, w.ID, code, **values)
                continue
            self.seen[kind, record_id] = row
            record = self.files.get((kind, record_id))
            if record is None and record_id in sheet.exported:
                continue  # it is gone, and nobody has changed its row
            record = record or RecordFile(f"{FOLDER}/{kind}/{record_id}.yml", kind, record_id, b"")
            self.rows[record.file] = row
            self._take_row(record, row)

    def _problem_of_id(self, kind: str, record_id: str, title: str, row: _Row, *, is_new: bool) -> str | None:
        """What is wrong with the id of a row, or with having it here."""
        if not record_id:
            return "no-id" if title else "nameless"
        if not is_id(record_id):
            return "bad-id"
        if (kind, record_id) in self.seen:
            return "id-twice"
        is_there = (kind, record_id) in self.files
        if is_there and is_new and w.ID in row.sheet.headings.values():
            return "id-taken"
        exported = row.sheet.exported.get(record_id)
        if exported and not is_there:
            is_changed = any(text_of(row.cell(at)) != exported.get(c.heading, "") for at, c in row.columns.items())
            return "gone-meanwhile" if is_changed else None
        return None

    def _columns_in(self, sheet: Sheet, kind: str) -> dict[int, Column]:
        """The columns of a sheet, by position."""
        known = {column.heading: column for column in _columns(kind)}
        columns: dict[int, Column] = {}
        seen: set[str] = set()
        for at, heading in sheet.headings.items():
            if heading in seen:
                self._report(sheet, 1, at, heading, "heading-twice", found=heading)
            elif heading in known:
                columns[at] = known[heading]
            elif heading != w.ID:
                self._report(sheet, 1, at, heading, "heading", found=heading)
            seen.add(heading)
        stray = {
            at: row for row in sorted(sheet.rows, reverse=True) for at in sheet.rows[row] if at not in sheet.headings
        }
        for at, number in sorted(stray.items()):
            self._report(sheet, number, at, "", "no-heading")
        return columns

    # --- cells

    def _take_row(self, record: RecordFile, row: _Row) -> None:
        empty = Source(record.file, {}, {}, {}, (), frozenset())
        source, problems = read_source(record.file, record.raw) if record.raw else (empty, [])
        is_broken = any(problem.severity == "error" for problem in problems)
        data, is_changed = source.data if source else {}, not record.raw
        for at, column in row.columns.items():
            cell = row.cell(at)
            shown = self.cells.shown(source, column) if source else ""
            was = row.sheet.exported.get(record.id, {}).get(column.heading, shown)
            if text_of(cell) in (shown, was) and not isinstance(cell, Refused):
                continue  # it is so already, or nobody has touched it
            if is_broken:
                self._report(row.sheet, row.number, 0, "", "record-broken", found=record.file)
                return
            problem = _problem_of(cell, column)
            if problem is not None:
                self._report(row.sheet, row.number, at, column.heading, problem[0], found=problem[1])
            elif was != shown:
                found = shown or w.NOTHING
                self._report(row.sheet, row.number, at, column.heading, "changed-meanwhile", found=found)
            else:
                try:
                    value = self.cells.value(text_of(cell), column.kind)
                except PartError as error:
                    values = {"found": error.found, "allowed": error.allowed}
                    self._report(row.sheet, row.number, at, column.heading, "part", **values)
                    continue
                if source is None or value != source.find(*column.path):
                    data, is_changed = _with_value(data, column.path, value), True
        if is_changed:
            raw, findings = write_record(record, data)
            self.result.changes[record.file] = raw
            self.result.findings += (self.at_cell(finding) for finding in findings)

    # --- findings

    def _report_sheet(self, sheet: Sheet, code: str, **values: object) -> None:
        self.result.findings.append(cell_finding(self.file, sheet.name, 0, 0, "", code, **values))

    def _report(self, sheet: Sheet, row: int, column: int, heading: str, code: str, **values: object) -> None:
        self.result.findings.append(cell_finding(self.file, sheet.name, row, column, heading, code, **values))

    def at_cell(self, finding: Finding) -> Finding:
        """A finding about a record, told where the spreadsheet says it."""
        if (row := self.rows.get(finding.file)) is None:
            return finding
        fields = {column.field: (at, column) for at, column in row.columns.items()}
        fitting = [name for name in fields if re.match(rf"{re.escape(name)}($|[.\[])", finding.field)]
        at, column = fields[max(fitting, key=len)] if fitting else (0, None)
        place = place_of(row.sheet.name, row.number, at, column.heading if column else "")
        hint = self.cells.hint(column, finding) if column else finding.hint
        return Finding(self.file, row.number, max(at, 1), place, finding.severity, finding.message, hint, finding.code)


@cache
def _columns(kind: str) -> tuple[Column, ...]:
    return tuple(columns_of(KINDS[kind]))


def _record_rows(sheet: Sheet) -> list[int]:
    return [number for number, cells in sheet.rows.items() if number > 1 and cells]


def _problem_of(cell: Cell, column: Column) -> tuple[str, str] | None:
    """Why a cell can be no value of its column: which sentence tells it, and what is there."""
    text, kind = text_of(cell), column.kind
    if sign := forbidden_in(text):
        return sign
    match cell:
        case Refused(code):
            return code, text
        case Day() if not is_date(kind) and not is_partial_date(kind):
            return "day-in-text", text
        case Number() if is_date(kind):
            return "date-number", text
        case Number() if _needs_all_digits(kind):
            return "number", text
        case Number(is_plain=False):
            return "number-form", text
    return None


def _needs_all_digits(kind: Any) -> bool:
    """Whether digits are no number: of telephones and post codes, which may begin with a zero."""
    parts = [part for inner in (kind, *field_kinds(item_kind(kind)).values()) for part in types_in(inner)]
    patterns = [str((getattr(part, "json_schema", None) or {}).get("pattern", "")) for part in parts]
    return PhoneNumber in parts or any("[0-9]{5}" in pattern for pattern in patterns)


def _with_value(data: Any, path: Path, value: Value | None) -> Any:
    """A group in which the field at `path` has another value, or none."""
    key, *rest = path
    inner = _with_value(data.get(key) if isinstance(data.get(key), dict) else {}, tuple(rest), value) if rest else value
    return {name: part for name, part in {**data, key: inner}.items() if part}

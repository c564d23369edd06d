"""From records to rows, and from rows back to changed records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..records.editing import new_errors, with_changes
from ..records.fields import field_kinds, item_kind, types_in
from ..records.findings import Finding
from ..records.formatting import write_record
from ..records.load import FOLDER, ID_VOCABULARIES, KINDS, RecordFile, Records, known_ids, read_records
from ..records.models import OfferRecord
from ..records.source import Path, Source, Value, read_source
from ..records.values import Context, PhoneNumber, better_id, is_id
from . import wording as w
from .columns import Cells, Column, PartError, columns_of, is_date
from .table import Cell, Number, Sheet, cell_finding, place_of, text_of


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


@dataclass(frozen=True, slots=True)
class _Row:
    """Where in a spreadsheet a record stands."""

    sheet: str
    number: int
    columns: dict[str, tuple[int, Column]]
    """Field of the record -> where its column is."""


def import_sheets(file: str, sheets: Sequence[Sheet], files: Sequence[RecordFile], before: Records) -> Import:
    """Take over what differs from the records; a row without a change leaves its file as it is, to the byte."""
    result, rows = Import(), dict[str, _Row]()
    known = [(kind, sheet) for sheet in sheets if (kind := _kind_of(sheet)) is not None]
    if not known:
        result.findings.append(
            cell_finding(
                file, sheets[0].name if sheets else "", 0, 0, "", "no-sheet", first=columns_of(OfferRecord)[0].heading
            )
        )
    cells = Cells(_with_new_ids(known_ids(files), known))
    for kind, sheet in known:
        _import_sheet(file, sheet, kind, files, cells, result, rows)
    told = {(finding.line, finding.field) for finding in result.findings}  # what is wrong with a cell is told once
    after = read_records(with_changes(files, result.changes))
    at_cells = [_at_cell(file, finding, rows, cells) for finding in new_errors(before, after)]
    result.findings += (finding for finding in at_cells if (finding.line, finding.field) not in told)
    return result


def _kind_of(sheet: Sheet) -> str | None:
    """The kind of record that a sheet holds: by its name, else by its headings."""
    headings = {text_of(cell) for cell in sheet.rows.get(1, {}).values()}
    known = {kind: [column.heading for column in columns_of(KINDS[kind])] for kind in ID_VOCABULARIES}
    fitting = {
        kind: len(headings & set(names)) for kind, names in known.items() if w.ID in headings or names[0] in headings
    }
    named = next((kind for kind in fitting if w.SHEETS[kind] == sheet.name), None)
    return named or max(fitting, key=lambda kind: fitting[kind], default=None)


def _with_new_ids(context: Context, sheets: Iterable[tuple[str, Sheet]]) -> Context:
    """The ids that exist and those that new rows will get, so that other rows can name them."""
    known = {name: dict(titles) for name, titles in context.known.items()}
    for kind, sheet in sheets:
        for row in _record_rows(sheet):
            record_id, title = _id_of(sheet, row, kind)
            known[ID_VOCABULARIES[kind]].setdefault(record_id, title)
    return Context(known)


def _record_rows(sheet: Sheet) -> list[int]:
    return [number for number, cells in sheet.rows.items() if number > 1 and cells]


def _id_of(sheet: Sheet, row: int, kind: str) -> tuple[str, str]:
    """The id in a row, or the one that follows from its title; and the title."""
    at = {text_of(cell): column for column, cell in sheet.rows[1].items()}
    title_heading = columns_of(KINDS[kind])[0].heading
    title = text_of(sheet.rows[row].get(at.get(title_heading, 0), ""))
    written = text_of(sheet.rows[row].get(at.get(w.ID, 0), ""))
    return written or (better_id(title) if title else ""), title


def _import_sheet(
    file: str,
    sheet: Sheet,
    kind: str,
    files: Sequence[RecordFile],
    cells: Cells,
    result: Import,
    rows: dict[str, _Row],
) -> None:
    columns = _columns_in(file, sheet, kind, result)
    present = {record.id: record for record in files if record.kind == kind}
    seen: dict[str, int] = {}
    for number in _record_rows(sheet):
        record_id, _ = _id_of(sheet, number, kind)
        at_id = next((at for at, cell in sheet.rows[1].items() if text_of(cell) == w.ID), 1)
        if not is_id(record_id):
            better = better_id(record_id)
            result.findings.append(
                cell_finding(file, sheet.name, number, at_id, w.ID, "bad-id", found=record_id, better=better)
            )
            continue
        if (first := seen.setdefault(record_id, number)) != number:
            result.findings.append(
                cell_finding(file, sheet.name, number, at_id, w.ID, "id-twice", found=record_id, other=first)
            )
            continue
        exported = sheet.exported.get(record_id, {})
        if record_id not in present and exported:
            if any(text_of(sheet.rows[number].get(at, "")) != exported.get(c.heading, "") for at, c in columns.items()):
                result.findings.append(
                    cell_finding(file, sheet.name, number, at_id, w.ID, "gone-meanwhile", found=record_id)
                )
            continue
        record = present.get(record_id) or RecordFile(f"{FOLDER}/{kind}/{record_id}.yml", kind, record_id, b"")
        rows[record.file] = _Row(sheet.name, number, {c.field: (at, c) for at, c in columns.items()})
        _import_row(file, sheet, number, columns, record, cells, result)


def _columns_in(file: str, sheet: Sheet, kind: str, result: Import) -> dict[int, Column]:
    """The columns of a sheet, by position."""
    known = {column.heading: column for column in columns_of(KINDS[kind])}
    columns: dict[int, Column] = {}
    seen: set[str] = set()
    for at, cell in sheet.rows[1].items():
        heading = text_of(cell)
        if heading in seen:
            result.findings.append(cell_finding(file, sheet.name, 1, at, heading, "heading-twice", found=heading))
        elif heading in known:
            columns[at] = known[heading]
        elif heading != w.ID:
            result.findings.append(cell_finding(file, sheet.name, 1, at, heading, "heading", found=heading))
        seen.add(heading)
    stray = {at: row for row in sorted(sheet.rows, reverse=True) for at in sheet.rows[row] if at not in sheet.rows[1]}
    for at, row in sorted(stray.items()):
        result.findings.append(cell_finding(file, sheet.name, row, at, "", "no-heading"))
    return columns


def _import_row(
    file: str, sheet: Sheet, number: int, columns: dict[int, Column], record: RecordFile, cells: Cells, result: Import
) -> None:
    source = read_source(record.file, record.raw)[0] if record.raw else Source(record.file, {}, {}, {}, (), frozenset())
    if source is None:
        return  # its own findings tell why; nothing is taken over into it
    data, is_changed = source.data, not record.raw
    for at, column in columns.items():
        cell = sheet.rows[number].get(at, "")
        shown = cells.shown(source, column)
        was = sheet.exported.get(record.id, {}).get(column.heading, shown)
        if text_of(cell) in (shown, was):
            continue  # it is so already, or nobody has touched it
        if was != shown:
            heading = column.heading
            result.findings.append(
                cell_finding(file, sheet.name, number, at, heading, "changed-meanwhile", found=shown or w.NOTHING)
            )
            continue
        if code := _lost_digits(cell, column.kind):
            heading = column.heading
            result.findings.append(cell_finding(file, sheet.name, number, at, heading, code, found=text_of(cell)))
            continue
        try:
            value = cells.value(text_of(cell), column.kind)
        except PartError as error:
            result.findings.append(
                cell_finding(
                    file, sheet.name, number, at, column.heading, "part", found=error.found, allowed=error.allowed
                )
            )
            continue
        if value != source.find(*column.path):
            data, is_changed = _with_value(data, column.path, value), True
    if is_changed:
        raw, findings = write_record(record, data)
        result.changes[record.file] = raw
        result.findings += findings


def _lost_digits(cell: Cell, kind: Any) -> str | None:
    """What is wrong with a number where digits are no number."""
    if not isinstance(cell, Number):
        return None
    if is_date(kind):
        return "date-number"
    parts = [part for inner in (kind, *field_kinds(item_kind(kind)).values()) for part in types_in(inner)]
    patterns = [str((getattr(part, "json_schema", None) or {}).get("pattern", "")) for part in parts]
    is_post_code = any("[0-9]{5}" in pattern for pattern in patterns)
    return "number" if is_post_code or PhoneNumber in parts else None


def _with_value(data: Any, path: Path, value: Value | None) -> Any:
    """A group in which the field at `path` has another value, or none."""
    key, *rest = path
    inner = _with_value(data.get(key) if isinstance(data.get(key), dict) else {}, tuple(rest), value) if rest else value
    return {name: part for name, part in {**data, key: inner}.items() if part}


def _at_cell(file: str, finding: Finding, rows: dict[str, _Row], cells: Cells) -> Finding:
    """A finding about a record, told where the spreadsheet says it."""
    if (row := rows.get(finding.file)) is None:
        return finding
    fitting = [name for name in row.columns if re.match(rf"{re.escape(name)}($|[.\[])", finding.field)]
    at, column = row.columns[max(fitting, key=len)] if fitting else (0, None)
    place = place_of(row.sheet, row.number, at, column.heading if column else "")
    hint = cells.hint(column, finding) if column else finding.hint
    return Finding(file, row.number, max(at, 1), place, finding.severity, finding.message, hint, finding.code)

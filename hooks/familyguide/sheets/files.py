"""Spreadsheet files: written as xlsx, read as xlsx or csv. Their bytes come from outside and are never trusted."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from ..records.findings import Finding
from . import wording as w
from .columns import Column
from .table import MOST_ROWS, Cell, Number, Sheet, cell_finding, column_letters

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
SPARE_ROWS: Final = 200
"""So many rows below the records have drop-down lists, too."""
_LOCKED, _OPEN = Protection(locked=True), Protection(locked=False)
_TOP = Alignment(vertical="top", wrap_text=True)
_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WIDE = ("Kurztext", "Beschreibung")


# --- out ------------------------------------------------------------------------------------------------------------


def write_xlsx(
    sheets: Iterable[tuple[str, Sequence[Column], Sequence[Sequence[str]], Sequence[Sequence[str]]]],
) -> bytes:
    """Write sheets, each with name, columns, what to choose from for each column, and rows (the id first).

    The same rows give the same bytes. No text is ever a formula, whatever it begins with.
    """
    book = Workbook()
    del book["Sheet"]
    sheets = list(sheets)
    pages = [book.create_sheet(name) for name, _, _, _ in sheets]
    lists = book.create_sheet(w.LISTS)
    lists.sheet_state = "hidden"
    for page, (_, columns, options, rows) in zip(pages, sheets, strict=True):
        _write_head(page, columns)
        for number, row in enumerate(rows, start=2):
            for at, text in enumerate(row, start=1):
                _write_cell(page, number, at, text, locked=at == 1)
        for at in range(2, len(columns) + 2):
            column = page.column_dimensions[column_letters(at)]
            column.protection, column.number_format = _OPEN, "@"
            _add_choice(page, lists, at, options[at - 2], len(rows) + 1 + SPARE_ROWS)
        page.freeze_panes = "C2"
        page.auto_filter.ref = f"A1:{column_letters(len(columns) + 1)}{max(len(rows) + 1, 2)}"
        page.protection.sheet = True
        for allowed in ("formatColumns", "formatRows", "formatCells", "sort", "autoFilter", "insertRows"):
            setattr(page.protection, allowed, False)
    stream = io.BytesIO()
    book.save(stream)
    return _repacked(stream.getvalue())


def _write_head(page: Any, columns: Sequence[Column]) -> None:
    for at, (heading, text) in enumerate([(w.ID, w.ID_HELP), *((c.heading, c.help) for c in columns)], start=1):
        _write_cell(page, 1, at, heading, locked=True)
        cell = page.cell(1, at)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="2B4C9B")
        page.column_dimensions[column_letters(at)].width = 48 if heading in _WIDE else 24
        prompt = DataValidation(showInputMessage=True, promptTitle=heading[:32], prompt=text[:255])
        prompt.add(f"{column_letters(at)}1")
        page.add_data_validation(prompt)


def _write_cell(page: Any, row: int, column: int, text: str, *, locked: bool) -> None:
    cell = page.cell(row, column)
    cell.value = text or None
    if text:
        cell.data_type = "s"  # never a formula
    cell.number_format = "@"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@")  # nor one when somebody edits it
    cell.alignment = _TOP
    cell.protection = _LOCKED if locked else _OPEN


def _add_choice(page: Any, lists: Any, column: int, options: Sequence[str], last: int) -> None:
    """A drop-down list for a column; its words stand on a hidden sheet, where there may be many."""
    if not options:
        return
    at = lists.max_column + 1 if lists.cell(1, 1).value is not None else 1
    for row, option in enumerate(options, start=1):
        _write_cell(lists, row, at, option, locked=True)
    letters = column_letters(at)
    words = f"{quote_sheetname(w.LISTS)}!${letters}$1:${letters}${len(options)}"
    choice = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=True, error=w.NOT_IN_LIST)
    choice.add(f"{column_letters(column)}2:{column_letters(column)}{last}")
    page.add_data_validation(choice)


def _repacked(raw: bytes) -> bytes:
    """The same file with one fixed day in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


# --- in -------------------------------------------------------------------------------------------------------------


def read_sheets(file: str, raw: bytes) -> tuple[list[Sheet], list[Finding]]:
    """Read a spreadsheet; what stands in cells and cannot be a value is a finding."""
    if len(raw) > MOST_BYTES:
        return [], [cell_finding(file, "", 0, 0, "", "too-large", limit=MOST_ROWS)]
    if file.lower().endswith(".csv"):
        return _read_csv(file, raw)
    return _read_xlsx(file, raw)


def _read_csv(file: str, raw: bytes) -> tuple[list[Sheet], list[Finding]]:
    """UTF-8 or what Windows writes, with semicolons or commas."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if "\0" in text:
        return [], [cell_finding(file, "", 0, 0, "", "unreadable")]
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    sheet = Sheet("CSV")
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if number > MOST_ROWS:
                return [], [cell_finding(file, "", 0, 0, "", "too-large", limit=MOST_ROWS)]
            sheet.rows[number] = {at: _tidy(cell) for at, cell in enumerate(row, start=1) if cell.strip()}
    except csv.Error:
        return [], [cell_finding(file, "", 0, 0, "", "unreadable")]
    return [sheet], []


def _read_xlsx(file: str, raw: bytes) -> tuple[list[Sheet], list[Finding]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                return [], [cell_finding(file, "", 0, 0, "", "too-large", limit=MOST_ROWS)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and the like, which are not read
            book = load_workbook(io.BytesIO(raw), rich_text=False)
    except Exception:  # a file from outside can be broken in any way
        return [], [cell_finding(file, "", 0, 0, "", "unreadable")]
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for page in book.worksheets:
        if page.sheet_state != "visible":
            continue
        if page.max_row > MOST_ROWS:
            findings.append(cell_finding(file, page.title, 0, 0, "", "too-large", limit=MOST_ROWS))
            continue
        sheets.append(_read_page(file, page, findings))
    return sheets, findings


def _read_page(file: str, page: Any, findings: list[Finding]) -> Sheet:
    sheet = Sheet(page.title)
    for merged in page.merged_cells.ranges:
        place = (merged.min_row, merged.min_col)
        findings.append(cell_finding(file, page.title, *place, "", "merged", found=str(merged)))
    for row in page.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            value = _read_value(cell)
            if isinstance(value, tuple):
                code, found = value
                heading = str(page.cell(1, cell.column).value or "")
                findings.append(cell_finding(file, page.title, cell.row, cell.column, heading, code, found=found))
            elif value:
                sheet.rows.setdefault(cell.row, {})[cell.column] = value
    return sheet


def _read_value(cell: Any) -> Cell | tuple[str, str]:
    """The value of a cell as text, or what is wrong with it."""
    value = cell.value
    if cell.data_type == "f":
        return "formula", str(getattr(value, "text", value))
    if cell.data_type == "e":
        return "error", str(value)
    match value:
        case bool():
            return "ja" if value else "nein"
        case int():
            return Number(str(value))
        case float():
            return Number(str(int(value)) if value.is_integer() else str(value))
        case datetime():
            return str(value.date()) if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return str(value)
        case time():
            return f"{value:%H:%M}"
        case _:
            return _tidy(str(value))


def _tidy(text: str) -> str:
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()

"""Spreadsheet files: written as xlsx, read as xlsx or csv. Their bytes come from outside and are never trusted."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from ..records.findings import Finding
from . import wording as w
from .columns import YES_NO, Column
from .table import MOST_ROWS, Cell, Number, Sheet, cell_finding, column_letters, text_of

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
SPARE_ROWS: Final = 200
"""So many rows below the records have drop-down lists, too."""
_LOCKED, _OPEN = Protection(locked=True), Protection(locked=False)
_TOP = Alignment(vertical="top", wrap_text=True)
_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FONT: Final = "Calibri"
_WIDTHS: Final = {"Titel": 36, "Name": 36, "Kurztext": 60, "Beschreibung": 60, "Zeiten: Regelmäßige Zeiten": 48}
ROW_HEIGHT: Final = 46
"""Points: three lines, so that a list stays a list; the rest of a long text is there when the row is made higher."""


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
    lists = _Lists(book.create_sheet(w.LISTS))
    for page, (_, columns, options, rows) in zip(pages, sheets, strict=True):
        _write_head(page, [(w.ID, w.ID_HELP), *((column.heading, column.help) for column in columns)])
        for number, row in enumerate(rows, start=2):
            for at, text in enumerate(row, start=1):
                _write_cell(page, number, at, text, locked=at == 1)
            page.row_dimensions[number].height = ROW_HEIGHT
        last = len(rows) + 1 + SPARE_ROWS
        for at, (column, words) in enumerate(zip(columns, options, strict=True), start=2):
            dimension = page.column_dimensions[column_letters(at)]
            dimension.protection, dimension.number_format = _OPEN, "@"
            if words:
                full = [number for number, row in enumerate(rows, start=2) if _says_more(row[at - 1])]
                cells = _runs(at, last, full if column.takes_many else ())
                _add_choice(page, column, lists.range_of(column.heading, words), cells)
        page.freeze_panes = "C2"
        page.auto_filter.ref = f"A1:{column_letters(len(columns) + 1)}{max(len(rows) + 1, 2)}"
        page.protection.sheet = True
        for allowed in ("formatColumns", "formatRows", "formatCells", "sort", "autoFilter", "insertRows"):
            setattr(page.protection, allowed, False)
    lists.finish()
    for name, columns, _, rows in sheets:
        _write_state(book.create_sheet(w.STATE.format(sheet=name)), columns, rows)
    stream = io.BytesIO()
    book.save(stream)
    return _repacked(stream.getvalue())


def _write_state(page: Any, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """A sheet that nobody sees: what the table said when it was written."""
    for number, row in enumerate([[w.ID, *(column.heading for column in columns)], *rows], start=1):
        for at, text in enumerate(row, start=1):
            _write_cell(page, number, at, text, locked=True)
    page.protection.sheet = True
    page.sheet_state = "veryHidden"


class _Lists:
    """The sheet with all that there is to choose from, for drop-down lists and for people."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.ranges: dict[tuple[str, ...], str] = {}
        self.headings: list[tuple[str, str]] = []

    def range_of(self, heading: str, words: Sequence[str]) -> str:
        """Where these words stand; the same ones stand there once."""
        words = tuple(words)
        if words not in self.ranges:
            self.headings.append((w.YES_OR_NO if words == YES_NO else heading, w.LISTS_HELP))
            at = len(self.headings)
            for row, word in enumerate(words, start=2):
                _write_cell(self.page, row, at, word, locked=True)
            letters = column_letters(at)
            self.ranges[words] = f"{quote_sheetname(w.LISTS)}!${letters}$2:${letters}${len(words) + 1}"
        return self.ranges[words]

    def finish(self) -> None:
        """Put the headings above the words, and lock the sheet."""
        _write_head(self.page, self.headings)
        self.page.freeze_panes = "A2"
        self.page.protection.sheet = True
        self.page.protection.formatColumns = False


def _says_more(text: str) -> bool:
    """Whether a cell says more than one word of a list; to choose another would replace it all."""
    return any(sign in text for sign in ";|\n")


def _runs(column: int, last: int, without: Iterable[int]) -> Iterator[str]:
    """The cells of a column down to the row `last`, but for those in some rows, which are in their order."""
    letters = column_letters(column)
    start = 2
    for row in [*without, last + 1]:
        if start < row:
            yield f"{letters}{start}:{letters}{row - 1}"
        start = row + 1


def _write_head(page: Any, headings: Iterable[tuple[str, str]]) -> None:
    for at, (heading, text) in enumerate(headings, start=1):
        _write_cell(page, 1, at, heading, locked=True)
        cell = page.cell(1, at)
        cell.font = Font(name=_FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="2B4C9B")
        page.column_dimensions[column_letters(at)].width = _WIDTHS.get(heading, 24)
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


def _add_choice(page: Any, column: Column, words: str, cells: Iterable[str]) -> None:
    """A drop-down list for some cells of a column; where more than one may be named, others can be typed behind it."""
    choice = DataValidation(type="list", formula1=words, allow_blank=True, error=w.NOT_IN_LIST)
    choice.showErrorMessage = not column.takes_many
    if column.takes_many:
        choice.showInputMessage, choice.promptTitle, choice.prompt = True, column.heading[:32], w.CHOOSE_FIRST
    for run in cells:
        choice.add(run)
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
        sheet = _read_page(file, page, findings)
        state = w.STATE.format(sheet=page.title)
        if state in book.sheetnames and book[state].max_row <= MOST_ROWS:
            sheet.exported = _exported(_read_page(file, book[state], []))
        sheets.append(sheet)
    return sheets, findings


def _exported(state: Sheet) -> dict[str, dict[str, str]]:
    """What a sheet said when it was written, by id and heading; empty cells say nothing."""
    headings = {at: text_of(cell) for at, cell in state.rows.get(1, {}).items()}
    rows = [
        {heading: text_of(row.get(at, "")) for at, heading in headings.items()}
        for number, row in state.rows.items()
        if number > 1
    ]
    return {row[w.ID]: row for row in rows if row.get(w.ID)}


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

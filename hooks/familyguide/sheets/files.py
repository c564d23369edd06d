"""Spreadsheet files: written as xlsx, read as xlsx or csv. Their bytes come from outside and are never trusted."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import column_index_from_string, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from ..records.findings import Finding
from . import wording as w
from .columns import YES_NO, Column
from .table import MOST_ROWS, Cell, Day, Number, Refused, Sheet, cell_finding, column_letters, text_of

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_CELLS: Final = 3_000_000
MOST_MERGED: Final = 100_000
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
        page.column_dimensions["A"].protection = _OPEN  # below the records, where new ones may have ids of their own
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
    """Read a spreadsheet; without sheets, a finding says why."""
    if len(raw) > MOST_BYTES:
        return [], [cell_finding(file, "", 0, 0, "", "too-large", limit=MOST_ROWS)]
    if file.lower().endswith(".csv"):
        return _read_csv(file, raw)
    return _read_xlsx(file, raw)


def _read_csv(file: str, raw: bytes) -> tuple[list[Sheet], list[Finding]]:
    """UTF-8, UTF-16 with its mark, or what Windows writes; with semicolons, commas or tabs."""
    text = decoded(raw)
    if isinstance(text, int):
        return [], [cell_finding(file, "", text, 0, "", "encoding")]
    if "\0" in text:
        return [], [cell_finding(file, "", 0, 0, "", "unreadable")]
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    named = (name for name in w.SHEETS.values() if file.casefold().startswith(name.casefold()))
    sheet = Sheet(next(named, w.CSV))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if number > MOST_ROWS:
                return [], [cell_finding(file, "", 0, 0, "", "too-large", limit=MOST_ROWS)]
            sheet.rows[number] = {
                at: Refused("formula", cell.strip()) if cell.lstrip().startswith("=") else _tidy(cell)
                for at, cell in enumerate(row, start=1)
                if cell.strip()
            }
    except csv.Error:
        return [], [cell_finding(file, sheet.name, len(sheet.rows) + 1, 0, "", "csv-quotes")]
    return [sheet], []


_DOS_LETTERS = re.compile(r"[^\W\d_][„”™šŽ\x8e][^\W\d_]")
"""Umlauts of DOS read as those of Windows, within words."""


def decoded(raw: bytes) -> str | int:
    """The text of a file in UTF-8, in UTF-16 with its mark, or as Windows writes it; else the line that is neither."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    right = re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", raw)
    if len(right) * 2 > len(re.findall(rb"[\x80-\xff]+", raw)):
        return line  # nearly all of it is UTF-8: as Windows it would be gibberish
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        return raw.count(b"\n", 0, error.start) + 1
    dos = _DOS_LETTERS.search(text)
    return text.count("\n", 0, dos.start()) + 1 if dos else text


_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_MERGED = re.compile(rb'<(?:[\w.-]+:)?mergeCell[^>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


def _is_too_large(package: zipfile.ZipFile) -> bool:
    """Whether reading a file would take more memory than it is worth; looked for without reading it as a whole."""
    if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
        return True
    cells = 0
    for name in package.namelist():
        if not name.startswith("xl/worksheets/"):
            continue
        rest = b""
        with package.open(name) as part:
            while chunk := part.read(1024 * 1024):
                window = rest + chunk
                cells += len(_CELL.findall(window))
                if cells > MOST_CELLS or any(_area(*corners) > MOST_MERGED for corners in _MERGED.findall(window)):
                    return True
                rest = window[-64:] if b"<mergeCell" in window[-64:] else b""
    return False


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    """How many cells there are between two corners."""
    columns = column_index_from_string(right.decode()) - column_index_from_string(left.decode()) + 1
    return columns * (int(bottom) - int(top) + 1)


def _read_xlsx(file: str, raw: bytes) -> tuple[list[Sheet], list[Finding]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            if _is_too_large(package):
                return [], [cell_finding(file, "", 0, 0, "", "too-large", limit=MOST_ROWS)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and the like, which are not read
            book = load_workbook(io.BytesIO(raw), rich_text=False)
    except Exception:  # a file from outside can be broken in any way
        return [], [cell_finding(file, "", 0, 0, "", "unreadable")]
    states = {w.STATE.format(sheet=name): name for name in w.SHEETS.values()}
    pages = [page for page in book.worksheets if page.sheet_state == "visible" or page.title in w.SHEETS.values()]
    sheets = [_read_page(page) for page in pages if page.title not in states]
    if large := next((sheet for sheet in sheets if max(sheet.rows, default=0) > MOST_ROWS), None):
        return [], [cell_finding(file, large.name, 0, 0, "", "too-large", limit=MOST_ROWS)]
    for sheet in sheets:
        if (state := w.STATE.format(sheet=sheet.name)) in book.sheetnames:
            sheet.exported = _exported(_read_page(book[state]))
    return sheets, []


def _exported(state: Sheet) -> dict[str, dict[str, str]]:
    """What a sheet said when it was written, by id and heading; empty cells say nothing."""
    rows = [
        {heading: text_of(row.get(at, "")) for at, heading in state.headings.items()}
        for number, row in state.rows.items()
        if number > 1
    ]
    return {row[w.ID]: row for row in rows if row.get(w.ID)}


def _read_page(page: Any) -> Sheet:
    sheet = Sheet(page.title)
    for merged in page.merged_cells.ranges:
        sheet.merged[merged.min_row, merged.min_col] = str(merged)
    # Not `iter_rows`, which makes all cells up to the last one: a single one far below would take all memory.
    for (row, column), cell in sorted(page._cells.items()):
        if cell.value is not None and (value := _read_value(cell)):
            sheet.rows.setdefault(row, {})[column] = value
    return sheet


_PLAIN_NUMBERS: Final = ("General", "@", "0", "#,##0")


def _read_value(cell: Any) -> Cell:
    """What a cell says; what can be no value is refused."""
    value = cell.value
    if cell.data_type == "f":
        return Refused("formula", str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Refused("error", str(value))
    match value:
        case bool():
            return "ja" if value else "nein"
        case int():
            return Number(str(value), is_plain=cell.number_format in _PLAIN_NUMBERS)
        case float():
            is_plain = value.is_integer() and cell.number_format in _PLAIN_NUMBERS
            return Number(str(int(value)) if value.is_integer() else str(value), is_plain=is_plain)
        case datetime():
            return Day(str(value.date()) if value.time() == time() else f"{value:%Y-%m-%d %H:%M}")
        case date():
            return Day(str(value))
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return Refused("duration", str(value))
        case _:
            return _tidy(str(value))


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _tidy(text: str) -> str:
    """The text of a cell: signs that spreadsheets write in their own way, tabs as blanks, one kind of line ends."""
    plain = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()

"""What a spreadsheet holds, whatever its file format: sheets of rows, read with a finding for what cannot be meant."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..records.findings import Finding, readable
from ..records.wording import MESSAGES
from . import wording as w

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that holds a number; whether its digits are all that was meant, only the column can tell."""

    text: str
    is_plain: bool = True
    """Whether it is shown as it is: no percentage, no currency, no fraction."""


@dataclass(frozen=True, slots=True)
class Day:
    """A cell that holds a day."""

    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that can be no value, such as a formula."""

    code: str
    text: str


Cell = str | Number | Day | Refused


def text_of(cell: Cell) -> str:
    """What stands in a cell."""
    return cell if isinstance(cell, str) else cell.text


@dataclass(slots=True)
class Sheet:
    """One sheet: cells by row and column, both counted from one."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells that are one, by the first of them."""
    exported: dict[str, dict[str, str]] = field(default_factory=dict)
    """What it said when it was written, by id and heading: whatever differs somebody has changed."""

    @property
    def headings(self) -> dict[int, str]:
        """What stands above the columns."""
        return {at: text_of(cell) for at, cell in self.rows.get(1, {}).items()}


def column_letters(column: int) -> str:
    """The name of a column as spreadsheets show it: `D`, `AA`."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_finding(file: str, sheet: str, row: int, column: int, heading: str, code: str, **values: object) -> Finding:
    """A finding about a cell, a row (without a column) or a sheet (without both)."""
    message, hint = w.MESSAGES.get(code) or MESSAGES[code]
    shown = {key: readable(value) if isinstance(value, str) else value for key, value in values.items()}
    place = place_of(sheet, row, column, heading)
    return Finding(
        file, max(row, 1), max(column, 1), place, "error", message.format(**shown), hint.format(**shown), code
    )


def place_of(sheet: str, row: int, column: int, heading: str) -> str:
    """Where something stands, in words."""
    form = w.PLACE if column else w.PLACE_ROW if row else w.PLACE_SHEET
    return readable(form.format(sheet=sheet, row=row, column=column_letters(column), heading=heading))

"""Tables for tests: the export of a small town, and tables made by another library than the one that reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from familyguide.cli import main
from small_towns import GUIDE, OFFER, build_town, minimal

GUIDE_TEXT = (
    minimal(GUIDE).replace("themen: [", "themen: [{id: beratung, titel: 'Rat, Hilfe'}, ")
    + "sprachen: [{id: de, titel: Deutsch}, {id: tr, titel: Türkisch}]\n"
)
RICH = """\
titel: Krabbelgruppe
anbieter: elternverein
kurztext: Hier spielen Eltern mit ihren Babys.
lebensphasen: [baby]
themen: [treffen, beratung]
orte: [sonnenhaus]
form: [vor-ort, telefon]
zeiten:
  regelmaessig:
    - {tag: dienstag, von: "09:30", bis: "11:00", rhythmus: monatlich, woche: [2, letzte]}
    - {tag: montag, von: "09:00", hinweis: "a, b"}
kosten: {art: kostenlos}
sprachen:
  - {code: tr, hinweis: dienstags}
kontakt:
  telefone:
    - {nummer: "030 23125-0"}
suchwoerter: [Babygruppe, "Eltern, Kind"]
endet: 2027-12-31
pruefung:
  status: offen # bleibt
"""


def town(root: Path, **files: str | None) -> Path:
    return build_town(root, {GUIDE: GUIDE_TEXT, OFFER: RICH} | files)


def contents(root: Path) -> dict[str, bytes]:
    """Every record file below `root`."""
    found = (root / "offers").rglob("*.yml")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def exported(root: Path) -> dict[str, list[list[Any]]]:
    """The visible sheets of an export, as rows of values."""
    assert main(["export", "--root", str(root), str(root / "aus.xlsx")]) == 0
    book = openpyxl.load_workbook(root / "aus.xlsx")
    return {
        page.title: [[cell.value for cell in row] for row in page.iter_rows() if row[0].value]
        for page in book.worksheets
        if page.sheet_state == "visible"
    }


def write(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """Write a table with XlsxWriter, which makes numbers of numbers, formulas of formulas, and days of days."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(y, x, value, day)
                    elif isinstance(value, str) and value.startswith("{="):
                        page.write_formula(y, x, value[1:-1])
                    elif isinstance(value, str):
                        page.write_string(y, x, value)
                    elif value is not None:
                        page.write(y, x, value)
    return path


def take(root: Path, path: Path, *arguments: str) -> int:
    return main(["import", "--root", str(root), str(path), *arguments])


def changed(root: Path, heading: str, value: Any, sheet: str = "Angebote", row: int = 1) -> Path:
    """The export of a town with another value in one cell."""
    sheets = exported(root)
    sheets[sheet][row][sheets[sheet][0].index(heading)] = value
    return write(root / "ein.xlsx", sheets)

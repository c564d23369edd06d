"""Tables as people have them: told what is wrong, taken as meant, never half."""

from __future__ import annotations

import io
import typing
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from familyguide.records.fields import field_kinds, item_kind
from familyguide.records.load import ID_VOCABULARIES, KINDS, known_ids, list_files
from familyguide.records.source import Source, read_source
from familyguide.sheets.columns import Cells, columns_of
from hypothesis import given, settings
from hypothesis import strategies as st
from making import NEIGHBOUR
from small_towns import OFFER, PROJECT, PROVIDER, minimal
from tables import RICH, contents, exported, take, town


def csv_file(root: Path, text: str | bytes, name: str = "ein.csv") -> Path:
    (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return root / name


TELLS: dict[str, tuple[str | bytes, str]] = {
    "a new row that is there already": (
        "Kennung;Titel;Anbieter;Kurztext;Lebensphasen;Themen\n;Krabbelgruppe;Elternverein Sonnenau;x;Baby;Treffen\n",
        "Zeile 2, Spalte A (Kennung): Einen Eintrag «krabbelgruppe» gibt es schon.",
    ),
    "a title without a letter for an id": (
        "Kennung;Titel;Anbieter\n;😀;Elternverein Sonnenau\n", "Aus «😀» lässt sich keine Kennung machen.",
    ),
    "a row without a name": ("Kennung;Titel;Kurztext\n;;x\n", "Zeile 2, Spalte A (Kennung): Diese Zeile hat weder"),
    "offers or providers": ("Kennung;Kontakt: Telefon\nbeide;030 23125-0\n", "nicht klar, was gemeint ist: Angebote"),
    "two ways of writing umlauts": ("Kennung;Titel\nkrabbelgruppe;Müller\n".encode() + b"x;M\xfcller\n", "ein.csv:3:1"),
    "umlauts of DOS": (b"Kennung;Titel\nkrabbelgruppe;M\x94hre\n", "ein.csv:2:1"),
    "bytes that Windows does not know": (b"Kennung;Titel\nkrabbelgruppe;M\x81ller\n", "ein.csv:2:1"),
    "a quotation mark too many": ('Kennung;Titel\nkrabbelgruppe;"Treff\nx;y\n', "Ein Anführungszeichen hat kein"),
    "a control character": ("Kennung;Titel\nkrabbelgruppe;a\u202eb\n", "Spalte B (Titel): Hier steht ein unsichtbares"),
}  # fmt: skip


@pytest.mark.parametrize("what", TELLS)
def test_what_a_table_is_told(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the place, and nothing is written."""
    text, said = TELLS[what]
    both = {
        "offers/angebote/beide.yml": RICH.replace("Krabbelgruppe", "Beide"),
        "offers/anbieter/beide.yml": minimal(PROVIDER),
    }
    before = contents(town(tmp_path, **both))

    assert take(tmp_path, csv_file(tmp_path, text)) == 1
    assert said in capsys.readouterr().out
    assert contents(tmp_path) == before


def test_a_table_of_some_columns_goes_where_its_ids_are(tmp_path: Path) -> None:
    """Or where its name says."""
    town(tmp_path, **{"offers/anbieter/krabbelgruppe.yml": minimal(PROVIDER)})
    table = "Kennung;Kontakt: Telefon\n{key};030 23125-9\n"
    assert take(tmp_path, csv_file(tmp_path, table.format(key="elternverein"))) == 0
    assert take(tmp_path, csv_file(tmp_path, table.format(key="krabbelgruppe"), "Anbieter 2027.csv")) == 0

    assert all(
        "030 23125-9" in (tmp_path / "offers/anbieter" / f"{key}.yml").read_text()
        for key in ("elternverein", "krabbelgruppe")
    )
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == RICH


def test_unicode_text_of_excel(tmp_path: Path) -> None:
    """UTF-16 with tabs."""
    path = csv_file(tmp_path, "Kennung\tTitel\nkrabbelgruppe\tTreff für Väter\n".encode("utf-16"))

    assert take(town(tmp_path), path) == 0
    assert "titel: Treff für Väter\n" in (tmp_path / OFFER).read_text(encoding="utf-8")


def xlsx(root: Path, change: Any) -> Path:
    """The export with something done to it."""
    exported(town(root))
    book = openpyxl.load_workbook(root / "aus.xlsx")
    change(book)
    book.save(root / "aus.xlsx")
    return root / "aus.xlsx"


def number(value: float, form: str) -> Any:
    def change(book: Any) -> None:
        cell = book["Angebote"].cell(2, 2)
        cell.value, cell.number_format = value, form

    return change


def hidden(book: Any) -> None:
    book["Angebote"].cell(2, 2).value = "=1+1"
    book["Angebote"].sheet_state = "hidden"


def twice(book: Any) -> None:
    copy = book.copy_worksheet(book["Angebote"])
    copy.title = "Meine Angebote"


CHANGED = {
    "a percentage": (number(0.5, "0%"), "Spalte B (Titel): Hier steht eine Zahl mit einem Format (0.5)"),
    "money": (number(5.5, "0.00 €"), "Hier steht eine Zahl mit einem Format (5.5)"),
    "a day for a title": (number(46000, "dd.mm.yyyy"), "Hier steht ein Datum (2025-12-09) statt eines Textes"),
    "a duration": (number(1.25, "[h]:mm"), "Hier steht eine Dauer"),
    "a hidden sheet": (hidden, "Hier steht eine Formel"),
    "a line above the headings": (lambda book: book["Angebote"].insert_rows(1), "stehen nicht die Überschriften"),
    "a sheet twice": (twice, "Die Kennung «krabbelgruppe» steht auch in Zeile 2"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_a_changed_table_is_told(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change, said = CHANGED[what]
    before = contents(town(tmp_path))

    assert take(tmp_path, xlsx(tmp_path, change)) == 1
    assert said in capsys.readouterr().out
    assert contents(tmp_path) == before


def test_other_sheets_are_nobody_elses_business(tmp_path: Path) -> None:
    """Whatever stands there."""

    def change(book: Any) -> None:
        book.create_sheet("Notizen").append(["=1+1", None, 5])

    assert take(tmp_path, xlsx(tmp_path, change)) == 0


def test_a_number_is_a_title_where_it_is_plain(tmp_path: Path) -> None:
    assert take(tmp_path, xlsx(tmp_path, number(2027, "General"))) == 0
    assert 'titel: "2027"\n' in (tmp_path / OFFER).read_text(encoding="utf-8")


def sheet_xml(path: Path, content: str) -> Path:
    """An export whose first sheet is replaced, with a few bytes that stand for a great many cells."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == "xl/worksheets/sheet1.xml" else old.read(name))
    path.write_bytes(packed.getvalue())
    return path


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{more}</worksheet>'
BOMBS = {
    "millions of empty cells": SHEET.format(rows=f"<row>{'<c/>' * 4_000_000}</row>", more=""),
    "one cell of a whole sheet": SHEET.format(
        rows="", more='<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    ),
    "a value far below": SHEET.format(
        rows='<row r="30000"><c r="XFD30000" t="inlineStr"><is><t>x</t></is></c></row>', more=""
    ),
}


@pytest.mark.parametrize("what", BOMBS)
def test_small_files_that_become_large(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Are told from tables before they take all memory."""
    exported(town(tmp_path))
    assert take(tmp_path, sheet_xml(tmp_path / "aus.xlsx", BOMBS[what])) == 1
    assert "Die Tabelle ist zu groß." in capsys.readouterr().out


def test_one_cell_in_a_corner_costs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All cells up to it would fill the memory."""
    row = '<row r="20000"><c r="XFD20000" t="inlineStr"><is><t>x</t></is></c></row>'
    exported(town(tmp_path))
    assert take(tmp_path, sheet_xml(tmp_path / "aus.xlsx", SHEET.format(rows=row, more=""))) == 1
    assert "stehen nicht die Überschriften" in capsys.readouterr().out


# --- cells and values


@pytest.mark.parametrize("root", [PROJECT, NEIGHBOUR], ids=["own", "neighbour"])
def test_a_cell_says_what_its_value_says(root: Path) -> None:
    """Whoever touches a cell and puts back what was there changes nothing."""
    files = list_files(root).files
    cells = Cells(known_ids(files))
    for file in files:
        source, _ = read_source(file.file, file.raw)
        assert source
        for column in columns_of(KINDS[file.kind]) if file.kind in ID_VOCABULARIES else ():
            assert cells.value(cells.shown(source, column), column.kind) == source.find(*column.path), column.heading


@settings(derandomize=True, deadline=None, database=None, max_examples=200)
@given(st.text(st.sampled_from("ab |:\\\n,;ü"), min_size=1, max_size=12).map(str.strip).filter(bool))
def test_any_text_in_a_group_comes_back(text: str) -> None:
    """Also one with the signs that part groups."""
    cells = Cells(known_ids(list_files(NEIGHBOUR).files))
    (column,) = [column for column in columns_of(KINDS["angebote"]) if column.field == "termine"]
    value = [{"datum": "2027-07-19", "bis-datum": "2027-07-20", "bis": "10:00", "titel": text}]
    source = Source("x", {"termine": value}, {}, {}, (), frozenset())

    assert cells.value(cells.shown(source, column), column.kind) == value


def test_fields_of_a_group_have_names_of_their_own() -> None:
    """By which they are told apart in a cell."""
    for kind in ID_VOCABULARIES:
        for column in columns_of(KINDS[kind]):
            if column.is_list_of_groups:
                titles = [typing.get_args(inner)[-1].title for inner in field_kinds(item_kind(column.kind)).values()]
                assert len(set(titles)) == len(titles), column.heading

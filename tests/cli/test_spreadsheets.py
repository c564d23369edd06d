"""`familyguide export` and `familyguide import`, with tables made by another library than the one that reads them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from familyguide.cli import main
from familyguide.records.load import ID_VOCABULARIES, KINDS, load_records
from familyguide.sheets.columns import columns_of, labels
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import NEIGHBOUR
from small_towns import OFFER, PROJECT
from tables import RICH, changed, contents, exported, take, town, write

# --- out


def test_what_an_export_looks_like(tmp_path: Path) -> None:
    """German headings that stay in sight, ids that stay as they are, and words to choose from."""
    rows = exported(town(tmp_path))["Angebote"]
    book = openpyxl.load_workbook(tmp_path / "aus.xlsx")
    page = book["Angebote"]
    shown = dict(zip(rows[0], rows[1], strict=True))

    assert [page.title for page in book.worksheets if page.sheet_state == "visible"] == [
        "Angebote", "Anbieter", "Orte", "Listen",
    ]  # fmt: skip
    assert (page.freeze_panes, page.protection.sheet) == ("C2", True)
    assert (
        page["A2"].protection.locked,
        page["B2"].protection.locked,
        page.column_dimensions["B"].protection.locked,
    ) == (
        True,
        False,
        False,
    )
    assert {key: value for key, value in shown.items() if value} == {
        "Kennung": "krabbelgruppe",
        "Titel": "Krabbelgruppe",
        "Anbieter": "Elternverein Sonnenau",
        "Kurztext": "Hier spielen Eltern mit ihren Babys.",
        "Lebensphasen": "Baby",
        "Themen": "Treffen; Rat, Hilfe",
        "Orte": "Sonnenhaus",
        "Form": "vor Ort; am Telefon",
        "Zeiten: Regelmäßige Zeiten": (
            "Dienstag | Von: 09:30 | Bis: 11:00 | Rhythmus: jeden Monat | Woche im Monat: 2, letzte\n"
            "Montag | Von: 09:00 | Hinweis: a, b"
        ),
        "Kosten: Art": "kostenlos",
        "Sprachen": "Türkisch | Hinweis: dienstags",
        "Kontakt: Telefon": "030 23125-0",
        "Suchwörter": "Babygruppe\nEltern, Kind",
        "Endet": "31.12.2027",
        "Prüfung: Status": "noch nicht bestätigt",
    }


CHOICES = [
    ("Kosten: Art", "Kosten: Art", ["kostenlos", "teilweise kostenlos", "kostet etwas"], True),
    ("Themen", "Themen", ["Rat, Hilfe", "Treffen"], False),
    ("Sprachen", "Sprachen", ["Deutsch", "Türkisch"], False),
    ("Zeiten: Regelmäßige Zeiten", "Zeiten: Regelmäßige Zeiten", ["Montag", "Dienstag", "Mittwoch"], False),
    ("Dolmetscher", "Ja oder nein", ["ja", "nein"], True),
]
"""Where a drop-down list stands, above which words, the first of these, and whether there can be no others."""


@pytest.mark.parametrize(("heading", "above", "first", "is_closed"), CHOICES)
def test_what_there_is_to_choose_from(
    heading: str, above: str, first: list[str], is_closed: bool, tmp_path: Path
) -> None:
    """From the vocabularies, on a sheet that people can look at; in cells that say several, nothing is replaced."""
    rows = exported(town(tmp_path))["Angebote"]
    book = openpyxl.load_workbook(tmp_path / "aus.xlsx")
    letter = book["Angebote"].cell(1, rows[0].index(heading) + 1).column_letter
    (choice,) = [
        choice
        for choice in book["Angebote"].data_validations.dataValidation
        if choice.type == "list" and f"{letter}3" in choice.sqref
    ]
    column = choice.formula1.removeprefix("'Listen'!$").partition("$")[0]
    words = [cell.value for cell in book["Listen"][column] if cell.value]

    assert book["Listen"].sheet_state == "visible"
    assert (words[0], words[1 : len(first) + 1]) == (above, first)
    assert choice.showErrorMessage is is_closed
    says_more = any(sign in (rows[1][rows[0].index(heading)] or "") for sign in ";|")
    assert (f"{letter}2" in choice.sqref) is not says_more


def test_words_of_lists_tell_each_other_apart() -> None:
    """No word of a closed set has a sign that parts words, and none reads like another of its set."""
    for kind in ID_VOCABULARIES:
        for column in columns_of(KINDS[kind]):
            words = [word.casefold() for word in labels(column.kind)]
            assert not [word for word in words if set(word) & set(",;|:\n")]
            assert len(set(words)) == len(words)


@pytest.mark.parametrize("root", [PROJECT, NEIGHBOUR], ids=["own", "neighbour"])
def test_export_and_import_change_no_byte(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of real records; and the same records give the same table."""
    for name in ("a", "b"):
        assert main(["export", "--root", str(root), str(tmp_path / f"{name}.xlsx")]) == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    for file, raw in contents(root).items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(raw)
    capsys.readouterr()

    assert take(tmp_path, tmp_path / "a.xlsx") == 0
    assert capsys.readouterr().out == "An den Einträgen ändert sich nichts.\n\n"
    assert contents(tmp_path) == contents(root)


@pytest.mark.parametrize("first", "=+-@")
def test_no_text_is_a_formula(first: str, tmp_path: Path) -> None:
    """Neither in the file nor when somebody edits the cell."""
    town(tmp_path, **{OFFER: RICH.replace("titel: Krabbelgruppe", f"titel: '{first}cmd|x'")})
    exported(tmp_path)
    cell = openpyxl.load_workbook(tmp_path / "aus.xlsx")["Angebote"]["B2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{first}cmd|x", "s", True)
    assert "<f>" not in zipfile.ZipFile(tmp_path / "aus.xlsx").read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("kind", ID_VOCABULARIES)
def test_every_field_has_one_column(kind: str) -> None:
    """With a heading of its own."""
    headings = [column.heading for column in columns_of(KINDS[kind])]

    assert len(set(headings)) == len(headings)


# --- in: what changes


CHANGES = {
    "a text": ("Titel", "Babytreff", "titel: Krabbelgruppe", "titel: Babytreff"),
    "a choice": ("Kosten: Art", "beitrag", "{art: kostenlos}", "{art: beitrag}"),
    "titles, ids, any separator": ("Themen", "rat, hilfe\ntreffen", "[treffen, beratung]", "[beratung, treffen]"),
    "words": ("Suchwörter", "a, b\nc", '[Babygruppe, "Eltern, Kind"]', '["a, b", c]'),
    "times": (
        "Zeiten: Regelmäßige Zeiten",
        "dienstag | von: 10:00",
        (
            '    - {tag: dienstag, von: "09:30", bis: "11:00", rhythmus: monatlich, woche: [2, letzte]}\n'
            '    - {tag: montag, von: "09:00", hinweis: "a, b"}\n'
        ),
        '    - {tag: dienstag, von: "10:00"}\n',
    ),
    "a day": ("Endet", date(2028, 1, 2), "2027-12-31", "2028-01-02"),
    "a day as people write it": ("Endet", "2.1.2028", "2027-12-31", "2028-01-02"),
    "nothing any more": ("Endet", None, "endet: 2027-12-31\n", ""),
    "a field of a group that was not there": ("Status: Art", "voll", "endet:", "status: {art: voll}\nendet:"),
    "a true value": ("Dolmetscher", True, "kontakt:", "dolmetscher: ja\nkontakt:"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_cell(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changes its field; comments stay, and no other file is touched."""
    heading, value, old, new = CHANGES[what]
    path = changed(town(tmp_path), heading, value)
    before = contents(tmp_path)

    assert take(tmp_path, path, "--dry-run") == 0
    assert contents(tmp_path) == before
    assert f"{OFFER} – Angebot" in capsys.readouterr().out
    assert take(tmp_path, path) == 0
    assert contents(tmp_path) == before | {OFFER: RICH.replace(" # bleibt", "  # bleibt").replace(old, new).encode()}


def test_new_rows_make_records(tmp_path: Path) -> None:
    """Ids come from titles; an offer can name a provider that comes in the same table."""
    sheets = exported(town(tmp_path))
    offer = dict.fromkeys(sheets["Angebote"][0]) | {"Titel": "Elterncafé Süd", "Anbieter": "Verein Süd"}
    offer |= {"Kurztext": "Kaffee.", "Lebensphasen": "baby", "Themen": "treffen"}
    sheets["Angebote"].append(list(offer.values()))
    sheets["Anbieter"].append([None, "Verein Süd", "Verein"])

    assert take(tmp_path, write(tmp_path / "ein.xlsx", sheets)) == 0
    assert (tmp_path / "offers/angebote/elterncafe-sued.yml").read_text(encoding="utf-8") == (
        "titel: Elterncafé Süd\nanbieter: verein-sued\nkurztext: Kaffee.\nlebensphasen: [baby]\nthemen: [treffen]\n"
    )
    assert [finding for finding in load_records(tmp_path).findings if finding.severity == "error"] == []


def test_a_row_that_is_missing_deletes_nothing(tmp_path: Path) -> None:
    """Neither does a column that is missing."""
    sheets = exported(town(tmp_path))
    before = contents(tmp_path)
    path = write(tmp_path / "ein.xlsx", {"Angebote": [row[:2] for row in sheets["Angebote"]]})

    assert take(tmp_path, path) == 0
    assert contents(tmp_path) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv(encoding: str, delimiter: str, tmp_path: Path) -> None:
    """As programs for tables and their users write it."""
    town(tmp_path)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([["Kennung", "Titel", "Kurztext"], ["krabbelgruppe", "Größe, Maß; mehr", "Zwei\nZeilen"]])
    path = tmp_path / "liste.CSV"
    path.write_bytes(stream.getvalue().encode(encoding))

    assert take(tmp_path, path) == 0
    text = (tmp_path / OFFER).read_text(encoding="utf-8")
    assert "titel: Größe, Maß; mehr\n" in text
    assert "kurztext: |\n  Zwei\n  Zeilen\n" in text


# --- in: what is wrong


WRONG = {
    "an id that does not exist": ("Themen", "trefen", "Spalte I (Themen): «trefen» gibt es nicht. Gemeint: «treffen»?"),
    "a form that is none": ("Endet", "bald", "(Endet): «bald» ist kein Datum"),
    "what has to be there": ("Titel", None, "Angebote, Zeile 2, Spalte B (Titel): Das Feld «titel» fehlt"),
    "a formula": ("Titel", "{=1+1}", "Spalte B (Titel): Hier steht eine Formel: «=1+1»."),
    "a formula that would call a program": ("Titel", '{=HYPERLINK("http://x")}', "Hier steht eine Formel"),
    "a day as a number": ("Endet", 46000, "(Endet): Hier steht eine Zahl (46000) statt eines Datums."),
    "a phone number as a number": ("Kontakt: Telefon", 3023125, "Hier steht eine Zahl (3023125); eine Null am Anfang"),
    "a time as a number": ("Zeiten: Regelmäßige Zeiten", 0.5, "(Zeiten: Regelmäßige Zeiten)"),
    "an unknown part": ("Sprachen", "tr | Wann: immer", "«Wann: immer» ist hier nicht bekannt. Möglich sind: Sprache,"),
    "html": ("Titel", "<b>Treff</b>", "sieht nach HTML aus"),
    "an id that is none": ("Kennung", "Krabbel Gruppe", "«Krabbel Gruppe» ist keine Kennung."),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_cell_is_told_by_its_place(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is written, not even what is right."""
    heading, value, said = WRONG[what]
    town(tmp_path, **{"offers/orte/halle.yml": "name: Halle\nort: Sonnenau\n"})
    sheets = exported(tmp_path)
    sheets["Orte"][1][1] = "Neue Halle"
    sheets["Angebote"][1][sheets["Angebote"][0].index(heading)] = value
    before = contents(tmp_path)
    capsys.readouterr()

    assert take(tmp_path, write(tmp_path / "ein.xlsx", sheets)) == 1
    out = capsys.readouterr().out
    assert said in out
    assert out.startswith("ein.xlsx:2:")
    assert out.endswith("Es wurde nichts geschrieben.\n")
    assert contents(tmp_path) == before


def test_a_lost_zero_of_a_post_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Five digits or four, a number is never taken for a post code."""
    path = changed(town(tmp_path), "Postleitzahl", 1067, "Orte")

    assert take(tmp_path, path) == 1
    assert "Orte, Zeile 2, Spalte D (Postleitzahl): Hier steht eine Zahl (1067)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows[0].__setitem__(1, "Name des Angebots"), "«Name des Angebots» ist nicht bekannt."),
        (lambda rows: rows[0].__setitem__(2, "Titel"), "Die Überschrift «Titel» steht zweimal da."),
        (lambda rows: rows[1].append("Rest"), "Diese Spalte hat keine Überschrift."),
        (lambda rows: rows.append(list(rows[1])), "Die Kennung «krabbelgruppe» steht auch in Zeile 2."),
    ],
    ids=["unknown heading", "heading twice", "no heading", "id twice"],
)
def test_a_wrong_sheet(change: Any, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is passed over in silence."""
    sheets = exported(town(tmp_path))
    change(sheets["Angebote"])

    assert take(tmp_path, write(tmp_path / "ein.xlsx", sheets)) == 1
    assert said in capsys.readouterr().out


def test_merged_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody knows which rows they are meant for."""
    town(tmp_path)
    with xlsxwriter.Workbook(tmp_path / "ein.xlsx") as book:
        page = book.add_worksheet("Angebote")
        page.write_row(0, 0, ["Kennung", "Titel"])
        page.merge_range("B2:B3", "Treff")

    assert take(tmp_path, tmp_path / "ein.xlsx") == 1
    assert "Hier sind Zellen verbunden (B2:B3)." in capsys.readouterr().out


def test_an_error_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Such as #REF!."""
    town(tmp_path)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Angebote"
    page.append(["Kennung", "Titel"])
    page.append(["krabbelgruppe", "#REF!"])
    book.save(tmp_path / "ein.xlsx")

    assert take(tmp_path, tmp_path / "ein.xlsx") == 1
    assert "Hier steht ein Fehler des Tabellenprogramms: «#REF!»." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("x.xlsx", b""),
        ("x.xlsx", b"Kennung;Titel\n"),
        ("x.xlsx", b"PK\x03\x04" + b"\0" * 100),
        ("x.doc", b"\xd0\xcf\x11\xe0"),
        ("x.csv", b"\0\1\2"),
        ("x.csv", b"a;b\n1;2\n"),
        ("x.csv", b""),
    ],
)
def test_a_file_that_is_no_table(name: str, raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is a finding."""
    (town(tmp_path) / name).write_bytes(raw)
    before = contents(tmp_path)

    assert take(tmp_path, tmp_path / name) == 1
    assert f"{name}:1:1" in capsys.readouterr().out
    assert contents(tmp_path) == before


def test_a_file_that_unpacks_into_very_much(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is not unpacked."""
    town(tmp_path)
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"\0" * (201 * 1024 * 1024))

    assert take(tmp_path, tmp_path / "x.xlsx") == 1
    assert "Die Tabelle ist zu groß." in capsys.readouterr().out


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entities in entities: the reader of XML gives up, and so does the import."""
    path = changed(town(tmp_path), "Titel", "Treff")
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE sst [<!ENTITY a0 "aaaaaaaaaa">{lines}]><sst><si><t>&a11;</t></si></sst>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "xl/sharedStrings.xml" else old.read(name))

    assert take(tmp_path, tmp_path / "x.xlsx") == 1
    assert "Das ist keine Tabelle, die sich lesen lässt." in capsys.readouterr().out


@settings(derandomize=True, deadline=None, database=None, max_examples=60,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=5))
def test_whatever_a_table_says(tmp_path: Path, rows: list[list[str]]) -> None:
    """There are findings, or records without mistakes."""
    town(tmp_path)
    stream = io.StringIO()
    csv.writer(stream).writerows([["Kennung", "Titel", "Themen", "Sprachen", "Endet", "Suchwörter"], *rows])
    (tmp_path / "x.csv").write_bytes(stream.getvalue().encode(errors="replace"))
    before = contents(tmp_path)

    if take(tmp_path, tmp_path / "x.csv"):
        assert contents(tmp_path) == before
    assert [finding for finding in load_records(tmp_path).findings if finding.severity == "error"] == []


def test_ten_thousand_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Are read; each mistake is told."""
    rows = [["Titel", "Art"], *([f"Verein {number}", "verien"] for number in range(10_000))]
    path = write(
        town(tmp_path) / "ein.xlsx", {"Anbieter": [["Kennung", "Name", "Art"], *([None, *row] for row in rows[1:])]}
    )

    assert take(tmp_path, path) == 1
    assert capsys.readouterr().out.count("«verien» gibt es nicht.") == 10_000


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage."""
    for arguments in (["import", str(tmp_path / "x.xlsx")], ["export", str(tmp_path / "x.csv")]):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--root", str(town(tmp_path))])
        assert ended.value.code == 2
    assert "Der Name der Datei endet auf .xlsx." in capsys.readouterr().err


def test_a_record_that_cannot_be_read_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row about it is told and not passed over; nor does the rest of the table come without it."""
    path = changed(town(tmp_path), "Name", "Neuer Name", "Anbieter")
    (tmp_path / OFFER).write_text("titel: [", encoding="utf-8")
    before = contents(tmp_path)
    capsys.readouterr()

    assert take(tmp_path, path) == 1
    assert f"Angebote, Zeile 2: Die Datei «{OFFER}» hat Fehler" in capsys.readouterr().out
    assert contents(tmp_path) == before


@pytest.mark.parametrize("lines", ["titel: Zweiter\n", "mitbringen: ~\n", "zielgruppen: *a\n"])
def test_what_is_wrong_in_a_file_does_not_vanish(
    lines: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reading a file passes over it; writing it anew would lose it."""
    path = changed(town(tmp_path), "Kurztext", "Neu.")
    (tmp_path / OFFER).write_text(RICH + lines, encoding="utf-8")
    capsys.readouterr()

    assert take(tmp_path, path) == 1
    assert "hat Fehler" in capsys.readouterr().out
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == RICH + lines


# --- in: while others work, too


def edit(root: Path, heading: str, value: str, row: int = 2) -> Path:
    """Change a cell of the exported table itself, which knows what it said."""
    book = openpyxl.load_workbook(root / "aus.xlsx")
    page = book["Angebote"]
    (column,) = [cell.column for cell in page[1] if cell.value == heading]
    page.cell(row, column).value = value
    book.save(root / "aus.xlsx")
    return root / "aus.xlsx"


def test_an_old_table_takes_back_nothing(tmp_path: Path) -> None:
    """What nobody has touched in it stays as it is now."""
    exported(town(tmp_path))
    newer = RICH.replace("status: offen # bleibt", "status: bestaetigt  # bleibt\n  am: 2027-03-10")
    (tmp_path / OFFER).write_text(newer, encoding="utf-8")

    assert take(tmp_path, edit(tmp_path, "Titel", "Babytreff")) == 0
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == newer.replace("titel: Krabbelgruppe", "titel: Babytreff")


def test_two_people_have_changed_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told with what stands there now; who has written the same has nothing to do."""
    exported(town(tmp_path))
    newer = RICH.replace("titel: Krabbelgruppe", "titel: Spielgruppe")
    (tmp_path / OFFER).write_text(newer, encoding="utf-8")
    capsys.readouterr()

    assert take(tmp_path, edit(tmp_path, "Titel", "Babytreff")) == 1
    out = capsys.readouterr().out
    assert out.startswith(
        "aus.xlsx:2:2  Angebote, Zeile 2, Spalte B (Titel): Seit dem Export hat das auch jemand anders geändert; jetzt "
        "steht dort «Spielgruppe». "
    )
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == newer
    assert take(tmp_path, edit(tmp_path, "Titel", "Spielgruppe")) == 0
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == newer


def test_a_record_that_is_gone_does_not_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unless somebody has changed its row: that is told."""
    exported(town(tmp_path))
    (tmp_path / OFFER).unlink()
    assert take(tmp_path, tmp_path / "aus.xlsx") == 0
    assert not (tmp_path / OFFER).exists()
    capsys.readouterr()

    assert take(tmp_path, edit(tmp_path, "Titel", "Babytreff")) == 1
    assert "Den Eintrag «krabbelgruppe» gibt es seit dem Export nicht mehr" in capsys.readouterr().out
    assert not (tmp_path / OFFER).exists()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cells that cannot be read and values that cannot be, each once."""
    sheets = exported(town(tmp_path))
    headings = sheets["Angebote"][0]
    sheets["Angebote"][1][headings.index("Themen")] = "Trefen"
    sheets["Angebote"][1][headings.index("Kurztext")] = "{=1+1}"
    sheets["Orte"].append([None, "Halle", None, 59229, None])
    path = write(tmp_path / "ein.xlsx", sheets)
    capsys.readouterr()

    assert take(tmp_path, path) == 1
    told = [line.partition("  ")[2].partition(":")[0] for line in capsys.readouterr().out.splitlines()[:-1]]
    assert [place.partition(", ")[2] for place in sorted(told)] == [
        "Zeile 2, Spalte F (Kurztext)",
        "Zeile 2, Spalte I (Themen)",
        "Zeile 3, Spalte D (Postleitzahl)",
        "Zeile 3, Spalte E (Ort)",
    ]


def test_a_table_without_ids_is_understood_by_its_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Though a file may be called otherwise than its title; nothing is there twice afterwards."""
    root = town(tmp_path)
    (root / OFFER).rename(root / "offers/angebote/kg.yml")
    table = "Titel;Anbieter;Anschrift vertraulich;Kosten: Text\nkrabbelgruppe;Elternverein Sonnenau;Nein;5 Euro\n"
    (root / "x.csv").write_text(table, encoding="utf-8")

    assert take(root, root / "x.csv") == 0, capsys.readouterr().out
    assert [path.name for path in (root / "offers/angebote").glob("*.yml")] == ["kg.yml"]
    assert "text: 5 Euro" in (root / "offers/angebote/kg.yml").read_text(encoding="utf-8")


def test_a_new_row_about_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is told at the row, with the id that is meant; of another provider it is something else."""
    root = town(tmp_path)
    (root / OFFER).rename(root / "offers/angebote/kg.yml")
    path = write(
        root / "ein.xlsx",
        {"Angebote": [["Kennung", "Titel", "Anbieter"], [None, "Krabbelgruppe", "Elternverein Sonnenau"]]},
    )

    assert take(root, path) == 1
    assert "Zeile 2, Spalte A (Kennung): Einen Eintrag «kg» gibt es schon." in capsys.readouterr().out


def test_languages_beside_each_other(tmp_path: Path) -> None:
    """As people write lists; with a note, each stands in a line of its own."""
    root = town(tmp_path)
    (root / "x.csv").write_text(
        'Kennung;Sprachen\nkrabbelgruppe;"Türkisch; Deutsch\nTürkisch | Hinweis: a; b"\n', "utf-8"
    )
    take(root, root / "x.csv")

    assert "sprachen:\n  - {code: tr}\n  - {code: de}\n  - {code: tr, hinweis: a; b}\n" in (root / OFFER).read_text(
        "utf-8"
    )


def test_lists_of_somebody_beside_those_of_an_export_are_no_records(tmp_path: Path) -> None:
    """A list of names would become public."""
    root = town(tmp_path)
    sheets = {"Anbieter": [["Kennung", "Name"]], "Teilnehmer": [["Name", "Ort"], ["Erika Mustermann", "Sonnenau"]]}
    before = contents(root)
    take(root, write(root / "ein.xlsx", sheets))

    assert contents(root) == before


def test_a_formula_in_a_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is no text there either."""
    root = town(tmp_path)
    (root / "x.csv").write_text("Kennung;Kosten: Text\nkrabbelgruppe;=1+1\n", encoding="utf-8")

    assert take(root, root / "x.csv") == 1
    assert "Hier steht eine Formel: «=1+1»." in capsys.readouterr().out

"""`familyguide new`: questions in German, answers checked as they come, and a whole record or none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from familyguide.cli import main
from familyguide.records.load import load_records
from small_towns import GUIDE, build_town, minimal

GUIDE_TEXT = minimal(GUIDE) + "sprachen: [{id: de, titel: Deutsch}, {id: tr, titel: Türkisch}]\n"
PATH = "offers/angebote/babytreff-sued.yml"
REQUIRED = ["Babytreff Süd", "", "Elternverein Sonnenau", "", "Hier treffen sich Eltern.", "", "Baby", "1"]


def answer(
    root: Path, lines: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *kind: str
) -> tuple[int, str]:
    """Give these answers; return the status and what was printed."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    build_town(root, {GUIDE: GUIDE_TEXT})
    capsys.readouterr()
    status = main(["new", *kind, "--root", str(root)])
    return status, capsys.readouterr().out


def test_as_little_as_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A point skips all that may be missing; the id comes from the title."""
    lines = ["Babytreff Süd", "", "Elternverein Sonnenau", ".", "Hier treffen sich Eltern.", "Baby", "1", "", "ja"]
    status, out = answer(tmp_path, lines, monkeypatch, capsys)

    assert status == 0
    assert (tmp_path / PATH).read_text(encoding="utf-8") == (
        "titel: Babytreff Süd\nanbieter: elternverein\nkurztext: Hier treffen sich Eltern.\n"
        "lebensphasen: [baby]\nthemen: [treffen]\n"
    )
    assert "Titel (muss) – Wie das Angebot heißt.\n  Beispiel: Babytreff im Jugendhaus Nord\n> " in out
    assert out.endswith(f"{PATH}\n")


def test_everything_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Groups and lists of groups are asked for one by one; what only some answers need comes when they are given."""
    lines = ["Babytreff Süd", "2", "1", "", "Hier treffen sich Eltern.", "Mit Tee.", "baby", "Treffen"]
    lines += ["ja", "kind", "0 Monate", "3 Jahre"]  # age
    lines += ["stadt", "Sonnenhaus", "", "1, 2"]  # area, places, confidential, deliveries
    lines += ["ja", "ja"]  # hours, regular ones
    lines += ["dienstag", "09:30", "11:00", "", "monatlich", "2, letzte", "nein", "", "Väter"]
    lines += ["ja", "1", "22:00", "02:00", "", "", "", "", "ja", ""]  # one more, past midnight
    lines += ["nein", "", "nach Vereinbarung"]  # no more; always; text
    lines += ["nein", "ja", "kostenlos", "", "nein"]  # dates, cost, registration
    lines += ["ja", "Türkisch", "dienstags", "nein", "", "ja"]  # languages, more of them, interpreter
    lines += ["ja", "ja", "030 23125-0", "", "nein", "info@beispiel.de", "https://beispiel.de"]  # contact
    lines += ["Decke, Tee", "", "", "Krabbelgruppe"]  # bring, first contact, not for, words
    lines += ["ja", "hilfe-07", "", ""]  # sensitive, address, begins, ends
    lines += ["babytreff-sued", "j"]
    status, out = answer(tmp_path, lines, monkeypatch, capsys)

    assert (status, "ist hier nicht möglich" in out) == (0, False)
    assert (tmp_path / PATH).read_text(encoding="utf-8") == (
        "titel: Babytreff Süd\nart: einrichtung\nanbieter: elternverein\nkurztext: Hier treffen sich Eltern.\n"
        "beschreibung: Mit Tee.\nlebensphasen: [baby]\nthemen: [treffen]\n"
        "alter: {wessen: kind, von: 0 Monate, bis: 3 Jahre}\ngebiet: stadt\norte: [sonnenhaus]\n"
        "form: [vor-ort, telefon]\nzeiten:\n  regelmaessig:\n"
        '    - {tag: dienstag, von: "09:30", bis: "11:00", rhythmus: monatlich, woche: [2, letzte], ferien: nein, '
        "hinweis: Väter}\n"
        '    - {tag: montag, von: "22:00", bis: "02:00", ueber-mitternacht: ja}\n'
        "  text: nach Vereinbarung\nkosten: {art: kostenlos}\nsprachen:\n  - {code: tr, hinweis: dienstags}\n"
        "dolmetscher: ja\nkontakt:\n  telefone:\n"
        '    - {nummer: "030 23125-0"}\n  email: info@beispiel.de\n  web: https://beispiel.de\n'
        "mitbringen: [Decke, Tee]\nsuchwoerter: [Krabbelgruppe]\nsensibel: ja\nadresse: hilfe-07\n"
    )
    assert [finding for finding in load_records(tmp_path).findings if finding.severity == "error"] == []


def test_a_wrong_answer_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the sentence of the check."""
    lines = ["<b>Treff", "", "Babytreff Süd", "", "elternferein", "elternverein", ".", "Hier.", "baby", "1"]
    status, out = answer(tmp_path, [*lines, "Baby Treff", "krabbelgruppe", "babytreff-sued", "ja"], monkeypatch, capsys)

    assert status == 0
    assert "> Der Text enthält «<b>Treff»; das sieht nach HTML aus" in out
    assert "> Diese Angabe wird gebraucht.\n" in out
    assert "«elternferein» gibt es nicht. Gemeint: «elternverein»?" in out
    assert "«Baby Treff» passt nicht" in out
    assert "Einen Eintrag «krabbelgruppe» gibt es in diesem Ordner schon." in out


def test_a_group_that_makes_no_sense_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An age without any number."""
    lines = [*REQUIRED, "ja", "kind", "", "", "", "", "3 Jahre", ".", "", "ja"]
    status, out = answer(tmp_path, lines, monkeypatch, capsys)

    assert status == 0
    assert "Beim Alter fehlen «von» und «bis»." in out
    assert "alter: {bis: 3 Jahre}\n" in (tmp_path / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize("lines", [["Babytreff Süd", "", "elternverein"], [*REQUIRED, ".", "", "nein"]])
def test_whoever_stops_writes_nothing(
    lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the middle, or when asked at the end."""
    status, out = answer(tmp_path, lines, monkeypatch, capsys)

    assert (status, out.splitlines()[-1]) == (1, "Es wurde nichts geschrieben.")
    assert not (tmp_path / PATH).exists()


def test_what_only_the_town_knows_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another offer of the provider has this title; nothing else has to be typed once more."""
    lines = ["Krabbelgruppe", *REQUIRED[1:], ".", "neu", "Krabbelgruppe Süd", "ja"]
    status, out = answer(tmp_path, lines, monkeypatch, capsys)

    assert status == 0
    assert "Titel und Anbieter sind dieselben" in out
    assert (tmp_path / "offers/angebote/neu.yml").read_text(encoding="utf-8").startswith("titel: Krabbelgruppe Süd\n")


SAID = {
    "a time without its zero": (["ja", "ja", "Dienstag", "9:30", "11 Uhr", "."], 'von: "09:30", bis: "11:00"}'),
    "a time in quotation marks": (["ja", "ja", "dienstag", '"09:30"', "."], '{tag: dienstag, von: "09:30"}'),
    "a group that is left out": (
        ["ja", "ja", "Dienstag", "-", "", "nach Vereinbarung", "."],
        "zeiten:\n  text: nach Vereinbarung\n",
    ),
}


@pytest.mark.parametrize("what", SAID)
def test_people_answer_as_people_do(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Days and hours are understood; who has begun something by mistake gets out of it."""
    said, text = SAID[what]
    lines = [*REQUIRED, "nein", "", "", "", "", *said, "", "ja"]
    status, out = answer(tmp_path, lines, monkeypatch, capsys)

    assert status == 0, out
    assert "Anführungszeichen," not in out
    assert text in (tmp_path / PATH).read_text(encoding="utf-8")


def test_names_with_commas_and_all_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list of names is parted at commas, but for those that belong to a name."""
    hall = {
        f"offers/orte/{name}.yml": f"name: {title}\nort: x\n"
        for name, title in (("a", "Halle, Eingang B"), ("b", "Bad"))
    }
    build_town(tmp_path, hall)
    lines = [*REQUIRED, "nein", "", "?", "bad, Halle, Eingang B", ".", "", "", "ja"]
    status, out = answer(tmp_path, lines, monkeypatch, capsys)

    assert status == 0, out
    assert "orte: [b, a]\n" in (tmp_path / PATH).read_text(encoding="utf-8")
    assert out.count("Halle, Eingang B") >= 2


def test_nothing_is_lost_by_pressing_enter_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether to save is asked until somebody says it."""
    status, out = answer(tmp_path, [*REQUIRED, ".", "", "", "", "ja"], monkeypatch, capsys)

    assert status == 0
    assert out.count("So speichern?") == 3


def test_bytes_that_are_no_text_are_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build_town(tmp_path, {GUIDE: GUIDE_TEXT})
    lines = "\n".join([*REQUIRED, ".", "", "ja"]).encode()
    stream = io.TextIOWrapper(io.BytesIO(b"K\xfcche\n" + lines + b"\n"), errors="surrogateescape")
    monkeypatch.setattr("sys.stdin", stream)

    assert main(["new", "--root", str(tmp_path)]) == 0
    assert "Das ließ sich nicht lesen." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "lines", "file", "text"),
    [
        ("ort", ["Haus Süd", "", "12345", "Sonnenau", "."], "orte", 'name: Haus Süd\nplz: "12345"\nort: Sonnenau\n'),
        ("anbieter", ["Haus Süd", "1", "."], "anbieter", "name: Haus Süd\nart: verein\n"),
    ],
)
def test_places_and_providers(
    kind: str,
    lines: list[str],
    file: str,
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By the same rules."""
    status, _ = answer(tmp_path, [*lines, "", "ja"], monkeypatch, capsys, kind)

    assert status == 0
    assert (tmp_path / "offers" / file / "haus-sued.yml").read_text(encoding="utf-8") == text

"""`familyguide from-issue`: answers of anybody become a valid record, or findings."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from familyguide.cli import main
from familyguide.records.load import load_records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_towns import GUIDE, build_town, minimal

FILE = "offers/angebote/babytreff-sued.yml"
ANSWERS = {
    "Titel": "Babytreff Süd",
    "Anbieter": "Elternverein Sonnenau",
    "Kurztext": "Hier treffen sich Eltern.",
    "Beschreibung": "_No response_",
    "Lebensphasen": "- [x] Baby\n- [ ] Schule",
    "Themen": "Treffen",
    "Form": "vor-ort, telefon",
    "Zeiten: Regelmäßige Zeiten": "dienstag | von: 09:30 | bis: 11:00",
    "Kontakt: Telefon": "030 23125-0 | Hinweis: abends",
    "Anmerkungen": "Danke!\n\n#### Noch etwas",
    "Einverständnis": "- [X] Ja",
}


def issue(**changes: str) -> str:
    """The text that a forge makes of a filled-in form."""
    return "\n\n".join(f"### {heading}\n\n{answer}" for heading, answer in (ANSWERS | changes).items())


def take(root: Path, text: str | bytes, *arguments: str) -> int:
    if not (root / "offers").exists():
        build_town(root, {GUIDE: minimal(GUIDE)})
    (root / "issue.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["from-issue", "--root", str(root), str(root / "issue.md"), *arguments])


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "offers").rglob("*.yml")}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_filled_in_form_becomes_a_record(line_end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Titles and ids are understood, ticked boxes count, and what is for people only is passed over."""
    assert take(tmp_path, issue().replace("\n", line_end)) == 0
    assert (tmp_path / FILE).read_text(encoding="utf-8") == (
        "titel: Babytreff Süd\nanbieter: elternverein\nkurztext: Hier treffen sich Eltern.\nlebensphasen: [baby]\n"
        "themen: [treffen]\nform: [vor-ort, telefon]\nzeiten:\n  regelmaessig:\n"
        '    - {tag: dienstag, von: "09:30", bis: "11:00"}\n'
        'kontakt:\n  telefone:\n    - {nummer: "030 23125-0", hinweis: abends}\n'
    )
    assert capsys.readouterr().out == f"{FILE}\nAnmerkungen, die in keinem Feld stehen: Danke!  #### Noch etwas\n"
    assert load_records(tmp_path).findings == ()


@pytest.mark.parametrize("boxes", ["* [x] Baby", "- [ X ] Baby", "  - [x]  Baby ", "+ [x] Baby"])
def test_boxes_are_read_however_they_are_written(boxes: str, tmp_path: Path) -> None:
    assert take(tmp_path, issue(Lebensphasen=boxes)) == 0
    assert "lebensphasen: [baby]" in (tmp_path / FILE).read_text(encoding="utf-8")


def test_ages_are_read_however_they_are_written(tmp_path: Path) -> None:
    assert take(tmp_path, issue(**{"Alter: Von": "6 monate", "Alter: Bis": "3Jahre"})) == 0
    assert "alter: {von: 6 Monate, bis: 3 Jahre}" in (tmp_path / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_however_it_is_encoded(encoding: str, tmp_path: Path) -> None:
    assert take(tmp_path, issue().encode(encoding)) == 0
    assert "titel: Babytreff Süd" in (tmp_path / FILE).read_text(encoding="utf-8")


def test_boxes_in_a_text_stay_text(tmp_path: Path) -> None:
    """Where there is nothing to choose from, nobody meant a choice."""
    assert take(tmp_path, issue(Beschreibung="Bringen Sie mit:\n\n- [x] Hausschuhe\n- [ ] Decke")) == 0
    written = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "- [x] Hausschuhe" in written
    assert "- [ ] Decke" in written


def test_all_that_was_written_for_people_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first question, too."""
    text = "Guten Tag,\nbitte bald.\n\n" + issue(**{"Wer schlägt das vor?": "- [x] Eine Familie\n- [ ] Jemand anderes"})
    assert take(tmp_path, text) == 0
    assert "Guten Tag, bitte bald. / Danke!  #### Noch etwas / Wer schlägt das vor? Eine Familie\n" in (
        capsys.readouterr().out
    )


def test_showing_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written."""
    assert take(tmp_path, issue(), "--dry-run") == 0
    assert capsys.readouterr().out.startswith("titel: Babytreff Süd\n")
    assert not (tmp_path / FILE).exists()


def test_the_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a job has the text in a variable."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(issue().encode())))

    assert main(["from-issue", "--root", str(build_town(tmp_path)), "-"]) == 0
    assert (tmp_path / FILE).is_file()


WRONG = {
    "an unknown id": (issue(Themen="Trefen"), "issue.md:22:1  Themen: «Trefen» gibt es nicht. Gemeint: «treffen»?"),
    "no consent": (issue(Einverständnis="- [ ] Ja"), "Niemand hat angekreuzt, dass die Angaben"),
    "text beside boxes": (issue(Lebensphasen="- [x] Baby\n\nund alle"), "Neben den Kästchen steht noch etwas: «und al"),
    "a word that no list has": (issue(**{"Kosten: Art": "billig"}), "Möglich sind: kostenlos, teilweise kostenlos, "),
    "a provider that is new": (issue(Anbieter="Deichverein"), "oder mit familyguide new anbieter"),
    "a missing answer": (issue(Titel="_No response_"), "Das Feld «titel» fehlt"),
    "an unknown heading": (issue(Extra="x"), "Extra: Zur Überschrift «Extra» gibt es kein Feld."),
    "a confirmation from outside": (issue(**{"Prüfung: Status": "bestaetigt"}), "gibt es kein Feld."),
    "a heading smuggled into an answer": (issue(Kurztext="a\n\n### Titel\n\nb"), "«Titel» steht zweimal da."),
    "html": (issue(Titel="<script>x</script>"), "Titel: Der Text enthält «<script>x</script>»"),
    "a link that is none": (issue(**{"Kontakt: Internet": "javascript:alert(1)"}), "keine vollständige"),
    "a hidden character": (issue(Kurztext="a\u202eb"), "das die Schreibrichtung umkehrt"),
    "a record that is there": (issue(Titel="Krabbelgruppe"), "Einen Eintrag «krabbelgruppe» gibt es schon"),
    "a part that is none": (issue(**{"Kontakt: Telefon": "1 | x: y"}), "«x: y» ist hier nicht bekannt."),
    "no form at all": ("Hallo, bitte ändern!", "Hier steht keine Antwort eines Formulars."),
    "nothing": ("", "Hier steht keine Antwort eines Formulars."),
    "too much": ("### Titel\n" + "x" * 70_000, "mehr als 60000 Zeichen"),
    "far too much": (("### Titel\n" + "ü" * 200_000).encode(), "mehr als 60000 Zeichen"),
    "a title without a letter that a file name may have": (issue(Titel="子供"), "Aus «子供» lässt sich kein Dateiname"),
    "how an entry is treated": (issue(Sensibel="ja"), "Sensibel: Zur Überschrift «Sensibel» gibt es kein Feld."),
    "mixed encodings": ("### Titel\n\nMädchen für Säuglinge\n".encode() + b"\xfc", "issue.md:4:1  Ab hier lässt sich"),
    "not text": (b"\x00\xff\xfe\n### Titel\n\n\x1b[31m", "Steuerzeichen"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_form_gives_findings(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At the answer that they are about; nothing is written, and no sign steers the terminal."""
    text, said = WRONG[what]
    before = files(build_town(tmp_path))

    assert take(tmp_path, text) == 1
    out = capsys.readouterr().out
    assert said in out
    assert all(char.isprintable() for char in out.replace("\n", ""))
    assert files(tmp_path) == before


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whether it is about the form or about what stands in it."""
    text = issue(Einverständnis="- [ ] Ja", Themen="Trefen", Titel="Krabbelgruppe", Extra="x")

    assert take(tmp_path, text + "\n\n### Titel\n\nz") == 1
    told = capsys.readouterr().out.splitlines()
    for beginning in (
        "Einverständnis: Niemand",
        "Themen: «Trefen»",
        "Titel: Einen Eintrag",
        "Extra: ",
        "Titel: Die Übersch",
    ):
        assert [line for line in told if f":1  {beginning}" in line], told


@pytest.mark.parametrize(
    "title", ["../../../etc/passwd", "..\\..\\x", "/etc/cron.d/x", "guide", "CON", "a" * 90, "$(id)"]
)
def test_a_file_name_is_never_more_than_an_id(title: str, tmp_path: Path) -> None:
    """Whatever the title says, the file lies among the offers."""
    before = files(build_town(tmp_path))
    take(tmp_path, issue(Titel=title))
    (new,) = files(tmp_path).keys() - before.keys()

    assert Path(new).parent.as_posix() == "offers/angebote"
    assert load_records(tmp_path).findings == ()


@settings(
    derandomize=True, deadline=None, database=None, max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.tuples(st.sampled_from([*ANSWERS, "Endet", "Kosten: Text"]), st.text(max_size=60)), max_size=8))
def test_whatever_the_answers_are(tmp_path: Path, answers: list[tuple[str, str]]) -> None:
    """There is a record without mistakes, or nothing; what was there stays."""
    build_town(tmp_path)
    before = files(tmp_path)
    text = issue() + "".join(f"\n\n### {heading}\n\n{answer}" for heading, answer in answers)
    status = take(tmp_path, text.encode(errors="replace"))
    new = files(tmp_path).keys() - before.keys()

    assert len(new) == (status == 0)
    assert {file: files(tmp_path)[file] for file in before} == before
    assert not [finding for finding in load_records(tmp_path).findings if finding.severity == "error"]
    for file in new:
        (tmp_path / file).unlink()

"""`familyguide check` as staff and machines call it: what it prints, in which form, and with which status it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from familyguide.cli import main
from small_towns import MINIMAL, OFFER, PROJECT, build_town, changed, minimal

DAY = "1804669200"
"""2027-03-10 in seconds."""
WRONG = {OFFER: changed(OFFER, "themen: [treffen]", "themen: [trefen]")}
WARNED = {OFFER: minimal(OFFER) + "kontakt: {web: http://beispiel.de}\n"}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests run on one day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)


def check(root: Path, *arguments: str) -> int:
    return main(["check", "--root", str(root), *arguments])


# --- what it prints


def test_a_town_without_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    """What there is, and the notes as one counted line."""
    assert check(MINIMAL) == 0
    assert capsys.readouterr().out == (
        "Alles in Ordnung: 1 Angebot, 1 Anbieter, 1 Ort.\n"
        "Hinweise: 1 unbestätigt. (Alle zeigen: familyguide check --alle)\n"
    )


def test_all_notes_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    """`--alle` lists what is otherwise counted."""
    assert check(MINIMAL, "--alle") == 0
    assert capsys.readouterr().out == (
        f"{OFFER}:1:1  pruefung: Der Anbieter hat die Angaben noch nicht bestätigt. Fragen Sie nach und tragen Sie "
        "unter «pruefung» Status und Tag ein. [Hinweis]\n"
        "Alles in Ordnung: 1 Angebot, 1 Anbieter, 1 Ort.\n"
        "Hinweise: 1 unbestätigt.\n"
    )


def test_every_kind_of_note_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, however many there are."""
    build_town(
        tmp_path,
        {
            OFFER: minimal(OFFER) + "beginnt: 2027-04-01\npruefung: {quellen: [{hinweis: x, stand: 2020}]}\n",
            "offers/angebote/alt.yml": minimal(OFFER).replace("Krabbel", "Alt") + "endet: 2027-01-01\n",
            "offers/angebote/stumm.yml": minimal(OFFER).replace("Krabbel", "Stumm").replace("elternverein", "stumm"),
            "offers/anbieter/stumm.yml": "name: Stumm\nart: verein\n",
        },
    )

    assert check(tmp_path) == 0
    assert (
        "Hinweise: 3 unbestätigt, 1 überfällig, 1 beendet, 1 noch nicht begonnen, 1 ohne Kontakt. ("
        in capsys.readouterr().out
    )


def test_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Place, field, what stands there, what is expected, how to mend it; and how many there are."""
    assert check(build_town(tmp_path, WRONG)) == 1
    assert capsys.readouterr().out == (
        f"{OFFER}:5:10  themen[1]: «trefen» gibt es nicht. Gemeint: «treffen»? "
        "Alle Themen stehen in offers/guide.yml.\n"
        "1 Fehler und 0 Warnungen in 1 Datei.\n"
    )


def test_a_warning_does_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told and marked as such."""
    assert check(build_town(tmp_path, WARNED)) == 0
    assert "[Warnung]\n0 Fehler und 1 Warnung in 1 Datei.\nHinweise: " in capsys.readouterr().out


# --- for machines


def objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """The JSON that was printed."""
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list of objects with exactly these keys, errors, warnings and notes alike."""
    build_town(tmp_path, {OFFER: WRONG[OFFER] + "kontakt: {web: http://beispiel.de}\n"})

    assert check(tmp_path, "--format", "json") == 1
    assert objects(capsys) == [
        {
            "file": OFFER,
            "line": 5,
            "column": 10,
            "field": "themen[1]",
            "severity": "error",
            "message": "«trefen» gibt es nicht. Gemeint: «treffen»?",
            "hint": "Alle Themen stehen in offers/guide.yml.",
        },
        {
            "file": OFFER,
            "line": 7,
            "column": 16,
            "field": "kontakt.web",
            "severity": "warning",
            "message": "Die Adresse «http://beispiel.de» beginnt mit http: und ist nicht verschlüsselt.",
            "hint": "Prüfen Sie, ob die Seite auch mit https:// zu erreichen ist.",
        },
    ]


def test_json_of_a_town_without_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    """Notes are in it, and nothing but JSON is printed."""
    assert check(MINIMAL, "--format=json") == 0
    assert [found["severity"] for found in objects(capsys)] == ["note"]


def test_the_same_town_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twice, from two folders."""
    said = []
    for name in ("a", "b", "b"):
        check(build_town(tmp_path / name, WRONG), "--format", "json")
        said.append(capsys.readouterr().out)

    assert said[0] == said[1] == said[2]


# --- how it is called


def test_the_current_folder_is_the_town(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Unless another is named."""
    monkeypatch.chdir(MINIMAL)

    assert main(["check"]) == 0
    assert "1 Angebot," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Es fehlt: BEFEHL."),
        (["pruefen"], "BEFEHL kann nicht 'pruefen' sein"),
        (["check", "--format", "xml"], "--format kann nicht 'xml' sein"),
        (["check", "--format"], "Hinter --format fehlt eine Angabe."),
        (["check", "--root"], "Hinter --root fehlt eine Angabe."),
        (["check", "--alle=ja"], "--alle steht allein"),
        (["check", "--all"], "Das ist hier nicht möglich: --all."),
        (["check", "offers"], "Das ist hier nicht möglich: offers."),
        (["check", "--root", "nirgendwo"], "Den Ordner «nirgendwo» gibt es nicht."),
        (["check", "--root", "a\0b"], "gibt es nicht."),
        (["check", "--root", __file__], "gibt es nicht."),
        (["schema", "--root", "."], "hat keinen Ordner offers/."),
        (["schema", "--alle"], "Das ist hier nicht möglich: --alle."),
    ],
)
def test_wrong_usage(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Status 2, a German sentence, and how to call it; nothing where results are printed."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert said in err
    assert err.startswith("Aufruf: familyguide")


@pytest.mark.parametrize("epoch", ["morgen", "1e9", "9" * 30, "-" + "9" * 30])
def test_a_day_that_is_none(epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage as well."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(SystemExit) as ended:
        check(MINIMAL)

    assert ended.value.code == 2
    assert "SOURCE_DATE_EPOCH ist keine Zahl von Sekunden." in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["schema", "-h"]])
def test_help_is_german(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert out.startswith("Aufruf: familyguide")
    assert not {"usage:", "options:", "positional", "show this"} & set(out.split())


def test_a_folder_without_offers_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It may be the wrong folder, or one in which something is missing."""
    assert check(tmp_path, "--format", "json") == 1
    assert [found["file"] for found in objects(capsys)] == ["offers"]


def test_what_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a traceback."""
    (build_town(tmp_path) / "offers" / "schema").write_text("", encoding="utf-8")

    assert main(["schema", "--root", str(tmp_path)]) == 1
    assert "offers/schema/angebot.json» lässt sich nicht schreiben." in capsys.readouterr().err


# --- as a process of its own


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Call the command with nothing but `environment` around it."""
    return subprocess.run(
        [sys.executable, "-m", "familyguide", "check", "--root", str(root), *arguments],
        env={"PYTHONPATH": str(PROJECT / "hooks"), "SOURCE_DATE_EPOCH": DAY, **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}]
)
def test_a_terminal_without_umlauts(environment: dict[str, str], tmp_path: Path) -> None:
    """What it cannot show becomes a question mark; JSON is UTF-8 all the same."""
    town = build_town(tmp_path, {OFFER: minimal(OFFER) + "größe: 1\n"})
    text, machine = run(town, **environment), run(town, "--format", "json", **environment)

    assert (text.returncode, text.stderr) == (1, b"")
    assert b"offers/angebote/krabbelgruppe.yml:7:1  gr" in text.stdout
    assert (machine.returncode, machine.stderr) == (1, b"")
    assert json.loads(machine.stdout.decode("utf-8"))[0]["field"] == "größe"


@pytest.mark.parametrize(("files", "status"), [(WRONG, 1), (WARNED, 0)])
def test_nobody_reads_on(files: dict[str, str], status: int, tmp_path: Path) -> None:
    """A closed pipe is no reason for a traceback, and the status still tells."""
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "familyguide", "check", "--root", str(build_town(tmp_path, files))],
        env={"PYTHONPATH": str(PROJECT / "hooks")},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert (process.returncode, process.stderr) == (status, b"")


def test_it_says_the_same_whatever_the_seed_of_hashes(tmp_path: Path) -> None:
    """No output depends on the order of a set."""
    town = build_town(tmp_path, {OFFER: "a: &x 1\nb: *x\nc: <b>\nalter: {}\norte: [a, b, c]\n"})
    said = {run(town, "--alle", PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "2")}

    assert len(said) == 1
    assert b"" not in said

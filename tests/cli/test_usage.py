"""Commands that are called where or how they cannot work: a sentence, and nothing is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from familyguide.cli import COMMANDS, main
from small_towns import GUIDE, OFFER, build_town

ARGUMENTS = {
    "confirm": ["x"], "rename": ["x", "y"], "export": ["x.xlsx"], "import": ["x.xlsx"], "from-issue": ["-"],
}  # fmt: skip
WITHOUT_TOWN = {"check", "schema", "changes"}


def names() -> list[str]:
    found = [module.__name__.rsplit(".", 1)[1].replace("_", "-") for module in COMMANDS]
    return [{"exporting": "export", "importing": "import"}.get(name, name) for name in found]


@pytest.mark.parametrize("name", sorted({*names()} - WITHOUT_TOWN))
def test_a_folder_that_is_no_town(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody makes half a town by mistake."""
    with pytest.raises(SystemExit, match="2"):
        main([name, *ARGUMENTS.get(name, []), "--root", str(tmp_path)])

    assert "ist kein Ordner einer Stadt: offers/guide.yml fehlt" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", names())
def test_every_command_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])

    said = capsys.readouterr().out
    assert said.startswith(f"Aufruf: familyguide {name} ")
    assert f"\nBeispiele:\n  familyguide {name}" in said


WRONG = [
    (["confirm", "krabbelgrupe", "nichts"], ["«krabbelgrupe» gibt es nicht. Gemeint: «krabbelgruppe»?", "«nichts»"]),
    (["confirm", "krabbelgruppe", "--am", "2027-03-11"], ["Der 2027-03-11 liegt in der Zukunft"]),
    (["confirm", "krabbelgruppe", "--by", " "], ["Hinter --by steht, wer es bestätigt hat"]),
    (["report", "bericht.csv"], ["endet auf .html"]),
    (["report", "mkdocs.yml"], ["endet auf .html"]),
    (["export", "liste.csv"], ["endet auf .xlsx"]),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_what_cannot_be(
    arguments: list[str], said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_town(tmp_path)
    before = (tmp_path / OFFER).read_bytes()
    with pytest.raises(SystemExit, match="2"):
        main([*arguments, "--root", str(tmp_path)])

    told = capsys.readouterr().err
    assert [sentence for sentence in said if sentence not in told] == []
    assert (tmp_path / OFFER).read_bytes() == before


def test_a_table_of_records_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It would lack them, and nobody would know."""
    build_town(tmp_path, {OFFER: "titel: ["})

    assert main(["export", str(tmp_path / "liste.xlsx"), "--root", str(tmp_path)]) == 1
    assert OFFER in capsys.readouterr().out
    assert not (tmp_path / "liste.xlsx").exists()


@pytest.mark.parametrize("command", [["new"], ["from-issue", "-"]])
def test_whoever_is_asked_and_cannot_answer(command: list[str], tmp_path: Path) -> None:
    """Where the standard input is closed: nothing is written, and no failure of the program is shown."""
    before = sorted(build_town(tmp_path).rglob("*"))
    words = ["bash", "-c", '"$0" -m familyguide "$@" <&-', sys.executable, *command, "--root", str(tmp_path)]
    result = subprocess.run(words, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert "Es wurde nichts geschrieben." in result.stdout
    assert result.stderr == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_forms_are_not_made_of_lists_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They would lose their choices."""
    build_town(tmp_path)
    (tmp_path / GUIDE).write_text("a: [\n", encoding="utf-8")

    assert main(["schema", "--root", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert f"{GUIDE}:" in out
    assert "Es wurde nichts geschrieben." in out

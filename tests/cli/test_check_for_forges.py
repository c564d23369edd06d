"""`familyguide check` as forges call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from familyguide.cli import main
from small_towns import OFFER, build_town, changed

WRONG = {OFFER: changed(OFFER, "themen: [treffen]", "themen: [trefen]")}


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("github", f"::error file={OFFER},line=5,col=10,title=themen[1]::«trefen» gibt es nicht. Gemeint: «treffen»? "),
        ("markdown", "- **Fehler** Zeile 5, <code>themen[1]</code>: «trefen» gibt es nicht. Gemeint: «treffen»? "),
    ],
)
def test_a_mistake(form: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the form of the forge, with status 1."""
    assert main(["check", "--root", str(build_town(tmp_path, WRONG)), "--format", form]) == 1
    assert [told for told in capsys.readouterr().out.splitlines() if told.startswith(line)]


def test_a_mistake_for_gitlab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but JSON."""
    assert main(["check", "--root", str(build_town(tmp_path, WRONG)), "--format", "gitlab"]) == 1
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["check_name"], entry["severity"], entry["location"]["path"]) == ("unknown-id", "major", OFFER)


def test_two_people_changed_the_same_offer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What to do stands beside the marks of the conflict."""
    text = "<<<<<<< HEAD\ntitel: A\n=======\ntitel: B\n>>>>>>> vorschlag\n"

    assert main(["check", "--root", str(build_town(tmp_path, {OFFER: text})), "--format", "github"]) == 1
    out = capsys.readouterr().out
    assert f"::error file={OFFER},line=1,col=1::Hier steht eine Marke von Git: Zwei Personen haben" in out
    assert "Behalten Sie die Fassung, die gilt." in out

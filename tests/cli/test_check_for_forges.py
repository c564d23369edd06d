"""`familyguide check` as forges call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from familyguide.cli import main
from repositories import commit
from small_towns import GUIDE, OFFER, PROVIDER, build_town, changed, minimal

WRONG = {OFFER: changed(OFFER, "themen: [treffen]", "themen: [trefen]")}


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("github", f"::error file={OFFER},line=5,col=10,title=themen[1]::«trefen» gibt es nicht. Gemeint: «treffen»? "),
        ("markdown", "- **Fehler** Zeile 5, `themen[1]`: «trefen» gibt es nicht. Gemeint: «treffen»? "),
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


WARNED = {
    OFFER: minimal(OFFER) + "kontakt: {web: http://beispiel.de}\n",
    PROVIDER: changed(PROVIDER, "email: post@elternverein.example", "web: http://beispiel.de"),
}
"""Files with an address that is not encrypted."""


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    """A proposal that changes an offer, in a town whose provider has been warned of for long."""
    commit(tmp_path, {PROVIDER: WARNED[PROVIDER]})
    commit(tmp_path, WARNED)
    return tmp_path


def test_what_a_proposal_does_not_touch_takes_no_place_from_what_it_does(
    proposal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forges show ten annotations at the most."""
    assert main(["check", "--root", str(proposal), "--format", "github", "--seit", "HEAD~1"]) == 0
    annotations, told = capsys.readouterr().out.split("\n", 1)

    assert annotations.startswith(f"::warning file={OFFER},")
    assert told == "In diesem Vorschlag: 0 Fehler und 1 Warnung.\n"


def test_the_summary_of_a_proposal_folds_up_what_it_does_not_touch(
    proposal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(proposal), "--format", "markdown", "--seit", "HEAD~1"]) == 0
    shown, folded = capsys.readouterr().out.split('<details markdown="1">')

    assert shown.startswith("## Prüfung der Einträge\n\nIn diesem Vorschlag: 0 Fehler und 1 Warnung.  \n\n### `")
    assert f"### `{OFFER}`" in shown
    assert PROVIDER not in shown
    assert f"Meldungen (1) in Dateien, die dieser Vorschlag nicht ändert</summary>\n\n### `{PROVIDER}" in folded


def test_mistakes_that_a_proposal_makes_elsewhere_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who takes a word out of the lists breaks the offers that have it."""
    commit(tmp_path)
    commit(tmp_path, {GUIDE: changed(GUIDE, "id: treffen", "id: anderes")})

    assert main(["check", "--root", str(tmp_path), "--format", "github", "--seit", "HEAD~1"]) == 1
    assert f"::error file={OFFER}," in capsys.readouterr().out


def test_mistakes_in_what_a_proposal_touches_come_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ten others that were there before would leave them no place."""
    broken = {f"offers/angebote/a{number}.yml": minimal(OFFER).replace("treffen", "x") for number in range(12)}
    commit(tmp_path, dict(broken))
    commit(tmp_path, broken | WRONG)

    assert main(["check", "--root", str(tmp_path), "--format", "github", "--seit", "HEAD~1"]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={OFFER},")


def test_files_are_told_from_the_root_of_the_town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where the town lies in a folder of its repository."""
    town = build_town(tmp_path / "stadt", {PROVIDER: WARNED[PROVIDER]})
    commit(tmp_path)
    build_town(town, WARNED)
    assert main(["check", "--root", str(town), "--format", "github", "--seit", "HEAD"]) == 0

    annotations = capsys.readouterr().out
    assert f"::warning file={OFFER}," in annotations
    assert PROVIDER not in annotations


def test_a_state_that_git_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(tmp_path)
    with pytest.raises(SystemExit, match="2"):
        main(["check", "--root", str(tmp_path), "--format", "github", "--seit", "nirgends"])
    assert "«nirgends» lässt sich in git nicht nachsehen: Diesen Stand gibt es nicht." in capsys.readouterr().err


def test_a_folder_without_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["check", "--root", str(build_town(tmp_path)), "--seit", "HEAD"])
    assert "gehört zu keinem Projekt, das git verwaltet" in capsys.readouterr().err

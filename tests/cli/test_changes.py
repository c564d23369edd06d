"""`familyguide changes` in real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from familyguide.cli import main
from repositories import commit, git
from small_towns import GUIDE, OFFER, build_town, minimal

REST = minimal(OFFER)
ONE, TWO = ({OFFER: f'{REST}kontakt: {{telefone: [{{nummer: "02382 5900{digit}"}}]}}\n'} for digit in "12")
FACT = "Telefon: 02382 59001 → 02382 59002"


def run(root: Path, *arguments: str) -> int:
    return main(["changes", "--root", str(root), *arguments])


@pytest.mark.parametrize("revisions", ["HEAD~1..HEAD", "HEAD~1..", "HEAD~1", "main~1..main", "HEAD~1...HEAD"])
def test_two_states(revisions: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By any name that git knows."""
    commit(tmp_path, ONE)
    commit(tmp_path, TWO)

    assert run(tmp_path, revisions) == 0
    assert capsys.readouterr().out == f"{OFFER} – Angebot: Krabbelgruppe\n  {FACT}\n"


def test_what_is_not_committed_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without any revision."""
    commit(tmp_path, ONE)
    build_town(tmp_path, TWO)

    assert run(tmp_path) == 0
    assert FACT in capsys.readouterr().out


def test_what_a_proposal_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three dots leave out what others changed meanwhile."""
    commit(tmp_path, ONE)
    git(tmp_path, "checkout", "--quiet", "-b", "vorschlag")
    commit(tmp_path, TWO)
    git(tmp_path, "checkout", "--quiet", "main")
    commit(tmp_path, ONE | {"offers/orte/halle.yml": "name: Halle\nort: Sonnenau\n"})

    run(tmp_path, "main...vorschlag")
    assert capsys.readouterr().out == f"{OFFER} – Angebot: Krabbelgruppe\n  {FACT}\n"


def test_a_town_in_a_folder_of_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Paths count from the town."""
    for files in (ONE, TWO):
        build_town(tmp_path / "stadt", files)
        commit(tmp_path, {})

    run(tmp_path / "stadt", "HEAD~1..HEAD")
    assert capsys.readouterr().out == f"{OFFER} – Angebot: Krabbelgruppe\n  {FACT}\n"


def test_markdown_and_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same facts; and a sentence where there are none."""
    commit(tmp_path, ONE)
    commit(tmp_path, TWO)

    run(tmp_path, "HEAD~1..HEAD", "--format", "markdown")
    assert f"- {FACT}\n" in capsys.readouterr().out
    run(tmp_path, "HEAD..HEAD")
    assert capsys.readouterr().out == "An den Einträgen ändert sich nichts.\n"


@pytest.mark.parametrize("revision", ["nirgends..HEAD", "--output=x..HEAD", "HEAD..--exec=x", "-x"])
def test_a_state_that_git_does_not_know(revision: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage, whatever it looks like."""
    commit(tmp_path, ONE)
    with pytest.raises(SystemExit) as ended:
        run(tmp_path, "--", revision)

    assert ended.value.code == 2
    assert "lässt sich in git nicht nachsehen: " in capsys.readouterr().err


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong usage as well."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SystemExit) as ended:
        run(build_town(tmp_path))

    assert ended.value.code == 2


def test_a_state_of_which_only_the_end_is_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As after a shallow clone; what to do stands there."""
    commit(tmp_path / "ganz")
    commit(tmp_path / "ganz", {OFFER: REST.replace("Krabbel", "Eltern")})
    git(tmp_path, "clone", "--quiet", "--depth", "1", (tmp_path / "ganz").as_uri(), str(tmp_path / "ende"))
    with pytest.raises(SystemExit):
        main(["changes", "HEAD~1..HEAD", "--root", str(tmp_path / "ende")])

    assert "Alles holt: git fetch --unshallow" in capsys.readouterr().err


def test_a_proposal_that_deletes_the_lists_of_the_town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is told like any other."""
    commit(tmp_path, ONE)
    (tmp_path / GUIDE).unlink()
    (tmp_path / OFFER).write_text(TWO[OFFER], encoding="utf-8")

    assert run(tmp_path) == 0
    out = capsys.readouterr().out
    assert f"{GUIDE} – " in out
    assert FACT in out

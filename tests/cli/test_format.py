"""`familyguide format`: which files it writes, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from familyguide.cli import main
from small_towns import OFFER, build_town

REST = "anbieter: elternverein\n{}themen: [treffen]\n"
UNTIDY = "kurztext: 'Hier spielen Eltern.'\ntitel: Krabbelgruppe\n" + REST.format("lebensphasen:\n- baby\n")
TIDY = "titel: Krabbelgruppe\n" + REST.format("kurztext: Hier spielen Eltern.\nlebensphasen: [baby]\n")
OTHER = "offers/angebote/andere.yml"


def run(root: Path, *arguments: str) -> int:
    return main(["format", "--root", str(root), *arguments])


@pytest.mark.parametrize("names", [(), ("krabbelgruppe",), (OFFER,)])
def test_a_file_is_written_anew(names: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named by id, by path, or not at all."""
    build_town(tmp_path, {OFFER: UNTIDY})

    assert run(tmp_path, *names) == 0
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == TIDY
    assert OFFER in capsys.readouterr().out.splitlines()


def test_a_path_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell completes it."""
    build_town(tmp_path, {OFFER: UNTIDY})
    monkeypatch.chdir(tmp_path / "offers" / "angebote")

    assert run(tmp_path, "krabbelgruppe.yml") == 0
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == TIDY


def test_only_what_is_named(tmp_path: Path) -> None:
    """Other files stay as they are."""
    build_town(tmp_path, {OFFER: UNTIDY, OTHER: UNTIDY})
    run(tmp_path, "krabbelgruppe")

    assert (tmp_path / OTHER).read_text(encoding="utf-8") == UNTIDY


def test_a_tidy_town_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is touched."""
    build_town(tmp_path, {OFFER: TIDY})
    run(tmp_path)
    capsys.readouterr()
    before = (tmp_path / OFFER).stat().st_mtime_ns

    assert run(tmp_path) == 0
    assert (tmp_path / OFFER).stat().st_mtime_ns == before
    assert capsys.readouterr().out == "0 von 4 Dateien geändert.\n"


def test_looking_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--pruefen` names what would change, and ends with 1."""
    build_town(tmp_path, {OFFER: UNTIDY})

    assert run(tmp_path, "--pruefen", "krabbelgruppe") == 1
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == UNTIDY
    assert capsys.readouterr().out == f"{OFFER}\n1 von 1 Dateien sind nicht in der üblichen Form.\n"
    assert run(tmp_path, "--pruefen", "sonnenhaus") == 0


def test_nothing_is_written_while_one_file_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of them or none."""
    build_town(tmp_path, {OFFER: UNTIDY, OTHER: "titel: [a\n"})

    assert run(tmp_path) == 1
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == UNTIDY
    assert f"{OTHER}:1:8  Ab hier" in (out := capsys.readouterr().out)
    assert out.endswith("Es wurde nichts geschrieben.\n")


def test_what_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1, without a traceback."""
    build_town(tmp_path, {OFFER: UNTIDY})

    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(13, "no", str(target))

    monkeypatch.setattr(Path, "replace", refuse)

    assert run(tmp_path, "krabbelgruppe") == 1
    assert "krabbelgruppe.yml» lässt sich nicht schreiben." in capsys.readouterr().err


def test_an_unknown_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage."""
    with pytest.raises(SystemExit) as ended:
        run(build_town(tmp_path), "krabelgruppe")

    assert ended.value.code == 2
    assert "Den Eintrag «krabelgruppe» gibt es nicht." in capsys.readouterr().err

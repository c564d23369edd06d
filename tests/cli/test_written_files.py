"""Files are written all together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from familyguide.cli import main
from familyguide.cli.files import WriteError, write_all
from small_towns import build_town


def contents(root: Path) -> dict[str, bytes]:
    """Every file below `root`."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_files_are_made_changed_and_taken_away(tmp_path: Path) -> None:
    """Folders that are missing are made."""
    (tmp_path / "old").write_bytes(b"1")
    (tmp_path / "gone").write_bytes(b"2")
    write_all(tmp_path, {"old": b"3", "gone": None, "a/b/new": b"4"})

    assert contents(tmp_path) == {"old": b"3", "a/b/new": b"4"}


@pytest.mark.parametrize("order", [("old", "gone", "new", "folder"), ("folder", "new", "gone", "old")])
def test_nothing_is_written_when_one_file_cannot_be(order: tuple[str, ...], tmp_path: Path) -> None:
    """What has been written already is taken back, and no draft stays behind."""
    (tmp_path / "old").write_bytes(b"1")
    (tmp_path / "gone").write_bytes(b"2")
    (tmp_path / "folder").mkdir()
    before = contents(tmp_path)
    new = {"old": b"3", "gone": None, "new": b"4", "folder": b"5"}

    with pytest.raises(WriteError, match="folder"):
        write_all(tmp_path, {file: new[file] for file in order})
    assert contents(tmp_path) == before


def test_nothing_is_written_when_somebody_stops_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even between two files."""
    (tmp_path / "old").write_bytes(b"1")
    replace, replaced = Path.replace, []

    def stopped_after_the_first(draft: Path, path: Path) -> Path:
        if replaced:
            raise KeyboardInterrupt
        replaced.append(path)
        return replace(draft, path)

    monkeypatch.setattr(Path, "replace", stopped_after_the_first)
    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, {"old": b"3", "new": b"4"})

    assert replaced
    assert contents(tmp_path) == {"old": b"1"}


def test_who_stops_a_command_sees_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("familyguide.cli.format.format_record", stopped)
    assert main(["format", "--root", str(build_town(tmp_path))]) == 130
    assert "Abgebrochen." in capsys.readouterr().err


def test_permissions_stay(tmp_path: Path) -> None:
    """Those of a file that was there; a new one can be read by all."""
    (tmp_path / "mine").write_bytes(b"")
    (tmp_path / "mine").chmod(0o600)
    write_all(tmp_path, {"mine": b"1", "new": b"2"})

    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("mine", "new")] == [0o600, 0o644]

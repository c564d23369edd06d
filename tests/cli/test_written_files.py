"""Files are written all together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from familyguide.cli.files import write_all


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

    with pytest.raises(OSError, match="folder"):
        write_all(tmp_path, {file: new[file] for file in order})
    assert contents(tmp_path) == before


def test_permissions_stay(tmp_path: Path) -> None:
    """Those of a file that was there; a new one can be read by all."""
    (tmp_path / "mine").write_bytes(b"")
    (tmp_path / "mine").chmod(0o600)
    write_all(tmp_path, {"mine": b"1", "new": b"2"})

    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("mine", "new")] == [0o600, 0o644]

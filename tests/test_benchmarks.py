"""The synthetic town that speed is measured with is a town like any other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from familyguide.records.load import load_records

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "town.py"


def make_town(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, "30", root], capture_output=True, text=True, check=False)


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_synthetic_town_is_valid_and_of_the_size_that_was_asked_for(tmp_path: Path) -> None:
    make_town(tmp_path)

    records = load_records(tmp_path)

    assert records.findings == ()
    assert (len(records.offers), len(records.places), len(records.providers)) == (30, 6, 4)


def test_a_synthetic_town_is_the_same_each_time(tmp_path: Path) -> None:
    make_town(tmp_path / "one")
    make_town(tmp_path / "two")

    assert contents(tmp_path / "one") == contents(tmp_path / "two") != {}


def test_a_synthetic_town_is_not_written_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    result = make_town(tmp_path)

    assert result.returncode == 2
    assert contents(tmp_path) == {"mine.txt": b"mine"}

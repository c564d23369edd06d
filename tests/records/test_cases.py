"""Small towns with a mistake, and what the check says about them; each case is a file in cases/.

A case holds files that are put into the minimal town, and then all findings in the words that staff read.
`UPDATE_CASES=1 pytest tests/records/test_cases.py` writes what the check says now; look at the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from familyguide.records.load import Records, load_records
from familyguide.records.report import as_lines
from small_towns import build_town

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
HEADING = re.compile(r"^==> (.+) <==\n", re.MULTILINE)
FINDINGS = "findings"


def sections(case: Path) -> dict[str, str]:
    """The parts of a case by heading."""
    nothing, *parts = HEADING.split(case.read_text(encoding="utf-8"))
    assert not nothing
    return dict(zip(parts[::2], parts[1::2], strict=True))


def records_of(case: Path, folder: Path) -> Records:
    """The records of the town of a case."""
    return load_records(build_town(folder, {file: text for file, text in sections(case).items() if file != FINDINGS}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_check_says_what_the_case_expects(case: Path, tmp_path: Path) -> None:
    """All findings of the town, at their places and in their words, and no others."""
    said = "".join(f"{line}\n" for line in as_lines(records_of(case, tmp_path).findings))
    if os.environ.get("UPDATE_CASES"):
        files = "".join(f"==> {file} <==\n{text}" for file, text in sections(case).items() if file != FINDINGS)
        case.write_text(f"{files}==> {FINDINGS} <==\n{said}", encoding="utf-8")

    assert sections(case)[FINDINGS] == said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_is_named_after_a_kind_of_finding_in_it(case: Path, tmp_path: Path) -> None:
    """`broken-yaml.open-bracket.txt` holds a finding `broken-yaml`."""
    assert case.stem.split(".")[0] in {finding.code for finding in records_of(case, tmp_path).findings}

"""What CONTRIBUTING.md shows is true."""

from __future__ import annotations

import re

import pytest
from familyguide.cli import COMMANDS, main
from familyguide.records.formatting import format_record
from familyguide.records.load import RecordFile
from making import PROJECT

TEXT = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECORDS = [block for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) if block.startswith("titel:")]


@pytest.mark.parametrize("text", RECORDS)
def test_records_are_shown_in_canonical_form(text: str):
    """Whoever copies one has nothing to tidy."""
    raw, findings = format_record(RecordFile("offers/angebote/x.yml", "angebote", "x", text.encode()))

    assert (raw.decode(), findings) == (text, [])


def test_there_are_records_to_look_at():
    assert len(RECORDS) >= 2


def test_every_command_is_told(capsys: pytest.CaptureFixture[str]):
    """And no other."""
    with pytest.raises(SystemExit):
        main(["--help"])
    (known,) = re.findall(r"^Befehle:\n  BEFEHL\n((?:    .*\n)+)", capsys.readouterr().out, re.MULTILINE)
    names = set(re.findall(r"^    ([a-z-]+)\b", known, re.MULTILINE))

    assert len(names) == len(COMMANDS)
    assert names - {"schema"} <= set(re.findall(r"familyguide ([a-z][a-z-]+)", TEXT)) <= names

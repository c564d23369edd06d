"""`familyguide from-issue`: make a record of the answers of an issue form."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..records.findings import in_reading_order
from ..records.load import list_files, read_records
from ..records.report import as_lines
from ..sheets.issue import MOST_CHARACTERS, record_from_issue
from .console import print_lines
from .files import write_and_tell
from .parser import FOUND_ERRORS, OK, Commands, GermanParser, add_command
from .wording import (
    FROM_ISSUE,
    FROM_ISSUE_DRY_RUN,
    FROM_ISSUE_EXAMPLES,
    FROM_ISSUE_FILE,
    FROM_ISSUE_NOTES,
    NOT_READABLE,
    NOTHING_WRITTEN,
)


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "from-issue", FROM_ISSUE, _run, examples=FROM_ISSUE_EXAMPLES)
    command.options.add_argument("file", metavar="DATEI", help=FROM_ISSUE_FILE)
    command.options.add_argument("--dry-run", action="store_true", help=FROM_ISSUE_DRY_RUN)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    try:
        if options.file == "-":
            raw = sys.stdin.buffer.read(4 * MOST_CHARACTERS + 1)
        else:
            with Path(options.file).open("rb") as stream:
                raw = stream.read(4 * MOST_CHARACTERS + 1)
    except OSError:
        parser.error(NOT_READABLE.format(file=options.file))
    listing = list_files(options.root)
    before = read_records(listing.files, listing.findings)
    proposal = record_from_issue(Path(options.file).name, raw, listing.files, before)
    if proposal.findings:
        print_lines([*as_lines(in_reading_order(proposal.findings)), NOTHING_WRITTEN])
        return FOUND_ERRORS
    notes = [FROM_ISSUE_NOTES.format(notes=proposal.notes)] if proposal.notes else []
    if options.dry_run:
        print_lines([proposal.raw.decode(), *notes, NOTHING_WRITTEN])
        return OK
    return write_and_tell(options.root, {proposal.file: proposal.raw}, *notes)

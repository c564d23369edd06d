"""`familyguide import`: take changes from a spreadsheet over into the records."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..records.findings import in_reading_order
from ..records.load import list_files, read_records
from ..records.report import as_lines
from ..reports.changes import as_text, changed_records
from .console import print_lines
from .files import write_and_tell
from .parser import FOUND_ERRORS, OK, Commands, GermanParser, add_command
from .wording import (
    CHANGES_NOTHING,
    IMPORT,
    IMPORT_DRY_RUN,
    IMPORT_EXAMPLES,
    IMPORT_FILE,
    NOT_READABLE,
    NOTHING_WRITTEN,
)


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "import", IMPORT, _run, examples=IMPORT_EXAMPLES)
    command.options.add_argument("file", type=Path, metavar="DATEI", help=IMPORT_FILE)
    command.options.add_argument("--dry-run", action="store_true", help=IMPORT_DRY_RUN)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    from ..records.editing import with_changes
    from ..sheets.files import MOST_BYTES, read_sheets
    from ..sheets.merge import Import, import_sheets

    try:
        with options.file.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError:
        parser.error(NOT_READABLE.format(file=options.file))
    listing = list_files(options.root)
    sheets, found = read_sheets(options.file.name, raw)
    result = Import()
    if not found:
        before = read_records(listing.files, listing.findings)
        result = import_sheets(options.file.name, sheets, listing.files, before)
        found = result.findings
    if found:
        print_lines([*as_lines(in_reading_order(found)), NOTHING_WRITTEN])
        return FOUND_ERRORS
    changes = changed_records(listing.files, with_changes(listing.files, result.changes))
    print_lines(as_text(changes) if changes else [CHANGES_NOTHING])
    if options.dry_run:
        print_lines([NOTHING_WRITTEN])
        return OK
    return write_and_tell(options.root, result.changes)

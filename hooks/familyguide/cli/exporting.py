"""`familyguide export`: the records as a spreadsheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..records.findings import in_reading_order
from ..records.load import ID_VOCABULARIES, list_files
from ..records.report import as_lines
from ..records.source import read_source
from .console import print_lines
from .files import write_and_tell
from .parser import FOUND_ERRORS, Commands, GermanParser, add_command
from .wording import EXPORT, EXPORT_EXAMPLES, EXPORT_FILE, EXPORT_ONLY_XLSX, NOTHING_WRITTEN


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "export", EXPORT, _run, examples=EXPORT_EXAMPLES)
    command.options.add_argument("file", type=Path, metavar="DATEI.xlsx", help=EXPORT_FILE)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    from ..sheets import wording
    from ..sheets.files import write_xlsx
    from ..sheets.merge import rows_of

    if options.file.suffix.lower() != ".xlsx":
        parser.error(EXPORT_ONLY_XLSX)
    listing = list_files(options.root)
    files = listing.files
    read = (read_source(file.file, file.raw)[1] for file in files)
    unread = [finding for findings in read for finding in findings if finding.severity == "error"]
    if found := [*listing.findings, *unread]:
        print_lines([*as_lines(in_reading_order(found)), NOTHING_WRITTEN])
        return FOUND_ERRORS
    raw = write_xlsx((wording.SHEETS[kind], *rows_of(files, kind)) for kind in ID_VOCABULARIES)
    return write_and_tell(Path(), {str(options.file): raw})

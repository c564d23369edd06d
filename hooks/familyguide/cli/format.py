"""`familyguide format`: write records in their canonical form."""

from __future__ import annotations

import argparse

from ..records.formatting import format_record
from ..records.report import as_lines
from .console import print_lines
from .files import named_files, write_and_tell
from .parser import FOUND_ERRORS, OK, Commands, GermanParser, add_command
from .wording import (
    FORMAT,
    FORMAT_CHECK,
    FORMAT_EXAMPLES,
    FORMAT_FILES,
    FORMAT_SUMMARY,
    FORMAT_WOULD_CHANGE,
    NOTHING_WRITTEN,
)


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "format", FORMAT, _run, examples=FORMAT_EXAMPLES)
    command.options.add_argument("names", nargs="*", metavar="DATEI", help=FORMAT_FILES)
    command.options.add_argument("--pruefen", action="store_true", help=FORMAT_CHECK)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    files = named_files(options.root, options.names, parser)
    findings, changes = [], {}
    for file in files:
        written, problems = format_record(file)
        findings += problems
        if written != file.raw:
            changes[file.file] = written
    if findings:
        print_lines([*as_lines(findings), NOTHING_WRITTEN])
        return FOUND_ERRORS
    if options.pruefen:
        print_lines([*changes, FORMAT_WOULD_CHANGE.format(changed=len(changes), all=len(files))])
        return FOUND_ERRORS if changes else OK
    return write_and_tell(options.root, changes, FORMAT_SUMMARY.format(changed=len(changes), all=len(files)))

"""`familyguide rename`: give a record another id, everywhere at once."""

from __future__ import annotations

import argparse

from ..records.editing import FORMER, rename
from ..records.findings import in_reading_order
from ..records.load import ID_VOCABULARIES, RecordFile, list_files
from ..records.report import as_lines
from ..records.source import read_source
from ..records.values import ID_LENGTH, better_id, is_id
from ..records.wording import MESSAGES
from .console import print_lines
from .files import named_files, write_records
from .parser import FOUND_ERRORS, OK, Commands, GermanParser, add_command
from .wording import (
    NOTHING_WRITTEN,
    RENAME,
    RENAME_EXAMPLES,
    RENAME_FOLDER,
    RENAME_NEW,
    RENAME_OLD,
    RENAME_REDIRECT,
    RENAME_TAKEN,
    RENAME_WHICH,
)


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "rename", RENAME, _run, examples=RENAME_EXAMPLES)
    command.options.add_argument("old", metavar="ALT", help=RENAME_OLD)
    command.options.add_argument("new", metavar="NEU", help=RENAME_NEW)
    command.options.add_argument("--ordner", choices=tuple(ID_VOCABULARIES), help=RENAME_FOLDER)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    renamed = _meant(options, parser)
    if not is_id(options.new):
        sentence = " ".join(MESSAGES["bad-id"])
        parser.error(sentence.format(found=options.new, limit=ID_LENGTH, better=better_id(options.new)))
    listing = list_files(options.root)
    files = listing.files
    if any(file.kind == renamed.kind and file.id == options.new for file in files):
        parser.error(RENAME_TAKEN.format(name=options.new))
    changes, problems = rename(files, renamed, options.new)
    if found := [*listing.findings, *problems]:
        print_lines([*as_lines(in_reading_order(found)), NOTHING_WRITTEN])
        return FOUND_ERRORS
    status = write_records(options.root, changes)
    if status == OK and any(_leads_on(file, raw, renamed.id) for file, raw in changes.items()):
        print_lines([RENAME_REDIRECT.format(old=renamed.id)])
    return status


def _leads_on(file: str, raw: bytes | None, former: str) -> bool:
    source = read_source(file, raw)[0] if raw is not None else None
    return source is not None and former in source.texts(FORMER).values()


def _meant(options: argparse.Namespace, parser: GermanParser) -> RecordFile:
    """The one record that is to be renamed."""
    meant = [
        file
        for file in named_files(options.root, [options.old], parser)
        if file.kind in ID_VOCABULARIES and options.ordner in (None, file.kind)
    ]
    if len(meant) != 1:
        parser.error(RENAME_WHICH.format(name=options.old, folders=", ".join(ID_VOCABULARIES)))
    return meant[0]

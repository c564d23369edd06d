"""`familyguide changes`: what a proposal changes, in plain words."""

from __future__ import annotations

import argparse

from ..records.load import RecordFile, list_files
from ..reports.changes import as_markdown_lines, as_text, changed_records
from . import git
from .console import print_lines
from .parser import OK, Commands, GermanParser, add_command
from .wording import CHANGES, CHANGES_EXAMPLES, CHANGES_FORMAT, CHANGES_NOTHING, CHANGES_RANGE, NOT_FROM_GIT


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "changes", CHANGES, _run, examples=CHANGES_EXAMPLES)
    command.options.add_argument("range", nargs="?", default="HEAD", metavar="VON..BIS", help=CHANGES_RANGE)
    command.options.add_argument("--format", choices=("text", "markdown"), default="text", help=CHANGES_FORMAT)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    try:
        before, after = _states(options)
    except git.GitError as error:
        parser.error(NOT_FROM_GIT.format(revision=options.range, problem=error))
    changes = changed_records(before, after)
    if options.format == "markdown":
        print_lines(as_markdown_lines(changes))
    else:
        print_lines(as_text(changes) if changes else [CHANGES_NOTHING])
    return OK


def _states(options: argparse.Namespace) -> tuple[list[RecordFile], list[RecordFile]]:
    """The records before and after; without an end, as they lie there now."""
    old, dots, new = options.range.partition("..")
    since_parting = new.startswith(".")
    before = git.commit_of(options.root, old or "HEAD")
    if not dots:
        return git.record_files(options.root, before), list_files(options.root).files
    after = git.commit_of(options.root, new.removeprefix(".") or "HEAD")
    if since_parting:
        before = git.merge_base(options.root, before, after)
    return git.record_files(options.root, before), git.record_files(options.root, after)

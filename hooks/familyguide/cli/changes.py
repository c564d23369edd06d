"""`familyguide changes`: what a proposal changes, in plain words."""

from __future__ import annotations

import argparse

from ..records.load import GUIDE_FILE, RecordFile, list_files
from ..reports.changes import OtherChanges, as_markdown_lines, as_text, changed_records
from . import git
from .console import print_lines
from .parser import OK, Commands, GermanParser, add_command
from .wording import CHANGES, CHANGES_EXAMPLES, CHANGES_FORMAT, CHANGES_NOTHING, CHANGES_RANGE, NO_TOWN, NOT_FROM_GIT


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "changes", CHANGES, _run, examples=CHANGES_EXAMPLES)
    command.options.add_argument("range", nargs="?", default="HEAD", metavar="VON..BIS", help=CHANGES_RANGE)
    command.options.add_argument("--format", choices=("text", "markdown"), default="text", help=CHANGES_FORMAT)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    try:
        before, after = _commits(options)
        old, new = git.record_files(options.root, before), _records(options, after)
        others = OtherChanges.of(git.changed_files(options.root, before, after))
    except git.GitError as error:
        parser.error(NOT_FROM_GIT.format(revision=options.range, problem=error))
    if not any(file.file == GUIDE_FILE for file in (*old, *new)):
        parser.error(NO_TOWN.format(folder=options.root))
    changes = changed_records(old, new)
    if options.format == "markdown":
        print_lines(as_markdown_lines(changes, others))
    else:
        print_lines([*as_text(changes, others)] or [CHANGES_NOTHING])
    return OK


def _records(options: argparse.Namespace, commit: str | None) -> list[RecordFile]:
    return git.record_files(options.root, commit) if commit else list_files(options.root).files


def _commits(options: argparse.Namespace) -> tuple[str, str | None]:
    """The states before and after; without an end, None for the files as they lie there now."""
    old, dots, new = options.range.partition("..")
    since_parting = new.startswith(".")
    before = git.commit_of(options.root, old or "HEAD")
    if not dots:
        return before, None
    after = git.commit_of(options.root, new.removeprefix(".") or "HEAD")
    if since_parting:
        before = git.merge_base(options.root, before, after)
    return before, after

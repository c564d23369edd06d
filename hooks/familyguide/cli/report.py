"""`familyguide report`: the figures for coordination and planning, as a page and as a table."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from ..guide import Guide
from ..records.load import list_files, load_records
from ..records.report import as_lines
from ..reports.overview import History, a_year_before, history_of, make_overview, report_csv, report_html
from . import git
from .console import print_lines
from .files import write_and_tell
from .parser import FOUND_ERRORS, Commands, GermanParser, add_command
from .wording import (
    NOTHING_WRITTEN,
    REPORT,
    REPORT_EXAMPLES,
    REPORT_FILE,
    REPORT_NO_HISTORY,
    REPORT_ONLY_HTML,
    SHALLOW,
)


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "report", REPORT, _run, examples=REPORT_EXAMPLES)
    command.options.add_argument(
        "file", nargs="?", type=Path, default=Path("bericht.html"), metavar="DATEI.html", help=REPORT_FILE
    )


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    if options.file.suffix.lower() != ".html":
        parser.error(REPORT_ONLY_HTML)
    day = parser.today()
    records = load_records(options.root)
    guide = Guide.from_records(records, day)
    if guide is None:
        print_lines([*as_lines(f for f in records.findings if f.severity == "error"), NOTHING_WRITTEN])
        return FOUND_ERRORS
    overview = make_overview(guide, _history(options.root, day))
    page, table = options.file, options.file.with_suffix(".csv")
    return write_and_tell(Path(), {str(page): report_html(overview).encode(), str(table): report_csv(overview)})


def _history(root: Path, day: date) -> History | str:
    """What came and went within twelve months, or since git knows of offers; else why nobody knows."""
    since = a_year_before(day)
    try:
        commit = git.commit_before(root, since)
        if commit is None:
            if git.is_shallow(root):
                return SHALLOW
            commit, since = git.first_commit(root)
        before = git.record_files(root, commit)
        deleted = git.deleted_since(root, commit)
    except git.GitError:
        return REPORT_NO_HISTORY
    return history_of(before, list_files(root).files, since, deleted)

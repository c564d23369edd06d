"""`familyguide review`: ask the providers whether everything is still right."""

from __future__ import annotations

import argparse

from ..guide import Guide
from ..records.load import load_records
from ..records.report import as_lines
from ..reports.review import as_mails, issue_text, review_round
from .console import print_lines
from .parser import FOUND_ERRORS, OK, Commands, GermanParser, add_command
from .wording import REVIEW, REVIEW_EXAMPLES, REVIEW_FORMAT, REVIEW_SITE


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "review", REVIEW, _run, examples=REVIEW_EXAMPLES)
    command.options.add_argument("--format", choices=("text", "markdown"), default="text", help=REVIEW_FORMAT)
    command.options.add_argument("--site", default="", metavar="ADRESSE", help=REVIEW_SITE)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    records = load_records(options.root)
    guide = Guide.from_records(records, parser.today())
    if guide is None:
        print_lines(as_lines(finding for finding in records.findings if finding.severity == "error"))
        return FOUND_ERRORS
    review = review_round(guide)
    print_lines([issue_text(review, options.site)] if options.format == "markdown" else as_mails(review, options.site))
    return OK

"""`familyguide confirm`: a provider has said that an offer is right."""

from __future__ import annotations

import argparse
import re

from ..records.editing import confirm
from ..records.findings import Finding
from ..records.load import KINDS
from ..records.models import OfferRecord, ReviewState
from ..records.report import as_lines
from .console import print_lines
from .files import named_files, write_records
from .parser import FOUND_ERRORS, Commands, GermanParser, add_command
from .wording import (
    CONFIRM,
    CONFIRM_ASKED,
    CONFIRM_BY,
    CONFIRM_DAY,
    CONFIRM_EXAMPLES,
    CONFIRM_IDS,
    CONFIRM_NOT_YET,
    CONFIRM_WHO,
    NO_OFFER,
    NOTHING_WRITTEN,
)


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "confirm", CONFIRM, _run, examples=CONFIRM_EXAMPLES)
    command.options.add_argument("names", nargs="+", metavar="ANGEBOT", help=CONFIRM_IDS)
    command.options.add_argument("--by", metavar="ROLLE", help=CONFIRM_BY)
    command.options.add_argument("--am", metavar="TAG", help=CONFIRM_DAY)
    command.options.add_argument("--angefragt", action="store_true", help=CONFIRM_ASKED)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    if options.by is not None and not options.by.strip():
        parser.error(CONFIRM_WHO)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", options.am or "") and options.am > str(parser.today()):
        parser.error(CONFIRM_NOT_YET.format(day=options.am))
    state = ReviewState.ASKED if options.angefragt else ReviewState.CONFIRMED
    values = {"status": str(state.value), "am": options.am or str(parser.today())}
    if options.by is not None:
        values["von"] = options.by
    changes: dict[str, bytes | None] = {}
    findings: list[Finding] = []
    named_files(options.root, options.names, parser)  # tells all that are not there at once
    for name in options.names:
        offers = [file for file in named_files(options.root, [name], parser) if KINDS.get(file.kind) is OfferRecord]
        if not offers:
            parser.error(NO_OFFER.format(name=name))
        for offer in offers:
            changes[offer.file], problems = confirm(offer, values)
            findings += problems
    if findings:
        print_lines([*as_lines(findings), NOTHING_WRITTEN])
        return FOUND_ERRORS
    return write_records(options.root, changes)

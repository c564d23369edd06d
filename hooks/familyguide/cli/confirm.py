"""`familyguide confirm`: a provider has said that an offer is right."""

from __future__ import annotations

import argparse

from ..records.editing import confirm
from ..records.load import KINDS
from ..records.models import OfferRecord, ReviewState
from .files import named_files, write_records
from .parser import Commands, GermanParser, add_command
from .wording import CONFIRM, CONFIRM_ASKED, CONFIRM_BY, CONFIRM_DAY, CONFIRM_EXAMPLES, CONFIRM_IDS, NO_OFFER


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "confirm", CONFIRM, _run, examples=CONFIRM_EXAMPLES)
    command.options.add_argument("names", nargs="+", metavar="ANGEBOT", help=CONFIRM_IDS)
    command.options.add_argument("--by", metavar="ROLLE", help=CONFIRM_BY)
    command.options.add_argument("--am", metavar="TAG", help=CONFIRM_DAY)
    command.options.add_argument("--angefragt", action="store_true", help=CONFIRM_ASKED)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    state = ReviewState.ASKED if options.angefragt else ReviewState.CONFIRMED
    values = {"status": str(state.value), "am": options.am or str(parser.today())}
    if options.by is not None:
        values["von"] = options.by
    changes: dict[str, bytes | None] = {}
    for name in options.names:
        offers = [file for file in named_files(options.root, [name], parser) if KINDS.get(file.kind) is OfferRecord]
        if not offers:
            parser.error(NO_OFFER.format(name=name))
        changes |= {offer.file: confirm(offer, values) for offer in offers}
    return write_records(options.root, changes)

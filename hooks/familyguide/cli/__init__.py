"""The commands for staff: `familyguide check` and its companions, one module a command.

Files, clock and terminal are touched here, at the edge; what the commands know lies in the other rooms.
"""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from ..records.load import GUIDE_FILE, is_folder
from . import (
    brochure,
    changes,
    check,
    confirm,
    exporting,
    format,
    from_issue,
    importing,
    links,
    new,
    rename,
    report,
    review,
    schema,
)
from .parser import INTERRUPTED, GermanParser
from .wording import ABOUT, COMMANDS_TITLE, NO_FOLDER, NO_TOWN, STOPPED

COMMANDS = (
    check,
    new,
    confirm,
    rename,
    exporting,
    importing,
    from_issue,
    changes,
    review,
    links,
    report,
    brochure,
    format,
    schema,
)
"""The modules of the commands in the order in which the help lists them; each has a function `add_to`."""


WITHOUT_TOWN = ("check", "schema", "changes")
"""Commands that say themselves what is missing in a folder."""


def _is_town(folder: Path) -> bool:
    try:
        return (folder / GUIDE_FILE).is_file()
    except OSError:  # nobody may look
        return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 without errors, 1 with, 2 for wrong usage, 130 stopped."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without umlauts shows a question mark
    if sys.stdin is None:  # whoever started this has closed it; nobody answers
        sys.stdin = io.TextIOWrapper(io.BytesIO())
    parser = GermanParser("familyguide", ABOUT)
    commands = parser.add_subparsers(title=COMMANDS_TITLE, dest="command", required=True, metavar="BEFEHL")
    for command in COMMANDS:
        command.add_to(commands)
    options = parser.parse_args(arguments)
    called = commands.choices[options.command]
    if not is_folder(options.root):
        called.error(NO_FOLDER.format(folder=options.root))
    if options.command not in WITHOUT_TOWN and not _is_town(options.root):
        called.error(NO_TOWN.format(folder=options.root))
    for name in ("SIGTERM", "SIGHUP"):  # so that nothing is left half written
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.default_int_handler)
    try:
        result: int = options.run(options, called)
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return INTERRUPTED
    return result

"""The command line in German: how a command is called, and what is wrong with a call."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeAlias

from ..today import today
from .wording import EXAMPLES_TITLE, HELP_HELP, HELP_ROOT, NOT_A_DAY, OPTIONS_TITLE, USAGE, USAGE_HINT, USAGE_PROBLEMS

OK, FOUND_ERRORS, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
"""How commands end."""


class GermanParser(argparse.ArgumentParser):
    """Says in German how a command is called, and what is wrong with a call."""

    def __init__(self, prog: str, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(
            prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_GermanFormatter,
        )
        self.options = self.add_argument_group(OPTIONS_TITLE)
        self.options.add_argument("-h", "--help", action="help", help=HELP_HELP)

    def error(self, message: str) -> NoReturn:
        """Tell how to call the command, and end with status 2."""
        for pattern, sentence in USAGE_PROBLEMS:
            if match := pattern.fullmatch(message):
                message = sentence.format(*match.groups())
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\n{USAGE_HINT.format(command=self.prog)}\n")

    def today(self) -> date:
        """Today in Germany; a variable that should say so and does not is wrong usage."""
        try:
            return today()
        except (ValueError, OverflowError, OSError):
            self.error(NOT_A_DAY)


class _GermanFormatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = USAGE) -> None:
        super().add_usage(usage, actions, groups, prefix)  # type: ignore[arg-type]


Commands: TypeAlias = "argparse._SubParsersAction[GermanParser]"
Run: TypeAlias = Callable[[argparse.Namespace, GermanParser], int]


def add_command(commands: Commands, name: str, help_text: str, run: Run, *, examples: str = "") -> GermanParser:
    """Add a command that `run` carries out; `examples` are lines that the help shows as they are."""
    epilog = f"{EXAMPLES_TITLE}\n{examples}" if examples else None
    command = commands.add_parser(name, help=help_text, description=help_text, epilog=epilog)
    command.options.add_argument("--root", type=Path, default=Path(), metavar="ORDNER", help=HELP_ROOT)
    command.set_defaults(run=run)
    return command

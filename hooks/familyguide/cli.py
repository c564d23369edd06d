"""The commands for staff: `familyguide check` and its companions. Files and the clock are touched here, at the edge."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

from .guide import Guide
from .records.findings import Finding, counted, in_reading_order
from .records.load import FOLDER, Records, load_records
from .records.notes import find_notes
from .records.reference import with_field_reference
from .records.report import as_lines, summary
from .records.schema import SCHEMAS, schema_text
from .site.hand_written import check_hand_written, find_gaps, read_hand_written
from .today import today

OK, FOUND_ERRORS, WRONG_USAGE = 0, 1, 2
DOCS: Final = "docs"
"""Where the hand-written pages are, as `mkdocs.yml` has it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 without errors, 1 with, 2 for wrong usage."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without umlauts shows a question mark
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.root.is_dir():
        parser.error(f"Den Ordner «{options.root}» gibt es nicht.")
    result: int = options.run(options, parser)
    return result


# --- the command line, in German ------------------------------------------------------------------------------------

_USAGE_PROBLEMS: Final = (
    (re.compile(r"unrecognized arguments: (.*)"), "Das ist hier nicht möglich: {}."),
    (re.compile(r"the following arguments are required: (.*)"), "Es fehlt: {}."),
    (re.compile(r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)"), "{} kann nicht {} sein, möglich: {}."),
    (re.compile(r"argument (\S+): expected one argument"), "Hinter {} fehlt eine Angabe."),
    (re.compile(r"argument (\S+): ignored explicit argument (.*)"), "{} steht allein, ohne {}."),
)


class _GermanFormatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = "Aufruf: ") -> None:
        super().add_usage(usage, actions, groups, prefix)  # type: ignore[arg-type]


class _GermanParser(argparse.ArgumentParser):
    """Says in German how a command is called, and what is wrong with a call."""

    def __init__(self, prog: str, description: str | None = None) -> None:
        super().__init__(
            prog, description=description, add_help=False, allow_abbrev=False, formatter_class=_GermanFormatter
        )
        self.options = self.add_argument_group("Angaben")
        self.options.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> NoReturn:
        """Tell how to call the command, and end with status 2."""
        for pattern, sentence in _USAGE_PROBLEMS:
            if match := pattern.fullmatch(message):
                message = sentence.format(*match.groups())
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message} Hilfe: familyguide --help\n")


def _parser() -> _GermanParser:
    parser = _GermanParser("familyguide", "Prüft den Familienwegweiser und hilft, ihn zu pflegen.")
    commands = parser.add_subparsers(title="Befehle", dest="command", required=True, metavar="BEFEHL")
    check = commands.add_parser("check", help="alle Einträge prüfen")
    check.options.add_argument("--alle", action="store_true", help="auch alle Hinweise einzeln zeigen")
    check.options.add_argument("--format", choices=("text", "json"), default="text", help="text (üblich) oder json")
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="offers/schema/ und die Liste der Felder aus dem Format neu schreiben")
    schema.set_defaults(run=_schema)
    for command in (check, schema):
        command.options.add_argument(
            "--root", type=Path, default=Path(), metavar="ORDNER", help="Ordner der Stadt; sonst der aktuelle Ordner"
        )
    return parser


# --- the commands ---------------------------------------------------------------------------------------------------


def _check_town(root: Path, day: date) -> tuple[Records, list[Finding]]:
    """Check the records and the hand-written pages of a town: findings stand with the records, notes beside them."""
    records = load_records(root)
    guide = None
    if records.guide is not None and not counted(records.findings)["error"]:
        guide = Guide(records.guide, records.offers, records.providers, records.places, day)
    pages = read_hand_written(root / DOCS, root)
    findings = in_reading_order([*records.findings, *check_hand_written(pages, guide)])
    notes = in_reading_order([*find_notes(records, day), *find_gaps(pages)])
    return replace(records, findings=tuple(findings)), notes


def _check(options: argparse.Namespace, parser: _GermanParser) -> int:
    try:
        day = today()
    except (ValueError, OverflowError, OSError):
        parser.error("SOURCE_DATE_EPOCH ist keine Zahl von Sekunden.")
    records, notes = _check_town(options.root, day)
    if options.format == "json":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # as JSON wants it (RFC 8259), whatever the terminal likes
        found = [finding.as_json() for finding in (*records.findings, *notes)]
        _print([json.dumps(found, ensure_ascii=False, indent=2)])
    else:
        shown = (*records.findings, *(notes if options.alle else ()))
        _print([*as_lines(shown), summary(records, notes, notes_are_shown=options.alle)])
    return FOUND_ERRORS if counted(records.findings)["error"] else OK


def _print(lines: Iterable[str]) -> None:
    try:
        print(*lines, sep="\n", flush=True)
    except OSError:  # whoever was reading has gone; the exit status still tells
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _schema(options: argparse.Namespace, parser: _GermanParser) -> int:
    offers = options.root / FOLDER
    if not offers.is_dir():
        parser.error(f"«{options.root}» hat keinen Ordner offers/.")
    page = options.root / "CONTRIBUTING.md"
    try:
        (offers / "schema").mkdir(exist_ok=True)
        for name in SCHEMAS:
            (offers / "schema" / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
        if page.is_file():
            text = page.read_text(encoding="utf-8", errors="surrogateescape")
            page.write_text(with_field_reference(text), encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        print(f"«{error.filename}» lässt sich nicht schreiben.", file=sys.stderr)
        return FOUND_ERRORS
    return OK

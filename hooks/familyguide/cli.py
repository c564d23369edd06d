"""The commands for staff: `familyguide check` and its companions. Files and the clock are touched here, at the edge."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from .records.findings import Finding, counted, in_reading_order
from .records.load import Records, load_records
from .records.notes import find_notes
from .records.reference import with_field_reference
from .records.report import as_lines, summary
from .records.schema import SCHEMAS, schema_text
from .today import today

OK, FOUND_ERRORS, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 without errors, 1 with, 2 for wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not (options.root / "offers").is_dir() and options.command == "schema":
        parser.error(f"{options.root} hat keinen Ordner offers/")
    result: int = options.run(options)
    return result


class _GermanParser(argparse.ArgumentParser):
    """Says in German what is wrong with a command line."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Tell how to call the command, and end with status 2."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"familyguide: Der Aufruf stimmt nicht ({message}). Hilfe: familyguide --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _GermanParser(prog="familyguide", description="Prüft den Familienwegweiser und hilft, ihn zu pflegen.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="BEFEHL", parser_class=_GermanParser)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--root", type=Path, default=Path(), metavar="ORDNER", help="Ordner der Stadt; sonst der aktuelle Ordner"
    )
    check = commands.add_parser("check", parents=[common], help="alle Einträge prüfen")
    check.add_argument("--alle", action="store_true", help="auch alle Hinweise einzeln zeigen")
    check.add_argument("--format", choices=("text", "json"), default="text", help="text (üblich) oder json")
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", parents=[common], help="offers/schema/ und die Liste der Felder aus dem Format neu schreiben")
    schema.set_defaults(run=_schema)
    return parser


def _check(options: argparse.Namespace) -> int:
    records = load_records(options.root)
    notes = in_reading_order(find_notes(records, today()))
    if options.format == "json":
        _print_json([*records.findings, *notes])
    else:
        _print_text(records, notes, show_notes=options.alle)
    return FOUND_ERRORS if counted(records.findings)["error"] else OK


def _print_json(findings: Iterable[Finding]) -> None:
    print(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=2))


def _print_text(records: Records, notes: list[Finding], *, show_notes: bool) -> None:
    for line in as_lines([*records.findings, *(notes if show_notes else ())]):
        print(line)
    print(summary(records, notes))


def _schema(options: argparse.Namespace) -> int:
    folder = options.root / "offers" / "schema"
    folder.mkdir(exist_ok=True)
    for name in SCHEMAS:
        (folder / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
    page = options.root / "CONTRIBUTING.md"
    if page.is_file():
        page.write_text(with_field_reference(page.read_text(encoding="utf-8")), encoding="utf-8")
    return OK

"""`familyguide brochure`: print one edition, or everything there is to print, into a folder."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import yaml

from ..brochure.checks import check_printing
from ..brochure.files import print_all
from ..brochure.store import PRINT_CACHE, Folder
from ..guide import Guide
from ..records.findings import in_reading_order
from ..records.load import load_records
from ..records.report import as_lines
from .console import print_lines
from .parser import FOUND_ERRORS, OK, Commands, GermanParser, add_command
from .wording import (
    BROCHURE,
    BROCHURE_EDITION,
    BROCHURE_EXAMPLES,
    BROCHURE_OUT,
    BROCHURE_WRITTEN,
    NO_EDITION,
    NOT_WRITABLE,
)


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "brochure", BROCHURE, _run, examples=BROCHURE_EXAMPLES)
    command.options.add_argument("ausgabe", nargs="?", help=BROCHURE_EDITION)
    command.options.add_argument("--out", type=Path, default=Path("broschueren"), metavar="ORDNER", help=BROCHURE_OUT)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    day = parser.today()
    records = load_records(options.root)
    errors = [finding for finding in records.findings if finding.severity == "error"]
    wanted = options.ausgabe
    known = sorted(Path(file).stem for file in records.sources if file.startswith("offers/ausgaben/"))
    if wanted is not None and wanted not in known:
        parser.error(NO_EDITION.format(edition=wanted, known=", ".join(known)))
    guide = Guide.from_records(records, day)
    if guide is None:
        print_lines(as_lines(errors))
        return FOUND_ERRORS
    store = Folder(options.root / PRINT_CACHE)
    checked = check_printing(records, guide, options.root)
    printed, failures = print_all(guide, checked, site_address(options.root), store, only=wanted)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for item in printed:
            for file in item.files:
                (options.out / file.name).write_bytes(file.content)
                print_lines([BROCHURE_WRITTEN.format(path=options.out / file.name, pages=file.pages, size=file.weight)])
    except OSError as error:
        print(NOT_WRITABLE.format(file=error.filename), file=sys.stderr)
        return FOUND_ERRORS
    found = in_reading_order([*errors, *checked.findings, *failures])
    if wanted is not None and printed:
        return OK
    if found:
        print_lines(as_lines(found))
    return FOUND_ERRORS if found else OK


def site_address(root: Path) -> str:
    """Where the site of a town will be found, as its `mkdocs.yml` says; empty where it says nothing.

    The tag `!ENV` names variables and, last, what holds without them.
    """
    try:
        settings: Any = yaml.load((root / "mkdocs.yml").read_bytes(), Loader=yaml.BaseLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return ""
    stated = settings.get("site_url", "") if isinstance(settings, dict) else ""
    if isinstance(stated, list):
        *variables, otherwise = stated or [""]
        return str(next((os.environ[name] for name in variables if name in os.environ), otherwise))
    return str(stated)

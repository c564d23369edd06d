"""`familyguide schema`: write what comes from the models anew: JSON Schemas, the list of fields, forms of forges."""

from __future__ import annotations

import argparse
import sys

from ..records.load import FOLDER, known_ids, list_files
from ..records.reference import with_field_reference
from ..records.schema import SCHEMAS, schema_text
from ..sheets.issue_form import issue_forms
from .parser import FOUND_ERRORS, OK, Commands, GermanParser, add_command
from .wording import NO_OFFERS, NOT_WRITABLE, SCHEMA


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    add_command(commands, "schema", SCHEMA, _run)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    offers = options.root / FOLDER
    if not offers.is_dir():
        parser.error(NO_OFFERS.format(folder=options.root))
    page = options.root / "CONTRIBUTING.md"
    forms = issue_forms(known_ids(list_files(options.root).files))
    try:
        (offers / "schema").mkdir(exist_ok=True)
        for name in SCHEMAS:
            (offers / "schema" / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
        if page.is_file():
            text = page.read_text(encoding="utf-8", errors="surrogateescape")
            page.write_text(with_field_reference(text), encoding="utf-8", errors="surrogateescape")
        for file, text in forms.items():
            if (options.root / file).parent.is_dir():
                (options.root / file).write_text(text, encoding="utf-8")
    except OSError as error:
        print(NOT_WRITABLE.format(file=error.filename), file=sys.stderr)
        return FOUND_ERRORS
    return OK

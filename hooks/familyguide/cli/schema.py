"""`familyguide schema`: write what comes from the models anew: JSON Schemas, the list of fields, forms of forges."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ..records.load import FOLDER, GUIDE_FILE, SCHEMA_FOLDER, known_ids, list_files, read_records
from ..records.reference import with_field_reference
from ..records.report import as_lines
from ..records.schema import SCHEMAS, schema_text
from ..sheets.issue_form import issue_forms
from .console import print_lines
from .files import write_and_tell
from .parser import FOUND_ERRORS, Commands, GermanParser, add_command
from .wording import NO_OFFERS, NOTHING_WRITTEN, SCHEMA, SCHEMA_EXAMPLES, SCHEMA_FRESH


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    add_command(commands, "schema", SCHEMA, _run, examples=SCHEMA_EXAMPLES)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    if not (options.root / FOLDER).is_dir():
        parser.error(NO_OFFERS.format(folder=options.root))
    listing = list_files(options.root)
    errors = [finding for finding in read_records(listing.files, listing.findings).findings
              if finding.severity == "error" and finding.file == GUIDE_FILE]  # fmt: skip
    if errors:
        print_lines([*as_lines(errors), NOTHING_WRITTEN])
        return FOUND_ERRORS
    wanted = {
        file: raw
        for file, raw in _made_from_models(options.root)
        if not (options.root / file).is_file() or (options.root / file).read_bytes() != raw
    }
    return write_and_tell(options.root, wanted, *(() if wanted else (SCHEMA_FRESH,)))


def _made_from_models(root: Path) -> Iterator[tuple[str, bytes]]:
    """The files that come from the models and the vocabularies of a town, by their paths."""
    for name in SCHEMAS:
        yield f"{FOLDER}/{SCHEMA_FOLDER}/{name}.json", schema_text(name).encode()
    page = root / "CONTRIBUTING.md"
    if page.is_file():
        text = page.read_bytes().decode(errors="surrogateescape")
        yield page.name, with_field_reference(text).encode(errors="surrogateescape")
    for file, text in issue_forms(known_ids(list_files(root).files)).items():
        if (root / file).parent.is_dir():
            yield file, text.encode()

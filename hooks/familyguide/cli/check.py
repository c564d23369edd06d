"""`familyguide check`: tell everything that is wrong with the records and the hand-written pages."""

from __future__ import annotations

import argparse
import io
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from ..brochure.checks import check_printing
from ..guide import Guide
from ..records.findings import Finding, counted, in_reading_order
from ..records.load import Records, load_records
from ..records.notes import find_notes
from ..records.report import as_lines, summary
from ..reports.findings import about_proposal, concerns, github_annotations, gitlab_code_quality, markdown_summary
from ..site.hand_written import check_hand_written, find_gaps, read_hand_written
from . import git
from .console import print_lines
from .parser import FOUND_ERRORS, OK, Commands, GermanParser, add_command
from .wording import CHECK, CHECK_ALL, CHECK_EXAMPLES, CHECK_FORMAT, CHECK_SINCE, NOT_FROM_GIT

DOCS: Final = "docs"
"""Where the hand-written pages are, as `mkdocs.yml` has it."""
FORMATS: Final = ("text", "json", "markdown", "github", "gitlab")


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "check", CHECK, _run, examples=CHECK_EXAMPLES)
    command.options.add_argument("--alle", action="store_true", help=CHECK_ALL)
    command.options.add_argument("--format", choices=FORMATS, default="text", help=CHECK_FORMAT)
    command.options.add_argument("--seit", metavar="STAND", help=CHECK_SINCE)


def _run(options: argparse.Namespace, parser: GermanParser) -> int:
    records, notes = check_town(options.root, parser.today())
    findings = (*records.findings, *(notes if options.alle else ()))
    told = summary(records, notes, notes_are_shown=options.alle)
    changed = _changed_files(options, parser)
    is_told_first = concerns(changed)
    if changed is not None:
        told = about_proposal(filter(is_told_first, records.findings))
    if options.format in ("json", "gitlab") and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # as JSON wants it (RFC 8259), whatever the terminal likes
    match options.format:
        case "json":
            found = [finding.as_json() for finding in (*records.findings, *notes)]
            print_lines([json.dumps(found, ensure_ascii=False, indent=2)])
        case "github":
            told_first = sorted(
                filter(is_told_first, findings), key=lambda finding: finding.file not in (changed or ())
            )
            print_lines([*github_annotations(told_first), told])
        case "gitlab":
            print_lines([gitlab_code_quality(findings)])
        case "markdown":
            print_lines(markdown_summary(findings, told, is_told_first=is_told_first))
        case _:
            print_lines([*as_lines(findings), told])
    return FOUND_ERRORS if counted(records.findings)["error"] else OK


def _changed_files(options: argparse.Namespace, parser: GermanParser) -> frozenset[str] | None:
    """The files that a proposal changes; None where the check is about no proposal."""
    if options.seit is None:
        return None
    try:
        here = git.commit_of(options.root, "HEAD")
        return git.changed_files(
            options.root, git.merge_base(options.root, git.commit_of(options.root, options.seit), here)
        )
    except git.GitError as error:
        parser.error(NOT_FROM_GIT.format(revision=options.seit, problem=error))


def check_town(root: Path, day: date) -> tuple[Records, list[Finding]]:
    """Check a town, its hand-written pages and what is printed: findings stand with the records, notes beside them."""
    records = load_records(root)
    guide = Guide.from_records(records, day)
    pages = read_hand_written(root / DOCS, root)
    printing = check_printing(records, guide, root).findings if guide else ()
    findings = in_reading_order([*records.findings, *check_hand_written(pages, guide), *printing])
    notes = in_reading_order([*find_notes(records, day), *find_gaps(pages)])
    return replace(records, findings=tuple(findings)), notes

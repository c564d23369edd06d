"""Findings and counts as lines of German text, the same for terminal, build log and server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from .findings import Finding, counted
from .load import Records
from .wording import (
    COUNT_ERRORS,
    COUNT_FILES,
    COUNT_OFFERS,
    COUNT_PLACES,
    COUNT_WARNINGS,
    NOTE_KINDS,
    SEVERITIES,
    SUMMARY_CLEAN,
    SUMMARY_FINDINGS,
    SUMMARY_NOTES,
    SUMMARY_NOTES_HIDDEN,
)


def as_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """One line a finding; what is no error says so."""
    for finding in findings:
        yield finding.text if finding.severity == "error" else f"{finding.text} [{SEVERITIES[finding.severity]}]"


def summary(records: Records, notes: Iterable[Finding], *, notes_are_shown: bool = False) -> str:
    """One or two lines: whether all is well or how much is wrong, and how many notes there are."""
    if records.findings:
        lines = [
            SUMMARY_FINDINGS.format(
                **amounts(records.findings),
                files=_number(len({finding.file for finding in records.findings}), COUNT_FILES),
            )
        ]
    else:
        lines = [
            SUMMARY_CLEAN.format(
                offers=_number(len(records.offers), COUNT_OFFERS),
                providers=len(records.providers),
                places=_number(len(records.places), COUNT_PLACES),
            )
        ]
    kinds = Counter(note.code for note in notes)
    if counts_by_kind := [f"{kinds[code]} {words}" for code, words in NOTE_KINDS.items() if kinds[code]]:
        sentence = SUMMARY_NOTES if notes_are_shown else SUMMARY_NOTES_HIDDEN
        lines.append(sentence.format(counts=", ".join(counts_by_kind)))
    return "\n".join(lines)


def amounts(findings: Iterable[Finding]) -> dict[str, str]:
    """How many errors and warnings there are, in words."""
    counts = counted(findings)
    return {
        "errors": _number(counts["error"], COUNT_ERRORS),
        "warnings": _number(counts["warning"], COUNT_WARNINGS),
    }


def _number(count: int, words: tuple[str, str]) -> str:
    return words[count != 1].format(count=count)

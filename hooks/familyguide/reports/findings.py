"""Findings in the forms that forges understand: annotations, code quality, and a summary for people."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby

from ..records.findings import Finding, counted, in_reading_order
from ..records.report import amounts
from .markdown import as_code, as_markdown
from .wording import (
    SUMMARY_FILE,
    SUMMARY_LINE,
    SUMMARY_NOTHING,
    SUMMARY_OTHERS,
    SUMMARY_OTHERS_END,
    SUMMARY_PLACE,
    SUMMARY_PROPOSAL,
    SUMMARY_SEVERITIES,
    SUMMARY_TITLE,
)

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_GITLAB_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def github_annotations(findings: Iterable[Finding]) -> Iterator[str]:
    """Workflow commands that put findings beside the lines of a change (GitHub, Gitea and Forgejo)."""
    for finding in findings:
        properties = {
            "file": finding.file,
            "line": str(finding.line),
            "col": str(finding.column),
            "title": finding.field,
        }
        shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
        yield f"::{_COMMANDS[finding.severity]} {shown}::{_message(f'{finding.message} {finding.hint}'.strip())}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def gitlab_code_quality(findings: Iterable[Finding]) -> str:
    """A Code Quality report: JSON that GitLab shows in merge requests."""
    seen: Counter[str] = Counter()
    entries = []
    for finding in findings:
        # The line is not part of it: what moves within its file is no new finding.
        about = f"{finding.file}\0{finding.field}\0{finding.code}\0{finding.message}"
        seen[about] += 1
        entries.append(
            {
                "description": f"{finding.message} {finding.hint}".strip(),
                "check_name": finding.code,
                "fingerprint": hashlib.sha256(f"{about}\0{seen[about]}".encode()).hexdigest()[:40],
                "severity": _GITLAB_SEVERITIES[finding.severity],
                "location": {"path": finding.file, "lines": {"begin": finding.line}},
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2)


def markdown_summary(
    findings: Iterable[Finding],
    summary: str,
    title: str = SUMMARY_TITLE,
    *,
    is_told_first: Callable[[Finding], bool] = lambda _: True,
) -> Iterator[str]:
    """All findings grouped by file, after a `summary`: forges cut annotations short, this is complete.

    Files with errors come first, so that they are not lost among warnings; what `is_told_first` refuses is folded up
    at the end.
    """
    yield title
    yield ""
    for line in summary.splitlines():
        yield f"{as_markdown(line)}  "
    findings = in_reading_order(findings)
    yield from _by_file(finding for finding in findings if is_told_first(finding))
    if others := [finding for finding in findings if not is_told_first(finding)]:
        yield ""
        yield SUMMARY_OTHERS.format(count=len(others))
        yield from _by_file(others)
        yield ""
        yield SUMMARY_OTHERS_END


def _by_file(findings: Iterable[Finding]) -> Iterator[str]:
    by_file = [list(of_file) for _, of_file in groupby(findings, key=lambda finding: finding.file)]
    for of_file in sorted(by_file, key=lambda of_file: not counted(of_file)["error"]):
        yield ""
        yield SUMMARY_FILE.format(file=as_code(of_file[0].file))
        yield ""
        for finding in of_file:
            field = f", {as_code(finding.field)}" if finding.field else ""
            place = SUMMARY_PLACE.format(line=finding.line, field=field)
            yield SUMMARY_LINE.format(
                severity=SUMMARY_SEVERITIES[finding.severity],
                place=place,
                message=as_markdown(finding.message),
                hint=as_markdown(finding.hint),
            ).rstrip()


def about_proposal(findings: Iterable[Finding]) -> str:
    """One sentence: whether there is something to mend in a proposal."""
    findings = list(findings)
    return SUMMARY_PROPOSAL.format(**amounts(findings)) if findings else SUMMARY_NOTHING


def concerns(changed: Collection[str] | None) -> Callable[[Finding], bool]:
    """What a reviewer of a proposal has to see: every error, and all else in the files that it changes.

    `changed` are their paths from the root of the town; None where everything is to be seen.
    """
    return lambda finding: changed is None or finding.severity == "error" or finding.file in changed

"""From the answers of an issue form to a new record; what stands there may come from anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..records.canonical import canonical_text
from ..records.editing import new_errors, with_changes
from ..records.findings import Finding, readable, visible
from ..records.load import FOLDER, KINDS, RecordFile, Records, known_ids, read_records
from ..records.source import Value, read_source
from ..records.values import id_from
from . import wording as w
from .columns import Cells, Column, PartError, columns_of
from .files import decoded

MOST_CHARACTERS = 60_000
NOT_FROM_OUTSIDE = frozenset(("frueher", "pruefung", "sensibel", "notlagen"))
"""Fields that only the coordination fills in: they say how an entry is treated, not what is offered."""
_HEADING = re.compile(r"^###[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_BOX = re.compile(r"^[ \t]*[-*+][ \t]+\[[ \t]*([xX]?)[ \t]*\][ \t]*(.*?)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NAMELESS = "neu"
"""What a record is called while there is nothing to call it by; it is not written."""
_NO_ANSWER = ("_No response_", "_Keine Antwort_", "None")


@dataclass(frozen=True, slots=True)
class Proposal:
    """The file of a new record, or what is wrong with the answers."""

    file: str
    raw: bytes
    findings: tuple[Finding, ...]
    notes: str = ""
    """What was written for people, in one line."""


def record_from_issue(
    name: str, raw: bytes, files: Sequence[RecordFile], before: Records, folder: str = "angebote"
) -> Proposal:
    """Make a record from the text of an issue, whose headings are those of the columns of a spreadsheet.

    It never replaces a record that is there.
    """
    # Nobody is told of a sign that was cut in two.
    text = decoded(raw) if len(raw) <= 4 * MOST_CHARACTERS else " " * (MOST_CHARACTERS + 1)
    if isinstance(text, int):
        return Proposal("", b"", (_finding(name, text, "", "issue-encoding"),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_CHARACTERS:
        return Proposal("", b"", (_finding(name, 1, "", "issue-too-long", limit=MOST_CHARACTERS),))
    columns = {column.heading: column for column in columns_of(KINDS[folder]) if column.path[0] not in NOT_FROM_OUTSIDE}
    cells = Cells(known_ids(files))
    answers, notes, findings = _answers(name, text, columns, cells)
    if not answers and not findings:
        findings.append(_finding(name, 1, "", "issue-empty", first=next(iter(columns))))
    data: dict[str, Value] = {}
    for heading, (line, answer) in answers.items():
        try:
            value = cells.value(answer, columns[heading].kind)
        except PartError as error:
            findings.append(_finding(name, line, heading, "part", found=error.found, allowed=error.allowed))
            continue
        if value is not None:
            _put(data, columns[heading].path, value)
    title = str(data.get("titel") or data.get("name") or "")
    record_id = id_from(title)
    title_heading, title_line = next(
        ((heading, line) for heading, (line, _) in answers.items() if columns[heading].path == ("titel",)), ("", 1)
    )
    if title and not record_id:
        findings.append(_finding(name, title_line, title_heading, "issue-no-id", found=title))
    if title and any(file.kind == folder and file.id == record_id for file in files):
        findings.append(_finding(name, title_line, title_heading, "issue-taken", found=record_id))
    if not answers:
        return Proposal("", b"", tuple(findings))
    file = f"{FOLDER}/{folder}/{record_id or _NAMELESS}.yml"
    written = canonical_text(data, KINDS[folder]).encode()
    again, problems = read_source(file, written)
    if again is not None and again.data == data:
        problems = new_errors(before, read_records(with_changes(files, {file: written})))
    elif not problems:
        problems = [_finding(name, 1, "", "issue-unsafe")]
    lines = {columns[heading].field: (line, heading) for heading, (line, _) in answers.items()}
    told = {finding.line for finding in findings}  # what is wrong with an answer is not told twice
    at_answers = (_at_answer(name, problem, file, lines, cells, columns) for problem in problems)
    findings += (finding for finding in at_answers if finding.line not in told or finding.line == 1)
    return Proposal(file, written, tuple(findings), visible(notes))


def _answers(
    name: str, text: str, columns: dict[str, Column], cells: Cells
) -> tuple[dict[str, tuple[int, str]], str, list[Finding]]:
    """The answers by heading, each with its line, and what was written for people."""
    answers: dict[str, tuple[int, str]] = {}
    findings = []
    headings = list(_HEADING.finditer(text))
    ends = [*(heading.start() for heading in headings), len(text)]
    notes = [_COMMENT.sub("", text[: ends[0]]).strip()] if headings else []
    for heading, end in zip(headings, ends[1:], strict=True):
        title = heading[1]
        line = text.count("\n", 0, heading.start()) + 1
        answer = _COMMENT.sub("", text[heading.end() : end]).strip()
        answer = "" if answer in _NO_ANSWER else answer
        if title == w.ISSUE_CONSENT:
            if not _ticked(answer):
                findings.append(_finding(name, line, title, "issue-consent"))
        elif title == w.ISSUE_NOTES:
            notes.append(answer)
        elif title == w.ISSUE_SENDER:
            sender = ", ".join(_ticked(answer).splitlines())
            notes.append(f"{title} {sender}" if sender else "")
        elif title in answers:
            findings.append(_finding(name, line, title, "issue-heading-twice", found=title))
        elif title not in columns:
            findings.append(_finding(name, line, title, "issue-heading", found=title))
        elif cells.options(columns[title]):  # a form may show them as boxes; elsewhere a box is text
            beside = _BOX.sub("", answer).strip()
            if beside != answer and beside:
                findings.append(_finding(name, line, title, "issue-beside-boxes", found=beside))
            answers[title] = (line, _ticked(answer))
        else:
            answers[title] = (line, answer)
    return answers, " / ".join(note for note in notes if note), findings


def _ticked(answer: str) -> str:
    """Of boxes, the labels of those that are ticked."""
    boxes = _BOX.findall(answer)
    return "\n".join(label for mark, label in boxes if mark) if boxes else answer


def _put(data: dict[str, Value], path: Iterable[str | int], value: Value) -> None:
    *groups, key = (str(part) for part in path)
    for group in groups:
        inner = data.setdefault(group, {})
        assert isinstance(inner, dict)  # columns of one group name only its fields
        data = inner
    data[key] = value


def _at_answer(
    name: str,
    finding: Finding,
    file: str,
    lines: dict[str, tuple[int, str]],
    cells: Cells,
    columns: dict[str, Column],
) -> Finding:
    """A finding about the record, told at the answer that it is about."""
    if finding.file != file:
        return finding
    fitting = [field for field in lines if re.match(rf"{re.escape(field)}($|[.\[])", finding.field)]
    line, heading = lines[max(fitting, key=len)] if fitting else (1, "")
    hint = cells.hint(columns[heading], finding) if heading else finding.hint
    return Finding(name, line, 1, heading, "error", finding.message, hint, finding.code)


def _finding(name: str, line: int, heading: str, code: str, **values: object) -> Finding:
    message, hint = w.MESSAGES[code]
    shown = {key: readable(value) if isinstance(value, str) else value for key, value in values.items()}
    return Finding(name, line, 1, readable(heading), "error", message.format(**shown), hint.format(**shown), code)

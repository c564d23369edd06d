"""A finding: one thing that is wrong in one place of one file, as a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from .wording import ANSWER_HINTS, MESSAGES

Severity = Literal["error", "warning", "note"]


class Mark(NamedTuple):
    """A place in a file; lines and columns count from one, as editors show them."""

    line: int
    column: int


START = Mark(1, 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and how to mend it, in the words of the person who edits the file."""

    file: str
    """Path from the root of the town, with forward slashes."""
    line: int
    column: int
    field: str
    """Dotted path of German keys, list positions counted from one; empty for the file as a whole."""
    severity: Severity
    message: str
    """What stands there and what is expected."""
    hint: str
    """How to mend it."""
    code: str = ""
    """Which of the sentences in `wording` it is."""

    @property
    def text(self) -> str:
        """The finding as one line for terminals and logs."""
        place = f"{self.file}:{self.line}:{self.column}"
        field = f"{self.field}: " if self.field else ""
        return f"{place}  {field}{self.message} {self.hint}".rstrip()

    def as_json(self) -> dict[str, str | int]:
        """The finding as a JSON object: file, line, column, field, severity, message, hint."""
        return {key: value for key, value in asdict(self).items() if key != "code"}


def make_finding(
    file: str, mark: Mark, field: str, code: str, *, severity: Severity = "error", **values: Any
) -> Finding:
    """Word the finding `code` with the sentences of the table in `wording`."""
    message, hint = MESSAGES[code]
    shown = {key: readable(value) if isinstance(value, str) else value for key, value in values.items()}
    message, hint = message.format_map(shown).strip(), hint.format_map(shown).strip()
    return Finding(file, mark.line, mark.column, readable(field), severity, message, hint, code)


def advice(finding: Finding) -> str:
    """How to mend it, for people who do not edit a file: they write no quotation marks and see no lines."""
    hint = ANSWER_HINTS.get(finding.code, "{")
    return finding.hint.replace('"', "") if "{" in hint else hint


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by file and place, without repeats."""
    return sorted(set(findings), key=lambda f: (f.file, f.line, f.column, f.field, f.severity, f.message, f.hint))


def counted(findings: Iterable[Finding]) -> Counter[Severity]:
    """How many findings there are of each severity."""
    return Counter(finding.severity for finding in findings)


_LONGEST_QUOTE = 500


def visible(text: str) -> str:
    """Put all that cannot be seen, or would steer a terminal, into signs: one line."""
    return "".join(char if char.isprintable() else " " if char.isspace() else f"<U+{ord(char):04X}>" for char in text)


def readable(text: str) -> str:
    """Make a piece of a file fit to be shown: one line, not too long."""
    shown = visible(text)
    return shown if len(shown) <= _LONGEST_QUOTE else shown[:_LONGEST_QUOTE] + " …"

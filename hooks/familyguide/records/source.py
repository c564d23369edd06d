"""From the bytes of one YAML file to plain text values and a table of where each of them stands.

Every scalar stays the text that was typed: YAML's own types turn `01234` into 668, `9:30` into 570 and `no` into False.
Anchors, aliases and tags are refused while reading, so an alias bomb costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from .findings import START, Finding, Mark, make_finding
from .wording import YAML_PROBLEM_OTHER, YAML_PROBLEMS

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = "tuple[str | int, ...]"

MAX_BYTES = 64 * 1024
MAX_DEPTH = 6
"""`zeiten` → `regelmaessig` → slot → `woche` → number is the deepest that the format goes, with one level to spare."""

# The parser in C is nine times faster; the other reads the same files where it is missing.
_Parser: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# Control characters, byte order marks inside the text, line and paragraph separators, and the characters that
# override the writing direction (they can hide what a text says). Tab, line feed and carriage return are told apart.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( .*)?$|^={7}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One record file as read: its values as typed, and the place of each value and key."""

    file: str
    data: dict[str, Value]
    values: dict[Path, Mark]
    keys: dict[Path, Mark]

    def mark(self, path: Path) -> Mark:
        """Where the value at `path` stands, or the nearest thing around it that is there."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, START)

    def key_mark(self, path: Path) -> Mark:
        """Where the key at `path` stands, or the nearest thing around it that is there."""
        return self.keys.get(path) or self.mark(path)

    def find(self, *path: str) -> Value | None:
        """The value at `path`, or None."""
        found: Value | None = self.data
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def text(self, *path: str) -> str:
        """The text at `path`, or an empty one."""
        found = self.find(*path)
        return found if isinstance(found, str) else ""


@dataclass(slots=True)
class _Reading:
    """What comes together while one file is read."""

    file: str
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def report(self, mark: Mark, code: str, path: Path = (), **values: object) -> None:
        self.findings.append(make_finding(self.file, mark, dotted(path), code, **values))


class _Refused(Exception):
    """The rest of the file cannot be read; the reason is among the findings."""


def dotted(path: Path) -> str:
    """Write a path for people: `zeiten.regelmaessig[2].von`, list positions counted from one."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def read_source(file: str, raw: bytes) -> tuple[Source | None, list[Finding]]:
    """Read the bytes of one file; without a source, at least one finding says why.

    A source may come together with findings: everything that could be read is there, so that all mistakes of a file
    are told at once.
    """
    reading = _Reading(file)
    if len(raw) > MAX_BYTES:
        reading.report(START, "too-large", size=len(raw) // 1024, limit=MAX_BYTES // 1024)
        return None, reading.findings
    text = _decode(raw, reading)
    if text is None:
        return None, reading.findings
    for match in _CONFLICT.finditer(text):
        reading.report(_mark_at(text, match.start()), "merge-conflict")
    if reading.findings:
        return None, reading.findings
    text = _without_forbidden(text, reading)
    mended = bool(reading.findings)
    try:
        data = _read_document(yaml.parse(text, Loader=_Parser), reading)
    except _Refused:
        return None, reading.findings
    except yaml.YAMLError as error:
        if not mended:  # else it may be our own replacement that broke the file
            _report_yaml_error(error, text, reading)
        return None, reading.findings
    return Source(file, data, reading.values, reading.keys), reading.findings


def _decode(raw: bytes, reading: _Reading) -> str | None:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        mark = _mark_at(before, len(before))
        likely = raw[error.start : error.start + 1].decode("cp1252", errors="replace")
        reading.report(mark, "not-utf8", char=likely)
        return None


def _mark_at(text: str, offset: int) -> Mark:
    lines = _LINE_BREAK.split(text[:offset])
    return Mark(len(lines), len(lines[-1]) + 1)


def _without_forbidden(text: str, reading: _Reading) -> str:
    """Report each forbidden character, once a line, and put a space of the same width in its place."""
    if not _FORBIDDEN.search(text) and "\t" not in text:
        return text
    for number, line in enumerate(_LINE_BREAK.split(text), start=1):
        if (tab := line.find("\t")) >= 0:
            reading.report(Mark(number, tab + 1), "tab")
        if match := _FORBIDDEN.search(line):
            reading.report(Mark(number, match.start() + 1), "control-character", code=f"U+{ord(match.group()):04X}")
    return _FORBIDDEN.sub(" ", text).replace("\t", " ")


def _mark(event: yaml.Event) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _read_document(events: Iterator[yaml.Event], reading: _Reading) -> dict[str, Value]:
    """Read the one document of a file; its root is a mapping."""
    data: Value | None = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                reading.report(_mark(event), "several-documents")
                break
        elif isinstance(event, yaml.NodeEvent):
            data = _read_node(event, events, (), reading)
    if data is None or data == "":
        reading.report(START, "empty-file")
        raise _Refused
    if not isinstance(data, dict):
        reading.report(reading.values[()], "not-a-record")
        raise _Refused
    return data


def _read_node(event: yaml.Event, events: Iterator[yaml.Event], path: Path, reading: _Reading) -> Value:
    mark = _mark(event)
    reading.values[path] = mark
    if isinstance(event, yaml.AliasEvent):
        reading.report(mark, "alias", path)
        return ""
    if event.anchor is not None:
        reading.report(mark, "anchor", path, name=event.anchor)
    if event.tag is not None:
        reading.report(mark, "tag", path, name=event.tag)
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value).strip()
    if len(path) >= MAX_DEPTH:
        reading.report(mark, "too-deep", path)
        raise _Refused
    if isinstance(event, yaml.SequenceStartEvent):
        return _read_list(events, path, reading)
    return _read_mapping(events, path, reading)


def _read_list(events: Iterator[yaml.Event], path: Path, reading: _Reading) -> list[Value]:
    items: list[Value] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_read_node(event, events, (*path, len(items)), reading))
    return items


def _read_mapping(events: Iterator[yaml.Event], path: Path, reading: _Reading) -> dict[str, Value]:
    """Read key after key; what is left empty counts as not stated."""
    mapping: dict[str, Value] = {}
    seen: dict[str, Mark] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        mark = _mark(event)
        if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
            reading.report(mark, "strange-key", path)
            raise _Refused
        key = str(event.value)
        here = (*path, key)
        if key in seen:
            reading.report(mark, "duplicate-key", here, key=key, line=seen[key].line)
            _read_node(next(events), events, here, _Reading(reading.file))
            continue
        seen[key] = mark
        reading.keys[here] = mark
        value = _read_node(next(events), events, here, reading)
        if value not in ("", [], {}):
            mapping[key] = value
    return mapping


def _report_yaml_error(error: Exception, text: str, reading: _Reading) -> None:
    mark, problem = START, ""
    if isinstance(error, yaml.MarkedYAMLError):
        place = error.problem_mark or error.context_mark
        if place is not None:
            lines = _LINE_BREAK.split(text)
            # The parser may point behind the last character: a finding always points into its file.
            line = min(place.line, len(lines) - 1)
            mark = Mark(line + 1, min(place.column, len(lines[line])) + 1)
        problem = error.problem or ""
    reading.report(mark, "broken-yaml", problem=YAML_PROBLEMS.get(problem, YAML_PROBLEM_OTHER))

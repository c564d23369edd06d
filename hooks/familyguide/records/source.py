"""From the bytes of one YAML file to plain text values and a table of where each of them stands.

Every scalar stays the text that was typed: YAML's own types turn `01234` into 668, `9:30` into 570 and `no` into False.
Anchors, aliases and tags are refused while reading, so an alias bomb costs nothing.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from .findings import START, Finding, Mark, Severity, counted, make_finding
from .wording import YAML_PROBLEM_OTHER, YAML_PROBLEMS, YAML_PROBLEMS_OF_THE_BEGINNING

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = "tuple[str | int, ...]"

MAX_BYTES = 64 * 1024
MAX_DEPTH = 6
"""`zeiten` → `regelmaessig` → slot → `woche` → number is the deepest that the format goes, with one level to spare."""
_MAX_SKIPPED_DEPTH = 50
"""The parser takes quadratic time for brackets in brackets; what goes deeper than this is not even passed over."""

# The parser in C is nine times faster; the other reads the same files where it is missing.
_Parser: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_OVERRIDES = "\u202a-\u202e\u2066-\u2069"
"""The characters that override the writing direction: they can hide what a text says."""
# Besides: control characters, byte order marks inside the text, line and paragraph separators, half characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff" + _OVERRIDES + "]"
)
_FORBIDDEN_VALUE = re.compile(f"[\t\r]|{_FORBIDDEN.pattern}")
"""What a value cannot hold unless it was written as an escape, such as `"\\u202e"`."""
_OVERRIDE = re.compile(f"[{_OVERRIDES}]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( .*)?|={7}")
_NULL = re.compile(r"~|null|Null|NULL")
_CUT_OFF = re.compile(r" +(#[^\s#].*)")


def forbidden_in(text: str) -> tuple[str, str] | None:
    """The first character that no value may hold: which sentence tells it, and what it is."""
    match = _FORBIDDEN_VALUE.search(text)
    if match is None:
        return None
    code = "direction-override" if _OVERRIDE.match(match[0]) else "control-character"
    return code, f"U+{ord(match[0]):04X}"


@dataclass(frozen=True, slots=True)
class Source:
    """One record file as read: its values as typed, and the place of each value and key."""

    file: str
    data: dict[str, Value]
    values: dict[Path, Mark]
    keys: dict[Path, Mark]
    empty: tuple[Path, ...]
    """Keys with nothing behind them; they count as not stated."""
    unread: frozenset[Path]
    """Values that a finding has already refused while reading."""

    def mark(self, path: Path) -> Mark:
        """Where the value at `path` stands, or the nearest thing around it that is there."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, START)

    def key_mark(self, path: Path) -> Mark:
        """Where the key at `path` stands, or the nearest thing around it that is there."""
        return self.keys.get(path) or self.mark(path)

    def find(self, *path: str | int) -> Value | None:
        """The value at `path`, or None."""
        found: Value | None = self.data
        for part in path:
            if isinstance(part, int):
                found = found[part] if isinstance(found, list) and part < len(found) else None
            else:
                found = found.get(part) if isinstance(found, dict) else None
        return found

    def text(self, *path: str | int) -> str:
        """The text at `path`, or an empty one."""
        found = self.find(*path)
        return found if isinstance(found, str) else ""

    def items(self, *path: str | int) -> list[Value]:
        """The items of the list at `path`; none where there is no list."""
        found = self.find(*path)
        return found if isinstance(found, list) else []

    def texts(self, *path: str | int) -> dict[int, str]:
        """The texts in the list at `path`, by position."""
        items = enumerate(self.items(*path))
        return {position: item for position, item in items if isinstance(item, str) and item}


@dataclass(slots=True)
class _Reading:
    """What comes together while one file is read."""

    file: str
    lines: list[str] = field(default_factory=list)
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    empty: list[Path] = field(default_factory=list)
    unread: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def mark(self, place: Any) -> Mark:
        """Take over a place from the parser, which may point behind the last line: a finding stays in its file."""
        if place.line >= len(self.lines):
            return Mark(len(self.lines), len(self.lines[-1]) + 1)
        return Mark(place.line + 1, min(place.column, len(self.lines[place.line])) + 1)

    def report(self, mark: Mark, code: str, path: Path = (), severity: Severity = "error", **values: object) -> None:
        self.findings.append(make_finding(self.file, mark, dotted(path), code, severity=severity, **values))

    def refuse(self, mark: Mark, code: str, path: Path) -> None:
        """Report a value and leave it out."""
        self.report(mark, code, path)
        if path:
            self.unread.add(path)


class _Refused(Exception):
    """The rest of the file cannot be read; the reason is among the findings."""


def dotted(path: Path) -> str:
    """Write a path for people: `zeiten.regelmaessig[2].von`, list positions counted from one."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def texts_in(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text in a value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from texts_in(item, (*path, position))
    else:
        for key, item in value.items():
            yield from texts_in(item, (*path, key))


def read_source(file: str, raw: bytes) -> tuple[Source | None, list[Finding]]:
    """Read the bytes of one file; without a source, at least one finding says why.

    A source may come together with findings: everything that could be read is there, so that all mistakes of a file
    are told at once.
    """
    reading = _Reading(file)
    if len(raw) > MAX_BYTES:
        reading.report(START, "too-large", limit=MAX_BYTES // 1024)
        return None, reading.findings
    text = _decode(raw, reading)
    if text is None:
        return None, reading.findings
    reading.lines = _LINE_BREAK.split(text)
    for number, line in enumerate(reading.lines, start=1):
        if _CONFLICT.fullmatch(line):
            reading.report(Mark(number, 1), "merge-conflict")
    if reading.findings:
        return None, reading.findings
    text = _without_forbidden(text, reading)
    mended = {finding.line for finding in reading.findings}
    try:
        data = _read_document(yaml.parse(text, Loader=_Parser), reading)
    except _Refused:
        return None, reading.findings
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the parser in Python trips over some escapes
        mark, problem = _where_and_why(error, reading)
        if not mended & {mark.line - 1, mark.line}:  # there it may be the space in place of a tab that broke the file
            reading.report(mark, "broken-yaml", problem=problem)
        return None, reading.findings
    source = Source(file, data, reading.values, reading.keys, tuple(reading.empty), frozenset(reading.unread))
    return source, reading.findings


def plain_lines(raw: bytes) -> str:
    """The text of a file that `read_source` could read, with `\\n` at the ends of its lines."""
    return _LINE_BREAK.sub("\n", raw.removeprefix(codecs.BOM_UTF8).decode())


def _decode(raw: bytes, reading: _Reading) -> str | None:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        reading.report(START, "utf16")
        return None
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = _LINE_BREAK.split(raw[: error.start].decode())
        likely = raw[error.start : error.start + 1].decode("cp1252", errors="replace")
        reading.report(Mark(len(before), len(before[-1]) + 1), "not-utf8", char=likely)
        return None


def _without_forbidden(text: str, reading: _Reading) -> str:
    """Report each forbidden character, once a line, and put a space of the same width in its place."""
    if not _FORBIDDEN.search(text) and "\t" not in text:
        return text
    for number, line in enumerate(reading.lines, start=1):
        if (tab := line.find("\t")) >= 0:
            reading.report(Mark(number, tab + 1), "tab")
        if match := _FORBIDDEN.search(line):
            _report_character(match.group(), Mark(number, match.start() + 1), (), reading)
    return _FORBIDDEN.sub(" ", text).replace("\t", " ")


def _report_character(char: str, mark: Mark, path: Path, reading: _Reading) -> None:
    code = "direction-override" if _OVERRIDE.match(char) else "control-character"
    reading.report(mark, code, path, found=f"U+{ord(char):04X}")


def _read_document(events: Iterator[yaml.Event], reading: _Reading) -> dict[str, Value]:
    """Read the one document of a file; its root is a mapping."""
    data: Value | None = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                reading.report(reading.mark(event.start_mark), "several-documents")
                break
        elif isinstance(event, yaml.NodeEvent):
            data = _read_node(event, events, (), reading)
    if isinstance(data, dict):
        return data
    if data:
        reading.report(reading.values[()], "not-a-record")
    elif not counted(reading.findings)["error"]:
        reading.report(START, "empty-file")
    raise _Refused


def _read_node(event: yaml.Event, events: Iterator[yaml.Event], path: Path, reading: _Reading) -> Value:
    """Read one value; what is refused counts as not stated."""
    mark = reading.mark(event.start_mark)
    reading.values[path] = mark
    if isinstance(event, yaml.AliasEvent):
        reading.refuse(mark, "alias", path)
        return ""
    _report_properties(event, path, reading)
    if isinstance(event, yaml.ScalarEvent):
        return _read_scalar(event, path, reading)
    if len(path) >= MAX_DEPTH:
        reading.refuse(mark, "too-deep", path)
        _skip(event, events)
        return ""
    if isinstance(event, yaml.SequenceStartEvent):
        return _read_list(events, path, reading)
    return _read_mapping(events, path, reading)


def _report_properties(event: Any, path: Path, reading: _Reading) -> None:
    if event.anchor is not None:
        reading.report(reading.mark(event.start_mark), "anchor", path, name=event.anchor)
    if event.tag is not None:
        reading.report(reading.mark(event.start_mark), "tag", path, name=event.tag)


def _read_scalar(event: yaml.ScalarEvent, path: Path, reading: _Reading) -> str:
    value = str(event.value)
    if not event.style:  # written without quotes
        end = reading.mark(event.end_mark)
        if cut_off := _CUT_OFF.match(reading.lines[end.line - 1], end.column - 1):
            mark = Mark(end.line, cut_off.start(1) + 1)
            reading.report(mark, "comment", path, "warning", found=cut_off.group(1))
        if _NULL.fullmatch(value):
            reading.refuse(reading.mark(event.start_mark), "null", path)
            return ""
    return _without_escaped(value, reading.mark(event.start_mark), path, reading).strip()


def _without_escaped(text: str, mark: Mark, path: Path, reading: _Reading) -> str:
    """Report forbidden characters that were written as escapes."""
    for char in sorted(set(_FORBIDDEN_VALUE.findall(text))):
        _report_character(char, mark, path, reading)
    return _FORBIDDEN_VALUE.sub(" ", text)


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
        mark = reading.mark(event.start_mark)
        if not isinstance(event, yaml.ScalarEvent):
            reading.refuse(mark, "strange-key", path)
            _skip(event, events)
            _skip(next(events), events)
            continue
        key = _without_escaped(str(event.value), mark, path, reading)
        here = (*path, key)
        _report_properties(event, here, reading)
        if key in seen:
            reading.report(mark, "duplicate-key", here, key=key, line=seen[key].line)
            _skip(next(events), events)
            continue
        seen[key] = mark
        reading.keys[here] = mark
        value = _read_node(next(events), events, here, reading)
        if value:
            mapping[key] = value
        else:
            reading.empty.append(here)
    return mapping


def _skip(event: yaml.Event, events: Iterator[yaml.Event]) -> None:
    """Pass over a value with all that is in it."""
    depth = 0
    while True:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth == 0:
            return
        if depth > _MAX_SKIPPED_DEPTH:
            raise _Refused
        event = next(events)


def _where_and_why(error: Exception, reading: _Reading) -> tuple[Mark, str]:
    """Where a file is broken and, in German, why."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return START, YAML_PROBLEM_OTHER
    problem = error.problem or ""
    at_beginning = problem in YAML_PROBLEMS_OF_THE_BEGINNING and error.context_mark
    place = at_beginning or error.problem_mark or error.context_mark
    mark = START if place is None else reading.mark(place)
    return mark, YAML_PROBLEMS.get(problem, YAML_PROBLEM_OTHER)

"""Changes to record files that leave every other byte as it is, and what they mean for the records of a town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import yaml

from .canonical import scalar
from .fields import fields_by_key, texts_in, vocabulary
from .findings import Finding, make_finding
from .formatting import write_record
from .load import ID_VOCABULARIES, KINDS, RecordFile, Records, as_record_file
from .models import GuideRecord, ReviewState
from .source import Path, Value, read_source

REVIEW: Final = "pruefung"
_CONFIRMED: Final = str(ReviewState.CONFIRMED.value)
FORMER: Final = "frueher"


# --- across the town --------------------------------------------------------------------------------------------------


def with_changes(files: Iterable[RecordFile], changes: Mapping[str, bytes | None]) -> list[RecordFile]:
    """The record files of a town after `changes` (path -> new content, None for a file that goes)."""
    after = {file.file: file for file in files if file.file not in changes}
    for file, raw in changes.items():
        if raw is not None and (record := as_record_file(file, raw)) is not None:
            after[file] = record
    return [after[file] for file in sorted(after)]


def new_errors(before: Records, after: Records) -> list[Finding]:
    """The errors that were not there before."""
    known = {(finding.file, finding.field, finding.message) for finding in before.findings}
    return [
        finding
        for finding in after.findings
        if finding.severity == "error" and (finding.file, finding.field, finding.message) not in known
    ]


def rename(
    files: Iterable[RecordFile], renamed: RecordFile, new_id: str
) -> tuple[dict[str, bytes | None], list[Finding]]:
    """What changes when a record gets another id: its file, the list of its former ids, and all that refer to it.

    Findings say which files have to be mended before, because nobody can tell what in them refers to it.
    """
    changes: dict[str, bytes | None] = {}
    problems: list[Finding] = []
    for file in files:
        source, findings = read_source(file.file, file.raw)
        if renamed.id.encode() in file.raw or file.file == renamed.file:
            problems += (finding for finding in findings if finding.severity == "error")
        if source is None:
            continue
        model = KINDS.get(file.kind, GuideRecord)
        wanted = ID_VOCABULARIES[renamed.kind]
        references = {
            path: new_id
            for path, text, kind in texts_in(source.data, model)
            if text == renamed.id and vocabulary(kind) == wanted
        }
        data, raw = _with_texts(source.data, references), file.raw
        if references:
            raw = _edited(file, data, _replaced(raw.decode(), references), problems)
        if file.file == renamed.file:
            if FORMER in fields_by_key(model) and source.text("sensibel") != "ja":
                written = source.find(FORMER) or []
                known = written if isinstance(written, list) else [written]  # somebody has forgotten the brackets
                former = [*(item for item in known if item != new_id), renamed.id]
                text = _with_former(raw.decode(), renamed.id, model)
                raw = _edited(file, {**data, FORMER: former}, text, problems)
            changes |= {file.file: None, str(PurePosixPath(file.file).with_stem(new_id)): raw}
        elif references:
            changes[file.file] = raw
    return changes, problems


def confirm(file: RecordFile, values: Mapping[str, str]) -> tuple[bytes, list[Finding]]:
    """Set fields of an offer's review; no other byte of its file changes, or a finding says why that cannot be."""
    source, findings = read_source(file.file, file.raw)
    if errors := [finding for finding in findings if finding.severity == "error"]:
        return file.raw, errors
    assert source is not None  # without one there is an error
    review = source.data.get(REVIEW)
    confirmed = review.get("am") if isinstance(review, dict) and review.get("status") == _CONFIRMED else None
    if isinstance(confirmed, str) and values.get("status") != _CONFIRMED:
        values = {**values, "zuletzt": confirmed}  # whoever is asked again has still confirmed it then
    data = {**source.data, REVIEW: {**(review if isinstance(review, dict) else {}), **values}}
    text = _with_fields(file.raw.decode(), REVIEW, values)
    again, _ = read_source(file.file, text.encode())
    if again is None or again.data != data or isinstance(review, list | str):
        return file.raw, [make_finding(file.file, source.key_mark((REVIEW,)), REVIEW, "format-place")]
    return text.encode(), []


def _edited(file: RecordFile, data: dict[str, Value], text: str, problems: list[Finding]) -> bytes:
    """The edited text if it says what it should, else all of the record anew, unless that would lose something."""
    source, _ = read_source(file.file, text.encode())
    if source is not None and source.data == data:
        return text.encode()
    raw, findings = write_record(file, data)
    problems += findings
    return raw


def _with_texts(value: Any, texts: Mapping[Path, str], path: Path = ()) -> Any:
    """A value with other texts at some places."""
    if isinstance(value, list):
        return [_with_texts(item, texts, (*path, position)) for position, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _with_texts(item, texts, (*path, key)) for key, item in value.items()}
    return texts.get(path, value)


# --- in the text ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """Where something stands in a text, from its first character to behind its last."""

    start: int
    end: int
    is_in_line: bool = False
    """Whether it is, or stands in, a list or group in brackets."""


@dataclass(slots=True)
class _Places:
    """Where the values and keys of a text stand."""

    values: dict[Path, _Span]
    keys: dict[Path, _Span]


def _places(text: str) -> _Places:
    places = _Places({}, {})

    def walk(node: Any, path: Path, *, is_in_line: bool) -> None:
        is_in_line = is_in_line or bool(getattr(node, "flow_style", False))
        places.values[path] = _Span(node.start_mark.index, node.end_mark.index, is_in_line)
        if isinstance(node, yaml.SequenceNode):
            for position, item in enumerate(node.value):
                walk(item, (*path, position), is_in_line=is_in_line)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                places.keys[(*path, key.value)] = _Span(key.start_mark.index, key.end_mark.index)
                walk(value, (*path, key.value), is_in_line=is_in_line)

    walk(yaml.compose(text, Loader=yaml.BaseLoader), (), is_in_line=False)
    return places


def _replaced(text: str, texts: Mapping[Path, str]) -> str:
    places = _places(text).values
    for path in sorted(texts, key=lambda path: places[path].start, reverse=True):
        span = places[path]
        text = f"{text[: span.start]}{scalar(texts[path], within=span.is_in_line)}{text[span.end :]}"
    return text


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _with_fields(text: str, group: str, values: Mapping[str, str]) -> str:
    """A text in which the fields of a group have other values; those that are missing follow the ones before them."""
    places, line_end = _places(text), _line_end(text)
    keys = [path for path in places.keys if path[0] == group and len(path) == 2]
    if not keys:
        new = f"{group}:" + "".join(f"{line_end}  {key}: {scalar(value)}" for key, value in values.items()) + line_end
        if (span := places.values.get((group,))) is None:
            return text + (line_end if not text.endswith("\n") else "") + new
        return f"{text[: places.keys[(group,)].start]}{new.removesuffix(line_end)}{text[span.end :]}"
    is_in_line = places.values[(group,)].is_in_line
    first = places.keys[keys[0]].start
    indent = text[text.rfind("\n", 0, first) + 1 : first]
    line_end = _line_end(text[first:])  # as where the group stands: not all lines of a file need end alike
    between = ", " if is_in_line else f"{line_end}{indent}"
    edits: list[tuple[int, int, str]] = []
    at, behind = first, True
    for key, value in values.items():
        written = scalar(value, within=is_in_line)
        span = places.values.get((group, key))
        if span is not None:
            is_empty = span.start == span.end and text[span.start - 1 : span.start] == ":"
            edits.append((span.start, span.end, f" {written}" if is_empty else written))
            end_of_line = text.find("\n", span.end)
            end_of_line -= text[end_of_line - 1 : end_of_line] == "\r"
            at, behind = span.end if is_in_line else end_of_line if end_of_line >= 0 else len(text), False
        else:
            edits.append((at, at, f"{key}: {written}{between}" if behind else f"{between}{key}: {written}"))
    for start, end, written in sorted(edits, key=lambda edit: edit[0])[::-1]:
        text = f"{text[:start]}{written}{text[end:]}"
    return text


def _with_former(text: str, former: str, model: Any) -> str:
    """A text in which an offer has one more former id, at the end of the list or in a line of its own at its place."""
    places, line_end = _places(text), _line_end(text)
    span = places.values.get((FORMER,))
    if span is not None and span.is_in_line:
        return f"{text[: span.end - 1]}, {former}{text[span.end - 1 :]}"
    items = [place for path, place in places.values.items() if path[:1] == (FORMER,) and len(path) == 2]
    if items:  # below each other
        first = text[text.rfind("\n", 0, items[0].start) + 1 : items[0].start]
        end = text.find("\n", items[-1].end)
        at = end + 1 if end >= 0 else len(text)
        before = line_end if end < 0 else ""
        return f"{text[:at]}{before}{first}{former}{line_end}{text[at:]}"
    if span is not None and span.start == span.end:  # nothing behind the key
        return f"{text[: span.start]} [{former}]{text[span.end :]}"
    following = list(fields_by_key(model))[list(fields_by_key(model)).index(FORMER) + 1 :]
    at = min((places.keys[(key,)].start for key in following if (key,) in places.keys), default=len(text))
    while text[:at].rstrip("\r\n").rpartition("\n")[2].startswith("#"):
        at = text.rstrip("\r\n").rfind("\n", 0, at - 1) + 1
    before = line_end if at == len(text) and not text.endswith("\n") else ""
    return f"{text[:at]}{before}{FORMER}: [{former}]{line_end}{text[at:]}"

"""Which columns a kind of record has, and how its values read in a cell."""

from __future__ import annotations

import re
import typing
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, Final

import yaml
from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from ..records.fields import choices, field_kinds, find_kind, item_kind, types_in, vocabulary
from ..records.findings import Finding, advice
from ..records.source import Path, Source, Value, dotted
from ..records.values import Choice, Context, PartialDate, Span
from . import wording as w

YES_NO: Final = ("ja", "nein")
_PART = " | "
_TO_NEXT_PART = re.compile(r"((?:\\.|[^|\\]|\\$)*)(?:\||$)")
_ESCAPE = re.compile(r"\\([\\|n])")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:\s*Uhr)?")
_SPAN = re.compile(r"([0-9]{1,3})\s*(monate?|jahre?)", re.IGNORECASE)
_GERMAN_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


class PartError(Exception):
    """A part of a cell that fits no field."""

    def __init__(self, found: str, allowed: str) -> None:
        super().__init__(found)
        self.found, self.allowed = found, allowed


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field of a record, or of one of its groups."""

    path: Path
    heading: str
    kind: Any

    @property
    def help(self) -> str:
        """What belongs into its cells."""
        info: FieldInfo = typing.get_args(self.kind)[-1]
        text = info.description or ""
        if self.is_list_of_groups:
            first, *others = (title for title, _, _ in _parts(item_kind(self.kind)))
            return text + w.PARTS.format(first=first, others=", ".join(others))
        if item_kind(self.kind) is not None:
            return text + (w.MANY if self.vocabulary or choices(self.kind) else w.LINES)
        return text

    @property
    def field(self) -> str:
        """The field as findings name it."""
        return dotted(self.path)

    @property
    def vocabulary(self) -> str | None:
        """The vocabulary of the ids in it, if they are ids."""
        return None if self.is_list_of_groups else vocabulary(self.kind)

    @property
    def is_list_of_groups(self) -> bool:
        """Whether each line of a cell is a group of fields."""
        return find_kind(item_kind(self.kind), BaseModel) is not None

    @property
    def takes_many(self) -> bool:
        """Whether a cell may hold more than one."""
        return item_kind(self.kind) is not None


def columns_of(model: type[BaseModel]) -> list[Column]:
    """The columns of a kind of record, in the order of its fields."""
    return list(_columns(model, (), ""))


def _columns(kind: Any, path: Path, prefix: str) -> Iterator[Column]:
    for key, inner in field_kinds(kind).items():
        heading = f"{prefix}{typing.get_args(inner)[-1].title}"
        if item_kind(inner) is None and find_kind(inner, BaseModel) is not None:
            yield from _columns(inner, (*path, key), f"{heading}{w.HEADING}")
        else:
            yield Column((*path, key), heading, inner)


def _parts(kind: Any) -> list[tuple[str, str, Any]]:
    """Title, key and kind of the fields of a group."""
    return [(typing.get_args(inner)[-1].title, key, inner) for key, inner in field_kinds(kind).items()]


class Cells:
    """Turns values of records into the text of cells and back; ids stand there by their titles."""

    def __init__(self, context: Context) -> None:
        """Take the ids that exist; a title that two of them share stands for none."""
        self.titles: dict[str, Mapping[str, str]] = {}
        self.ids: dict[str, dict[str, str]] = {}
        for name, titles in context.known.items():
            uses = Counter(" ".join(title.split()).casefold() for title in titles.values())
            plain = {
                key: " ".join(title.split())
                for key, title in titles.items()
                if title and uses[" ".join(title.split()).casefold()] == 1 and ";" not in title and title not in titles
            }
            self.titles[name] = {key: plain.get(key, key) for key in titles}
            self.ids[name] = {shown.casefold(): key for key, shown in self.titles[name].items()}

    def shown(self, source: Source, column: Column) -> str:
        """The text of a record's cell."""
        value = source.find(*column.path)
        return "" if value is None else self._shown(value, column.kind)

    def options(self, column: Column) -> list[str]:
        """What there is to choose from, or to begin with where a cell holds groups."""
        kind = item_kind(column.kind) if column.is_list_of_groups else column.kind
        if column.is_list_of_groups:
            _, _, kind = _parts(kind)[0]
        if (name := vocabulary(kind)) is not None:
            return list(self.titles.get(name, {}).values())
        return list(labels(kind)) or list(YES_NO if bool in types_in(kind) else ())

    def _shown(self, value: Value, kind: Any) -> str:
        if isinstance(value, list):
            is_in_line = _is_flat(kind) and (vocabulary(kind) or choices(kind))
            return ("; " if is_in_line else "\n").join(self._shown(item, item_kind(kind)) for item in value)
        if isinstance(value, dict):
            shown = []
            for number, (title, key, inner) in enumerate(_parts(kind)):
                if key in value:
                    inner_value = value[key]
                    text = self._shown(inner_value, inner)
                    text = _escaped(text) if isinstance(inner_value, str) else text.replace("\n", ", ")
                    shown.append(text if number == 0 else f"{title}: {text}")
            return _PART.join(shown)
        if name := vocabulary(kind):
            return self.titles.get(name, {}).get(value, value)
        if is_date(kind) and (match := _DATE.fullmatch(value)):
            return f"{match[3]}.{match[2]}.{match[1]}"
        return next((label for label, word in labels(kind).items() if word == value), value)

    def hint(self, column: Column, finding: Finding) -> str:
        """How to mend what is wrong, where the check speaks of lines in a file or of words that stand in no table."""
        if column.is_list_of_groups:
            return w.PARTS_EXAMPLE.format(example=self._example(column))
        if finding.code == "unknown-choice":
            return w.CHOICES.format(words=", ".join(labels(column.kind)))
        if finding.code in ("missing", "empty-field"):
            return w.FILL_IN
        if finding.code == "unknown-id" and column.vocabulary in ("anbieter", "ort"):
            return w.NEW_FIRST[column.vocabulary]
        return advice(finding)

    def _example(self, column: Column) -> str:
        """A line of a cell as it should be."""
        info: FieldInfo = typing.get_args(column.kind)[-1]
        value = yaml.load(str((info.examples or [""])[0]), Loader=yaml.BaseLoader)
        return self._shown(value, item_kind(column.kind))

    def value(self, text: str, kind: Any) -> Value | None:
        """What a cell says, None if nothing; raises PartError."""
        text = text.strip()
        if not text:
            return None
        items = item_kind(kind)
        if items is not None:
            if find_kind(items, BaseModel) is not None:
                return [self._group(line, items) for line in _lines_of(text, items) if line.strip()]
            separators = r"[;\n]" if vocabulary(kind) or choices(kind) else r"\n"
            parts = [part.strip() for part in re.split(separators, text)]
            return [self._id(word, items) for part in parts if part for word in self._words(part, items)]
        return self._id(as_typed(text, kind), kind)

    def _words(self, part: str, kind: Any) -> list[str]:
        """Split at commas what is no title as a whole."""
        name = vocabulary(kind)
        if (name is None and not choices(kind)) or (name and part.casefold() in self.ids.get(name, {})):
            return [part]
        return [word.strip() for word in part.split(",") if word.strip()]

    def _id(self, text: str, kind: Any) -> str:
        name = vocabulary(kind)
        if name is None:
            return _word_for(text, kind)
        if text in self.titles.get(name, {}):
            return text
        return self.ids.get(name, {}).get(" ".join(text.split()).casefold(), text)

    def _group(self, line: str, kind: Any) -> Value:
        parts = _parts(kind)
        by_name = {name.casefold(): (key, inner) for title, key, inner in parts for name in (key, title)}
        group: dict[str, Value] = {}
        for number, part in enumerate(_TO_NEXT_PART.findall(line)[:-1] or [line]):
            name, colon, text = part.partition(":")
            field = by_name.get(name.strip().casefold()) if colon else None
            if field is None and number == 0:
                field, text = parts[0][1:], part
            if field is None:
                raise PartError(part.strip(), ", ".join(title for title, _, _ in parts))
            key, inner = field
            text = text.replace(",", "\n") if item_kind(inner) is not None else _ESCAPE.sub(_unescaped, text)
            if (value := self.value(text, inner)) is not None:
                group[key] = value
        return group


def _lines_of(text: str, kind: Any) -> Iterator[str]:
    """The groups in a cell; words from a list may stand beside each other."""
    _, _, first = _parts(kind)[0]
    for line in text.splitlines():
        yield from line.split(";") if vocabulary(first) and "|" not in line else [line]


def _escaped(text: str) -> str:
    """A text within a group, without the signs that part groups."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _unescaped(sign: re.Match[str]) -> str:
    return "\n" if sign[1] == "n" else sign[1]


def labels(kind: Any) -> dict[str, str]:
    """The words of a closed set, by what pages show for them."""
    sets = [part for part in types_in(kind) if isinstance(part, type) and issubclass(part, Choice)]
    return {member.label: str(member.value) for part in sets for member in part}


def _word_for(text: str, kind: Any) -> str:
    """The word of a closed set that a text means: itself, or the one that pages show so."""
    words = {label.casefold(): word for label, word in labels(kind).items()}
    if bool in types_in(kind):
        words |= {word: word for word in YES_NO}
    return text if text in words.values() else words.get(text.casefold(), text)


def _is_flat(kind: Any) -> bool:
    return find_kind(item_kind(kind), BaseModel) is None


def as_typed(text: str, kind: Any) -> str:
    """A day, a time, an age or a number as people write it, in the form of the record; other texts as they are."""
    kinds = set(types_in(kind))
    if str in kinds and not _has_pattern(kind):
        return text
    text = text.strip('"„“')
    if is_date(kind) and (match := _GERMAN_DATE.fullmatch(text)):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if time in kinds and (match := _CLOCK.fullmatch(text)):
        return f"{int(match[1]):02}:{match[2] or '00'}"
    if Span in kinds and (match := _SPAN.fullmatch(text)):
        return f"{match[1]} {match[2].capitalize()}"
    return text


def _has_pattern(kind: Any) -> bool:
    """Whether a value has a form of its own, such as a post code."""
    return any(isinstance(part, WithJsonSchema) for part in types_in(kind))


def is_partial_date(kind: Any) -> bool:
    """Whether a value is a day of which not all may be known, also within a group."""
    kinds = (kind, *field_kinds(item_kind(kind)).values()) if item_kind(kind) is not None else (kind,)
    return any(PartialDate in types_in(inner) for inner in kinds)


def is_date(kind: Any) -> bool:
    """Whether a value is a day."""
    return any(getattr(part, "__name__", "") == "date" for part in types_in(kind))

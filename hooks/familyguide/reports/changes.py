"""What changed between two states of a town's records, fact by fact, in words that need no knowledge of the format."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Final

from pydantic import BaseModel

from ..records.editing import FORMER
from ..records.fields import field_kinds, find_kind, item_kind, parts_in_order, types_in, vocabulary
from ..records.load import FOLDER, ID_VOCABULARIES, KINDS, SCHEMA_FOLDER, RecordFile, as_record_file, known_ids
from ..records.models import GuideRecord
from ..records.source import Source, Value, read_source
from ..records.values import Choice, Context
from . import wording as w
from .markdown import as_code, as_markdown

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"0?([0-9]+):([0-9]{2})")
LONGEST_WHOLE: Final = 80
"""Of longer texts only what differs is told, with a few words around it."""
_WORDS_AROUND: Final = 4


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What is different about one record."""

    file: str
    title: str
    heading: str
    facts: tuple[str, ...]


def changed_records(before: Iterable[RecordFile], after: Iterable[RecordFile]) -> list[RecordChange]:
    """Compare two states, record by record; what is the same in both is not told."""
    old_files, new_files = list(before), list(after)
    words = _Words(known_ids(old_files), known_ids(new_files))
    old = {(file.kind, file.id): file for file in old_files}
    new = {(file.kind, file.id): file for file in new_files}
    sources = {file.file: read_source(file.file, file.raw)[0] for file in new_files}
    renamed = {
        (file.kind, former): key
        for key, file in new.items()
        if (source := sources[file.file]) is not None
        for former in source.texts(FORMER).values()
        if (file.kind, former) in old and (file.kind, former) not in new and key not in old
    }
    changes = []
    for key in sorted({*old, *new}, key=lambda key: (list(KINDS).index(key[0]) if key[0] in KINDS else -1, key[1])):
        if key in renamed:
            continue
        former = next((other for other, current in renamed.items() if current == key), key)
        if (change := _compare(old.get(former), new.get(key), words)) is not None:
            changes.append(change)
    return changes


@dataclass(frozen=True, slots=True)
class OtherChanges:
    """Files that a proposal changes and that are no records: nobody can say in plain words what that means."""

    pages: tuple[str, ...]
    """Hand-written pages and what belongs to them."""
    program: tuple[str, ...]
    """Everything else: code, settings, what the forge runs."""

    @classmethod
    def of(cls, files: Iterable[str]) -> OtherChanges:
        """Sort files by what they are; records and what is made of the models are left out."""
        others = [file for file in sorted(files) if as_record_file(file, b"") is None and not _MADE.match(file)]
        return cls(
            tuple(file for file in others if _PAGES.match(file)),
            tuple(file for file in others if not _PAGES.match(file)),
        )

    @property
    def groups(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """A sentence about each kind of them that there is, with the files."""
        yield from (
            (text, files) for text, files in ((w.OTHER_PAGES, self.pages), (w.OTHER_PROGRAM, self.program)) if files
        )


_MADE: Final = re.compile(rf"{FOLDER}/{SCHEMA_FOLDER}/")
_PAGES: Final = re.compile(rf"docs/|{FOLDER}/|pictures/|LICENSE|[^/]+\.md$")
MOST_OTHERS: Final = 30


def as_text(changes: Iterable[RecordChange], others: OtherChanges = OtherChanges((), ())) -> Iterator[str]:
    """Changes as lines for a terminal."""
    for change in changes:
        yield w.CHANGE_HEADING.format(file=change.file, heading=change.heading, title=change.title)
        yield from (f"  {fact}" for fact in change.facts)
    for text, files in others.groups:
        yield text
        yield from (f"  {file}" for file in _some(files))


def _some(files: Sequence[str]) -> Iterator[str]:
    yield from files[:MOST_OTHERS]
    if len(files) > MOST_OTHERS:
        yield w.OTHERS_MORE.format(count=len(files) - MOST_OTHERS)


def as_markdown_lines(changes: Iterable[RecordChange], others: OtherChanges = OtherChanges((), ())) -> Iterator[str]:
    """Changes in Markdown, for those who look through a proposal."""
    yield w.CHANGES_TITLE
    for text, files in others.groups:
        yield ""
        yield f"**{text}**"
        yield ""
        yield from (f"- {as_code(file)}" for file in _some(files))
    changes = list(changes)
    if not changes:
        yield ""
        yield w.CHANGES_NONE
    for change in changes:
        yield ""
        yield f"### {as_markdown(f'{change.heading}: {change.title}')}"
        yield as_code(change.file)
        yield ""
        yield from (f"- {as_markdown(fact)}" for fact in change.facts)


def _compare(old: RecordFile | None, new: RecordFile | None, words: _Words) -> RecordChange | None:
    file = new or old
    assert file is not None  # a key comes from one of both
    if old is not None and new is not None and old.raw == new.raw and old.id == new.id:
        return None
    model = KINDS.get(file.kind, GuideRecord)
    was, now = (read_source(state.file, state.raw)[0] if state else None for state in (old, new))
    title = _title(now) or _title(was) or file.id
    kind = w.RECORD_KINDS[file.kind]
    if new and now is None:
        return RecordChange(file.file, title, w.CHANGE_CHANGED, (w.CHANGE_UNREADABLE,))
    if old and new and was is None:
        return RecordChange(file.file, title, kind, (w.CHANGE_WAS_UNREADABLE, *words.all_facts(now, model)))
    if was is None or old is None:
        return RecordChange(file.file, title, w.CHANGE_NEW.format(kind=kind), tuple(words.all_facts(now, model)))
    if now is None or new is None:
        advice = (w.CHANGE_GONE_ADVICE,) if file.kind == "angebote" else ()
        return RecordChange(file.file, title, w.CHANGE_GONE.format(kind=kind), advice)
    facts = [w.CHANGE_RENAMED.format(old=old.id, new=new.id)] if old.id != new.id else []
    facts += words.changed_facts(was.data, now.data, model, ())
    return RecordChange(file.file, title, kind, tuple(facts or [w.CHANGE_FORM_ONLY]))


def _title(source: Source | None) -> str:
    return (source.text("titel") or source.text("name") or source.text("stadt", "titel")) if source else ""


class _Words:
    """Values as people say them."""

    def __init__(self, before: Context, after: Context) -> None:
        self.titles: dict[str, Mapping[str, str]] = {
            name: {**before.known.get(name, {}), **after.known.get(name, {})}
            for name in {*before.known, *after.known, *ID_VOCABULARIES.values()}
        }

    def all_facts(self, source: Source | None, model: type[BaseModel]) -> Iterator[str]:
        """Every fact of a record that is new."""
        data = source.data if source else {}
        for key, kind in parts_in_order(data, model):
            yield w.FACT.format(label=_label(key, kind), value=self.said(data[key], kind))

    def changed_facts(
        self, old: Mapping[str, Value], new: Mapping[str, Value], group: Any, within: tuple[str, ...]
    ) -> Iterator[str]:
        """What differs between two states of a group, in the order of its fields."""
        for key, kind in parts_in_order({**old, **new}, group):
            was, now = old.get(key), new.get(key)
            if was != now:
                yield from self._changed(key, kind, was, now, within)

    def _changed(
        self,
        key: str,
        kind: Any,
        was: Value | None,
        now: Value | None,
        within: tuple[str, ...],
        *,
        is_part: bool = False,
    ) -> Iterator[str]:
        """What differs between two states of a field; a part is told together with others."""
        name = _label(key, kind)
        label = name if name in w.CLEAR_LABELS else ", ".join((*within, name))
        if isinstance(was or now, dict) and isinstance(was or {}, dict) and isinstance(now or {}, dict):
            yield from self.changed_facts(_as_group(was), _as_group(now), kind, (*within, name))
        elif (isinstance(was, list) or isinstance(now, list)) and not isinstance(was or now, str):
            yield from self._changed_items(_as_list(was), _as_list(now), kind, label)
        elif now is None:
            form = w.GONE_FLAG if bool in types_in(kind) else w.GONE_PART if is_part else w.FACT_GONE
            yield form.format(label=label, value=self.said(was or "", kind))
        elif was is None:
            form = w.NEW_FLAG if bool in types_in(kind) else w.NEW_PART if is_part else w.FACT_NEW
            yield form.format(label=label, value=self.said(now, kind))
        else:
            yield self._became(label, was, now, kind)

    def _became(self, label: str, was: Value, now: Value, kind: Any) -> str:
        """One value in place of another."""
        old, new = self.said(was, kind), self.said(now, kind)
        if old != new:
            old, new = _what_differs(old, new)
            return w.FACT_CHANGED.format(label=label, old=old, new=new)
        if vocabulary(kind) is not None:
            return w.ID_CHANGED.format(label=label, name=new, old=was, new=now)
        return w.BLANKS_ONLY.format(label=label)

    def _changed_items(self, was: list[Value], now: list[Value], kind: Any, label: str) -> Iterator[str]:
        """Pair what is alike, and tell what came, what went and what is different."""
        items = item_kind(kind)
        gone, come, is_in_order = _matched(was, now)
        if not is_in_order:
            yield w.FACT_ORDER.format(label=label, value=self.said(now, kind))
        for item in list(gone):
            if (other := self._partner(item, gone, come, items)) is not None:
                gone.remove(item)
                come.remove(other)
                yield from self._changed_item(item, other, items, label)
        yield from (w.FACT_GONE.format(label=label, value=self.said(item, items)) for item in gone)
        yield from (w.FACT_NEW.format(label=label, value=self.said(item, items)) for item in come)

    def _partner(self, item: Value, gone: list[Value], come: list[Value], kind: Any) -> Value | None:
        """What an item became: the only candidate that is called alike, else of groups the only one there is."""
        name = self._name(item, kind)
        alike = [other for other in come if self._name(other, kind) == name]
        if alike:
            rivals = [other for other in gone if self._name(other, kind) == name]
            return alike[0] if len(alike) == len(rivals) else None
        if isinstance(item, dict) and "titel" in item:  # a word of a list under another id
            titled = [other for other in come if isinstance(other, dict) and other.get("titel") == item["titel"]]
            if len(titled) == 1:
                return titled[0]
        return come[0] if isinstance(item, dict) and len(gone) == len(come) == 1 else None

    def _name(self, item: Value, kind: Any) -> str:
        """By what people tell an item of a list from others: its first field; its text."""
        if not isinstance(item, dict):
            return self.said(item, kind)
        head = next(iter(field_kinds(kind)), None) if find_kind(kind, BaseModel) is not None else None
        return self.said(item[head], None) if head in item else ""

    def _changed_item(self, was: Value, now: Value, kind: Any, label: str) -> Iterator[str]:
        if not isinstance(was, dict) or not isinstance(now, dict):
            yield self._became(label, was, now, kind)
            return
        fields = parts_in_order({**was, **now}, kind)
        head, head_kind = fields[0]
        if was.get(head) != now.get(head):
            if _titled(now, head) == head or was.get("titel") != now["titel"]:
                yield self._became(label, was, now, kind)
                return
            name = self.said(now["titel"], None)
            yield w.ID_CHANGED.format(label=label, name=name, old=was.get(head, w.NOTHING), new=now[head])
        subject = self.said(now[_titled(now, head)], head_kind) if head in now else label
        clocks = [self._clock(state, kind) for state in (was, now)]
        times = dict(fields).keys() & _CLOCK if any(clocks) else set()
        parts: list[str] = []
        nested: list[str] = []
        for key, inner in fields[1:]:
            old, new = was.get(key), now.get(key)
            if old == new or key in times:
                continue
            if isinstance(old or new, dict | list):
                nested += self._changed(key, inner, old, new, (subject,))
            else:
                parts += self._changed(key, inner, old, new, (), is_part=True)
        if clocks[0] != clocks[1]:
            change = self._changed_clock(was, now, kind)
            yield "; ".join([w.AT.format(what=subject, clock=change), *parts])
        elif parts:
            if clocks[0]:
                subject = w.AT.format(what=subject, clock=clocks[0])
            yield w.FACT.format(label=subject, value="; ".join(parts))
        yield from nested

    def _clock(self, group: Mapping[str, Value], kind: Any) -> str:
        """From when until when, if a group has hours."""
        if not _has_hours(kind):
            return ""
        start, end = (self.said(group[key], None) if key in group else "" for key in ("von", "bis"))
        if start and end:
            return w.CLOCK.format(start=start, end=end)
        return w.CLOCK_FROM.format(start=start) if start else w.CLOCK_TO.format(end=end) if end else ""

    def _changed_clock(self, was: Mapping[str, Value], now: Mapping[str, Value], kind: Any) -> str:
        """The hours of two states: only the one that differs, where both have it."""
        for key, form in (("von", "{}"), ("bis", w.CLOCK_TO.replace("{end}", "{}"))):
            other = "bis" if key == "von" else "von"
            if was.get(other) == now.get(other) and key in was and key in now:
                old, new = self.said(was[key], None), self.said(now[key], None)
                return form.format(w.ARROW.format(old=old, new=new))
        return w.ARROW.format(old=self._clock(was, kind) or w.NOTHING, new=self._clock(now, kind) or w.NOTHING)

    def said(self, value: Value, kind: Any) -> str:
        """A value as people say it."""
        if isinstance(value, list):
            return ", ".join(self.said(item, item_kind(kind)) for item in value)
        if isinstance(value, dict):
            return self._said_group(value, kind)
        if (name := vocabulary(kind)) is not None:
            return self.titles.get(name, {}).get(value) or value
        for part in types_in(kind):
            if isinstance(part, type) and issubclass(part, Choice):
                return next((member.label for member in part if member.value == value), value)
        if match := _DATE.fullmatch(value):
            return f"{match[3]}.{match[2]}.{match[1]}"
        if match := _TIME.fullmatch(value):
            return f"{match[1]}:{match[2]}"
        return " ".join(value.split())

    def _said_group(self, value: Mapping[str, Value], kind: Any) -> str:
        """The first field, the hours, and the rest in brackets, each with its name where it needs one."""
        clock = self._clock(value, kind)
        fields = [(key, inner) for key, inner in parts_in_order(dict(value), kind) if not (clock and key in _CLOCK)]
        if not fields:
            return clock or w.NOTHING
        (head, head_kind), *rest = fields
        title = _titled(value, head)
        said = self.said(value[title], head_kind if title == head else None)
        if value[title] in w.NO_ANSWER_ALONE:
            said = w.FACT.format(label=_label(head, head_kind), value=said)
        others = []
        for key, inner in rest:
            if key != title:
                text = self.said(value[key], inner)
                others.append(text if key in w.CLEAR_KEYS else w.FACT.format(label=_label(key, inner), value=text))
        whole = w.AT.format(what=said, clock=clock) if clock else said
        return w.WITH_DETAILS.format(what=whole, details=", ".join(others)) if others else whole


def _matched(was: list[Value], now: list[Value]) -> tuple[list[Value], list[Value], bool]:
    """Which items went and which came, and whether those that are in both still stand in the same order."""
    free = list(range(len(now)))
    gone, kept = [], []
    for item in was:
        place = next((at for at in free if now[at] == item), None)
        if place is None:
            gone.append(item)
        else:
            free.remove(place)
            kept.append(place)
    return gone, [now[at] for at in free], kept == sorted(kept)


_CLOCK: Final = frozenset(("von", "bis"))


def _has_hours(kind: Any) -> bool:
    fields = field_kinds(kind) if find_kind(kind, BaseModel) is not None else {}
    return "von" in fields and time in set(types_in(fields["von"]))


def _titled(group: Mapping[str, Value], head: str) -> str:
    """The field by which people know a group: words of lists by their titles."""
    return "titel" if head == "id" and "titel" in group else head


def _as_group(value: Value | None) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _as_list(value: Value | None) -> list[Value]:
    return value if isinstance(value, list) else []


def _label(key: str, kind: Any) -> str:
    info = typing.get_args(kind)[-1] if kind is not None and typing.get_origin(kind) is typing.Annotated else None
    title: str = getattr(info, "title", None) or key
    return title


def _what_differs(old: str, new: str) -> tuple[str, str]:
    """Two texts, or of long ones what is not the same, with some words around it."""
    if max(len(old), len(new)) <= LONGEST_WHOLE:
        return old, new
    was, now = old.split(" "), new.split(" ")
    first = next((at for at, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    last = 0
    while last < min(len(was), len(now)) - first and was[-1 - last] == now[-1 - last]:
        last += 1
    start, keep = max(first - _WORDS_AROUND, 0), max(last - _WORDS_AROUND, 0)
    parts = (" ".join(words[start : len(words) - keep]) for words in (was, now))
    old, new = (f"{'… ' * bool(start)}{part}{' …' * bool(keep)}" for part in parts)
    return w.QUOTED.format(text=old), w.QUOTED.format(text=new)

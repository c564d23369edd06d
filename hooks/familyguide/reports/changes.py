"""What changed between two states of a town's records, fact by fact, in words that need no knowledge of the format."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from ..records.editing import FORMER
from ..records.fields import field_kinds, find_kind, item_kind, parts_in_order, types_in, vocabulary
from ..records.load import ID_VOCABULARIES, KINDS, RecordFile, known_ids
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


def as_text(changes: Iterable[RecordChange]) -> Iterator[str]:
    """Changes as lines for a terminal."""
    for change in changes:
        yield w.CHANGE_HEADING.format(file=change.file, heading=change.heading, title=change.title)
        yield from (f"  {fact}" for fact in change.facts)


def as_markdown_lines(changes: Iterable[RecordChange]) -> Iterator[str]:
    """Changes in Markdown, for those who look through a proposal."""
    yield w.CHANGES_TITLE
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
    if (old and was is None) or (new and now is None):
        return RecordChange(file.file, title, w.CHANGE_CHANGED, (w.CHANGE_UNREADABLE,))
    kind = w.RECORD_KINDS[file.kind]
    if was is None or old is None:
        return RecordChange(file.file, title, w.CHANGE_NEW.format(kind=kind), tuple(words.all_facts(now, model)))
    if now is None or new is None:
        return RecordChange(file.file, title, w.CHANGE_GONE.format(kind=kind), ())
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
            label = _label(key, kind)
            if was == now:
                continue
            if isinstance(was, dict) and isinstance(now, dict):
                yield from self.changed_facts(was, now, kind, (*within, label))
            elif (isinstance(was, list) or isinstance(now, list)) and not isinstance(was or now, str):
                yield from self._changed_items(_as_list(was), _as_list(now), kind, ", ".join((*within[1:], label)))
            else:
                where = label if label in w.CLEAR_LABELS else ", ".join((*within, label))
                yield self._changed(where, was, now, kind)

    def _changed(self, label: str, was: Value | None, now: Value | None, kind: Any) -> str:
        if now is None:
            return w.FACT_GONE.format(label=label, value=self.said(was or "", kind))
        if was is None:
            return w.FACT_NEW.format(label=label, value=self.said(now, kind))
        old, new = _what_differs(self.said(was, kind), self.said(now, kind))
        return w.FACT_CHANGED.format(label=label, old=old, new=new)

    def _changed_items(self, was: list[Value], now: list[Value], kind: Any, label: str) -> Iterator[str]:
        """Pair what is alike, and tell what came, what went and what is different."""
        items = item_kind(kind)
        gone = [item for item in was if item not in now]
        come = [item for item in now if item not in was]
        if not gone and not come:
            yield w.FACT_ORDER.format(label=label, value=self.said(now, kind))
        for item in list(gone):
            if (other := _partner(item, gone, come, items)) is not None:
                gone.remove(item)
                come.remove(other)
                yield self._changed_item(item, other, items, label)
        yield from (w.ITEM_GONE.format(label=label, value=self.said(item, items)) for item in gone)
        yield from (w.ITEM_NEW.format(label=label, value=self.said(item, items)) for item in come)

    def _changed_item(self, was: Value, now: Value, kind: Any, label: str) -> str:
        if not isinstance(was, dict) or not isinstance(now, dict):
            return self._changed(label, was, now, kind)
        fields = parts_in_order({**was, **now}, kind)
        head, head_kind = fields[0]
        same_head = was.get(head) == now.get(head)
        parts = []
        for key, inner in fields:
            if was.get(key) != now.get(key):
                name = "" if key in (head, "von") else f"{_label(key, inner).lower()} "
                old, new = (self.said(state[key], inner) if key in state else w.NOTHING for state in (was, now))
                parts.append(f"{name}{w.ARROW.format(old=old, new=new)}")
        if same_head:
            return f"{self.said(now.get(head, ''), head_kind)} {', '.join(parts)}"
        return w.FACT.format(label=label, value=", ".join(parts))

    def said(self, value: Value, kind: Any) -> str:
        """A value as people say it."""
        if isinstance(value, list):
            return ", ".join(self.said(item, item_kind(kind)) for item in value)
        if isinstance(value, dict):
            head, *rest = (self.said(value[key], inner) for key, inner in parts_in_order(value, kind))
            return f"{head} ({', '.join(rest)})" if rest else head
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


def _as_list(value: Value | None) -> list[Value]:
    return value if isinstance(value, list) else []


def _label(key: str, kind: Any) -> str:
    info = typing.get_args(kind)[-1] if kind is not None and typing.get_origin(kind) is typing.Annotated else None
    title: str = getattr(info, "title", None) or key
    return title


def _partner(item: Value, gone: list[Value], come: list[Value], kind: Any) -> Value | None:
    """What an item became: the only candidate with the same first field, else the only one there is."""
    if not isinstance(item, dict):
        return None
    head = next(iter(field_kinds(kind)), None)
    if head is not None and find_kind(kind, BaseModel) is not None:
        alike = [other for other in come if isinstance(other, dict) and other.get(head) == item.get(head)]
        rivals = [other for other in gone if isinstance(other, dict) and other.get(head) == item.get(head)]
        if alike:
            return alike[0] if len(alike) == len(rivals) else None
    return come[0] if len(gone) == len(come) == 1 else None


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

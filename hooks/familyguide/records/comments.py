"""Comments in a record file: where each of them stands, so that rewriting the file keeps them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from .source import Path, Value

# This parser counts in characters; the one in C counts in bytes.
_Parser: Any = yaml.BaseLoader

_COMMENT = re.compile(r"(?:^|(?<=[ \n]))#[^\n]*")
_ONLY_DASHES = re.compile(r"[- ]*")


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a file, each with its `#`, by the value or key that they belong to."""

    above: dict[Path, list[str]] = field(default_factory=dict)
    """Lines of their own, by what stands below; those before the first key belong to the file: `()`."""
    beside: dict[Path, str] = field(default_factory=dict)
    """At the end of a line, by what stands before."""
    below: list[str] = field(default_factory=list)
    """Lines of their own behind everything."""

    def inside(self, path: Path) -> bool:
        """Whether there is a comment among the parts of the value at `path`."""
        return any(len(other) > len(path) and other[: len(path)] == path for other in (*self.above, *self.beside))

    @property
    def texts(self) -> list[str]:
        """All of them, in no order that means anything."""
        return sorted([*(line for lines in self.above.values() for line in lines), *self.beside.values(), *self.below])


def moved_comments(comments: Comments, before: dict[str, Value], after: dict[str, Value]) -> Comments:
    """The comments by the places of what a record says now; those of what is gone stand at the end, none is lost."""
    above, beside = dict(comments.above), dict(comments.beside)
    moved = Comments()
    for path, former in _places(after, before, (), ()):
        if former in above:
            moved.above[path] = above.pop(former)
        if former in beside:
            moved.beside[path] = beside.pop(former)
    moved.below[:] = [*(line for lines in above.values() for line in lines), *beside.values(), *comments.below]
    return moved


def _places(after: Value, before: Value | None, path: Path, former: Path) -> Iterator[tuple[Path, Path]]:
    """Every place of a value with the place where it was before; what is new has none."""
    yield path, former
    if isinstance(after, dict):
        for key, value in after.items():
            if isinstance(before, dict) and key in before:
                yield from _places(value, before[key], (*path, key), (*former, key))
    elif isinstance(after, list) and isinstance(before, list):
        for position, at in _same_items(after, before):
            yield from _places(after[position], before[at], (*path, position), (*former, at))


def _same_items(after: list[Value], before: list[Value]) -> Iterator[tuple[int, int]]:
    """Which item is which: first those that are equal, then groups that begin alike."""
    left = dict(enumerate(before))
    found: dict[int, int] = {}
    for is_same in (_are_equal, _begin_alike):
        for position, item in enumerate(after):
            at = None if position in found else next((at for at, old in left.items() if is_same(item, old)), None)
            if at is not None:
                found[position] = at
                del left[at]
    yield from sorted(found.items())


def _are_equal(item: Value, other: Value) -> bool:
    return item == other


def _begin_alike(item: Value, other: Value) -> bool:
    if not isinstance(item, dict) or not isinstance(other, dict):
        return False
    first = next(iter(item), None)
    return first is not None and item[first] == other.get(first)


class _Place(NamedTuple):
    """Where something stands, and what it is."""

    at: int
    path: Path


@dataclass(slots=True)
class _Layout:
    """Where in a text its values and keys stand, counted in characters."""

    scalars: list[tuple[int, int]] = field(default_factory=list)
    starts: list[_Place] = field(default_factory=list)
    """Where a key or an item of a list begins; of those at one place the outermost comes first."""
    ends: list[_Place] = field(default_factory=list)


def read_comments(text: str) -> Comments:
    """Find the comments in `text`, which has to be YAML that can be read."""
    if "#" not in text:
        return Comments()
    layout = _Layout()
    events = yaml.parse(text, Loader=_Parser)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            _lay_out(event, events, (), layout, text)
    comments = Comments()
    for match in _COMMENT.finditer(text):
        if not _within(match.start(), layout.scalars):
            _attach(match.group().rstrip(), match.start(), text, layout, comments)
    return comments


def _lay_out(event: Any, events: Iterator[Any], path: Path, layout: _Layout, text: str) -> None:
    """Note where a value and all its parts stand."""
    end: int = _at(event.end_mark)
    if isinstance(event, yaml.ScalarEvent):
        # The line of a block's `|` or `>` may end with a comment.
        start = text.find("\n", _at(event.start_mark)) if event.style in ("|", ">") else _at(event.start_mark)
        layout.scalars.append((start, end))
    elif isinstance(event, yaml.SequenceStartEvent):
        position = 0
        while not isinstance(part := next(events), yaml.SequenceEndEvent):
            layout.starts.append(_Place(_at(part.start_mark), (*path, position)))
            _lay_out(part, events, (*path, position), layout, text)
            position += 1
        end = _at(part.end_mark)
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            here = (*path, key.value)
            layout.starts.append(_Place(_at(key.start_mark), here))
            layout.scalars.append((_at(key.start_mark), _at(key.end_mark)))
            _lay_out(next(events), events, here, layout, text)
        end = _at(key.end_mark)
    if not (isinstance(event, yaml.CollectionStartEvent) and not event.flow_style):  # a block ends where others begin
        layout.ends.append(_Place(end, path))


def _at(mark: Any) -> int:
    index: int = mark.index
    return index


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


def _attach(comment: str, at: int, text: str, layout: _Layout, comments: Comments) -> None:
    """Put a comment to what it belongs to."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    following = bisect_left(layout.starts, at, key=lambda place: place.at)
    if not _ONLY_DASHES.fullmatch(line):
        before = [place for place in layout.starts[:following] if place.at < at]
        ended = [place for place in layout.ends if place.at <= at]
        latest = max([*before[-1:], *ended], key=lambda place: (place.at, -len(place.path)), default=None)
        if latest is not None and latest.path not in comments.beside:
            comments.beside[latest.path] = comment
            return
    if following == 0:
        comments.above.setdefault((), []).append(comment)
    elif following < len(layout.starts):
        comments.above.setdefault(layout.starts[following].path, []).append(comment)
    else:
        comments.below.append(comment)

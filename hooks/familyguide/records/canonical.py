r"""The one way to write a record: the same values always give the same bytes.

The form in the browser writes the same bytes by the same rules; they need the JSON Schema of the record and no more.
A line has at most 120 characters (Unicode code points, indentation and key included) wherever these rules can break it.

1.  UTF-8, lines end with `\n`, the last one too; no empty lines but in `|` texts. What is not stated (an empty text,
    list or group) is left out.
2.  Keys stand in the order of the schema's `properties`; others (unknown ones, ids, languages) in the order in which
    they were typed, behind the known ones.
3.  The record is a block: a line `key: value` for each key. Each level is indented by two spaces.
4.  A list of groups is a block: `key:`, and below it, two spaces further in, `- ` and each group.
5.  A group that by the schema can hold a list of groups is a block: `key:`, and its fields below it.
6.  Any other list or group stands in one line, `key: [a, b]` or `key: {a: b, c: d}`, if that line is not too long and
    no text in it has a line break and none of its parts has to be a block (4, 5). Else it is a block, and each part
    starts again at 4. The first field of a group in a list stands beside the dash.
7.  A text with a line break is written `key: |`, its lines below, two spaces further in; empty lines stay empty.
8.  A text without one stands behind its key, plain or in quotes (9). If that line is too long and the text has a single
    space (with no other beside it), it is written `key: >-`, and its words below, two spaces further in, as many in a
    line as fit; lines are only broken at single spaces.
9.  A text is plain unless it is one that needs quotes; then it stands in `"…"`, with `\` and `"` written `\\` and `\"`.
    It needs quotes if it
    a. is empty, or begins with one of - ? : , [ ] { } # & * ! | > ' " % @ `
    b. has a colon before a space or at its end, or a `#` behind a space
    c. has one of , ? [ ] { } and stands in a line `[…]` or `{…}`
    d. matches `TYPED` below as a whole, which other YAML readers take for something else than text; days and months
       (`JJJJ-MM-TT`, `JJJJ-MM`) do not need quotes, nor do digits where the schema also takes a number.
10. Comments stay with what they were written to: those in lines of their own above it, those behind it at the end of
    its first line, two spaces away. A list or group with comments among its parts is a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, WithJsonSchema

from .comments import Comments
from .fields import field_kinds, find_kind, item_kind, parts_in_order, types_in
from .source import Path, Value

WIDTH: Final = 120
INDENT: Final = "  "

TYPED: Final = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<"
    r"|[-+.:_ 0-9]*[0-9][-+.:_ 0-9]*(e[-+]?[0-9]+)?"
    r"|[-+]?0[box][0-9a-f_]+|[-+]?\.(inf|nan)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}t.*",
    re.IGNORECASE | re.ASCII,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_NUMBER = re.compile(r"[0-9]+")
_NOT_PLAIN = re.compile(r"|[-?:,\[\]{}#&*!|>'\"%@`].*|.*(:( .*)?| #.*)", re.DOTALL)
_NOT_PLAIN_IN_LINE = re.compile(r"[,?\[\]{}]")
_SINGLE_SPACE = re.compile(r"(?<=[^ ]) (?=[^ ])")


def canonical_text(data: dict[str, Value], model: type[BaseModel], comments: Comments | None = None) -> str:
    """Write the values of a record of the kind `model`, as read by `read_source`, with the comments of its file."""
    writer = _Writer(comments or Comments())
    lines = [*writer.comments.above.get((), ()), *writer.group(data, model, (), ""), *writer.comments.below]
    return "".join(f"{line}\n" for line in lines)


class _Writer:
    """Writes values as lines; `kind` is what the models say of a value, `indent` stands before its keys or dashes."""

    def __init__(self, comments: Comments) -> None:
        self.comments = Comments(dict(comments.above), dict(comments.beside), comments.below)

    def group(self, data: dict[str, Value], kind: Any, path: Path, indent: str) -> Iterator[str]:
        """A group of fields as a block."""
        for key, inner in parts_in_order(data, kind):
            here = (*path, key)
            yield from (f"{indent}{comment}" for comment in self.comments.above.get(here, ()))
            yield from self._behind(f"{indent}{scalar(key)}:", data[key], inner, here, indent)

    def _items(self, items: list[Value], kind: Any, path: Path, indent: str) -> Iterator[str]:
        """A list as a block."""
        kind_of_items = item_kind(kind)
        for position, item in enumerate(items):
            here = (*path, position)
            above = list(self.comments.above.get(here, ()))
            if isinstance(item, dict) and item:  # what is above its first field is above the item
                first, _ = parts_in_order(item, kind_of_items)[0]
                above += self.comments.above.pop((*here, first), ())
            if isinstance(item, dict) and self._in_line(f"{indent}-", item, kind_of_items, here) is None:
                above += [self.comments.beside[here]] if here in self.comments.beside else []
                lines = list(self.group(item, kind_of_items, here, indent + INDENT))
                lines[0] = f"{indent}- {lines[0].lstrip()}"
            else:
                lines = list(self._behind(f"{indent}-", item, kind_of_items, here, indent))
            yield from (f"{indent}{comment}" for comment in above)
            yield from lines

    def _behind(self, head: str, value: Value, kind: Any, path: Path, indent: str) -> Iterator[str]:
        """A key or dash and its value: in one line if they may and can, else as a block."""
        comment = f"  {self.comments.beside[path]}" if path in self.comments.beside else ""
        deeper = indent + INDENT
        if (line := self._in_line(head, value, kind, path)) is not None:
            yield f"{line}{comment}"
        elif isinstance(value, str):
            yield f"{head} {'|' if chr(10) in value else '>-'}{comment}"
            yield from (f"{deeper}{line}" if line else "" for line in _text_lines(value, WIDTH - len(deeper)))
        else:
            yield f"{head}{comment}"
            if isinstance(value, list):
                yield from self._items(value, kind, path, deeper)
            else:
                yield from self.group(value, kind, path, deeper)

    def _in_line(self, head: str, value: Value, kind: Any, path: Path) -> str | None:
        """A key or dash and its value in one line; None if they have to be a block."""
        if not self._may_be_in_line(value, kind, path):
            return None
        line = f"{head} {_line(value, kind, within=False)}"
        can_be_broken = not isinstance(value, str) or _SINGLE_SPACE.search(value)
        return None if can_be_broken and len(line) > WIDTH else line

    def _may_be_in_line(self, value: Value, kind: Any, path: Path) -> bool:
        if isinstance(value, str):
            return "\n" not in value
        if not value:
            return True
        if self.comments.inside(path):
            return False
        if isinstance(value, list):
            return not any(isinstance(item, dict) for item in value) and all(
                self._may_be_in_line(item, item_kind(kind), (*path, position)) for position, item in enumerate(value)
            )
        return not _can_hold_groups(kind) and all(
            self._may_be_in_line(value[key], inner, (*path, key)) for key, inner in parts_in_order(value, kind)
        )


@cache
def _can_hold_groups(kind: Any) -> bool:
    """Whether a group can hold a list of groups."""
    return any(find_kind(item_kind(field), BaseModel) for field in field_kinds(kind).values())


@cache
def _takes_number(kind: Any) -> bool:
    """Whether the schema of a value allows a number as well as text."""
    schemas = [part.json_schema or {} for part in types_in(kind) if isinstance(part, WithJsonSchema)]
    return any("integer" in schema.get("type", ()) or 1 in schema.get("enum", ()) for schema in schemas)


# --- values as text -------------------------------------------------------------------------------------------------


def _line(value: Value, kind: Any, *, within: bool) -> str:
    """A value in one line; `within` brackets, some texts need quotes that else do not."""
    if isinstance(value, list):
        return f"[{', '.join(_line(item, item_kind(kind), within=True) for item in value)}]"
    if isinstance(value, dict):
        fields = parts_in_order(value, kind)
        parts = (f"{scalar(key, within=True)}: {_line(value[key], inner, within=True)}" for key, inner in fields)
        return f"{{{', '.join(parts)}}}"
    return scalar(value, within=within, number=_takes_number(kind))


def scalar(text: str, *, within: bool = False, number: bool = False) -> str:
    """A text, in quotes if it needs them."""
    typed = TYPED.fullmatch(text) and not _DATE.fullmatch(text) and not (number and _NUMBER.fullmatch(text))
    if not (typed or _NOT_PLAIN.fullmatch(text) or (within and _NOT_PLAIN_IN_LINE.search(text))):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _text_lines(text: str, width: int) -> list[str]:
    """The lines of a text: its own, or as many words in each as fit."""
    if "\n" in text:
        return text.split("\n")
    first, *words = _SINGLE_SPACE.split(text)
    lines = [first]
    for word in words:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

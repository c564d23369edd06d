"""Text of records in Markdown for forges: shown as it is, never as markup, a mention or a command."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from ..records.findings import visible

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]])")
_ENTITIES: Final = {"|": "&#124;", "~": "&#126;"}
"""What only some programs take for markup, and so only some know a backslash before it."""
_REFERENCE: Final = re.compile(r"([@#!~%$&])(?=\w)")
_BEGINNING: Final = re.compile(r"^(?:([#>+-])(?=\s|$)|([0-9]+)([.)])(?=\s|$))")
"""What makes a heading, a quotation or an item of a list of a line."""
_ADDRESS: Final = re.compile(r"https?://[^\s«»<>\"]*[^\s«»<>\".,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_JOINER: Final = "\u2060"


def as_markdown(text: str) -> str:
    """One line that says exactly `text`, for Markdown as GitHub, GitLab and Gitea read it.

    Nobody is called and no issue is linked by what stands in a record; an invisible joiner keeps forges from it.
    Addresses are code, so that they can be copied as they are.
    """
    shown = visible(text)
    parts, at = [], 0
    for address in _ADDRESS.finditer(shown):
        parts += [_plain(shown[at : address.start()]), as_code(address.group())]
        at = address.end()
    line = "".join([*parts, _plain(shown[at:])])
    return _BEGINNING.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2]}\\{mark[3]}", line)


def as_html(text: str) -> str:
    """The same for a place where forges read HTML, such as a `<summary>`."""
    return escape(_REFERENCE.sub(rf"\1{_JOINER}", visible(text)), quote=False)


def _plain(text: str) -> str:
    plain = _MARKUP.sub(r"\\\1", as_html(text))
    return "".join(_ENTITIES.get(char, char) for char in plain)


def as_code(text: str) -> str:
    """A path, key or address in the type of code, to the letter."""
    shown = visible(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    blank = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{blank}{shown}{blank}{fence}"

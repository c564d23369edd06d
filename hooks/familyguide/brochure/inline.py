"""From text of records to pieces that Typst sets: each knows its language, whether it may break, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Final, TypeAlias

from ..records.models import ForeignWord

Piece: TypeAlias = "str | dict[str, Any]"
Inline: TypeAlias = "list[Piece]"
"""What a line is made of: German text as it is, other pieces with what is special about them."""

_PHONE: Final = r"(?<![\w/.,-])(?:(?:\+\d{1,3}|0\d+)(?:[ /-]\d+)+|11[56] ?\d{3}|11[025])(?![\w/-]|[.,]\d)"
_ADDRESS: Final = r"(?:https?://|www\.)[^\s()<>]+[^\s()<>.,;:!?]|[^\s()<>@]+@[^\s()<>@]+\.[a-zA-Z]{2,}"
_SCRIPTS: Final = (
    ("arabic", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"),
    ("cyrillic", "\u0400-\u052f"),
    ("greek", "\u0370-\u03ff"),
)
_LONGEST_WORD: Final = 28
"""Longer ones may not fit into a narrow column; where nothing tells how to divide them, they break anywhere."""
_BREAK: Final = "\u200b"
_ABBREVIATION: Final = re.compile(r"(?<=\b[^\W\d_]\.) (?=[^\W\d_]\.)")
"""The space within: e. V., z. B."""
_UNBROKEN: Final = "\u00a0"


def inline(words: Iterable[ForeignWord]) -> Callable[[str | None], Inline]:
    """The function that takes text apart; `words` are those whose language the town has named."""
    languages = {" ".join(word.text.split()): word.language for word in words}
    named = "|".join(re.escape(word) for word in sorted(languages, key=len, reverse=True))
    scripts = [rf"(?P<{name}>[{chars}](?:[^A-Za-zÀ-ɏ]*[{chars}])*)" for name, chars in _SCRIPTS]
    foreign = [rf"(?P<foreign>(?<![\w.@/-])(?:{named})(?![\w@/]|\.\w))"] if named else []
    pattern = re.compile("|".join([f"(?P<address>{_ADDRESS})", f"(?P<phone>{_PHONE})", *foreign, *scripts]))

    def pieces(text: str) -> Iterator[Piece]:
        end = 0
        for match in pattern.finditer(text):
            yield breakable(text[end : match.start()])
            end = match.end()
            kind, found = str(match.lastgroup), match[0]
            if kind == "address":
                yield address(found)
            elif kind == "phone":
                yield {"text": found, "whole": True}
            else:
                language = languages[found] if kind == "foreign" else _language(kind, found)
                piece: dict[str, Any] = {"text": breakable(found), "lang": language}
                yield piece | ({"rtl": True} if kind == "arabic" else {})
        yield breakable(text[end:])

    @cache  # titles and names stand on a card, in registers and in other chapters
    def taken_apart(text: str | None) -> Inline:
        words = " ".join((text or "").split())
        return [piece for piece in pieces(_ABBREVIATION.sub(_UNBROKEN, words)) if piece]

    return taken_apart


def _language(script: str, text: str) -> str:
    """The language that a passage in another script is most likely in."""
    if script == "arabic":
        return "fa" if re.search("[پچژگ]", text) else "ar"
    if script == "cyrillic":
        return "uk" if re.search("[іїєґ]", text.lower()) else "ru"
    return "el"


def address(text: str, uri: str = "") -> dict[str, Any]:
    """An address of the web or of a mailbox: no hyphens in it, breaks where it has joints."""
    jointed = re.sub(r"(?<=[^\s/:])([/@]|[._?=&-](?=\w))(?=.)", rf"\1{_BREAK}", text)
    return {"text": breakable(jointed), "plain": True} | ({"uri": uri} if uri else {})


def breakable(text: str) -> str:
    """Let what is longer than a narrow column break, unless it is a word that hyphenation knows how to divide."""
    return re.sub(rf"[^\s{_BREAK}/-]{{{_LONGEST_WORD},}}", _broken, text)


_SYLLABLES: Final = re.compile(r"[^\W\d_]*")
_NO_SYLLABLES: Final = re.compile(r"[^aeiouyäöü]{8}|(.)\1\1", re.IGNORECASE)


def _broken(word: re.Match[str]) -> str:
    found = word[0]
    if _SYLLABLES.fullmatch(found) and not _NO_SYLLABLES.search(found):
        return found
    return _BREAK.join(found[start : start + 12] for start in range(0, len(found), 12))

"""Words of other languages on a German page: each names its language, so that screen readers say it right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

from ..records.models import ForeignWord

# What can hold no element, or is no text; what stands between two of these is text.
_NO_TEXT = re.compile(
    r"<!--.*?-->|<(head|script|style|svg|option|textarea)\b.*?</\1\s*>|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>",
    re.DOTALL | re.IGNORECASE,
)
_NOT_BEFORE = r"(?<![\w.@/])"
_NOT_AFTER = r"(?![\w@/]|\.\w)"
"""A part of a longer word is another word, and an address is none."""


def language_marker(words: Iterable[ForeignWord]) -> Callable[[str], str]:
    """The function that puts a `lang` around each of `words` in the text of an HTML page."""
    languages = {_one_line(word.text): word.language for word in words}
    if not languages:
        return lambda html: html
    longest_first = sorted(languages, key=len, reverse=True)
    pattern = re.compile(_NOT_BEFORE + f"(?:{'|'.join(map(_in_html, longest_first))})" + _NOT_AFTER)

    def marked(match: re.Match[str]) -> str:
        return f'<span lang="{languages[_one_line(unescape(match[0]))]}">{match[0]}</span>'

    def mark(html: str) -> str:
        if not pattern.search(html):
            return html
        parts = []
        end = 0
        for other in _NO_TEXT.finditer(html):
            parts += [pattern.sub(marked, html[end : other.start()]), other[0]]
            end = other.end()
        return "".join([*parts, pattern.sub(marked, html[end:])])

    return mark


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in_html(text: str) -> str:
    """The pattern of `text` as it may stand in a page: templates write quotes in another way than Markdown does."""
    pattern = r"\s+".join(map(re.escape, escape(text, quote=False).split()))
    return pattern.replace("'", "(?:'|&#39;)").replace('"', '(?:"|&#34;|&quot;)')

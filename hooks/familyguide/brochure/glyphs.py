"""What the fonts of this repository can draw, from their own tables, before anything is typeset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from .typeset import FONTS

_VARIATION_SELECTORS: Final = frozenset(range(0xFE00, 0xFE10))
"""They ask for another look of the character before them; without one, that character stays as it is."""


@cache
def drawable() -> frozenset[int]:
    """The characters that both weights have."""
    regular, bold = (
        {code for path in sorted(FONTS.glob(f"*-{weight}.ttf")) for code in _font(path.name).getBestCmap()}
        for weight in ("Regular", "Bold")
    )
    return frozenset(regular & bold)


@cache
def _font(name: str) -> TTFont:
    return TTFont(FONTS / name, lazy=True)


def undrawable(text: Iterable[str]) -> Iterator[str]:
    """Yield the characters of `text` that no font has, each once."""
    parts = list(text)
    missing = set[str]().union(*parts) - _sound()
    return iter(dict.fromkeys(char for part in parts if missing for char in part if char in missing))


@cache
def _sound() -> frozenset[str]:
    """All characters that may stand in a text."""
    return frozenset(map(chr, drawable() | _VARIATION_SELECTORS)) | {"\n"}


def width_of(text: str) -> float:
    """How wide bold text is, in parts of its size; letters that join are counted one by one."""
    font = _font("NotoSans-Bold.ttf")
    names, widths = font.getBestCmap(), font["hmtx"]
    units = font["head"].unitsPerEm
    width = sum(widths[names[ord(char)]][0] if ord(char) in names else units for char in text)
    return float(width / units)

"""How the data of the finder are written so that little has to be sent; `site/static/packing.js` reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
WORTHS: Final = 4
"""How many ways there are in which a word fits an offer; see `index.Terms`."""


def variable_length(number: int) -> str:
    """A number as Base64 VLQ, as source maps write it but without a sign: five bits a letter, the lowest first."""
    letters = ""
    while number > 31:
        letters += _DIGITS[number % 32 + 32]
        number //= 32
    return letters + _DIGITS[number]


def packed_words(words: Iterable[str]) -> str:
    """Words in their order, each as the number of letters it shares with the one before and the letters that follow."""
    lines, before = [], ""
    for word in words:
        shared = 0
        while shared < min(len(before), len(word), len(_DIGITS) - 1) and before[shared] == word[shared]:
            shared += 1
        lines.append(_DIGITS[shared] + word[shared:])
        before = word
    return " ".join(lines)


def packed_list(numbers: Iterable[int]) -> str:
    """Numbers in their order."""
    return "".join(map(variable_length, numbers))


def packed_numbers(numbers: Iterable[int]) -> str:
    """A set of numbers as the differences between them."""
    before, letters = 0, []
    for number in sorted(numbers):
        letters.append(variable_length(number - before))
        before = number
    return "".join(letters)


def packed_offers(worth_of: Mapping[int, int]) -> str:
    """Offers and how well a word fits each of them, as differences."""
    before, letters = 0, []
    for offer, worth in sorted(worth_of.items()):
        letters.append(variable_length((offer - before) * WORTHS + worth))
        before = offer
    return "".join(letters)


def packed_phrases(phrases: Iterable[Sequence[int]]) -> str:
    """Phrases as sets of numbers: those of one word together, then all others, each behind its length."""
    alone = {phrase[0] for phrase in phrases if len(phrase) == 1}
    longer = sorted(tuple(sorted(phrase)) for phrase in phrases if len(phrase) > 1)
    lists = "".join(variable_length(len(phrase)) + packed_numbers(phrase) for phrase in longer)
    return f"{packed_numbers(alone)} {lists}".rstrip(" ")

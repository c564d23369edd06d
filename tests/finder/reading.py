"""Reads the packed data of the finder, as the browser does."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def numbers(letters: str) -> list[int]:
    """Base64 VLQ without a sign."""
    found, value, scale = [], 0, 1
    for letter in letters:
        digit = DIGITS.index(letter)
        value += digit % 32 * scale
        scale *= 32
        if digit < 32:
            found.append(value)
            value, scale = 0, 1
    return found


def words(text: str) -> list[str]:
    """Words that say how much they share with the one before."""
    found: list[str] = []
    for line in text.split():
        found.append((found[-1] if found else "")[: DIGITS.index(line[0])] + line[1:])
    return found


def numbers_of_set(letters: str) -> list[int]:
    """Numbers that are written as their differences."""
    return list(accumulate(numbers(letters)))


def offers(letters: str) -> dict[int, int]:
    """Offer -> how well a word fits it."""
    pairs = [divmod(number, 4) for number in numbers(letters)]
    places = accumulate(step for step, _ in pairs)
    return dict(zip(places, [worth for _, worth in pairs], strict=True))


def phrases(letters: str) -> list[list[int]]:
    """Phrases of one word, then all others."""
    alone, _, longer = letters.partition(" ")
    found, rest = [[number] for number in numbers_of_set(alone)], numbers(longer)
    while rest:
        length = rest.pop(0)
        found.append(list(accumulate(rest[:length])))
        del rest[:length]
    return found


def offers_of_words(part: dict[str, Any], key: str) -> dict[str, dict[int, int]]:
    """Word -> offer -> how well it fits, for the words that have any."""
    return {
        word: offers(letters)
        for word, letters in zip(words(part["words"]), part[key].split(" "), strict=False)
        if letters
    }


def said(part: dict[str, Any], packed: dict[str, str]) -> dict[str, set[frozenset[str]]]:
    """What is said of a concept: its words, its situations in full, and the words of those that are not."""
    dictionary = words(part["words"])

    def spelled(found: list[list[int]]) -> set[frozenset[str]]:
        return {frozenset(dictionary[number] for number in phrase) for phrase in found}

    return {
        "words": spelled(phrases(packed.get("words", ""))),
        "situations": spelled(phrases(packed.get("situations", ""))),
        "bag": spelled([numbers_of_set(packed.get("bag", ""))]) - {frozenset()},
    }

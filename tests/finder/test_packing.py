"""What is packed can be read, and is the same."""

from __future__ import annotations

import reading
from familyguide.finder import packing
from hypothesis import given
from hypothesis import strategies as st

NUMBERS = st.integers(0, 100_000)
WORDS = st.text(alphabet="abcdäقбÅß12", min_size=1, max_size=90)


def test_small_numbers_are_one_letter() -> None:
    assert [packing.variable_length(number) for number in (0, 1, 25, 26, 31)] == ["A", "B", "Z", "a", "f"]
    assert packing.variable_length(32) == "gB"


@given(st.lists(NUMBERS))
def test_a_list_keeps_its_order(numbers: list[int]) -> None:
    assert reading.numbers(packing.packed_list(numbers)) == numbers


@given(st.sets(NUMBERS))
def test_a_set_comes_in_order(numbers: set[int]) -> None:
    assert reading.numbers_of_set(packing.packed_numbers(numbers)) == sorted(numbers)


@given(st.dictionaries(NUMBERS, st.integers(0, packing.WORTHS - 1)))
def test_offers_keep_their_worth(worth_of: dict[int, int]) -> None:
    assert reading.offers(packing.packed_offers(worth_of)) == worth_of


@given(st.lists(WORDS))
def test_words_in_any_order(words: list[str]) -> None:
    """Whatever they share with the word before, be it more than one letter can say."""
    assert reading.words(packing.packed_words(words)) == words
    assert reading.words(packing.packed_words(["x" * 80, "x" * 90])) == ["x" * 80, "x" * 90]


@given(st.sets(st.frozensets(st.integers(0, 5_000), min_size=1, max_size=6)))
def test_phrases_are_sets_of_numbers(phrases: set[frozenset[int]]) -> None:
    packed = packing.packed_phrases([tuple(phrase) for phrase in phrases])

    assert {frozenset(phrase) for phrase in reading.phrases(packed)} == phrases


@given(st.sets(st.frozensets(st.integers(0, 9), min_size=1, max_size=3)), st.randoms())
def test_the_order_of_phrases_does_not_change_a_byte(phrases: set[frozenset[int]], chance) -> None:
    in_one_order = [tuple(phrase) for phrase in phrases]
    in_another = [tuple(reversed(phrase)) for phrase in in_one_order]
    chance.shuffle(in_another)

    assert packing.packed_phrases(in_one_order) == packing.packed_phrases(in_another)

"""Spellings of one word become equal, and those of different words do not."""

from __future__ import annotations

import unicodedata

import pytest
from familyguide.folding import fold, words
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Bücherei", "buecherei", id="umlaut as two letters"),
        pytest.param("BÜCHEREI", "bucherei", id="umlaut without dots"),
        pytest.param("Bu\u0308cherei", "Bücherei", id="umlaut of two characters"),
        pytest.param("Straße", "STRASSE", id="sharp s"),
        pytest.param("Straße", "STRAẞE", id="capital sharp s"),
        pytest.param("café", "Cafe", id="accent"),
        pytest.param("Łódź", "lodz", id="Polish stroke"),
        pytest.param("IŞIK", "ışık", id="Turkish without a dot"),
        pytest.param("İŞ", "iş", id="Turkish capital with a dot"),
        pytest.param("ｋｉｔａ", "Kita", id="wide letters"),
        pytest.param("ﬂucht", "Flucht", id="ligature"),
        pytest.param("مُحَمَّد", "محمد", id="Arabic vowel signs"),
        pytest.param("أسرة", "اسره", id="Arabic hamza and final letter"),
        pytest.param("مستشفى", "مستشفي", id="Arabic final y"),
        pytest.param("مدرســة", "مدرسة", id="Arabic stretched"),
        pytest.param("کودک", "كودك", id="Persian k"),
        pytest.param("می\u200cخواهم", "میخواهم", id="Persian joiner"),
        pytest.param("ЁЛКА", "елка", id="Russian yo"),
        pytest.param("її", "іі", id="Ukrainian yi"),
        pytest.param("ґанок", "ганок", id="Ukrainian g"),
        pytest.param("п’ять", "пять", id="apostrophe"),
        pytest.param("ţară", "țara", id="Romanian cedilla and comma"),
    ],
)
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Kita", "Kitas"), ("Rat", "Rad"), ("Haus", "Hals"), ("und", "Hund"), ("Reise", "Riese")),
        *(("Bett", "Beet"), ("See", "Sei"), ("باب", "بيت"), ("кот", "код")),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aeouäöüAEOÜ\u0308'e"))
def test_folding_vowels_twice_changes_nothing(text: str) -> None:
    """Letters that may be half of an umlaut, in every order."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_and_form_of_letters_do_not_count(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert fold(composed) == fold(apart) == fold(text)


def test_words_are_letters_and_digits() -> None:
    found = words("U3-Untersuchung: Ärztin/Arzt (116 117), Müller-Lüdenscheid! a_b 😀 Kinder*arzt")

    assert found == [
        *("u3", "untersuchung", "arztin", "arzt", "116", "117", "muller", "ludenscheid", "a", "b"),
        "kinder",
        "arzt",
    ]


@given(st.text())
def test_words_of_words_are_the_same(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)

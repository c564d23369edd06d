"""Text becomes pieces: nothing is lost, numbers stay whole, and each passage knows its language."""

from __future__ import annotations

from typing import Any

import pytest
from familyguide.brochure.inline import address, inline
from familyguide.records.models import ForeignWord
from hypothesis import given
from hypothesis import strategies as st

take_apart = inline([ForeignWord.model_validate({"wort": "Safe Space", "sprache": "en"})])


def words(pieces: list[Any]) -> str:
    return "".join(piece if isinstance(piece, str) else piece["text"] for piece in pieces)


def special(text: str) -> list[dict[str, Any]]:
    return [piece for piece in take_apart(text) if not isinstance(piece, str)]


@given(st.text())
def test_nothing_is_lost_but_spaces(text: str):
    plain = text.replace("\u200b", "")

    assert words(take_apart(plain)).replace("\u200b", "").split() == plain.split()


@pytest.mark.parametrize("number", ["030 23125-0", "+49 30 23125-0", "116 117", "0800 1110111", "112"])
def test_a_telephone_number_stays_whole(number: str):
    assert special(f"Rufen Sie {number} an.") == [{"text": number, "whole": True}]


@pytest.mark.parametrize("text", ["seit 2022", "5 Euro", "§ 112a", "12.30", "1.112"])
def test_other_numbers_are_no_telephone_numbers(text: str):
    assert special(text) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("مقهى الآباء", "ar"),
        ("گروه مادران", "fa"),
        ("Зустріч для батьків", "uk"),
        ("Встреча родителей", "ru"),
        ("Safe Space", "en"),
    ],
)
def test_a_passage_knows_its_language(text: str, language: str):
    (piece,) = special(f"Treff: {text}")

    assert (piece["text"], piece["lang"]) == (text, language)
    assert piece.get("rtl", False) == (language in ("ar", "fa"))


def test_an_address_breaks_at_its_joints_only():
    piece = address("beispiel.de/angebote/treff/", "https://beispiel.de/")

    assert piece["text"].split("\u200b") == ["beispiel.", "de/", "angebote/", "treff/"]
    assert piece["plain"]


@pytest.mark.parametrize("word", ["x" * 80, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p"])
def test_what_hyphenation_cannot_divide_may_break_anywhere(word: str):
    assert max(map(len, words(take_apart(word)).split("\u200b"))) <= 14


def test_german_words_are_left_to_hyphenation():
    word = "Kindertagespflegefachberatungsstelle"

    assert take_apart(word) == [word]


def test_an_abbreviation_of_two_letters_stays_together():
    assert take_apart("Lernhilfe e. V. sucht z. B. Räume. In ihr") == [
        "Lernhilfe e.\u00a0V. sucht z.\u00a0B. Räume. In ihr"
    ]

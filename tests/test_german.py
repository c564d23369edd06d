"""Forms of a German word have one stem; compounds are taken apart into words that are known, and into no others."""

from __future__ import annotations

import pytest
from familyguide.folding import words
from familyguide.german import LONGEST_STEM, SHORTEST_STEM, STOP_WORDS, Compounds, stem
from hypothesis import given
from hypothesis import strategies as st


def stem_of(written: str) -> str:
    """The stem of a word as people write it."""
    (word,) = words(written)
    return stem(word)


@pytest.mark.parametrize(
    "forms",
    [
        "Kind Kinder Kindern Kindes",
        "Kurs Kurse Kursen Kurses",
        "Beratung Beratungen beraten",
        "Anmeldung anmelden Anmeldungen",
        "Mutter Mütter Müttern",
        "Hebamme Hebammen",
        "Lehrer Lehrerin Lehrerinnen Lehrern",
        "Therapie Therapien",
        "Frau Frauen",
        "schwanger schwangere schwangeren",
    ],
)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len({stem_of(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "different",
    ["Kurs Kur", "Eltern Elan", "Rat Rad", "Kind Kino", "Ei Eis", "Turnen Turm", "Wohnung Wohl", "Geld Gelb"],
)
def test_different_words_have_different_stems(different: str) -> None:
    one, other = different.split()
    assert stem_of(one) != stem_of(other)


@given(st.text(alphabet="abdefghiklmnorstuwz", min_size=1, max_size=30))
def test_a_stem_begins_the_word_and_keeps_enough_of_it(word: str) -> None:
    found = stem(word)

    assert word.startswith(found)
    assert min(len(word), SHORTEST_STEM) <= len(found) <= LONGEST_STEM


KNOWN = (
    "Sprechstunde Sprache Stunde Hebamme Kurs Kur Gebühr Kind Garten Eltern Abend Bad Schwimmen Jugend Haus Arzt Rat"
)


def parts(word: str, known: str = KNOWN) -> list[str]:
    """What a word as people write it is made of."""
    (folded,) = words(word)
    return Compounds(stem_of(other) for other in known.split()).parts(folded)


@pytest.mark.parametrize(
    ("compound", "found"),
    [
        pytest.param("Hebammensprechstunde", "Hebamme Sprechstunde", id="joint n, long parts first"),
        pytest.param("Kursgebühr", "Kurs Gebühr", id="no joint that makes a part shorter"),
        pytest.param("Kurgebühr", "Kur Gebühr", id="a short part that is meant"),
        pytest.param("Kindergarten", "Kind Garten", id="joint er"),
        pytest.param("Elternabende", "Eltern Abend", id="a form at the end"),
        pytest.param("Kurgebühren", "Kur Gebühr", id="an ending behind the last part"),
        pytest.param("Kinderarzt", "Kind Arzt", id="a short part at the end"),
        pytest.param("Schwimmkurse", "Schwimmen Kurs", id="a verb in front"),
        pytest.param("Jugendhausabend", "Jugend Haus Abend", id="three parts"),
    ],
)
def test_compounds_are_their_parts(compound: str, found: str) -> None:
    assert parts(compound) == [stem_of(part) for part in found.split()]


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("Kurs", id="Kur is not in Kurs"),
        pytest.param("Kurse", id="nor in its forms"),
        pytest.param("Konkurs", id="what is in front is no word"),
        pytest.param("Heirat", id="Rat is not in Heirat"),
        pytest.param("Rathaustür", id="what comes behind is no word"),
        pytest.param("Badminton", id="a word that begins with another"),
        pytest.param("Kind", id="a word that is known is no compound"),
        pytest.param("Kinder", id="nor are its forms"),
        pytest.param("Garderobe", id="nothing of it is known"),
    ],
)
def test_what_only_looks_like_a_compound_stays_whole(word: str) -> None:
    assert parts(word) == []


def test_nothing_is_found_where_nothing_is_known() -> None:
    assert parts("Kindergarten", known="") == []


@given(st.lists(st.sampled_from(KNOWN.split()), min_size=2, max_size=4))
def test_whatever_known_words_make_is_taken_apart(chosen: list[str]) -> None:
    found = parts("".join(chosen))

    assert len(found) > 1
    assert set(found) <= {stem_of(word) for word in KNOWN.split()}


@given(st.text(alphabet="abdefghiklmnorstuwz", min_size=1, max_size=60))
def test_parts_stand_in_the_word_in_their_order(word: str) -> None:
    place = 0
    for part in Compounds([stem_of(known) for known in KNOWN.split()]).parts(word):
        place = word.index(part, place) + len(part)


def test_stop_words_are_folded() -> None:
    """As the words are that they are compared with."""
    assert {word for word in STOP_WORDS if words(word) != [word]} == set()


def test_words_of_need_are_no_stop_words() -> None:
    assert STOP_WORDS.isdisjoint(words("Hilfe Kind Notfall kein nicht nichts Angst allein krank Frau Mann Geld"))

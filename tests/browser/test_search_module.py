"""The search as a module of its own: folding, typing errors, ranking. It runs in the browser that people use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page
from visiting import SEARCH_MODULE, StartVisit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def module(start_visit: StartVisit) -> Iterator[Page]:
    """A page in which `search.js` is known as `module`."""
    with start_visit() as visit:
        page = visit.go_to_finder()
        page.evaluate(f"async () => {{ window.module = await import({SEARCH_MODULE}); }}")
        yield page


# --- folding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bücherei", "buecherei"),
        ("BÜCHEREI", "bucherei"),
        ("Bu\u0308cherei", "Bücherei"),
        ("Straße", "STRASSE"),
        ("Ärzte", "aerzte"),
        ("Öl", "OEL"),
        ("café", "Cafe"),
        ("Łódź", "lodz"),
        ("IŞIK", "ışık"),
        ("ｋｉｔａ", "Kita"),
        ("𝐊𝐢𝐭𝐚", "Kita"),
        ("ﬂucht", "Flucht"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_spellings_of_a_word_fold_to_the_same(module: Page, one: str, other: str) -> None:
    folded = module.evaluate("texts => texts.map(module.fold)", [one, other])

    assert folded[0] == folded[1] != ""


@pytest.mark.parametrize(("one", "other"), [("Kita", "Kitas"), ("Rat", "Rad"), ("Haus", "Hals"), ("und", "Hund")])
def test_different_words_stay_different(module: Page, one: str, other: str) -> None:
    folded = module.evaluate("texts => texts.map(module.fold)", [one, other])

    assert folded[0] != folded[1]


def test_folding_twice_changes_nothing(module: Page) -> None:
    """For each character of Unicode's first two planes, and for vowels in every order."""
    changed = module.evaluate(
        """() => {
          const vowels = [...'aeouäöü'];
          const triples = vowels.flatMap((a) => vowels.flatMap((b) => vowels.map((c) => a + b + c)));
          const characters = [...Array(0x20000).keys()].map((code) => String.fromCodePoint(code));
          const isChanged = (text) => module.fold(module.fold(text)) !== module.fold(text);
          return [...characters, ...triples, ...triples.map((triple) => `${triple}e`)].filter(isChanged);
        }"""
    )

    assert changed == []


def test_words_are_letters_and_digits(module: Page) -> None:
    found = module.evaluate("text => module.words(text)", "U3-Untersuchung: Ärztin/Arzt (116 117), Müller-Lüdenscheid!")

    assert found == ["u3", "untersuchung", "arztin", "arzt", "116", "117", "muller", "ludenscheid"]


# --- typing errors ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("hebamme", "hebamme", True),
        ("hebame", "hebamme", True),
        ("hebammme", "hebamme", True),
        ("hebmame", "hebamme", True),
        ("hebomme", "hebamme", True),
        ("ebamme", "hebamme", True),
        ("hebamm", "hebamme", True),
        ("ehbamme", "hebamme", True),
        ("", "", True),
        ("", "a", True),
        ("ab", "ba", True),
        ("", "ab", False),
        ("hebme", "hebamme", False),
        ("hobomme", "hebamme", False),
        ("abc", "cba", False),
        ("abcd", "badc", False),
        ("abxab", "baxab", True),
        ("kita", "hort", False),
    ],
)
def test_words_are_near_with_one_error(module: Page, one: str, other: str, near: bool) -> None:
    """One letter too many, missing or wrong, or two neighbours swapped; whichever of the two is the wrong one."""
    found = module.evaluate("([a, b]) => [module.nearlyEqual(a, b), module.nearlyEqual(b, a)]", [one, other])

    assert found == [near, near]


@pytest.mark.parametrize("word", ["kita", "hebamme", "aaaa", "sprechstunde"])
def test_every_single_error_is_near(module: Page, word: str) -> None:
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    errors = {
        *(f"{before}{after[1:]}" for before, after in cuts),
        *(f"{before}{letter}{after}" for before, after in cuts for letter in "xa"),
        *(f"{before}{letter}{after[1:]}" for before, after in cuts if after for letter in "xa"),
        *(f"{before}{after[1]}{after[0]}{after[2:]}" for before, after in cuts if len(after) > 1),
    }
    missed = module.evaluate(
        """([word, errors]) =>
          errors.filter((error) => !module.nearlyEqual(word, error) || !module.nearlyEqual(error, word))""",
        [word, sorted(errors)],
    )

    assert missed == []


# --- ranking ----------------------------------------------------------------------------------------------------------

INDEX = {
    "titles": {"thema": {"geld": "Geld und Recht"}, "lebensphase": {}, "stadtteil": {"nord": "Norden"}},
    "offers": [
        {"id": "buecherei", "title": "Bücherei am Markt", "stadtteil": ["nord"], "summary": "Bücher leihen."},
        {"id": "hebamme", "title": "Hebammensprechstunde", "summary": "Rat vor der Geburt."},
        {"id": "kurs", "title": "Schwimmkurs: Schwimmen, Tauchen", "summary": "Im Bad."},
        {"id": "markt", "title": "Flohmarkt", "keywords": ["Trödel"], "summary": "Am Samstag. Auch Bücher."},
        {"id": "schwimmen", "title": "Schwimmen", "summary": "Im Bad."},
        {"id": "text", "title": "Ferien", "summary": "Spiele.", "text": "Wir gehen zum Schwimmen."},
        {"id": "wir", "title": "Wir für uns", "thema": ["geld"], "summary": "Gruppe für Frauen."},
    ],
}


def search(module: Page, query: str) -> tuple[list[str], bool]:
    """The ids of the offers found, and whether each holds all words."""
    result: dict[str, Any] = module.evaluate(
        "([index, query]) => module.search(module.prepare(index), query)", [INDEX, query]
    )
    return [offer["id"] for offer in result["offers"]], result["complete"]


@pytest.mark.parametrize(
    "query",
    [
        "bücherei",
        "buecherei",
        "BUCHEREI",
        "büchrei",
        "bücherrei",
        "bücehrei",
        "büxherei",
        "die Bücherei",
        "bücherei markt",
    ],
)
def test_library_is_found_however_it_is_written(module: Page, query: str) -> None:
    assert search(module, query) == (["buecherei"], True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("sprechstunde", ["hebamme"], id="part of a compound"),
        pytest.param("hebammen", ["hebamme"], id="beginning of a compound"),
        pytest.param("trödel", ["markt"], id="keyword"),
        pytest.param("geld", ["wir"], id="topic"),
        pytest.param("norden", ["buecherei"], id="district"),
        pytest.param("schwimmen", ["schwimmen", "kurs", "text"], id="exact title, title, text"),
        pytest.param("wir für uns", ["wir"], id="title of stop words"),
        pytest.param("bad", ["kurs", "schwimmen"], id="equals stay in their order"),
        pytest.param("kus", [], id="short words need to be right"),
        pytest.param("xyzxyz", [], id="unknown word"),
    ],
)
def test_offers_are_found_in_their_rank(module: Page, query: str, found: list[str]) -> None:
    ids, _ = search(module, query)

    assert ids == found


def test_offers_with_most_words_come_where_none_has_all(module: Page) -> None:
    assert search(module, "bücher markt samstag tauchen") == (["markt"], False)


def test_query_without_words_leaves_all_offers_in_their_order(module: Page) -> None:
    everything = [offer["id"] for offer in INDEX["offers"]]

    assert [search(module, query) for query in ("", " ", "?!")] == [(everything, True)] * 3


@pytest.mark.parametrize(
    "query", ["x" * 10_000, "hebamme " * 1_250, "ä" * 10_000, "\ud83d\ude00" * 5_000, "(a+)+" * 2_000]
)
def test_very_long_query_comes_to_an_end(module: Page, query: str) -> None:
    ids, _ = search(module, query)

    assert set(ids) <= {offer["id"] for offer in INDEX["offers"]}
    assert module.evaluate("query => module.nearlyEqual(module.fold(query), `${module.fold(query)}x`)", query) is True


# --- filters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "years", "fits"),
    [
        (None, 7, True),
        ([0, 11], 0, True),
        ([0, 11], 1, False),
        ([0, 12], 1, True),
        ([6, 47], 0, True),
        ([6, 47], 3, True),
        ([6, 47], 4, False),
        ([35, 60], 2, True),
        ([36, 60], 2, False),
        ([36, 60], 5, True),
        ([36, 60], 6, False),
    ],
)
def test_child_fits_in_any_month_of_its_year(module: Page, months: list[int] | None, years: int, fits: bool) -> None:
    """A child of three is between 36 and 47 months old; both ends of what an offer says are included."""
    found = module.evaluate(
        "([months, years]) => module.filtered([{ months }], { alter: years }).length", [months, years]
    )

    assert found == int(fits)


def test_counts_of_a_list_ignore_what_is_chosen_in_it(module: Page) -> None:
    """Each value counts what it would leave as the one chosen; the other filters narrow it."""
    offers = [
        {"thema": ["a"], "wochentag": ["montag"], "kostenlos": True},
        {"thema": ["a", "b"], "wochentag": ["montag", "freitag"], "months": [0, 11]},
        {"thema": ["b"], "kostenlos": True},
    ]
    counts = module.evaluate(
        "(offers) => module.counts(offers, { thema: ['a'], kostenlos: false, alter: null })", offers
    )

    assert counts["thema"] == {"a": 2, "b": 2}
    assert counts["wochentag"] == {"montag": 2, "freitag": 1}
    assert counts["kostenlos"] == {"ja": 1}
    assert [counts["alter"][years] for years in ("0", "1")] == [2, 1]

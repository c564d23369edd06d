"""The search as a module of its own, with data that Python has made: both sides are tested together.

It runs in the browser that people use. The town is `search_town`; each query is put to a search that knows nothing of
the one before, and loads the languages that it asks for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from familyguide.finder.index import finder_data
from familyguide.folding import fold, words
from familyguide.german import Compounds, stem
from familyguide.guide import Guide
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import offer_record
from playwright.sync_api import Page
from search_town import search_guide
from visiting import SEARCH_MODULE, StartVisit

pytestmark = pytest.mark.browser

PREPARE = f"""async () => {{
  window.module = await import({SEARCH_MODULE});
  window.ask = ({{ core, languages, ids }}, query, ignored = []) => {{
    const search = module.createSearch(core);
    const asked = [];
    for (let id; (id = search.missingLanguage(query, [])); asked.push(id)) search.addLanguage(id, languages[id]);
    const found = search.search(query, new Set(ignored));
    return {{
      ids: found.results.map(({{ number }}) => ids[number]),
      reasons: found.results[0]?.reasons ?? [],
      filters: found.filters.map(({{ label }}) => label),
      emergency: found.emergency === null ? null : core.emergencies[found.emergency].id,
      language: found.language,
      areApplied: found.areApplied,
      mended: found.mended.length > 0,
      asked,
    }};
  }};
}}"""

PYTHONS_CHARACTERS = st.characters(exclude_categories=("Cs", "Cn"))
"""A browser may know letters that are newer than this Python; it is the one that makes the data."""
ANY_TEXT = st.text(alphabet=PYTHONS_CHARACTERS)
few = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def module(start_visit: StartVisit) -> Iterator[Page]:
    """A page in which the modules of the search are known as `module`, and the town as `town`."""
    with start_visit() as visit:
        page = visit.go_to_finder()
        page.evaluate(PREPARE)
        page.evaluate("town => { window.town = town; }", town_data(search_guide()))
        yield page


def town_data(guide: Guide) -> dict[str, Any]:
    """The data of a guide as the browser gets them, and the ids of its offers."""
    data = finder_data(guide, text_apart=False)
    return {"core": data.core, "languages": dict(data.languages), "ids": [offer.id for offer in guide.offers]}


@dataclass(frozen=True)
class Found:
    """What a search has found."""

    ids: list[str]
    reasons: list[str]
    filters: list[str]
    emergency: str | None
    language: str | None
    areApplied: bool
    mended: bool
    asked: list[str]


def ask(module: Page, query: str, *, without: tuple[str, ...] = ()) -> Found:
    """Put a query to a fresh search."""
    return Found(**module.evaluate("([query, without]) => ask(town, query, without)", [query, without]))


# --- both sides do the same -------------------------------------------------------------------------------------------


def written_in(guide: Guide) -> list[str]:
    """Every word that stands in the records, as it is written there, in all languages."""
    texts = [text for offer in guide.offers for text in (offer.title, offer.record.summary, *offer.record.keywords)]
    for concept in guide.concepts:
        for said in (*concept.words.values(), *concept.situations.values()):
            texts.extend(said)
    return sorted({word for text in texts for word in text.split()})


@pytest.mark.first_town
def test_words_of_the_records_fold_as_in_python(module: Page, guide: Guide) -> None:
    written = written_in(guide)
    folded = module.evaluate("written => written.map(module.fold)", written)

    assert len(written) > 1_000
    assert [pair for pair in zip(written, folded, strict=True) if pair[1] != fold(pair[0])] == []


def test_each_letter_folds_as_in_python(module: Page) -> None:
    """Each letter, digit and mark of Unicode's first two planes that Python knows."""
    letters = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code))[0] in "LNM"]
    folded = module.evaluate("letters => [...letters].map(module.fold)", "".join(letters))

    assert [pair for pair in zip(letters, folded, strict=True) if pair[1] != fold(pair[0])] == []


@few
@given(st.lists(ANY_TEXT, max_size=30))
def test_any_text_folds_as_in_python_and_once_is_enough(module: Page, texts: list[str]) -> None:
    folded = module.evaluate("texts => texts.map((text) => [module.fold(text), module.fold(module.fold(text))])", texts)

    assert folded == [[fold(text)] * 2 for text in texts]


@few
@given(st.lists(ANY_TEXT, max_size=30))
def test_any_text_has_the_same_words_as_in_python(module: Page, texts: list[str]) -> None:
    assert module.evaluate("texts => texts.map(module.words)", texts) == [words(text) for text in texts]


@pytest.mark.first_town
def test_words_of_the_records_have_the_same_stems_and_parts_as_in_python(module: Page, guide: Guide) -> None:
    folded = sorted({word for written in written_in(guide) for word in words(written)})
    known = sorted({stem(word) for word in folded if len(word) < 10})
    compounds = Compounds(known)
    found = module.evaluate(
        """([words, known]) => {
          const german = module.german(town.core.german);
          german.learn(known);
          return words.map((word) => [german.stem(word), german.parts(word)]);
        }""",
        [folded, known],
    )
    expected = [[stem(word), compounds.parts(word)] for word in folded]

    assert sum(bool(parts) for _, parts in expected) > 100
    assert [(word, *pair) for word, *pair in zip(folded, found, expected, strict=True) if pair[0] != pair[1]] == []


@few
@given(st.lists(st.text(alphabet="abdeghiklmnrstu", max_size=14), max_size=12), st.data())
def test_made_up_words_have_the_same_parts_as_in_python(module: Page, known: list[str], data: st.DataObject) -> None:
    chosen = st.lists(st.sampled_from(known), max_size=4) if known else st.just([])
    made = ["".join(data.draw(chosen)) for _ in range(5)]
    found = module.evaluate(
        """([made, known]) => {
          const german = module.german(town.core.german);
          german.learn(known);
          return made.map(german.parts);
        }""",
        [made, sorted(set(known))],
    )
    compounds = Compounds(set(known))

    assert found == [compounds.parts(word) for word in made]


@pytest.mark.parametrize("word", ["der", "Für", "wir", "UND"])
def test_stop_words_come_with_the_data(module: Page, word: str) -> None:
    assert module.evaluate("word => module.german(town.core.german).isStopWord(module.fold(word))", word)


# --- mistakes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        *(("hebamme", "hebamme", 0), ("", "", 0), ("", "a", 1), ("", "ab", 2), ("ab", "ba", 1)),
        *(("hebame", "hebamme", 1), ("hebammme", "hebamme", 1), ("hebmame", "hebamme", 1), ("hebomme", "hebamme", 1)),
        *(("ebamme", "hebamme", 1), ("hebamm", "hebamme", 1), ("ehbamme", "hebamme", 1), ("abxab", "baxab", 1)),
        *(("hebme", "hebamme", 2), ("hobomme", "hebamme", 2), ("abcd", "badc", 2), ("kita", "hort", 3)),
    ],
)
def test_mistakes_are_counted(module: Page, one: str, other: str, count: int) -> None:
    """A letter too many, missing or wrong, or two neighbours swapped; whichever of the two words is the wrong one."""
    found = module.evaluate("([a, b]) => [module.mistakes(a, b, 2), module.mistakes(b, a, 2)]", [one, other])

    assert found == [count, count]


@pytest.mark.parametrize("word", ["kita", "hebamme", "aaaa", "sprechstunde"])
def test_every_single_mistake_counts_one(module: Page, word: str) -> None:
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    wrong = {
        *(f"{before}{after[1:]}" for before, after in cuts),
        *(f"{before}{letter}{after}" for before, after in cuts for letter in "xa"),
        *(f"{before}{letter}{after[1:]}" for before, after in cuts if after for letter in "xa"),
        *(f"{before}{after[1]}{after[0]}{after[2:]}" for before, after in cuts if len(after) > 1),
    } - {word}
    counted = module.evaluate(
        "([word, wrong]) => wrong.map((each) => module.mistakes(word, each, 2))", [word, sorted(wrong)]
    )

    assert set(counted) == {1}


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        *(("kindergarden", "kindergarten"), ("elterngelt", "elterngeld"), ("fater", "vater"), ("telefon", "telephon")),
        *(
            ("hebame", "hebamme"),
            ("teraphie", "therafie"),
            ("schüla", "schüla"),
            ("zan", "zahn"),
            ("bücharei", "bücharai"),
        ),
    ],
)
def test_words_that_sound_alike_are_alike(module: Page, heard: str, meant: str) -> None:
    sounds = module.evaluate("words => words.map((word) => module.sound(module.fold(word)))", [heard, meant])

    assert sounds[0] == sounds[1]


@pytest.mark.parametrize(("one", "other"), [("Kurs", "Kur"), ("Bad", "Bar"), ("Haus", "Hase"), ("Kita", "Kito")])
def test_words_that_sound_different_are_different(module: Page, one: str, other: str) -> None:
    sounds = module.evaluate("words => words.map((word) => module.sound(module.fold(word)))", [one, other])

    assert sounds[0] != sounds[1]


# --- what a query finds -----------------------------------------------------------------------------------------------

FIRST = {
    "folding": ("buecherei", ["Bücherei", "buecherei", "BUCHEREI", "bücherei", "Bu\u0308cherei"]),
    "typing errors": (
        "buecherei",
        ["büchrei", "bücherrei", "bücehrei", "büxherei", "bücheri", "Biblithek", "Bibliohtek"],
    ),
    "heard spelling": ("kindergarten", ["kindergarden", "Kintergarten", "kinndergarten"]),
    "heard spelling of a word that is cut off": ("hebamme", ["Fisioterapie", "Fysioterapie"]),
    "heard spelling of two parts": ("elterngeld", ["elterngelt", "Elterngeld", "ElternGelt"]),
    "a compound written apart": ("elterngeld", ["Eltern Geld", "eltern gelt"]),
    "inflection": ("hebamme", ["Hebamme", "Hebammen", "HEBAMMEN"]),
    "part of a compound": ("hausaufgaben", ["Hausaufgaben", "Hausaufgabe"]),
    "search word": ("buecherei", ["Bibliothek", "Bibliotheken", "biblio"]),
    "family word": ("hebamme", ["Geburtshelferin", "Geburtshelferinnen"]),
    "stop words": (
        "buecherei",
        ["wo ist denn hier die Bücherei", "ich suche eine Bücherei bitte", "gibt es in Sonnenau eine Bücherei?"],
    ),
    "not every word": ("buecherei", ["Bücherei mit Parkplatz und Aufzug", "Spiele leihen oder tauschen"]),
    "a situation": ("hebamme", ["nach der Entbindung kommt wer das Neugeborene wiegen"]),
    "a situation in other words": ("elterngeld", ["kein Geld für Strampler", "Strampler bezahlen"]),
    "words of the family for another": ("elterngeld", ["Kohle für das Baby nach der Geburt"]),
    "beginnings": ("schwimmen", ["schw", "schwi", "schwimm", "Schwimmen"]),
    "a title of stop words": ("wir", ["Wir für uns", "wir fuer uns"]),
    "topic and stage": ("kinderturnen", ["Zappelphilipp turnen"]),
    "Turkish without a dot": ("hebamme", ["ılıca", "ilica", "ILICA", "İLİCA"]),
    "Turkish in a sentence": ("hebamme", ["ebe arıyorum", "ebeyi nerede", "ben bir ebe arıyorum"]),
    "English": ("hebamme", ["midwife", "where is the midwife", "midwives"]),
    "Arabic article and letters": ("hebamme", ["قابلة", "القابلة", "قابله", "والقابلة", "قَابِلَة"]),
    "Farsi letters": ("hebamme", ["کودک", "كودك"]),
    "Cyrillic forms": ("hebamme", ["акушерка", "акушерки", "акушерку", "АКУШЕРКА"]),
    "Ukrainian": ("hebamme", ["вагітність", "вагітності", "їжа"]),
    "a sentence in Russian": ("hebamme", ["где помощь после родов", "мне нужна помощь после родов"]),
}


@pytest.mark.parametrize("rule", FIRST)
def test_the_right_offer_comes_first(module: Page, rule: str) -> None:
    wanted, queries = FIRST[rule]

    assert {query: ask(module, query).ids[:1] for query in queries} == {query: [wanted] for query in queries}


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        pytest.param("Kur", "kurs", id="Kur is not in Kurs"),
        pytest.param("Kur", "gebuehr", id="nor in Kursgebühr"),
        pytest.param("Kurs", "kur", id="Kurs is no form of Kur"),
        pytest.param("Rat", "nachhilfe", id="a short word is not in others"),
        pytest.param("Bier", "buecherei", id="a short word is not mended into a long one"),
        pytest.param("Schule", "schwimmen", id="a title is no other with the same beginning"),
        pytest.param("der die das", "notruf", id="stop words find no emergency"),
    ],
)
def test_what_is_not_meant_is_not_found(module: Page, query: str, missing: str) -> None:
    assert missing not in ask(module, query).ids


def test_part_of_a_compound_finds_it(module: Page) -> None:
    assert ask(module, "Sprechstunde").ids == ["sprechstunde", "hebamme"]


def test_a_compound_finds_its_parts(module: Page) -> None:
    """No offer is called so."""
    assert {"schwimmen", "kurs"} <= set(ask(module, "Schwimmkurs").ids)


def test_a_single_letter_is_a_beginning(module: Page) -> None:
    """And one that nothing begins with finds nothing, which is no error."""
    found = ask(module, "b").ids

    assert {"buecherei", "bereitschaft"} <= set(found)
    assert "notruf" not in found
    assert ask(module, "q").ids == []


def test_a_query_without_words_leaves_all_offers_in_their_order(module: Page) -> None:
    everything = [offer.id for offer in search_guide().offers]

    assert [ask(module, query).ids for query in ("", " ", "?!", "😀")] == [everything] * 4


def test_words_without_meaning_find_nothing(module: Page) -> None:
    found = ask(module, "xqzxqz vfrwtz")

    assert (found.ids, found.filters, found.emergency, found.mended) == ([], [], None, False)


def test_synonyms_are_the_usual_word(module: Page) -> None:
    assert ask(module, "Blagen").ids == ask(module, "Kind").ids
    assert ask(module, "Pänz").ids == ask(module, "Kinder").ids


# --- ranking ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "ranked"),
    [
        pytest.param(
            "Schwimmen", ["schwimmen", "schwimmkurs", "seepferdchen", "ferien"], id="exact, title, search word, text"
        ),
        pytest.param("Delfin", ["delfin", "schwimmen", "meerestiere"], id="exact title, provider, text"),
        pytest.param("Kurs", ["kurs", "gebuehr"], id="title word, part of a title word"),
        pytest.param("Sommerfest", ["fest", "strassenfest"], id="an exact title, even of what has ended"),
        pytest.param(
            "Musik und Tanz", ["strassenfest", "kleinkindturnen", "fest"], id="both words, one, what has ended"
        ),
    ],
)
def test_offers_are_found_in_their_rank(module: Page, query: str, ranked: list[str]) -> None:
    found = ask(module, query).ids

    assert [offer for offer in found if offer in ranked] == ranked


def test_a_topic_finds_its_offers_behind_those_that_are_called_so(module: Page) -> None:
    found = ask(module, "Geld").ids

    assert found[0] == "elterngeld"
    assert {"sprechstunde", "gebuehr"} <= set(found)


def test_why_an_offer_is_there(module: Page) -> None:
    """Told in the words of staff where a concept has led to it; not where a word of its own has."""
    assert ask(module, "Kinderwagen").reasons == ["Babyausstattung"]
    assert ask(module, "Bücherei").reasons == []


def test_a_wrong_word_is_told_and_a_right_one_is_not(module: Page) -> None:
    wrong = ("büchrei", "kindergarden", "Hebmame")
    right = ("Bücherei", "Kindergarten", "Hebammen", "Kinder Garten", "schw", "ebe arıyorum", "xqzxqz")

    assert {query: ask(module, query).mended for query in (*wrong, *right)} == dict.fromkeys(
        wrong, True
    ) | dict.fromkeys(right, False)


# --- filters in words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "filters", "first"),
    [
        ("Turnen für 3-Jährige in Vorwerk", ["3 Jahre", "Vorwerk"], "kleinkindturnen"),
        ("Turnen 3 Jahre", ["3 Jahre"], "kleinkindturnen"),
        ("Turnen für Dreijährige", ["3 Jahre"], "kleinkindturnen"),
        ("Turnen mein Sohn ist drei Jahre alt", ["3 Jahre"], "kleinkindturnen"),
        ("Turnen mein Sohn ist 3", ["3 Jahre"], "kleinkindturnen"),
        ("ich bin 7 wo kann ich turnen", ["7 Jahre"], "kinderturnen"),
        ("Turnen 0-3", ["0 bis 3 Jahre"], "kleinkindturnen"),
        ("Turnen 0 bis 3", ["0 bis 3 Jahre"], "kleinkindturnen"),
        ("Turnen U3", ["0 bis 2 Jahre"], "kleinkindturnen"),
        ("Turnen 18 Monate", ["1 Jahr"], "kleinkindturnen"),
        ("Turnen 7J", ["7 Jahre"], "kinderturnen"),
        ("Turnen von 6 bis 10 Jahren", ["6 bis 10 Jahre"], "kinderturnen"),
        ("Turnen am Wochenende", ["am Wochenende"], "kinderturnen"),
        ("Turnen Samstagvormittag", ["Samstag"], "kinderturnen"),
        ("Turnen montags", ["Montag"], "kleinkindturnen"),
        ("Turnen kostenlos", ["kostenlos"], "kinderturnen"),
        ("Turnen umsonst", ["kostenlos"], "kinderturnen"),
        ("Turnen das nichts kostet", [], "kleinkindturnen"),
        ("Turnen kostet nichts", ["kostenlos"], "kinderturnen"),
        ("Turnen in der Innenstadt", ["Innenstadt"], "kinderturnen"),
        ("Turnen Vorwerker Kinder", ["Vorwerk"], "kleinkindturnen"),
        ("Bücherei ohne Anmeldung", ["ohne Anmeldung"], "buecherei"),
        ("Spiele auf Türkisch", ["auf Türkisch"], "buecherei"),
        ("türkischsprachige Spiele", ["auf Türkisch"], "buecherei"),
        ("türkisch sprechende Bücherei", ["auf Türkisch"], "buecherei"),
        ("Bücherei türkisch sprechend", ["auf Türkisch"], "buecherei"),
        ("U3 U-Untersuchung", ["0 bis 2 Jahre"], "u3"),
    ],
)
def test_filters_are_understood(module: Page, query: str, filters: list[str], first: str) -> None:
    found = ask(module, query)

    assert (found.filters, found.ids[0], found.areApplied) == (filters, first, True)


@pytest.mark.parametrize(
    "query",
    [
        *("3 Kinder", "Familie mit 3 Kindern", "Nachhilfe Klasse 9", "9. Klasse", "Telefon 116 117", "116117"),
        *("1. Klasse", "20 Jahre", "Straße 7", "ein Kind", "zwei Kinder", "Deutsch", "türkischer Verein", "Notruf 110"),
        *(
            "Anmeldung",
            "Kosten",
            "Sonne",
            "Mitte der Woche",
            "Vorwerkstatt",
            "Freitagsgebetsraumschlüssel",
            "Turnen mit 12",
            "Beginn ist 14 Uhr",
            "wir sind 4 Personen",
            "U6",
            "U9 Untersuchung",
        ),
    ],
)
def test_what_only_looks_like_a_filter_is_none(module: Page, query: str) -> None:
    assert ask(module, query).filters == []


def test_an_offer_that_says_nothing_stays_behind_one_that_fits(module: Page) -> None:
    """Who names no age may welcome any; who names another does not."""
    found = ask(module, "Bewegung Kinder 3 Jahre").ids

    assert found[0] == "kleinkindturnen"
    assert "kindergarten" in found
    assert "kinderturnen" not in found


def test_a_filter_that_leaves_nothing_is_told_and_not_applied(module: Page) -> None:
    found = ask(module, "Trampolin 2 Jahre")

    assert (found.filters, found.areApplied, found.ids) == (["2 Jahre"], False, ["kinderturnen"])


def test_a_filter_that_is_taken_away_is_not_understood(module: Page) -> None:
    with_it, without = ask(module, "Turnen 3 Jahre"), ask(module, "Turnen 3 Jahre", without=("alter",))

    assert "kinderturnen" not in with_it.ids
    assert "kinderturnen" in without.ids
    assert without.filters == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kostenlos", {"buecherei", "kinderturnen"}),
        ("7 Jahre", {"kinderturnen"}),
        ("am Wochenende", {"buecherei", "kinderturnen"}),
    ],
)
def test_a_filter_alone_is_a_query(module: Page, query: str, found: set[str]) -> None:
    assert set(ask(module, query).ids) == found


def test_filters_of_other_languages(module: Page) -> None:
    assert ask(module, "ebe ücretsiz").filters == ["kostenlos"]
    assert ask(module, "ebe hafta sonu").filters == ["am Wochenende"]
    assert ask(module, "ebe pazartesi").filters == ["Montag"]
    assert ask(module, "midwife for free").filters == ["kostenlos"]
    assert ask(module, "акушерка бесплатно").filters == ["kostenlos"]


# --- emergencies ------------------------------------------------------------------------------------------------------

EMERGENCIES = {
    "gewalt": [
        *("mein Mann schlägt mich", "er hat mich geschlagen", "häusliche Gewalt", "wurde verprügelt", "SCHLAEGT MICH"),
        *("beni dövüyor", "kocam beni dövüyor", "şiddet", "he hits me", "my husband beats me", "يضربني زوجي", "العنف"),
        *("муж бьет", "муж меня бьет", "насилие", "чоловік б'є", "чоловік б’є мене", "خشونت"),
        *("mein Mann bedroht mich mit einem Messer",),
    ],
    "gift": [
        "Kind hat Batterie verschluckt",
        "Putzmittel getrunken",
        "Vergiftung",
        "Knopfbatterie",
        "poisoning",
        "drunk",
        "تسمم",
    ],
    "suizid": ["ich will nicht mehr leben", "Suizid", "суицид"],
}


@pytest.mark.parametrize("emergency", EMERGENCIES)
def test_an_emergency_is_understood_in_every_language(module: Page, emergency: str) -> None:
    queries = EMERGENCIES[emergency]

    assert {query: ask(module, query).emergency for query in queries} == dict.fromkeys(queries, emergency)


NO_EMERGENCIES = [
    *(
        "Schreibaby",
        "Schreibabys",
        "Gewaltfreie Kommunikation",
        "gewaltfreie Erziehung",
        "Gewaltenteilung",
        "Schlagzeug",
    ),
    *(
        "Schlaf",
        "Messer schnitzen",
        "Mann",
        "mein Mann",
        "Batterie",
        "Batterien abgeben",
        "Putzmittel",
        "leben",
        "nicht",
    ),
    *(
        "mehr leben in der Stadt",
        "Giftpflanzen",
        "Turnen",
        "Sprechstunde",
        "beni",
        "my husband",
        "husband",
        "муж",
    ),
    *("drum", "drum lessons"),
    *("زوجي", "getrunken", "Sauna", "Kind", "чоловік", "he", "me", "Geschwister", "Leben und Wohnen"),
]


def test_what_is_no_emergency_shows_no_box(module: Page) -> None:
    assert {query: ask(module, query).emergency for query in NO_EMERGENCIES} == dict.fromkeys(NO_EMERGENCIES)


def test_an_emergency_does_not_begin_before_it_is_said(module: Page) -> None:
    """While «häusliche Gewalt» is being typed, from the first letter on; the box comes once, and stays."""
    said = "häusliche Gewalt"
    shown = [ask(module, said[:end]).emergency is not None for end in range(1, len(said) + 1)]

    assert shown == sorted(shown)
    assert not any(shown[: len("häusliche")])
    assert shown[-1]


# --- languages --------------------------------------------------------------------------------------------------------


def test_german_asks_for_no_language(module: Page) -> None:
    for query in ("Bücherei", "Hebammensprechstunde", "Turnen für Kinder", "büchrei", "Notruf 110"):
        found = ask(module, query)
        assert (found.asked, found.language) == ([], None), query


@pytest.mark.parametrize(
    ("query", "language"),
    [
        *(
            ("ebe arıyorum", "tr"),
            ("midwife", "en"),
            ("قابلة", "ar"),
            ("خشونت", "fa"),
            ("суицид", "ru"),
            ("вагітність", "uk"),
        ),
        *(("Hebamme", None), ("ebe Bücherei Turnen", None), ("xqzxqz", None), ("", None)),
    ],
)
def test_the_language_of_a_query(module: Page, query: str, language: str | None) -> None:
    assert ask(module, query).language == language


def test_languages_of_another_writing_are_never_asked_for(module: Page) -> None:
    assert set(ask(module, "незнакомое").asked) <= {"ru", "uk"}
    assert set(ask(module, "غيرمعروف").asked) <= {"ar", "fa"}
    assert set(ask(module, "xqzxqz").asked) <= {"tr", "en"}


def test_a_preferred_language_is_asked_for_first(module: Page) -> None:
    first = "([query, preferred]) => module.createSearch(town.core).missingLanguage(query, preferred)"

    assert module.evaluate(first, ["xqz", ["en-GB", "de"]]) == "en"
    assert module.evaluate(first, ["xqz", ["tr"]]) == "tr"
    assert module.evaluate(first, ["слон", ["uk-UA"]]) == "uk"


def test_an_unknown_preferred_language_does_no_harm(module: Page) -> None:
    first = "([query, preferred]) => module.createSearch(town.core).missingLanguage(query, preferred)"

    assert module.evaluate(first, ["xqz", ["zz", ""]]) in ("tr", "en")


# --- parts of the data ------------------------------------------------------------------------------------------------


def test_words_of_texts_may_come_later(module: Page) -> None:
    """First results do not wait for them; afterwards all is found as if they had been there from the beginning."""
    apart = finder_data(search_guide(), text_apart=True)
    queries = ["Trampolin", "Schwimmen", "Delfin", "Lindenhaus", "Musik und Tanz"]
    before, after, together = module.evaluate(
        """([core, text, queries]) => {
          const search = module.createSearch(core);
          const all = () => queries.map((query) => search.search(query).results.map(({ number }) => town.ids[number]));
          const before = all();
          search.addText(text);
          return [before, all(), queries.map((query) => ask(town, query).ids)];
        }""",
        [apart.core, apart.text, queries],
    )

    assert before[0] == []
    assert before[1][0] == "schwimmen"
    assert after == together


# --- any query at all -------------------------------------------------------------------------------------------------


@few
@given(st.lists(ANY_TEXT | st.text(alphabet="abesuüßу ا0139-"), max_size=8))
def test_any_text_is_answered(module: Page, queries: list[str]) -> None:
    """With offers of the town, each once; nothing is thrown."""
    ids = {offer.id for offer in search_guide().offers}
    for found in module.evaluate("queries => queries.map((query) => ask(town, query))", queries):
        assert set(found["ids"]) <= ids
        assert len(found["ids"]) == len(set(found["ids"]))


WORDS = [
    "Turnen",
    "Bücherei",
    "büchrei",
    "Kinder",
    "3",
    "Jahre",
    "kostenlos",
    "в",
    "قابلة",
    "ebe",
    "schlägt",
    "mich",
    "U3",
    "Vorwerk",
]


@few
@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_any_words_together_are_answered(module: Page, chosen: list[str]) -> None:
    found = ask(module, " ".join(chosen))

    assert set(found.ids) <= {offer.id for offer in search_guide().offers}
    if any(word in ("Turnen", "Bücherei") for word in chosen):
        assert found.ids


@pytest.mark.parametrize(
    "letters",
    ["x", "hebamme ", "ä", "😀", "(a+)+", "кот ", "ا", "\u0301", "ae", "schwimmturnkurs", "1 ", "#", "kindergarden"],
)
def test_ten_thousand_characters_come_to_an_end(module: Page, letters: str) -> None:
    """The test would never end where a query of that length hangs; so much as a second is far more than it takes."""
    query = (letters * 10_000)[:10_000]
    found, milliseconds = module.evaluate(
        """(query) => {
          const start = performance.now();
          const found = ask(town, query);
          return [found.ids, performance.now() - start];
        }""",
        query,
    )

    assert set(found) <= {offer.id for offer in search_guide().offers}
    assert milliseconds < 10_000


TITLES = [offer.title for offer in search_guide().offers]


@few
@given(
    st.lists(
        st.lists(
            st.sampled_from([*re.findall(r"\w+", " ".join(TITLES)), "neu", "Zebra", "Kurs"]), min_size=1, max_size=5
        ),
        min_size=1,
        max_size=4,
    )
)
def test_adding_offers_never_hides_an_exact_title(module: Page, added: list[list[str]]) -> None:
    """Whatever they are called, and whatever their search words are: the offer with that very title is first."""
    more = [
        offer_record(
            f"neu-{number}",
            titel=" ".join(title),
            anbieter="verein",
            themen=["sport"],
            lebensphasen=["kind"],
            suchwoerter=sorted(set(title)),
        )
        for number, title in enumerate(added)
    ]
    guide = search_guide(*more)
    queries = [offer.title for offer in guide.offers]
    found = module.evaluate(
        "([data, queries]) => queries.map((query) => ask(data, query).ids[0])", [town_data(guide), queries]
    )
    title_of = {offer.id: sorted(words(offer.title)) for offer in guide.offers}

    def telling(title: list[str]) -> set[str]:
        return {stem(word) for word in title} - {
            stem(word) for word in ("fur", "am", "mit", "der", "im", "wir", "uns", "ab")
        }

    for query, first in zip(queries, found, strict=True):
        assert telling(title_of[first]) == telling(words(query)), query


# --- filters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "years", "fits"),
    [
        *((0, 7, True), ([0, 11], 0, True), ([0, 11], 1, False), ([0, 12], 1, True), ([6, 47], 0, True)),
        *(([6, 47], 3, True), ([6, 47], 4, False), ([35, 60], 2, True), ([36, 60], 2, False), ([36, 60], 5, True)),
        *(([36, 60], 6, False), ([0, 0], 0, True), ([0, 0], 1, False)),
    ],
)
def test_child_fits_in_any_month_of_its_year(module: Page, months: list[int] | int, years: int, fits: bool) -> None:
    """A child of three is between 36 and 47 months old; both ends of what an offer says are included.

    An offer that names no age says 0, and fits all.
    """
    assert module.evaluate("([months, years]) => module.fitsAge(months, years)", [months, years]) is fits


NOTHING_CHOSEN: dict[str, list[int]] = {"lebensphase": [], "thema": [], "stadtteil": [], "wochentag": [], "sprache": []}
NO_FILTER = {**NOTHING_CHOSEN, "alter": None, "kostenlos": False, "ohne-anmeldung": False}


def some_offer(**facts: Any) -> dict[str, Any]:
    """An offer that says no more than these facts."""
    return {**NOTHING_CHOSEN, "months": 0, "kostenlos": False, "ohne-anmeldung": False, **facts}


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({}, True),
        ({"thema": [1]}, True),
        ({"thema": [3, 1]}, True),
        ({"thema": [3]}, False),
        ({"stadtteil": [0]}, False),
        ({"kostenlos": True}, True),
        ({"ohne-anmeldung": True}, False),
        ({"alter": 0}, True),
        ({"alter": 1}, False),
        ({"thema": [1], "kostenlos": True, "alter": 0}, True),
        ({"thema": [1], "ohne-anmeldung": True}, False),
    ],
)
def test_an_offer_passes_one_of_each_list_and_every_switch(module: Page, filters: dict[str, Any], passes: bool) -> None:
    offer = some_offer(thema=[0, 1], kostenlos=True, months=[0, 11])

    assert (
        module.evaluate("([offer, filters]) => module.passesAll(offer, filters)", [offer, NO_FILTER | filters])
        is passes
    )


def test_counts_of_a_list_ignore_what_is_chosen_in_it(module: Page) -> None:
    """Each value counts what it would leave as the one chosen; the other filters narrow it."""
    offers = [
        some_offer(thema=[0], wochentag=[0], kostenlos=True),
        some_offer(thema=[0, 1], wochentag=[0, 4], months=[0, 11]),
        some_offer(thema=[1], kostenlos=True),
    ]
    counts = module.evaluate(
        """([offers, filters]) => {
          const found = module.counts(offers, filters);
          return Object.fromEntries(
            Object.entries(found).map(([name, counted]) => [name, counted instanceof Map ? [...counted] : counted]),
          );
        }""",
        [offers, NO_FILTER | {"thema": [0]}],
    )

    assert dict(counts["thema"]) == {0: 2, 1: 2}
    assert dict(counts["wochentag"]) == {0: 2, 4: 1}
    assert counts["kostenlos"] == [[True, 1]]
    assert counts["alter"][:2] == [2, 1]

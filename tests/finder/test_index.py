"""The data of the finder: what the guide says of each offer and what families say, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import reading
from familyguide.finder.index import VERSION, WEEKDAYS, FinderData, finder_data
from familyguide.folding import words
from familyguide.german import STOP_WORDS, stem
from familyguide.guide import Guide, Offer
from familyguide.records.models import Emergency, SearchWordsRecord
from making import DAY, guide_of, neighbour_guide, neighbour_town, offer_record
from search_town import OFFERS, PLACES, PROVIDERS, SEARCH_WORDS, TOWN, VOCABULARIES, search_guide

TITLE, PART_OF_TITLE, STRONG, PART_OF_STRONG = range(4)
"""How a word fits an offer: its title or its names and search words, as a whole word or as part of a compound."""


@pytest.fixture(scope="module")
def data() -> FinderData:
    """The data of the town that is made for the search."""
    return finder_data(search_guide(), text_apart=False)


@pytest.fixture(scope="module")
def core(data: FinderData) -> dict[str, Any]:
    """Their first part."""
    return data.core


def places(ids: list[str]) -> list[int]:
    """The numbers of these offers."""
    order = [offer.id for offer in search_guide().offers]
    return [order.index(offer_id) for offer_id in ids]


def fits(core: dict[str, Any], written: str, key: str = "wordOffers") -> dict[str, int]:
    """Which offers a word leads to, and how well it fits."""
    (word,) = words(written)
    order = [offer.id for offer in search_guide().offers]
    return {order[number]: worth for number, worth in reading.offers_of_words(core, key).get(stem(word), {}).items()}


# --- words of offers --------------------------------------------------------------------------------------------------


def test_words_lead_to_offers_by_where_they_stand(core: dict[str, Any]) -> None:
    assert fits(core, "Schwimmen") == {"schwimmen": TITLE, "schwimmkurs": TITLE, "seepferdchen": STRONG}
    assert fits(core, "Schwimmen", "textOffers") == {"ferien": 0}
    assert fits(core, "Delfin")["delfin"] == TITLE
    assert fits(core, "Delfin", "textOffers") == {"meerestiere": 0}


def test_names_of_providers_tell_as_much_as_search_words(core: dict[str, Any]) -> None:
    assert fits(core, "Delfine")["schwimmen"] == STRONG
    assert fits(core, "Regenbogen").keys() == {offer.id for offer in OFFERS if offer.id != "schwimmen"}


def test_parts_of_compounds_tell_less_than_whole_words(core: dict[str, Any]) -> None:
    assert fits(core, "Sprechstunde") == {"sprechstunde": TITLE, "hebamme": PART_OF_TITLE}
    assert fits(core, "Kurs").items() >= {"kurs": TITLE, "gebuehr": PART_OF_TITLE}.items()


def test_kur_is_not_in_kurs(core: dict[str, Any]) -> None:
    assert fits(core, "Kur") == {"kur": TITLE}


def test_a_word_of_a_title_does_not_count_again_in_the_text(core: dict[str, Any]) -> None:
    """The name of an offer in its own description would only cost bytes."""
    strong, text = (reading.offers_of_words(core, key) for key in ("wordOffers", "textOffers"))

    assert {(word, offer) for word in text for offer in text[word] if offer in strong.get(word, {})} == set()


@pytest.mark.parametrize(
    "word",
    [
        "Mehlspeise",
        "Beerenstraße",
        "Nebelstadt",
        "Innenstadt",
        "Väter",
        "Gebärdensprache",
        "Zwieback",
        "Impfpass",
        "Losnummer",
        "Hinterhaus",
    ],
)
def test_all_that_families_may_ask_for_stands_in_the_text(word: str) -> None:
    """Short text, description, places, district, target group, languages, cost, papers, registration, first contact."""
    place = PLACES[0].model_copy(update={"street": "Beerenstraße 3", "town": "Nebelstadt"})
    offer = offer_record(
        *("treff",),
        anbieter="verein",
        lebensphasen=["kind"],
        themen=["sport"],
        orte=["haus"],
        zielgruppen=["vaeter"],
        beschreibung="Es gibt **Mehlspeise** auf der [Seite](https://geheim.example/pfad).",
        mitbringen=["Impfpass"],
        **{"sprachen-text": "Gebärdensprache", "kosten": {"art": "beitrag", "text": "ein Zwieback"}},
        **{"anmeldung": {"art": "anrufen", "text": "mit Losnummer"}, "erster-kontakt": "Kommen Sie ins Hinterhaus."},
    )
    core = finder_data(Guide(TOWN, (offer, OFFERS[0]), PROVIDERS, (place, PLACES[1]), DAY), text_apart=False).core
    found = reading.offers_of_words(core, "textOffers")

    assert found[stem(words(word)[0])].keys() == {0}
    assert found.keys().isdisjoint({"https", "geheim", "pfad"})


def test_stop_words_of_titles_are_left_out_unless_a_title_has_no_other(core: dict[str, Any]) -> None:
    """«Turnen mit Geräten», «Bücherei am Markt», «Wir für uns»."""
    dictionary = set(reading.words(core["words"]))

    assert {"mit", "am", "fur", "wir", "uns"} <= STOP_WORDS
    assert dictionary.isdisjoint({"mit", "am"})
    assert fits(core, "für") == fits(core, "wir") == fits(core, "uns") == {"wir": TITLE}


def test_dictionary_is_in_order_without_repetition(data: FinderData) -> None:
    for part in (data.core, *data.languages.values()):
        dictionary = reading.words(part["words"])
        assert dictionary == sorted(set(dictionary))


def test_texts_may_come_apart(core: dict[str, Any]) -> None:
    """The same words lead to the same offers; the core then has none of the texts."""
    apart = finder_data(search_guide(), text_apart=True)

    assert apart.text is not None
    assert apart.core["textOffers"] == ""
    assert reading.offers_of_words(apart.text, "textOffers") == reading.offers_of_words(core, "textOffers")
    assert reading.offers_of_words(apart.core, "wordOffers") == reading.offers_of_words(core, "wordOffers")
    assert "trampoli" not in {word[:8] for word in reading.words(apart.core["words"])}
    assert apart.languages == finder_data(search_guide(), text_apart=False).languages


def test_text_is_not_apart_where_it_fits_in(data: FinderData) -> None:
    assert data.text is None


# --- facts of offers --------------------------------------------------------------------------------------------------

FACTS: dict[str, Callable[[Guide, Offer], object]] = {
    "lebensphase": lambda guide, offer: [guide.stages.index(stage) for stage in offer.stages],
    "thema": lambda guide, offer: [guide.topics.index(topic) for topic in offer.topics],
    "stadtteil": lambda guide, offer: [guide.districts.index(district) for district in offer.districts],
    "sprache": lambda guide, offer: [guide.record.languages.index(language.term) for language in offer.languages],
    "wochentag": lambda guide, offer: [WEEKDAYS.index(day) for day in offer.weekdays],
    "months": lambda guide, offer: list(offer.child_months) if offer.child_months else 0,
    "ended": lambda guide, offer: int(offer.ended),
}


@pytest.mark.parametrize("guide", [search_guide(), neighbour_guide()], ids=["made for the search", "neighbour"])
@pytest.mark.parametrize("name", FACTS)
def test_facts_agree_with_the_guide(guide: Guide, name: str) -> None:
    assert finder_data(guide, text_apart=False).core["offers"][name] == [
        FACTS[name](guide, offer) for offer in guide.offers
    ]


@pytest.mark.parametrize("guide", [search_guide(), neighbour_guide()], ids=["made for the search", "neighbour"])
def test_costs_and_registration_agree_with_the_guide(guide: Guide) -> None:
    core = finder_data(guide, text_apart=False).core
    free = [core["titles"]["kosten"][cost][0] == "kostenlos" for cost in core["offers"]["cost"]]

    assert free == [offer.free for offer in guide.offers]
    assert [kind == 0 for kind in core["offers"]["registration"]] == [
        offer.without_registration for offer in guide.offers
    ]
    unstated = [kind == core["registrationUnknown"] for kind in core["offers"]["registration"]]
    assert [offer.id for offer, is_unstated in zip(guide.offers, unstated, strict=True) if is_unstated] == [
        offer.id
        for offer in guide.offers
        if not offer.record.registration or offer.record.registration.kind.value == "unbekannt"
    ]


def test_a_child_of_no_months_is_a_child() -> None:
    """The age of a newborn is zero, which is not the same as nothing."""
    guide = guide_of(offer_record(alter={"von": "0 Monate", "bis": "0 Monate"}))

    assert finder_data(guide, text_apart=False).core["offers"]["months"] == [[0, 0]]


def test_every_fact_is_told_of_every_offer(core: dict[str, Any]) -> None:
    assert {len(column) for column in core["offers"].values()} == {len(search_guide().offers)}


def test_titles_count_their_words(core: dict[str, Any]) -> None:
    """As the browser must know when a query holds all of them; stop words and repetitions do not count."""
    numbers = dict(zip([offer.id for offer in search_guide().offers], core["offers"]["titleWords"], strict=True))

    assert [numbers[offer] for offer in ("schwimmen", "buecherei", "kleinkindturnen", "fest", "wir")] == [1, 2, 3, 1, 3]


def test_what_nobody_else_should_find_out_about() -> None:
    """A sensitive offer, help in an emergency by its own word, and help that the town names: the finder keeps quiet."""
    emergencies = (Emergency(id="not", titel="Not", hilfen=["genannt"]),)
    guide = guide_of(
        offer_record("geheim", sensibel="ja", adresse="hilfe-07"),
        offer_record("nothilfe", notlagen=["not"]),
        offer_record("genannt"),
        offer_record("treff"),
        town=neighbour_town(emergencies=emergencies),
    )
    discreet = finder_data(guide, text_apart=False).core["offers"]["discreet"]

    assert {offer.id for offer, is_discreet in zip(guide.offers, discreet, strict=True) if is_discreet} == {
        *("geheim", "nothilfe", "genannt")
    }


def test_no_address_and_no_number_is_in_the_data(data: FinderData) -> None:
    """Neither of a sensitive offer nor of any other: the cards have them."""
    written = json.dumps([data.core, *data.languages.values()], ensure_ascii=False)

    assert "hilfe-01" not in written
    assert "http" not in written


# --- vocabularies and concepts ----------------------------------------------------------------------------------------


def test_vocabularies_in_their_order(core: dict[str, Any]) -> None:
    """The browser shows the values of its filters by these titles."""
    titles, guide = core["titles"], search_guide()

    assert core["version"] == VERSION
    assert titles["lebensphase"] == [[stage.id, stage.title] for stage in guide.stages]
    assert titles["thema"] == [[topic.id, topic.title] for topic in guide.topics]
    assert titles["stadtteil"] == [[district.id, district.title] for district in guide.districts]
    assert [id_ for id_, _ in titles["wochentag"]] == [day.value for day in WEEKDAYS]


def concept(core: dict[str, Any], title: str) -> dict[str, Any]:
    """A concept by its title."""
    (found,) = [concept for concept in core["concepts"] if concept["title"] == title]
    return found


def test_a_concept_leads_to_offers_in_their_order(core: dict[str, Any]) -> None:
    assert reading.numbers(concept(core, "Babyausstattung")["offers"]) == places(["elterngeld", "kurs"])
    assert concept(core, "Sport in der Schule").items() >= {"topics": [2], "stages": [3]}.items()
    assert concept(core, "Gewalt")["emergency"] == 0
    assert "emergency" not in concept(core, "Hebamme")


def test_words_of_a_concept_are_told_as_phrases_of_stems(core: dict[str, Any]) -> None:
    found = reading.said(core, concept(core, "Hebamme"))

    assert found["words"] == {
        *(frozenset({stem(word)}) for word in ("hebamme", "geburtshelferin", "physiotherapie")),
        frozenset({stem("wochenbett"), stem("hilfe")}),
    }


def test_situations_go_together_unless_they_tell_of_an_emergency(core: dict[str, Any]) -> None:
    """All words of the situations in one bag; the words that stand together in each only where lives depend on them."""
    ordinary, emergency = (reading.said(core, concept(core, title)) for title in ("Babyausstattung", "Gewalt"))

    assert ordinary["situations"] == set()
    assert ordinary["bag"] == {
        frozenset(map(stem, ("geld", "kein", "strampler", "bettchen", "wagen", "nicht", "bezahlen")))
    }
    assert emergency["bag"] == set()
    assert emergency["situations"] == {frozenset(map(stem, ("mann", "bedroht", "messer")))}


def test_who_says_one_word_of_a_phrase_has_said_enough(core: dict[str, Any]) -> None:
    """«häusliche Gewalt» need not be told where «Gewalt» is enough; here it is not, for nobody says that it is."""

    def packed(*phrases: str) -> set[frozenset[str]]:
        record = SearchWordsRecord.model_validate(
            {
                "id": "w",
                "file": "offers/suchwoerter/w.yml",
                "begriffe": [{"titel": "Begriff", "themen": ["sport"], "woerter": {"de": phrases}}],
            }
        )
        core = finder_data(Guide(TOWN, OFFERS, PROVIDERS, PLACES, DAY, (record,)), text_apart=False).core
        return reading.said(core, concept(core, "Begriff"))["words"]

    assert packed("häusliche Gewalt", "Gewalt") == {frozenset({"gewalt"})}
    assert packed("häusliche Gewalt") == {frozenset({"gewalt", stem("hausliche")})}
    assert packed("Hilfe bei Gewalt", "bei Gewalt Hilfe") == {frozenset({"gewalt", stem("hilfe")})}


def test_the_guide_itself_is_understood_behind_the_concepts_of_its_staff(core: dict[str, Any]) -> None:
    """Titles of topics, life stages and target groups that any offer names, whole and word by word."""
    own, of_guide = core["concepts"][: core["ownConcepts"]], core["concepts"][core["ownConcepts"] :]

    assert [concept["title"] for concept in own] == [concept.title for concept in search_guide().concepts]
    assert "Geld und Recht" in {concept["title"] for concept in of_guide}
    assert reading.said(core, concept(core, "Geld und Recht"))["words"] == {frozenset({"geld"}), frozenset({"recht"})}
    assert reading.numbers(concept(core, "Alleinerziehende Väter")["offers"]) == places(["hausaufgaben"])
    assert "Niemand" not in {concept["title"] for concept in of_guide}


def test_synonyms_are_stems(core: dict[str, Any]) -> None:
    assert core["synonyms"] == {"blag": "kind", "panz": "kind", "kohl": "geld"}


def test_emergencies_and_the_person_who_helps_are_offers(core: dict[str, Any]) -> None:
    assert [[core["emergencies"][0][key] for key in ("id", "offers")]] == [["gewalt", places(["notruf", "frauenhaus"])]]
    assert core["help"] == places(["infopunkt"])[0]
    assert finder_data(Guide(TOWN, OFFERS[1:], PROVIDERS, PLACES, DAY), text_apart=False).core["help"] is None


# --- other languages --------------------------------------------------------------------------------------------------


def test_each_language_that_something_is_known_of_is_a_part(data: FinderData) -> None:
    """In the order of the guide, without German, which is in the core, and without one that nothing is said in."""
    assert list(data.languages) == ["tr", "en", "ar", "fa", "ru", "uk"]
    assert [language["id"] for language in data.core["languages"]] == list(data.languages)
    assert [language["script"] for language in data.core["languages"]] == [
        *("latin", "latin", "arabic", "arabic", "cyrillic", "cyrillic")
    ]


def test_words_of_other_languages_are_folded_and_not_stemmed(data: FinderData) -> None:
    part = data.languages["tr"]
    found = reading.said(part, part["concepts"]["3"])

    assert found["words"] == {frozenset({"beni", "dovuyor"}), frozenset({"siddet"})}
    assert part["stopWords"] == "arıyorum ben bir icin nerede".replace("ı", "i")


def test_stop_words_of_a_language_are_no_words_of_a_phrase(data: FinderData) -> None:
    part = data.languages["en"]

    assert reading.said(part, part["concepts"]["3"])["words"] == {frozenset({"hits"}), frozenset({"beats"})}


def test_bags_and_situations_of_other_languages(data: FinderData) -> None:
    part = data.languages["ru"]

    assert reading.said(part, part["concepts"]["0"])["bag"] == {frozenset({"помощь", "после", "родов"})}


def test_letters_that_give_a_language_away(data: FinderData) -> None:
    """Those that it uses more than others of the same writing, as they are typed and not as they are folded."""
    letters = {language["id"]: set(language["letters"]) for language in data.core["languages"]}

    assert set("üışö") <= letters["tr"]
    assert set("єії") <= letters["uk"]
    assert "ك" not in letters["fa"]
    assert {"گ", "ک"} & letters["fa"]
    for one, other in (("tr", "en"), ("ar", "fa"), ("ru", "uk")):
        assert letters[one].isdisjoint(letters[other])


def test_translations_stand_in_the_order_of_the_vocabularies(data: FinderData) -> None:
    part = data.languages["tr"]

    assert part["lebensphase"] == ["Hamilelik", "", "", ""]
    assert part["thema"] == ["Sağlık", "Para ve haklar", "", "", ""]
    assert part["notlage"] == ["Şiddet ve tehdit", "", ""]
    assert part["kosten"][0] == "ücretsiz"
    assert part["wochentag"][:2] == ["Pazartesi", ""]
    assert part["free"] == ["ucretsiz", "para odemeden"]
    assert part["weekend"] == ["hafta sonu"]
    assert part["sentences"] == {"emergency": "Hemen arayın:", "results": "Açıklamalar Almancadır."}


def test_a_language_without_a_vocabulary_has_no_translations(data: FinderData) -> None:
    assert {"lebensphase", "sentences"}.isdisjoint(data.languages["fa"])


# --- the whole --------------------------------------------------------------------------------------------------------


def test_the_same_guide_gives_the_same_bytes() -> None:
    one, other = (
        Guide(TOWN, OFFERS, PROVIDERS, PLACES, DAY, (SEARCH_WORDS,), VOCABULARIES),
        Guide(
            TOWN,
            reversed(OFFERS),
            PROVIDERS,
            reversed(PLACES),
            DAY,
            (SEARCH_WORDS.model_copy(deep=True),),
            VOCABULARIES,
        ),
    )

    assert json.dumps(finder_data(one, text_apart=True).core) == json.dumps(finder_data(other, text_apart=True).core)

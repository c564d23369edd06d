"""The data of the finder: what the browser needs to search, to filter and to show results.

Words are folded and brought to their stems here (`folding`, `german`), so that the browser only has to look them up.
The data come in parts: a core that gives first results, the words of longer texts, and what families say in other
languages, one part each. Offers are numbers: their place in the order of the guide.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ..folding import fold, words
from ..german import (
    ENDINGS,
    JOINTS,
    LONGEST_STEM,
    MOST_ENDINGS,
    SHORTEST_PART,
    SHORTEST_STEM,
    STOP_WORDS,
    Compounds,
    stem,
)
from ..guide import Guide, Offer
from ..phrases.text import plain_text
from ..records.models import Concept, CostKind, RegistrationKind, VocabularyRecord
from ..records.values import Weekday
from .packing import packed_list, packed_numbers, packed_offers, packed_phrases, packed_words

VERSION: Final = 2
GERMAN: Final = "de"

TITLE, STRONG, TEXT = range(3)
"""What a word of an offer belongs to, the most telling first: its title, names and search words, its text."""

WEEKDAYS: Final = tuple(Weekday)
COSTS: Final = tuple(CostKind)
REGISTRATIONS: Final = tuple(RegistrationKind)


@dataclass(frozen=True, slots=True)
class FinderData:
    """The parts of the finder's data, each ready to be written as JSON."""

    core: dict[str, Any]
    text: dict[str, Any] | None
    """The words of longer texts, where they are not in the core."""
    languages: Mapping[str, dict[str, Any]]
    """What is said in other languages, the most widely spoken in the town first, as its guide lists them."""


def finder_data(guide: Guide, *, text_apart: bool) -> FinderData:
    """All that the browser needs to know of a guide; `text_apart`: whether the words of texts come on their own."""
    number = {offer.id: place for place, offer in enumerate(guide.offers)}
    concepts = (*guide.concepts, *_vocabulary_concepts(guide))
    languages = [language.id for language in guide.record.languages if language.id != GERMAN]
    tellings = [_telling_words(offer) for offer in guide.offers]
    compounds = Compounds(_known_stems(tellings, concepts))
    core_terms, text_terms = _terms(tellings, compounds)
    said = [_Said.of(concept, GERMAN, _stems) for concept in concepts]
    of_texts = {} if text_apart else text_terms
    dictionary = sorted({*core_terms, *of_texts, *(word for phrases in said for word in phrases.words)})
    parts = {language: part for language in languages if (part := _language(language, concepts, guide)) is not None}
    return FinderData(
        core={
            "version": VERSION,
            "german": _german_rules(),
            "synonyms": _synonyms(guide),
            "townName": guide.town.name,
            "town": _stems(guide.town.name),
            "titles": _titles(guide),
            "words": packed_words(dictionary),
            "wordOffers": _packed(core_terms, dictionary),
            "textOffers": _packed(of_texts, dictionary),
            "offers": _columns(guide, tellings),
            "concepts": [
                _targets(concept, guide, number) | phrases.packed(dictionary, in_full=concept.emergency is not None)
                for concept, phrases in zip(concepts, said, strict=True)
            ],
            "ownConcepts": len(guide.concepts),
            "emergencies": _emergencies(guide, number),
            "languages": [
                {"id": language, "script": part["script"], "letters": _own_letters(language, parts, concepts)}
                for language, part in parts.items()
            ],
            "registrationUnknown": REGISTRATIONS.index(RegistrationKind.UNKNOWN),
            "help": number.get(guide.help_offer.id) if guide.help_offer else None,
        },
        text={"words": packed_words(sorted(text_terms)), "textOffers": _packed(text_terms, sorted(text_terms))}
        if text_apart
        else None,
        languages=parts,
    )


def _german_rules() -> dict[str, Any]:
    return {
        "stopWords": " ".join(sorted(STOP_WORDS)),
        "endings": ENDINGS,
        "mostEndings": MOST_ENDINGS,
        "longestStem": LONGEST_STEM,
        "shortestStem": SHORTEST_STEM,
        "joints": JOINTS,
        "shortestPart": SHORTEST_PART,
    }


def _synonyms(guide: Guide) -> dict[str, str]:
    """Words and the usual word that means the same, as stems."""
    return {_stem(fold(other)): _stem(fold(group.word)) for group in guide.synonyms for other in group.others}


def _titles(guide: Guide) -> dict[str, list[list[str]]]:
    """The vocabularies in their order, each term with its id."""
    return {
        "lebensphase": [[stage.id, stage.title] for stage in guide.stages],
        "thema": [[topic.id, topic.title] for topic in guide.topics],
        "stadtteil": [[district.id, district.title] for district in guide.districts],
        "sprache": [[language.id, language.title] for language in guide.record.languages],
        "wochentag": [[day.value, day.label] for day in WEEKDAYS],
        "kosten": [[cost.value, cost.label] for cost in COSTS],
    }


# --- words of offers ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return stem(word)


def _stems(text: str) -> list[str]:
    """The stems of all words of a text that mean something, in their order."""
    return [_stem(word) for word in words(text) if word not in STOP_WORDS]


def _telling_words(offer: Offer) -> tuple[list[str], list[str], list[str]]:
    """The folded words of an offer by how much they tell; see `TITLE` and its companions."""
    record = offer.record
    strong = (*record.keywords, offer.provider.name, *(partner.name for partner in offer.partners))
    text = (
        record.summary,
        plain_text(record.description) if record.description else "",
        *(f"{place.name} {place.street or ''} {place.town}" for place in offer.places),
        *(district.title for district in offer.districts),
        *(group.title for group in offer.target_groups),
        *(language.term.title for language in offer.languages),
        record.languages_text or "",
        record.cost.text if record.cost and record.cost.text else "",
        record.first_contact or "",
        record.registration.text if record.registration and record.registration.text else "",
        *(record.required_documents),
    )
    title = words(offer.title)
    return (
        _telling(title) or title,  # «Wir für uns» has no other words
        _telling(words(" ".join(strong))),
        _telling(words(" ".join(text))),
    )


def _telling(found: Iterable[str]) -> list[str]:
    return [word for word in found if word not in STOP_WORDS]


def _known_stems(tellings: Iterable[tuple[list[str], ...]], concepts: Iterable[Concept]) -> set[str]:
    """The words that compounds may be made of: of titles and names, and single search words."""
    known = {_stem(word) for telling in tellings for level in telling[: STRONG + 1] for word in level}
    for concept in concepts:
        for phrase in concept.words.get(GERMAN, ()):
            known.update(_stems(phrase))
    return known


COMMON_IN_TEXTS: Final = 30
"""A word that stands in the texts of so many offers, and of every fifth, tells nothing about any of them."""

Terms = dict[str, dict[int, int]]
"""Stem -> offer -> how well it fits: twice the level, and one more where the word is but a part of a compound."""


def _terms(tellings: Sequence[tuple[list[str], list[str], list[str]]], compounds: Compounds) -> tuple[Terms, Terms]:
    """The words of all offers: those of titles, names and search words, and those that stand in texts only."""
    core: Terms = {}
    text: Terms = {}
    parts_of: dict[str, list[str]] = {}
    for offer, levels in enumerate(tellings):
        for level, found in enumerate(levels):
            terms, rank = (core, 2 * level) if level < TEXT else (text, 0)
            for word in dict.fromkeys(word for word in found if level < TEXT or len(word) > 2):
                if level < TEXT and word not in parts_of:
                    parts_of[word] = compounds.parts(word)
                parts = parts_of.get(word, ()) if level < TEXT else ()
                for term, worth in ((_stem(word), rank), *((part, rank + 1) for part in parts)):
                    if terms is text and offer in core.get(term, ()):
                        continue
                    of_term = terms.setdefault(term, {})
                    of_term[offer] = min(worth, of_term.get(offer, worth))
    common = max(COMMON_IN_TEXTS, len(tellings) // 5)
    return core, {term: offers for term, offers in text.items() if len(offers) <= common}


def _packed(terms: Terms, dictionary: Iterable[str]) -> str:
    """The offers of each word of a dictionary, words apart by a space."""
    return " ".join(packed_offers(terms.get(word, {})) for word in dictionary).rstrip(" ")


# --- facts of offers ------------------------------------------------------------------------------------------------


def _columns(guide: Guide, tellings: Iterable[tuple[list[str], ...]]) -> dict[str, list[Any]]:
    """What is filtered and ranked by, one list a fact; values of vocabularies are places in their order."""
    # What nobody else should find out about: anything sensitive, wherever it stands; helplines, where they were meant.
    helplines = {offer.id for emergency in guide.record.emergencies for offer in guide.helplines(emergency)}
    stages = {stage.id: place for place, stage in enumerate(guide.stages)}
    topics = {topic.id: place for place, topic in enumerate(guide.topics)}
    districts = {district.id: place for place, district in enumerate(guide.districts)}
    languages = {language.id: place for place, language in enumerate(guide.record.languages)}
    return {
        "lebensphase": [[stages[stage.id] for stage in offer.stages] for offer in guide.offers],
        "thema": [[topics[topic.id] for topic in offer.topics] for offer in guide.offers],
        "stadtteil": [[districts[district.id] for district in offer.districts] for offer in guide.offers],
        "sprache": [[languages[language.term.id] for language in offer.languages] for offer in guide.offers],
        "wochentag": [[WEEKDAYS.index(day) for day in offer.weekdays] for offer in guide.offers],
        "months": [list(offer.child_months) if offer.child_months else 0 for offer in guide.offers],
        "cost": [
            COSTS.index(offer.record.cost.kind if offer.record.cost else CostKind.UNKNOWN) for offer in guide.offers
        ],
        "registration": [
            REGISTRATIONS.index(
                offer.record.registration.kind if offer.record.registration else RegistrationKind.UNKNOWN
            )
            for offer in guide.offers
        ],
        "discreet": [2 if offer.record.sensitive else int(offer.id in helplines) for offer in guide.offers],
        "ended": [int(offer.ended) for offer in guide.offers],
        "titleWords": [len({_stem(word) for word in telling[TITLE]}) for telling in tellings],
    }


def _emergencies(guide: Guide, number: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "id": emergency.id,
            "title": emergency.title,
            "offers": [number[offer.id] for offer in guide.helplines(emergency)],
        }
        for emergency in guide.record.emergencies
    ]


# --- what families say ----------------------------------------------------------------------------------------------


def _vocabulary_concepts(guide: Guide) -> Iterator[Concept]:
    """The words of the guide itself: topics, life stages and target groups, and what they lead to."""

    def concept(title: str, **targets: Any) -> Concept:
        german = {GERMAN: tuple(dict.fromkeys(text for text in (title, *_separate(title)) if _stems(text)))}
        return Concept.model_construct(title=title, words=german, situations={}, **_NOWHERE | targets)

    for topic in guide.topics:
        yield concept(topic.title, topics=(topic.id,))
    for stage in guide.stages:
        yield concept(stage.title, stages=(stage.id,))
    for group in guide.record.target_groups:
        offers = tuple(offer.id for offer in guide.offers if group in offer.target_groups)
        if offers:
            yield concept(group.title, offers=offers)


_NOWHERE: Final[dict[str, Any]] = {"offers": (), "topics": (), "stages": (), "emergency": None}


def _separate(title: str) -> list[str]:
    """The words of a title like «Sport und Freizeit», one by one."""
    return [word for word in title.split() if fold(word) not in STOP_WORDS]


def _targets(concept: Concept, guide: Guide, number: Mapping[str, int]) -> dict[str, Any]:
    """What a concept is called and where it leads; vocabularies as places in their order."""
    stages = [stage.id for stage in guide.stages]
    topics = [topic.id for topic in guide.topics]
    emergencies = [emergency.id for emergency in guide.record.emergencies]
    targets: dict[str, Any] = {
        "title": concept.title,
        "offers": packed_list(number[offer] for offer in concept.offers),
        "topics": [topics.index(topic) for topic in concept.topics],
        "stages": [stages.index(stage) for stage in concept.stages],
    }
    if concept.emergency is not None:
        targets["emergency"] = emergencies.index(concept.emergency)
    return {key: value for key, value in targets.items() if value not in ([], "")}


Phrases = frozenset[tuple[str, ...]]
"""Phrases as their telling words; order and repetition count for nothing."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What families say for one concept in one language."""

    phrases: Phrases
    situations: Phrases

    @classmethod
    def of(cls, concept: Concept, language: str, telling: Callable[[str], Iterable[str]]) -> _Said:
        """`telling` gives the words of a phrase that mean something."""

        def phrases(texts: Iterable[str]) -> Phrases:
            found = {tuple(sorted({word for word in telling(text) if len(word) > 1})) for text in texts} - {()}
            alone = {phrase[0] for phrase in found if len(phrase) == 1}
            # Whoever says one of the words has said enough already.
            return frozenset(phrase for phrase in found if len(phrase) == 1 or not alone.intersection(phrase))

        words = phrases(concept.words.get(language, ()))
        return cls(words, phrases(concept.situations.get(language, ())) - words)

    @property
    def words(self) -> set[str]:
        """All words of it."""
        return {word for phrase in self.phrases | self.situations for word in phrase}

    def packed(self, dictionary: Sequence[str], *, in_full: bool) -> dict[str, str]:
        """Both kinds of phrases, words as places in the dictionary.

        Of situations all words go together, which is enough for a ranking and half as long, unless they are to be
        kept in full: whether a query tells of an emergency depends on which words stand together.
        """

        def numbers(phrase: tuple[str, ...]) -> list[int]:
            return [bisect_left(dictionary, word) for word in phrase]

        packed = {"words": packed_phrases([numbers(phrase) for phrase in self.phrases])}
        if in_full:
            packed["situations"] = packed_phrases([numbers(phrase) for phrase in self.situations])
        else:
            packed["bag"] = packed_numbers({number for phrase in self.situations for number in numbers(phrase)})
        return {key: value for key, value in packed.items() if value}


def _language(language: str, concepts: Sequence[Concept], guide: Guide) -> dict[str, Any] | None:
    """What families say in another language, and the vocabularies in it; None where neither is known."""
    vocabulary = guide.vocabularies.get(language)
    stop_words = {word for phrase in (vocabulary.stop_words if vocabulary else ()) for word in words(phrase)}

    def telling(phrase: str) -> list[str]:
        return [word for word in words(phrase) if word not in stop_words]

    said = {place: _Said.of(concept, language, telling) for place, concept in enumerate(concepts)}
    said = {place: phrases for place, phrases in said.items() if phrases.words}
    if vocabulary is None and not said:
        return None
    dictionary = sorted({word for phrases in said.values() for word in phrases.words})
    part: dict[str, Any] = {
        "script": _script(dictionary),
        "stopWords": " ".join(sorted(stop_words)),
        "words": packed_words(dictionary),
        "concepts": {
            str(place): phrases.packed(dictionary, in_full=concepts[place].emergency is not None)
            for place, phrases in said.items()
        },
    }
    return part | (_translations(vocabulary, guide) if vocabulary else {})


_OWN_SHARE: Final = 0.6
"""A letter is a language's own if so much of its use, among languages of one writing, is there."""


def _own_letters(language: str, parts: Mapping[str, dict[str, Any]], concepts: Iterable[Concept]) -> str:
    """The letters that give a language away among those of the same writing."""
    uses: dict[str, Counter[str]] = {
        other: Counter() for other in parts if parts[other]["script"] == parts[language]["script"]
    }
    for concept in concepts:
        for other, letters in uses.items():
            for phrase in (*concept.words.get(other, ()), *concept.situations.get(other, ())):
                letters.update(phrase.lower())
    totals = {other: max(1, letters.total()) for other, letters in uses.items()}

    def share(letter: str) -> float:
        return uses[language][letter] / totals[language] / sum(uses[other][letter] / totals[other] for other in uses)

    return "".join(sorted(letter for letter in uses[language] if letter.isalpha() and share(letter) >= _OWN_SHARE))


def _script(words: Iterable[str]) -> str:
    """The writing of most letters; the browser loads languages by it."""
    letters = Counter(unicodedata.name(char, "").partition(" ")[0] for word in words for char in word)
    return letters.most_common(1)[0][0].lower() if letters else "latin"


def _translations(vocabulary: VocabularyRecord, guide: Guide) -> dict[str, Any]:
    sentences = vocabulary.sentences
    return {
        "lebensphase": [vocabulary.stages.get(stage.id, "") for stage in guide.stages],
        "thema": [vocabulary.topics.get(topic.id, "") for topic in guide.topics],
        "notlage": [vocabulary.emergencies.get(emergency.id, "") for emergency in guide.record.emergencies],
        "wochentag": [vocabulary.weekdays.get(day, "") for day in WEEKDAYS],
        "kosten": [vocabulary.costs.get(cost, "") for cost in COSTS],
        "anmeldung": [vocabulary.registrations.get(kind, "") for kind in REGISTRATIONS],
        "free": [" ".join(words(text)) for text in vocabulary.free_words],
        "weekend": [" ".join(words(text)) for text in vocabulary.weekend_words],
        "sentences": {"emergency": sentences.emergency or "", "results": sentences.results or ""},
    }

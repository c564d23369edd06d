"""The phrases that the search is measured by are phrases of families, and not the words that the search is given."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import yaml
from familyguide.folding import words
from familyguide.records.load import Records, load_records
from making import PROJECT

QUERIES: list[dict[str, Any]] = yaml.safe_load((PROJECT / "benchmarks" / "queries.yml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.first_town
KINDS = {"word", "compound", "typo", "colloquial", "sentence", "other"}
LONG = 3
"""So many words are a phrase of its own; one or two, anybody may write down."""


@pytest.fixture(scope="module")
def records() -> Records:
    """The records of the project."""
    return load_records(PROJECT)


def phrases_of(records: Records) -> Iterator[str]:
    """All that families are known to say, folded."""
    for record in records.search_words:
        for concept in record.concepts:
            for said in (*concept.words.values(), *concept.situations.values()):
                yield from (" ".join(words(phrase)) for phrase in said)
    for offer in records.offers:
        yield from (" ".join(words(keyword)) for keyword in offer.keywords)


def test_each_phrase_says_what_it_is_and_what_answers_it() -> None:
    assert [query for query in QUERIES if not (query["q"].strip() and query["lang"] and query["expect"])] == []
    assert {query["kind"] for query in QUERIES} <= KINDS
    assert len({query["q"] for query in QUERIES}) == len(QUERIES)


def test_the_answers_are_offers(records: Records) -> None:
    offers = {offer.id for offer in records.offers}

    assert {offer for query in QUERIES for offer in query["expect"]} - offers == set()


def test_all_kinds_and_most_languages_are_measured(records: Records) -> None:
    assert {query["kind"] for query in QUERIES} == KINDS
    assert records.guide is not None
    assert {query["lang"] for query in QUERIES} <= {language.id for language in records.guide.languages}


def test_no_long_phrase_stands_in_the_search_words(records: Records) -> None:
    """Word for word, alone or within a longer one: the search would know the answer and not the language."""
    known = {f" {phrase} " for phrase in phrases_of(records)}
    long = {" ".join(words(query["q"])) for query in QUERIES if len(words(query["q"])) >= LONG}

    assert len(long) > len(QUERIES) / 4
    assert {query for query in long for phrase in known if f" {query} " in phrase} == set()


def test_phrases_are_not_in_an_order_that_helps() -> None:
    """Neither kinds nor languages stand together, so that any part of the list is a fair sample."""
    changes = [one["kind"] != other["kind"] or one["lang"] != other["lang"] for one, other in pairwise(QUERIES)]

    assert sum(changes) > len(changes) / 2

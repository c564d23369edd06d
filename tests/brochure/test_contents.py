"""Which offers stand in an edition, where in full and where as a pointer."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from familyguide.brochure.contents import contents_of
from familyguide.guide import Guide
from familyguide.records.load import load_records
from making import DAY, PROJECT, edition_record, guide_of, neighbour_guide, offer_record


def in_full(guide: Guide, **fields: Any) -> list[str]:
    """The offers that are printed in full, in the order of their pages."""
    contents = contents_of(guide, edition_record(**fields))
    return [offer.id for chapter in contents.chapters for group in chapter.groups for offer in group.offers]


STAGES = ["willkommen", "kleine", "schulkinder", "fast-erwachsen"]


def test_every_offer_of_every_shipped_edition_stands_in_full_exactly_once():
    records = load_records(PROJECT)
    guide = Guide.from_records(records, DAY)
    assert guide is not None

    for edition in records.editions:
        contents = contents_of(guide, edition)
        groups = [group for chapter in contents.chapters for group in chapter.groups]

        assert Counter(offer.id for group in groups for offer in group.offers) == {
            offer.id: 1 for offer in contents.offers
        }
        assert {offer.id for group in groups for offer in group.also} <= {offer.id for offer in contents.offers}


def test_what_belongs_to_two_stages_is_pointed_to_in_the_second():
    guide = guide_of(offer_record("beide", lebensphasen=["willkommen", "kleine"]))

    first, second = contents_of(guide, edition_record()).chapters

    assert [offer.id for offer in first.groups[0].offers] == ["beide"]
    assert second.groups[0].offers == ()
    assert [offer.id for offer in second.groups[0].also] == ["beide"]


def test_what_belongs_to_all_of_many_stages_has_a_chapter_of_its_own():
    guide = guide_of(offer_record("immer", lebensphasen=STAGES), offer_record("eins"))

    contents = contents_of(guide, edition_record())

    assert [chapter.stage.id if chapter.stage else None for chapter in contents.chapters] == ["kleine", None]
    assert contents.always is contents.chapters[-1]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"lebensphasen": ["schulkinder"]}, ["schule"]),
        ({"themen": ["lernen"]}, ["schule"]),
        ({"stadtteile": ["oberstadt"]}, ["oben"]),
        ({"zielgruppen": ["grosseltern"]}, ["oma"]),
        ({"zielgruppen": ["grosseltern"], "themen": ["lernen"]}, []),
    ],
)
def test_an_edition_selects(choice: dict[str, list[str]], expected: list[str]):
    guide = guide_of(
        offer_record("schule", lebensphasen=["schulkinder"], themen=["lernen"]),
        offer_record("oben", orte=["turnhalle-oberstadt"]),
        offer_record("oma", zielgruppen=["grosseltern"]),
    )

    assert in_full(guide, auswahl=choice) == expected


def test_the_own_provider_and_the_own_district_come_first():
    guide = guide_of(
        offer_record("fern"),
        offer_record("nah", orte=["turnhalle-oberstadt"]),
        offer_record("eigen", anbieter="verband-nebelkinder"),
    )

    order = in_full(guide, zuerst={"anbieter": "verband-nebelkinder", "stadtteil": "oberstadt"})

    assert order == ["eigen", "nah", "fern"]


def test_topics_come_in_the_order_of_the_edition():
    guide = guide_of(offer_record("a", themen=["treffen"]), offer_record("b", themen=["wandern"]))

    assert in_full(guide) == ["a", "b"]
    assert in_full(guide, zuerst={"themen": ["wandern"]}) == ["b", "a"]


def test_what_is_over_is_not_printed():
    assert in_full(guide_of(offer_record(endet="2027-03-09"), offer_record("jetzt"))) == ["jetzt"]


def test_sensitive_offers_are_printed_when_one_can_call():
    kontakt = {"telefone": [{"nummer": "069 90009-17"}]}
    guide = guide_of(
        offer_record("ruf", sensibel="ja", adresse="hilfe-1", kontakt=kontakt, anbieter="haus-zuflucht"),
        offer_record("still", sensibel="ja", adresse="hilfe-2", anbieter="verband-nebelkinder"),
    )

    assert "ruf" in in_full(guide)
    assert ("still" in in_full(guide)) == bool(guide.offer("still").phones)


def test_a_selection_that_meets_nothing_makes_no_chapter():
    contents = contents_of(
        neighbour_guide(), edition_record(auswahl={"stadtteile": ["unterstadt"], "themen": ["wandern"]})
    )

    assert (contents.chapters, contents.offers, contents.always) == ((), (), None)

"""The data of the finder: what the guide says of each offer, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from familyguide.finder.index import VERSION, finder_index
from familyguide.guide import Guide
from familyguide.phrases import facts
from familyguide.records.models import Emergency
from familyguide.site.urls import offer_url
from making import guide_of, neighbour_guide, neighbour_town, offer_record


@pytest.fixture(scope="module")
def guide() -> Guide:
    """The neighbour town on a day in March."""
    return neighbour_guide()


@pytest.fixture(scope="module")
def index(guide: Guide) -> dict[str, Any]:
    """Its finder data."""
    return finder_index(guide, offer_url)


def _entry(index: dict[str, Any], offer_id: str) -> dict[str, Any]:
    (entry,) = [entry for entry in index["offers"] if entry["id"] == offer_id]
    return entry


def test_every_offer_once_in_the_order_of_the_guide(guide: Guide, index: dict[str, Any]):
    assert index["version"] == VERSION
    assert [entry["id"] for entry in index["offers"]] == [offer.id for offer in guide.offers]


def test_vocabularies_in_their_order(guide: Guide, index: dict[str, Any]):
    """The browser shows the values of its filters by these titles."""
    titles = index["titles"]

    assert list(titles["lebensphase"].items()) == [(stage.id, stage.title) for stage in guide.stages]
    assert list(titles["thema"].items()) == [(topic.id, topic.title) for topic in guide.topics]
    assert list(titles["stadtteil"].items()) == [(district.id, district.title) for district in guide.districts]


def test_an_offer_that_says_much(index: dict[str, Any]):
    entry = dict(_entry(index, "familiencafe"))
    text = entry.pop("text")

    assert entry == {
        "id": "familiencafe",
        "url": "angebote/familiencafe/",
        "title": "Offenes Café für Familien",
        "provider": "Stadt Nebelfurt, Familienbüro",
        "summary": "Hier trinken Eltern Kaffee. Die Kinder spielen nebenan.",
        "keywords": ["Krabbelgruppe"],
        "whom": "Kinder bis 3 Jahre, Eltern, Großeltern",
        "when": "Mo–Fr 9:30–11 Uhr; jeden 1. und jeden letzten Samstag im Monat 10–12 Uhr",
        "where": "Mühlenhaus (Unterstadt), Bahnhofsladen (Oberstadt)",
        "cost": "kostenlos",
        "months": [0, 47],
        "lebensphase": ["willkommen", "kleine"],
        "thema": ["treffen", "rat-und-hilfe"],
        "stadtteil": ["unterstadt", "oberstadt"],
        "sprache": ["de", "tr", "vi"],
        "wochentag": ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag"],
        "kostenlos": True,
        "ohne-anmeldung": True,
    }
    assert "Seite des Cafés" in text
    assert "Verband Nebelkinder" in text
    assert "Mühlenhaus Am Wehr 3 a Nebelfurt" in text
    assert "Türkisch" in text
    assert "**" not in text
    assert "https://" not in text


def test_an_offer_that_says_little(index: dict[str, Any]):
    """What is not stated is left out, so that every family loads less."""
    assert _entry(index, "wandertag").keys() == {
        *("id", "url", "title", "provider", "summary", "text", "where", "lebensphase", "thema", "stadtteil"),
    }


def test_a_sensitive_offer_is_found_at_its_neutral_address(index: dict[str, Any]):
    assert _entry(index, "schutzwohnung")["url"] == "angebote/hilfe-01/"


def test_what_nobody_else_should_find_out_about():
    """A sensitive offer, help in an emergency by its own word, and help that the town names: the finder keeps quiet."""
    emergencies = (Emergency(id="not", titel="Not", hilfen=["genannt"]),)
    guide = guide_of(
        offer_record("geheim", sensibel="ja", adresse="hilfe-07"),
        offer_record("nothilfe", notlagen=["not"]),
        offer_record("genannt"),
        offer_record("treff"),
        town=neighbour_town(emergencies=emergencies),
    )
    entries = finder_index(guide, offer_url)["offers"]

    assert {entry["id"] for entry in entries if entry.get("discreet")} == {"geheim", "nothilfe", "genannt"}


def test_notices_are_told(guide: Guide, index: dict[str, Any]):
    for offer in guide.offers:
        assert _entry(index, offer.id).get("notice", "") == " ".join(facts.notices(offer))
    assert _entry(index, "aehrenturnen")["notice"] == "Dieses Angebot ist am 28.02.2027 zu Ende gegangen."


def test_filters_agree_with_the_guide(guide: Guide, index: dict[str, Any]):
    """An offer is found by a filter exactly when the guide puts it there."""

    def found(key: str, value: str) -> list[str]:
        return [entry["id"] for entry in index["offers"] if value in entry.get(key, ())]

    for stage in guide.stages:
        assert found("lebensphase", stage.id) == [offer.id for offer in guide.in_stage(stage.id)]
    for topic in guide.topics:
        assert found("thema", topic.id) == [offer.id for offer in guide.in_topic(topic.id)]
    for district in guide.districts:
        assert found("stadtteil", district.id) == [offer.id for offer in guide.in_district(district.id)]
    for offer in guide.offers:
        entry = _entry(index, offer.id)
        assert entry.get("kostenlos", False) is offer.free
        assert entry.get("ohne-anmeldung", False) is offer.without_registration
        assert tuple(entry.get("months") or ()) == (offer.child_months or ())
        assert entry.get("wochentag", []) == [day.value for day in offer.weekdays]
        assert entry.get("sprache", []) == [language.term.id for language in offer.languages]


def test_a_child_of_no_months_is_a_child():
    """The age of a newborn is zero, which is not the same as nothing."""
    index = finder_index(guide_of(offer_record(alter={"von": "0 Monate", "bis": "0 Monate"})), offer_url)

    assert _entry(index, "treff")["months"] == [0, 0]


def test_it_reads_back_as_it_was_written(index: dict[str, Any]):
    assert json.loads(json.dumps(index, ensure_ascii=False)) == index

"""Towns, records and guides for the tests: the neighbour town as it lies on disk, and more of it made in code."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from familyguide.guide import Guide
from familyguide.records.load import Records, load_records
from familyguide.records.models import EditionRecord, GuideRecord, OfferRecord, PlaceRecord, ProviderRecord

PROJECT = Path(__file__).parents[1]
NEIGHBOUR = PROJECT / "tests" / "towns" / "nachbarstadt"
DAY = date(2027, 3, 10)
"""A Wednesday between the dates of the neighbour town: one offer has ended, one has not begun, one pauses."""


@cache
def neighbour_records() -> Records:
    """The neighbour town as read from its files."""
    return load_records(NEIGHBOUR)


def neighbour_guide(day: date = DAY) -> Guide:
    """The guide of the neighbour town."""
    records = neighbour_records()
    return Guide(neighbour_town(), records.offers, records.providers, records.places, day)


def neighbour_town(**changes: Any) -> GuideRecord:
    """The neighbour town's `guide.yml`, with other values for some of its fields."""
    guide = neighbour_records().guide
    assert guide is not None
    return guide.model_copy(update=changes)


def offer_record(offer_id: str = "treff", /, **fields: Any) -> OfferRecord:
    """A valid offer of the neighbour town; `fields` by their German keys, `_` for `-`."""
    least = {
        "titel": f"Angebot {offer_id}",
        "anbieter": "stadt-nebelfurt",
        "kurztext": "Hier hilft jemand.",
        "lebensphasen": ["kleine"],
        "themen": ["treffen"],
    }
    return OfferRecord.model_validate(
        {**least, **_german(fields), "id": offer_id, "file": f"offers/angebote/{offer_id}.yml"}
    )


def provider_record(provider_id: str, /, **fields: Any) -> ProviderRecord:
    """A valid provider; `fields` as for `offer_record`."""
    least = {"name": f"Anbieter {provider_id}", "art": "verband"}
    return ProviderRecord.model_validate(
        {**least, **_german(fields), "id": provider_id, "file": f"offers/anbieter/{provider_id}.yml"}
    )


def place_record(place_id: str, /, **fields: Any) -> PlaceRecord:
    """A valid place; `fields` as for `offer_record`."""
    least = {"name": f"Ort {place_id}", "ort": "Nebelfurt"}
    return PlaceRecord.model_validate(
        {**least, **_german(fields), "id": place_id, "file": f"offers/orte/{place_id}.yml"}
    )


def edition_record(edition_id: str = "heft", /, **fields: Any) -> EditionRecord:
    """A valid edition of the whole guide; `fields` as for `offer_record`."""
    least = {"titel": f"Heft {edition_id}"}
    return EditionRecord.model_validate(
        {**least, **_german(fields), "id": edition_id, "file": f"offers/ausgaben/{edition_id}.yml"}
    )


def _german(fields: dict[str, Any]) -> dict[str, Any]:
    return {key.replace("_", "-"): value for key, value in fields.items()}


def guide_of(
    *offers: OfferRecord,
    providers: tuple[ProviderRecord, ...] = (),
    places: tuple[PlaceRecord, ...] = (),
    town: GuideRecord | None = None,
    day: date = DAY,
) -> Guide:
    """A guide of just these offers; the providers and places of the neighbour town are there besides those given."""
    records = neighbour_records()
    return Guide(town or neighbour_town(), offers, (*records.providers, *providers), (*records.places, *places), day)

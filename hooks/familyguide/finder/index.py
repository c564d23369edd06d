"""The data of the finder: each offer with its searchable texts and the values of its filters.

Texts are sent as they are; the browser folds them (`site/static/search.js`), so that one rule serves offers and
queries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..guide import Guide, Offer
from ..phrases import facts
from ..phrases.text import plain_text

VERSION = 1


def finder_index(guide: Guide, url_of: Callable[[Offer], str]) -> dict[str, Any]:
    """All offers in the order of their titles; filters by vocabulary, as the form of the finder names them.

    `url_of` tells where the page of an offer is, from the root of the site.
    """
    districts = {district.id: district.title for district in guide.districts}
    discreet = _discreet(guide)
    return {
        "version": VERSION,
        "titles": {
            "lebensphase": {stage.id: stage.title for stage in guide.stages},
            "thema": {topic.id: topic.title for topic in guide.topics},
            "stadtteil": districts,
        },
        "offers": [_entry(offer, url_of(offer), districts, offer.id in discreet) for offer in guide.offers],
    }


def _discreet(guide: Guide) -> set[str]:
    """The offers that nobody should find out about afterwards: sensitive ones, and all help in an emergency."""
    helplines = {offer.id for emergency in guide.record.emergencies for offer in guide.helplines(emergency)}
    return helplines | {offer.id for offer in guide.offers if offer.record.sensitive}


def _entry(offer: Offer, url: str, districts: dict[str, str], discreet: bool) -> dict[str, Any]:
    record = offer.record
    months = offer.child_months
    entry: dict[str, Any] = {
        "id": offer.id,
        "url": url.lstrip("/"),
        "title": offer.title,
        "provider": offer.provider.name,
        "summary": record.summary,
        "keywords": list(record.keywords),
        "text": _text(offer),
        "whom": facts.for_whom(offer),
        "when": facts.when_in_short(offer),
        "where": facts.where_in_short(offer, districts),
        "cost": facts.cost_in_short(offer),
        "notice": " ".join(facts.notices(offer)),
        "discreet": discreet,
        "months": list(months) if months else None,
        "lebensphase": [stage.id for stage in offer.stages],
        "thema": [topic.id for topic in offer.topics],
        "stadtteil": [district.id for district in offer.districts],
        "sprache": [language.term.id for language in offer.languages],
        "wochentag": [day.value for day in offer.weekdays],
        "kostenlos": offer.free,
        "ohne-anmeldung": offer.without_registration,
    }
    return {key: value for key, value in entry.items() if value not in ("", [], None, False)}


def _text(offer: Offer) -> str:
    """What else a word may be found in."""
    record = offer.record
    parts = [
        plain_text(record.description) if record.description else "",
        *(partner.name for partner in offer.partners),
        *(f"{place.name} {place.street or ''} {place.town}" for place in offer.places),
        *(group.title for group in offer.target_groups),
        *(language.term.title for language in offer.languages),
        record.languages_text or "",
        record.cost.text if record.cost and record.cost.text else "",
        record.first_contact or "",
    ]
    return " ".join(part for part in parts if part)

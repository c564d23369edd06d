"""What the pages say to machines: the facts in the words of schema.org, as JSON-LD.

Only pages that search engines may know carry such data, and a sensitive offer stands in nobody's data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from markupsafe import Markup

from ..guide import Guide, Offer, Provider
from ..phrases import facts
from ..records.models import Area, EventDate, PlaceRecord, Rhythm, Slot
from ..records.values import Span, Weekday
from . import urls

Node = dict[str, Any]
Address = Callable[[str], str]
"""From an address on the site to the full one."""

VOCABULARY: Final = "https://schema.org"
MOST_EVENTS: Final = 20
"""So many coming dates of one offer are told; the page itself lists them all."""
QUERY: Final = "suchwort"

_ESCAPES: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def script_text(nodes: Sequence[Node]) -> Markup:
    """The nodes as they may stand in a `<script>`: no text in them can end it, or begin a comment."""
    graph = {"@context": VOCABULARY, "@graph": nodes}
    return Markup(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


def trail_node(trail: Sequence[tuple[str, str]], address: Address) -> Node:
    """The way from the start page to a page, which is the last of `trail`."""
    return _node(
        "BreadcrumbList",
        itemListElement=[
            _node("ListItem", position=position, name=name, item=address(url))
            for position, (name, url) in enumerate(trail, start=1)
        ],
    )


def home_nodes(guide: Guide, address: Address) -> list[Node]:
    """The guide, how to search it, and who publishes it."""
    town, publisher = guide.town, guide.publisher
    search = _node(
        "SearchAction",
        target=_node("EntryPoint", urlTemplate=f"{address(urls.FINDER)}?q={{{QUERY}}}"),
        **{"query-input": f"required name={QUERY}"},
    )
    site = _node(
        "WebSite",
        id=f"{address(urls.HOME)}#wegweiser",
        name=town.title,
        description=town.subtitle,
        url=address(urls.HOME),
        inLanguage="de",
        publisher=_reference(_provider_id(guide, publisher, address)) if publisher else None,
        potentialAction=search,
    )
    if publisher is None:
        return [site]
    places = [_postal_address(place) for place in publisher.places]
    return [site, {**_organization(guide, publisher, address), **_filled(areaServed=_town(guide), address=places)}]


def offer_nodes(guide: Guide, offer: Offer, address: Address) -> list[Node]:
    """An offer and its coming dates; nothing about a sensitive one."""
    if offer.record.sensitive:
        return []
    page = address(urls.offer_url(offer))
    # What has ended or pauses is still described, but nobody is sent there.
    open_now = not (offer.ended or offer.unavailable)
    service = _node(
        "GovernmentService" if guide.is_municipal(offer.provider) else "Service",
        id=page,
        name=offer.title,
        description=offer.record.summary,
        url=page,
        provider=_organization(guide, offer.provider, address),
        areaServed=_area(guide, offer),
        audience=_audience(offer),
        availableChannel=_channel(offer),
        hoursAvailable=list(_hours(offer)) if open_now else None,
        offers=_node("Offer", price=0, priceCurrency="EUR") if offer.free and not offer.ended else None,
    )
    dates = () if offer.ended else offer.coming_dates[:MOST_EVENTS]
    return [service, *(_event(guide, offer, date, address) for date in dates)]


# --- pieces ---------------------------------------------------------------------------------------------------------


def _node(kind: str, /, id: str | None = None, **properties: Any) -> Node:
    return {"@type": kind, **({"@id": id} if id else {}), **_filled(**properties)}


def _filled(**properties: Any) -> Node:
    """The properties that say something; of a single value no list is made."""
    single = {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in properties.items()
    }
    return {name: value for name, value in single.items() if value is not None and value not in ("", [])}


def _reference(id: str) -> Node:
    return {"@id": id}


def _provider_id(guide: Guide, provider: Provider, address: Address) -> str:
    """What stands for the provider on all pages."""
    page = urls.provider_url(provider) if guide.has_page(provider) else f"{urls.HOME}#{provider.id}"
    return address(page)


def _organization(guide: Guide, provider: Provider, address: Address) -> Node:
    """A provider with its own contact; whose switchboard answers for it is not its own."""
    contact = provider.record.contact
    return _node(
        "GovernmentOrganization" if guide.is_municipal(provider) else "Organization",
        id=_provider_id(guide, provider, address),
        name=provider.name,
        url=contact.web if contact else None,
        telephone=[entry.number.dialled for entry in contact.phones] if contact else None,
        email=contact.email if contact else None,
    )


def _town(guide: Guide) -> Node:
    return _node("City", name=guide.town.name)


def _area(guide: Guide, offer: Offer) -> Any:
    """For the people of which area it is; nothing where that is not of this town."""
    if offer.record.area is Area.TOWN:
        return _town(guide)
    if offer.record.area is Area.DISTRICTS:
        return [_node("Place", name=district.title, containedInPlace=_town(guide)) for district in offer.districts]
    return None


def _audience(offer: Offer) -> Node | None:
    age, words = offer.record.age, facts.for_whom(offer)
    if not age and not words:
        return None
    return _node(
        "PeopleAudience",
        audienceType=words,
        suggestedMinAge=_years(age.start) if age and age.start else None,
        suggestedMaxAge=_years(age.end) if age and age.end else None,
    )


def _years(span: Span) -> float:
    """An age in years, as the vocabulary wants it: 18 months are 1.5."""
    years = round(span.months / 12, 2)
    return int(years) if years.is_integer() else years


def _channel(offer: Offer) -> Node | None:
    """How to reach the offer: its places, its own telephone and pages, the languages spoken."""
    phones = [
        _node("ContactPoint", telephone=point.uri.removeprefix("tel:"), description=point.note)
        for point in offer.phones
        if point.of is None
    ]
    properties = _filled(
        serviceLocation=_places(offer),
        servicePhone=phones,
        serviceUrl=[point.uri for point in offer.webs if point.of is None],
        availableLanguage=[_node("Language", name=language.term.title) for language in offer.languages],
    )
    return _node("ServiceChannel", **properties) if properties else None


def _places(offer: Offer) -> list[Node]:
    return [_node("Place", name=place.name, address=_postal_address(place)) for place in offer.places]


def _postal_address(place: PlaceRecord) -> Node:
    return _node("PostalAddress", streetAddress=place.street, postalCode=place.post_code, addressLocality=place.town)


_DAYS: Final = {
    day: f"{VOCABULARY}/{'PublicHolidays' if day is Weekday.HOLIDAY else day.name.capitalize()}" for day in Weekday
}


def _hours(offer: Offer) -> Iterator[Node]:
    """The times of every week, days with the same times together; what the vocabulary cannot say is left out."""
    hours, record = offer.record.hours, offer.record
    if hours is None:
        return
    validity = {"validFrom": record.begins if offer.not_begun else None, "validThrough": record.ends}
    dates = {name: day.isoformat() for name, day in validity.items() if day}
    if hours.always:
        yield _node("OpeningHoursSpecification", dayOfWeek=list(_DAYS.values()), opens="00:00", closes="23:59", **dates)
        return
    together: dict[tuple[str, str], list[str]] = {}
    for slot in sorted(hours.slots, key=lambda slot: (list(Weekday).index(slot.day), slot.start)):
        if times := _times_of_every_week(slot):
            days = together.setdefault(times, [])
            if _DAYS[slot.day] not in days:
                days.append(_DAYS[slot.day])
    for (opens, closes), days in together.items():
        yield _node("OpeningHoursSpecification", dayOfWeek=days, opens=opens, closes=closes, **dates)


def _times_of_every_week(slot: Slot) -> tuple[str, str] | None:
    """From and to; where `to` is the smaller one, the time spans midnight."""
    if slot.rhythm is not Rhythm.WEEKLY or slot.end is None:
        return None
    return f"{slot.start:%H:%M}", f"{slot.end:%H:%M}"


def _event(guide: Guide, offer: Offer, event: EventDate, address: Address) -> Node:
    page = address(urls.offer_url(offer))
    last_day = event.last_day or (event.day if event.end else None)
    return _node(
        "Event",
        name=event.title or offer.title,
        url=page,
        about=_reference(page),
        organizer=_reference(_provider_id(guide, offer.provider, address)),
        location=_places(offer),
        startDate=event.day.isoformat() + (f"T{event.start:%H:%M}" if event.start else ""),
        endDate=last_day.isoformat() + (f"T{event.end:%H:%M}" if event.end else "") if last_day else None,
        isAccessibleForFree=True if offer.free else None,
    )

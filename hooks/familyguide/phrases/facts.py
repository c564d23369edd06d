"""How the facts of an offer read, in plain German. Pure functions from an offer to text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import NamedTuple

from ..guide import ContactPoint, Offer
from ..records.models import AgeOf, AgeRange, Area, CostKind, Delivery, PlaceRecord, ReviewState, Rhythm, Slot, SlotKind
from ..records.values import Span, Weekday
from . import wording as w

MOST_TIMES_ON_CARD = 2
LONGEST_ON_CARD = 70


class Regular(NamedTuple):
    """Regular times that differ in nothing but the day: `Mo, Mi, Fr` · `8:30–12:00 Uhr` · `Sprechzeit`."""

    days: str
    clock: str
    details: str
    place: str | None


def german_date(day: date) -> str:
    """`19.07.2027`."""
    return f"{day:%d.%m.%Y}"


def german_time(moment: time) -> str:
    """`9:30`, and `9` on the hour."""
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else str(moment.hour)


def listed(parts: Sequence[str]) -> str:
    """`a, b und c`."""
    return w.AND.format(first=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


# --- when -------------------------------------------------------------------------------------------------------------


def regular_times(offer: Offer) -> list[Regular]:
    """The regular times of an offer in the order of the week, days with the same times together."""
    slots = offer.record.hours.slots if offer.record.hours else ()
    together: dict[tuple[object, ...], list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: (_day_number(slot.day), slot.start)):
        key = (slot.start, slot.end, slot.past_midnight, slot.kind, slot.rhythm, _weeks(slot), slot.holidays)
        together.setdefault((*key, slot.place, slot.note), []).append(slot)
    names = {place.id: place.name for place in offer.places}
    return [_regular(group, names) for group in together.values()]


def _regular(slots: list[Slot], place_names: dict[str, str]) -> Regular:
    slot = slots[0]
    days = _days(slots)
    details = []
    if slot.rhythm is Rhythm.FORTNIGHTLY:
        details.append(slot.rhythm.label)
    if slot.kind is not SlotKind.HOURS:
        details.append(slot.kind.label)
    if slot.holidays is not None:
        details.append(w.HOLIDAYS[slot.holidays])
    if slot.note:
        details.append(slot.note)
    times = clock(slot.start, slot.end, past_midnight=slot.past_midnight)
    return Regular(days, times, ", ".join(details), place_names.get(slot.place or ""))


def meeting_details(slot: Slot) -> str:
    """What one must know of a regular time beside day and clock: `offener Treff, jeden 2. Samstag im Monat`."""
    parts = [slot.kind.label if slot.kind is not SlotKind.HOURS else ""]
    if slot.rhythm is Rhythm.MONTHLY:
        parts.append(_days([slot]))
    elif slot.rhythm is not Rhythm.WEEKLY:
        parts.append(slot.rhythm.label)
    parts += [w.HOLIDAYS[slot.holidays] if slot.holidays is not None else "", slot.note or ""]
    return ", ".join(part for part in parts if part)


def _days(slots: Sequence[Slot]) -> str:
    days = list(dict.fromkeys(slot.day for slot in slots))
    if slots[0].rhythm is Rhythm.MONTHLY:
        weeks = listed([w.WEEKS[week] for week in _weeks(slots[0])])
        return w.IN_MONTH.format(weeks=weeks, days=listed([day.label for day in days]))
    if len(days) == 1:
        return days[0].label
    short = [w.DAY_SHORT[day.value] for day in days]
    numbers = [_day_number(day) for day in days]
    is_run = len(days) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[-1] < 7
    return f"{short[0]}–{short[-1]}" if is_run else ", ".join(short)


def _day_number(day: Weekday) -> int:
    return list(Weekday).index(day)


def _weeks(slot: Slot) -> tuple[int, ...]:
    """The weeks of a monthly time in the order of the month: the last one last."""
    return tuple(sorted(slot.weeks, key=lambda week: (week < 0, week)))


def clock(start: time, end: time | None, *, past_midnight: bool = False) -> str:
    """`9:30–11 Uhr`."""
    if end is None:
        return w.CLOCK_FROM.format(start=german_time(start))
    form = w.CLOCK_OVERNIGHT if past_midnight else w.CLOCK
    return form.format(start=german_time(start), end=german_time(end))


def when_in_short(offer: Offer) -> str:
    """When, on a card: regular times, the next date, or the words for it."""
    hours = offer.record.hours
    if hours and hours.always:
        return w.ALWAYS
    clocks: dict[str, list[str]] = {}
    for regular in regular_times(offer):
        clocks.setdefault(regular.days, []).append(regular.clock)
    if clocks:
        times = [f"{days} {listed(of_day)}" for days, of_day in clocks.items()]
        return "; ".join(times[:MOST_TIMES_ON_CARD]) + (" …" if len(times) > MOST_TIMES_ON_CARD else "")
    if offer.coming_dates:
        event = offer.coming_dates[0]
        return german_date(event.day) + (f"–{german_date(event.last_day)}" if event.last_day else "")
    return in_short(hours.text) if hours and hours.text else ""


def in_short(text: str) -> str:
    """The first sentence of `text`, or as much of it as a card has room for."""
    first = text.split(". ", 1)[0]
    if len(first) < len(text):
        first = first.rstrip(".") + "."
    if len(first) <= LONGEST_ON_CARD:
        return first
    return first[: first.rfind(" ", 0, LONGEST_ON_CARD)].rstrip(",;:–- ") + " …"


# --- for whom ---------------------------------------------------------------------------------------------------------


def age_text(age: AgeRange) -> str:
    """`Kinder von 6 bis 12 Jahren`, `Kinder von 4 Monaten bis 6 Jahren`, `Kinder bis 3 Jahre`."""
    words = w.AGE_CHILD if age.of is AgeOf.CHILD else w.AGE_PERSON
    start = age.start if age.start and age.start.number else None
    if start and age.end:
        same_unit = start.unit == age.end.unit
        first = str(start.number) if same_unit else span_text(start, dative=True)
        return words["both"].format(start=first, end=span_text(age.end, dative=True))
    if start:
        return words["from"].format(start=span_text(start, dative=True))
    return words["to"].format(end=span_text(age.end)) if age.end else ""


def span_text(span: Span, *, dative: bool = False) -> str:
    """`1 Jahr`, `3 Jahre`, and `3 Jahren` after a preposition that wants it."""
    one, many, many_dative = w.YEARS if span.unit == "Jahre" else w.MONTHS
    return one if span.number == 1 else (many_dative if dative else many).format(number=span.number)


def for_whom(offer: Offer) -> str:
    """Age and target groups; who is named with the age is not named again."""
    age = age_text(offer.record.age) if offer.record.age else ""
    groups = [group.title for group in offer.target_groups if group.title != age.split(" ")[0]]
    return ", ".join(part for part in (age, *groups) if part)


def area_text(offer: Offer, town: str) -> str:
    """For the people of which area it is."""
    if offer.record.area is Area.DISTRICTS and offer.districts:
        return listed([district.title for district in offer.districts])
    return w.AREA[offer.record.area.value].format(town=town)


# --- where ------------------------------------------------------------------------------------------------------------


def address_lines(place: PlaceRecord) -> list[str]:
    """Street and town, as far as they are known."""
    return [line for line in (place.street, f"{place.post_code or ''} {place.town}".strip()) if line]


def route_query(place: PlaceRecord) -> str | None:
    """What to look for on a map; None when no street is known."""
    return ", ".join(address_lines(place)) if place.street else None


def deliveries(offer: Offer) -> str:
    """How one is helped; a place speaks for itself."""
    ways = [way for way in offer.record.deliveries if not (way is Delivery.ON_SITE and offer.places)]
    return listed([way.label for way in ways])


def access(offer: Offer) -> Iterator[tuple[str, str]]:
    """What is known of how accessible each place is: its name, and the facts."""
    for place in offer.places:
        if place.access is None:
            continue
        parts = [
            w.STEP_FREE.get(place.access.step_free, ""),
            w.TOILET.get(place.access.toilet, ""),
            place.access.note or "",
        ]
        if text := "; ".join(part for part in parts if part):
            yield place.name, text


def where_in_short(offer: Offer, districts: dict[str, str]) -> str:
    """Where, on a card: the places by name and district, or how else one is helped."""
    if offer.places:
        names = []
        for place in offer.places[:2]:
            district = districts.get(place.district or "")
            known = district is None or district.casefold() in place.name.casefold()
            names.append(place.name if known else f"{place.name} ({district})")
        return ", ".join(names) + (f" und {len(offer.places) - 2} weitere" if len(offer.places) > 2 else "")
    return listed([way.label for way in offer.record.deliveries if way is not Delivery.ON_SITE])


# --- cost and contact -------------------------------------------------------------------------------------------------


def cost_in_short(offer: Offer) -> str:
    """What it costs, in two words; nothing where the question does not arise or has no answer."""
    cost = offer.record.cost
    if cost is None or cost.kind in (CostKind.UNKNOWN, CostKind.NOT_APPLICABLE):
        return ""
    return cost.kind.label


def cost_text(offer: Offer) -> str:
    """What it costs, in a sentence's worth of words."""
    cost = offer.record.cost
    if cost is None or cost.kind is CostKind.UNKNOWN:
        return w.COST_UNKNOWN
    return w.COST_NOT_APPLICABLE if cost.kind is CostKind.NOT_APPLICABLE else cost.kind.label


def languages_text(offer: Offer) -> str:
    """In which languages one is helped, and whether somebody can interpret."""
    names = [
        f"{language.term.title} ({language.note})" if language.note else language.term.title
        for language in offer.languages
    ]
    known = ", ".join([*names, *filter(None, [offer.record.languages_text])])
    return ". ".join(part for part in (known, w.INTERPRETER if offer.record.interpreter else "") if part)


def web_target(web: str) -> str:
    """Where a link to a web address leads: to the web or nowhere, also when a record was made in code."""
    return web if web.lower().startswith(("https://", "http://")) else ""


def contact_origin(point: ContactPoint, offer: Offer) -> str:
    """Says so when a number is not the offer's own."""
    if point.of is None:
        return ""
    return w.SWITCHBOARD if point.of.id == offer.provider.id else w.SWITCHBOARD_OF.format(name=point.of.name)


# --- how sure ---------------------------------------------------------------------------------------------------------


def as_of_text(offer: Offer) -> str:
    """How old the facts are."""
    return w.AS_OF.format(day=offer.as_of.german) if offer.as_of else w.AS_OF_UNKNOWN


def review_text(offer: Offer) -> str:
    """Whether the provider has confirmed them, who said so, and how likely it is that the offer exists like this."""
    review = offer.record.review
    parts = [w.REVIEW["offen" if review.state is ReviewState.CONFIRMED else review.state.value]]
    if offer.confirmed_on is not None:
        asked_again = [w.ASKED_AGAIN] if review.state is ReviewState.ASKED else []
        parts = [w.REVIEW["bestaetigt"].format(day=german_date(offer.confirmed_on)), *asked_again]
    if offer.confirmed and review.by:
        parts.append(w.REVIEWED_BY.format(by=review.by))
    if review.confidence and not offer.confirmed:
        parts.append(w.CONFIDENCE[review.confidence.value])
    return " ".join(parts)


def overdue_text(interval: Span) -> str:
    """That the facts are older than the town allows."""
    return w.OVERDUE.format(interval=span_text(interval))


def notices(offer: Offer) -> Iterator[str]:
    """What one must know before anything else: that it is over, has not begun, pauses or is full."""
    record = offer.record
    if offer.ended and record.ends:
        yield w.ENDED.format(day=german_date(record.ends))
    if offer.not_begun and record.begins:
        yield w.NOT_BEGUN.format(day=german_date(record.begins))
    if offer.unavailable and record.availability and not offer.ended:
        status = record.availability
        until = w.UNTIL.format(day=german_date(status.until)) if status.until else ""
        what = ", ".join(part for part in (status.kind.label, until) if part)
        yield f"{what}. {status.text}" if status.text else what

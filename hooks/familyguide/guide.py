"""The guide: all records of a town on one day, linked, sorted, looked up.

Every question about an offer is answered here. It is made once; every look-up is a dictionary, so that
no page has to walk through all offers.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from .records.models import (
    AgeOf,
    AvailabilityKind,
    Contact,
    CostKind,
    Emergency,
    EventDate,
    GuideRecord,
    OfferRecord,
    PlaceRecord,
    ProviderRecord,
    Reduction,
    RegistrationKind,
    SearchWordsRecord,
    Slot,
    Stage,
    Term,
    Topic,
    Town,
    VocabularyRecord,
)
from .records.values import PartialDate, Weekday

if TYPE_CHECKING:
    from .records.load import Records

LONG_LIST = 150
"""From so many offers on, a life stage shows its topics with counts, and the offers on a page per topic."""
MOST_RELATED = 4


def german_sort_key(text: str) -> tuple[str, str]:
    """Sort as a German dictionary does (DIN 5007-1): ä as a, ß as ss, case and marks last."""
    base = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in base if char.isalnum() or char.isspace())
    return letters, text


def mail_uri(email: str) -> str:
    """The address of a link that writes to this mailbox (RFC 6068)."""
    return f"mailto:{quote(email, safe='@')}"


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """One way to reach somebody."""

    text: str
    uri: str
    note: str | None = None
    of: Provider | None = None
    """Set when this is not the offer's own but leads to the switchboard of this provider."""


@dataclass(frozen=True)
class Provider:
    """A provider with what belongs to it."""

    record: ProviderRecord
    kind: Term
    parent_name: str | None
    places: tuple[PlaceRecord, ...]

    @property
    def id(self) -> str:
        """The last part of its address."""
        return self.record.id

    @property
    def name(self) -> str:
        """Its full name."""
        return self.record.name


@dataclass(frozen=True)
class Language:
    """A language in which an offer helps."""

    term: Term
    note: str | None


@dataclass(frozen=True)
class Offer:
    """An offer with everything it refers to, on the day of its guide."""

    record: OfferRecord
    today: date
    overdue: bool
    provider: Provider
    partners: tuple[Provider, ...]
    places: tuple[PlaceRecord, ...]
    stages: tuple[Stage, ...]
    topics: tuple[Topic, ...]
    """The first one is the main one; lists show the offer there."""
    districts: tuple[Term, ...]
    target_groups: tuple[Term, ...]
    languages: tuple[Language, ...]
    reductions: tuple[Reduction, ...]
    phones: tuple[ContactPoint, ...]
    emails: tuple[ContactPoint, ...]
    webs: tuple[ContactPoint, ...]

    @property
    def id(self) -> str:
        """The stable identifier: the stem of its file."""
        return self.record.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title

    @property
    def slug(self) -> str:
        """The last part of its address; says nothing about a sensitive offer."""
        return self.record.address or self.record.id if self.record.sensitive else self.record.id

    @property
    def ended(self) -> bool:
        """Whether its last day has passed."""
        return self.record.has_ended(self.today)

    @property
    def not_begun(self) -> bool:
        """Whether its first day is still to come."""
        return not self.record.has_begun(self.today)

    @property
    def confirmed(self) -> bool:
        """Whether its provider has confirmed what it says, be it long ago."""
        return self.confirmed_on is not None

    @property
    def confirmed_on(self) -> date | None:
        """When its provider has confirmed what it says."""
        return self.record.review.confirmed_on(self.today)

    @property
    def as_of(self) -> PartialDate | None:
        """How old its facts are."""
        return self.record.review.as_of(self.today)

    @property
    def free(self) -> bool:
        """Whether it costs nothing."""
        return self.record.cost is not None and self.record.cost.kind is CostKind.FREE

    @property
    def without_registration(self) -> bool:
        """Whether one may just come or call."""
        return self.record.registration is not None and self.record.registration.kind is RegistrationKind.NONE

    @property
    def unavailable(self) -> bool:
        """Whether it pauses or is full today."""
        status = self.record.availability
        return status is not None and (status.until is None or status.until >= self.today)

    @property
    def paused(self) -> bool:
        """Whether it does not take place today."""
        status = self.record.availability
        return self.unavailable and status is not None and status.kind is AvailabilityKind.PAUSED

    @property
    def weekdays(self) -> tuple[Weekday, ...]:
        """The days on which it regularly takes place, in the order of the week; all of them when it never closes."""
        hours = self.record.hours
        if hours is None:
            return ()
        days = set(Weekday) if hours.always else {slot.day for slot in hours.slots}
        return tuple(day for day in Weekday if day in days)

    @property
    def child_months(self) -> tuple[int, int] | None:
        """For children from how many months on to how many, both included; None where any age will do."""
        age = self.record.age
        if age is None or age.of is not AgeOf.CHILD:
            return None
        return (age.start.months if age.start else 0, age.end.last_month if age.end else 12 * 100)

    @property
    def coming_dates(self) -> tuple[EventDate, ...]:
        """Its dates that are not over, the next one first."""
        coming = [event for event in self.record.dates if (event.last_day or event.day) >= self.today]
        return tuple(sorted(coming, key=lambda event: (event.day, str(event.start or ""))))


@dataclass(frozen=True)
class Meeting:
    """A regular time of an offer."""

    offer: Offer
    slot: Slot

    @property
    def place(self) -> PlaceRecord | None:
        """Where it is: the slot's own place, or the only one of the offer."""
        if self.slot.place is None:
            return self.offer.places[0] if len(self.offer.places) == 1 else None
        return next(place for place in self.offer.places if place.id == self.slot.place)


AnyTerm = TypeVar("AnyTerm", bound=Term)


class Guide:
    """All records of a town on one day."""

    def __init__(
        self,
        record: GuideRecord,
        offers: Iterable[OfferRecord],
        providers: Iterable[ProviderRecord],
        places: Iterable[PlaceRecord],
        today: date,
        search_words: Iterable[SearchWordsRecord] = (),
        vocabularies: Iterable[VocabularyRecord] = (),
    ) -> None:
        """Link records that are valid together; raises KeyError where one refers to what is not there."""
        self.record = record
        self.today = today
        search_words = tuple(search_words)
        self.synonyms = tuple(synonyms for words in search_words for synonyms in words.synonyms)
        """Words that mean the same."""
        self.concepts = tuple(concept for words in search_words for concept in words.concepts)
        """What families look for, in their words."""
        self.vocabularies = {vocabulary.id: vocabulary for vocabulary in vocabularies}
        """The vocabularies in other languages, by language."""
        self._stages = _by_id(record.stages)
        self._topics = _by_id(record.topics)
        self._districts = _by_id(record.districts)
        self._groups = _by_id(record.target_groups)
        self._languages = _by_id(record.languages)
        self._reductions = _by_id(record.reductions)
        self._places = {place.id: place for place in places}
        self._provider_records = {provider.id: provider for provider in providers}
        kinds = _by_id(record.provider_kinds)
        self._providers = {
            provider.id: Provider(
                record=provider,
                kind=kinds[provider.kind],
                parent_name=self._provider_records[provider.parent].name if provider.parent else None,
                places=tuple(self._places[place] for place in provider.places),
            )
            for provider in self._provider_records.values()
        }
        linked = (self._link(offer) for offer in offers)
        self.offers = tuple(sorted(linked, key=lambda offer: (german_sort_key(offer.title), offer.id)))
        self._offers = {offer.id: offer for offer in self.offers}

    @classmethod
    def from_records(cls, records: Records, today: date) -> Guide | None:
        """The guide of a town; None as long as an error stands in its way."""
        if records.guide is None or records.stops_the_site:
            return None
        return cls(
            records.guide,
            records.offers,
            records.providers,
            records.places,
            today,
            records.search_words,
            records.vocabularies,
        )

    # --- the town and its vocabularies

    @property
    def town(self) -> Town:
        """Who publishes the guide."""
        return self.record.town

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The life stages in their order."""
        return self.record.stages

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics in their order."""
        return self.record.topics

    @property
    def districts(self) -> tuple[Term, ...]:
        """The districts in their order."""
        return self.record.districts

    @property
    def publisher(self) -> Provider | None:
        """Who is responsible for the guide."""
        return self._providers[self.town.publisher] if self.town.publisher else None

    @property
    def help_offer(self) -> Offer | None:
        """Where a person answers any question."""
        return self._offers.get(self.town.help_offer or "")

    # --- look-ups

    def offer(self, offer_id: str) -> Offer:
        """The offer with this id; raises KeyError."""
        return self._offers[offer_id]

    @cached_property
    def providers(self) -> tuple[Provider, ...]:
        """The providers that have a page: those with an offer that may be traced, by name.

        A provider with nothing but sensitive offers has none.
        """
        shown = [provider for provider in self._providers.values() if self.of_provider(provider.id)]
        open_ones = [
            provider for provider in shown if any(not offer.record.sensitive for offer in self.of_provider(provider.id))
        ]
        return tuple(sorted(open_ones, key=lambda provider: (german_sort_key(provider.name), provider.id)))

    @cached_property
    def provider_records(self) -> tuple[ProviderRecord, ...]:
        """All providers by id, also those without a page."""
        return tuple(self._provider_records[provider_id] for provider_id in sorted(self._provider_records))

    @cached_property
    def places(self) -> tuple[PlaceRecord, ...]:
        """All places by id."""
        return tuple(self._places[place_id] for place_id in sorted(self._places))

    @cached_property
    def _linked_providers(self) -> frozenset[str]:
        return frozenset(provider.id for provider in self.providers)

    def has_page(self, provider: Provider) -> bool:
        """Whether the provider has a page of its own."""
        return provider.id in self._linked_providers

    def is_municipal(self, provider: Provider) -> bool:
        """Whether the provider is the publisher of the guide or, step by step, stands below it."""
        above: ProviderRecord | None = provider.record
        seen = set()
        while above is not None and above.id not in seen:
            if above.id == self.town.publisher:
                return True
            seen.add(above.id)
            above = self._provider_records.get(above.parent or "")
        return False

    def in_stage(self, stage_id: str) -> tuple[Offer, ...]:
        """The offers of a life stage, by title."""
        return self._by_stage.get(stage_id, ())

    def in_topic(self, topic_id: str) -> tuple[Offer, ...]:
        """The offers of a topic, by title."""
        return self._by_topic.get(topic_id, ())

    def in_stage_and_topic(self, stage_id: str, topic_id: str) -> tuple[Offer, ...]:
        """The offers of a topic in a life stage, by title."""
        return self._by_stage_and_topic.get((stage_id, topic_id), ())

    def in_district(self, district_id: str) -> tuple[Offer, ...]:
        """The offers that take place in a district, by title."""
        return self._by_district.get(district_id, ())

    def of_provider(self, provider_id: str) -> tuple[Offer, ...]:
        """The offers that a provider makes or takes part in, by title."""
        return self._by_provider.get(provider_id, ())

    def helplines(self, emergency: Emergency) -> tuple[Offer, ...]:
        """Who helps in a kind of need: first those that the town names, in its order, then the others."""
        named = [self._offers[offer_id] for offer_id in emergency.helplines if offer_id in self._offers]
        others = [offer for offer in self._by_emergency.get(emergency.id, ()) if offer not in named]
        return tuple(offer for offer in (*named, *others) if not offer.ended)

    @cached_property
    def week(self) -> tuple[tuple[Weekday, tuple[Meeting, ...]], ...]:
        """What regularly takes place on each day of these weeks, by time; nothing that must leave no trace."""
        meetings = [
            Meeting(offer, slot)
            for offer in self.offers
            if offer.record.hours and not (offer.record.sensitive or offer.ended or offer.not_begun or offer.paused)
            for slot in offer.record.hours.slots
        ]
        by_time = sorted(meetings, key=lambda meeting: meeting.slot.start)  # equals stay by title
        return tuple((day, tuple(meeting for meeting in by_time if meeting.slot.day is day)) for day in Weekday)

    def related(self, offer: Offer) -> tuple[Offer, ...]:
        """Up to four other offers that may help as well; nothing leads to or from a sensitive one."""
        if offer.record.sensitive:
            return ()
        candidates: dict[str, Offer] = {}
        for stage in offer.stages:
            for other in self.in_stage_and_topic(stage.id, offer.topics[0].id)[:LONG_LIST]:
                candidates[other.id] = other
        candidates.pop(offer.id, None)
        ranked = sorted(
            (other for other in candidates.values() if not other.record.sensitive and not other.ended),
            key=lambda other: (-_nearness(offer, other), german_sort_key(other.title), other.id),
        )
        return tuple(ranked[:MOST_RELATED])

    @cached_property
    def _by_stage(self) -> Mapping[str, tuple[Offer, ...]]:
        return self._index(lambda offer: (stage.id for stage in offer.stages))

    @cached_property
    def _by_topic(self) -> Mapping[str, tuple[Offer, ...]]:
        return self._index(lambda offer: (topic.id for topic in offer.topics))

    @cached_property
    def _by_stage_and_topic(self) -> Mapping[tuple[str, str], tuple[Offer, ...]]:
        return self._index(lambda offer: ((stage.id, topic.id) for stage in offer.stages for topic in offer.topics))

    @cached_property
    def _by_district(self) -> Mapping[str, tuple[Offer, ...]]:
        return self._index(lambda offer: (district.id for district in offer.districts))

    @cached_property
    def _by_provider(self) -> Mapping[str, tuple[Offer, ...]]:
        return self._index(lambda offer: (offer.provider.id, *(partner.id for partner in offer.partners)))

    @cached_property
    def _by_emergency(self) -> Mapping[str, tuple[Offer, ...]]:
        return self._index(lambda offer: offer.record.emergencies)

    def _index(self, keys: Callable[[Offer], Iterable[Key]]) -> dict[Key, tuple[Offer, ...]]:
        lists: defaultdict[Key, list[Offer]] = defaultdict(list)
        for offer in self.offers:
            for key in keys(offer):
                lists[key].append(offer)
        return {key: tuple(found) for key, found in lists.items()}

    # --- linking

    def _link(self, record: OfferRecord) -> Offer:
        places = tuple(self._places[place] for place in record.places)
        in_districts = {place.district for place in places if place.district}
        phones, emails, webs = self._contact_points(record)
        return Offer(
            record=record,
            today=self.today,
            overdue=record.is_overdue(self.today, self.record.review_interval),
            provider=self._providers[record.provider],
            partners=tuple(self._providers[partner] for partner in record.partners),
            places=places,
            stages=tuple(stage for stage in self.stages if stage.id in record.stages),
            topics=tuple(self._topics[topic] for topic in record.topics),
            districts=tuple(district for district in self.districts if district.id in in_districts),
            target_groups=tuple(self._groups[group] for group in record.target_groups),
            languages=tuple(Language(self._languages[spoken.code], spoken.note) for spoken in record.languages),
            reductions=tuple(self._reductions[reduction] for reduction in record.cost.reductions)
            if record.cost
            else (),
            phones=phones,
            emails=emails,
            webs=webs,
        )

    def _contact_points(
        self, record: OfferRecord
    ) -> tuple[tuple[ContactPoint, ...], tuple[ContactPoint, ...], tuple[ContactPoint, ...]]:
        """Telephone, mail and web of an offer, each its own or else its provider's.

        A provider without a telephone may be reached through somebody else's switchboard.
        """
        provider = self._provider_records[record.provider]
        switchboard = self._provider_records.get(provider.switchboard or "")
        sources: list[tuple[Contact, Provider | None]] = []
        if record.contact:
            sources.append((record.contact, None))
        if provider.contact:
            sources.append((provider.contact, self._providers[provider.id]))
        phones_only = (
            [(switchboard.contact, self._providers[switchboard.id])] if switchboard and switchboard.contact else []
        )
        phones = next(
            (
                tuple(ContactPoint(entry.number.written, entry.number.uri, entry.note, of) for entry in contact.phones)
                for contact, of in (*sources, *phones_only)
                if contact.phones
            ),
            (),
        )
        emails = next(
            ((ContactPoint(c.email, mail_uri(c.email), None, of),) for c, of in sources if c.email is not None), ()
        )
        webs = next(((ContactPoint(c.web, c.web, None, of),) for c, of in sources if c.web is not None), ())
        return phones, emails, webs


Key = TypeVar("Key")


def _by_id(terms: Iterable[AnyTerm]) -> dict[str, AnyTerm]:
    return {term.id: term for term in terms}


def _nearness(offer: Offer, other: Offer) -> int:
    """How much two offers have in common."""
    shared_topics = len({topic.id for topic in offer.topics} & {topic.id for topic in other.topics})
    shared_stages = len({stage.id for stage in offer.stages} & {stage.id for stage in other.stages})
    same_area = bool({place.id for place in offer.places} & {place.id for place in other.places})
    return 4 * shared_topics + shared_stages + 2 * same_area + (offer.topics[0] == other.topics[0])

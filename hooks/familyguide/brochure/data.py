"""From the guide and an edition to the plain data that the Typst templates set.

Nothing in it is markup: all texts are pieces as `inline` makes them, all addresses are finished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from ..guide import ContactPoint, Guide, Offer, german_sort_key, mail_uri
from ..phrases import facts
from ..phrases import wording as phrases
from ..records.models import CostKind, EditionRecord, Issuer, RegistrationKind, SlotKind, Stage
from ..site import urls
from . import wording as w
from .contents import Chapter, Contents, contents_of, is_printable
from .inline import Inline, address, inline

Data: TypeAlias = "dict[str, Any]"
GUIDE_COLOUR: Final = "#14506b"
"""As on the site; also for stages to which the town has given no colour."""
LONGEST_TEXT: Final = 160
"""What a card says in one go; longer texts end with a sentence before."""
MOST_TIMES: Final = 5
MOST_PLACES: Final = 3
MOST_ON_POSTER: Final = 7
MOST_ON_HANDOUT: Final = 7
STRIPS: Final = 5
OPEN_MEETINGS: Final = (SlotKind.OPEN, SlotKind.CONSULTATION)
"""Regular times to which one may just come."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of an issuer, as its file holds it."""

    format: str
    """`png` or `svg`."""
    content: bytes


class Printer:
    """Makes the data of all that is printed for one town."""

    def __init__(self, guide: Guide, site: str, logos: Mapping[str, Logo]) -> None:
        """`site` is where the site will be found, empty while nobody knows; `logos` go by the ids of editions."""
        self._guide = guide
        self._site = site.rstrip("/")
        self._logos = logos
        self._text = inline(guide.record.foreign_words)
        self._cards: dict[tuple[str, bool], Data] = {}
        self._districts = {district.id: district.title for district in guide.districts}
        self._numbers = {stage.id: number for number, stage in enumerate(guide.stages, start=1)}

    # --- what is printed

    def edition(self, edition: EditionRecord) -> Data:
        """An edition: cover, preface, contents, chapters, registers, and what a reader may fill in."""
        contents = contents_of(self._guide, edition)
        issuer = edition.issuer
        day = facts.german_date(self._guide.today)
        return self._frame(edition.title) | {
            "format": edition.format.value,
            "large": edition.large_print,
            "subtitle": self._text(edition.subtitle),
            "audience": self._text(edition.audience),
            "edition": w.EDITION.format(number=edition.number, day=day) if edition.number else w.AS_OF.format(day=day),
            "issuer": self._issuer(issuer, edition) if issuer else None,
            "preface": [self._text(paragraph) for paragraph in _paragraphs(edition.preface)],
            "how_to": [self._text(text) for text in self._how_to(edition)],
            "help": self._help(contents),
            "chapters": [self._chapter(chapter, edition, contents) for chapter in contents.chapters],
            "registers": self._registers(contents) if edition.with_register else [],
            "emergencies": self._emergencies(),
            "imprint": self._imprint(edition, contents),
        }

    def poster(self, stage: Stage) -> Data:
        """A poster of a life stage, with strips to tear off."""
        offers = self._named_first(stage, MOST_ON_POSTER)
        strips = [offer for offer in offers if offer.phones]
        repeated = [strips[position % len(strips)] for position in range(STRIPS)] if strips else []
        return self._sheet(w.POSTER.format(title=stage.title), stage) | {
            "offers": [self._in_brief(offer) for offer in offers],
            "strips": [self._in_brief(offer) for offer in repeated],
        }

    def handout(self, stage: Stage) -> Data:
        """A sheet to fold: a life stage on its front, offers on its back."""
        offers = self._named_first(stage, MOST_ON_HANDOUT)
        return self._sheet(w.HANDOUT.format(title=stage.title), stage) | {
            "offers": [self._in_brief(offer) for offer in offers],
        }

    def emergency_sheet(self) -> Data:
        """All emergency numbers on a sheet."""
        return self._sheet(w.EMERGENCY_SHEET, None, urls.EMERGENCY) | {"emergencies": self._emergencies()}

    def week_sheet(self) -> Data:
        """All open meetings of a week by day and district."""
        days = [
            {"title": self._text(day.label), "districts": by_district}
            for day, meetings in self._guide.week
            if (by_district := self._by_district(meetings))
        ]
        return self._sheet(w.WEEK_SHEET, None, urls.WEEK) | {"days": days}

    # --- parts of an edition

    def _frame(self, title: str) -> Data:
        """What all templates need."""
        guide = self._guide
        return {
            "title": self._text(title),
            "name": title,
            "guide": self._text(guide.town.title),
            "author": guide.publisher.name if guide.publisher else guide.town.title,
            "date": [guide.today.year, guide.today.month, guide.today.day],
            "colour": GUIDE_COLOUR,
            "chain": [
                {"number": n, "title": self._text(stage.title), "colour": stage.colour or GUIDE_COLOUR}
                for n, stage in enumerate(guide.stages, start=1)
            ],
            "words": w.WORDS | w.SHEET_WORDS,
        }

    def _issuer(self, issuer: Issuer, edition: EditionRecord) -> Data:
        logo = self._logos.get(edition.id)
        contact = issuer.contact
        points = [
            *(
                [self._phone(ContactPoint(p.number.written, p.number.uri, p.note)) for p in contact.phones]
                if contact
                else []
            ),
            *([[address(contact.email, mail_uri(contact.email))]] if contact and contact.email else []),
            *([[address(_spoken(contact.web), contact.web)]] if contact and contact.web else []),
        ]
        return {
            "name": self._text(issuer.name),
            "lines": [self._text(line) for line in issuer.lines],
            "points": points,
            "stamp": issuer.stamp,
            "logo": _picture(logo) | {"text": issuer.logo_text} if logo else None,
        }

    def _how_to(self, edition: EditionRecord) -> Iterator[str]:
        yield from w.HOW_TO if edition.with_register else w.HOW_TO[:1] + w.HOW_TO[2:]
        if self._site:
            yield w.HOW_TO_WEB

    def _help(self, contents: Contents) -> Data | None:
        """Where a person answers any question, and whether it stands in this edition."""
        offer = self._guide.help_offer
        if offer is None or not is_printable(offer):
            return None
        inside = offer in contents.offers
        return {"intro": w.HOW_TO_HELP, "title": self._text(offer.title), "id": offer.id if inside else ""}

    def _chapter(self, chapter: Chapter, edition: EditionRecord, contents: Contents) -> Data:
        stage = chapter.stage
        in_front = chapter is contents.chapters[0] and stage is None and chapter is not contents.always
        intro = stage.description or stage.short if stage else w.NEAR_INTRO if in_front else w.ALWAYS_INTRO
        url = urls.stage_url(stage) if stage else urls.FINDER
        always = contents.always if contents.always is not chapter and not in_front else None
        return {
            "id": stage.id if stage else "_vorn" if in_front else "_immer",  # no life stage can be called that
            "tab": str(self._numbers[stage.id]) if stage else w.TAB_NEAR if in_front else w.TAB_ALWAYS,
            "label": self._stage_label(stage) if stage else "",
            "title": self._text(chapter.title),
            "intro": self._text(intro),
            "colour": stage.colour or GUIDE_COLOUR if stage else GUIDE_COLOUR,
            "always": w.ALWAYS_ALSO.format(title=always.title) if always else "",
            **self._place_on_site(url),
            "groups": [
                {
                    "title": self._text(group.title),
                    "cards": [self._card(offer, edition) for offer in group.offers],
                    "also": [{"id": offer.id, "title": self._text(offer.title)} for offer in group.also],
                }
                for group in chapter.groups
            ],
        }

    def _stage_label(self, stage: Stage) -> str:
        return w.STAGE_LABEL.format(number=self._numbers[stage.id], count=len(self._guide.stages))

    def _card(self, offer: Offer, edition: EditionRecord) -> Data:
        codes = bool(edition.codes and self._site and not offer.record.sensitive)
        if (offer.id, codes) not in self._cards:  # most offers stand in several editions
            self._cards[offer.id, codes] = self._new_card(offer, codes=codes)
        return self._cards[offer.id, codes]

    def _new_card(self, offer: Offer, *, codes: bool) -> Data:
        rows = {
            "for": self._text(facts.for_whom(offer)),
            "when": self._text(_when(offer)),
            "where": self._text(self._where(offer)),
            "cost": self._text("; ".join(part for part in (_cost(offer), self._registration(offer)) if part)),
            "languages": self._text(_languages(offer)),
            "phone": self._phones(offer),
            "mail": self._mails(offer) if not offer.phones else [],
            "web": self._web(offer),
        }
        return {
            "id": offer.id,
            "title": self._text(offer.title),
            "provider": self._text(offer.provider.name if offer.provider.name != offer.title else ""),
            "notices": [self._text(notice) for notice in facts.notices(offer)],
            "summary": self._text(offer.record.summary),
            "rows": [[w.FACTS[key], pieces] for key, pieces in rows.items() if pieces],
            "code": self._site + urls.offer_url(offer) if codes else None,
        }

    def _where(self, offer: Offer) -> str:
        if offer.record.sensitive:
            return ""
        if offer.record.confidential:
            return phrases.CONFIDENTIAL
        places = []
        for place in offer.places[:MOST_PLACES]:
            district = self._districts.get(place.district or "")
            shown = district and district.casefold() not in place.name.casefold()
            name = f"{place.name} ({district})" if shown else place.name
            places.append(f"{name}, {place.street}" if place.street and place.street not in name else name)
        more = len(offer.places) - MOST_PLACES
        if more > 0:
            places.append(w.MORE_PLACES.format(count=more))
        return "; ".join(places) or facts.deliveries(offer)

    def _registration(self, offer: Offer) -> str:
        registration = offer.record.registration
        if registration is None or registration.kind is RegistrationKind.UNKNOWN:
            return ""
        via = self._guide.offer(registration.via).title if registration.via else ""
        parts = [
            registration.kind.label + (f" ({w.VIA.format(title=via)})" if via else ""),
            _shortened(registration.text or ""),
        ]
        return ". ".join(part.rstrip(".") for part in parts if part)

    def _phones(self, offer: Offer) -> Inline:
        pieces: Inline = []
        for point in offer.phones:
            origin = facts.contact_origin(point, offer)
            details = ", ".join(part for part in (point.note, origin) if part)
            pieces += [", "] if pieces else []
            pieces += self._phone(point)
            pieces += [" ", *self._text(f"({details})")] if details else []
        return pieces

    def _phone(self, point: ContactPoint) -> Inline:
        return [{"text": point.text, "whole": True, "strong": True, "uri": point.uri}]

    def _mails(self, offer: Offer) -> Inline:
        return [address(point.text, point.uri) for point in offer.emails] if not offer.record.sensitive else []

    def _web(self, offer: Offer) -> Inline:
        return [] if offer.record.sensitive or not self._site else [self._address(urls.offer_url(offer))]

    def _address(self, url: str) -> dict[str, Any]:
        return address(_spoken(self._site + url), self._site + url)

    def _place_on_site(self, url: str) -> Data:
        """Where something stands on the site, in words and as a code to scan; both empty while nobody knows."""
        return {
            "address": [self._address(url)] if self._site else [],
            "code": self._site + url if self._site else None,
        }

    def _registers(self, contents: Contents) -> list[Data]:
        """By name, by topic and by provider: each entry leads to the pages of its offers."""

        def entry(offer: Offer) -> Data:
            return {"text": self._text(offer.title), "ids": [offer.id]}

        names = [entry(offer) for offer in contents.offers]
        topics = [
            {"title": self._text(topic.title), "entries": entries}
            for topic in self._guide.topics
            if (entries := [entry(offer) for offer in contents.offers if topic in offer.topics])
        ]
        makers: dict[str, list[str]] = {}
        for offer in contents.offers:
            makers.setdefault(offer.provider.name, []).append(offer.id)
        providers = [{"text": self._text(name), "ids": makers[name]} for name in sorted(makers, key=german_sort_key)]
        return [
            {"title": w.REGISTERS["names"], "groups": [{"title": [], "entries": names}]},
            {"title": w.REGISTERS["topics"], "groups": topics},
            {"title": w.REGISTERS["providers"], "groups": [{"title": [], "entries": providers}]},
        ]

    def _imprint(self, edition: EditionRecord, contents: Contents) -> Data:
        guide = self._guide
        open_ones = sum(not offer.confirmed for offer in contents.offers)
        if open_ones == len(contents.offers):
            sure = w.UNCONFIRMED_ALL
        else:
            sure = w.UNCONFIRMED_SOME.format(count=open_ones, all=len(contents.offers)) if open_ones else w.CONFIRMED
        who = [
            w.IMPRINT_PUBLISHER.format(name=guide.publisher.name) if guide.publisher else "",
            w.IMPRINT_EDITED.format(name=guide.town.coordination.name) if guide.town.coordination else "",
        ]
        mailbox = guide.town.coordination.email if guide.town.coordination else None
        return {
            "who": [self._text(line) for line in who if line],
            "mail": [address(mailbox, mail_uri(mailbox))] if mailbox else [],
            "sure": self._text(sure),
            "licence": self._text(w.IMPRINT_LICENCE.format(licence=edition.licence)),
            "fonts": w.IMPRINT_FONTS,
            "web": w.IMPRINT_ADDRESS,
            **self._place_on_site(urls.HOME),
        }

    def _emergencies(self) -> list[Data]:
        """Who helps in which need, each helpline with its number; who cannot be called is no help in a hurry."""
        return [
            {
                "title": self._text(emergency.title),
                "lines": [
                    {
                        "title": self._text(offer.title),
                        "when": self._text(facts.when_in_short(offer)),
                        "phone": self._phone(offer.phones[0]),
                    }
                    for offer in lines
                ],
            }
            for emergency in self._guide.record.emergencies
            if (lines := [offer for offer in self._guide.helplines(emergency) if offer.phones])
        ]

    # --- parts of sheets

    def _sheet(self, title: str, stage: Stage | None, url: str = urls.HOME) -> Data:
        return self._frame(title) | {
            "format": "a4",
            "large": False,
            "number": self._numbers[stage.id] if stage else None,
            "label": self._stage_label(stage) if stage else "",
            "heading": self._text(stage.title if stage else title),
            "short": self._text(stage.short if stage else None),
            "intro": self._text(stage.description if stage else None),
            "colour": (stage.colour if stage else None) or GUIDE_COLOUR,
            "edition": w.AS_OF.format(day=facts.german_date(self._guide.today)),
            **self._place_on_site(urls.stage_url(stage) if stage else url),
        }

    def _in_brief(self, offer: Offer) -> Data:
        return {
            "title": self._text(offer.title),
            "summary": self._text(facts.in_short(offer.record.summary)),
            "when": self._text(facts.when_in_short(offer)),
            "where": self._text(facts.where_in_short(offer, self._districts)),
            "phone": self._phone(offer.phones[0]) if offer.phones else [],
            "address": self._web(offer),
        }

    def _named_first(self, stage: Stage, most: int) -> list[Offer]:
        """The offers of a stage that one would name first: the easiest of each topic, and where a person helps."""
        offers = [
            offer
            for offer in self._guide.in_stage(stage.id)
            if is_printable(offer) and not (offer.record.emergencies or offer.not_begun or offer.unavailable)
        ]
        topics: Counter[str] = Counter()
        for offer in offers:
            topics[offer.topics[0].id] += 12 // len(offer.stages)  # what is for this stage alone counts most
        ranked = sorted(offers, key=lambda offer: (-topics[offer.topics[0].id], -_ease(offer)))
        best: dict[str, Offer] = {}
        for offer in ranked:
            best.setdefault(offer.topics[0].id, offer)
        help_offer = [offer for offer in ranked if offer is self._guide.help_offer]
        rest = sorted(ranked, key=lambda offer: -_ease(offer))
        chosen = [*list(best.values())[: most - len(help_offer)], *help_offer, *rest]
        return list({offer.id: offer for offer in chosen}.values())[:most]

    def _by_district(self, meetings: Sequence[Any]) -> list[Data]:
        """Open meetings of a day, in the order of the districts; those without one come last."""
        titles = [*self._districts.values(), w.SHEET_WORDS["without_district"]]
        rows: dict[str, list[Data]] = {title: [] for title in titles}
        for meeting in meetings:
            if meeting.slot.kind not in OPEN_MEETINGS:
                continue
            place, slot = meeting.place, meeting.slot
            district = self._districts.get(place.district or "") if place else None
            rows[district or titles[-1]].append(
                {
                    "clock": self._text(facts.clock(slot.start, slot.end, past_midnight=slot.past_midnight)),
                    "title": self._text(meeting.offer.title),
                    "place": self._text(place.name if place else ""),
                    "details": self._text(facts.meeting_details(slot)),
                }
            )
        return [{"title": self._text(title), "meetings": found} for title, found in rows.items() if found]


def _ease(offer: Offer) -> float:
    """How readily one would name an offer to a family that asks."""
    return (
        3 * bool(offer.phones)
        + 2 * bool(offer.weekdays)
        + offer.free
        + offer.without_registration
        + bool(offer.places)
        + 8 / len(offer.stages)
    )


def _paragraphs(text: str | None) -> list[str]:
    return [paragraph for paragraph in (text or "").split("\n") if paragraph.strip()]


def _picture(logo: Logo) -> Data:
    """A picture as data: Typst takes text and numbers only."""
    svg = logo.format == "svg"
    return {"format": logo.format, "content": logo.content.decode() if svg else list(logo.content)}


def _spoken(web: str) -> str:
    """A web address as it is printed."""
    return web.split("://", 1)[-1]


def _shortened(text: str) -> str:
    """As many sentences of `text` as a card has room for; of a first one that is too long, its beginning."""
    if len(text) <= LONGEST_TEXT:
        return text
    end = text.rfind(". ", 0, LONGEST_TEXT)
    return text[: end + 1] if end > 0 else text[: text.rfind(" ", 0, LONGEST_TEXT)].rstrip(",;:–- ") + " …"


def _when(offer: Offer) -> str:
    """All regular times, the next dates, and what else is known."""
    hours = offer.record.hours
    times = [
        " ".join(part for part in (regular.days, regular.clock, _in_brackets((regular.details, regular.place))) if part)
        for regular in facts.regular_times(offer)
    ]
    dates = [
        " ".join(
            part
            for part in (
                facts.german_date(event.day) + (f"–{facts.german_date(event.last_day)}" if event.last_day else ""),
                event.title,
            )
            if part
        )
        for event in offer.coming_dates[:2]
    ]
    listed = "; ".join([*times[:MOST_TIMES], *dates]) + (" …" if len(times) > MOST_TIMES else "")
    always = phrases.ALWAYS if hours and hours.always else ""
    words = _shortened(hours.text) if hours and hours.text else ""
    return ". ".join(part for part in (always, listed, words) if part)


def _in_brackets(parts: Iterable[str | None]) -> str:
    shown = ", ".join(part for part in parts if part)
    return f"({shown})" if shown else ""


def _cost(offer: Offer) -> str:
    cost = offer.record.cost
    if cost is None or cost.kind is CostKind.NOT_APPLICABLE:
        return ""
    label = "" if cost.kind is CostKind.UNKNOWN else cost.kind.label
    text = _shortened(cost.text or "").rstrip(".")
    said = label.removeprefix("je ").casefold() in text.casefold()
    return text if said else ". ".join(part for part in (label, text) if part)


def _languages(offer: Offer) -> str:
    """In which languages one is helped; German alone goes without saying."""
    beyond_german = [language for language in offer.languages if language.term.id != "de"]
    more = offer.record.languages_text or offer.record.interpreter
    return facts.languages_text(offer) if beyond_german or more else ""

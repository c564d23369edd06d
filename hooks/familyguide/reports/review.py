"""Whom to ask whether everything is still right: a mail per provider, and one list of all for the coordination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from ..guide import ContactPoint, Guide, Offer, Provider, german_sort_key
from ..phrases.facts import (
    access,
    address_lines,
    area_text,
    as_of_text,
    clock,
    contact_origin,
    cost_text,
    deliveries,
    for_whom,
    german_date,
    languages_text,
    notices,
    regular_times,
)
from ..phrases.text import plain_text
from ..phrases.wording import ALWAYS
from ..records.models import ReviewState
from ..site.urls import form_url
from . import wording as w
from .markdown import as_code, as_html, as_markdown

PATIENCE: Final = timedelta(days=28)
"""Who was asked less long ago is not asked again."""
MOST_CHARACTERS: Final = 60_000
"""GitHub takes 65,536 in an issue."""
ISSUE_MARK: Final = "<!-- familyguide: pruefung -->"
"""By this line a job finds the one issue that it keeps up to date."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a provider is asked: whether these offers are still right."""

    provider: Provider
    email: str | None
    offers: tuple[Offer, ...]

    @property
    def never_confirmed(self) -> int:
        """How many of them nobody has confirmed yet."""
        return sum(not offer.confirmed for offer in self.offers)


@dataclass(frozen=True, slots=True)
class ReviewRound:
    """Everybody who has to be asked now, and who has been asked and has not answered yet."""

    guide: Guide
    requests: tuple[Request, ...]
    """Those who can be written to first, and of them the one with the oldest facts."""
    waiting: tuple[Offer, ...]


def review_round(guide: Guide) -> ReviewRound:
    """Find the offers that were never confirmed or whose review date has passed, by provider."""
    due: dict[str, list[Offer]] = {}
    waiting = []
    for offer in guide.offers:
        review = offer.record.review
        if offer.ended or (offer.confirmed and not offer.overdue):
            continue
        if review.state is ReviewState.ASKED and review.day and review.day <= guide.today < review.day + PATIENCE:
            waiting.append(offer)
        else:
            due.setdefault(offer.provider.id, []).append(offer)
    requests = [Request(of_one[0].provider, _email(of_one), tuple(of_one)) for of_one in due.values()]
    return ReviewRound(guide, tuple(sorted(requests, key=_urgency)), tuple(waiting))


def _email(offers: Iterable[Offer]) -> str | None:
    """Where the provider reads mail: its own mailbox, else that of an offer."""
    offers = list(offers)
    contact = offers[0].provider.record.contact
    own = [contact.email] if contact and contact.email else []
    return next((email for email in (*own, *(point.text for offer in offers for point in offer.emails))), None)


def _urgency(request: Request) -> tuple[bool, str, tuple[str, str], str]:
    known = [str(offer.as_of.earliest) for offer in request.offers if offer.as_of]
    name = german_sort_key(request.provider.name)
    return request.email is None, min(known, default=""), name, request.provider.id


# --- the mails ------------------------------------------------------------------------------------------------------


def mail_subject(guide: Guide) -> str:
    """What the mail is about."""
    return w.MAIL_SUBJECT.format(title=guide.town.title)


def mail_text(request: Request, guide: Guide, site: str) -> str:
    """A mail that can be sent as it is; `site` is the address of the guide, or empty."""
    facts = "\n\n".join("\n".join(_offer_lines(offer, guide, site)) for offer in request.offers)
    coordination = guide.town.coordination
    return w.MAIL.format(
        change=w.MAIL_CHANGE_IN_FORM if site else w.MAIL_CHANGE,
        provider=request.provider.name,
        title=guide.town.title,
        offers=facts,
        sender=coordination.name if coordination else guide.town.name,
        months=guide.record.review_interval.months,
    )


def _offer_lines(offer: Offer, guide: Guide, site: str) -> Iterator[str]:
    """An offer with the facts to confirm, each in a line."""
    record = offer.record
    yield offer.title
    for label, text in _facts(offer, guide):
        if text:
            yield w.MAIL_FACT.format(label=label, text=" ".join(text.split()))
    if not (offer.phones or offer.emails or offer.webs):
        yield w.MAIL_FACT.format(label=w.MAIL_CONTACT, text=w.MAIL_MISSING)
    yield w.MAIL_FACT.format(label=w.MAIL_AS_OF, text=as_of_text(offer).partition(": ")[2])
    if site:
        yield w.MAIL_FORM.format(url=site.rstrip("/") + form_url(offer))
    yield from (w.MAIL_NOTICE.format(text=notice) for notice in notices(offer))
    if record.confidential:
        yield w.MAIL_NOTICE.format(text=w.MAIL_CONFIDENTIAL)


def _facts(offer: Offer, guide: Guide) -> Iterator[tuple[str, str]]:
    """All that the offer's page says, so that «stimmt alles» means all of it."""
    record, registration = offer.record, offer.record.registration
    yield w.MAIL_WHAT, record.summary
    yield w.MAIL_MORE, plain_text(record.description) if record.description else ""
    yield w.MAIL_WHO, for_whom(offer)
    yield w.MAIL_NOT_FOR, record.not_for or ""
    yield w.MAIL_AREA, area_text(offer, guide.town.name)
    yield w.MAIL_WHEN, "; ".join(_times(offer))
    yield w.MAIL_BEGINS, german_date(record.begins) if record.begins else ""
    yield w.MAIL_ENDS, german_date(record.ends) if record.ends else ""
    yield w.MAIL_WHERE, "; ".join(", ".join((place.name, *address_lines(place))) for place in offer.places)
    yield w.MAIL_HOW, deliveries(offer)
    yield w.MAIL_ACCESS, "; ".join(f"{name}: {text}" for name, text in access(offer))
    yield w.MAIL_COSTS, _sentences(cost_text(offer), record.cost.text if record.cost else None)
    yield w.MAIL_REDUCTIONS, ", ".join(reduction.title for reduction in offer.reductions)
    if registration:
        via = guide.offer(registration.via).title if registration.via else ""
        period = registration.period
        days = [german_date(day) if day else "" for day in ((period.start, period.end) if period else ())]
        when = w.MAIL_PERIOD.format(start=days[0], end=days[1]) if any(days) else ""
        yield (
            w.MAIL_REGISTRATION,
            _sentences(registration.kind.label, via, when, period.text if period else None, registration.text),
        )
    yield w.MAIL_FIRST_CONTACT, record.first_contact or ""
    yield w.MAIL_DOCUMENTS, ", ".join(record.required_documents)
    yield w.MAIL_LANGUAGES, languages_text(offer)
    yield w.MAIL_PARTNERS, ", ".join(partner.name for partner in offer.partners)
    yield w.MAIL_PHONE, "; ".join(_point(point, offer) for point in offer.phones)
    yield w.MAIL_EMAIL, "; ".join(_point(point, offer) for point in offer.emails)
    yield w.MAIL_WEB, "; ".join(point.text for point in offer.webs)


def _times(offer: Offer) -> Iterator[str]:
    """When an offer takes place, as its page says it."""
    hours = offer.record.hours
    if hours and hours.always:
        yield ALWAYS
    for time in regular_times(offer):
        details = ", ".join(part for part in (time.details, time.place) if part)
        yield f"{time.days} {time.clock}{f' ({details})' if details else ''}"
    for event in offer.coming_dates:
        days = (
            w.MAIL_DAYS.format(first=german_date(event.day), last=german_date(event.last_day)) if event.last_day else ""
        )
        hour = f" {clock(event.start, event.end)}" if event.start else ""
        yield f"{days or german_date(event.day)}{hour}{f' ({event.title})' if event.title else ''}"
    if hours and hours.text:
        yield plain_text(hours.text)


def _point(point: ContactPoint, offer: Offer) -> str:
    """A number or mailbox, with what there is to know of it."""
    notes = ", ".join(note for note in (point.note or "", contact_origin(point, offer)) if note)
    return f"{point.text} ({notes})" if notes else point.text


def _sentences(*parts: str | None) -> str:
    """Some sentences or parts of some behind each other, each with one full stop but the last."""
    stated = [part.strip() for part in parts if part and part.strip()]
    return " ".join([*(f"{part.rstrip('.')}." for part in stated[:-1]), *stated[-1:]])


def as_mails(review: ReviewRound, site: str) -> Iterator[str]:
    """All mails one below the other, for a terminal."""
    for request in review.requests:
        yield w.MAIL_HEAD.format(
            email=request.email or w.MAIL_NO_ADDRESS.format(name=request.provider.name),
            subject=mail_subject(review.guide),
        )
        yield mail_text(request, review.guide, site)
        yield w.MAIL_END
    yield w.REVIEW_SUMMARY.format(
        providers=len(review.requests),
        offers=sum(len(request.offers) for request in review.requests),
        waiting=len(review.waiting),
    )


# --- the one issue --------------------------------------------------------------------------------------------------


def issue_text(review: ReviewRound, site: str) -> str:
    """The text of the one issue for the coordination: what is due, and as many ready mails as there is room for."""
    lines = [
        ISSUE_MARK,
        w.ISSUE_INTRODUCTION.format(
            day=german_date(review.guide.today),
            offers=sum(len(request.offers) for request in review.requests),
            providers=len(review.requests),
            waiting=len(review.waiting),
        ),
        "",
        *_waiting_lines(review.waiting),
        *_list_of_all(review.requests),
    ]
    text = "\n".join(lines)
    for number, request in enumerate(review.requests):
        part = _issue_part(request, review.guide, site)
        rest = w.ISSUE_REST.format(count=len(review.requests) - number)
        if len(text) + len(part) + len(rest) > MOST_CHARACTERS:
            return text + rest
        text += part
    return text


def _waiting_lines(waiting: Sequence[Offer]) -> Iterator[str]:
    if waiting:
        yield w.ISSUE_WAITING
        yield ""
        for offer in waiting:
            day = german_date(offer.record.review.day) if offer.record.review.day else ""
            yield w.ISSUE_WAITING_LINE.format(
                title=as_markdown(offer.title), provider=as_markdown(offer.provider.name), day=day
            )
        yield ""


def _list_of_all(requests: Sequence[Request]) -> Iterator[str]:
    """Everybody who has to be asked, in a line each, with how to reach them."""
    if requests:
        yield w.ISSUE_ALL.format(count=len(requests))
        for request in requests:
            phones = [point.text for offer in request.offers for point in offer.phones]
            reached = (
                as_code(request.email) if request.email else as_markdown(", ".join(list(dict.fromkeys(phones))[:2]))
            )
            yield w.ISSUE_ALL_LINE.format(
                provider=as_markdown(request.provider.name),
                count=len(request.offers),
                reached=reached or w.ISSUE_NOTHING,
            )
        yield w.ISSUE_ALL_END


def _issue_part(request: Request, guide: Guide, site: str) -> str:
    mail = mail_text(request, guide, site)
    fence = "`" * (max((len(run) for run in _runs(mail)), default=0) + 3)
    ids = " ".join(offer.id for offer in request.offers)
    return w.ISSUE_PART.format(
        provider=as_html(request.provider.name),
        count=len(request.offers),
        never=request.never_confirmed,
        email=as_code(request.email) if request.email else w.ISSUE_NO_ADDRESS,
        subject=as_markdown(mail_subject(guide)),
        fence=fence,
        mail=mail,
        ids=ids,
    )


def _runs(text: str) -> Iterator[str]:
    """The runs of backticks in a text; a fence has to be longer."""
    run = ""
    for char in f"{text} ":
        if char == "`":
            run += char
        elif run:
            yield run
            run = ""

"""Notes: what is no mistake, but the coordination should know. They depend on the day.

A day of confirmation that is still to come is one, and yet a warning: nobody would ask until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from .findings import START, Finding, Severity, make_finding
from .load import Records
from .models import OfferRecord, ProviderRecord
from .source import Path, dotted

RESERVED_HOSTS = (".example", ".invalid", ".test")
"""Names that never lead anywhere (RFC 2606): what stands for an address that the town has yet to enter."""


def find_notes(records: Records, today: date) -> Iterator[Finding]:
    """Yield what is unconfirmed, overdue, ended, not begun, without contact, or still a placeholder."""
    providers = {provider.id: provider for provider in records.providers}
    for offer in records.offers:
        for code, path, values in _of_offer(offer, records, providers, today):
            yield _note(records, offer.file, path, code, **values)
    if records.guide is not None:
        forge = records.guide.town.forge
        if forge is not None and is_placeholder(forge.web):
            yield _note(records, records.guide.file, ("stadt", "forge", "web"), "note-placeholder", found=forge.web)


def is_placeholder(web: str) -> bool:
    """Whether an address only stands in for a real one."""
    try:
        return (urlsplit(web).hostname or "").endswith(RESERVED_HOSTS)
    except ValueError:  # in a text, where anything can stand
        return False


def _of_offer(
    offer: OfferRecord, records: Records, providers: dict[str, ProviderRecord], today: date
) -> Iterator[tuple[str, Path, dict[str, str]]]:
    review: Path = ("pruefung",)
    if offer.review.confirmed_on(today) is None:
        yield "note-unconfirmed", review, {}
    for key, day in (("am", offer.review.day), ("zuletzt", offer.review.last_confirmed)):
        if day is not None and day > today:
            yield "note-review-future", (*review, key), {"day": f"{day:%d.%m.%Y}"}
    if records.guide is not None and offer.is_overdue(today, records.guide.review_interval):
        due = offer.review.due(records.guide.review_interval, today)
        yield "note-overdue", review, {"since": f"{due:%d.%m.%Y}"}
    if offer.has_ended(today):
        yield "note-ended", ("endet",), {"day": f"{offer.ends:%d.%m.%Y}"}
    if not offer.has_begun(today):
        yield "note-not-begun", ("beginnt",), {"day": f"{offer.begins:%d.%m.%Y}"}
    if not _can_be_reached(offer, providers):
        yield "note-no-contact", (), {}


def _can_be_reached(offer: OfferRecord, providers: dict[str, ProviderRecord]) -> bool:
    provider = providers.get(offer.provider)
    switchboard = providers.get(provider.switchboard or "") if provider else None
    return any((offer.contact, provider and provider.contact, switchboard and switchboard.contact))


def _note(records: Records, file: str, path: Path, code: str, **values: str) -> Finding:
    source = records.sources.get(file)
    mark = source.key_mark(path) if source else START
    severity: Severity = "warning" if code == "note-review-future" else "note"
    return make_finding(file, mark, dotted(path), code, severity=severity, **values)

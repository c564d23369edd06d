"""Rules that look beyond one field: across the records of a town, and warnings about how something is written.

Each rule is a generator that yields findings. Rules read the sources rather than the valid records wherever they can,
so that a mistake in one field hides no other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .findings import Finding, make_finding
from .models import OfferRecord
from .source import Path, Source, Value, dotted
from .values import SHORT_NUMBERS

if TYPE_CHECKING:
    from .load import Records

MOST_WORDS = 20
"""Longer sentences are hard to read (plain language, DIN ISO 24495-1)."""


def check_records(records: Records) -> Iterator[Finding]:
    """Apply all rules to the records of a town."""
    offers = {record.id: source for record in records.offers if (source := records.sources.get(record.file))}
    yield from _same_offers(records.sources)
    yield from _addresses(records.sources)
    yield from _slot_places(records.sources)
    yield from _provider_circles(records)
    yield from _same_numbers(records)
    yield from _emergencies_without_help(records, offers)
    yield from _unused(records)
    for source in records.sources.values():
        yield from _unencrypted_links(source)
        yield from _long_sentences(source)


def _in_folder(sources: Mapping[str, Source], folder: str) -> Iterator[Source]:
    return (source for file, source in sorted(sources.items()) if file.startswith(f"offers/{folder}/"))


def _stem(source: Source) -> str:
    return source.file.rsplit("/", 1)[-1].removesuffix(".yml")


def _same_offers(sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Two offers of one provider do not have the same title."""
    first: dict[tuple[str, str], str] = {}
    for source in _in_folder(sources, "angebote"):
        title, provider = source.text("titel"), source.text("anbieter")
        if not title or not provider:
            continue
        other = first.setdefault((" ".join(title.casefold().split()), provider), source.file)
        if other != source.file:
            yield make_finding(source.file, source.mark(("titel",)), "titel", "same-offer", other=other)


def _addresses(sources: Mapping[str, Source]) -> Iterator[Finding]:
    """An address belongs to one page: an offer's own, a neutral one, or one that leads on from a former id."""
    taken = {_stem(source): source.file for source in _in_folder(sources, "angebote")}
    for source in _in_folder(sources, "angebote"):
        paths: list[Path] = [("adresse",)] if source.text("adresse") else []
        former = source.find("frueher")
        paths += [("frueher", position) for position in range(len(former) if isinstance(former, list) else 0)]
        for path in paths:
            address = source.text("adresse") if path == ("adresse",) else former[path[1]]  # type: ignore[index, call-overload]
            if not isinstance(address, str):
                continue
            other = taken.setdefault(address, f"{source.file}#{dotted(path)}")
            if other != f"{source.file}#{dotted(path)}":
                yield make_finding(
                    source.file,
                    source.mark(path),
                    dotted(path),
                    "address-taken",
                    found=address,
                    other=other.split("#")[0],
                )


def _slot_places(sources: Mapping[str, Source]) -> Iterator[Finding]:
    """A regular time takes place at one of the places of its offer."""
    for source in _in_folder(sources, "angebote"):
        places, slots = source.find("orte"), source.find("zeiten", "regelmaessig")
        for position, slot in enumerate(slots if isinstance(slots, list) else ()):
            place = slot.get("ort") if isinstance(slot, dict) else None
            if isinstance(place, str) and place not in (places if isinstance(places, list) else ()):
                path: Path = ("zeiten", "regelmaessig", position, "ort")
                yield make_finding(source.file, source.mark(path), dotted(path), "slot-place", found=place)


def _provider_circles(records: Records) -> Iterator[Finding]:
    """Nobody is, through others, the organisation behind themselves."""
    parents = {provider.id: provider.parent for provider in records.providers}
    for provider in records.providers:
        chain = [provider.id]
        while (parent := parents.get(chain[-1])) is not None and parent not in chain:
            chain.append(parent)
        if parent == provider.id:
            source = records.sources[provider.file]
            circle = " → ".join([*chain, provider.id])
            yield make_finding(provider.file, source.mark(("traeger",)), "traeger", "provider-circle", circle=circle)


def _same_numbers(records: Records) -> Iterator[Finding]:
    """A number that two providers claim is wrong with one of them, unless they belong together."""
    related = _related_providers(records)
    claims: dict[str, dict[str, tuple[str, Path]]] = defaultdict(dict)
    for record in (*records.providers, *records.offers):
        claimant = record.provider if isinstance(record, OfferRecord) else record.id
        for position, phone in enumerate(record.contact.phones if record.contact else ()):
            path: Path = ("kontakt", "telefone", position, "nummer")
            claims[phone.number.dialled].setdefault(claimant, (record.file, path))
    for dialled, claimants in claims.items():
        if dialled in SHORT_NUMBERS:
            continue  # belongs to nobody
        first, *others = claimants
        for other in others:
            if frozenset((first, other)) not in related:
                file, path = claimants[other]
                source = records.sources[file]
                yield make_finding(
                    file,
                    source.mark(path),
                    dotted(path),
                    "same-number",
                    severity="warning",
                    found=dialled,
                    other=claimants[first][0],
                )


def _related_providers(records: Records) -> set[frozenset[str]]:
    """Pairs of providers that may share a number: one stands behind the other, or they make an offer together."""
    related: set[frozenset[str]] = set()
    for provider in records.providers:
        related |= {frozenset((provider.id, other)) for other in (provider.parent, provider.switchboard) if other}
    for offer in records.offers:
        related |= {frozenset((offer.provider, partner)) for partner in offer.partners}
    return related


def _emergencies_without_help(records: Records, offers: Mapping[str, Source]) -> Iterator[Finding]:
    """In each kind of need somebody helps."""
    if records.guide is None:
        return
    helped = {emergency for offer in records.offers for emergency in offer.emergencies}
    source = records.sources[records.guide.file]
    for position, emergency in enumerate(records.guide.emergencies):
        if emergency.id not in helped and not any(offer in offers for offer in emergency.helplines):
            path: Path = ("notlagen", position)
            yield make_finding(
                source.file, source.mark(path), dotted(path), "no-helpline", severity="warning", found=emergency.title
            )


def _unused(records: Records) -> Iterator[Finding]:
    """Providers and places are there because an offer needs them."""
    raw = list(_in_folder(records.sources, "angebote")) + list(_in_folder(records.sources, "anbieter"))
    named: set[str] = set()
    for source in raw:
        for key in ("anbieter", "partner", "orte", "traeger", "zentrale"):
            value = source.find(key)
            named.update([value] if isinstance(value, str) else [part for part in value or () if isinstance(part, str)])
    if records.guide is not None and records.guide.town.publisher:
        named.add(records.guide.town.publisher)
    for kind, code in ((records.providers, "unused-provider"), (records.places, "unused-place")):
        for record in kind:
            if record.id not in named:
                yield make_finding(record.file, records.sources[record.file].mark(()), "", code, severity="warning")


def _texts(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _texts(item, (*path, position))
    else:
        for key, item in value.items():
            yield from _texts(item, (*path, key))


_UNENCRYPTED = re.compile(r"http://[^\s)>]+", re.IGNORECASE)


def _unencrypted_links(source: Source) -> Iterator[Finding]:
    """A page without https may be down, or be changed on its way."""
    for path, text in _texts(source.data):
        for match in _UNENCRYPTED.finditer(text):
            yield make_finding(
                source.file, source.mark(path), dotted(path), "http", severity="warning", found=match.group()
            )


_ABBREVIATION = re.compile(r"\b(z\. ?B|d\. ?h|u\. ?a|e\. ?V|ca|bzw|evtl|inkl|usw|Nr|Str|St|Dr|Tel|\d+)\.(?=\s)")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")


def _long_sentences(source: Source) -> Iterator[Finding]:
    """The short text of an offer is made of short sentences."""
    text = source.text("kurztext")
    if not text or "/angebote/" not in source.file:
        return
    for sentence in _SENTENCE_END.split(_ABBREVIATION.sub(r"\1", text)):
        count = len(re.findall(r"[^\W_]+(?:[-/'’][^\W_]+)*", sentence))
        if count > MOST_WORDS:
            yield make_finding(
                source.file,
                source.mark(("kurztext",)),
                "kurztext",
                "long-sentence",
                severity="warning",
                count=count,
                sentence=sentence[:60] + ("…" if len(sentence) > 60 else ""),
            )

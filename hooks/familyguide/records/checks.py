"""Rules that look beyond one field: across the records of a town, and warnings about how something is written.

Each rule is a generator that yields findings. Rules read the sources rather than the valid records wherever they can,
so that a mistake in one field hides no other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ..folding import words
from ..german import STOP_WORDS
from .findings import Finding, Severity, make_finding
from .models import OfferRecord, ProviderRecord
from .source import Path, Source, dotted, texts_in
from .values import SHORT_NUMBERS

if TYPE_CHECKING:
    from .load import Records

MOST_WORDS = 20
"""Longer sentences are hard to read (plain language, DIN ISO 24495-1)."""


def check_records(records: Records, *, complete: bool) -> Iterator[Finding]:
    """Apply all rules to the records of a town; as long as something is wrong, nobody knows what is not needed."""
    offers, providers, places = (_in_folder(records.sources, name) for name in ("angebote", "anbieter", "orte"))
    guide = records.sources.get("offers/guide.yml")
    for offer in offers:
        yield from _slot_places(offer)
        yield from _long_sentences(offer)
    yield from _same_offers(offers)
    yield from _addresses(offers)
    yield from _addresses(providers)
    yield from _provider_circles(providers)
    yield from _same_numbers(records)
    if guide is not None:
        yield from _emergencies_without_help(guide, offers)
    yield from _search_words(_in_folder(records.sources, "suchwoerter"))
    yield from _synonyms(_in_folder(records.sources, "suchwoerter"))
    if guide is not None:
        yield from _languages_of_translations(_in_folder(records.sources, "uebersetzungen"), guide)
    if guide is not None and complete:
        yield from _unused(guide, offers, providers, places)
    for source in records.sources.values():
        yield from _unencrypted_links(source)


def _in_folder(sources: Mapping[str, Source], folder: str) -> list[Source]:
    return [source for file, source in sorted(sources.items()) if file.startswith(f"offers/{folder}/")]


def _id(source: Source) -> str:
    return PurePosixPath(source.file).stem


def _report(source: Source, path: Path, code: str, severity: Severity = "error", **values: Any) -> Finding:
    return make_finding(source.file, source.mark(path), dotted(path), code, severity=severity, **values)


def _same_offers(offers: list[Source]) -> Iterator[Finding]:
    """Two offers of one provider do not have the same title."""
    first: dict[tuple[str, str], str] = {}
    for offer in offers:
        title, provider = offer.text("titel"), offer.text("anbieter")
        if title and provider:
            other = first.setdefault((" ".join(title.casefold().split()), provider), offer.file)
            if other != offer.file:
                yield _report(offer, ("titel",), "same-offer", other=other)


def _addresses(records: list[Source]) -> Iterator[Finding]:
    """An address belongs to one page: a record's own, a neutral one, or one that leads on from a former id."""
    claims: dict[str, tuple[str, Path]] = {_id(record): (record.file, ()) for record in records}
    for record in records:
        stated: dict[Path, str] = {("adresse",): record.text("adresse")} if record.text("adresse") else {}
        stated |= {("frueher", position): former for position, former in record.texts("frueher").items()}
        for path, address in stated.items():
            other = claims.setdefault(address, (record.file, path))
            if other != (record.file, path):
                yield _report(record, path, "address-taken", found=address, other=other[0])


def _slot_places(offer: Source) -> Iterator[Finding]:
    """A regular time takes place at one of the places of its offer."""
    places = offer.texts("orte").values()
    for position in range(len(offer.items("zeiten", "regelmaessig"))):
        path: Path = ("zeiten", "regelmaessig", position, "ort")
        place = offer.text(*path)
        if place and place not in places:
            code = "confidential-place" if offer.text("vertraulich") == "ja" else "slot-place"
            yield _report(offer, path, code, found=place)


def _provider_circles(providers: list[Source]) -> Iterator[Finding]:
    """Nobody is, through others, the organisation behind themselves."""
    parents = {_id(provider): provider.text("traeger") for provider in providers}
    for provider in providers:
        own_id = _id(provider)
        chain = [own_id]
        while (parent := parents.get(chain[-1], "")) and parent not in chain:
            chain.append(parent)
        if parent == own_id and len(chain) > 1:
            yield _report(provider, ("traeger",), "provider-circle", circle=" → ".join([*chain, own_id]))


def _same_numbers(records: Records) -> Iterator[Finding]:
    """A number that two providers claim is wrong with one of them, unless they belong together."""
    related = _related_providers(records)
    claims: dict[str, dict[str, tuple[str, Path, str]]] = defaultdict(dict)
    claimants: list[tuple[str, ProviderRecord | OfferRecord]] = [
        *((provider.id, provider) for provider in records.providers),
        *((offer.provider, offer) for offer in records.offers),
    ]
    for claimant, record in claimants:
        for position, phone in enumerate(record.contact.phones if record.contact else ()):
            path: Path = ("kontakt", "telefone", position, "nummer")
            claims[phone.number.dialled].setdefault(claimant, (record.file, path, phone.number.written))
    for dialled, places in claims.items():
        if dialled in SHORT_NUMBERS:
            continue  # belongs to nobody
        first, *others = places
        for other in others:
            if frozenset((first, other)) not in related:
                file, path, written = places[other]
                source = records.sources[file]
                yield _report(source, path, "same-number", "warning", found=written, other=places[first][0])


def _related_providers(records: Records) -> set[frozenset[str]]:
    """Pairs of providers that may share a number: one stands behind the other, or they make an offer together."""
    related: set[frozenset[str]] = set()
    for provider in records.providers:
        related |= {frozenset((provider.id, other)) for other in (provider.parent, provider.switchboard) if other}
    for offer in records.offers:
        related |= {frozenset((offer.provider, partner)) for partner in offer.partners}
    return related


def _emergencies_without_help(guide: Source, offers: list[Source]) -> Iterator[Finding]:
    """In each kind of need somebody helps."""
    helped = {emergency for offer in offers for emergency in offer.texts("notlagen").values()}
    for position in range(len(guide.items("notlagen"))):
        path: Path = ("notlagen", position)
        emergency = guide.text(*path, "id")
        if emergency and emergency not in helped and not guide.items(*path, "hilfen"):
            title = guide.text(*path, "titel") or emergency
            yield _report(guide, path, "no-helpline", "warning", found=title)


def _unused(guide: Source, offers: list[Source], providers: list[Source], places: list[Source]) -> Iterator[Finding]:
    """Providers and places are there because an offer needs them."""
    named = {guide.text("stadt", "herausgeber")}
    for source in (*offers, *providers):
        named.update(source.text(key) for key in ("anbieter", "traeger", "zentrale"))
        named.update(other for key in ("partner", "orte") for other in source.texts(key).values())
    for sources, code in ((providers, "unused-provider"), (places, "unused-place")):
        for source in sources:
            if _id(source) not in named:
                yield _report(source, (), code, "warning")


def _search_words(sources: list[Source]) -> Iterator[Finding]:
    """Each concept of families has words and leads somewhere; each word means something, and one thing only."""
    titles: dict[str, str] = {}
    concepts_of: dict[tuple[str, str], tuple[str, str, str]] = {}
    for source in sources:
        for position in range(len(source.items("begriffe"))):
            path: Path = ("begriffe", position)
            title = source.text(*path, "titel")
            if title and (other := titles.setdefault(title, source.file)) != source.file:
                yield _report(source, (*path, "titel"), "concept-twice", found=title, other=other)
            if not any(source.find(*path, key) for key in ("angebote", "themen", "lebensphasen", "notlage")):
                yield _report(source, path, "concept-nowhere")
            if not any(source.find(*path, key) for key in ("woerter", "situationen")):
                yield _report(source, path, "concept-empty")
            for key in ("woerter", "situationen"):
                yield from _words_of_concept(source, (*path, key), title, concepts_of)


def _words_of_concept(
    source: Source, path: Path, title: str, concepts_of: dict[tuple[str, str], tuple[str, str, str]]
) -> Iterator[Finding]:
    languages = source.find(*path)
    for language in languages if isinstance(languages, dict) else ():
        for number, written in source.texts(*path, language).items():
            place, folded = (*path, language, number), " ".join(words(written))
            if not [word for word in folded.split() if language != "de" or word not in STOP_WORDS]:
                yield _report(source, place, "word-nowhere", found=written)
                continue
            first = concepts_of.setdefault((language, folded), (source.file, title, written))
            if first[:2] != (source.file, title):
                values = {"found": written, "title": first[1], "other": first[0]}
                yield _report(source, place, "word-of-other-concept", "warning", **values)
            elif first[2] is not written:
                yield _report(source, place, "word-repeated", found=written, other=first[2])


def _synonyms(sources: list[Source]) -> Iterator[Finding]:
    """Single German words; each stands for one thing, so that nobody has to follow them from group to group."""
    first: dict[str, tuple[str, str]] = {}
    for source in sources:
        for position in range(len(source.items("gleichbedeutend"))):
            path: Path = ("gleichbedeutend", position)
            usual = source.text(*path, "wort")
            entries = [((*path, "wort"), usual)] if usual else []
            entries += [((*path, "auch", number), text) for number, text in source.texts(*path, "auch").items()]
            for place, written in entries:
                found = words(written)
                if len(found) > 1:
                    yield _report(source, place, "synonym-words", found=written)
                elif not found or found[0] in STOP_WORDS:
                    yield _report(source, place, "word-nowhere", found=written)
                elif (other := first.setdefault(found[0], (usual, written)))[0] != usual:
                    yield _report(source, place, "synonym-twice", found=written, other=other[0])
                elif other[1] is not written:
                    yield _report(source, place, "word-repeated", found=written, other=other[1])


def _languages_of_translations(sources: list[Source], guide: Source) -> Iterator[Finding]:
    """A town translates into languages that its guide knows."""
    known = {guide.text("sprachen", position, "id") for position in range(len(guide.items("sprachen")))}
    for source in sources:
        language = PurePosixPath(source.file).parent.name
        if language not in known:
            yield _report(source, (), "translation-language", found=language)


_UNENCRYPTED = re.compile(r"http://[^\s)>]+", re.IGNORECASE)


def _unencrypted_links(source: Source) -> Iterator[Finding]:
    """A page without https may be down, or be changed on its way."""
    for path, text in texts_in(source.data):
        for match in _UNENCRYPTED.finditer(text):
            yield _report(source, path, "http", "warning", found=match.group())


_ABBREVIATION = re.compile(r"\b(z\. ?B|d\. ?h|u\. ?a|e\. ?V|ca|bzw|evtl|inkl|usw|Nr|Str|St|Dr|Tel|\d+)\.(?=\s)")
_SENTENCE_END = re.compile(r"[.!?…][\"'“”«»)]*\s+")
_WORD = re.compile(r"[^\W_]+(?:[-/'’][^\W_]+)*")
_SHOWN_OF_SENTENCE = 60


def _long_sentences(offer: Source) -> Iterator[Finding]:
    """The short text of an offer is made of short sentences."""
    text = _ABBREVIATION.sub(lambda match: match[0].replace(".", ""), offer.text("kurztext"))
    for sentence in _SENTENCE_END.split(text):
        count = len(_WORD.findall(sentence))
        if count > MOST_WORDS:
            beginning = sentence[:_SHOWN_OF_SENTENCE] + "…" * (len(sentence) > _SHOWN_OF_SENTENCE)
            yield _report(offer, ("kurztext",), "long-sentence", "warning", count=count, sentence=beginning)

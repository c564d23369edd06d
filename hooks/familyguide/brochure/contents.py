"""What stands in a printed edition: which offers, in which chapter and order, and where an offer is only pointed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..guide import Guide, Offer
from ..records.models import EditionRecord, Stage
from .wording import ALWAYS, NEAR, NEAR_ANYWHERE, OWN_OFFERS

MANY_STAGES: Final = 4
"""From so many life stages on, what belongs to all of them has a chapter of its own."""


@dataclass(frozen=True, slots=True)
class Group:
    """The offers of a chapter that stand together, mostly those of a topic."""

    title: str
    intro: str | None
    offers: tuple[Offer, ...]
    """Those that are printed here in full."""
    also: tuple[Offer, ...]
    """Those that are printed in full in another chapter."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of an edition: mostly a life stage."""

    title: str
    stage: Stage | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All offers of an edition, each printed in full once."""

    chapters: tuple[Chapter, ...]
    stages: tuple[Stage, ...]
    """The life stages that the edition is about."""
    offers: tuple[Offer, ...]
    """By title."""
    always: Chapter | None
    """The chapter of what belongs to all life stages; it is one of the chapters."""


def is_printable(offer: Offer) -> bool:
    """Whether an offer may stand on paper: it is not over, and if it needs discretion, one can call."""
    return not offer.ended and not (offer.record.sensitive and not offer.phones)


def contents_of(guide: Guide, edition: EditionRecord) -> Contents:
    """Choose the offers of an edition and put them into chapters; nothing chosen makes no chapter."""
    choice = edition.selection
    stages = tuple(stage for stage in guide.stages if not choice.stages or stage.id in choice.stages)
    offers = tuple(offer for offer in guide.offers if is_printable(offer) and _is_chosen(offer, edition, stages))
    near = _near(offers, edition)
    in_front = {offer.id for group in near for offer in group.offers}
    in_all = {
        offer.id
        for offer in offers
        if len(stages) >= MANY_STAGES and set(stages) <= set(offer.stages) and offer.id not in in_front
    }
    home = {offer.id: next(stage.id for stage in stages if stage in offer.stages) for offer in offers}
    home |= dict.fromkeys(in_front, "") | dict.fromkeys(in_all, "")
    chapters = [Chapter(_near_title(guide, edition), None, near)] if near else []
    for stage in stages:
        in_stage = [offer for offer in offers if stage in offer.stages and offer.id not in in_all]
        if groups := _by_topic(guide, edition, in_stage, {id for id, where in home.items() if where == stage.id}):
            chapters.append(Chapter(stage.title, stage, groups))
    always = None
    if groups := _by_topic(guide, edition, [offer for offer in offers if offer.id in in_all], in_all):
        always = Chapter(ALWAYS, None, groups)
        chapters.append(always)
    return Contents(tuple(chapters), stages, offers, always)


def _is_chosen(offer: Offer, edition: EditionRecord, stages: Sequence[Stage]) -> bool:
    """Whether an offer meets every kind of choice that the edition makes."""
    choice = edition.selection
    pairs: Iterable[tuple[Sequence[str], Iterable[str]]] = (
        ([stage.id for stage in stages], (stage.id for stage in offer.stages)),
        (choice.topics, (topic.id for topic in offer.topics)),
        (choice.districts, (district.id for district in offer.districts)),
        (choice.target_groups, (group.id for group in offer.target_groups)),
    )
    return all(not wanted or not set(wanted).isdisjoint(stated) for wanted, stated in pairs)


def _near(offers: Sequence[Offer], edition: EditionRecord) -> tuple[Group, ...]:
    """What an edition shows before all else: the offers of a provider, and those of a district."""
    first = edition.first
    if first is None:
        return ()
    own = tuple(offer for offer in offers if first.provider in _makers(offer))
    close = tuple(
        offer for offer in offers if first.district in {term.id for term in offer.districts} and offer not in own
    )
    groups = (Group(OWN_OFFERS, None, own, ()), Group(NEAR_ANYWHERE, None, close, ()))
    return tuple(group for group in groups if group.offers)


def _makers(offer: Offer) -> set[str]:
    return {offer.provider.id, *(partner.id for partner in offer.partners)}


def _near_title(guide: Guide, edition: EditionRecord) -> str:
    district = edition.first.district if edition.first else None
    titles = {term.id: term.title for term in guide.districts}
    return NEAR.format(district=titles[district]) if district else OWN_OFFERS


def _by_topic(guide: Guide, edition: EditionRecord, offers: Sequence[Offer], in_full: set[str]) -> tuple[Group, ...]:
    """Group offers by their main topic, in the order of the edition and then of the vocabulary."""
    wanted = list(edition.first.topics) if edition.first else []
    topics = sorted(guide.topics, key=lambda topic: wanted.index(topic.id) if topic.id in wanted else len(wanted))
    groups = []
    for topic in topics:
        here = [offer for offer in offers if offer.topics[0].id == topic.id]
        full = tuple(offer for offer in here if offer.id in in_full)
        also = tuple(offer for offer in here if offer.id not in in_full)
        if here:
            groups.append(Group(topic.title, topic.description, full, also))
    return tuple(groups)

"""The figures for coordination and youth welfare planning: what there is, what is missing, what has to be done."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import jinja2

from ..guide import Guide, Offer, Provider, german_sort_key
from ..phrases.facts import german_date, where_in_short
from ..records.editing import FORMER
from ..records.load import KINDS, RecordFile, known_ids
from ..records.models import CostKind, OfferRecord, ReviewState, Stage, Term, Topic
from ..records.source import Source, read_source
from ..records.values import YesNoUnknown
from . import wording as w

SOON: Final = timedelta(days=90)
"""What ends within this time ends soon."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: a count with its share of the largest."""

    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts of offers by something; an offer may count more than once."""

    title: str
    note: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ProviderState:
    """How far the offers of a provider have been confirmed."""

    provider: Provider
    offers: int
    open: int
    asked: int
    confirmed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Named:
    """An offer as git knows it."""

    title: str
    provider: str
    """The name of its provider."""


@dataclass(frozen=True, slots=True)
class History:
    """What came and went, by title."""

    since: date
    new: tuple[Named, ...]
    gone: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the report shows."""

    guide: Guide
    figures: tuple[tuple[str, int], ...]
    matrix: tuple[tuple[Topic, tuple[int, ...], int], ...]
    """For each topic its counts by stage, and the count of all its offers."""
    charts: tuple[Chart, ...]
    only_ones: tuple[tuple[Offer, tuple[str, ...]], ...]
    """Offers that nothing else can stand in for, with the stages and topics where they are alone."""
    ends_soon: tuple[Offer, ...]
    begins: tuple[Offer, ...]
    ended: tuple[Offer, ...]
    ended_lately: tuple[Offer, ...]
    """Those of them that ended in the last twelve months."""
    overdue: tuple[Offer, ...]
    without_contact: tuple[Offer, ...]
    providers: tuple[ProviderState, ...]
    history: History | None
    no_history: str
    """Why there is none."""
    confirmed: tuple[Offer, ...]
    """Confirmed in the last twelve months, the latest first."""


def make_overview(guide: Guide, history: History | str) -> Overview:
    """Count the offers of a guide that have not ended; `history` is what git knows, or why it knows nothing."""
    today = guide.today
    offers = [offer for offer in guide.offers if not offer.ended]
    cells = {
        (stage.id, topic.id): [offer for offer in guide.in_stage_and_topic(stage.id, topic.id) if not offer.ended]
        for stage in guide.stages
        for topic in guide.topics
    }
    overdue = _oldest_first(offer for offer in offers if offer.overdue)
    without_contact = tuple(offer for offer in offers if not (offer.phones or offer.emails or offer.webs))
    ends_soon = tuple(
        sorted(
            (offer for offer in offers if offer.record.ends and offer.record.ends <= today + SOON),
            key=lambda offer: offer.record.ends or today,
        )
    )
    year_ago = a_year_before(today)
    ended = tuple(
        sorted(
            (offer for offer in guide.offers if offer.ended),
            key=lambda offer: offer.record.ends or today,
            reverse=True,
        )
    )
    return Overview(
        guide=guide,
        figures=(
            (w.FIGURE_OFFERS, len(offers)),
            (w.FIGURE_PROVIDERS, len({offer.provider.id for offer in offers})),
            (w.FIGURE_PLACES, len({place.id for offer in offers for place in offer.places})),
            (w.FIGURE_CONFIRMED, _count(offers, ReviewState.CONFIRMED)),
            (w.FIGURE_ASKED, _count(offers, ReviewState.ASKED)),
            (w.FIGURE_OPEN, _count(offers, ReviewState.OPEN)),
            (w.FIGURE_OVERDUE, len(overdue)),
            (w.FIGURE_WITHOUT_CONTACT, len(without_contact)),
            (w.FIGURE_ENDS_SOON, len(ends_soon)),
            (w.FIGURE_GAPS, sum(not found for found in cells.values())),
        ),
        matrix=tuple(
            (
                topic,
                tuple(len(cells[stage.id, topic.id]) for stage in guide.stages),
                sum(not offer.ended for offer in guide.in_topic(topic.id)),
            )
            for topic in guide.topics
        ),
        charts=tuple(_charts(guide, offers)),
        only_ones=_only_ones(guide.stages, guide.topics, cells),
        ends_soon=ends_soon,
        begins=tuple(offer for offer in offers if offer.not_begun),
        ended=ended,
        ended_lately=tuple(offer for offer in ended if offer.record.ends and offer.record.ends >= year_ago),
        overdue=overdue,
        without_contact=without_contact,
        providers=_provider_states(offers),
        history=None if isinstance(history, str) else history,
        no_history=history if isinstance(history, str) else "",
        confirmed=tuple(
            sorted(
                (offer for offer in guide.offers if offer.confirmed_on is not None and offer.confirmed_on >= year_ago),
                key=lambda offer: offer.confirmed_on or today,
                reverse=True,
            )
        ),
    )


def a_year_before(day: date) -> date:
    """The same day of the year before; of a leap day the day before."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def history_of(
    before: Iterable[RecordFile], now: Iterable[RecordFile], since: date, deleted: Iterable[RecordFile] = ()
) -> History:
    """Which offers came and which went; a renamed one is still the same.

    `deleted` are files that were deleted in between, as they were last: they may have come in between, too.
    """
    files_before, files_now, files_deleted = list(before), list(now), list(deleted)
    old, new = _offers_in(files_before), _offers_in(files_now)
    renamed = {former for source in new.values() for former in source.texts(FORMER).values()}
    came = (source for key, source in new.items() if not {key, *source.texts(FORMER).values()} & old.keys())
    gone = _offers_in(reversed(files_deleted)) | old
    went = (source for key, source in gone.items() if key not in new and key not in renamed)
    providers = known_ids([*files_deleted, *files_before, *files_now]).known["anbieter"]
    return History(since, _named(came, providers), _named(went, providers))


def _offers_in(files: Iterable[RecordFile]) -> dict[str, Source]:
    offers = ((file.id, read_source(file.file, file.raw)[0]) for file in files if KINDS.get(file.kind) is OfferRecord)
    return {key: source for key, source in offers if source is not None}


def _named(sources: Iterable[Source], providers: Mapping[str, str]) -> tuple[Named, ...]:
    found = (Named(source.text("titel"), providers.get(source.text("anbieter"), "")) for source in sources)
    return tuple(sorted(found, key=lambda named: (german_sort_key(named.title), named.provider)))


def _oldest_first(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    def age(offer: Offer) -> date:
        return offer.as_of.earliest if offer.as_of else date.min

    return tuple(sorted(offers, key=age))


def _only_ones(
    stages: Sequence[Stage], topics: Sequence[Topic], cells: dict[tuple[str, str], list[Offer]]
) -> tuple[tuple[Offer, tuple[str, ...]], ...]:
    alone: dict[str, tuple[Offer, list[str]]] = {}
    for stage in stages:
        for topic in topics:
            found = cells[stage.id, topic.id]
            if len(found) == 1:
                where = w.ONLY_ONE.format(stage=stage.title, topic=topic.title)
                alone.setdefault(found[0].id, (found[0], []))[1].append(where)
    return tuple((offer, tuple(places)) for offer, places in sorted(alone.values(), key=lambda it: _by_title(it[0])))


def _by_title(offer: Offer) -> tuple[tuple[str, str], str]:
    return german_sort_key(offer.title), offer.id


def _charts(guide: Guide, offers: Sequence[Offer]) -> Iterable[Chart]:
    yield _chart(
        w.CHART_DISTRICTS,
        w.CHART_DISTRICTS_NOTE,
        offers,
        [
            *((district.title, _has("districts", district)) for district in guide.districts),
            (w.NO_DISTRICT, lambda offer: not offer.districts),
        ],
    )
    yield _chart(
        w.CHART_LANGUAGES,
        w.CHART_LANGUAGES_NOTE,
        offers,
        [
            *((language.title, _speaks(language)) for language in guide.record.languages),
            (w.NO_LANGUAGE, lambda offer: not offer.languages and not offer.record.languages_text),
        ],
    )
    yield _chart(w.CHART_COSTS, "", offers, [(kind.label, _costs(kind)) for kind in CostKind])
    yield _chart(
        w.CHART_ACCESS, w.CHART_ACCESS_NOTE, offers, [(w.ACCESS[state.value], _access(state)) for state in YesNoUnknown]
    )
    groups = guide.record.target_groups
    yield _chart(w.CHART_GROUPS, "", offers, [(group.title, _has("target_groups", group)) for group in groups])


def _has(name: str, term: Term) -> Callable[[Offer], bool]:
    return lambda offer: term in getattr(offer, name)


def _speaks(language: Term) -> Callable[[Offer], bool]:
    return lambda offer: any(spoken.term == language for spoken in offer.languages)


def _costs(kind: CostKind) -> Callable[[Offer], bool]:
    def matches(offer: Offer) -> bool:
        return (offer.record.cost.kind if offer.record.cost else CostKind.UNKNOWN) is kind

    return matches


def _access(state: YesNoUnknown) -> Callable[[Offer], bool]:
    return lambda offer: bool(offer.places) and _step_free(offer) is state


def _step_free(offer: Offer) -> YesNoUnknown:
    """The best that is known of one of its places."""
    known = {place.access.step_free for place in offer.places if place.access}
    return next((state for state in (YesNoUnknown.YES, YesNoUnknown.NO) if state in known), YesNoUnknown.UNKNOWN)


def _chart(
    title: str, note: str, offers: Sequence[Offer], rows: Sequence[tuple[str, Callable[[Offer], bool]]]
) -> Chart:
    counts = [(label, sum(matches(offer) for offer in offers)) for label, matches in rows]
    most = max((count for _, count in counts), default=0) or 1
    return Chart(title, note, tuple(Bar(label, count, count / most) for label, count in counts))


def _count(offers: Iterable[Offer], state: ReviewState) -> int:
    return sum(offer.record.review.state is state for offer in offers)


def _provider_states(offers: Sequence[Offer]) -> tuple[ProviderState, ...]:
    by_provider: dict[str, list[Offer]] = {}
    for offer in offers:
        by_provider.setdefault(offer.provider.id, []).append(offer)
    states = [
        ProviderState(
            provider=of_one[0].provider,
            offers=len(of_one),
            open=_count(of_one, ReviewState.OPEN),
            asked=_count(of_one, ReviewState.ASKED),
            confirmed=_count(of_one, ReviewState.CONFIRMED),
            overdue=sum(offer.overdue for offer in of_one),
        )
        for of_one in by_provider.values()
    ]
    return tuple(sorted(states, key=lambda s: (-s.open - s.overdue, german_sort_key(s.provider.name), s.provider.id)))


# --- as files -------------------------------------------------------------------------------------------------------


def report_html(overview: Overview) -> str:
    """The report as one page that needs no other file."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"german_date": german_date}
    return environment.get_template("report.html").render(
        overview=overview, guide=overview.guide, w=w, where=_where(overview.guide)
    )


def _where(guide: Guide) -> Callable[[Offer], str]:
    districts = {district.id: district.title for district in guide.districts}
    return lambda offer: where_in_short(offer, districts)


def report_csv(overview: Overview) -> bytes:
    """One row an offer, as programs for tables open it in Germany; no cell is ever a formula."""
    only_ones = {offer.id: places for offer, places in overview.only_ones}
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(w.CSV_HEADINGS)
    for offer in overview.guide.offers:
        review = offer.record.review
        cells = [
            offer.id,
            offer.title,
            offer.provider.name,
            ", ".join(stage.title for stage in offer.stages),
            ", ".join(topic.title for topic in offer.topics),
            ", ".join(district.title for district in offer.districts),
            ", ".join(language.term.title for language in offer.languages),
            offer.record.cost.kind.label if offer.record.cost else "",
            w.ACCESS[_step_free(offer).value] if offer.places else "",
            review.state.label,
            str(review.day or ""),
            offer.as_of.german if offer.as_of else "",
            w.YES if offer.overdue else "",
            str(offer.record.ends or ""),
            ", ".join(only_ones.get(offer.id, ())),
        ]
        writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    return stream.getvalue().encode("utf-8-sig")

"""From the guide to all pages of the site: which pages there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from ..guide import LONG_LIST, Guide, Offer
from ..records.models import Stage, Term, Topic
from . import urls
from .assets import Asset, static_assets
from .downloads import Printed, about_stage, download_assets
from .finder_files import CARDS_IN_PAGE, LIST_IN_PAGE, MOST_HELPLINES, finder_assets
from .form import form_assets, new_records, sections, vocabularies
from .pictures import preview_pictures
from .render import Page, Renderer, SiteSettings
from .structured import home_nodes, offer_nodes
from .wording import DESCRIPTIONS, NEUTRAL_TITLE, PAGES, ROBOTS

Trail = tuple[tuple[str, str], ...]
HOME_TRAIL: Trail = ((PAGES["home"], urls.HOME),)


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The offers of a list that stand under one topic."""

    topic: Topic
    main: tuple[Offer, ...]
    """Those whose main topic it is: shown in full."""
    also: tuple[Offer, ...]
    """Those that stand in full under another topic."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that goes to disk."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    renderer: Renderer
    """Frames the hand-written pages."""


def build_site(guide: Guide, settings: SiteSettings) -> Site:
    """Make all pages of the guide, and the files that they need."""
    assets = static_assets(guide.stages)
    if settings.address:  # nobody outside can be led to a picture without it
        assets |= preview_pictures(guide, settings.icons)
    renderer = Renderer(guide, settings, assets)
    assets |= finder_assets(guide, renderer)
    assets |= form_assets(guide, settings.typed)
    pages = tuple(_pages(guide, renderer, settings))
    texts = {"robots.txt": _robots(renderer), "sitemap.xml": _sitemap(pages, settings, renderer)}
    files = tuple(Asset(path, text.encode()) for path, text in texts.items())
    return Site(pages, (*assets.values(), *files, *download_assets(settings.printed)), renderer)


def hand_written_page(renderer: Renderer, url: str, title: str, description: str, content: str) -> Page:
    """Put the HTML of a hand-written page into the frame of the site."""
    return renderer.page("hand-written.html", url, title, description=description, trail=HOME_TRAIL, content=content)


def _pages(guide: Guide, renderer: Renderer, settings: SiteSettings) -> Iterator[Page]:
    yield _plain(guide, renderer, "home", urls.HOME, trail=(), nodes=home_nodes(guide, renderer.absolute))
    yield _plain(guide, renderer, "stages", urls.STAGES)
    for stage in guide.stages:
        yield from _stage_pages(guide, renderer, stage, about_stage(settings.printed, stage.id))
    yield _plain(guide, renderer, "topics", urls.TOPICS)
    for topic in guide.topics:
        yield _topic_page(guide, renderer, topic)
    yield _plain(guide, renderer, "districts", urls.DISTRICTS)
    for district in guide.districts:
        yield _district_page(guide, renderer, district)
    yield from _provider_pages(guide, renderer)
    yield _plain(
        guide,
        renderer,
        "finder",
        urls.FINDER,
        groups=by_topic(guide, guide.offers),
        cards_in_page=len(guide.offers) <= CARDS_IN_PAGE,
        list_in_page=len(guide.offers) <= LIST_IN_PAGE,
        most_helplines=MOST_HELPLINES,
    )
    for offer in guide.offers:
        yield from _offer_pages(guide, renderer, offer)
    yield _plain(guide, renderer, "emergency", urls.EMERGENCY)
    yield _plain(guide, renderer, "week", urls.WEEK)
    yield _plain(guide, renderer, "brochures", urls.BROCHURES, printed=settings.printed)
    forge = guide.town.forge
    yield _plain(
        guide,
        renderer,
        "form",
        urls.FORM,
        trail=(*HOME_TRAIL, *(page for page in settings.hand_written if urls.FORM.startswith(page[1]))),
        listed=False,
        sections=sections(),
        new_records=new_records(),
        terms=vocabularies(guide),
        mail=renderer.mailbox,
        forge_name=forge.kind.label if forge else "",
    )
    yield _plain(guide, renderer, "not-found", urls.NOT_FOUND, listed=False)


def _plain(
    guide: Guide,
    renderer: Renderer,
    kind: str,
    url: str,
    *,
    trail: Trail = HOME_TRAIL,
    listed: bool = True,
    **values: Any,
) -> Page:
    """A page of which there is one."""
    subtitle = guide.town.subtitle or guide.town.title
    description = DESCRIPTIONS[kind].format(town=guide.town.name, subtitle=subtitle)
    heading = guide.town.title if kind == "home" else PAGES[kind]
    return renderer.page(f"{kind}.html", url, heading, description=description, trail=trail, listed=listed, **values)


def by_topic(guide: Guide, offers: Sequence[Offer]) -> list[TopicGroup]:
    """Group offers by topic, in the order of the vocabulary; empty topics are left out."""
    groups = []
    for topic in guide.topics:
        main = tuple(offer for offer in offers if offer.topics[0].id == topic.id)
        also = tuple(offer for offer in offers if topic in offer.topics[1:])
        if main or also:
            groups.append(TopicGroup(topic, main, also))
    return groups


def _about(guide: Guide, title: str) -> str:
    """What a list of offers is, where the town says nothing about it."""
    return DESCRIPTIONS["term"].format(town=guide.town.name, title=title)


def _stage_pages(guide: Guide, renderer: Renderer, stage: Stage, printed: Sequence[Printed]) -> Iterator[Page]:
    """A life stage; a long one leads on to a page per topic."""
    offers = guide.in_stage(stage.id)
    long = len(offers) >= LONG_LIST
    number = guide.stages.index(stage)
    yield renderer.page(
        "stage.html",
        urls.stage_url(stage),
        stage.title,
        description=stage.description or stage.short or _about(guide, stage.title),
        trail=(*HOME_TRAIL, (PAGES["stages"], urls.STAGES)),
        preview=stage,
        stage=stage,
        groups=by_topic(guide, offers),
        long=long,
        offers=offers,
        printed=printed,
        before=guide.stages[number - 1] if number else None,
        after=guide.stages[number + 1] if number + 1 < len(guide.stages) else None,
    )
    for topic in guide.topics if long else ():
        if found := guide.in_stage_and_topic(stage.id, topic.id):
            yield renderer.page(
                "list.html",
                urls.stage_url(stage, topic),
                f"{stage.title}: {topic.title}",
                description=_about(guide, f"{stage.title}, {topic.title}"),
                trail=(*HOME_TRAIL, (PAGES["stages"], urls.STAGES), (stage.title, urls.stage_url(stage))),
                preview=stage,
                intro=topic.description,
                offers=found,
                stage=stage,
            )


def _topic_page(guide: Guide, renderer: Renderer, topic: Topic) -> Page:
    return renderer.page(
        "topic.html",
        urls.topic_url(topic),
        topic.title,
        description=topic.description or _about(guide, topic.title),
        trail=(*HOME_TRAIL, (PAGES["topics"], urls.TOPICS)),
        topic=topic,
        offers=guide.in_topic(topic.id),
        long_list=LONG_LIST,
    )


def _district_page(guide: Guide, renderer: Renderer, district: Term) -> Page:
    offers = guide.in_district(district.id)
    return renderer.page(
        "district.html",
        urls.district_url(district),
        district.title,
        description=DESCRIPTIONS["district"].format(town=guide.town.name, title=district.title),
        trail=(*HOME_TRAIL, (PAGES["districts"], urls.DISTRICTS)),
        district=district,
        offers=offers,
        groups=by_topic(guide, offers),
    )


def _provider_pages(guide: Guide, renderer: Renderer) -> Iterator[Page]:
    kinds = [
        (kind, [provider for provider in guide.providers if provider.kind.id == kind.id])
        for kind in guide.record.provider_kinds
    ]
    yield _plain(guide, renderer, "providers", urls.PROVIDERS, kinds=[(kind, found) for kind, found in kinds if found])
    for provider in guide.providers:
        yield renderer.page(
            "provider.html",
            urls.provider_url(provider),
            provider.name,
            description=DESCRIPTIONS["provider"].format(title=provider.name),
            trail=(*HOME_TRAIL, (PAGES["providers"], urls.PROVIDERS)),
            provider=provider,
            offers=[offer for offer in guide.of_provider(provider.id) if not offer.record.sensitive],
        )
        for former in provider.record.former_ids:
            yield renderer.page(
                "redirect.html",
                urls.former_provider_url(former),
                provider.name,
                listed=False,
                target=urls.provider_url(provider),
            )


def _offer_pages(guide: Guide, renderer: Renderer, offer: Offer) -> Iterator[Page]:
    """An offer, and a page that leads on from each of its former addresses."""
    sensitive = offer.record.sensitive
    yield renderer.page(
        "offer.html",
        urls.offer_url(offer),
        offer.title,
        title=NEUTRAL_TITLE if sensitive else None,
        description="" if sensitive else offer.record.summary,
        trail=(*HOME_TRAIL, (PAGES["finder"], urls.FINDER)),
        listed=not sensitive,
        preview=offer.stages[0],
        nodes=offer_nodes(guide, offer, renderer.absolute),
        offer=offer,
        related=guide.related(offer),
        via=guide.offer(offer.record.registration.via)
        if offer.record.registration and offer.record.registration.via
        else None,
    )
    for former in offer.record.former_ids:
        yield renderer.page(
            "redirect.html",
            urls.former_url(former),
            NEUTRAL_TITLE if sensitive else offer.title,
            listed=False,
            target=urls.offer_url(offer),
        )


def _robots(renderer: Renderer) -> str:
    sitemap = renderer.absolute("/sitemap.xml")
    return ROBOTS + (f"Sitemap: {sitemap}\n" if sitemap else "")


def _sitemap(pages: Sequence[Page], settings: SiteSettings, renderer: Renderer) -> str:
    """The pages that search engines may know (https://www.sitemaps.org/protocol.html); needs full addresses."""
    addresses = [renderer.absolute(page.url) for page in pages if page.listed]
    addresses += [renderer.absolute(url) for _, url in settings.hand_written]
    rows = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses if address)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )

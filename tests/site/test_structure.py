"""What must hold on every page: links that lead somewhere, one first heading, ids of its own, names for its parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from built_site import BuiltSite, built
from familyguide.guide import LONG_LIST, Guide
from familyguide.records.load import load_records
from familyguide.records.models import Emergency, GuideRecord, Topic, Town
from making import DAY, PROJECT, guide_of, neighbour_guide, neighbour_town, offer_record, provider_record
from parsed_page import Element

COMMON_WORDS = ("alter", "suche", "filter", "finder", "inhalt", "anzahl", "kontakt", "stadtteil", "notfall", "themen")
"""Words that a town may well take as ids, and that pages may well use for parts of their own."""


def _with_many_offers() -> BuiltSite:
    many = [offer_record(f"a-{number}", themen=["treffen", "lernen"]) for number in range(LONG_LIST)]
    return built(guide_of(*many))


def _with_common_words() -> BuiltSite:
    """A town whose vocabularies are named as parts of pages are."""
    topics = tuple(Topic(id=word, titel=f"Thema {word}") for word in COMMON_WORDS)
    emergencies = tuple(Emergency(id=word, titel=f"Not {word}") for word in COMMON_WORDS)
    town = neighbour_town(topics=topics, emergencies=emergencies)
    offers = [offer_record(f"a-{word}", themen=[word], notlagen=[word], orte=["muehlenhaus"]) for word in COMMON_WORDS]
    return built(guide_of(*offers, town=town))


def _smallest() -> BuiltSite:
    """A town that says only what it has to."""
    full = neighbour_town()
    least = Town(name="Nebelfurt", titel="Familienbuch")
    town = GuideRecord(
        id="guide",
        file="offers/guide.yml",
        stadt=least,
        lebensphasen=full.stages[-1:],
        themen=full.topics[:1],
        anbieterarten=full.provider_kinds,
    )
    provider = provider_record("laden")
    offer = offer_record(anbieter="laden", lebensphasen=["fast-erwachsen"])
    guide = Guide(town, [offer], [provider], [], DAY)
    return built(guide, hand_written=())


def _of_this_town() -> BuiltSite:
    records = load_records(PROJECT)
    assert records.guide
    return built(Guide(records.guide, records.offers, records.providers, records.places, DAY))


SITES = {
    "this town": _of_this_town,
    "the neighbour town": lambda: built(neighbour_guide()),
    "at the root of its host": lambda: built(neighbour_guide(), address="https://familienbuch.example"),
    "without an address": lambda: built(neighbour_guide(), address=""),
    "with a long stage": _with_many_offers,
    "with common words as ids": _with_common_words,
    "without offers": lambda: built(guide_of()),
    "the smallest town": _smallest,
}


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """Sites of several kinds."""
    return SITES[request.param]()


def _references(page: Element) -> Iterator[str]:
    """Everything in a page that leads somewhere or is loaded."""
    for element in page.all():
        for name in ("href", "src", "action", "data-index", "data-root", "poster"):
            if (target := element.get(name)) is not None:
                yield target
        if element.get("http-equiv") == "refresh":
            yield element["content"].partition("url=")[2]


def test_every_link_of_the_site_leads_somewhere(site: BuiltSite):
    """To a page or a file that is there, and to a part of it that is there; from the 404 page by full paths."""
    host = site.settings.address.rstrip("/") or "https://irgendwo.example"
    ids = {url: {element.get("id") for element in page.all()} for url, page in site.trees.items()}
    ids |= {address: set() for address in (*site.files, *(url for _, url in site.settings.hand_written))}
    own = {f"{host}{address}": address for address in ids}
    dead = []
    for url, page in site.trees.items():
        for reference in set(_references(page)):
            target, _, fragment = urljoin(host + url, reference).partition("#")
            target = target.partition("?")[0]
            if urlsplit(target)[:2] != urlsplit(host)[:2]:
                continue
            if target not in own or (fragment and fragment not in ids[own[target]]):
                dead.append(f"{url} -> {reference}")

    assert not dead


def test_links_leave_the_site_by_known_schemes_only(site: BuiltSite):
    for url, page in site.trees.items():
        schemes = {urlsplit(reference).scheme for reference in _references(page)}
        assert schemes <= {"", "https", "http", "mailto", "tel", "geo"}, url


def test_links_are_relative_so_that_the_site_works_under_any_path(site: BuiltSite):
    """Only the 404 page, which is served at any depth, knows where it lives."""
    for url, page in site.trees.items():
        from_root = [reference for reference in _references(page) if reference.startswith("/")]
        if url == "/404.html":
            assert from_root
        else:
            assert not from_root, url


def test_one_first_heading_and_no_level_left_out(site: BuiltSite):
    for url, page in site.trees.items():
        levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, url
        assert page.one("main").one("h1").words, url
        # a heading may go any way up, but only one step down
        assert all(after <= before + 1 for before, after in pairwise(levels)), url
        assert levels[0] == 1, url


def test_headings_say_something(site: BuiltSite):
    for url, page in site.trees.items():
        assert all(heading.words for heading in page.all("h1", "h2", "h3", "h4")), url


def test_ids_are_unique(site: BuiltSite):
    for url, page in site.trees.items():
        counts = Counter(element["id"] for element in page.all() if element.get("id") is not None)
        assert not [name for name, count in counts.items() if count > 1], url


def test_references_within_a_page_are_kept(site: BuiltSite):
    for url, page in site.trees.items():
        ids = {element.get("id") for element in page.all()}
        for element in page.all():
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                assert set((element.get(name) or "").split()) <= ids, f"{url}: {name}={element.get(name)}"


def test_landmarks_and_fields_have_names(site: BuiltSite):
    """Several navigations on one page are told apart; a field says what it wants."""
    for url, page in site.trees.items():
        names = [nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.all("nav")]
        assert all(names), url
        assert len(set(names)) == len(names), url
        labelled = {label.get("for") for label in page.all("label")}
        for control in page.all("input", "select", "textarea"):
            inside = any(control in label.all() for label in page.all("label"))
            assert inside or control.get("id") in labelled, url


def test_lists_hold_items(site: BuiltSite):
    """An empty list is announced and says nothing."""
    for url, page in site.trees.items():
        for element in page.all("ul", "ol"):
            children = [child for child in element.children if isinstance(child, Element)]
            assert {child.tag for child in children} == {"li"}, f"{url}: {element.attributes}"


def test_nothing_is_left_unfilled(site: BuiltSite):
    for url, page in site.pages.items():
        assert not re.search(r"\bNone\b|\{\{|\{%|Undefined|<familyguide", page.html), url


def test_everything_that_pages_load_comes_from_the_site(site: BuiltSite):
    loading = [
        (url, element.get("src") or element.get("href") or "")
        for url, page in site.trees.items()
        for element in page.all("script", "img", "iframe", "link", "source", "video", "audio", "embed", "object")
        if element.get("rel") != "canonical" and element.get("type") != "application/ld+json"
    ]

    assert loading
    assert not [target for _, target in loading if urlsplit(target).scheme or target.startswith("//")]

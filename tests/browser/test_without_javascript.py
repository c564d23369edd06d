"""Without JavaScript the guide does everything but search."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from familyguide.guide import Guide
from familyguide.site import urls
from playwright.sync_api import Page, expect
from visiting import Visit

pytestmark = pytest.mark.browser


def linked(page: Page) -> set[str]:
    """The addresses that a page leads to."""
    links = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.getAttribute('href'))")
    return {urljoin(page.url, link) for link in links}


@pytest.mark.parametrize("url", [urls.HOME, urls.TOPICS], ids=["home", "header"])
def test_search_form_leads_to_the_complete_list(plain_visit: Visit, guide: Guide, url: str) -> None:
    """What was typed stands in the address, all offers in the list, and the page says that it cannot search."""
    page = plain_visit.go(url)
    page.get_by_role("searchbox").fill("hilfe & rat")
    page.get_by_role("searchbox").press("Enter")

    assert f"{plain_visit.address}{urls.FINDER}?q=hilfe+%26+rat" == page.url
    expect(page.locator("[data-angebot]:visible")).to_have_count(len(guide.offers))
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("#filter")).to_be_hidden()


def test_finder_links_to_every_offer(plain_visit: Visit, guide: Guide) -> None:
    page = plain_visit.go(urls.FINDER)

    assert {plain_visit.address + urls.offer_url(offer) for offer in guide.offers} <= linked(page)


def test_every_offer_is_reached_by_life_stage(plain_visit: Visit, guide: Guide) -> None:
    """Home, life stage, offer: without the finder, too."""
    stages = {plain_visit.address + urls.stage_url(stage) for stage in guide.stages}
    home = linked(plain_visit.go(urls.HOME))
    found = set()
    for stage in guide.stages:
        found |= linked(plain_visit.go(urls.stage_url(stage)))

    assert stages <= home
    assert {plain_visit.address + urls.offer_url(offer) for offer in guide.offers if offer.stages} <= found

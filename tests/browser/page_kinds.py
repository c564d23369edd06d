"""Every kind of page that the site has, and every state of a page that looks different."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from familyguide.guide import Guide, Offer
from familyguide.site import urls
from playwright.sync_api import Page

HAND_WRITTEN = sorted(path.stem for path in (Path(__file__).parents[2] / "docs").glob("*.md"))


def _leave(page: Page) -> None:
    """The page is as it should be."""


def _wait_for_results(page: Page) -> None:
    page.wait_for_selector("#ergebnisse > ol", state="attached")
    page.wait_for_selector("#anzahl:not(:empty)")


def _search(words: str) -> Callable[[Guide], str]:
    """The address of a search for these words."""
    return lambda guide: f"{urls.FINDER}?q={quote(words)}"


def _wait_for_words_of_another_language(page: Page) -> None:
    _wait_for_results(page)
    if not page.locator(".card__translated").count():
        pytest.skip("the guide does not know these words")


def _wait_for_helplines(page: Page) -> None:
    _wait_for_results(page)
    if page.locator("#notlage").is_hidden():
        pytest.skip("the guide names no emergency of this kind")


def _open_filters(page: Page) -> None:
    page.wait_for_selector("#filter:not([hidden])")
    page.click("#filter > summary")


def _open_menu(page: Page) -> None:
    page.click(".menu > :is(summary, button)")


def _wait_for_form(page: Page) -> None:
    page.wait_for_selector("#eintrag:not([hidden])")


def _send_form(page: Page) -> None:
    _wait_for_form(page)
    page.click("#eintrag [type=submit]")


def _unfold_form(page: Page) -> None:
    _wait_for_form(page)
    for button in page.locator("[data-add]:visible").all():
        button.click()
    page.locator("#eintrag details").evaluate_all("found => found.forEach((details) => { details.open = true })")


def _edit_offer(guide: Guide) -> str:
    """The address of the form, filled in with an offer that says as much as any."""
    offers = [offer for offer in guide.offers if not offer.record.sensitive]
    return urls.form_url(max(offers, key=lambda offer: len(offer.record.model_fields_set)))


def _edit_sensitive_offer(guide: Guide) -> str:
    offer = next((offer for offer in guide.offers if offer.record.sensitive), None)
    return urls.form_url(offer) if offer else pytest.skip("the guide has no sensitive offer")


def _search_for_help(guide: Guide) -> str:
    """The address of a search whose result is nobody else's business."""
    offer = next((offer for offer in guide.offers if offer.record.sensitive or offer.record.emergencies), None)
    return f"{urls.FINDER}?q={quote(offer.title)}" if offer else pytest.skip("the guide has no help in need")


@dataclass(frozen=True)
class PageKind:
    """A page to look for in the guide, and what to do there."""

    name: str
    url_in: Callable[[Guide], str]
    prepare: Callable[[Page], None] = _leave

    def __str__(self) -> str:
        return self.name


def _offer(name: str, fits: Callable[[Offer], object]) -> PageKind:
    """The page of the first offer that fits; a town need not have one."""

    def url_in(guide: Guide) -> str:
        offer = next(filter(fits, guide.offers), None)
        return urls.offer_url(offer) if offer else pytest.skip(f"the guide has no {name}")

    return PageKind(name, url_in)


PAGE_KINDS = (
    PageKind("home", lambda guide: urls.HOME),
    PageKind("menu open", lambda guide: urls.HOME, _open_menu),
    PageKind("menu open below the quick exit", lambda guide: urls.EMERGENCY, _open_menu),
    PageKind("stages", lambda guide: urls.STAGES),
    PageKind("stage", lambda guide: urls.stage_url(max(guide.stages, key=lambda stage: len(guide.in_stage(stage.id))))),
    PageKind("topics", lambda guide: urls.TOPICS),
    PageKind("topic", lambda guide: urls.topic_url(guide.topics[0])),
    PageKind("districts", lambda guide: urls.DISTRICTS),
    PageKind("district", lambda guide: urls.district_url(guide.districts[0])),
    PageKind("providers", lambda guide: urls.PROVIDERS),
    PageKind("provider", lambda guide: urls.provider_url(guide.offers[0].provider)),
    PageKind("finder", lambda guide: urls.FINDER),
    PageKind("finder with results", lambda guide: f"{urls.FINDER}?q={quote(guide.offers[0].title)}", _wait_for_results),
    PageKind("finder with quick exit", _search_for_help, _wait_for_results),
    PageKind("finder with helplines", _search("Vergiftung"), _wait_for_helplines),
    PageKind("finder with filters in words", _search("Kinder 3 Jahre kostenlos"), _wait_for_results),
    PageKind("finder in another language", _search("ebe arıyorum"), _wait_for_words_of_another_language),
    PageKind("finder with a typing error", _search("büchrei"), _wait_for_results),
    PageKind("finder without results", lambda guide: f"{urls.FINDER}?q=xqzxqzxqz", _wait_for_results),
    PageKind("finder with open filters", lambda guide: urls.FINDER, _open_filters),
    _offer("offer with regular times", lambda offer: offer.record.hours and offer.record.hours.slots),
    _offer("offer with several places", lambda offer: len(offer.places) > 1),
    _offer("sensitive offer", lambda offer: offer.record.sensitive),
    _offer("offer without contact", lambda offer: not (offer.phones or offer.emails or offer.webs)),
    _offer("offer with a description", lambda offer: offer.record.description),
    PageKind("emergency", lambda guide: urls.EMERGENCY),
    PageKind("week", lambda guide: urls.WEEK),
    PageKind("brochures", lambda guide: urls.BROCHURES),
    PageKind("form", lambda guide: urls.FORM, _wait_for_form),
    PageKind("form with errors", lambda guide: urls.FORM, _send_form),
    PageKind("form unfolded", lambda guide: urls.FORM, _unfold_form),
    PageKind("form filled in", _edit_offer, _wait_for_form),
    PageKind("form with preview", _edit_offer, _send_form),
    PageKind("form with quick exit", _edit_sensitive_offer, _wait_for_form),
    PageKind("not found", lambda guide: urls.NOT_FOUND),
    *(PageKind(f"hand-written {stem}", lambda guide, stem=stem: f"/{stem}/") for stem in HAND_WRITTEN),
)

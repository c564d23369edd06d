"""What a phone with little data has to load before a family can read."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from familyguide.guide import Guide
from familyguide.site import urls
from visiting import Visit

MOST_BYTES = 40_000
MOST_REQUESTS = 5
MOST_BYTES_OF_AN_OFFER = 6_000
"""HTML alone."""

LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(shift), 300);
})"""


def compressed(content: bytes) -> int:
    """Bytes as a server sends them: gzip at its usual level."""
    return len(gzip.compress(content, compresslevel=6, mtime=0))


def heaviest_stage(guide: Guide) -> str:
    return urls.stage_url(max(guide.stages, key=lambda stage: len(guide.in_stage(stage.id))))


def longest_offer(guide: Guide) -> str:
    return urls.offer_url(max(guide.offers, key=lambda offer: len(offer.record.model_dump_json())))


def sensitive_offer(guide: Guide) -> str:
    return urls.offer_url(next(offer for offer in guide.offers if offer.record.sensitive))


@pytest.mark.parametrize(
    "url_in",
    [lambda guide: urls.HOME, heaviest_stage, longest_offer, sensitive_offer],
    ids=["home", "stage", "offer", "sensitive offer"],
)
def test_first_view_fits_a_small_budget(visit: Visit, url_in: Callable[[Guide], str]):
    """Everything that is loaded counts, compressed as servers do."""
    bodies: list[bytes] = []
    visit.page.on("requestfinished", lambda request: bodies.append(request.response().body()))

    visit.go(url_in(visit.guide))
    visit.page.wait_for_load_state("networkidle")

    assert len(visit.requests) <= MOST_REQUESTS, visit.requests
    assert sum(map(compressed, bodies)) <= MOST_BYTES


def test_offer_is_light(site_folder: Path, guide: Guide):
    """The HTML of every offer, by itself."""
    sizes = {
        offer.id: compressed((site_folder / urls.offer_url(offer).strip("/") / "index.html").read_bytes())
        for offer in guide.offers
    }

    assert {offer: size for offer, size in sizes.items() if size > MOST_BYTES_OF_AN_OFFER} == {}


@pytest.mark.parametrize(
    "url_in",
    [lambda guide: urls.HOME, heaviest_stage, longest_offer, lambda guide: urls.WEEK],
    ids=["home", "stage", "offer", "week"],
)
def test_nothing_moves_while_the_page_loads(visit: Visit, url_in: Callable[[Guide], str]):
    """Whoever aims at a link hits it."""
    visit.go(url_in(visit.guide))
    visit.page.wait_for_load_state("networkidle")

    assert visit.page.evaluate(LAYOUT_SHIFT) == pytest.approx(0, abs=0.001)


def test_text_does_not_wait_for_scripts(visit: Visit):
    """A script that never arrives keeps nobody from reading."""
    visit.page.route("**/*.js", lambda route: None)  # neither answered nor refused

    visit.page.goto(visit.address + longest_offer(visit.guide), wait_until="commit")

    visit.page.locator("h1").wait_for()
    visit.page.locator(".details").first.wait_for()

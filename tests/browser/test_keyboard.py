"""Everything can be reached and seen with the keyboard alone."""

from __future__ import annotations

import pytest
from familyguide.guide import Guide
from familyguide.site import urls
from playwright.sync_api import Page, expect
from visiting import Visit

pytestmark = pytest.mark.browser

NUMBER_FOCUSABLES = """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
  .filter((element) => !element.disabled && element.checkVisibility())
  .map((element, number) => { element.dataset.number = number; return element.outerHTML.slice(0, 100); })"""

FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const isInside = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return { number: Number(element.dataset.number), visible: isInside && isOutlined };
}"""


def test_skip_link_shows_itself_and_leads_into_the_main_part(visit: Visit) -> None:
    page = visit.go(urls.EMERGENCY)
    skip_link = page.get_by_text("Zum Inhalt springen")
    expect(skip_link).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip_link).to_be_focused()
    expect(skip_link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a:focus")).to_have_count(1)


@pytest.mark.parametrize("url", [urls.HOME, urls.FINDER, urls.EMERGENCY], ids=["home", "finder", "emergency"])
def test_focus_is_visible_at_every_stop(visit: Visit, url: str) -> None:
    """Tab stops at each link, field and button once, in the order of the page, and an outline shows where."""
    page = visit.go(url)
    if url == urls.FINDER:
        page.wait_for_selector("#filter:not([hidden])")
        page.locator("#filter").evaluate("filter => { filter.open = true }")
    names = page.evaluate(NUMBER_FOCUSABLES)
    stops = []
    for _ in names:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))

    assert list(range(len(names))) == [stop["number"] for stop in stops]
    assert [name for name, stop in zip(names, stops, strict=True) if not stop["visible"]] == []


def press_tab_until(page: Page, goal: str) -> None:
    """Go on to something with the Tab key."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.locator(f"{goal}:focus").count():
            return
    pytest.fail(f"Tab does not lead to {goal}")


def test_walk_from_the_home_page_to_an_offer(visit: Visit, guide: Guide) -> None:
    """Type words, send them off, go on to the first result, open it."""
    page = visit.go(urls.HOME)
    press_tab_until(page, "input[type=search]")
    page.keyboard.type(guide.offers[0].title)
    page.keyboard.press("Enter")
    page.wait_for_selector("#ergebnisse > ol")
    press_tab_until(page, "#ergebnisse a")
    page.keyboard.press("Enter")
    page.wait_for_url(visit.address + urls.offer_url(guide.offers[0]))


def test_walk_through_the_filters(visit: Visit) -> None:
    """Open them, choose an age and a stage, take the choice back; the focus stays where one is."""
    page = visit.go_to_finder()
    press_tab_until(page, "#filter > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator("#filter input").first
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    expect(first).to_be_focused()
    expect(page.locator("#ergebnisse > ol")).to_be_visible()
    press_tab_until(page, "#alter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#alter")).not_to_have_value("")
    expect(page.locator("#alter")).to_be_focused()
    press_tab_until(page, "#zuruecksetzen")
    page.keyboard.press("Enter")
    expect(page.locator("#zuruecksetzen")).to_be_focused()
    expect(page.locator("#alter")).to_have_value("")
    expect(page.locator("#ergebnisse > ol")).to_have_count(0)


def test_walk_out(visit: Visit, guide: Guide) -> None:
    """On a page that one may have to leave at once, the way out is two steps from its beginning."""
    visit.page.route(f"{guide.town.exit_page}**", lambda route: route.fulfill(body="Es regnet."))
    page = visit.go(urls.EMERGENCY)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{guide.town.exit_page}**")

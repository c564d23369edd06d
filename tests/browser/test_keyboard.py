"""Everything can be reached and seen with the keyboard alone."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from familyguide.site import urls
from playwright.sync_api import Page, expect
from visiting import MENU, StartVisit, Visit

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


@pytest.mark.parametrize("url", [urls.HOME, urls.FINDER], ids=["home", "finder"])
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


def focus_menu(page: Page) -> None:
    """Go to the menu with the Tab key."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.locator(f"{MENU}:focus").count():
            return
    pytest.fail("Tab does not lead to the menu")


@pytest.mark.parametrize(
    ("key", "javascript"), [("Enter", True), ("Space", False)], ids=["with scripts", "without scripts"]
)
def test_menu_works_by_keyboard(start_visit: StartVisit, key: str, javascript: bool) -> None:
    """The menu opens and closes with a key, Tab goes through its links, Enter follows one."""
    with start_visit(javascript=javascript) as visit:
        page = visit.go(urls.HOME)
        links = page.locator(".menu nav a")
        expect(links.first).to_be_hidden()
        focus_menu(page)
        page.keyboard.press(key)
        expect(links.first).to_be_visible()
        page.keyboard.press(key)
        expect(links.first).to_be_hidden()
        page.keyboard.press(key)
        for link in links.all():
            page.keyboard.press("Tab")
            expect(link).to_be_focused()
        goal = urljoin(page.url, links.last.get_attribute("href"))
        page.keyboard.press("Enter")
        page.wait_for_url(goal)


def test_filters_work_by_keyboard(visit: Visit) -> None:
    """Open the filters and choose one without a mouse; the focus stays where it is."""
    page = visit.go_to_finder()
    page.focus("#filter > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#filter input").first).to_be_focused()
    page.keyboard.press("Space")

    expect(page.locator("#ergebnisse > ol")).to_be_visible()
    expect(page.locator("#filter input").first).to_be_focused()

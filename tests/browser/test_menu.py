"""The main menu: a real button with scripts, a disclosure of the browser's own without them and before they run."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from familyguide.guide import Guide
from familyguide.site import urls
from playwright.sync_api import Locator, Page, Route, expect
from visiting import MENU, StartVisit, Visit

pytestmark = pytest.mark.browser

BUTTON_SIZE = 44
"""In CSS pixels: what is pressed often, or in a hurry."""


@pytest.fixture
def page(visit: Visit) -> Page:
    """A life stage on a phone, with its menu ready."""
    return visit.go(urls.stage_url(visit.guide.stages[0]))


def button(page: Page) -> Locator:
    """What opens the menu."""
    return page.get_by_role("button", name="Menü", exact=True)


def menu(page: Page) -> Locator:
    """What it opens; found only while it is open."""
    return page.get_by_role("navigation", name="Hauptmenü", exact=True)


def press_tab_until(page: Page, goal: Locator) -> None:
    """Go to something near the top of the page with the Tab key."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {goal}")


# --- opening and closing ----------------------------------------------------------------------------------------------


def test_button_says_what_it_opens_and_whether_it_is_open(page: Page) -> None:
    expect(button(page)).to_have_attribute("aria-expanded", "false")
    expect(menu(page)).to_be_hidden()
    button(page).click()
    expect(button(page)).to_have_attribute("aria-expanded", "true")
    expect(menu(page)).to_be_visible()
    expect(menu(page)).to_have_id(button(page).get_attribute("aria-controls") or "")
    button(page).click()
    expect(button(page)).to_have_attribute("aria-expanded", "false")
    expect(menu(page)).to_be_hidden()


@pytest.mark.parametrize(("key", "javascript"), [("Enter", True), ("Space", True), ("Enter", False), ("Space", False)])
def test_walk_through_the_menu(start_visit: StartVisit, key: str, javascript: bool) -> None:
    """The menu opens and closes with a key, Tab goes through its links, Enter follows one."""
    with start_visit(javascript=javascript) as visit:
        page = visit.go(urls.HOME)
        links = page.locator(".menu nav a")
        expect(links.first).to_be_hidden()
        press_tab_until(page, page.locator(MENU))
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


@pytest.mark.parametrize("steps", [0, 3], ids=["on the button", "on a link"])
def test_escape_closes_and_returns_to_the_button(page: Page, steps: int) -> None:
    button(page).press("Enter")
    for _ in range(steps):
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu(page)).to_be_hidden()
    expect(button(page)).to_have_attribute("aria-expanded", "false")
    expect(button(page)).to_be_focused()


def test_escape_leaves_the_focus_where_it_is_while_the_menu_is_closed(page: Page) -> None:
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_leaving_with_tab_closes(page: Page) -> None:
    button(page).click()
    menu(page).get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(menu(page)).to_be_hidden()


def test_going_back_with_tab_closes(page: Page) -> None:
    button(page).click()
    menu(page).get_by_role("link").first.focus()
    page.keyboard.press("Shift+Tab")
    expect(button(page)).to_be_focused()
    expect(menu(page)).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(menu(page)).to_be_hidden()


def test_click_beside_it_closes_and_does_what_it_should(page: Page) -> None:
    """Nothing moves away under the finger: what was meant is hit."""
    place = page.locator("h1").bounding_box()
    button(page).click()
    assert page.locator("h1").bounding_box() == place
    page.get_by_role("searchbox").click()
    expect(menu(page)).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_click_into_it_leaves_it_open(page: Page) -> None:
    button(page).click()
    menu(page).click(position={"x": 2, "y": 2})
    expect(menu(page)).to_be_visible()


@pytest.mark.parametrize("url", [urls.HOME, urls.EMERGENCY, urls.NOT_FOUND])
@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 256), (1280, 900)])
def test_every_entry_can_be_seen(visit: Visit, url: str, width: int, height: int) -> None:
    """Nothing lies over the open menu, however short the page or small the window is."""
    visit.page.set_viewport_size({"width": width, "height": height})
    page = visit.go(url)
    button(page).press("Enter")
    for link in menu(page).get_by_role("link").all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        assert link.evaluate("""link => {
          const { left, right, top, bottom } = link.getBoundingClientRect();
          return [top + 1, bottom - 1].every((y) => document.elementFromPoint((left + right) / 2, y) === link);
        }""")


# --- where one is -----------------------------------------------------------------------------------------------------


def test_current_page_is_marked(visit: Visit) -> None:
    """And it alone: in the menu, in the header, in the footer."""
    stage = visit.guide.stages[0]
    for url, name in (
        (urls.stage_url(stage), stage.title),
        (urls.WEEK, "Wochenplan"),
        (urls.EMERGENCY, "Notfall"),
        ("/impressum/", "Impressum"),
    ):
        page = visit.go(url)
        button(page).click()
        marked = page.locator("header [aria-current], footer [aria-current]")
        expect(marked).to_have_attribute("aria-current", "page")
        expect(marked).to_have_text(name)


def test_current_section_is_marked(visit: Visit, guide: Guide) -> None:
    """An offer belongs to the offers, a topic to the topics."""
    for url, name in ((urls.offer_url(guide.offers[0]), "Alle Angebote"), (urls.topic_url(guide.topics[0]), "Themen")):
        page = visit.go(url)
        marked = page.locator("header [aria-current]")
        expect(marked).to_have_attribute("aria-current", "true")
        expect(marked).to_have_text(name)


def test_nothing_is_marked_on_the_home_page(visit: Visit) -> None:
    expect(visit.go(urls.HOME).locator("[aria-current]")).to_have_count(0)


# --- the first view ---------------------------------------------------------------------------------------------------


def boxes(page: Page) -> list[object]:
    """Where the parts of the header and the first heading are."""
    return [page.locator(part).first.bounding_box() for part in ("header", ".brand", ".emergency-link", MENU, "h1")]


def test_nothing_moves_when_the_script_takes_over(start_visit: StartVisit) -> None:
    for width in (320, 360, 1280):
        found = []
        for javascript in (False, True):
            with start_visit(javascript=javascript) as visit:
                visit.page.set_viewport_size({"width": width, "height": 740})
                found.append(boxes(visit.go(urls.stage_url(visit.guide.stages[0]))))
                expect(visit.page.locator(".menu > button")).to_have_count(1 if javascript else 0)

        assert found[0] == found[1]


def test_header_is_one_row_with_large_targets(page: Page) -> None:
    brand, emergency, opener = (page.locator(part).bounding_box() for part in (".brand", ".emergency-link", MENU))
    assert brand
    assert emergency
    assert opener
    middles = {box["y"] + box["height"] / 2 for box in (brand, emergency, opener)}

    assert max(middles) - min(middles) < 1
    assert brand["x"] + brand["width"] <= emergency["x"] < emergency["x"] + emergency["width"] <= opener["x"]
    assert min(*(box[side] for box in (emergency, opener) for side in ("width", "height"))) >= BUTTON_SIZE


def test_menu_opened_before_the_script_has_run_stays_open(visit: Visit) -> None:
    """And the focus stays where it was: on what opens it."""

    def open_meanwhile(route: Route) -> None:
        press_tab_until(visit.page, visit.page.locator(".menu > summary"))
        visit.page.keyboard.press("Enter")
        route.continue_()

    visit.page.route("**/frame.js", open_meanwhile)
    page = visit.go(urls.HOME)
    expect(button(page)).to_have_attribute("aria-expanded", "true")
    expect(button(page)).to_be_focused()
    expect(menu(page)).to_be_visible()

"""Leaving a page at once: where it can be done, how, and what stays behind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from familyguide.guide import Guide, Offer
from familyguide.site import urls
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect
from visiting import PHONE, StartVisit, Visit

pytestmark = pytest.mark.browser

NAME = "Seite schnell verlassen"
BUTTON_SIZE = 44
"""In CSS pixels: what is pressed in a hurry."""
SIZES = (PHONE, ViewportSize(width=320, height=640), ViewportSize(width=320, height=256))
"""A phone, a small one, and a desk at 400 %."""
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HISTORY = "Der Verlauf Ihres Browsers wird dabei nicht gelöscht."


def bar(page: Page) -> Locator:
    """The strip that is always in view."""
    return page.get_by_role("region", name="Schnell verlassen", exact=True)


def button(page: Page) -> Locator:
    """The way out that is always in view."""
    return bar(page).get_by_role("link", name=NAME)


def progress(page: Page) -> Locator:
    """What is said after each press of the Shift key."""
    return bar(page).get_by_role("status")


def press_shift(page: Page, times: int = 3) -> None:
    """Press and release the Shift key."""
    for _ in range(times):
        page.keyboard.press("Shift")


def first_offer(guide: Guide, fits: Callable[[Offer], bool]) -> Offer:
    """An offer of the guide; a town need not have one."""
    return next(filter(fits, guide.offers), None) or pytest.skip("the guide has no such offer")


@pytest.fixture
def sensitive(guide: Guide) -> Offer:
    """An offer that nobody else should find out about."""
    return first_offer(guide, lambda offer: offer.record.sensitive)


@pytest.fixture(params=["emergency", "sensitive offer"])
def url(request: pytest.FixtureRequest, sensitive: Offer) -> str:
    """Each page that has the exit from the start."""
    return urls.EMERGENCY if request.param == "emergency" else urls.offer_url(sensitive)


LOOK_WHILE_LEAVING = """navigation.addEventListener('navigate', ({ destination, navigationType }) => {
  if (new URL(destination.url).host === location.host) return;
  const visible = [...document.body.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().width > 1);
  const text = document.body.textContent.trim();
  console.info(JSON.stringify({ title: document.title, text, visible: visible.length, navigationType }));
});"""
"""Tells what is left of a page in the moment in which it asks for one elsewhere."""


class Target:
    """The neutral page, which is not asked for in truth."""

    def __init__(self, page: Page, address: str) -> None:
        self.headers: dict[str, str] = {}
        self.left: dict[str, object] = {}
        """What was left of the page before."""
        self._page = page
        self._address = address
        page.add_init_script(LOOK_WHILE_LEAVING)
        page.on("console", lambda message: message.type == "info" and self.left.update(json.loads(message.text)))
        page.route(f"{address}**", self._answer)

    def _answer(self, route: Route) -> None:
        self.headers = route.request.headers
        route.fulfill(content_type="text/html", body="<title>Wetter</title><p>Es regnet.")

    def is_reached(self) -> None:
        """Wait until the browser is there."""
        self._page.wait_for_url(f"{self._address}**")
        expect(self._page.get_by_text("Es regnet.")).to_be_visible()


@pytest.fixture
def target(visit: Visit, guide: Guide) -> Target:
    """Where the exit leads."""
    return Target(visit.page, guide.town.exit_page)


# --- the button -------------------------------------------------------------------------------------------------------


def test_button_is_a_link_that_tells_nobody_where_one_was(visit: Visit, guide: Guide, url: str) -> None:
    exit_link = button(visit.go(url))

    expect(exit_link).to_have_attribute("href", guide.town.exit_page)
    assert set((exit_link.get_attribute("rel") or "").split()) == {"nofollow", "noreferrer", "noopener"}
    expect(exit_link).not_to_have_attribute("target", re.compile(".*"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_button_is_always_in_view(visit: Visit, url: str, size: ViewportSize) -> None:
    """At the top, half-way down and at the end of the page, with or without scripts it is where a thumb finds it."""
    visit.page.set_viewport_size(size)
    page = visit.go(url)
    for part in (0, 0.5, 1):
        page.evaluate("part => scrollTo(0, part * document.documentElement.scrollHeight)", part)
        box = button(page).bounding_box()
        assert box
        assert min(box["x"], box["y"]) >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["y"] + box["height"] <= size["height"]
        assert min(box["width"], box["height"]) >= BUTTON_SIZE
        assert button(page).evaluate("""link => {
          const { left, right, top, bottom } = link.getBoundingClientRect();
          return document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === link;
        }""")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_button_covers_nothing(visit: Visit, url: str, size: ViewportSize) -> None:
    """The page begins below it, and whatever gets the focus or is jumped to comes to lie below it."""
    visit.page.set_viewport_size(size)
    page = visit.go(url)
    strip = bar(page).bounding_box()
    header = page.locator("header").bounding_box()
    main = page.locator("main").bounding_box()
    assert strip
    assert header
    assert main
    assert header["y"] + header["height"] <= strip["y"]
    assert strip["y"] + strip["height"] <= main["y"]
    covered = []
    for _ in range(page.locator("a[href], button, input, summary").count()):
        page.keyboard.press("Tab")
        covered += page.evaluate("""() => {
          const focused = document.activeElement;
          const strip = document.querySelector('.exit').getBoundingClientRect();
          const isCovered = focused.closest('main, footer') && focused.getBoundingClientRect().top < strip.bottom;
          return isCovered ? [focused.outerHTML] : [];
        }""")
    assert covered == []
    page.get_by_role("link", name="Hinweise").click()
    heading = page.get_by_role("heading", name="Diese Seite schnell verlassen").bounding_box()
    strip = bar(page).bounding_box()
    assert heading
    assert strip
    assert strip["y"] + strip["height"] <= heading["y"]


def test_second_link_comes_right_after_the_skip_link(visit: Visit, target: Target, url: str) -> None:
    """It is seen when it has the focus."""
    page = visit.go(url)
    second = page.get_by_role("banner").get_by_role("link", name=NAME)
    expect(second).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    expect(second).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    target.is_reached()


# --- leaving ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", [lambda page: button(page).click(), press_shift], ids=["button", "Shift three times"])
def test_page_is_blank_before_the_other_one_comes(
    visit: Visit, target: Target, url: str, leave: Callable[[Page], None]
) -> None:
    """Nothing is left to see or to read, in the tab neither; and the other page does not learn where one was."""
    page = visit.go(url)
    leave(page)
    target.is_reached()

    assert target.left == {
        "title": "Wird geladen …",
        "text": "Wird geladen …",
        "visible": 0,
        "navigationType": "replace",
    }
    assert "referer" not in target.headers


def test_button_back_does_not_lead_to_the_page(visit: Visit, target: Target, url: str) -> None:
    """It leads to the one before."""
    visit.go(urls.HOME)
    page = visit.go(url)
    button(page).click()
    target.is_reached()
    page.go_back()

    assert page.url == visit.address + urls.HOME


def test_without_scripts_the_button_is_a_plain_link(start_visit: StartVisit, guide: Guide, url: str) -> None:
    """And the page does not tell of keys that would do nothing."""
    with start_visit(javascript=False) as visit:
        visit.page.route(f"{guide.town.exit_page}**", lambda route: route.fulfill(body="Es regnet."))
        page = visit.go(url)
        expect(page.get_by_text(HISTORY)).to_be_visible()
        expect(page.get_by_text("Umschalttaste")).to_be_hidden()
        button(page).click()
        page.wait_for_url(f"{guide.town.exit_page}**")


# --- the Shift key ----------------------------------------------------------------------------------------------------


def test_shift_tells_how_many_presses_are_left(visit: Visit, target: Target, url: str) -> None:
    """To those who listen and to those who look."""
    page = visit.go(url)
    expect(progress(page)).to_be_empty()
    press_shift(page, 1)
    expect(progress(page)).to_have_text("Noch zweimal die Umschalttaste drücken.")
    expect(progress(page)).to_be_in_viewport(ratio=1)
    press_shift(page, 1)
    expect(progress(page)).to_have_text("Noch einmal die Umschalttaste drücken.")
    press_shift(page, 1)
    target.is_reached()


def test_shift_counts_for_five_seconds(visit: Visit) -> None:
    """Then the page says that it starts anew, and after a while nothing at all."""
    visit.page.clock.install(time=NOON)
    page = visit.go(urls.EMERGENCY)
    page.clock.pause_at(NOON + timedelta(hours=1))
    press_shift(page, 2)
    page.clock.run_for(4900)
    expect(progress(page)).to_have_text("Noch einmal die Umschalttaste drücken.")
    page.clock.run_for(200)
    expect(progress(page)).to_have_text("Abgebrochen. Sie sind noch auf dieser Seite.")
    press_shift(page, 1)
    expect(progress(page)).to_have_text("Noch zweimal die Umschalttaste drücken.")
    page.clock.run_for(10_100)
    expect(progress(page)).to_be_empty()


@pytest.mark.parametrize("key", ["Escape", "Tab", "a", "Control"])
def test_any_other_key_between_starts_anew(visit: Visit, key: str) -> None:
    page = visit.go(urls.EMERGENCY)
    for _ in range(2):
        press_shift(page, 2)
        page.keyboard.press(key)
        expect(progress(page)).to_contain_text("Abgebrochen")


@pytest.mark.parametrize(
    "keys", [["Escape"], ["Shift+Tab"], ["Alt+Shift"], ["Control+Shift"], ["Shift+A"], ["Shift+ArrowDown"]], ids=str
)
def test_other_keys_do_not_leave(visit: Visit, keys: list[str]) -> None:
    """Nor Shift together with them: people select, go back and change the keyboard's language with it."""
    page = visit.go(urls.EMERGENCY)
    for _ in range(4):
        for key in keys:
            page.keyboard.press(key)

    expect(progress(page)).to_be_empty()
    expect(page.locator("h1")).to_be_visible()


def test_shift_and_the_mouse_do_not_leave(visit: Visit) -> None:
    page = visit.go(urls.EMERGENCY)
    for _ in range(4):
        page.locator("h1").click(modifiers=["Shift"])

    expect(progress(page)).to_be_empty()


def test_typing_does_not_leave(visit: Visit, sensitive: Offer) -> None:
    """Not even Shift alone in a field: somebody may think better of a capital letter."""
    page = visit.go(urls.offer_url(sensitive))
    field = page.get_by_role("searchbox")
    field.focus()
    press_shift(page, 4)
    page.keyboard.type("ABC")
    for letter in "DEF":
        page.keyboard.press(f"Shift+{letter}")

    expect(field).to_have_value("ABCDEF")
    expect(progress(page)).to_be_empty()


# --- what the page says about it --------------------------------------------------------------------------------------


def test_page_tells_what_stays_in_the_history(visit: Visit, url: str) -> None:
    page = visit.go(url)

    expect(page.locator("main").get_by_text(HISTORY)).to_be_visible()
    expect(page.locator("main").get_by_text("privaten Fenster")).to_be_visible()
    expect(page.locator("main").get_by_text("dreimal die Umschalttaste")).to_be_visible()


def test_nothing_of_it_is_printed(visit: Visit, url: str) -> None:
    page = visit.go(url)
    page.emulate_media(media="print")

    parts = page.locator("[data-exit]")
    expect(parts).to_have_count(3)
    for part in parts.all():
        expect(part).to_be_hidden()


# --- where it is not --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["home", "finder", "life stage", "week", "ordinary offer", "hand-written"])
def test_ordinary_pages_have_no_exit(visit: Visit, guide: Guide, kind: str) -> None:
    ordinary = {
        "home": urls.HOME,
        "finder": urls.FINDER,
        "life stage": urls.stage_url(guide.stages[0]),
        "week": urls.WEEK,
        "ordinary offer": urls.offer_url(first_offer(guide, lambda offer: not offer.record.sensitive)),
        "hand-written": "/impressum/",
    }
    page = visit.go(ordinary[kind])
    press_shift(page)

    expect(page.get_by_text(NAME).locator("visible=true")).to_have_count(0)
    assert page.url == visit.address + ordinary[kind]
    assert page.locator("h1").is_visible()


def test_no_page_leads_on_to_a_sensitive_offer_as_related(visit: Visit, guide: Guide) -> None:
    """Nor does a sensitive one lead on to others."""
    secret = {offer.id for offer in guide.offers if offer.record.sensitive}
    for offer in guide.offers:
        related = {other.id for other in guide.related(offer)}
        assert not related & secret, offer.id
        assert not related or offer.id not in secret, offer.id


# --- the finder -------------------------------------------------------------------------------------------------------


@pytest.fixture
def finder(visit: Visit) -> Page:
    """The finder, ready to search."""
    return visit.go_to_finder()


def search(page: Page, words: str) -> None:
    """Type words and send them off."""
    page.locator("#suche").press_sequentially(words)
    page.press("#suche", "Enter")


def test_finder_offers_the_exit_with_a_sensitive_result(target: Target, finder: Page, sensitive: Offer) -> None:
    expect(bar(finder)).to_be_hidden()
    search(finder, sensitive.title)
    expect(finder.locator(f'#ergebnisse [data-angebot="{sensitive.id}"]')).to_be_visible()
    expect(button(finder)).to_be_in_viewport(ratio=1)
    expect(finder.get_by_text(HISTORY)).to_be_visible()
    button(finder).click()
    target.is_reached()
    assert target.left["visible"] == 0


def test_finder_offers_the_exit_with_help_in_an_emergency(finder: Page, guide: Guide) -> None:
    help_in_need = first_offer(guide, lambda offer: bool(offer.record.emergencies) and not offer.record.sensitive)
    search(finder, help_in_need.title)
    expect(button(finder)).to_be_in_viewport(ratio=1)


def test_field_stays_where_it_is_when_the_exit_appears(finder: Page, sensitive: Offer) -> None:
    """Else the line would jump away while somebody types."""
    place = finder.locator("#suche").bounding_box()
    finder.locator("#suche").press_sequentially(sensitive.title)
    expect(button(finder)).to_be_in_viewport(ratio=1)

    assert finder.locator("#suche").bounding_box() == place


def test_page_begins_at_its_top_when_words_come_with_it(visit: Visit, sensitive: Offer) -> None:
    """Nobody types yet; the emergency numbers are to be seen."""
    page = visit.go_to_finder(f"?q={quote(sensitive.title)}")
    expect(button(page)).to_be_in_viewport(ratio=1)
    expect(page.locator(".emergency-link")).to_be_in_viewport(ratio=1)


def test_finder_leaves_with_shift_once_the_field_is_left(finder: Page, sensitive: Offer, target: Target) -> None:
    search(finder, sensitive.title)
    press_shift(finder, 4)
    expect(progress(finder)).to_be_empty()
    finder.locator("#ergebnisse a").first.focus()
    press_shift(finder)
    target.is_reached()


def test_telling_words_never_stand_in_the_address(finder: Page, sensitive: Offer, visit: Visit) -> None:
    """Neither while typing nor on Enter; filters do."""
    steps = finder.evaluate("history.length")
    search(finder, sensitive.title)
    expect(button(finder)).to_be_visible()
    assert finder.url == visit.address + urls.FINDER
    finder.click("#filter > summary")
    finder.locator("#filter input:enabled").first.check()
    finder.press("#suche", "Enter")

    assert re.fullmatch(r"\?[a-z-]+=[\w-]+", finder.evaluate("location.search"))
    assert "q=" not in finder.url
    assert finder.evaluate("history.length") == steps
    assert not [request for request in visit.requests if "q=" in request]


def test_telling_words_are_taken_out_of_an_address(visit: Visit, sensitive: Offer) -> None:
    """Somebody may have shared it."""
    page = visit.go_to_finder(f"?q={quote(sensitive.title)}")
    expect(button(page)).to_be_visible()
    expect(page.locator("#suche")).to_have_value(sensitive.title)
    assert page.url == visit.address + urls.FINDER


@pytest.mark.parametrize("start", [urls.HOME, urls.WEEK], ids=["home", "header"])
def test_telling_words_come_from_other_pages_unseen(visit: Visit, sensitive: Offer, start: str) -> None:
    """They are searched for, but no address has ever held them, and nothing else holds them afterwards."""
    page = visit.go(start)
    page.get_by_role("searchbox").fill(sensitive.title)
    page.get_by_role("searchbox").press("Enter")
    expect(button(page)).to_be_visible()

    expect(page.locator("#suche")).to_have_value(sensitive.title)
    assert page.url == visit.address + urls.FINDER
    assert not [request for request in visit.requests if "q=" in request]
    assert page.evaluate("window.name") == ""
    assert visit.traces() == {}


def test_harmless_words_from_other_pages_stand_in_the_address(visit: Visit) -> None:
    """So that the search can be shared."""
    page = visit.go(urls.HOME)
    page.get_by_role("searchbox").fill("xqz & xqz")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/?q=xqz+%26+xqz")
    page.go_back()
    assert page.url == visit.address + urls.HOME


def test_words_sent_before_the_index_is_there_stay_out_of_the_address(visit: Visit, sensitive: Offer) -> None:
    def send_meanwhile(route: Route) -> None:
        visit.page.fill("#suche", sensitive.title)
        visit.page.press("#suche", "Enter")
        route.continue_()

    visit.page.route("**/finder.*.json", send_meanwhile)
    page = visit.go(urls.FINDER)
    expect(button(page)).to_be_visible()

    assert page.url == visit.address + urls.FINDER
    assert not [request for request in visit.requests if "q=" in request]

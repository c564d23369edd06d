"""What the finder shows for the words of families: filters, emergencies, other languages, dead ends, many offers.

The town is `search_town`, built without MkDocs, so that each word means the same in every test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from familyguide.guide import Guide
from familyguide.site.pages import build_site
from familyguide.site.render import SiteSettings
from making import DAY, offer_record
from playwright.sync_api import Page, expect
from search_town import OFFERS, PLACES, PROVIDERS, SEARCH_WORDS, TOWN, VOCABULARIES, search_guide
from serving import served
from visiting import StartVisit, Visit, found_offers

pytestmark = pytest.mark.browser

FIELD = "#suche"
STATUS = "#anzahl"
CHIPS = "#verstanden .chip"
HELP = "#notlage"
FIRST_TITLE = "#ergebnisse > ol .card__title a >> nth=0"
Visits = Callable[[Guide, str], StartVisit]


@contextmanager
def site_of(guide: Guide, folder: Path) -> Iterator[str]:
    """The address of the site of a guide, built into a folder."""
    icons = dict.fromkeys(("material/phone", "material/phone-alert"), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site = build_site(guide, SiteSettings(address="https://familienbuch.example/", icons=icons, hand_written=()))
    files = {page.path: page.html.encode() for page in site.pages} | {
        asset.path: asset.content for asset in site.assets
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def start(visits_to: Visits, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartVisit]:
    """Makes visitors of the town."""
    with site_of(search_guide(), tmp_path_factory.mktemp("town")) as address:
        yield visits_to(search_guide(), address)


@pytest.fixture
def visit(start: StartVisit) -> Iterator[Visit]:
    """A visitor of the town."""
    with start() as visit:
        yield visit


@pytest.fixture
def finder(visit: Visit) -> Page:
    """Its finder, and a family that has not typed yet."""
    return visit.go_to_finder()


def type_words(page: Page, words: str) -> None:
    """Type letter by letter in place of what is there, and wait until the page has told the count."""
    page.locator(STATUS).evaluate("status => status.replaceChildren()")
    page.fill(FIELD, "")
    page.locator(FIELD).press_sequentially(words)
    expect(page.locator(STATUS)).not_to_be_empty()


# --- filters in words -------------------------------------------------------------------------------------------------


def test_filters_in_words_are_shown_and_can_be_taken_away_with_the_keyboard(finder: Page) -> None:
    """The focus is back in the field; what was taken away stays away while typing goes on, until the field is empty."""
    type_words(finder, "Turnen 3 Jahre")
    expect(finder.locator(CHIPS)).to_have_count(1)
    expect(finder.get_by_role("button", name="3 Jahre nicht als Filter nehmen")).to_be_visible()
    assert "kinderturnen" not in found_offers(finder)

    finder.focus(CHIPS)
    finder.keyboard.press("Enter")
    expect(finder.locator(FIELD)).to_be_focused()
    expect(finder.locator(CHIPS)).to_have_count(0)
    expect(finder.locator("#verstanden")).to_be_hidden()
    assert "kinderturnen" in found_offers(finder)

    finder.locator(FIELD).press_sequentially("n Sport")
    expect(finder.locator(CHIPS)).to_have_count(0)
    type_words(finder, "Turnen 3 Jahre")
    expect(finder.locator(CHIPS)).to_have_count(1)


def test_a_filter_in_words_that_leaves_nothing_is_told(finder: Page) -> None:
    type_words(finder, "Trampolin 2 Jahre")

    expect(finder.locator(STATUS)).to_contain_text("Mit «2 Jahre» gibt es nichts")
    assert found_offers(finder) == ["kinderturnen"]


def test_boxes_that_would_leave_nothing_cannot_be_ticked(finder: Page) -> None:
    type_words(finder, "Hebammensprechstunde")
    finder.click("#filter > summary")
    box = "#filter input[name=thema][value={}]"

    expect(finder.locator(box.format("sport"))).to_be_disabled()
    expect(finder.locator(box.format("gesundheit"))).to_be_enabled()


# --- emergencies ------------------------------------------------------------------------------------------------------


def test_helplines_stand_above_all_else_and_are_counted_once(finder: Page) -> None:
    type_words(finder, "mein Mann schlägt mich")
    helplines = finder.locator(f"{HELP} [data-angebot]")

    expect(finder.get_by_role("heading", name="Gewalt und Bedrohung")).to_be_visible()
    assert helplines.evaluate_all("found => found.map((item) => item.dataset.angebot)") == ["notruf", "frauenhaus"]
    found = found_offers(finder)
    assert found[:2] == ["notruf", "frauenhaus"]
    assert len(found) == len(set(found))
    expect(finder.locator(STATUS)).to_have_text(f"{len(found)} Angebote gefunden.")
    above, below = (finder.locator(part).bounding_box() for part in (HELP, "#ergebnisse"))
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"]


def test_words_of_need_are_never_in_the_address(finder: Page) -> None:
    before = finder.url
    type_words(finder, "Kind hat Batterie verschluckt")
    expect(finder.locator(HELP)).to_be_visible()
    finder.press(FIELD, "Enter")

    assert finder.url == before
    expect(finder.locator(FIELD)).to_have_value("Kind hat Batterie verschluckt")


def test_words_of_need_in_an_address_are_taken_out_of_it(visit: Visit) -> None:
    page = visit.go_to_finder(f"?q={quote('mein Mann schlägt mich')}")
    expect(page.locator(HELP)).to_be_visible()

    assert "?" not in page.url
    page.reload()
    expect(page.locator(FIELD)).to_have_value("")


def test_the_way_out_comes_with_an_emergency_and_stays(finder: Page) -> None:
    leave = finder.locator("section.exit")
    expect(leave).to_be_hidden()
    type_words(finder, "häusliche Gewalt")
    expect(leave).to_be_visible()
    type_words(finder, "Bücherei")

    expect(finder.locator(HELP)).to_be_hidden()
    expect(leave).to_be_visible()


@pytest.mark.parametrize("query", ["Schreibaby", "Gewaltfreie Kommunikation", "Bücherei"])
def test_no_box_where_nobody_is_in_need(finder: Page, query: str) -> None:
    type_words(finder, query)

    expect(finder.locator(HELP)).to_be_hidden()


# --- why a result is there --------------------------------------------------------------------------------------------


def test_words_are_marked_and_what_else_fits_is_told(finder: Page) -> None:
    type_words(finder, "Kinderwagen")
    expect(finder.locator("#ergebnisse .card__why").first).to_have_text("passt zu: Babyausstattung")
    type_words(finder, "buecherei")

    expect(finder.locator(f"{FIRST_TITLE} >> mark")).to_have_text("Bücherei")
    expect(finder.locator("#ergebnisse .card__why")).to_have_count(0)


def test_parts_of_compounds_are_marked_as_the_word_they_stand_in(finder: Page) -> None:
    type_words(finder, "Sprechstunde")

    marks = finder.locator("#ergebnisse .card__title mark")
    expect(marks).to_have_text(["Sprechstunde", "Hebammensprechstunde"])


def test_html_is_marked_and_shown_as_text(finder: Page) -> None:
    html = "<b>Bücherei</b><img src=x onerror=window.hacked=1>"
    type_words(finder, html)

    assert finder.evaluate("window.hacked") is None
    expect(finder.locator("main img")).to_have_count(0)
    type_words(finder, "<qqx onclick=qqx>qqx")
    expect(finder.locator(STATUS)).to_contain_text("«<qqx onclick=qqx>qqx»")
    expect(finder.locator("main qqx")).to_have_count(0)


# --- what is meant ----------------------------------------------------------------------------------------------------


def test_a_wrong_word_is_mended_on_demand(finder: Page) -> None:
    type_words(finder, "büchrei")
    button = finder.locator("#gemeint button")
    expect(button).to_have_text("Bücherei")
    found = found_offers(finder)
    button.click()

    expect(finder.locator(FIELD)).to_have_value("Bücherei")
    expect(finder.locator(FIELD)).to_be_focused()
    expect(finder.locator("#gemeint")).to_be_hidden()
    assert found_offers(finder)[0] == found[0] == "buecherei"


@pytest.mark.parametrize("query", ["Bücherei", "xqzxqzxqz", "schw", "ebe arıyorum"])
def test_nothing_is_meant_where_nothing_is_wrong_or_nothing_is_found(finder: Page, query: str) -> None:
    type_words(finder, query)

    expect(finder.locator("#gemeint")).to_be_hidden()


def test_no_dead_end(finder: Page) -> None:
    """What was looked for, where to look instead, and a person who helps."""
    type_words(finder, "xqzxqzxqz")

    expect(finder.locator(STATUS)).to_have_text("Dazu haben wir nichts gefunden. Gesucht haben wir «xqzxqzxqz».")
    nothing = finder.locator("#nichts")
    expect(nothing.get_by_role("link", name="Infopunkt für Familien")).to_be_visible()
    expect(nothing.get_by_role("link", name="Geld und Recht")).to_be_visible()
    type_words(finder, "Bücherei")
    expect(nothing).to_be_hidden()


# --- other languages --------------------------------------------------------------------------------------------------


def test_results_tell_in_the_language_of_the_words_what_they_are(visit: Visit) -> None:
    """The language comes from the site when it is needed and only then; each foreign line says which language it is."""
    page = visit.go_to_finder()
    page.fill(FIELD, "Hebamme")
    expect(page.locator(STATUS)).not_to_be_empty()
    assert [url for url in visit.requests if "finder-tr" in url] == []
    type_words(page, "ebe arıyorum")
    line = page.locator("#ergebnisse .card__translated").first

    expect(line).to_have_text("Hamilelik · Sağlık · sağlık sigortası öder · Pazartesi")
    expect(line).to_have_attribute("lang", "tr")
    expect(page.locator(FIRST_TITLE)).to_have_text("Hebammensprechstunde")
    expect(page.locator("#sprachhinweis")).to_have_text("Açıklamalar Almancadır.")
    expect(page.locator("#sprachhinweis")).to_have_attribute("lang", "tr")
    type_words(page, "Hebamme")
    expect(page.locator("#sprachhinweis")).to_be_hidden()
    expect(page.locator("#ergebnisse .card__translated")).to_have_count(0)
    assert visit.foreign_requests == []


def test_an_emergency_is_told_in_the_language_of_the_words(finder: Page) -> None:
    type_words(finder, "kocam beni dövüyor")
    words = finder.locator(f"{HELP} .helplines__words")

    expect(words).to_have_text("Şiddet ve tehdit · Hemen arayın:")
    expect(words).to_have_attribute("lang", "tr")


def test_german_results_stay_where_a_language_cannot_be_loaded(visit: Visit) -> None:
    visit.page.route("**/finder-*.json", lambda route: route.abort())
    page = visit.go_to_finder()
    type_words(page, "ebe Bücherei")

    assert "buecherei" in found_offers(page)


# --- keys and screen readers ------------------------------------------------------------------------------------------


def test_arrows_lead_into_the_results_and_back(finder: Page) -> None:
    type_words(finder, "Schwimmen")
    titles = finder.locator("#ergebnisse .card__title a")
    finder.keyboard.press("ArrowDown")
    expect(titles.nth(0)).to_be_focused()
    finder.keyboard.press("ArrowDown")
    expect(titles.nth(1)).to_be_focused()
    finder.keyboard.press("ArrowUp")
    finder.keyboard.press("ArrowUp")
    expect(finder.locator(FIELD)).to_be_focused()
    finder.keyboard.press("ArrowDown")
    finder.keyboard.press("Escape")

    expect(finder.locator(FIELD)).to_be_focused()
    expect(finder.locator(FIELD)).to_have_value("Schwimmen")


def test_arrows_reach_helplines_first(finder: Page) -> None:
    type_words(finder, "häusliche Gewalt")
    finder.keyboard.press("ArrowDown")

    expect(finder.locator(f"{HELP} .card__title a").first).to_be_focused()


def test_a_screen_reader_hears_the_count_once(finder: Page) -> None:
    """Not at every letter: once the typing has stopped."""
    finder.evaluate(
        """() => {
          window.heard = [];
          const status = document.getElementById('anzahl');
          new MutationObserver(() => heard.push(status.textContent)).observe(status, { childList: true });
        }"""
    )
    finder.locator(FIELD).press_sequentially("Sprechstunde")
    expect(finder.locator(STATUS)).not_to_be_empty()

    assert finder.evaluate("heard") == ["2 Angebote gefunden."]
    expect(finder.locator(STATUS)).to_have_role("status")
    expect(finder.locator(FIELD)).to_be_focused()


def test_a_screen_reader_does_not_hear_the_count_again_on_enter(finder: Page) -> None:
    type_words(finder, "Sprechstunde")
    expect(finder.locator(STATUS)).not_to_be_empty()
    finder.evaluate(
        """() => {
          window.heard = 0;
          new MutationObserver(() => heard++).observe(document.getElementById('anzahl'), { childList: true });
        }"""
    )
    finder.clock.install()
    finder.locator(FIELD).press("Enter")
    finder.clock.run_for("01:00")

    assert finder.evaluate("heard") == 0


def test_results_stay_where_they_are_when_the_count_is_told(finder: Page) -> None:
    top = "document.querySelector('#ergebnisse > ol').getBoundingClientRect().top"
    before, told = finder.evaluate(
        f"""() => {{
          const field = document.getElementById('suche');
          field.value = 'Sprechstunde';
          field.dispatchEvent(new Event('input', {{ bubbles: true }}));
          return [{top}, document.getElementById('anzahl').textContent];
        }}"""
    )
    expect(finder.locator(STATUS)).not_to_be_empty()

    assert told == ""
    assert finder.evaluate(top) == before


def test_the_list_does_not_vanish_while_typing(finder: Page) -> None:
    """Each letter changes what stands in the list; the list itself stays where it is."""
    type_words(finder, "schw")
    finder.locator("#ergebnisse > ol").evaluate("list => { list.dataset.kept = 'yes'; }")
    finder.locator(FIELD).press_sequentially("immen")

    expect(finder.locator("#ergebnisse > ol")).to_have_attribute("data-kept", "yes")


# --- many offers ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def start_in_large_town(visits_to: Visits, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartVisit]:
    """Makes visitors of a town of so many offers that its finder comes in parts; the limits are lowered for that."""
    offers = (
        offer_record(
            *(f"gruppe-{number}",),
            titel=f"Gruppe Nummer {number}",
            anbieter="verein",
            kurztext=f"Wir lesen Band {number} gemeinsam.",
            lebensphasen=["kind"],
            themen=["bildung"],
        )
        for number in range(60)
    )
    guide = Guide(TOWN, (*OFFERS, *offers), PROVIDERS, PLACES, DAY, (SEARCH_WORDS,), VOCABULARIES)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        for module in ("finder_files", "pages"):
            patch.setattr(f"familyguide.site.{module}.CARDS_IN_PAGE", 40)
        patch.setattr("familyguide.site.finder_files.CARDS_IN_A_GROUP", 15)
        patch.setattr("familyguide.site.finder_files.TEXT_IN_CORE", 40)
        address = stack.enter_context(site_of(guide, tmp_path_factory.mktemp("large")))
        yield visits_to(guide, address)


@pytest.fixture
def large_visit(start_in_large_town: StartVisit) -> Iterator[Visit]:
    """A visitor of the large town."""
    with start_in_large_town() as visit:
        yield visit


def test_cards_are_fetched_in_groups_as_they_are_needed(large_visit: Visit) -> None:
    page = large_visit.go_to_finder("?q=Gruppe")
    expect(page.locator("#ergebnisse > ol > li")).to_have_count(20)
    at_first = {url for url in large_visit.requests if "finder-karten" in url}
    found = found_offers(page)

    assert page.locator("#karten").count() == 0
    assert set(found) >= {f"gruppe-{number}" for number in range(60)}
    assert 0 < len(at_first) < len({url for url in large_visit.requests if "finder-karten" in url})
    assert large_visit.complaints == []


def test_words_of_texts_are_found_once_they_have_come(large_visit: Visit) -> None:
    page = large_visit.go_to_finder("?q=Trampolin")
    expect(page.locator(FIRST_TITLE)).to_have_text("Turnen mit Geräten")

    assert [url for url in large_visit.requests if "finder-text" in url]


def test_first_results_do_not_wait_for_the_texts(large_visit: Visit) -> None:
    large_visit.page.route("**/finder-text.*.json", lambda route: None)
    page = large_visit.go_to_finder("?q=Schwimmen")

    expect(page.locator(FIRST_TITLE)).to_have_text("Schwimmen")


def test_a_person_helps_in_a_large_town_too(large_visit: Visit) -> None:
    page = large_visit.go_to_finder()
    type_words(page, "xqzxqzxqz")

    expect(page.locator("#nichts").get_by_role("link", name="Infopunkt für Familien")).to_be_visible()


def test_helplines_need_no_cards(large_visit: Visit) -> None:
    """They lie in the page: in need, nobody waits."""
    large_visit.page.route("**/finder-karten-*", lambda route: route.abort())
    page = large_visit.go_to_finder()
    page.fill(FIELD, "häusliche Gewalt")

    expect(page.get_by_role("heading", name="Gewalt und Bedrohung")).to_be_visible()

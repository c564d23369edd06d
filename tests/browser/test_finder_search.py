"""The finder in the browser: words in, offers out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from familyguide.guide import Guide, Offer
from familyguide.site import urls
from playwright.sync_api import Page, Route, expect
from visiting import FIND_ALL, SEARCH_MODULE, StartVisit, Visit, found_offers, shown_offers

pytestmark = pytest.mark.browser

STATUS = "#anzahl"
RESULTS = "#ergebnisse > ol"
AT_ONCE = 20
NOTHING_FOUND = "Dazu haben wir nichts gefunden."

SEARCH_EACH = f"""async (queries) => {{
  const field = document.getElementById('suche');
  const found = [];
  for (const query of queries) {{
    field.value = query;
    field.dispatchEvent(new Event('input', {{ bubbles: true }}));
    found.push(await ({FIND_ALL})());
  }}
  return found;
}}"""
"""What typing each query shows, without a trip to the browser for each of them."""


def words_with_umlaut(guide: Guide) -> list[str]:
    """Long words with an umlaut from the titles of the guide."""
    words = {word for offer in guide.offers for word in re.findall(r"\w+", offer.title)}
    return sorted(word for word in words if len(word) > 7 and re.search("[äöüÄÖÜ]", word))


# --- results ----------------------------------------------------------------------------------------------------------


def test_query_of_the_address_is_searched(visit: Visit, guide: Guide) -> None:
    """`?q=` fills the field; only the results are left on the page, in the order of their rank, and are counted."""
    offer = guide.offers[-1]
    page = visit.go_to_finder(f"?q={quote(offer.title)}")

    expect(page.locator("#suche")).to_have_value(offer.title)
    found = found_offers(page)
    assert offer.id in found
    expect(page.locator(STATUS)).to_have_text(
        "1 Angebot gefunden." if len(found) == 1 else f"{len(found)} Angebote gefunden."
    )
    expect(page.locator("#nichts")).to_be_hidden()


def test_results_stand_in_the_order_of_the_search(visit: Visit, guide: Guide) -> None:
    """The best first, and the rest when they are asked for; then the focus is on the first that has come."""
    page = visit.go_to_finder(f"?q={quote(guide.stages[0].title)}")
    ranked = page.evaluate(
        f"""async (query) => {{
          const index = await (await fetch(document.getElementById('finder').dataset.index)).json();
          const {{ createSearch }} = await import({SEARCH_MODULE});
          return createSearch(index).search(query).results.map(({{ number }}) => number);
        }}""",
        guide.stages[0].title,
    )
    ids = [guide.offers[number].id for number in ranked]
    if len(ids) <= AT_ONCE:
        pytest.skip("a page holds all that there is")

    assert shown_offers(page) == ids[:AT_ONCE]
    page.click("#weitere button")
    expect(page.locator(f"{RESULTS} > li").nth(AT_ONCE).locator(".card__title a")).to_be_focused()
    assert found_offers(page) == ids


@pytest.mark.first_town
def test_search_on_the_home_page_leads_to_results(visit: Visit, guide: Guide) -> None:
    page = visit.go(urls.HOME)
    page.fill("#suche", guide.offers[0].title)
    page.click("main form button")
    page.wait_for_selector(f"{RESULTS} [data-angebot]")

    assert page.url.startswith(f"{visit.address}{urls.FINDER}?q=")
    assert shown_offers(page)[0] == guide.offers[0].id


def test_result_tells_what_a_family_asks_and_leads_to_the_offer(visit: Visit, guide: Guide) -> None:
    offer = next(filter(tells_much, guide.offers), guide.offers[0])
    page = visit.go_to_finder(f"?q={quote(offer.title)}")
    card = page.locator(f"[data-angebot={offer.id}]")

    for text in (offer.title, offer.provider.name, offer.record.summary, *(place.name for place in offer.places[:1])):
        expect(card).to_contain_text(text)
    card.get_by_role("link").click()
    expect(page).to_have_url(visit.address + urls.offer_url(offer))
    expect(page.locator("h1")).to_have_text(offer.title)


def tells_much(offer: Offer) -> bool:
    return bool(offer.places and offer.record.hours and offer.record.age)


def test_clearing_the_words_brings_back_the_whole_list(visit: Visit, guide: Guide) -> None:
    page = visit.go_to_finder()
    before = found_offers(page)
    page.fill("#suche", "xqzxqzxqz")
    expect(page.locator(STATUS)).to_contain_text(NOTHING_FOUND)
    assert found_offers(page) == []
    page.fill("#suche", "")
    expect(page.locator(STATUS)).to_be_empty()

    assert found_offers(page) == before
    assert sorted(before) == sorted(offer.id for offer in guide.offers)


def test_exact_title_comes_first(visit: Visit, guide: Guide) -> None:
    """For every offer; of two with the same title, either may, and helplines stand before anything else."""
    page = visit.go_to_finder()
    titles = [offer.title for offer in guide.offers]
    helplines = {offer.id for emergency in guide.record.emergencies for offer in guide.helplines(emergency)}
    found = [[guide.offer(offer_id) for offer_id in ids] for ids in page.evaluate(SEARCH_EACH, titles)]

    first = [
        next((offer.title for offer in ids if offer.title == title or offer.id not in helplines), "")
        for title, ids in zip(titles, found, strict=True)
    ]
    assert first == titles


# --- spelling ---------------------------------------------------------------------------------------------------------


def test_umlauts_may_be_written_in_any_way(visit: Visit, guide: Guide) -> None:
    """As they are, as two letters, without their dots, in capitals."""
    page = visit.go_to_finder()
    two_letters = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
    no_dots = str.maketrans("äöüÄÖÜ", "aouAOU")
    for word in words_with_umlaut(guide):
        spellings = [word, word.translate(two_letters), word.translate(no_dots), word.upper(), word.lower()]
        first, *others = page.evaluate(SEARCH_EACH, spellings)

        assert first
        assert others == [first] * 4, word


def test_one_typing_error_is_forgiven(visit: Visit, guide: Guide) -> None:
    """A letter missing, doubled, swapped with the next or wrong: the offers with that word in the title are found."""
    page = visit.go_to_finder()
    for word in [word for word in words_with_umlaut(guide) if word.isalpha()][:15]:
        wanted = {offer.id for offer in guide.offers if word.lower() in re.findall(r"\w+", offer.title.lower())}
        wrong = [
            f"{word[:-2]}{word[-1]}",
            f"{word[:-1]}{word[-1] * 2}",
            f"{word[:-3]}{word[-2]}{word[-3]}{word[-1]}",
            f"{word[:-1]}q",
        ]
        for query, found in zip(wrong, page.evaluate(SEARCH_EACH, wrong), strict=True):
            assert wanted <= set(found), query


# --- odd queries ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def patient_visit(start_visit: StartVisit) -> Iterator[Visit]:
    """A visitor who types one odd thing after the other."""
    with start_visit() as visit:
        visit.go_to_finder()
        yield visit


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("wo ist der", id="stop words only"),
        pytest.param("x" * 5_000, id="very long"),
        pytest.param(".*[(\\d+$^|{2}?", id="regular expression"),
        pytest.param("__proto__ constructor toString", id="names of every object"),
        pytest.param("😀👶🏽 🎉", id="emoji"),
        pytest.param("\ud83d", id="half an emoji"),
        pytest.param("قابلة", id="Arabic"),
        pytest.param("\u202edcba\u0000", id="direction override"),
        pytest.param("%00%2e&thema=x#y", id="address signs"),
    ],
)
def test_odd_query_is_answered(patient_visit: Visit, guide: Guide, query: str) -> None:
    """The page says how many offers it shows, and nothing fails."""
    page = patient_visit.page
    page.locator(STATUS).evaluate("status => status.replaceChildren()")
    page.evaluate(SEARCH_EACH, [query])
    status = page.locator(STATUS)
    expect(status).not_to_be_empty()
    found = found_offers(page)  # what other languages know has come meanwhile
    number = re.search(r"(\d+) Angebote? gefunden", status.inner_text())

    assert len(found) == (int(number[1]) if number else 0)
    assert number or NOTHING_FOUND in status.inner_text()
    assert set(found) <= {offer.id for offer in guide.offers}
    assert patient_visit.complaints == []


@pytest.mark.parametrize(
    "html",
    ["<img src=x onerror=window.hacked=1>", '"><script>window.hacked=1</script>', "<svg/onload=window.hacked=1> kita"],
)
def test_html_in_the_query_stays_text(visit: Visit, html: str) -> None:
    """It stands in the field as it was typed and is never run, whether typed or in the address."""
    page = visit.go_to_finder(f"?q={quote(html)}")
    expect(page.locator("#suche")).to_have_value(html)
    expect(page.locator(STATUS)).not_to_be_empty()
    page.press("#suche", "Enter")

    assert page.evaluate("window.hacked") is None
    assert page.locator("main :is(img, script, svg[onload])").count() == 0
    assert visit.complaints == []
    assert visit.foreign_requests == []


def test_list_stays_where_the_index_cannot_be_loaded(visit: Visit, guide: Guide) -> None:
    """The page says so; the words then lead to the complete list as they do without JavaScript."""
    visit.page.route("**/finder.*.json", lambda route: route.abort())
    page = visit.go(f"{urls.FINDER}?q=kita")
    expect(page.locator(STATUS)).to_contain_text("lässt sich gerade nicht laden")

    assert sorted(shown_offers(page)) == sorted(offer.id for offer in guide.offers)
    expect(page.locator("#filter")).to_be_hidden()


def test_words_typed_before_the_index_is_there_are_searched(visit: Visit, guide: Guide) -> None:
    typed = guide.offers[0].title

    def type_meanwhile(route: Route) -> None:
        visit.page.fill("#suche", typed)
        route.continue_()

    visit.page.route("**/finder.*.json", type_meanwhile)
    page = visit.go(urls.FINDER)
    page.wait_for_selector(f"{RESULTS} [data-angebot]")

    assert shown_offers(page)[0] == guide.offers[0].id


# --- the address ------------------------------------------------------------------------------------------------------


def query_string(page: Page) -> str:
    """What stands in the address behind the question mark."""
    text: str = page.evaluate("location.search")
    return text


@pytest.mark.first_town
def test_words_go_into_the_address_on_enter_only(visit: Visit, guide: Guide) -> None:
    """Not while typing, and not when a filter is chosen meanwhile."""
    title = guide.offers[0].title
    page = visit.go_to_finder()
    page.locator("#suche").press_sequentially(title)
    page.wait_for_selector(RESULTS)
    assert query_string(page) == ""
    page.click("#filter > summary")
    page.locator("#filter input:enabled").first.check()
    assert "q=" not in query_string(page)
    page.press("#suche", "Enter")

    assert query_string(page).startswith(f"?{urlencode({'q': title})}&")


@pytest.mark.first_town
def test_back_button_brings_back_the_words_sent_before(visit: Visit, guide: Guide) -> None:
    first, second = guide.offers[0], guide.offers[-1]
    page = visit.go_to_finder()
    for offer in (first, second):
        page.fill("#suche", offer.title)
        page.press("#suche", "Enter")
    page.go_back()
    expect(page.locator("#suche")).to_have_value(first.title)
    assert shown_offers(page)[0] == first.id
    page.go_back()
    expect(page.locator("#suche")).to_have_value("")
    assert len(shown_offers(page)) == len(guide.offers)
    page.go_forward()
    page.go_forward()

    expect(page.locator("#suche")).to_have_value(second.title)
    assert shown_offers(page)[0] == second.id


@pytest.mark.first_town
def test_same_words_sent_twice_are_one_step_back(visit: Visit, guide: Guide) -> None:
    page = visit.go_to_finder()
    before = page.evaluate("history.length")
    page.fill("#suche", guide.offers[0].title)
    for _ in range(3):
        page.press("#suche", "Enter")

    assert page.evaluate("history.length") == before + 1


def test_skip_link_keeps_the_words_that_were_typed(visit: Visit) -> None:
    page = visit.go_to_finder()
    page.fill("#suche", "xqzxqzxqz")
    page.focus(".skip-link")
    page.keyboard.press("Enter")
    page.wait_for_url("**#inhalt")

    assert page.input_value("#suche") == "xqzxqzxqz"
    assert found_offers(page) == []

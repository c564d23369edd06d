"""The filters of the finder agree with the records, with each other and with the address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from familyguide.guide import Guide, Offer
from familyguide.records.values import Weekday
from playwright.sync_api import Page, expect
from visiting import FIND_ALL, StartVisit, Visit, found_offers

pytestmark = pytest.mark.browser

STATUS = "#anzahl"

VALUES: dict[str, Callable[[Guide], list[str]]] = {
    "lebensphase": lambda guide: [stage.id for stage in guide.stages],
    "thema": lambda guide: [topic.id for topic in guide.topics],
    "stadtteil": lambda guide: [district.id for district in guide.districts],
    "wochentag": lambda guide: [day.value for day in Weekday],
    "sprache": lambda guide: [language.id for language in guide.record.languages],
    "kostenlos": lambda guide: ["ja"],
    "ohne-anmeldung": lambda guide: ["ja"],
}
"""The values that each filter lets people choose."""

FITS: dict[str, Callable[[Offer, str], bool]] = {
    "lebensphase": lambda offer, value: value in {stage.id for stage in offer.stages},
    "thema": lambda offer, value: value in {topic.id for topic in offer.topics},
    "stadtteil": lambda offer, value: value in {place.district for place in offer.places},
    "wochentag": lambda offer, value: value in {day.value for day in offer.weekdays},
    "sprache": lambda offer, value: value in {language.term.id for language in offer.languages},
    "kostenlos": lambda offer, value: offer.free,
    "ohne-anmeldung": lambda offer, value: offer.without_registration,
}
"""Whether an offer passes a filter, as the records have it."""

CHOOSE_EACH = f"""async (name) => {{
  const choices = [];
  for (const box of document.querySelectorAll(`#filter input[name="${{name}}"]`)) {{
    const told = box.closest('label').querySelector('[data-count]').textContent;
    const choice = {{ value: box.value, count: Number(told.match(/^\\((\\d+)\\)$/)[1]), shown: null }};
    choices.push(choice);
    if (box.disabled) continue;
    box.click();
    choice.shown = await ({FIND_ALL})();
    box.click();
  }}
  return choices;
}}"""
"""What each value of a filter promises, and what choosing it shows; null where it cannot be chosen."""

CHOOSE_EACH_AGE = f"""async () => {{
  const choices = [];
  const age = document.getElementById('alter');
  const choose = (value) => {{
    age.value = value;
    age.dispatchEvent(new Event('change', {{ bubbles: true }}));
  }};
  for (const option of age.querySelectorAll('option:not([value=""])')) {{
    const choice = {{ value: option.value, count: Number(option.textContent.match(/\\((\\d+)\\)$/)[1]), shown: null }};
    choices.push(choice);
    if (option.disabled) continue;
    choose(option.value);
    choice.shown = await ({FIND_ALL})();
    choose('');
  }}
  return choices;
}}"""


@pytest.fixture(scope="module")
def kept_finder(start_visit: StartVisit) -> Iterator[Page]:
    """The finder for tests that leave it as they find it."""
    with start_visit() as visit:
        yield open_filters(visit.go_to_finder())


@pytest.fixture
def finder(visit: Visit) -> Page:
    """The finder with its filters open."""
    return open_filters(visit.go_to_finder())


def open_filters(page: Page) -> Page:
    """Open the filters; then they tell how many offers each of them would leave."""
    page.click("#filter > summary")
    expect(page.locator("#filter [data-count]").first).not_to_be_empty()
    return page


def box(page: Page, name: str, value: str) -> Any:
    """The box to tick for a value."""
    return page.locator(f'#filter input[name="{name}"][value="{value}"]')


def frequent(guide: Guide, name: str) -> str:
    """The value of a filter that most offers have."""
    return max(VALUES[name](guide), key=lambda value: sum(FITS[name](offer, value) for offer in guide.offers))


def fitting(guide: Guide, fits: Callable[[Offer], bool]) -> set[str]:
    """The ids of the offers that fit."""
    return {offer.id for offer in guide.offers if fits(offer)}


# --- each value -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VALUES)
def test_values_count_and_show_what_the_records_say(kept_finder: Page, guide: Guide, name: str) -> None:
    """A value without offers cannot be chosen."""
    found = kept_finder.evaluate(CHOOSE_EACH, name)

    assert [choice["value"] for choice in found] == VALUES[name](guide)
    for choice in found:
        expected = fitting(guide, lambda offer, value=choice["value"]: FITS[name](offer, value))
        assert choice["count"] == len(expected), choice["value"]
        assert set(choice["shown"] or ()) == expected, choice["value"]
        assert (choice["shown"] is None) == (not expected), choice["value"]


def test_ages_count_and_show_what_the_records_say(kept_finder: Page, guide: Guide) -> None:
    """A child of so many years is in any month of that year; an offer that names no child's age fits all."""
    found = kept_finder.evaluate(CHOOSE_EACH_AGE)

    assert [choice["value"] for choice in found] == [str(years) for years in range(19)]
    for choice in found:
        months = range(12 * int(choice["value"]), 12 * int(choice["value"]) + 12)
        expected = fitting(guide, lambda offer, months=months: welcomes(offer, months))
        assert choice["count"] == len(expected), choice["value"]
        assert set(choice["shown"] or ()) == expected, choice["value"]


def welcomes(offer: Offer, months: range) -> bool:
    """Whether an offer is for children of any of these months."""
    if offer.child_months is None:
        return True
    first, last = offer.child_months
    return any(first <= month <= last for month in months)


@pytest.mark.parametrize("name", VALUES)
def test_counts_take_words_and_other_filters_into_account(visit: Visit, guide: Guide, name: str) -> None:
    """With words, an age and a life stage chosen: each count is still the number of offers that it leads to."""
    stage = frequent(guide, "lebensphase")
    page = visit.go_to_finder(f"?q=kinder&alter=6&lebensphase={stage}")
    open_filters(page)
    if name == "lebensphase":
        box(page, name, stage).uncheck()
    found = page.evaluate(CHOOSE_EACH, name)

    assert [choice for choice in found if choice["count"] != len(choice["shown"] or ())] == []
    assert [choice for choice in found if (choice["shown"] is None) != (choice["count"] == 0)] == []


# --- several together -------------------------------------------------------------------------------------------------


def test_filters_narrow_each_other(finder: Page, guide: Guide) -> None:
    """Life stage and free of charge: offers that are both; the status line and the filter's name say how many."""
    stage = frequent(guide, "lebensphase")
    box(finder, "lebensphase", stage).check()
    box(finder, "kostenlos", "ja").check()
    expected = fitting(guide, lambda offer: FITS["lebensphase"](offer, stage) and offer.free)

    assert set(found_offers(finder)) == expected
    expect(finder.locator(STATUS)).to_have_text(re.compile(rf"^{len(expected)} Angebote? gefunden\.$"))
    expect(finder.locator("#filter > summary")).to_have_text("Filtern (2 gewählt)")


def test_values_of_one_filter_add_up(finder: Page, guide: Guide) -> None:
    chosen = [topic.id for topic in guide.topics if guide.in_topic(topic.id)][:2]
    for topic in chosen:
        box(finder, "thema", topic).check()

    assert set(found_offers(finder)) == fitting(
        guide, lambda offer: any(FITS["thema"](offer, value) for value in chosen)
    )


def test_filters_keep_the_order_of_the_search(visit: Visit, guide: Guide) -> None:
    page = visit.go_to_finder("?q=kinder")
    ranked = found_offers(page)
    open_filters(page)
    box(page, "kostenlos", "ja").check()
    free = fitting(guide, lambda offer: offer.free)

    assert found_offers(page) == [offer for offer in ranked if offer in free]


def test_chosen_value_can_always_be_given_up(visit: Visit) -> None:
    """Even when nothing is left to count."""
    page = visit.go_to_finder("?q=xqzxqzxqz&kostenlos=ja&alter=3")
    open_filters(page)

    expect(box(page, "kostenlos", "ja")).to_be_checked()
    expect(box(page, "kostenlos", "ja")).to_be_enabled()
    expect(box(page, "ohne-anmeldung", "ja")).to_be_disabled()
    expect(page.locator("#alter")).to_have_value("3")
    expect(page.locator("#alter option:checked")).to_be_enabled()


# --- the address ------------------------------------------------------------------------------------------------------


def test_filters_stand_in_the_address_and_survive_reload_and_return(finder: Page, guide: Guide) -> None:
    """Reload the page, open an offer and come back: the same filters, the same offers."""
    stage = frequent(guide, "lebensphase")
    box(finder, "lebensphase", stage).check()
    box(finder, "kostenlos", "ja").check()
    finder.select_option("#alter", "4")
    shown = found_offers(finder)
    assert finder.url.endswith(f"?lebensphase={stage}&kostenlos=ja&alter=4")

    finder.reload()
    expect(finder.locator("#ergebnisse > ol")).to_be_visible()
    assert found_offers(finder) == shown
    finder.locator("#ergebnisse a").first.click()
    finder.go_back()
    expect(finder.locator("#ergebnisse > ol")).to_be_visible()
    assert found_offers(finder) == shown
    expect(box(finder, "lebensphase", stage)).to_be_checked()
    expect(box(finder, "kostenlos", "ja")).to_be_checked()
    expect(finder.locator("#alter")).to_have_value("4")


def test_address_can_be_shared(visit: Visit, guide: Guide) -> None:
    """Words and filters of an address are applied together."""
    topic = frequent(guide, "thema")
    page = visit.go_to_finder(f"?q=kinder&thema={topic}")
    with_words = found_offers(page)
    visit.go_to_finder(f"?thema={topic}")

    assert set(with_words) < set(found_offers(page)) == {offer.id for offer in guide.in_topic(topic)}


@pytest.mark.first_town
def test_reset_takes_all_filters_away_and_leaves_the_words(visit: Visit, guide: Guide) -> None:
    words = urlencode({"q": guide.offers[0].title})
    page = visit.go_to_finder(f"?{words}&alter=4")
    open_filters(page)
    page.locator("#filter input:enabled").first.check()
    page.click("#zuruecksetzen")

    assert guide.offers[0].id in found_offers(page)
    assert page.url.endswith(f"?{words}")
    expect(page.locator("#filter input:checked")).to_have_count(0)
    expect(page.locator("#alter")).to_have_value("")
    expect(page.locator("#filter > summary")).to_have_text("Filtern")


UNKNOWN = ("?thema=gibt-es-nicht", "?alter=99", "?alter=-1", "?unbekannt=1", '?thema="]<img>', "?kostenlos=nein", "?q=")


def test_unknown_values_of_an_address_are_passed_over(visit: Visit, guide: Guide) -> None:
    """The complete list stands there."""
    for query in UNKNOWN:
        page = visit.go_to_finder(query)

        assert set(found_offers(page)) == {offer.id for offer in guide.offers}, query
        expect(page.locator("#ergebnisse > ol")).to_have_count(0)
    assert visit.complaints == []

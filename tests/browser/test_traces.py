"""Using the guide leaves no trace, and what is typed goes nowhere else."""

from __future__ import annotations

import pytest
from familyguide.site import urls
from visiting import StartVisit, Visit

pytestmark = pytest.mark.browser


def test_busy_visitor_leaves_no_trace(visit: Visit) -> None:
    """Search, filter, open a result, go back, look at the emergency numbers: still nothing."""
    page = visit.go(urls.HOME)
    page.fill("#suche", visit.guide.offers[0].title)
    page.press("#suche", "Enter")
    page.wait_for_selector("#ergebnisse > ol [data-angebot]")
    page.fill("#suche", "")
    page.click("#filter > summary")
    page.locator("#filter input:enabled").first.check()
    page.select_option("#alter", "3")
    page.click("#zuruecksetzen")
    page.locator("#ergebnisse a").first.click()
    page.go_back()
    page.click(".emergency-link")

    assert visit.traces() == {}


def test_forms_lead_to_the_finder_only(visit: Visit) -> None:
    targets = set()
    for url in (urls.HOME, urls.FINDER, urls.TOPICS, urls.NOT_FOUND):
        forms = visit.go(url).locator("form")
        targets |= set(forms.evaluate_all("forms => forms.map((form) => `${form.method} ${form.action}`)"))

    assert {f"get {visit.address}{urls.FINDER}"} == targets


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_unknown_address_shows_the_page_for_it(start_visit: StartVisit, javascript: bool) -> None:
    """However deep the address is: the page looks as the others do, and its links lead back into the site."""
    with start_visit(javascript=javascript) as visit:
        page = visit.go("/angebote/gibt/es/nicht/")

        assert page.title().startswith("Seite nicht gefunden")
        assert visit.foreign_requests == []
        assert page.evaluate("getComputedStyle(document.querySelector('.skip-link')).position") == "absolute"
        page.click("main a >> nth=0")
        assert page.url == f"{visit.address}/"

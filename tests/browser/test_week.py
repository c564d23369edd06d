"""The page of the week: complete as it comes, with scripts narrowed to a district and a life stage."""

from __future__ import annotations

import pytest
from familyguide.guide import Guide
from familyguide.site import urls
from playwright.sync_api import Page, expect
from visiting import Visit

pytestmark = pytest.mark.browser

SHOWN = ".meetings li:visible"


def meeting_count(guide: Guide, district: str | None = None, stage: str | None = None) -> int:
    """How many meetings of the week are in a district and for a life stage."""
    return sum(
        (not district or bool(meeting.place and meeting.place.district == district))
        and (not stage or stage in {own.id for own in meeting.offer.stages})
        for _, meetings in guide.week
        for meeting in meetings
    )


def choose(page: Page, **values: str) -> None:
    """Choose a value in each of the fields."""
    for field, value in values.items():
        page.select_option(f"#{field}", value)


def test_week_is_complete_without_scripts(plain_visit: Visit, guide: Guide) -> None:
    page = plain_visit.go(urls.WEEK)

    expect(page.locator(SHOWN)).to_have_count(meeting_count(guide))
    expect(page.locator("#wochenfilter")).to_be_hidden()
    expect(page.locator("[data-today]:visible")).to_have_count(0)


def test_week_is_narrowed_to_district_and_stage(visit: Visit, guide: Guide) -> None:
    """Only fitting meetings are left, days without any are gone, and the page says how many there are."""
    page = visit.go(urls.WEEK)
    for district in guide.districts:
        for stage in guide.stages:
            choose(page, stadtteil=district.id, lebensphase=stage.id)
            expected = meeting_count(guide, district.id, stage.id)
            assert page.locator(SHOWN).count() == expected
            assert page.locator(".day:visible:not(:has(li:visible))").count() == 0
            assert page.locator("#wochenzahl").inner_text().startswith(f"{expected} Termin")
    choose(page, stadtteil="", lebensphase="")

    expect(page.locator(SHOWN)).to_have_count(meeting_count(guide))


def test_today_is_marked(visit: Visit) -> None:
    """The browser's day is a Thursday."""
    page = visit.go(urls.WEEK)
    if not page.locator("#donnerstag").count():
        pytest.skip("the guide has nothing on Thursdays")

    expect(page.locator("[data-today]:visible")).to_have_count(1)
    expect(page.locator("#donnerstag [data-today]")).to_have_text("heute")

"""Posters, handouts and sheets: one page each, accessible, with the offers and numbers that they are for."""

from __future__ import annotations

import pytest
from familyguide.brochure.data import MOST_ON_POSTER, Printer
from familyguide.brochure.press import count_pages
from familyguide.brochure.typeset import Template, pdf
from familyguide.guide import Guide
from familyguide.records.load import load_records
from making import DAY, PROJECT, guide_of, neighbour_guide, offer_record
from printed_edition import SITE
from reading_pdf import bare, codes, opened, page_texts

guide = neighbour_guide()
STAGE = guide.stages[1]
PRINTER = Printer(guide, SITE, {})
SHEETS = {
    "poster": PRINTER.poster(STAGE),
    "handout": PRINTER.handout(STAGE),
    "emergency": PRINTER.emergency_sheet(),
    "week": PRINTER.week_sheet(),
}


@pytest.fixture(scope="module", params=SHEETS)
def sheet(request: pytest.FixtureRequest) -> tuple[Template, bytes]:
    """Each of them."""
    return request.param, pdf(request.param, SHEETS[request.param])


def test_a_sheet_is_one_accessible_page_of_a4(sheet: tuple[Template, bytes]):
    template, content = sheet

    with opened(content) as document:
        (page,) = document.pages
        size = tuple(round(float(edge) * 25.4 / 72) for edge in page.mediabox)[2:]
        metadata = document.open_metadata()

    assert size == ((297, 210) if template == "handout" else (210, 297))
    assert (metadata["pdfuaid:part"], metadata["pdfaid:part"]) == ("1", "2")


def test_a_sheet_leads_to_its_page_of_the_site(sheet: tuple[Template, bytes]):
    template, content = sheet
    expected = {"emergency": "notfall/", "week": "wochenplan/"}.get(template, f"lebensphasen/{STAGE.id}/")

    assert codes(content, 1) == [SITE + expected]


def test_a_poster_names_offers_with_their_numbers_and_has_strips():
    (text,) = page_texts(pdf("poster", SHEETS["poster"]))

    assert 1 <= len(SHEETS["poster"]["offers"]) <= MOST_ON_POSTER
    for offer in SHEETS["poster"]["offers"]:
        assert bare("".join(p if isinstance(p, str) else p["text"] for p in offer["title"])) in bare(text)
    for strip in SHEETS["poster"]["strips"]:
        assert text.count(strip["phone"][0]["text"]) > 1


def test_nothing_that_must_leave_no_trace_hangs_on_a_wall():
    for stage in guide.stages:
        text = (
            page_texts(pdf("poster", PRINTER.poster(stage)))[0] + page_texts(pdf("handout", PRINTER.handout(stage)))[0]
        )
        for offer in guide.offers:
            assert not (offer.record.sensitive and offer.title in text)


def test_the_emergency_sheet_has_all_numbers():
    text = " ".join(page_texts(pdf("emergency", SHEETS["emergency"])))

    for emergency in guide.record.emergencies:
        for offer in guide.helplines(emergency):
            assert not offer.phones or offer.phones[0].text in text


def test_the_week_has_open_meetings_by_day_and_district():
    offers = [
        offer_record("oben", orte=["turnhalle-oberstadt"], zeiten={"regelmaessig": [
            {"tag": "montag", "von": "09:00", "bis": "10:00", "art": "offen"}]}),
        offer_record("unten", orte=["muehlenhaus"], zeiten={"regelmaessig": [
            {"tag": "montag", "von": "15:00", "bis": "16:00", "art": "offen"},
            {"tag": "dienstag", "von": "15:00", "bis": "16:00", "art": "kurs"}]}),
    ]  # fmt: skip

    days = Printer(guide_of(*offers), SITE, {}).week_sheet()["days"]

    assert [day["title"] for day in days] == [["Montag"]]
    assert [district["title"] for district in days[0]["districts"]] == [["Unterstadt"], ["Oberstadt"]]


def test_a_sheet_without_anything_to_say_is_still_a_page():
    empty = Printer(guide_of(), "", {})

    for template, data in (
        ("poster", empty.poster(STAGE)),
        ("handout", empty.handout(STAGE)),
        ("week", empty.week_sheet()),
    ):
        assert count_pages(pdf(template, data)) == 1  # type: ignore[arg-type]


@pytest.mark.first_town
def test_the_real_sheets_are_one_page():
    own = Guide.from_records(load_records(PROJECT), DAY)
    assert own is not None
    printer = Printer(own, SITE, {})

    assert count_pages(pdf("emergency", printer.emergency_sheet())) == 1
    assert count_pages(pdf("week", printer.week_sheet())) == 1
    for stage in own.stages:
        assert len(printer.poster(stage)["offers"]) >= 3

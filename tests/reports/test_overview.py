"""The report: its figures, its page and its table."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from familyguide.records.load import RecordFile, as_record_file
from familyguide.reports.overview import a_year_before, history_of, make_overview, report_csv, report_html
from making import DAY, guide_of, neighbour_guide, offer_record, place_record, provider_record
from small_towns import OFFER, minimal


def test_gaps_and_only_ones() -> None:
    """A cell without an offer is a gap; an offer that stands alone in a cell is named with it."""
    guide = guide_of(
        offer_record("a"), offer_record("b"), offer_record("c", themen=["lernen"], lebensphasen=["schulkinder"])
    )
    topics, stages = [topic.id for topic in guide.topics], [stage.id for stage in guide.stages]
    overview = make_overview(guide, "")
    counts = {topic.id: row for topic, row, _ in overview.matrix}

    assert counts["treffen"][stages.index("kleine")] == 2
    assert sum(map(sum, counts.values())) == 3
    assert list(dict(overview.figures).values())[-1] == len(topics) * len(stages) - 2
    assert [(offer.id, len(places)) for offer, places in overview.only_ones] == [("c", 1)]


def test_main_figures() -> None:
    """What has ended does not count; asked, confirmed and overdue are told apart."""
    guide = guide_of(
        offer_record("a", kontakt={"email": "a@beispiel.de"}),
        offer_record("b", pruefung={"status": "angefragt", "am": "2027-03-01"}, anbieter="stumm"),
        offer_record("c", pruefung={"status": "bestaetigt", "am": "2027-03-01"}, endet="2027-06-08"),
        offer_record("d", pruefung={"status": "bestaetigt", "am": "2020-03-01"}, endet="2027-06-09"),
        offer_record("e", endet="2027-03-09"),
        offer_record("f", endet="2026-03-09"),
        providers=(provider_record("stumm"),),
    )
    overview = make_overview(guide, "")
    figures = dict(overview.figures)

    assert figures["Angebote"] == 4
    assert (figures["bestätigt"], figures["angefragt"], figures["noch nicht bestätigt"]) == (2, 1, 1)
    assert (figures["überfällig"], figures["enden in den nächsten 90 Tagen"]) == (1, 1)
    assert [offer.id for offer in overview.without_contact] == ["b"]
    assert [offer.id for offer in overview.confirmed] == ["c"]
    assert [offer.id for offer in overview.ended] == ["e", "f"]
    assert [offer.id for offer in overview.ended_lately] == ["e"]
    assert [(s.provider.id, s.offers, s.asked) for s in overview.providers if s.provider.id == "stumm"] == [
        ("stumm", 1, 1)
    ]


def test_charts_count_by_cost_language_district_and_access() -> None:
    """An offer counts in each of its districts and languages, and as its most accessible place."""
    places = (
        place_record("eins", stadtteil="unterstadt", barrierefrei={"stufenlos": "nein"}),
        place_record("zwei", stadtteil="oberstadt", barrierefrei={"stufenlos": "ja"}),
    )
    guide = guide_of(
        offer_record("a", orte=["eins", "zwei"], kosten={"art": "kostenlos"}), offer_record("b"), places=places
    )
    overview = make_overview(guide, "")
    charts = {chart.title: {bar.label: bar.count for bar in chart.bars} for chart in overview.charts}

    assert charts["Nach Stadtteil"]["ohne Stadtteil"] == 1
    assert sum(charts["Nach Stadtteil"].values()) == 3
    assert (charts["Nach Kosten"]["kostenlos"], charts["Nach Kosten"]["nicht bekannt"]) == (1, 1)
    assert charts["Ohne Stufen erreichbar"] == {"ja": 1, "nein": 0, "nicht bekannt": 0}
    assert charts["Nach Sprache"]["keine Sprache genannt"] == 2


def files(*texts: tuple[str, str]) -> list[RecordFile]:
    found = (as_record_file(f"offers/angebote/{name}.yml", text.encode()) for name, text in texts)
    return [file for file in found if file is not None]


def test_what_came_and_what_went() -> None:
    """A renamed offer is neither."""
    text = minimal(OFFER)
    history = history_of(
        files(("alt", text.replace("Krabbelgruppe", "Öffnung")), ("bleibt", text), ("vorher", text)),
        files(("bleibt", text), ("nachher", f"{text}frueher: [vorher]\n"), ("neu", text.replace("Krabbel", "Neue "))),
        date(2026, 3, 10),
    )

    assert [named.title for named in history.new] == ["Neue gruppe"]
    assert [named.title for named in history.gone] == ["Öffnung"]


@pytest.mark.parametrize(
    ("day", "before"), [(date(2027, 3, 10), date(2026, 3, 10)), (date(2028, 2, 29), date(2027, 2, 28))]
)
def test_a_year_before(day: date, before: date) -> None:
    """Also of a leap day."""
    assert a_year_before(day) == before


def test_the_page_needs_nothing_else() -> None:
    """One file, well-formed, without a script, without any address, and the same twice."""
    history = history_of([], files(("neu", minimal(OFFER))), DAY)
    html = report_html(make_overview(neighbour_guide(), history))
    root = ET.fromstring(html.replace("<!doctype html>", "").replace('<meta charset="utf-8">', "").replace(
        '<meta name="viewport" content="width=device-width">', "").replace(
        '<meta name="robots" content="noindex">', "").replace("<br>", "<br/>"))  # fmt: skip

    assert html == report_html(make_overview(neighbour_guide(), history))
    assert not {element.tag for element in root.iter()} & {"script", "link", "img", "iframe"}
    assert "http" not in html
    assert list(root.iter("rect"))
    for svg in root.iter("svg"):
        assert svg.get("aria-hidden") == "true"  # the count stands beside it


def test_the_page_tells_the_stage_of_each_offer_with_its_day() -> None:
    """Open, asked, confirmed."""
    guide = guide_of(
        offer_record("a"),
        offer_record("b", pruefung={"status": "angefragt", "am": "2027-03-01"}),
        offer_record("c", pruefung={"status": "bestaetigt", "am": "2027-02-01"}),
    )
    html = report_html(make_overview(guide, ""))

    for state, day in (
        ("noch nicht bestätigt", ""),
        ("beim Anbieter angefragt", "01.03.2027"),
        ("vom Anbieter bestätigt", "01.02.2027"),
    ):
        assert f"<td>{state}</td><td>{day}</td>" in html


def test_records_are_shown_as_they_are() -> None:
    """Nothing in them is markup; and no cell of the table is a formula."""
    guide = guide_of(offer_record("a", titel="=1+1 & 3 < 5", endet="2027-03-11"), offer_record("b", titel="-2"))
    overview = make_overview(guide, "")
    rows = list(csv.reader(io.StringIO(report_csv(overview).decode("utf-8-sig")), delimiter=";"))

    assert "=1+1 &amp; 3 &lt; 5" in report_html(overview)
    assert sorted(row[1] for row in rows[1:]) == ["'-2", "'=1+1 & 3 < 5"]
    assert len({len(row) for row in rows}) == 1

"""Notes: what is no mistake but changes with the days."""

from __future__ import annotations

from datetime import date

import pytest
from familyguide.records.notes import find_notes
from small_towns import GUIDE, OFFER, PROVIDER, changed, minimal, read_town

DAY = date(2027, 3, 10)
CONFIRMED = "pruefung: {status: bestaetigt, am: 2027-01-15}\n"


def notes(file: str, text: str, day: date = DAY) -> list[tuple[str, str, int, int, str]]:
    """The notes about one file of the minimal town."""
    return [
        (note.code.removeprefix("note-"), note.field, note.line, note.column, note.severity)
        for note in find_notes(read_town(file, text), day)
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (CONFIRMED, []),
        ("", [("unconfirmed", "pruefung", 1, 1, "note")]),
        ("pruefung: {status: offen}\n", [("unconfirmed", "pruefung", 7, 1, "note")]),
        ("pruefung: {status: angefragt, am: 2027-01-15}\n", [("unconfirmed", "pruefung", 7, 1, "note")]),
        ("pruefung: {status: bestaetigt, am: 2026-03-10}\n", []),
        ("pruefung: {status: angefragt, am: 2027-03-01, zuletzt: 2026-03-10}\n", []),
        (
            "pruefung: {status: angefragt, am: 2027-03-01, zuletzt: 2026-03-09}\n",
            [("overdue", "pruefung", 7, 1, "note")],
        ),
        (
            "pruefung: {status: bestaetigt, am: 2027-03-11}\n",
            [("unconfirmed", "pruefung", 7, 1, "note"), ("review-future", "pruefung.am", 7, 32, "warning")],
        ),
        ("pruefung: {status: bestaetigt, am: 2026-03-09}\n", [("overdue", "pruefung", 7, 1, "note")]),
        (
            "pruefung: {quellen: [{hinweis: x, stand: 2022}]}\n",
            [("unconfirmed", "pruefung", 7, 1, "note"), ("overdue", "pruefung", 7, 1, "note")],
        ),
        (CONFIRMED + "endet: 2027-03-10\n", []),
        (CONFIRMED + "endet: 2027-03-09\n", [("ended", "endet", 8, 1, "note")]),
        (CONFIRMED.replace("2027", "2020") + "endet: 2027-03-09\n", [("ended", "endet", 8, 1, "note")]),
        (CONFIRMED + "beginnt: 2027-03-10\n", []),
        (CONFIRMED + "beginnt: 2027-03-11\n", [("not-begun", "beginnt", 8, 1, "note")]),
    ],
)
def test_what_the_coordination_should_know_of_an_offer(
    fields: str, expected: list[tuple[str, str, int, int, str]]
) -> None:
    """Unconfirmed, overdue, ended and not begun, on one day and not on the next."""
    assert notes(OFFER, minimal(OFFER) + fields) == expected


def test_who_cannot_be_reached_is_told() -> None:
    """Neither the offer nor its provider says how."""
    assert notes(PROVIDER, "name: Elternverein\nart: verein\n")[-1] == ("no-contact", "", 1, 1, "note")


def test_how_often_is_asked_is_up_to_the_town() -> None:
    """A longer interval makes fewer overdue."""
    text = minimal(GUIDE) + "pruefabstand: 100 Jahre\n"

    assert [code for code, *_ in notes(GUIDE, text)] == ["unconfirmed"]


@pytest.mark.parametrize("interval", ["999 Jahre", "0 Monate"])
@pytest.mark.parametrize("stand", ["1900", "2199", "2199-12-31"])
def test_no_date_is_too_far(interval: str, stand: str) -> None:
    """Every date that the check accepts can be reckoned with."""
    guide = minimal(GUIDE) + f"pruefabstand: {interval}\n"
    offer = minimal(OFFER) + f"pruefung: {{quellen: [{{hinweis: x, stand: {stand}}}]}}\nendet: 2199-12-31\n"
    records = read_town(OFFER, offer)
    guide_record = read_town(GUIDE, guide).guide
    assert guide_record is not None

    for record in records.offers:
        assert record.review.due(guide_record.review_interval, DAY) is not None


@pytest.mark.parametrize(
    ("web", "expected"), [("https://forge.example/x", True), ("https://forge.beispiel.de/x", False)]
)
def test_an_address_that_only_stands_in_is_told(web: str, expected: bool) -> None:
    """Until the town has entered its own."""
    text = changed(
        GUIDE, "titel: Familienbuch Sonnenau}", f"titel: Familienbuch, forge: {{art: github, web: '{web}'}}}}"
    )

    assert ("placeholder" in [code for code, *_ in notes(GUIDE, text)]) is expected


def test_notes_are_no_part_of_the_findings() -> None:
    """They depend on the day, findings do not."""
    assert {finding.severity for finding in read_town(OFFER, minimal(OFFER)).findings} <= {"error", "warning"}

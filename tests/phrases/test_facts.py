"""How the facts of an offer read, in plain German."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from familyguide.guide import Guide, Offer
from familyguide.phrases import facts
from familyguide.records.models import AgeRange
from familyguide.records.values import Span
from making import DAY, guide_of, neighbour_guide, offer_record, place_record, provider_record


@pytest.fixture(scope="module")
def guide() -> Guide:
    """The neighbour town on a day in March."""
    return neighbour_guide()


def _offer(*, day: date = DAY, **fields: Any) -> Offer:
    (offer,) = guide_of(offer_record(**fields), day=day).offers
    return offer


# --- small words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")]
)
def test_listed(parts: list[str], expected: str):
    assert facts.listed(parts) == expected


def test_dates_and_hours():
    assert facts.german_date(date(2027, 7, 3)) == "03.07.2027"
    assert [facts.german_time(moment) for moment in (time(9, 30), time(14), time(8, 5), time(0))] == [
        "9:30",
        "14",
        "8:05",
        "0",
    ]


@pytest.mark.parametrize(
    ("start", "end", "past_midnight", "expected"),
    [
        (time(9, 30), time(11), False, "9:30–11 Uhr"),
        (time(15), None, False, "ab 15 Uhr"),
        (time(20), time(6), True, "20 Uhr bis 6 Uhr am nächsten Tag"),
        (time(20), None, True, "ab 20 Uhr"),
    ],
)
def test_clock(start: time, end: time | None, past_midnight: bool, expected: str):
    assert facts.clock(start, end, past_midnight=past_midnight) == expected


# --- regular times --------------------------------------------------------------------------------------------------


def _slots(days: str, **more: Any) -> list[dict[str, Any]]:
    names = {
        "Mo": "montag",
        "Di": "dienstag",
        "Mi": "mittwoch",
        "Do": "donnerstag",
        "Fr": "freitag",
        "Sa": "samstag",
        "So": "sonntag",
        "Ft": "feiertag",
    }
    return [{"tag": names[day], "von": "09:00", "bis": "12:00"} | more for day in days.split()]


@pytest.mark.parametrize(
    ("slots", "days", "details"),
    [
        (_slots("Di"), "Dienstag", "offener Treff"),
        (_slots("Di Mi"), "Di, Mi", "offener Treff"),
        (_slots("Mo Di Mi Do Fr"), "Mo–Fr", "offener Treff"),
        (_slots("Fr Do Mi Di Mo"), "Mo–Fr", "offener Treff"),
        (_slots("Mo Di Mi"), "Mo–Mi", "offener Treff"),
        (_slots("Mo Mi Fr"), "Mo, Mi, Fr", "offener Treff"),
        (_slots("Mo Di Do Fr"), "Mo, Di, Do, Fr", "offener Treff"),
        (_slots("Mo Di Mi Do Fr Sa So"), "Mo–So", "offener Treff"),
        (_slots("Ft"), "Feiertag", "offener Treff"),
        (_slots("Sa So Ft"), "Sa, So, Feiertag", "offener Treff"),
        (_slots("Di Di"), "Dienstag", "offener Treff"),
        (_slots("Mo Di", art="oeffnung"), "Mo, Di", ""),
        (_slots("Di", rhythmus="vierzehntaeglich", art="oeffnung"), "Dienstag", "alle zwei Wochen"),
        (_slots("Sa", rhythmus="monatlich", woche=["2"]), "jeden 2. Samstag im Monat", "offener Treff"),
        (_slots("Sa", rhythmus="monatlich", woche=["letzte"]), "jeden letzten Samstag im Monat", "offener Treff"),
        (
            _slots("Sa", rhythmus="monatlich", woche=["letzte", "3", "1"]),
            "jeden 1., jeden 3. und jeden letzten Samstag im Monat",
            "offener Treff",
        ),
        (
            _slots("Mi Mo", rhythmus="monatlich", woche=["1"]),
            "jeden 1. Montag und Mittwoch im Monat",
            "offener Treff",
        ),
        (_slots("Mo", ferien="ja"), "Montag", "offener Treff, auch in den Schulferien"),
        (_slots("Mo", ferien="nein", hinweis="Väter", art="kurs"), "Montag", "Kurs, nicht in den Schulferien, Väter"),
        (_slots("Mo", art="sprechzeit"), "Montag", "Sprechzeit"),
    ],
)  # fmt: skip
def test_one_group_of_days(slots: list[dict[str, Any]], days: str, details: str):
    """Days with the same hours and the same conditions stand together."""
    (regular,) = facts.regular_times(_offer(zeiten={"regelmaessig": slots}))

    assert (regular.days, regular.clock, regular.details, regular.place) == (days, "9–12 Uhr", details, None)


@pytest.mark.parametrize(
    "other",
    [
        {"von": "10:00"},
        {"bis": "13:00"},
        {"art": "kurs"},
        {"ferien": "ja"},
        {"hinweis": "mit Kaffee"},
        {"rhythmus": "vierzehntaeglich"},
        {"rhythmus": "monatlich", "woche": ["1"]},
        {"ort": "muehlenhaus"},
        {"bis": "08:00", "ueber-mitternacht": "ja"},
    ],
    ids="-".join,
)
def test_what_differs_stands_apart(other: dict[str, Any]):
    """Any difference but the day keeps two times from being told as one."""
    slots = _slots("Mo") + _slots("Di", **other)

    assert len(facts.regular_times(_offer(orte=["muehlenhaus"], zeiten={"regelmaessig": slots}))) == 2


def test_times_in_the_order_of_the_week():
    """By their first day, then by the hour."""
    slots = [
        {"tag": "freitag", "von": "08:00"},
        {"tag": "montag", "von": "14:00"},
        {"tag": "mittwoch", "von": "09:00"},
        {"tag": "montag", "von": "09:00"},
    ]
    times = facts.regular_times(_offer(zeiten={"regelmaessig": slots}))

    assert [(regular.days, regular.clock) for regular in times] == [
        ("Mo, Mi", "ab 9 Uhr"),
        ("Montag", "ab 14 Uhr"),
        ("Freitag", "ab 8 Uhr"),
    ]


def test_times_of_the_neighbour_town(guide: Guide):
    assert facts.regular_times(guide.offer("familiencafe")) == [
        ("Mo–Fr", "9:30–11 Uhr", "offener Treff, nicht in den Schulferien", "Mühlenhaus"),
        ("jeden 1. und jeden letzten Samstag im Monat", "10–12 Uhr", "offener Treff, mit Frühstück", "Bahnhofsladen"),
    ]
    assert facts.regular_times(guide.offer("nachtpraxis")) == [
        ("Fr, Sa", "20 Uhr bis 6 Uhr am nächsten Tag", "Notdienst", None),
        ("Feiertag", "8–20 Uhr", "Notdienst", None),
    ]
    assert facts.regular_times(guide.offer("elternrat")) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "offener Treff"),
        ({"art": "oeffnung"}, ""),
        ({"art": "oeffnung", "rhythmus": "vierzehntaeglich"}, "alle zwei Wochen"),
        ({"rhythmus": "monatlich", "woche": ["2"]}, "offener Treff, jeden 2. Samstag im Monat"),
        ({"art": "kurs", "ferien": "nein", "hinweis": "für Väter"}, "Kurs, nicht in den Schulferien, für Väter"),
    ],
)
def test_details_of_one_meeting(more: dict[str, Any], expected: str):
    offer = _offer(zeiten={"regelmaessig": _slots("Sa", **more)})
    assert offer.record.hours

    assert facts.meeting_details(offer.record.hours.slots[0]) == expected


# --- when, where, for whom in short ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"zeiten": {"immer": "ja", "text": "Anruf genügt"}}, "Tag und Nacht"),
        ({"zeiten": {"text": "nach Vereinbarung"}}, "nach Vereinbarung"),
        ({"zeiten": {"regelmaessig": _slots("Mo"), "text": "und öfter"}}, "Montag 9–12 Uhr"),
        (
            {"zeiten": {"regelmaessig": _slots("Mo") + _slots("Mi", bis="13:00")}},
            "Montag 9–12 Uhr; Mittwoch 9–13 Uhr",
        ),
        (
            {"zeiten": {"regelmaessig": _slots("Mo") + _slots("Mi", bis="13:00") + _slots("Fr", bis="14:00")}},
            "Montag 9–12 Uhr; Mittwoch 9–13 Uhr …",
        ),
        ({"termine": [{"datum": "2027-03-10", "titel": "heute"}]}, "10.03.2027"),
        ({"termine": [{"datum": "2027-03-09"}], "zeiten": {"text": "wieder im Mai"}}, "wieder im Mai"),
        ({"termine": [{"datum": "2027-03-01", "bis-datum": "2027-03-12"}]}, "01.03.2027–12.03.2027"),
        ({"termine": [{"datum": "2027-03-09"}]}, ""),
    ],
    ids=[
        "nothing known",
        "always",
        "words",
        "times before words",
        "two times",
        "more than two times",
        "today",
        "words after the last date",
        "in the middle of a span of days",
        "over",
    ],
)  # fmt: skip
def test_when_in_short(fields: dict[str, Any], expected: str):
    assert facts.when_in_short(_offer(**fields)) == expected


DISTRICTS = {"unterstadt": "Unterstadt", "oberstadt": "Oberstadt"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"orte": ["muehlenhaus"]}, "Mühlenhaus (Unterstadt)"),
        ({"orte": ["turnhalle-oberstadt"]}, "Turnhalle Oberstadt"),
        ({"orte": ["klinik-nebeltal"], "form": ["telefon"]}, "Klinik Nebeltal"),
        ({"orte": ["muehlenhaus", "klinik-nebeltal"]}, "Mühlenhaus (Unterstadt), Klinik Nebeltal"),
        (
            {"orte": ["muehlenhaus", "klinik-nebeltal", "bahnhofsladen", "turnhalle-oberstadt"]},
            "Mühlenhaus (Unterstadt), Klinik Nebeltal und 2 weitere",
        ),
        ({"form": ["vor-ort"]}, ""),
        ({"form": ["telefon", "vor-ort", "chat", "hausbesuch"]}, "am Telefon, im Chat und bei Ihnen zu Hause"),
    ],
)
def test_where_in_short(fields: dict[str, Any], expected: str):
    """A district that the name of the place says already is not said again."""
    assert facts.where_in_short(_offer(**fields), DISTRICTS) == expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ({"von": "6 Monate", "bis": "3 Jahre"}, "Kinder von 6 Monaten bis 3 Jahren"),
        ({"von": "0 Monate", "bis": "3 Jahre"}, "Kinder bis 3 Jahre"),
        ({"von": "1 Jahr", "bis": "18 Monate"}, "Kinder von 1 Jahr bis 18 Monaten"),
        ({"von": "10 Jahre"}, "Kinder ab 10 Jahren"),
        ({"bis": "1 Monat"}, "Kinder bis 1 Monat"),
        ({"von": "0 Jahre"}, ""),
        ({"wessen": "person", "von": "16 Jahre", "bis": "27 Jahre"}, "Menschen von 16 bis 27 Jahren"),
        ({"wessen": "person", "von": "1 Monat"}, "Menschen ab 1 Monat"),
        ({"wessen": "person", "bis": "21 Jahre"}, "Menschen bis 21 Jahre"),
    ],
)
def test_age(age: dict[str, str], expected: str):
    assert facts.age_text(AgeRange.model_validate(age)) == expected


def test_for_whom(guide: Guide):
    assert facts.for_whom(guide.offer("familiencafe")) == "Kinder bis 3 Jahre, Eltern, Großeltern"
    assert facts.for_whom(guide.offer("elternrat")) == "Eltern"
    assert facts.for_whom(guide.offer("wandertag")) == ""


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Menschen aus Nebelfurt"),
        ({"gebiet": "kreis"}, "Menschen aus dem Kreis"),
        ({"gebiet": "bund"}, "alle in Deutschland"),
        ({"gebiet": "stadtteile"}, "Menschen aus diesem Stadtteil"),
        ({"gebiet": "stadtteile", "orte": ["bahnhofsladen", "muehlenhaus"]}, "Unterstadt und Oberstadt"),
    ],
)
def test_area(fields: dict[str, Any], expected: str):
    assert facts.area_text(_offer(**fields), "Nebelfurt") == expected


# --- where ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "lines", "query"),
    [
        (
            {"strasse": "Am Wehr 3 a", "plz": "00417"},
            ["Am Wehr 3 a", "00417 Nebelfurt"],
            "Am Wehr 3 a, 00417 Nebelfurt",
        ),
        ({"strasse": "Am Wehr"}, ["Am Wehr", "Nebelfurt"], "Am Wehr, Nebelfurt"),
        ({"plz": "00417"}, ["00417 Nebelfurt"], None),
        ({}, ["Nebelfurt"], None),
    ],
    ids=["all known", "no post code", "no street", "only the town"],
)
def test_address(fields: dict[str, str], lines: list[str], query: str | None):
    """Without a street there is nothing to look for on a map."""
    place = place_record("da", **fields)

    assert facts.address_lines(place) == lines
    assert facts.route_query(place) == query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nach Vereinbarung", "nach Vereinbarung"),
        ("Oder nach Vereinbarung. Bitte vorher nachfragen.", "Oder nach Vereinbarung."),
        (
            "Ein Satz, der mit vielen Worten erklärt, wann die Stelle im Lauf des Jahres offen ist",
            "Ein Satz, der mit vielen Worten erklärt, wann die Stelle im Lauf des …",
        ),
    ],
)  # fmt: skip
def test_in_short(text: str, expected: str):
    """A card has room for one short sentence."""
    assert facts.in_short(text) == expected


def test_access_says_what_is_known(guide: Guide):
    cafe = guide.offer("familiencafe")

    assert list(facts.access(cafe)) == [
        ("Mühlenhaus", "ohne Stufen erreichbar; kein WC für Rollstuhlfahrer; Rampe im Hof"),
        ("Bahnhofsladen", "nur über Stufen erreichbar"),
    ]
    assert list(facts.access(guide.offer("nachtpraxis"))) == []


def test_access_that_is_not_known_says_nothing():
    place = place_record("da", barrierefrei={"stufenlos": "unbekannt"})
    (offer,) = guide_of(offer_record(orte=["da"]), places=(place,)).offers

    assert list(facts.access(offer)) == []


def test_deliveries():
    """A place that is named needs no "on site" beside it."""
    assert facts.deliveries(_offer(form=["vor-ort", "telefon"], orte=["muehlenhaus"])) == "am Telefon"
    assert facts.deliveries(_offer(form=["vor-ort", "telefon"])) == "vor Ort und am Telefon"
    assert facts.deliveries(_offer()) == ""


# --- cost, languages, contact ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cost", "text", "in_short"),
    [
        (None, "nicht bekannt", ""),
        ({"art": "unbekannt"}, "nicht bekannt", ""),
        ({"art": "kostenlos"}, "kostenlos", "kostenlos"),
        ({"art": "beitrag", "text": "5 Euro"}, "kostet etwas", "kostet etwas"),
        ({"art": "entfaellt"}, "Es kostet nichts: Hier bekommen Sie etwas.", ""),
    ],
)
def test_cost(cost: dict[str, str] | None, text: str, in_short: str):
    offer = _offer(kosten=cost)

    assert facts.cost_text(offer) == text
    assert facts.cost_in_short(offer) == in_short


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"sprachen": [{"code": "de"}]}, "Deutsch"),
        ({"sprachen": [{"code": "tr", "hinweis": "dienstags"}, {"code": "vi"}]}, "Türkisch (dienstags), Vietnamesisch"),
        ({"sprachen": [{"code": "de"}], "sprachen_text": "18 weitere"}, "Deutsch, 18 weitere"),
        ({"dolmetscher": "ja"}, "Es kann jemand dolmetschen"),
        ({"sprachen": [{"code": "de"}], "dolmetscher": "ja"}, "Deutsch. Es kann jemand dolmetschen"),
    ],
)
def test_languages(fields: dict[str, Any], expected: str):
    assert facts.languages_text(_offer(**fields)) == expected


def test_whose_number_it_is():
    """Own numbers need no word; the provider's is its switchboard, and anybody else's says whose it is."""
    guest = provider_record("gast", zentrale="stadt-nebelfurt")
    guide = guide_of(
        offer_record("own", kontakt={"telefone": [{"nummer": "110"}]}),
        offer_record("theirs"),
        offer_record("elsewhere", anbieter="gast"),
        providers=(guest,),
    )
    origins = {offer.id: facts.contact_origin(offer.phones[0], offer) for offer in guide.offers}

    assert origins == {
        "own": "",
        "theirs": "Zentrale des Anbieters",
        "elsewhere": "Zentrale: Stadt Nebelfurt, Familienbüro",
    }


# --- how sure, and what one must know first -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confidence", "words"),
    [("hoch", "sehr wahrscheinlich"), ("mittel", "ist wahrscheinlich"), ("gering", "nicht sicher")],
)
def test_unconfirmed_offer_says_how_likely_it_is(confidence: str, words: str):
    assert words in facts.review_text(_offer(pruefung={"sicherheit": confidence}))


def test_how_old_and_how_sure(guide: Guide):
    cafe, rescue = guide.offer("familiencafe"), guide.offer("schutzwohnung")

    assert facts.as_of_text(cafe) == "Stand der Angaben: 15.01.2027"
    assert facts.review_text(cafe) == (
        "Der Anbieter hat diese Angaben am 15.01.2027 bestätigt. Auskunft gab: Familienbüro."
    )
    assert facts.as_of_text(rescue) == "Stand der Angaben: 2026"
    assert facts.review_text(rescue).startswith("Wir haben beim Anbieter nachgefragt")
    assert facts.as_of_text(guide.offer("elternrat")) == "Stand der Angaben: 2024"
    assert facts.as_of_text(guide.offer("wandertag")) == "Stand der Angaben: unbekannt"
    assert facts.review_text(guide.offer("wandertag")).startswith("Der Anbieter hat diese Angaben noch nicht bestätigt")


def test_overdue():
    assert facts.overdue_text(Span(1, "Jahre")) == "Die Angaben sind älter als 1 Jahr und müssen neu geprüft werden."
    assert "24 Monate" in facts.overdue_text(Span(24, "Monate"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"endet": "2027-03-09"}, ["Dieses Angebot ist am 09.03.2027 zu Ende gegangen."]),
        ({"endet": "2027-03-10"}, []),
        ({"beginnt": "2027-03-11"}, ["Dieses Angebot beginnt am 11.03.2027."]),
        ({"status": {"art": "voll"}}, ["Zurzeit voll belegt"]),
        ({"status": {"art": "voll", "text": "Warteliste."}}, ["Zurzeit voll belegt. Warteliste."]),
        (
            {"status": {"art": "pausiert", "bis": "2027-04-30", "text": "Umbau"}},
            ["Macht gerade Pause, voraussichtlich bis 30.04.2027. Umbau"],
        ),
        ({"status": {"art": "pausiert", "bis": "2027-03-09"}}, []),
        (
            {"endet": "2027-03-09", "status": {"art": "pausiert"}},
            ["Dieses Angebot ist am 09.03.2027 zu Ende gegangen."],
        ),
        (
            {"beginnt": "2027-04-01", "status": {"art": "voll"}},
            ["Dieses Angebot beginnt am 01.04.2027.", "Zurzeit voll belegt"],
        ),
    ],
    ids=[
        "all is well",
        "over",
        "the last day",
        "not begun",
        "full",
        "full, with words",
        "pausing until",
        "the pause is over",
        "over, so the pause says nothing",
        "not begun, and full already",
    ],
)
def test_notices(fields: dict[str, Any], expected: list[str]):
    assert list(facts.notices(_offer(**fields))) == expected

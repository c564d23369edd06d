"""The guide: all records of a town on one day, linked, sorted, looked up."""

from __future__ import annotations

from datetime import date

import pytest
from familyguide.guide import MOST_RELATED, ContactPoint, Guide, Offer, german_sort_key
from familyguide.records.models import AgeRange, Emergency
from familyguide.records.values import PartialDate, Span, Weekday
from making import (
    DAY,
    guide_of,
    neighbour_guide,
    neighbour_town,
    offer_record,
    place_record,
    provider_record,
)


@pytest.fixture(scope="module")
def guide() -> Guide:
    """The neighbour town on a day in March."""
    return neighbour_guide()


def _ids(offers: tuple[Offer, ...]) -> list[str]:
    return [offer.id for offer in offers]


def _only(guide: Guide) -> Offer:
    (offer,) = guide.offers
    return offer


# --- order ----------------------------------------------------------------------------------------------------------


def test_german_order():
    """Umlauts stand with their vowels and ß with ss; case, marks and hyphens decide nothing."""
    in_order = ["Ahorn", "Ähre", "ahrtal", "Öl", "Oma", "»Omas Liga«", "Strasse 1", "Straße 2", "Über uns", "Uhr"]

    assert sorted(sorted(in_order), key=german_sort_key) == in_order


def test_equal_letters_keep_one_order():
    """What differs in its marks only still has one order, whichever way it came."""
    assert sorted(["Bar", "Bär"], key=german_sort_key) == sorted(["Bär", "Bar"], key=german_sort_key)


def test_offers_in_the_german_alphabet(guide: Guide):
    titles = [offer.title for offer in guide.offers]

    assert titles[:4] == ["Ahornhaus-Lernhilfe", "Ähren-Turnen", "Anmeldeportal der Stadt", "Elternrat"]


def test_the_order_of_files_changes_nothing():
    one, two, three = (offer_record(f"a-{number}", titel="Gleich") for number in (1, 2, 3))

    assert _ids(guide_of(three, one, two).offers) == _ids(guide_of(two, three, one).offers) == ["a-1", "a-2", "a-3"]


def test_terms_follow_the_vocabulary(guide: Guide):
    """Stages and districts in the order of the town, not of the record; topics as the record ranks them."""
    cafe = guide.offer("familiencafe")

    assert [stage.id for stage in cafe.stages] == ["willkommen", "kleine"]
    assert [district.id for district in cafe.districts] == ["unterstadt", "oberstadt"]
    assert [topic.id for topic in cafe.topics] == ["treffen", "rat-und-hilfe"]
    assert [topic.id for topic in guide.offer("elternrat").topics] == ["rat-und-hilfe", "treffen"]


# --- linking and look-ups -------------------------------------------------------------------------------------------


def test_linked_records(guide: Guide):
    cafe = guide.offer("familiencafe")

    assert cafe.provider.name == "Stadt Nebelfurt, Familienbüro"
    assert cafe.provider.kind.title == "Rathaus"
    assert [place.name for place in cafe.provider.places] == ["Mühlenhaus"]
    assert [partner.id for partner in cafe.partners] == ["verband-nebelkinder"]
    assert [place.name for place in cafe.places] == ["Mühlenhaus", "Bahnhofsladen"]
    assert [(spoken.term.title, spoken.note) for spoken in cafe.languages] == [
        ("Deutsch", None),
        ("Türkisch", "dienstags"),
        ("Vietnamesisch", None),
    ]
    assert [group.title for group in cafe.target_groups] == ["Eltern", "Großeltern"]
    assert [reduction.title for reduction in guide.offer("aehrenturnen").reductions] == [
        "Familienpass",
        "Geschwisterrabatt",
    ]
    assert guide.offer("elternrat").provider.parent_name == "Verband Nebelkinder"


def test_a_reference_into_nothing_is_refused():
    """The check has told it before; nothing is linked half."""
    with pytest.raises(KeyError):
        guide_of(offer_record(anbieter="niemand"))


def test_look_ups(guide: Guide):
    assert _ids(guide.in_stage("fast-erwachsen")) == ["lernhilfe", "nachtpraxis", "wandertag"]
    assert _ids(guide.in_topic("bewegung")) == ["aehrenturnen", "ferienspiele"]
    assert _ids(guide.in_stage_and_topic("schulkinder", "rat-und-hilfe")) == [
        "anmeldeportal",
        "elternrat",
        "nachtpraxis",
    ]
    assert _ids(guide.in_district("unterstadt")) == ["familiencafe"]
    assert _ids(guide.of_provider("verband-nebelkinder")) == [
        "lernhilfe",
        "aehrenturnen",
        "ferienspiele",
        "familiencafe",
        "wandertag",
    ]


def test_what_is_not_there_is_found_nowhere(guide: Guide):
    nothing = "gibt-es-nicht"

    assert guide.in_stage(nothing) == guide.in_topic(nothing) == guide.in_district(nothing) == ()
    assert guide.in_stage_and_topic("kleine", nothing) == guide.of_provider(nothing) == ()


def test_every_look_up_agrees_with_the_offers(guide: Guide):
    """Each offer is found by each of its terms, and by no other."""
    for stage in guide.stages:
        assert guide.in_stage(stage.id) == tuple(o for o in guide.offers if stage in o.stages)
        for topic in guide.topics:
            assert guide.in_stage_and_topic(stage.id, topic.id) == tuple(
                o for o in guide.in_topic(topic.id) if stage in o.stages
            )
    for district in guide.districts:
        assert guide.in_district(district.id) == tuple(o for o in guide.offers if district in o.districts)


def test_town_look_ups(guide: Guide):
    assert guide.town.name == "Nebelfurt"
    assert guide.publisher is not None
    assert guide.publisher.id == "stadt-nebelfurt"
    assert guide.help_offer is guide.offer("anmeldeportal")


def test_without_publisher_and_help_offer():
    town = neighbour_town()
    plain = town.town.model_copy(update={"publisher": None, "help_offer": None})
    guide = guide_of(offer_record(), town=neighbour_town(town=plain))

    assert guide.publisher is None
    assert guide.help_offer is None


def test_a_place_outside_of_the_districts_has_none(guide: Guide):
    assert guide.offer("nachtpraxis").districts == ()


# --- contact --------------------------------------------------------------------------------------------------------

CALL = {"telefone": [{"nummer": "069 90009-1", "hinweis": "abends"}, {"nummer": "110"}]}
MAIL = {"email": "hier@nebelfurt.example"}
WEB = {"web": "https://hier.nebelfurt.example/x"}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (None, {"phones": "stadt-nebelfurt", "emails": "stadt-nebelfurt", "webs": "stadt-nebelfurt"}),
        (CALL, {"phones": None, "emails": "stadt-nebelfurt", "webs": "stadt-nebelfurt"}),
        (MAIL, {"phones": "stadt-nebelfurt", "emails": None, "webs": "stadt-nebelfurt"}),
        (WEB, {"phones": "stadt-nebelfurt", "emails": "stadt-nebelfurt", "webs": None}),
        (CALL | MAIL | WEB, {"phones": None, "emails": None, "webs": None}),
    ],
    ids=["nothing of its own", "own phone", "own mail", "own web", "all its own"],
)
def test_contact_comes_key_by_key(own: dict | None, expected: dict[str, str | None]):
    """What an offer does not say itself comes from its provider, and tells so."""
    offer = _only(guide_of(offer_record(kontakt=own)))

    for kind, origin in expected.items():
        points: tuple[ContactPoint, ...] = getattr(offer, kind)
        assert points
        assert {point.of.id if point.of else None for point in points} == {origin}


def test_own_contact_as_written_and_as_dialled():
    offer = _only(guide_of(offer_record(kontakt=CALL | MAIL | WEB)))

    assert offer.phones == (ContactPoint("069 90009-1", "tel:+4969900091", "abends"), ContactPoint("110", "tel:110"))
    assert offer.emails == (ContactPoint("hier@nebelfurt.example", "mailto:hier@nebelfurt.example"),)
    assert offer.webs == (ContactPoint("https://hier.nebelfurt.example/x", "https://hier.nebelfurt.example/x"),)


def test_own_numbers_are_not_mixed_with_the_switchboard():
    """One number of its own is enough: the switchboard's are not put beside it."""
    offer = _only(guide_of(offer_record(kontakt={"telefone": [{"nummer": "069 90009-1"}]})))

    assert [point.text for point in offer.phones] == ["069 90009-1"]


def test_somebody_elses_switchboard_helps_with_phones_only(guide: Guide):
    """The provider has a web page but no number; its switchboard gives the number, and no mail address."""
    offer = guide.offer("elternrat")

    assert [(p.text, p.note, p.of.id if p.of else None) for p in offer.phones] == [
        ("069 90009-100", "vormittags", "stadt-nebelfurt")
    ]
    assert offer.emails == ()
    assert [(p.uri, p.of.id if p.of else None) for p in offer.webs] == [
        ("https://wehr.nebelkinder.example/", "beratung-am-wehr")
    ]


def test_own_number_of_the_provider_goes_before_its_switchboard():
    provider = provider_record("laden", zentrale="stadt-nebelfurt", kontakt={"telefone": [{"nummer": "069 90009-7"}]})
    offer = _only(guide_of(offer_record(anbieter="laden"), providers=(provider,)))

    assert [(p.text, p.of.id if p.of else None) for p in offer.phones] == [("069 90009-7", "laden")]


def test_the_organisation_behind_gives_no_contact():
    """Only a named switchboard does: nobody answers there for everything below it."""
    provider = provider_record("laden", traeger="stadt-nebelfurt")
    offer = _only(guide_of(offer_record(anbieter="laden"), providers=(provider,)))

    assert offer.phones == offer.emails == offer.webs == ()


def test_a_switchboard_without_a_number():
    provider = provider_record("laden", zentrale="verband-nebelkinder")

    assert _only(guide_of(offer_record(anbieter="laden"), providers=(provider,))).phones == ()


# --- the day --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "not_begun", "ended"),
    [
        (date(2027, 3, 9), True, False),
        (date(2027, 3, 10), False, False),
        (date(2027, 3, 20), False, False),
        (date(2027, 3, 21), False, True),
    ],
    ids=["the day before", "the first day", "the last day", "the day after"],
)
def test_begin_and_end_include_their_days(day: date, not_begun: bool, ended: bool):
    offer = _only(guide_of(offer_record(beginnt="2027-03-10", endet="2027-03-20"), day=day))

    assert (offer.not_begun, offer.ended) == (not_begun, ended)


def test_without_dates_an_offer_is_always_there():
    offer = _only(guide_of(offer_record()))

    assert not any((offer.not_begun, offer.ended, offer.unavailable, offer.overdue, offer.confirmed))


@pytest.mark.parametrize(
    ("until", "unavailable"),
    [(None, True), ("2027-03-09", False), ("2027-03-10", True), ("2027-03-11", True)],
)
def test_a_pause_lasts_until_its_last_day(until: str | None, unavailable: bool):
    status = {"art": "pausiert"} | ({"bis": until} if until else {})

    assert _only(guide_of(offer_record(status=status))).unavailable is unavailable


CONFIRMED = {"status": "bestaetigt", "am": "2026-01-15"}


@pytest.mark.parametrize(
    ("review", "as_of"),
    [
        ({}, None),
        ({"quellen": [{"hinweis": "Anruf"}]}, None),
        ({"quellen": [{"hinweis": "a", "stand": "2022"}, {"hinweis": "b"}]}, PartialDate(2022)),
        (
            {"quellen": [{"hinweis": "a", "stand": "2024-05"}, {"hinweis": "b", "stand": "2024-04-30"}]},
            PartialDate(2024, 5),
        ),
        (
            {"quellen": [{"hinweis": "a", "stand": "2024"}, {"hinweis": "b", "stand": "2024-12-30"}]},
            PartialDate(2024),
        ),
        (
            {"quellen": [{"hinweis": "a", "stand": "2024-12"}, {"hinweis": "b", "stand": "2025-01-01"}]},
            PartialDate(2025, 1, 1),
        ),
        (CONFIRMED | {"quellen": [{"hinweis": "neuer", "stand": "2026-12"}]}, PartialDate(2026, 1, 15)),
        ({"status": "angefragt", "am": "2026-06-01"}, None),
        ({"status": "angefragt", "am": "2026-06-01", "zuletzt": "2025-05-01"}, PartialDate(2025, 5, 1)),
        ({"status": "bestaetigt", "am": "2062-06-01"}, None),
        (
            {"status": "angefragt", "am": "2026-06-01", "quellen": [{"hinweis": "a", "stand": "2021-03"}]},
            PartialDate(2021, 3),
        ),
    ],
    ids=[
        "nothing known",
        "source without a date",
        "the one dated source",
        "the newest source",
        "a whole year may mean its last day",
        "the newest source over New Year",
        "the confirmation before any source",
        "asking confirms nothing",
        "asking again takes nothing back",
        "a day to come confirms nothing",
        "asking changes no date",
    ],
)
def test_as_of(review: dict, as_of: PartialDate | None):
    """The day of confirmation, else the newest dated source, else not known."""
    offer = _only(guide_of(offer_record(pruefung=review)))

    assert offer.as_of == as_of


@pytest.mark.parametrize(
    ("day", "overdue"), [(date(2028, 1, 14), False), (date(2028, 1, 15), False), (date(2028, 1, 16), True)]
)
def test_overdue_after_the_interval_of_the_town(day: date, overdue: bool):
    """Confirmed on 15 January 2026, looked at every 24 months."""
    assert _only(guide_of(offer_record(pruefung=CONFIRMED), day=day)).overdue is overdue


def test_the_interval_counts_from_the_first_day_that_a_date_can_mean():
    sources = {"quellen": [{"hinweis": "Faltblatt", "stand": "2025"}]}

    assert not _only(guide_of(offer_record(pruefung=sources), day=date(2027, 1, 1))).overdue
    assert _only(guide_of(offer_record(pruefung=sources), day=date(2027, 1, 2))).overdue


def test_another_interval():
    town = neighbour_town(review_interval=Span(1, "Monate"))
    offer = offer_record(pruefung={"status": "bestaetigt", "am": "2027-01-31"})

    assert not _only(guide_of(offer, town=town, day=date(2027, 2, 28))).overdue
    assert _only(guide_of(offer, town=town, day=date(2027, 3, 1))).overdue


def test_what_has_ended_needs_no_review(guide: Guide):
    assert not guide.offer("aehrenturnen").overdue
    assert guide.offer("elternrat").overdue


# --- questions about an offer ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "months"),
    [
        (None, None),
        ({"wessen": "person", "von": "16 Jahre"}, None),
        ({"von": "0 Monate", "bis": "3 Jahre"}, (0, 47)),
        ({"bis": "6 Monate"}, (0, 6)),
        ({"von": "18 Monate", "bis": "18 Monate"}, (18, 18)),
        ({"von": "6 Jahre"}, (72, 1200)),
        ({"von": "1 Jahr", "bis": "1 Jahr"}, (12, 23)),
    ],
    ids=["any age", "age of the person", "until the fourth birthday", "months", "one month", "no end", "one year"],
)
def test_child_months_include_the_last(age: dict | None, months: tuple[int, int] | None):
    assert _only(guide_of(offer_record(alter=age))).child_months == months


@pytest.mark.parametrize(("month", "included"), [(5, False), (6, True), (47, True), (48, False)])
def test_who_is_three_is_so_until_the_fourth_birthday(month: int, included: bool):
    age = AgeRange.model_validate({"von": "6 Monate", "bis": "3 Jahre"})

    assert age.includes(month) is included


def test_free_and_without_registration():
    free = offer_record("frei", kosten={"art": "kostenlos"}, anmeldung={"art": "ohne"})
    partly = offer_record("teils", kosten={"art": "teilweise"}, anmeldung={"art": "anrufen"})
    benefit = offer_record("geld", kosten={"art": "entfaellt"})
    guide = guide_of(free, partly, benefit, offer_record("still"))

    assert [offer.id for offer in guide.offers if offer.free] == ["frei"]
    assert [offer.id for offer in guide.offers if offer.without_registration] == ["frei"]


def test_weekdays_in_the_order_of_the_week():
    slots = [{"tag": day, "von": "10:00"} for day in ("feiertag", "freitag", "montag", "freitag")]
    offer = _only(guide_of(offer_record(zeiten={"regelmaessig": slots})))

    assert offer.weekdays == (Weekday.MONDAY, Weekday.FRIDAY, Weekday.HOLIDAY)


def test_day_and_night_is_every_day(guide: Guide):
    assert guide.offer("schutzwohnung").weekdays == tuple(Weekday)
    assert guide.offer("elternrat").weekdays == guide.offer("wandertag").weekdays == ()


def test_coming_dates_the_next_one_first(guide: Guide):
    """A date counts as coming until its last day is over."""
    assert [event.title for event in guide.offer("ferienspiele").coming_dates] == ["Fest zum Beginn", "Nebelspiele"]
    later = neighbour_guide(date(2027, 7, 30)).offer("ferienspiele")
    assert [event.title for event in later.coming_dates] == ["Nebelspiele"]
    assert neighbour_guide(date(2027, 7, 31)).offer("ferienspiele").coming_dates == ()


def test_dates_of_one_day_by_their_hour():
    dates = [{"datum": "2027-04-01", "von": "15:00"}, {"datum": "2027-04-01", "von": "09:00"}, {"datum": "2027-04-01"}]
    offer = _only(guide_of(offer_record(termine=dates)))

    assert [event.start.hour if event.start else None for event in offer.coming_dates] == [None, 9, 15]


def test_slug(guide: Guide):
    """The address of a sensitive offer says nothing; that of any other is its id."""
    assert guide.offer("schutzwohnung").slug == "hilfe-01"
    assert guide.offer("familiencafe").slug == "familiencafe"


def _meetings(guide: Guide) -> dict[Weekday, list[str]]:
    return {day: [meeting.offer.id for meeting in meetings] for day, meetings in guide.week if meetings}


def test_the_week_by_day_and_time():
    slots = [{"tag": "montag", "von": "10:00"}, {"tag": "montag", "von": "08:00"}, {"tag": "feiertag", "von": "12:00"}]
    guide = guide_of(
        offer_record("b", zeiten={"regelmaessig": slots}),
        offer_record("a", zeiten={"regelmaessig": slots[:1]}),
        offer_record("c", zeiten={"immer": "ja"}),
    )

    assert [day for day, _ in guide.week] == list(Weekday)
    assert _meetings(guide) == {Weekday.MONDAY: ["b", "a", "b"], Weekday.HOLIDAY: ["b"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"sensibel": "ja", "adresse": "hilfe-9"},
        {"endet": "2027-03-09"},
        {"beginnt": "2027-03-11"},
        {"status": {"art": "pausiert"}},
    ],
    ids=["sensitive", "over", "not begun", "pausing"],
)
def test_what_stays_out_of_the_week(fields: dict):
    offer = offer_record(zeiten={"regelmaessig": [{"tag": "montag", "von": "10:00"}]}, **fields)

    assert _meetings(guide_of(offer)) == {}


def test_what_is_full_still_takes_place():
    slots = [{"tag": "montag", "von": "10:00"}]

    assert _meetings(guide_of(offer_record(zeiten={"regelmaessig": slots}, status={"art": "voll"})))


@pytest.mark.parametrize(
    ("places", "named", "expected"),
    [
        ([], None, None),
        (["muehlenhaus"], None, "muehlenhaus"),
        (["muehlenhaus", "bahnhofsladen"], None, None),
        (["muehlenhaus", "bahnhofsladen"], "bahnhofsladen", "bahnhofsladen"),
    ],
    ids=["no place", "the only place", "one of several", "the place of the time"],
)
def test_where_a_meeting_is(places: list[str], named: str | None, expected: str | None):
    slot = {"tag": "montag", "von": "10:00"} | ({"ort": named} if named else {})
    guide = guide_of(offer_record(orte=places, zeiten={"regelmaessig": [slot]}))
    (meeting,) = guide.week[0][1]

    assert (meeting.place.id if meeting.place else None) == expected


# --- helplines ------------------------------------------------------------------------------------------------------


def _helplines(*offers, names: tuple[str, ...]) -> list[str]:
    emergency = Emergency(id="krank", titel="Krank", hilfen=names)
    return _ids(guide_of(*offers).helplines(emergency))


def test_helplines_named_by_the_town_come_first_in_its_order():
    offers = [
        offer_record("a", notlagen=["krank"]),
        offer_record("b", notlagen=["krank"]),
        offer_record("c"),
        offer_record("d", notlagen=["bedroht"]),
    ]

    assert _helplines(*offers, names=("c", "b")) == ["c", "b", "a"]
    assert _helplines(*offers, names=()) == ["a", "b"]


def test_helplines_that_are_gone():
    """What has ended helps nobody; a helpline whose record is missing keeps nobody from the others."""
    over = offer_record("over", notlagen=["krank"], endet="2027-03-09")

    assert _helplines(over, offer_record("b"), names=("over", "missing", "b")) == ["b"]


# --- what is related ------------------------------------------------------------------------------------------------


def test_related_shares_the_main_topic_and_a_stage():
    me = offer_record("me", themen=["treffen", "lernen"])
    guide = guide_of(
        me,
        offer_record("same"),
        offer_record("also", themen=["lernen", "treffen"]),
        offer_record("other-topic", themen=["wandern"]),
        offer_record("second-topic-only", themen=["lernen"]),
        offer_record("other-stage", lebensphasen=["fast-erwachsen"]),
        offer_record("over", endet="2027-03-09"),
    )

    assert _ids(guide.related(guide.offer("me"))) == ["also", "same"]


def test_related_ranks_by_what_is_shared():
    """More topics before the same place before the alphabet; at most four."""
    me = offer_record("me", themen=["treffen", "lernen"], orte=["muehlenhaus"])
    others = [offer_record(f"plain-{letter}") for letter in "cab"]
    near = offer_record("near", orte=["muehlenhaus"])
    twin = offer_record("twin", themen=["treffen", "lernen"])
    guide = guide_of(*others, me, near, twin)

    assert _ids(guide.related(guide.offer("me"))) == ["twin", "near", "plain-a", "plain-b"]
    assert MOST_RELATED == 4


def test_nothing_leads_to_or_from_a_sensitive_offer():
    secret = offer_record("secret", sensibel="ja", adresse="hilfe-9", lebensphasen=["kleine"])
    guide = guide_of(secret, offer_record("a"), offer_record("b"))

    assert guide.related(guide.offer("secret")) == ()
    assert _ids(guide.related(guide.offer("a"))) == ["b"]


# --- providers ------------------------------------------------------------------------------------------------------


def test_providers_by_name(guide: Guide):
    assert [provider.name for provider in guide.providers] == [
        "Beratung am Wehr",
        "Stadt Nebelfurt, Familienbüro",
        "Verband Nebelkinder",
    ]


def test_a_provider_with_nothing_but_sensitive_offers_has_no_page(guide: Guide):
    haven = guide.offer("schutzwohnung").provider

    assert not guide.has_page(haven)
    assert haven not in guide.providers


def test_one_open_offer_gives_a_provider_a_page():
    secret = offer_record("secret", anbieter="haus-zuflucht", sensibel="ja", adresse="hilfe-9")
    guide = guide_of(secret, offer_record("open", anbieter="haus-zuflucht"))

    assert [provider.id for provider in guide.providers] == ["haus-zuflucht"]


def test_a_partner_has_a_page_and_a_provider_without_offers_none():
    guide = guide_of(offer_record(partner=["verband-nebelkinder"]))

    assert [provider.id for provider in guide.providers] == ["stadt-nebelfurt", "verband-nebelkinder"]
    assert _ids(guide.of_provider("verband-nebelkinder")) == ["treff"]


def test_partner_of_a_sensitive_offer_only_has_no_page():
    secret = offer_record("secret", partner=["verband-nebelkinder"], sensibel="ja", adresse="hilfe-9")
    guide = guide_of(secret)

    assert guide.providers == ()


def test_a_guide_without_offers():
    """An empty town is a town."""
    guide = guide_of(places=(place_record("leer"),), day=DAY)

    assert guide.offers == guide.providers == ()
    assert guide.in_stage("kleine") == ()

"""What pages say to machines: true, in the vocabulary's own terms, and nothing about sensitive offers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from built_site import ADDRESS, BuiltSite, built
from familyguide.guide import Guide
from familyguide.records.load import load_records
from familyguide.site import urls
from familyguide.site.structured import MOST_EVENTS, home_nodes, offer_nodes, script_text
from hypothesis import given
from hypothesis import strategies as st
from making import DAY, PROJECT, guide_of, neighbour_town, offer_record, place_record, provider_record
from parsed_page import Element, parsed
from schema_org import problems

HOSTILE = "</script><script>alert(1)</script> <!-- & \" ' \\ {{ x }} \u2028\u2029 ]]> <b>مرحبا</b>"
CITY = {"@type": "City", "name": "Nebelfurt"}


def address(url: str) -> str:
    return ADDRESS.rstrip("/") + url


def data(page: Element) -> list[dict[str, Any]]:
    """What the page says to machines."""
    scripts = page.all("script", type="application/ld+json")
    return [node for script in scripts for node in json.loads(script.text)["@graph"]]


def nodes_of(guide: Guide) -> list[dict[str, Any]]:
    """What is said about the only offer of a guide."""
    (offer,) = guide.offers
    return offer_nodes(guide, offer, address)


def service_of(guide: Guide) -> dict[str, Any]:
    return nodes_of(guide)[0]


def hostile_guide() -> Guide:
    """A guide with everything an offer can say, and a text in each field that wants to break out."""
    town = neighbour_town()
    terms = tuple(term.model_copy(update={"title": HOSTILE, "description": HOSTILE}) for term in town.stages)
    town = town.model_copy(
        update={
            "stages": terms,
            "town": town.town.model_copy(update={"name": HOSTILE, "title": HOSTILE, "subtitle": HOSTILE}),
            "target_groups": tuple(group.model_copy(update={"title": HOSTILE}) for group in town.target_groups),
        }
    )
    place = place_record("halle", plz="00417", stadtteil="unterstadt").model_copy(
        update={"name": HOSTILE, "street": HOSTILE, "town": HOSTILE}
    )
    provider = provider_record("verein", traeger="stadt-nebelfurt", kontakt={"email": "a@verein.example"})
    offer = offer_record(
        "treff",
        anbieter="verein",
        gebiet="stadtteile",
        orte=["halle", "muehlenhaus"],
        zielgruppen=["eltern"],
        alter={"von": "6 Monate", "bis": "3 Jahre"},
        zeiten={"regelmaessig": [{"tag": "montag", "von": "09:00", "bis": "10:00"}]},
        termine=[{"datum": "2027-03-12", "von": "10:00", "bis": "11:00"}],
        kosten={"art": "kostenlos"},
        sprachen=[{"code": "tr"}],
        kontakt={"telefone": [{"nummer": "110"}], "web": "https://verein.example/?a=1&b=2"},
    )
    offer = offer.model_copy(update={"title": HOSTILE, "summary": HOSTILE})
    return guide_of(
        offer,
        providers=(provider.model_copy(update={"name": HOSTILE}),),
        places=(place,),
        town=town,
    )


@pytest.fixture(scope="module")
def hostile() -> BuiltSite:
    """The site of that guide."""
    return built(hostile_guide())


# --- the vocabulary -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["neighbour", "hostile"])
def test_everything_is_said_in_terms_of_the_vocabulary(site: str, request: pytest.FixtureRequest):
    built_site: BuiltSite = request.getfixturevalue(site)
    said = [node for page in built_site.trees.values() for node in data(page)]
    known = {node["@id"]: node["@type"] for node in _all_nodes(said) if "@id" in node and "@type" in node}

    kinds = {node["@type"] for node in _all_nodes(said) if "@type" in node}

    assert {"GovernmentService", "WebSite", "GovernmentOrganization", "BreadcrumbList", "Event"} <= kinds
    assert not [problem for node in said for problem in problems(node, known)]


def test_so_is_everything_about_the_offers_of_this_town():
    records = load_records(PROJECT)
    assert records.guide
    guide = Guide(records.guide, records.offers, records.providers, records.places, DAY)
    said = [
        *home_nodes(guide, address),
        *(node for offer in guide.offers for node in offer_nodes(guide, offer, address)),
    ]
    known = {node["@id"]: node["@type"] for node in _all_nodes(said) if "@id" in node and "@type" in node}

    assert len(said) > len(guide.offers) / 2
    assert not [problem for node in said for problem in problems(node, known)]


def _all_nodes(value: Any) -> list[dict[str, Any]]:
    """All nodes in a value, however deep."""
    if isinstance(value, list):
        return [node for single in value for node in _all_nodes(single)]
    if isinstance(value, dict):
        return [value, *(node for single in value.values() for node in _all_nodes(single))]
    return []


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Club", "name": "a"},
        {"name": "a"},
        {"@type": "Service", "startDate": "2027-01-01"},
        {"@type": "Service", "name": 3},
        {"@type": "Service", "name": []},
        {"@type": "Service", "provider": "Verein"},
        {"@type": "Service", "provider": CITY},
        {"@type": "Service", "provider": {"@type": "Organization", "price": 0}},
        {"@type": "Service", "provider": {"@id": "https://nobody.example/"}},
        {"@type": "Service", "provider": {"@id": "https://city.example/"}},
        {"@type": "Event", "startDate": "27.01.2027"},
        {"@type": "Event", "isAccessibleForFree": "true"},
        {"@type": "OpeningHoursSpecification", "opens": "25:00"},
        {"@type": "OpeningHoursSpecification", "dayOfWeek": "https://schema.org/Holiday"},
        {"@type": "WebSite", "query-input": "required name=q"},
    ],
)
def test_the_check_of_the_vocabulary_finds_mistakes(node: dict[str, Any]):
    assert list(problems(node, {"https://city.example/": "City"}))


# --- escaping -------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_gets_out_of_its_script(text: str):
    script = script_text([{"name": text, text: 1}])
    page = parsed(f'<script type="application/ld+json">{script}</script><p>after</p>')

    assert data(page) == [{"name": text, text: 1}]
    assert page.one("p").text == "after"
    assert not set(script) & set("<>&\u2028\u2029")


def test_hostile_texts_arrive_as_they_are(hostile: BuiltSite):
    (offer,) = hostile.guide.offers
    service, event, trail = data(hostile.page(urls.offer_url(offer)))

    assert service["name"] == service["description"] == service["provider"]["name"] == event["name"] == HOSTILE
    assert trail["itemListElement"][-1]["name"] == HOSTILE
    assert not [
        script
        for page in hostile.trees.values()
        for script in page.all("script")
        if script.get("type") != "application/ld+json" and "alert" in script.text
    ]


# --- who says something, and who does not -----------------------------------------------------------------------------


def test_pages_that_nobody_may_list_say_nothing(neighbour: BuiltSite):
    hidden = [url for url, page in neighbour.pages.items() if not page.listed]

    assert {"/angebote/hilfe-01/", "/angebote/hilfe-alt/", "/angebote/kita-navigator/", "/404.html"} <= set(hidden)
    assert not [url for url in hidden if data(neighbour.page(url))]


def test_nobody_speaks_of_a_sensitive_offer(neighbour: BuiltSite):
    scripts = [script for page in neighbour.trees.values() for script in page.all("script", type="application/ld+json")]
    said = "".join(script.text for script in scripts)

    assert "Ferienspiele" in said
    assert not [word for word in ("Schutzwohnung", "schutzwohnung", "hilfe-01", "Zuflucht", "bedroht") if word in said]


def test_a_sensitive_offer_has_no_data_of_its_own():
    assert nodes_of(guide_of(offer_record(sensibel="ja", adresse="hilfe-02"))) == []


def test_a_site_without_address_says_nothing(neighbour: BuiltSite):
    site = built(neighbour.guide, address="")

    assert not [url for url, page in site.trees.items() if data(page)]


def test_the_trail_is_the_one_that_readers_see(neighbour: BuiltSite):
    for url, page in neighbour.pages.items():
        if not page.listed or url == urls.HOME:
            continue
        (trail,) = [node for node in data(neighbour.page(url)) if node["@type"] == "BreadcrumbList"]
        items = trail["itemListElement"]
        seen = [item.words for item in neighbour.page(url).one("nav", class_="trail").all("li")]

        assert [item["name"] for item in items] == seen
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert items[0]["item"] == ADDRESS
        assert items[-1]["item"] == address(url)


def test_the_start_page_tells_how_to_search_and_who_publishes(neighbour: BuiltSite):
    site, publisher = data(neighbour.page(urls.HOME))

    assert site["potentialAction"]["target"]["urlTemplate"] == f"{ADDRESS}angebote/?q={{suchwort}}"
    assert site["potentialAction"]["query-input"] == "required name=suchwort"
    assert publisher == {
        "@type": "GovernmentOrganization",
        "@id": f"{ADDRESS}anbieter/stadt-nebelfurt/",
        "name": "Stadt Nebelfurt, Familienbüro",
        "url": "https://www.nebelfurt.example/familien",
        "telephone": "+496990009100",
        "email": "familien@nebelfurt.example",
        "areaServed": CITY,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Am Wehr 3 a",
            "postalCode": "00417",
            "addressLocality": "Nebelfurt",
        },
    }
    assert site["publisher"] == {"@id": publisher["@id"]}


def test_without_publisher_nobody_is_named():
    town = neighbour_town()
    guide = guide_of(town=town.model_copy(update={"town": town.town.model_copy(update={"publisher": None})}))

    (site,) = home_nodes(guide, address)

    assert "publisher" not in site


# --- an offer -------------------------------------------------------------------------------------------------------


def test_an_offer_from_name_to_cost(neighbour: BuiltSite):
    service, _ = data(neighbour.page("/angebote/familiencafe/"))

    assert service == {
        "@type": "GovernmentService",
        "@id": f"{ADDRESS}angebote/familiencafe/",
        "name": "Offenes Café für Familien",
        "description": "Hier trinken Eltern Kaffee. Die Kinder spielen nebenan.",
        "url": f"{ADDRESS}angebote/familiencafe/",
        "provider": {
            "@type": "GovernmentOrganization",
            "@id": f"{ADDRESS}anbieter/stadt-nebelfurt/",
            "name": "Stadt Nebelfurt, Familienbüro",
            "url": "https://www.nebelfurt.example/familien",
            "telephone": "+496990009100",
            "email": "familien@nebelfurt.example",
        },
        "areaServed": CITY,
        "audience": {
            "@type": "PeopleAudience",
            "audienceType": "Kinder bis 3 Jahre, Eltern, Großeltern",
            "suggestedMinAge": 0,
            "suggestedMaxAge": 3,
        },
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceLocation": [
                {
                    "@type": "Place",
                    "name": "Mühlenhaus",
                    "address": {
                        "@type": "PostalAddress",
                        "streetAddress": "Am Wehr 3 a",
                        "postalCode": "00417",
                        "addressLocality": "Nebelfurt",
                    },
                },
                {
                    "@type": "Place",
                    "name": "Bahnhofsladen",
                    "address": {
                        "@type": "PostalAddress",
                        "streetAddress": "Gleisweg 1",
                        "addressLocality": "Nebelfurt",
                    },
                },
            ],
            "availableLanguage": [
                {"@type": "Language", "name": "Deutsch"},
                {"@type": "Language", "name": "Türkisch"},
                {"@type": "Language", "name": "Vietnamesisch"},
            ],
        },
        "hoursAvailable": {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [
                f"https://schema.org/{day}" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
            ],
            "opens": "09:30",
            "closes": "11:00",
        },
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": "EUR"},
    }


def test_the_least_that_an_offer_says():
    service = service_of(guide_of(offer_record(anbieter="verband-nebelkinder", gebiet="land")))

    assert set(service) == {"@type", "@id", "name", "description", "url", "provider"}


@pytest.mark.parametrize(
    ("parents", "kind"),
    [
        ({"amt": "stadt-nebelfurt"}, "GovernmentService"),
        ({"amt": "bereich", "bereich": "stadt-nebelfurt"}, "GovernmentService"),
        ({"amt": "verband-nebelkinder"}, "Service"),
        ({"amt": None}, "Service"),
        ({"amt": "bereich", "bereich": "amt"}, "Service"),
    ],
)
def test_what_the_publisher_or_somebody_below_it_does_is_a_service_of_the_town(
    parents: dict[str, str | None], kind: str
):
    providers = tuple(
        provider_record(provider, **({"traeger": parent} if parent else {})) for provider, parent in parents.items()
    )

    service = service_of(guide_of(offer_record(anbieter="amt"), providers=providers))

    assert service["@type"] == kind
    assert (
        service["provider"]["@type"] == {"GovernmentService": "GovernmentOrganization", "Service": "Organization"}[kind]
    )


def test_without_publisher_nothing_is_a_service_of_the_town():
    town = neighbour_town()
    guide = guide_of(
        offer_record(), town=town.model_copy(update={"town": town.town.model_copy(update={"publisher": None})})
    )

    assert service_of(guide)["@type"] == "Service"


def test_only_own_numbers_and_pages_are_given():
    """The provider is reached by the town's switchboard: that number is neither the offer's nor the provider's own."""
    service = service_of(guide_of(offer_record(anbieter="beratung-am-wehr")))

    assert service["provider"]["url"] == "https://wehr.nebelkinder.example/"
    assert "telephone" not in service["provider"]
    assert "availableChannel" not in service


def test_the_ways_to_an_offer():
    contact = {
        "telefone": [{"nummer": "069 90009-1"}, {"nummer": "116117", "hinweis": "nachts"}],
        "email": "a@treff.example",
        "web": "https://treff.example/",
    }

    assert service_of(guide_of(offer_record(kontakt=contact)))["availableChannel"] == {
        "@type": "ServiceChannel",
        "servicePhone": [
            {"@type": "ContactPoint", "telephone": "+4969900091"},
            {"@type": "ContactPoint", "telephone": "116117", "description": "nachts"},
        ],
        "serviceUrl": "https://treff.example/",
    }


@pytest.mark.parametrize(
    ("area", "places", "expected"),
    [
        ("stadt", [], CITY),
        (
            "stadtteile",
            ["muehlenhaus", "bahnhofsladen"],
            [
                {"@type": "Place", "name": "Unterstadt", "containedInPlace": CITY},
                {"@type": "Place", "name": "Oberstadt", "containedInPlace": CITY},
            ],
        ),
        ("kreis", [], None),
        ("land", [], None),
        ("bund", [], None),
    ],
)
def test_the_area_is_claimed_for_the_town_and_its_districts_only(area: str, places: list[str], expected: Any):
    assert service_of(guide_of(offer_record(gebiet=area, orte=places))).get("areaServed") == expected


@pytest.mark.parametrize(
    ("age", "youngest", "oldest"),
    [
        ({"von": "18 Monate", "bis": "5 Jahre"}, 1.5, 5),
        ({"von": "0 Monate", "bis": "7 Monate"}, 0, 0.58),
        ({"wessen": "person", "von": "10 Jahre"}, 10, None),
        ({"bis": "17 Jahre"}, None, 17),
    ],
)
def test_ages_are_given_in_years(age: dict[str, str], youngest: float | None, oldest: float | None):
    audience = service_of(guide_of(offer_record(alter=age)))["audience"]

    assert audience.get("suggestedMinAge") == youngest
    assert audience.get("suggestedMaxAge") == oldest


@pytest.mark.parametrize(
    "cost", ["teilweise", "beitrag", "einkommensabhaengig", "krankenkasse", "entfaellt", "unbekannt"]
)
def test_only_what_is_free_has_a_price(cost: str):
    assert "offers" not in service_of(guide_of(offer_record(kosten={"art": cost})))


# --- when -----------------------------------------------------------------------------------------------------------


def hours_of(guide: Guide) -> Any:
    return service_of(guide).get("hoursAvailable")


def test_times_past_midnight_and_on_public_holidays(neighbour: BuiltSite):
    service, _ = data(neighbour.page("/angebote/nachtpraxis/"))

    assert service["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Friday", "https://schema.org/Saturday"],
            "opens": "20:00",
            "closes": "06:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": "https://schema.org/PublicHolidays",
            "opens": "08:00",
            "closes": "20:00",
        },
    ]


def test_day_and_night():
    hours = hours_of(guide_of(offer_record(zeiten={"immer": "ja"})))

    assert len(hours["dayOfWeek"]) == 8
    assert (hours["opens"], hours["closes"]) == ("00:00", "23:59")


@pytest.mark.parametrize(
    "slot",
    [
        {"rhythmus": "vierzehntaeglich", "bis": "11:00"},
        {"rhythmus": "monatlich", "woche": ["1"], "bis": "11:00"},
        {"rhythmus": "woechentlich"},
    ],
    ids=["fortnightly", "monthly", "no end"],
)
def test_times_that_the_vocabulary_cannot_tell_are_left_out(slot: dict[str, Any]):
    slots = [{"tag": "montag", "von": "09:30", **slot}]

    assert hours_of(guide_of(offer_record(zeiten={"regelmaessig": slots}))) is None


def test_a_day_stands_once_for_the_same_time_at_two_places():
    slots = [
        {"tag": "montag", "von": "09:30", "bis": "11:00", "ort": place} for place in ("muehlenhaus", "bahnhofsladen")
    ]
    guide = guide_of(offer_record(orte=["muehlenhaus", "bahnhofsladen"], zeiten={"regelmaessig": slots}))

    assert hours_of(guide)["dayOfWeek"] == "https://schema.org/Monday"


WEEKLY = {"regelmaessig": [{"tag": "montag", "von": "09:30", "bis": "11:00"}]}


@pytest.mark.parametrize(
    "fields", [{"endet": "2027-03-09"}, {"status": {"art": "pausiert"}}, {"status": {"art": "voll"}}]
)
def test_nobody_is_sent_to_what_is_over_or_closed(fields: dict[str, Any]):
    assert hours_of(guide_of(offer_record(zeiten=WEEKLY, **fields))) is None


def test_times_begin_and_end_with_the_offer():
    hours = hours_of(guide_of(offer_record(zeiten=WEEKLY, beginnt="2027-04-01", endet="2027-07-31")))

    assert (hours["validFrom"], hours["validThrough"]) == ("2027-04-01", "2027-07-31")


def test_what_is_over_costs_nothing_and_takes_place_no_more():
    record = offer_record(endet="2027-03-09", kosten={"art": "kostenlos"}, termine=[{"datum": "2027-03-12"}])
    (service,) = nodes_of(guide_of(record))

    assert "offers" not in service


def test_coming_dates_are_events(neighbour: BuiltSite):
    _, first, second, _ = data(neighbour.page("/angebote/ferienspiele/"))

    assert first == {
        "@type": "Event",
        "name": "Fest zum Beginn",
        "url": f"{ADDRESS}angebote/ferienspiele/",
        "about": {"@id": f"{ADDRESS}angebote/ferienspiele/"},
        "organizer": {"@id": f"{ADDRESS}anbieter/verband-nebelkinder/"},
        "location": {
            "@type": "Place",
            "name": "Turnhalle Oberstadt",
            "address": {"@type": "PostalAddress", "addressLocality": "Nebelfurt"},
        },
        "startDate": "2027-07-03T15:00",
    }
    assert (second["startDate"], second["endDate"]) == ("2027-07-19T09:00", "2027-07-30T16:00")


def test_a_day_without_times_bears_the_name_of_its_offer():
    record = offer_record(titel="Markt", termine=[{"datum": "2027-03-12"}], kosten={"art": "kostenlos"})
    _, event = nodes_of(guide_of(record))

    assert event["name"] == "Markt"
    assert event["startDate"] == "2027-03-12"
    assert event["isAccessibleForFree"] is True
    assert "endDate" not in event


def test_a_long_list_of_dates_is_cut():
    dates = [{"datum": f"2027-{month:02}-{day:02}"} for month in (4, 5) for day in range(1, 31)]
    nodes = nodes_of(guide_of(offer_record(termine=dates)))

    assert [node["@type"] for node in nodes].count("Event") == MOST_EVENTS

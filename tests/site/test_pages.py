"""Which pages there are, and what each of them shows."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from built_site import ADDRESS, BuiltSite, built
from familyguide.guide import LONG_LIST
from familyguide.records.models import Forge
from familyguide.site import urls
from familyguide.site.pages import by_topic, hand_written_page
from making import guide_of, neighbour_guide, neighbour_town, offer_record, provider_record
from parsed_page import Element, parsed

SENSITIVE = "/angebote/hilfe-01/"
ORDINARY = "/angebote/familiencafe/"


def _main(site: BuiltSite, url: str) -> Element:
    return site.page(url).one("main")


def _offers_in(element: Element) -> list[str]:
    return [item["data-angebot"] for item in element.all("li") if item.get("data-angebot")]


def _internal_links(element: Element, url: str) -> set[str]:
    """The pages of the site that an element of the page `url` leads to."""
    hrefs = [link["href"] for link in element.all("a") if not urlsplit(link["href"]).scheme]
    return {urljoin(url, href).partition("#")[0] for href in hrefs if not href.startswith("#")}


# --- which pages there are ------------------------------------------------------------------------------------------


def test_every_kind_of_address(neighbour: BuiltSite):
    guide = neighbour.guide
    expected = {
        *("/", "/lebensphasen/", "/themen/", "/stadtteile/", "/anbieter/", "/angebote/"),
        *("/notfall/", "/wochenplan/", "/broschueren/", "/mitmachen/angebot/", "/404.html"),
        *(f"/lebensphasen/{stage.id}/" for stage in guide.stages),
        *(f"/themen/{topic.id}/" for topic in guide.topics),
        *(f"/stadtteile/{district.id}/" for district in guide.districts),
        *("/anbieter/stadt-nebelfurt/", "/anbieter/verband-nebelkinder/", "/anbieter/beratung-am-wehr/"),
        *(f"/angebote/{offer.id}/" for offer in guide.offers if offer.id != "schutzwohnung"),
        *(SENSITIVE, "/angebote/hilfe-alt/"),
        *("/angebote/kita-navigator/", "/angebote/altes-portal/"),
    }

    assert set(neighbour.pages) == expected


def test_pages_become_files_that_any_server_finds(neighbour: BuiltSite):
    assert neighbour.pages["/"].path == "index.html"
    assert neighbour.pages["/404.html"].path == "404.html"
    assert neighbour.pages[ORDINARY].path == "angebote/familiencafe/index.html"


def test_a_town_without_districts_and_languages():
    """Vocabularies that a town does not need leave nothing behind, not even an empty heading."""
    town = neighbour_town(districts=(), languages=(), emergencies=(), reductions=(), target_groups=())
    site = built(guide_of(offer_record(), town=town))

    assert not site.page("/").all(id="stadtteile")
    assert not site.page("/angebote/").all("input", name="stadtteil")
    assert not site.page("/angebote/").all("input", name="sprache")


def test_a_town_without_offers():
    site = built(guide_of())

    assert "noch keine Angebote" in _main(site, "/lebensphasen/kleine/").words
    assert "noch keine Angebote" in _main(site, "/themen/treffen/").words
    assert "noch kein Angebot" in _main(site, "/stadtteile/oberstadt/").words


# --- what every page has --------------------------------------------------------------------------------------------


def test_titles(neighbour: BuiltSite):
    """Each page is named in the tab: its own name first, then the guide's; home is the guide."""
    for url, page in neighbour.pages.items():
        assert neighbour.page(url).one("title").text == page.title
    assert neighbour.pages["/"].title == "Nebelfurter Familienbuch"
    assert neighbour.pages[ORDINARY].title == "Offenes Café für Familien – Nebelfurter Familienbuch"
    assert neighbour.pages["/themen/lernen/"].title == "Lernen – Nebelfurter Familienbuch"


def test_listed_pages_are_told_apart(neighbour: BuiltSite):
    """No two pages that search engines may know have the same title or the same description."""
    listed = [page for page in neighbour.pages.values() if page.listed]
    descriptions = [neighbour.page(page.url).one("meta", name="description")["content"] for page in listed]

    assert len({page.title for page in listed}) == len(listed)
    assert all(descriptions)
    assert len(set(descriptions)) == len(listed)


def test_canonical_addresses(neighbour: BuiltSite):
    for url, page in neighbour.pages.items():
        canonical = [link["href"] for link in neighbour.page(url).all("link", rel="canonical")]
        assert canonical == ([ADDRESS.rstrip("/") + url] if page.listed else [])


def test_noindex_where_search_engines_have_no_business(neighbour: BuiltSite):
    hidden = {url for url in neighbour.pages if neighbour.page(url).all("meta", name="robots", content="noindex")}

    assert hidden == {url for url, page in neighbour.pages.items() if not page.listed}
    assert hidden == {
        SENSITIVE,
        "/404.html",
        "/mitmachen/angebot/",
        "/angebote/hilfe-alt/",
        "/angebote/kita-navigator/",
        "/angebote/altes-portal/",
    }


def test_sitemap_names_every_listed_page_and_no_other(neighbour: BuiltSite):
    tree = ElementTree.fromstring(neighbour.file("/sitemap.xml"))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [page.url for page in neighbour.pages.values() if page.listed] + ["/ueber-uns/", "/impressum/"]

    assert tree.tag == f"{name}urlset"
    assert [loc.text for loc in tree.iter(f"{name}loc")] == [ADDRESS.rstrip("/") + url for url in listed]


def test_robots(neighbour: BuiltSite):
    assert neighbour.file("/robots.txt") == f"User-agent: *\nAllow: /\nSitemap: {ADDRESS}sitemap.xml\n"


def test_without_an_address():
    """A site that does not know where it will be found makes nothing up."""
    site = built(neighbour_guide(), address="")

    assert "Sitemap" not in site.file("/robots.txt")
    assert "<loc>" not in site.file("/sitemap.xml")
    assert not any(tree.all("link", rel="canonical") for tree in site.trees.values())
    assert site.page("/404.html").one("a", class_="brand")["href"] == "/"


def test_breadcrumbs(neighbour: BuiltSite):
    def trail(url: str) -> list[tuple[str, str | None]]:
        (nav,) = neighbour.page(url).all("nav", class_="trail") or [Element("", {}, None)]
        return [
            (item.words, item.one("a")["href"] if item.all("a") else item["aria-current"]) for item in nav.all("li")
        ]

    assert trail("/") == []
    assert trail("/themen/") == [("Start", "../"), ("Themen", "page")]
    assert trail("/lebensphasen/kleine/") == [
        ("Start", "../../"),
        ("Lebensphasen", "../../lebensphasen/"),
        ("Die Kleinen", "page"),
    ]
    assert trail(ORDINARY) == [
        ("Start", "../../"),
        ("Alle Angebote", "../../angebote/"),
        ("Offenes Café für Familien", "page"),
    ]


def test_menu_and_footer_on_every_page(neighbour: BuiltSite):
    """The emergency, the life stages, the finder and the town's own pages are one click away."""
    stages = {f"/lebensphasen/{stage.id}/" for stage in neighbour.guide.stages}
    for url in neighbour.pages:
        page = neighbour.page(url)
        base = "" if url != "/404.html" else "/stadt"
        header = {link.removeprefix(base) for link in _internal_links(page.one("header", class_="site-header"), url)}
        footer = {link.removeprefix(base) for link in _internal_links(page.one("footer"), url)}
        assert {"/", "/notfall/", "/angebote/", "/themen/", "/anbieter/", *stages} <= header
        assert footer == {"/ueber-uns/", "/impressum/"}
        assert "Familienbüro Nebelfurt" in page.one("footer").words
        assert (page.one("html")["lang"], page.one("html")["dir"]) == ("de", "ltr")


def test_a_search_box_on_every_page(neighbour: BuiltSite):
    """A plain form that asks the finder with `?q=`; only in an emergency it would stand before the numbers."""
    assert not neighbour.page("/notfall/").all("form")
    for url in neighbour.pages.keys() - {"/notfall/"}:
        form = neighbour.page(url).one("form", role="search")
        assert form["action"].endswith("angebote/") or url == "/angebote/"
        assert (form["method"], form.one("input", type="search")["name"]) == ("get", "q")


# --- lists ----------------------------------------------------------------------------------------------------------


def test_by_topic_keeps_the_order_of_the_vocabulary(neighbour: BuiltSite):
    """An offer stands in full under its main topic, as a link under its others; empty topics are left out."""
    groups = by_topic(neighbour.guide, neighbour.guide.in_stage("kleine"))

    assert [
        (group.topic.id, [offer.id for offer in group.main], [offer.id for offer in group.also]) for group in groups
    ] == [
        ("treffen", ["familiencafe"], ["elternrat"]),
        ("bewegung", ["aehrenturnen"], []),
        ("rat-und-hilfe", ["anmeldeportal", "elternrat", "nachtpraxis", "schutzwohnung"], ["familiencafe"]),
    ]


def test_a_stage_page_shows_all_its_offers_by_topic(neighbour: BuiltSite):
    main = _main(neighbour, "/lebensphasen/kleine/")

    assert _offers_in(main) == [
        "familiencafe",
        "aehrenturnen",
        "anmeldeportal",
        "elternrat",
        "nachtpraxis",
        "schutzwohnung",
    ]
    assert [section.one("h2").words for section in main.all("section")] == ["Treffen", "Bewegung", "Rat und Hilfe"]
    assert "Passt auch dazu (1) Elternrat" in main.words


def test_a_topic_page_shows_all_its_offers(neighbour: BuiltSite):
    for topic in neighbour.guide.topics:
        shown = _offers_in(_main(neighbour, urls.topic_url(topic)))
        assert shown == [offer.id for offer in neighbour.guide.in_topic(topic.id)]


def test_a_district_page_shows_what_takes_place_there(neighbour: BuiltSite):
    main = _main(neighbour, "/stadtteile/unterstadt/")

    assert _offers_in(main) == ["familiencafe"]
    assert "Am Fluss" in main.words


def test_providers_by_kind(neighbour: BuiltSite):
    main = _main(neighbour, "/anbieter/")

    assert [
        (section.one("h2").words, [link.words for link in section.all("a")]) for section in main.all("section")
    ] == [
        ("Rathaus", ["Stadt Nebelfurt, Familienbüro"]),
        ("Verband", ["Beratung am Wehr", "Verband Nebelkinder"]),
    ]


def test_a_provider_page(neighbour: BuiltSite):
    main = _main(neighbour, "/anbieter/beratung-am-wehr/")

    assert _offers_in(main) == ["elternrat"]
    for fact in ("Träger Verband Nebelkinder", "Anschrift Mühlenhaus", "Weitere Anschrift Turnhalle Oberstadt"):
        assert fact in main.words


def test_a_provider_page_shows_nothing_sensitive():
    secret = offer_record("secret", titel="Zuflucht", sensibel="ja", adresse="hilfe-9")
    site = built(guide_of(secret, offer_record("open")))

    assert _offers_in(_main(site, "/anbieter/stadt-nebelfurt/")) == ["open"]
    assert "Zuflucht" not in site.pages["/anbieter/stadt-nebelfurt/"].html


def test_the_finder_lists_every_offer_once_without_javascript(neighbour: BuiltSite):
    offers = neighbour.guide.offers
    page = neighbour.page("/angebote/")

    assert sorted(_offers_in(page.one("div", id="ergebnisse"))) == sorted(offer.id for offer in offers)
    assert _offers_in(page.one("template", id="karten")) == [offer.id for offer in offers]


def test_emergency_numbers(neighbour: BuiltSite):
    main = _main(neighbour, "/notfall/")
    numbers = [link["href"] for link in main.all("a") if link["href"].startswith("tel:")]

    assert [heading.words for heading in main.all("h2")][:2] == ["Plötzlich krank", "Bedroht oder geschlagen"]
    assert _offers_in(main) == ["nachtpraxis", "schutzwohnung", "elternrat"]
    assert numbers == ["tel:116117", "tel:+496990009555", "tel:+496990009911", "tel:+496990009100"]
    assert "Zentrale: Stadt Nebelfurt, Familienbüro" in main.words


def test_a_helpline_that_pauses_says_so_where_it_is_needed():
    """Whoever is in need must not wait at a number where nobody answers."""
    helpline = offer_record(notlagen=["krank"], status={"art": "pausiert"})
    card = _main(built(guide_of(helpline)), "/notfall/").one("li", data_angebot="treff")

    assert card.one("p", class_="notice").words == "Macht gerade Pause"


def test_home(neighbour: BuiltSite):
    main = _main(neighbour, "/")
    links = _internal_links(main, "/")

    assert {f"/lebensphasen/{stage.id}/" for stage in neighbour.guide.stages} <= links
    assert {"/notfall/", "/broschueren/", "/angebote/", "/angebote/anmeldeportal/", "/themen/treffen/"} <= links
    assert main.all("a", href="tel:116117")


def test_the_week(neighbour: BuiltSite):
    days = {section["id"]: section for section in _main(neighbour, "/wochenplan/").all("section")}

    assert list(days) == ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "feiertag"]
    assert [link.words for link in days["freitag"].all("a")] == ["Offenes Café für Familien", "Nachtpraxis für Kinder"]


# --- an offer -------------------------------------------------------------------------------------------------------


def test_an_offer_page_says_what_the_record_says(neighbour: BuiltSite):
    words = _main(neighbour, ORDINARY).words

    for fact in (
        "Hier trinken Eltern Kaffee.",
        "Kommen Sie, wann Sie mögen:",
        "Kinder bis 3 Jahre, Eltern, Großeltern",
        "Menschen aus Nebelfurt",
        "Willkommen",
        "Mo–Fr 9:30–11 Uhr, offener Treff, nicht in den Schulferien (Mühlenhaus)",
        "jeden 1. und jeden letzten Samstag im Monat 10–12 Uhr, offener Treff, mit Frühstück (Bahnhofsladen)",
        "Am Wehr 3 a",
        "00417 Nebelfurt",
        "Stadtteil: Unterstadt",
        "Bus 4 bis Wehr",
        "kostenlos",
        "ohne Anmeldung",
        "069 90009-100 (vormittags)",
        "Zentrale des Anbieters",
        "familien@nebelfurt.example",
        "www.nebelfurt.example",
        "Deutsch, Türkisch (dienstags), Vietnamesisch, weitere auf Anfrage. Es kann jemand dolmetschen",
        "Mühlenhaus: ohne Stufen erreichbar; kein WC für Rollstuhlfahrer; Rampe im Hof",
        "Partner: Verband Nebelkinder",
        "am 15.01.2027 bestätigt",
        "Stand der Angaben: 15.01.2027",
        "www.nebelfurt.example (10/2022): Zeiten",
    ):
        assert fact in words, fact


def test_an_offer_page_in_the_order_in_which_families_ask(neighbour: BuiltSite):
    """What, for whom, when, where, cost, registration, contact, who, how sure."""
    main = _main(neighbour, ORDINARY)
    asked = [element.words for element in main.all("h1", "dt", "h2")]
    order = [
        *("Offenes Café für Familien", "Für wen", "Wann", "Wo", "Kosten", "Anmeldung", "Kontakt"),
        *("Gut zu wissen", "Sprachen", "Anbieter", "Wie sicher sind diese Angaben?"),
    ]

    assert [heading for heading in asked if heading in order] == order


def test_more_that_an_offer_page_says(neighbour: BuiltSite):
    games = _main(neighbour, "/angebote/ferienspiele/").words
    surgery = _main(neighbour, "/angebote/nachtpraxis/").words
    gym = _main(neighbour, "/angebote/aehrenturnen/").words
    advice = _main(neighbour, "/angebote/elternrat/").words

    assert "03.07.2027 ab 15 Uhr: Fest zum Beginn" in games
    assert "19.07.2027 bis 30.07.2027 9–16 Uhr: Nebelspiele" in games
    assert "über Anmeldeportal der Stadt" in games
    assert "ab 01.05.2027 bis 31.05.2027 nur einmal im Jahr" in games
    assert "Rückblick" not in games
    assert "Gesundheitskarte" in surgery
    assert "Rufen Sie vorher an. Ihr Kind darf mit." in surgery
    assert "5 Euro je Treffen" in gym
    assert "Ermäßigung: Geschwisterrabatt" in gym
    assert "Nicht für Notfälle." in advice
    assert "Nennen Sie Ihren Vornamen." in advice
    assert "älter als 24 Monate" in advice


def test_an_offer_that_says_little(neighbour: BuiltSite):
    """What is not known is said to be not known; nothing is made up."""
    words = _main(neighbour, "/angebote/wandertag/").words

    assert "Zeiten sind nicht bekannt." in words
    assert "Kosten nicht bekannt" in words
    assert "Anmeldung nicht bekannt" in words
    assert "Stand der Angaben: unbekannt" in words
    assert "Weg in der Karten-App zeigen" in words


def test_calls_mails_and_routes(neighbour: BuiltSite):
    hrefs = [link["href"] for link in _main(neighbour, ORDINARY).all("a")]

    assert "tel:+496990009100" in hrefs
    assert "mailto:familien@nebelfurt.example" in hrefs
    routes = [unquote(href) for href in hrefs if href.startswith("geo:")]
    assert routes == ["geo:0,0?q=Am Wehr 3 a, 00417 Nebelfurt", "geo:0,0?q=Gleisweg 1, Nebelfurt"]


def test_no_route_without_a_street():
    site = built(guide_of(offer_record(orte=["turnhalle-oberstadt"])))

    assert "geo:" not in site.pages["/angebote/treff/"].html


@pytest.mark.parametrize(
    ("url", "notice"),
    [
        ("/angebote/aehrenturnen/", "Dieses Angebot ist am 28.02.2027 zu Ende gegangen."),
        ("/angebote/ferienspiele/", "Dieses Angebot beginnt am 01.07.2027."),
        (
            "/angebote/lernhilfe/",
            "Macht gerade Pause, voraussichtlich bis 30.04.2027. Die Räume werden gestrichen.",
        ),
    ],
    ids=["over", "not begun", "pausing"],
)
def test_an_offer_that_is_not_there_today_says_so(neighbour: BuiltSite, url: str, notice: str):
    """Before anything else on its own page, and on its card in every list."""
    page = _main(neighbour, url)
    offer = page.one("article")["data-angebot"]

    assert page.one("p", class_="notice").words == notice
    assert neighbour.pages[url].listed
    for topic in neighbour.guide.offer(offer).topics:
        card = _main(neighbour, urls.topic_url(topic)).one("li", data_angebot=offer)
        assert card.one("p", class_="notice").words == notice


def test_redirects_from_former_addresses(neighbour: BuiltSite):
    for former in ("kita-navigator", "altes-portal"):
        page = neighbour.page(f"/angebote/{former}/")
        refresh = page.one("meta", http_equiv="refresh")["content"]
        assert refresh == "0; url=../../angebote/anmeldeportal/"
        assert _internal_links(page.one("main"), f"/angebote/{former}/") == {"/angebote/anmeldeportal/"}


def test_registration_and_reductions_lead_to_their_offers(neighbour: BuiltSite):
    links = _internal_links(_main(neighbour, "/angebote/ferienspiele/"), "/angebote/ferienspiele/")

    assert "/angebote/anmeldeportal/" in links


def test_without_contact_the_page_leads_to_somebody_who_helps():
    silent = provider_record("still")
    portal = offer_record("anmeldeportal", titel="Anmeldeportal")
    site = built(guide_of(offer_record(anbieter="still"), portal, providers=(silent,)))
    main = _main(site, "/angebote/treff/")

    assert "Telefon, E-Mail und Internetadresse sind nicht bekannt. Fragen Sie bei: Anmeldeportal." in main.words
    assert "/angebote/anmeldeportal/" in _internal_links(main, "/angebote/treff/")


# --- sensitive offers -----------------------------------------------------------------------------------------------


def test_a_sensitive_page_is_neutral_from_outside(neighbour: BuiltSite):
    """Tab, history, bookmarks, previews and search engines learn nothing of what it is about."""
    page = neighbour.page(SENSITIVE)
    head = page.one("head")

    assert head.one("title").text == "Beratung und Hilfe – Nebelfurter Familienbuch"
    assert not head.all("meta", name="description")
    assert not head.all("link", rel="canonical")
    for telling in ("Schutzwohnung", "schutzwohnung", "Zuflucht", "bedroht"):
        assert telling not in "".join(f"{element.attributes} {element.text}" for element in head.all())


def test_a_sensitive_page_is_complete_inside(neighbour: BuiltSite):
    main = _main(neighbour, SENSITIVE)

    assert main.one("h1").words == "Schutzwohnung für Frauen"
    assert main.all("a", href="tel:+496990009911")
    assert "Die Anschrift ist geheim." in main.words
    assert "Tag und Nacht" in main.words


def test_a_sensitive_page_leads_on_to_nothing_telling(neighbour: BuiltSite):
    """No sources, no page of the provider, no related offers."""
    main = _main(neighbour, SENSITIVE)

    assert "geheim.nebelfurt" not in neighbour.pages[SENSITIVE].html
    assert "zuflucht.nebelfurt.example" not in neighbour.pages[SENSITIVE].html
    assert "Quellen" not in main.words
    assert not {link for link in _internal_links(main, SENSITIVE) if link.startswith(("/anbieter/", "/angebote/"))}
    assert "Das könnte auch helfen" not in main.words


def test_no_address_of_the_site_tells_what_a_sensitive_offer_is_about(neighbour: BuiltSite):
    for url in neighbour.pages:
        links = _internal_links(neighbour.page(url), url)
        assert not {link for link in (url, *links) if "schutz" in link or "zuflucht" in link}


def test_a_former_address_of_a_sensitive_offer_is_neutral(neighbour: BuiltSite):
    page = neighbour.page("/angebote/hilfe-alt/")

    assert page.one("title").text.startswith("Beratung und Hilfe – ")
    assert "Schutzwohnung" not in neighbour.pages["/angebote/hilfe-alt/"].html


# --- edit and report ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        ("github", "https://code.example/stadt/buch/edit/haupt%20zweig/offers/angebote/treff.yml"),
        ("gitlab", "https://code.example/stadt/buch/-/edit/haupt%20zweig/offers/angebote/treff.yml"),
        ("gitea", "https://code.example/stadt/buch/_edit/haupt%20zweig/offers/angebote/treff.yml"),
    ],
)
def test_edit_links(kind: str, edit: str):
    forge = Forge.model_validate({"art": kind, "web": "https://code.example/stadt/buch/", "zweig": "haupt zweig"})
    town = neighbour_town(town=neighbour_town().town.model_copy(update={"forge": forge}))
    site = built(guide_of(offer_record(), town=town))

    (link,) = [a for a in _main(site, "/angebote/treff/").all("a") if "bearbeiten" in a.words]
    assert link["href"] == edit


def test_edit_links_lead_into_shelves(neighbour: BuiltSite):
    edit = "https://code.nebelfurt.example/stadt/familienbuch/_edit/haupt/offers/angebote/kurse/lernhilfe.yml"

    assert _main(neighbour, "/angebote/lernhilfe/").all("a", href=edit)


def test_a_provider_can_be_put_right_too(neighbour: BuiltSite):
    """Its number and address stand in its own file, for all its offers."""
    links = {a.words: a["href"] for a in _main(neighbour, "/anbieter/stadt-nebelfurt/").all("a")}

    assert links["Angaben zum Anbieter bearbeiten"].endswith("/_edit/haupt/offers/anbieter/stadt-nebelfurt.yml")
    assert f"{ADDRESS}anbieter/stadt-nebelfurt/" in unquote(links["Fehler melden"])


def test_a_town_without_forge_and_mailbox_shows_no_such_links():
    bare = neighbour_town().town.model_copy(update={"forge": None, "coordination": None})
    site = built(guide_of(offer_record(), town=neighbour_town(town=bare)))
    words = _main(site, "/angebote/treff/").words

    assert "bearbeiten" not in words
    assert "Fehler melden" not in words
    assert "mailto" not in site.page("/angebote/treff/").one("footer").words


@pytest.mark.parametrize(
    ("url", "named"), [(ORDINARY, "familiencafe"), (SENSITIVE, "hilfe-01")], ids=["ordinary", "sensitive"]
)
def test_a_mail_about_an_error_names_the_offer(neighbour: BuiltSite, url: str, named: str):
    """A sensitive one by its neutral address; encoded as RFC 6068 wants it."""
    (link,) = [a for a in _main(neighbour, url).all("a") if a.words == "Fehler melden"]
    scheme, _, mailbox, query, fragment = urlsplit(link["href"])
    fields = parse_qs(query, strict_parsing=True)

    assert (scheme, mailbox, fragment) == ("mailto", "familienbuch@nebelfurt.example", "")
    assert fields.keys() == {"subject", "body"}
    assert f"«{named}»" in fields["subject"][0]
    assert f"Kennung: {named}" in fields["body"][0]
    assert f"{ADDRESS}angebote/{named}/" in fields["body"][0]
    assert "+" not in query
    assert link["href"].isascii()
    assert "%0D%0A" in query
    assert query.count("%0A") == query.count("%0D%0A")


# --- the finder's data ----------------------------------------------------------------------------------------------


def test_the_finder_page_names_its_data(neighbour: BuiltSite):
    form = neighbour.page("/angebote/").one("form", id="finder")
    path = "/" + form["data-index"].removeprefix("../")

    data = json.loads(neighbour.file(path))
    assert len(data["offers"]["thema"]) == len(neighbour.guide.offers)
    for language in data["languages"]:
        assert json.loads(neighbour.file("/" + language["url"].removeprefix("../")))["concepts"]


def test_the_finder_offers_every_value_of_its_filters(neighbour: BuiltSite):
    page = neighbour.page("/angebote/")
    guide = neighbour.guide

    def values(name: str) -> list[str]:
        return [box["value"] for box in page.all("input", type="checkbox", name=name)]

    assert values("lebensphase") == [stage.id for stage in guide.stages]
    assert values("thema") == [topic.id for topic in guide.topics]
    assert values("stadtteil") == [district.id for district in guide.districts]
    assert values("sprache") == ["de", "tr", "vi"]
    assert values("wochentag")[0] == "montag"
    assert values("kostenlos") == values("ohne-anmeldung") == ["ja"]


# --- long stages ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def long_stage() -> BuiltSite:
    """A town in which one stage has so many offers that it leads on to a page per topic."""
    topics = [["treffen"], ["lernen"], ["treffen", "bewegung"]]
    many = [offer_record(f"a-{number}", themen=topics[number % 3]) for number in range(LONG_LIST)]
    return built(guide_of(*many, offer_record("jung", lebensphasen=["willkommen"])))


def test_a_long_stage_leads_on_to_its_topics(long_stage: BuiltSite):
    main = _main(long_stage, "/lebensphasen/kleine/")
    topics = {
        f"/lebensphasen/kleine/{topic}/": count for topic, count in (("treffen", 100), ("lernen", 50), ("bewegung", 50))
    }

    assert not _offers_in(main)
    for url, count in topics.items():
        assert f"({count})" in next(link.words for link in main.all("a") if link["href"].endswith(url))
        assert len(_offers_in(_main(long_stage, url))) == count
    assert {url for url in long_stage.pages if url.startswith("/lebensphasen/kleine/")} == {
        "/lebensphasen/kleine/",
        *topics,
    }


def test_topics_of_a_long_stage_show_what_the_guide_finds(long_stage: BuiltSite):
    guide = long_stage.guide
    shown = _offers_in(_main(long_stage, "/lebensphasen/kleine/bewegung/"))

    assert shown == [offer.id for offer in guide.in_stage_and_topic("kleine", "bewegung")]


def test_one_offer_less_is_no_long_stage():
    many = [offer_record(f"a-{number}") for number in range(LONG_LIST - 1)]
    site = built(guide_of(*many))

    assert len(_offers_in(_main(site, "/lebensphasen/kleine/"))) == LONG_LIST - 1
    assert "/lebensphasen/kleine/treffen/" not in site.pages


# --- hand-written pages ---------------------------------------------------------------------------------------------


def test_a_hand_written_page_in_the_frame_of_the_site(neighbour: BuiltSite):
    page = hand_written_page(
        neighbour.site.renderer, "/impressum/", "Impressum & mehr", "Wer wir sind", "<h1>Impressum</h1><p>Text</p>"
    )
    tree = parsed(page.html)

    assert tree.one("title").text == "Impressum & mehr – Nebelfurter Familienbuch"
    assert tree.one("meta", name="description")["content"] == "Wer wir sind"
    assert tree.one("link", rel="canonical")["href"] == f"{ADDRESS}impressum/"
    assert tree.one("main").one("h1").words == "Impressum"
    assert tree.one("header", class_="site-header").all("a", href="../notfall/")

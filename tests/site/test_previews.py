"""What messengers show of a link: texts and a picture for every page that may be found, nothing of any other."""

from __future__ import annotations

import pytest
from built_site import ADDRESS, BuiltSite, built
from familyguide.guide import Guide
from familyguide.site import pages
from making import guide_of, neighbour_town, offer_record
from parsed_page import Element, parsed

HOSTILE = "\"><script>alert(1)</script> ' & <!-- مرحبا"


def preview(page: Element) -> dict[str, str]:
    """The texts of a page for messengers; fails where one stands there twice."""
    metas = [
        (meta.get("property") or meta.get("name") or "", meta["content"])
        for meta in page.all("meta")
        if meta.get("content")
    ]
    found = [(name, content) for name, content in metas if name.startswith(("og:", "twitter:"))]
    assert len(dict(found)) == len(found)
    return dict(found)


def picture_of(site: BuiltSite, url: str) -> str:
    """The name of a page's picture without its hash."""
    return preview(site.page(url))["og:image"].rpartition("/")[2].split(".")[0]


def test_an_offer_is_introduced(neighbour: BuiltSite):
    texts = preview(neighbour.page("/angebote/familiencafe/"))

    assert texts.pop("og:image").startswith(f"{ADDRESS}assets/vorschau-")
    assert texts == {
        "og:title": "Offenes Café für Familien",
        "og:description": "Hier trinken Eltern Kaffee. Die Kinder spielen nebenan.",
        "og:type": "website",
        "og:url": f"{ADDRESS}angebote/familiencafe/",
        "og:locale": "de_DE",
        "og:site_name": "Nebelfurter Familienbuch",
        "og:image:alt": "Lebensphase 1 von 4: Willkommen. Nebelfurter Familienbuch",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }


def test_every_listed_page_has_a_picture_that_is_there(neighbour: BuiltSite):
    for url, page in neighbour.pages.items():
        if page.listed:
            texts = preview(neighbour.page(url))
            assert texts["og:url"] == neighbour.page(url).one("link", rel="canonical")["href"]
            assert texts["og:image"].removeprefix(ADDRESS.rstrip("/")) in neighbour.files


def test_nothing_else_is_introduced(neighbour: BuiltSite):
    hidden = [url for url, page in neighbour.pages.items() if not page.listed]

    assert {"/angebote/hilfe-01/", "/angebote/kita-navigator/", "/404.html"} <= set(hidden)
    assert not [url for url in hidden if preview(neighbour.page(url))]


def test_without_address_there_is_neither_text_nor_picture(neighbour: BuiltSite):
    site = built(neighbour.guide, address="")

    assert not [url for url, page in site.trees.items() if preview(page)]
    assert not [path for path in site.files if path.endswith(".png")]


@pytest.mark.parametrize(
    ("url", "picture"),
    [
        ("/", "vorschau"),
        ("/lebensphasen/", "vorschau"),
        ("/lebensphasen/kleine/", "vorschau-kleine"),
        ("/themen/treffen/", "vorschau"),
        ("/anbieter/stadt-nebelfurt/", "vorschau"),
        ("/angebote/", "vorschau"),
        ("/angebote/lernhilfe/", "vorschau-schulkinder"),
        ("/angebote/familiencafe/", "vorschau-willkommen"),
    ],
)
def test_each_page_has_the_picture_of_where_it_belongs(neighbour: BuiltSite, url: str, picture: str):
    assert picture_of(neighbour, url) == picture


def test_a_topic_of_a_long_life_stage_has_its_picture(neighbour: BuiltSite, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages, "LONG_LIST", 1)
    site = built(neighbour.guide)

    assert picture_of(site, "/lebensphasen/kleine/treffen/") == "vorschau-kleine"


def test_a_hand_written_page_is_introduced_too(neighbour: BuiltSite):
    page = pages.hand_written_page(
        neighbour.site.renderer, "/impressum/", "Impressum", "Wer dahinter steht", "<h1>x</h1>"
    )
    texts = preview(parsed(page.html))

    assert (texts["og:title"], texts["og:description"]) == ("Impressum", "Wer dahinter steht")


def hostile_guide() -> Guide:
    town = neighbour_town()
    town = town.model_copy(
        update={
            "town": town.town.model_copy(update={"title": HOSTILE, "subtitle": HOSTILE}),
            "stages": tuple(stage.model_copy(update={"title": HOSTILE}) for stage in town.stages),
        }
    )
    return guide_of(offer_record("treff").model_copy(update={"title": HOSTILE, "summary": HOSTILE}), town=town)


def test_hostile_texts_stay_texts():
    texts = preview(built(hostile_guide()).page("/angebote/treff/"))

    assert texts["og:title"] == texts["og:description"] == texts["og:site_name"] == HOSTILE
    assert HOSTILE in texts["og:image:alt"]

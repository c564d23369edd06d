"""What pages bring along for paper: codes that can be scanned, addresses that can be read."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from built_site import ADDRESS, BuiltSite, built
from familyguide.site import urls
from familyguide.site.paper import breakable, qr_svg, written_out
from making import neighbour_guide

QUIET_ZONE = 4
"""Empty modules that ISO/IEC 18004 wants around a code."""


def modules(svg: str) -> list[list[bool]]:
    """The picture as rows of dark and light modules, as its lines draw it."""
    view = re.search(r'viewBox="([-\d.]+) ([-\d.]+) (\d+) (\d+)"', svg)
    assert view
    left, top, size = int(view[1]), float(view[2]) + 0.5, int(view[3])
    assert view[4] == view[3]
    rows = [[False] * size for _ in range(size)]
    x = y = 0
    for command, first, second in re.findall(r"([Mmh])(\d+)(?: (\d+))?", re.search(r' d="([^"]+)"', svg)[1]):
        if command == "M":
            x, y = int(first), int(second)
        elif command == "m":
            x, y = x + int(first), y + int(second)
        else:
            for column in range(x, x + int(first)):
                rows[int(y - top)][column - left] = True
            x += int(first)
    return rows


def scanned(rows: list[list[bool]], pixels: int = 4) -> list[zxingcpp.Barcode]:
    """What a reader makes of the modules, each so many pixels wide."""
    lines = [bytes(0 if dark else 255 for dark in row for _ in range(pixels)) for row in rows]
    size = len(rows) * pixels
    picture = b"".join(line * pixels for line in lines)
    return zxingcpp.read_barcodes(memoryview(picture).cast("B", (size, size)))


@pytest.mark.parametrize(
    "address",
    [
        "https://a.de/",
        "https://familienwegweiser.example/angebote/babytreff-jugendecke-nord/",
        "https://www.stadt.example/ort/wegweiser/lebensphasen/weiterfuehrende-schule/behinderung-und-foerderung/",
        "https://familie.example/ueber-uns/%C3%BCbersicht/",
    ],
)
def test_code_says_the_address(address: str) -> None:
    (code,) = scanned(modules(qr_svg(address)))

    assert code.text == address
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    assert code.ec_level == "M"


def test_code_has_its_quiet_zone() -> None:
    rows = modules(qr_svg("https://familienwegweiser.example/notfall/"))
    around = [*rows[:QUIET_ZONE], *rows[-QUIET_ZONE:]]
    around += [row[:QUIET_ZONE] + row[-QUIET_ZONE:] for row in rows]

    assert not any(map(any, around))
    assert rows[QUIET_ZONE][QUIET_ZONE]  # the corner of the code itself


def test_code_needs_no_style_of_its_own() -> None:
    """The policy allows none."""
    assert "style" not in qr_svg("https://familienwegweiser.example/")


# --- which pages have one ---------------------------------------------------------------------------------------------


def codes(site: BuiltSite) -> dict[str, list[str]]:
    """The addresses in the codes of each page."""
    svg = re.compile(r'<svg class="qr".*?</svg>', re.DOTALL)
    return {
        url: [code.text for picture in svg.findall(page.html) for code in scanned(modules(picture))]
        for url, page in site.pages.items()
    }


def test_every_listed_page_leads_back_to_itself(neighbour: BuiltSite) -> None:
    found = codes(neighbour)
    listed = {url for url, page in neighbour.pages.items() if page.listed}

    assert {url: found[url] for url in listed} == {url: [ADDRESS.rstrip("/") + url] for url in listed}
    assert {urls.EMERGENCY, urls.WEEK} < listed


def test_no_page_that_is_not_listed_has_one(neighbour: BuiltSite) -> None:
    """Sensitive offers, redirects, the page for unknown addresses."""
    found = codes(neighbour)
    unlisted = {url for url, page in neighbour.pages.items() if not page.listed}

    assert urls.NOT_FOUND in unlisted
    assert any(offer.record.sensitive and urls.offer_url(offer) in unlisted for offer in neighbour.guide.offers)
    assert {url: found[url] for url in unlisted} == {url: [] for url in unlisted}


def test_paper_does_not_name_the_address_of_a_sensitive_page(neighbour: BuiltSite) -> None:
    sensitive = next(offer for offer in neighbour.guide.offers if offer.record.sensitive)
    foot = neighbour.pages[urls.offer_url(sensitive)].html.partition('data-foot="')[2].partition('"')[0]

    assert foot.splitlines()[-1] == ADDRESS
    assert sensitive.title not in foot


def test_site_without_an_address_has_no_codes() -> None:
    assert not any(codes(built(neighbour_guide(), address="")).values())


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "on_paper"),
    [
        ('<a href="https://www.amt.example/familie/">Antrag stellen</a>', "www.amt.example/familie"),
        ('<a href="https://www.amt.example/familie">www.amt.example</a>', "www.amt.example/familie"),
        ('<a rel="noopener" href="https://amt.example/?a=1&amp;b=2"><em>Antrag</em></a>', "amt.example/?a=1&amp;b=2"),
        ('<a href="mailto:rat@amt.example?subject=Frage">Schreiben Sie uns</a>', "rat@amt.example"),
        ('<a href="mailto:rat%2Bhilfe@amt.example">Schreiben Sie uns</a>', "rat+hilfe@amt.example"),
        ('<a href="tel:+492382590">Rufen Sie an</a>', "02382590"),
        ('<a href="tel:116117">Rufen Sie an</a>', "116117"),
    ],
)
def test_where_a_link_leads_is_written_out(link: str, on_paper: str) -> None:
    expected = f'<p>{link}<span class="print-only"> ({on_paper})</span>, oder?</p>'

    assert written_out(f"<p>{link}, oder?</p>") == expected


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://www.amt.example/">www.amt.example</a>',
        '<a href="https://www.amt.example">amt.example</a>',
        '<a href="http://amt.example/Rat">http://amt.example/rat/</a>',
        '<a href="https://www.amt.example"><strong>Amt</strong> (www.amt.example)</a>',
        '<a href="mailto:rat@amt.example">Rat@amt.example</a>',
        '<a href="tel:+492382590">02382 59-0</a>',
        '<a href="tel:116117">116 117</a>',
        '<a href="../impressum/">Impressum</a>',
        '<a href="#unten">Weiter unten</a>',
        '<a id="https://amt.example">Anker</a>',
    ],
)
def test_what_can_be_read_already_is_not_said_again(link: str) -> None:
    assert written_out(link) == link


def test_each_of_several_links_gets_its_own_address() -> None:
    html = written_out('<a href="https://a.example/">eins</a> und <a href="https://b.example/">zwei</a>')

    assert re.sub(r"<[^>]*>", "", html) == "eins (a.example) und zwei (b.example)"


def test_an_address_goes_on_in_the_next_line_after_a_slash() -> None:
    assert breakable("https://a.example/b/c&d/") == "https://a.example/<wbr>b/<wbr>c&amp;d/"


def test_a_card_on_paper_says_where_and_whom_to_call(neighbour: BuiltSite) -> None:
    """A card on the screen leads to its page; one on paper has nothing but itself."""
    offer = next(offer for offer in neighbour.guide.offers if offer.phones and any(p.street for p in offer.places))
    html = neighbour.pages[urls.topic_url(offer.topics[0])].html
    card = html.partition(f'data-angebot="{offer.id}"')[2]
    contact = card.partition("card__contact")[2].partition("</p>")[0]

    assert offer.phones[0].text in contact
    assert next(place.street for place in offer.places if place.street) in contact

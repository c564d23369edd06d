"""The site of what is only proposed: every page says so, nobody is led to it, and it opens from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urljoin

import pytest
from built_site import HAND_WRITTEN, ICON
from familyguide.site.pages import Site, build_site, hand_written_page
from familyguide.site.render import SiteSettings
from familyguide.site.urls import NOT_FOUND
from making import neighbour_guide
from parsed_page import parsed

BANNER = "Vorschau: Dieser Vorschlag ist noch nicht übernommen. Suche, Filter und Formular gehen erst im Netz."
NOINDEX = '<meta name="robots" content="noindex">\n'


def site_of(*, is_proposal: bool, address: str = "") -> Site:
    icons = {"material/coffee": ICON}
    settings = SiteSettings(address=address, icons=icons, hand_written=HAND_WRITTEN, is_proposal=is_proposal)
    return build_site(neighbour_guide(), settings)


def pages_of(site: Site) -> dict[str, str]:
    framed = hand_written_page(site.renderer, "/ueber-uns/", "Über uns", "", "<p>Hallo</p>")
    return {page.url: page.html for page in (*site.pages, framed)}


@pytest.fixture(scope="module")
def proposal() -> Site:
    return site_of(is_proposal=True)


def test_every_page_says_so(proposal: Site) -> None:
    """Redirects and hand-written pages as well."""
    for url, html in pages_of(proposal).items():
        header = parsed(html).one("header", class_="site-header")
        assert header.all("p", class_="notice")[0].text == BANNER, url


def test_search_engines_pass_over_every_page() -> None:
    """Even where somebody gives the site an address."""
    site = site_of(is_proposal=True, address="https://vorschau.example/")

    for url, html in pages_of(site).items():
        page = parsed(html)
        assert page.all("meta", name="robots", content="noindex"), url
        assert not page.all("link", rel="canonical"), url
        assert not page.all("meta", property="og:url"), url
        assert not page.all("script", type="application/ld+json"), url
    assert not any(page.listed for page in site.pages)


def test_every_link_leads_to_a_file(proposal: Site) -> None:
    """There is no server that knows what a folder shows; only a server shows the page for unknown addresses."""
    files = {f"/{page.path}" for page in proposal.pages} | {f"/{asset.path}" for asset in proposal.assets}
    files |= {f"{url}index.html" for _, url in HAND_WRITTEN}

    links = {(url, link) for url, html in pages_of(proposal).items() for link in links_in(html)}
    links = {(url, link) for url, link in links if url != NOT_FOUND}
    assert len(links) > 100
    assert not {(url, link) for url, link in links if unquote(urljoin(url, link)) not in files}


def links_in(html: str) -> Iterator[str]:
    for element in parsed(html).all("a", "link", "script", "form", "img"):
        target = element.get("href") or element.get("src") or element.get("action") or ""
        target = target.partition("#")[0].partition("?")[0]
        if target and ":" not in target:
            yield target


def test_nothing_else_is_different(proposal: Site) -> None:
    """What a reviewer sees is what will be there; and a site that is no proposal has nothing of it."""
    ordinary = pages_of(site_of(is_proposal=False))

    for url, html in pages_of(proposal).items():
        assert BANNER not in parsed(ordinary[url]).text
        assert plain(html) == plain(ordinary[url]), url
        assert html != ordinary[url]


def plain(html: str) -> str:
    """A page without what makes it a proposal."""
    lines = html.replace(NOINDEX, "").replace("index.html", "").splitlines()
    return "\n".join(line for line in lines if BANNER not in line).replace('"./"', '""')

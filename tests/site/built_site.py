"""A whole site as values, for the tests."""

from __future__ import annotations

from dataclasses import dataclass, field

from familyguide.guide import Guide
from familyguide.site.pages import Site, build_site
from familyguide.site.render import Page, SiteSettings
from parsed_page import Element, parsed

ADDRESS = "https://familienbuch.example/stadt/"
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h24v24"/></svg>'


@dataclass(frozen=True)
class BuiltSite:
    """All pages and files of a site, by their addresses from its root."""

    guide: Guide
    settings: SiteSettings
    site: Site
    pages: dict[str, Page]
    files: dict[str, bytes]
    _parsed: dict[str, Element] = field(default_factory=dict)

    def page(self, url: str) -> Element:
        """The parsed page at this address."""
        if url not in self._parsed:
            self._parsed[url] = parsed(self.pages[url].html)
        return self._parsed[url]

    @property
    def trees(self) -> dict[str, Element]:
        """All pages, parsed."""
        return {url: self.page(url) for url in self.pages}

    def file(self, path: str) -> str:
        """The text of the file at this address."""
        return self.files[path].decode()


HAND_WRITTEN = (("Über uns", "/ueber-uns/"), ("Impressum", "/impressum/"))


def built(guide: Guide, address: str = ADDRESS, hand_written: tuple[tuple[str, str], ...] = HAND_WRITTEN) -> BuiltSite:
    """Build the site of a guide, with some hand-written pages in its menu."""
    icons = dict.fromkeys(("material/coffee", "material/school", "material/phone"), ICON)
    settings = SiteSettings(address=address, icons=icons, hand_written=hand_written)
    site = build_site(guide, settings)
    pages = {page.url: page for page in site.pages}
    assert len(pages) == len(site.pages), "two pages with one address"
    files = {f"/{asset.path}": asset.content for asset in site.assets}
    return BuiltSite(guide, settings, site, pages, files)

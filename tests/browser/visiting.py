"""A visitor of the site: opens pages in a browser, and keeps what happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from familyguide.guide import Guide
from familyguide.site import urls
from page_kinds import PageKind
from playwright.sync_api import Page, ViewportSize

SUB_PATH = "/ort/wegweiser"
"""Where the site lies on its host: not at the root, as the site of a town may not."""

STORED = """async () => ({
  cookies: document.cookie,
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: await indexedDB.databases(),
  caches: await caches.keys(),
  name: window.name,
  workers: (await navigator.serviceWorker.getRegistrations()).map((worker) => worker.scope),
})"""
"""What a page may keep in the browser."""

PHONE = ViewportSize(width=360, height=740)

MENU = ".menu > :is(summary, button)"
"""What opens the menu."""

SEARCH_MODULE = """document.querySelector('script[src$="/finder.js"]').src.replace('finder.js', 'search.js')"""
"""On the finder: where the module is that searches."""


@dataclass
class Visit:
    """A page in the browser, and what happened on the way."""

    page: Page
    guide: Guide
    address: str
    complaints: list[str] = field(default_factory=list)
    """What stands in the console as an error, and what no script has caught."""
    requests: list[str] = field(default_factory=list)
    """Every address that was asked for."""

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def go(self, url: str) -> Page:
        """Open an address of the guide, such as `/angebote/?q=hebamme`."""
        self.page.goto(self.address + url)
        return self.page

    def go_to_kind(self, kind: PageKind) -> Page:
        """Open a page of this kind and bring it into its state."""
        page = self.go(kind.url_in(self.guide))
        kind.prepare(page)
        return page

    def go_to_finder(self, query: str = "") -> Page:
        """Open the finder, wait until its script has taken over."""
        page = self.go(urls.FINDER + query)
        page.wait_for_selector("#filter:not([hidden])")
        return page

    def traces(self) -> dict[str, object]:
        """Everything that the visit has left in the browser or with others, and what went wrong, by kind."""
        found = {
            **self.page.evaluate(STORED),
            "all cookies": self.page.context.cookies(),
            "foreign requests": self.foreign_requests,
            "complaints": self.complaints,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def foreign_requests(self) -> list[str]:
        """Requests that did not go to the site."""
        own = urlsplit(self.address)
        return [
            url
            for url in self.requests
            if urlsplit(url)[:2] != own[:2] or not urlsplit(url).path.startswith(f"{SUB_PATH}/")
        ]


StartVisit = Callable[..., AbstractContextManager[Visit]]


def shown_offers(page: Page) -> list[str]:
    """The ids of the offers on a page, from top to bottom."""
    ids: list[str] = page.locator("[data-angebot]").evaluate_all("found => found.map((item) => item.dataset.angebot)")
    return ids


FIND_ALL = """async () => {
  const more = document.getElementById('weitere');
  const count = () => document.querySelectorAll('#ergebnisse > ol > li').length;
  while (!more.hidden) {
    const before = count();
    more.firstElementChild.click();
    while (count() === before) await new Promise((next) => setTimeout(next));
  }
  const shown = document.querySelectorAll(':is(#notlage, #ergebnisse) [data-angebot]');
  return [...shown].map((item) => item.dataset.angebot);
}"""
"""On the finder: have all results shown, and tell their ids, helplines first."""


def found_offers(page: Page) -> list[str]:
    """The ids of all offers that the finder has found; on the page not all of them stand at once."""
    ids: list[str] = page.evaluate(FIND_ALL)
    return ids

"""What a screen reader finds its way by: landmarks, headings and main controls of some pages of the neighbour town.

What is expected stands in `outlines/`. To renew an outline, delete its file and run this test: it writes what it finds
and fails once, so that somebody reads it before it is committed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from familyguide.site import urls
from familyguide.site.pages import build_site
from familyguide.site.render import SiteSettings
from making import neighbour_guide
from playwright.sync_api import Browser, Page, Route
from visiting import PHONE

pytestmark = pytest.mark.browser

OUTLINES = Path(__file__).parent / "outlines"
ADDRESS = "https://familienbuch.example"

LANDMARKS = ("banner", "navigation", "search", "main", "region", "contentinfo")
OTHERS = ("heading", "button", "searchbox", "group", "status")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The neighbour town's site as it would lie on a server."""
    settings = SiteSettings(address=f"{ADDRESS}/", icons={}, hand_written=(("Impressum", "/impressum/"),))
    site = build_site(neighbour_guide(), settings)
    return {f"/{page.path}": page.html.encode() for page in site.pages} | {
        f"/{asset.path}": asset.content for asset in site.assets
    }


@pytest.fixture
def page(browser: Browser, files: dict[str, bytes]) -> Iterator[Page]:
    """A visitor of that site with a phone."""
    types = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json"}

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        path += "index.html" if path.endswith("/") else ""
        route.fulfill(body=files[path], content_type=types.get(Path(path).suffix, "image/svg+xml"))

    context = browser.new_context(viewport=PHONE, locale="de-DE", reduced_motion="reduce")
    context.route(f"{ADDRESS}/**", answer)
    yield context.new_page()
    context.close()


class Part(NamedTuple):
    """A part of the accessibility tree."""

    indent: int
    role: str
    is_kept: bool


def outline(page: Page) -> str:
    """The accessibility tree of a page, without what only fills it.

    Of links those remain that stand directly in a landmark, and those that call somebody.
    """
    lines = page.locator("body").aria_snapshot().splitlines()
    kept: list[str] = []
    around = [Part(-1, "document", is_kept=False)]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        match = re.fullmatch(r"( *)- '?(([a-z]*).*?)'?:?", line)
        if match is None:  # such as `- /url: ...`
            continue
        indent, role = len(match[1]), match[3]
        while around[-1].indent >= indent:
            around.pop()
        is_main_link = role == "link" and (around[-1].role in ("document", *LANDMARKS) or "/url: tel:" in after)
        part = Part(indent, role, is_kept=role in (*LANDMARKS, *OTHERS) or is_main_link)
        if part.is_kept:
            kept.append("  " * sum(outer.is_kept for outer in around) + match[2])
        around.append(part)
    return "\n".join(kept) + "\n"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home", urls.HOME),
        ("finder", urls.FINDER),
        ("finder-with-quick-exit", f"{urls.FINDER}?q=schutzwohnung"),
        ("offer", f"{urls.FINDER}familiencafe/"),
        ("sensitive-offer", f"{urls.FINDER}hilfe-01/"),
    ],
)
def test_outline_is_as_expected(page: Page, name: str, address: str) -> None:
    page.goto(ADDRESS + address)
    if address.startswith(urls.FINDER + "?"):
        page.wait_for_selector("#anzahl:not(:empty)")
    elif address == urls.FINDER:
        page.wait_for_selector("#filter:not([hidden])")
    found = outline(page)
    file = OUTLINES / f"{name}.txt"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8", newline="\n")
        pytest.fail(f"{file.name} is new; read it and run the test again")

    assert found == file.read_text(encoding="utf-8")

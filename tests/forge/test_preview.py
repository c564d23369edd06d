"""The preview of a proposal as the jobs build it."""

from __future__ import annotations

from pathlib import Path

import pytest
from check_engines import build
from test_build import contents, told, town_in

BANNER = "Vorschau: Dieser Vorschlag ist noch nicht übernommen. Suche, Filter und Formular gehen erst im Netz."


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The neighbour town as a preview."""
    return built(tmp_path_factory.mktemp("vorschau"), VORSCHAU="ja", BROSCHUEREN="ja")


def built(folder: Path, **variables: str) -> dict[str, bytes]:
    result = build(town_in(folder / "town"), folder / "site", **variables)
    assert result.returncode == 0, told(result)
    return contents(folder / "site")


def test_every_page_says_so_and_is_not_to_be_found(preview: dict[str, bytes]) -> None:
    """Hand-written pages too."""
    pages = {path: content.decode() for path, content in preview.items() if path.endswith(".html")}

    assert {"index.html", "impressum/index.html", "404.html"} <= set(pages)
    assert not [path for path, html in pages.items() if BANNER not in html]
    assert not [path for path, html in pages.items() if '<meta name="robots" content="noindex">' not in html]
    assert not [path for path, html in pages.items() if "canonical" in html]
    assert b"<loc>" not in preview["sitemap.xml"]
    assert b"Sitemap" not in preview["robots.txt"]


def test_nothing_is_printed_that_does_not_say_so(preview: dict[str, bytes]) -> None:
    """A sheet of paper outlives a proposal."""
    assert not [path for path in preview if path.endswith(".pdf")]


def test_a_site_that_is_none_has_nothing_of_it(tmp_path: Path) -> None:
    """Whether the variable is empty or says no: the same bytes."""
    site = built(tmp_path / "empty", VORSCHAU="")

    assert not [path for path, content in site.items() if BANNER.encode() in content]
    assert site == built(tmp_path / "no", VORSCHAU="nein")

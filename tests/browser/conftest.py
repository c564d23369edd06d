"""The real site, built once and served below a sub-path, and a browser to visit it with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from familyguide.guide import Guide
from familyguide.records.load import load_records
from find_chromium import chromium_path
from playwright.sync_api import Browser, expect, sync_playwright
from serving import served
from visiting import PHONE, SUB_PATH, StartVisit, Visit

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
"""When the site is built: the same moment in every run."""
PATIENCE = 30_000
"""Milliseconds after which a page that does not come to what is expected has failed; a busy computer may be slow."""


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide that the site shows."""
    records = load_records(ROOT)
    assert records.guide
    return Guide(records.guide, records.offers, records.providers, records.places, NOON.date())


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site."""
    folder = tmp_path_factory.mktemp("site")
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": f"https://familienwegweiser.example{SUB_PATH}/",
        "SOURCE_DATE_EPOCH": str(int(NOON.timestamp())),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "--site-dir", str(folder)]
    build = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert build.returncode == 0, build.stderr
    return folder


@pytest.fixture(scope="session")
def address(site_folder: Path) -> Iterator[str]:
    """Where the site is served, without a slash at the end."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=quiet)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def visits_to(browser: Browser) -> Callable[[Guide, str], StartVisit]:
    """Makes visitors of any guide at its address."""

    def visits(guide: Guide, address: str) -> StartVisit:
        @contextmanager
        def start(*, javascript: bool = True) -> Iterator[Visit]:
            context = browser.new_context(
                viewport=PHONE,
                color_scheme="light",
                java_script_enabled=javascript,
                locale="de-DE",
                reduced_motion="reduce",
                timezone_id="Europe/Berlin",
            )
            context.clock.set_fixed_time(NOON)
            context.set_default_timeout(PATIENCE)
            yield Visit(context.new_page(), guide, address)
            context.close()

        return start

    return visits


@pytest.fixture(scope="session")
def start_visit(visits_to: Callable[[Guide, str], StartVisit], address: str, guide: Guide) -> StartVisit:
    """Makes a visitor with a phone who has never been here before."""
    return visits_to(guide, address)


@pytest.fixture
def visit(start_visit: StartVisit) -> Iterator[Visit]:
    """A visitor with an ordinary browser."""
    with start_visit() as visit:
        yield visit


@pytest.fixture
def plain_visit(start_visit: StartVisit) -> Iterator[Visit]:
    """A visitor whose browser runs no scripts."""
    with start_visit(javascript=False) as visit:
        yield visit

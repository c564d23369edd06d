"""What holds for all tests: builds print only where a test asks for it, and a forked town has records of its own."""

from __future__ import annotations

import os

import pytest
from familyguide.records.load import load_records
from making import PROJECT

FIRST_TOWN = "Ahlen"

os.environ.setdefault("BROSCHUEREN", "nein")  # each build would print all editions anew: a fresh town has no cache


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what only the records of the first town can pass."""
    guide = load_records(PROJECT).guide
    if guide is not None and guide.town.name == FIRST_TOWN:
        return
    for item in items:
        if item.get_closest_marker("first_town"):
            item.add_marker(pytest.mark.skip(reason="these are the records of another town"))

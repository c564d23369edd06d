"""What all tests of the command line share."""

from __future__ import annotations

import pytest

DAY = "1804669200"
"""2027-03-10 in seconds."""


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests run on one day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)

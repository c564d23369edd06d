"""Which day it is: the only place that asks the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from familyguide.today import today


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 7, 1, 21, 59, tzinfo=UTC), date(2027, 7, 1)),
        (datetime(2027, 7, 1, 22, 0, tzinfo=UTC), date(2027, 7, 2)),
        (datetime(2027, 7, 1, 23, 30, tzinfo=UTC), date(2027, 7, 2)),
        (datetime(2027, 1, 1, 22, 59, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2027, 1, 1, 23, 0, tzinfo=UTC), date(2027, 1, 2)),
        (datetime(2027, 12, 31, 23, 30, tzinfo=UTC), date(2028, 1, 1)),
        (datetime(1970, 1, 1, tzinfo=UTC), date(1970, 1, 1)),
    ],
)
def test_source_date_epoch_sets_the_day_in_berlin(monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date):
    """The day changes at midnight there, in summer and in winter."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))

    assert today() == day


@pytest.mark.parametrize("value", [None, ""], ids=["not set", "empty"])
def test_else_the_clock_tells(monkeypatch: pytest.MonkeyPatch, value: str | None):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if value is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    before = datetime.now(UTC).date()

    assert abs((today() - before).days) <= 1


def test_a_date_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")

    with pytest.raises(ValueError, match="gestern"):
        today()

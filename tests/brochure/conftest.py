"""Printed things, each set once for all tests."""

from __future__ import annotations

import pytest
from familyguide.guide import Guide
from familyguide.records.load import load_records
from making import DAY, PROJECT, edition_record, neighbour_guide
from printed_edition import Edition, printed


@pytest.fixture(scope="session")
def neighbour() -> Edition:
    """The whole guide of the neighbour town, with a code at each offer."""
    return printed(
        neighbour_guide(),
        edition_record(
            titel="Familienbuch zum Mitnehmen",
            vorwort="Liebe Familien,\nfür Sie.",
            qr_codes="ja",
            auflage="2",
            herausgeber={"name": "Kita am Wehr", "anschrift": ["Wehrgasse 1"], "stempelfeld": "ja"},
        ),
    )


@pytest.fixture(scope="session")
def own() -> Edition:
    """The edition for KiTas that is shipped with this project."""
    records = load_records(PROJECT)
    guide = Guide.from_records(records, DAY)
    assert guide is not None
    return printed(guide, next(record for record in records.editions if record.id == "kita"))


@pytest.fixture(params=["neighbour", pytest.param("own", marks=pytest.mark.first_town)])
def edition(request: pytest.FixtureRequest) -> Edition:
    """Each of the two."""
    edition: Edition = request.getfixturevalue(request.param)
    return edition

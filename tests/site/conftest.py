"""The site of the neighbour town, built once."""

from __future__ import annotations

import pytest
from built_site import BuiltSite, built
from making import neighbour_guide


@pytest.fixture(scope="session")
def neighbour() -> BuiltSite:
    """The site of the neighbour town on a day in March."""
    return built(neighbour_guide())

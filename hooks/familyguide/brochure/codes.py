"""QR codes as data: the dark modules of each row, for Typst to draw in any colour."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import segno

from ..site.paper import MASK


def with_codes(data: Any) -> Any:
    """Draw a code wherever the data holds an address that is to be one."""
    if isinstance(data, list):
        return [with_codes(item) for item in data]
    if not isinstance(data, dict):
        return data
    return {
        key: code(value) if key == "code" and isinstance(value, str) else with_codes(value)
        for key, value in data.items()
    }


@cache
def code(address: str) -> dict[str, Any]:
    """The number of modules of a side, and the runs of dark modules as x, y, length; the quiet zone is not in it."""
    rows = segno.make(address, error="m", boost_error=False, micro=False, mask=MASK).matrix
    runs = [
        [dark.start(), y, dark.end() - dark.start()]
        for y, row in enumerate(rows)
        for dark in re.finditer(b"\x01+", bytes(row))
    ]
    return {"size": len(rows), "runs": runs}

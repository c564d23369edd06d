"""Set one edition of a town for the screen and tell how long that took: `print_one.py ROOT EDITION`.

From the data to the finished file, as the build does it; reading the records and starting Python are not in it.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from familyguide.brochure.checks import check_printing
from familyguide.brochure.data import Printer
from familyguide.brochure.typeset import brochure
from familyguide.guide import Guide
from familyguide.records.load import load_records


def main() -> None:
    """Print seconds."""
    root = Path(sys.argv[1])
    records = load_records(root)
    guide = Guide.from_records(records, date(2026, 11, 22))
    if guide is None:
        sys.exit("The records have errors.")
    edition = next(record for record in records.editions if record.id == sys.argv[2])
    logos = check_printing(records, guide, root).logos
    start = time.perf_counter()
    brochure(Printer(guide, "https://familie.example/", logos).edition(edition))
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()

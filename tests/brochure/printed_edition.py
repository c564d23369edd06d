"""An edition in print, with all that it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from familyguide.brochure.contents import Contents, contents_of
from familyguide.brochure.data import Printer
from familyguide.brochure.typeset import Layout, brochure
from familyguide.guide import Guide
from familyguide.records.models import EditionRecord
from reading_pdf import page_texts

SITE = "https://familienbuch.example/stadt/"


@dataclass(frozen=True)
class Edition:
    """An edition in print."""

    guide: Guide
    record: EditionRecord
    data: dict[str, Any]
    contents: Contents
    layout: Layout
    pdf: bytes
    pages: list[str]


def printed(guide: Guide, record: EditionRecord) -> Edition:
    """Print an edition."""
    data = Printer(guide, SITE, {}).edition(record)
    pdf, layout = brochure(data)
    return Edition(guide, record, data, contents_of(guide, record), layout, pdf, page_texts(pdf))

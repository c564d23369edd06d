"""What happens to finished pages: two on a sheet for the copier, and the boxes that a print shop looks for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal

import pikepdf


def count_pages(pdf: bytes) -> int:
    """How many pages a file has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def destinations(pdf: bytes) -> dict[str, int]:
    """The page of each named place in a file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        names = pikepdf.NameTree(document.Root.Names.Dests)
        return {str(name): numbers[place[0].objgen] for name, place in names.items()}


def imposed(pdf: bytes) -> bytes:
    """Put the pages of a booklet side by side, so that copies turned over the short edge can be folded into it.

    The number of pages must be a multiple of four; the sheet is as high as a page and twice as wide.
    """
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as sheets:
        sheets.Root.Lang = source.Root.Lang
        pages = [sheets.copy_foreign(page.as_form_xobject()) for page in source.pages]
        width, height = (Decimal(str(edge)) for edge in source.pages[0].mediabox[2:])
        for left, right in sides(len(pages)):
            sheet = sheets.add_blank_page(page_size=(2 * width, height))
            for number, name in ((left, "/Left"), (right, "/Right")):
                sheet.add_resource(pages[number - 1], pikepdf.Name.XObject, pikepdf.Name(name))
            drawn = f"q /Left Do Q q 1 0 0 1 {width} 0 cm /Right Do Q"
            sheet.Contents = sheets.make_stream(drawn.encode())
        with source.open_metadata() as known, sheets.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = known["dc:title"]
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True
        )
        return _saved(sheets)


def sides(pages: int) -> Iterator[tuple[int, int]]:
    """The page numbers, left and right, on each side of the sheets of a booklet, from the outside in."""
    for outside in range(0, pages // 2, 2):
        yield pages - outside, outside + 1
        yield outside + 2, pages - outside - 1


def with_bleed_boxes(pdf: bytes) -> bytes:
    """Name the area that is printed beyond the trim; without it, a print shop has to guess."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.BleedBox = page.mediabox
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    """The bytes of a document, the same for the same content."""
    out = io.BytesIO()
    document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()

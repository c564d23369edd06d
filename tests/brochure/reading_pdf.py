"""What a PDF file says: its structure, its words page by page, and the codes on it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import pypdfium2
import zxingcpp

HEADINGS = {"/H1": 1, "/H2": 2, "/H3": 3, "/H4": 4}


@dataclass
class Node:
    """An element of the structure tree."""

    kind: str
    language: str | None
    contents: str | None
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def opened(content: bytes) -> pikepdf.Pdf:
    """A file, to look into."""
    return pikepdf.open(io.BytesIO(content))


def structure(content: bytes) -> Node:
    """The structure tree of a file."""

    def node(element: pikepdf.Object) -> Node:
        made = Node(str(element.get("/S", "/")), _text(element.get("/Lang")), _text(element.get("/Alt")))
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                made.children.append(node(kid))
        return made

    with opened(content) as document:
        return node(document.Root.StructTreeRoot)


def _text(value: pikepdf.Object | None) -> str | None:
    return None if value is None else str(value)


def page_texts(content: bytes) -> list[str]:
    """The words of each page: one space between two, nothing left of hyphens at the ends of lines."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [_joined(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def _joined(text: str) -> str:
    without = re.sub("[\u00ad\ufffe\u0002]\\s*", "", text.replace("\u200b", "").replace("\u2060", ""))
    return " ".join(without.split())


def bare(text: str) -> str:
    """Text without anything that lines break at: what is left can be looked for on a page."""
    return re.sub(r"[\s\u200b\u00ad\ufffe\u0002\u2060-]", "", text)


def codes(content: bytes, page: int) -> list[str]:
    """The addresses of the QR codes on a page, as a camera sees them in a greyscale copy."""
    document = pypdfium2.PdfDocument(content)
    try:
        picture = document[page - 1].render(scale=300 / 72).to_pil().convert("L")
    finally:
        document.close()
    return sorted(found.text for found in zxingcpp.read_barcodes(picture))


def links(content: bytes) -> list[tuple[int, str, str]]:
    """Page, target and description of each link: a target on another page is its number."""
    found = []
    with opened(content) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        names = pikepdf.NameTree(document.Root.Names.Dests)
        for number, page in enumerate(document.pages, start=1):
            for note in page.obj.get("/Annots", []):
                action, place = note.get("/A"), note.get("/Dest")
                if action is not None and "/URI" in action:
                    target = str(action.URI)
                else:
                    place = place if place is not None else action.D
                    place = names[str(place)] if isinstance(place, pikepdf.String | pikepdf.Name) else place
                    target = str(numbers[place[0].objgen])
                found.append((number, target, str(note.get("/Contents", ""))))
    return found

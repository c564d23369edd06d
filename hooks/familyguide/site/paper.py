"""What a page needs on paper: a code that leads back to it, and addresses that can be read."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Final
from urllib.parse import unquote

import segno
from markupsafe import Markup, escape

QUIET_ZONE: Final = 4
"""Empty modules around the code (ISO/IEC 18004)."""
MASK: Final = 2
"""Choosing the best of the eight masks for each code takes six times as long. For addresses such as those of this site
this one is mostly the best, never far from it, and read as often when the print is bad."""


@cache
def qr_svg(address: str) -> Markup:
    """Draw the QR code of an address: error correction M, a line a row, the quiet zone around it.

    Nothing but the shape: size and colour are the styles' business. The address belongs beside it for everybody who
    has no camera at hand, so screen readers pass over the picture.
    """
    rows = segno.make(address, error="m", boost_error=False, micro=False, mask=MASK).matrix
    size = len(rows) + 2 * QUIET_ZONE
    path = "".join(_lines(bytes(row), y) for y, row in enumerate(rows))
    # Lines are as wide as a module and drawn along their middle.
    corner = f"{-QUIET_ZONE} {-QUIET_ZONE - 0.5}"
    return Markup(
        '<svg class="qr" viewBox="{corner} {size} {size}" aria-hidden="true" focusable="false"><path d="{path}"/></svg>'
    ).format(corner=corner, size=size, path=path)


def _lines(row: bytes, y: int) -> str:
    """Draw the dark modules of a row: `M0 4h7m2 0h1`."""
    drawn = ""
    last = 0
    for dark in re.finditer(b"\x01+", row):
        drawn += f"m{dark.start() - last} 0" if drawn else f"M{dark.start()} {y}"
        drawn += f"h{dark.end() - dark.start()}"
        last = dark.end()
    return drawn


def breakable(address: str) -> Markup:
    """Let an address go on in the next line after each of its slashes."""
    return Markup("/<wbr>").join(re.split(r"(?<=[^/])/(?=[^/])", address))


_LINK: Final = re.compile(
    r'<a\s[^>]*?\bhref="(?P<kind>https?://|mailto:|tel:)(?P<rest>[^"]*)"[^>]*>(?P<text>.*?)</a>', re.DOTALL
)
_TAG: Final = re.compile(r"<[^>]*>")


def written_out(html: str) -> Markup:
    """Put behind each link that leaves the site where it leads, for paper only, unless its text says so already."""
    return Markup(_LINK.sub(_with_target, html))


def _with_target(link: re.Match[str]) -> str:
    target = unescape(link["rest"])
    if link["kind"] == "mailto:":
        target = unquote(target.partition("?")[0])
    elif link["kind"] == "tel:":
        target = re.sub(r"^\+49", "0", target)
    target = target.removesuffix("/")
    text = unescape(_TAG.sub("", link["text"]))
    said = _bare(target) in _bare(text)
    return link[0] if said else f'{link[0]}<span class="print-only"> ({escape(target)})</span>'


def _bare(address: str) -> str:
    """What is left of an address or a number however people write it."""
    return re.sub(r"[\s()/-]|\bwww\.", "", address.casefold())

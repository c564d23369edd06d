"""Free text of records as HTML that is safe: a small Markdown, and nothing that a record could smuggle in."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markupsafe import Markup

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
_FULL_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
# Headings, code, quotes and pictures are no part of the format; what looks like them stays text.
_NOT_BLOCKS = ("code", "hashheader", "setextheader", "quote", "hr", "reference")
_NOT_INLINE = ("backtick", "image_link", "image_reference", "short_image_ref", "html", "entity", "autolink", "automail")


class _Links(LinkInlineProcessor):
    """Makes links to full addresses of the kinds that a record may have; anything else stays as it was typed."""

    def handleMatch(  # type: ignore[override]  # as in the library itself
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        link, start, end = super().handleMatch(m, data)
        if isinstance(link, Element) and _FULL_ADDRESS.match(link.get("href", "")):
            return link, start, end
        return None, None, None


def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(extensions=["sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    for name in _NOT_BLOCKS:
        converter.parser.blockprocessors.deregister(name, strict=False)
    for name in _NOT_INLINE:
        converter.inlinePatterns.deregister(name, strict=False)
    converter.inlinePatterns.register(_Links(LINK_RE, converter), "link", 160)
    return converter


_CONVERTER = _converter()


def _html(text: str) -> str:
    _CONVERTER.reset()
    _CONVERTER.parser.state.clear()  # which an error may have left in the middle of a list
    try:
        return _CONVERTER.convert(text.replace("&", "&amp;"))
    except RecursionError:  # lists in lists, deeper than anybody means them
        return f"<p>{Markup.escape(text)}</p>"


def markdown_html(text: str) -> Markup:
    """Paragraphs, lists, emphasis and links of `text`; tags and other tricks in it are shown as they were typed."""
    clean = nh3.clean(_html(text), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener")
    return Markup(clean)


def plain_text(text: str) -> str:
    """The words of `text` without its markup, for search."""
    return " ".join(unescape(nh3.clean(_html(text), tags=set())).split())

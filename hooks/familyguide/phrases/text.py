"""Free text of records as HTML that is safe: a small Markdown, and nothing that a record could smuggle in."""

from __future__ import annotations

from html import unescape

import markdown
import nh3
from markupsafe import Markup

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
_SCHEMES = {"https", "http", "mailto", "tel"}
# Headings, code, quotes and pictures are no part of the format; what looks like them stays text.
_NOT_BLOCKS = ("code", "hashheader", "setextheader", "quote", "hr", "reference")
_NOT_INLINE = ("backtick", "image_link", "image_reference", "short_image_ref", "html", "entity", "autolink", "automail")


def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(extensions=["sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    for name in _NOT_BLOCKS:
        converter.parser.blockprocessors.deregister(name, strict=False)
    for name in _NOT_INLINE:
        converter.inlinePatterns.deregister(name, strict=False)
    return converter


_CONVERTER = _converter()


def markdown_html(text: str) -> Markup:
    """Paragraphs, lists, emphasis and links of `text`; tags and other tricks in it are shown as they were typed."""
    html = _CONVERTER.reset().convert(text.replace("&", "&amp;"))
    return Markup(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener"))


def plain_text(text: str) -> str:
    """The words of `text` without its markup, for search."""
    html = _CONVERTER.reset().convert(text.replace("&", "&amp;"))
    return " ".join(unescape(nh3.clean(html, tags=set())).split())

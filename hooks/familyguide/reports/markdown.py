"""Text of records in Markdown for forges: shown as it is, never as markup, a mention or a command."""

from __future__ import annotations

import re
from html import escape

from ..records.findings import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]|])")
_REFERENCE = re.compile(r"([@#!~%$&])(?=\w)")
_JOINER = "\u2060"


def as_markdown(text: str) -> str:
    """One line that says exactly `text`, for Markdown as GitHub, GitLab and Gitea read it.

    Nobody is called and no issue is linked by what stands in a record; an invisible joiner keeps forges from it.
    """
    return _MARKUP.sub(r"\\\1", escape(_REFERENCE.sub(rf"\1{_JOINER}", visible(text)), quote=False))


def as_code(text: str) -> str:
    """A path or key in the type of code."""
    return f"<code>{escape(visible(text))}</code>"

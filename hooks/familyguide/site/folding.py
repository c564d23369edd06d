"""Drawings that show how copied sheets become a booklet, in the colour of the text around them."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup


def _drawing(shapes: str) -> Markup:
    """The sentence beside a drawing says the same, so screen readers pass over it."""
    return Markup(
        '<svg class="step" viewBox="0 0 96 64" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</svg>'
    )


_SHEET: Final = '<rect x="14" y="12" width="56" height="40"/><path d="M42 12v40" stroke-dasharray="3 4"/>'

DRAWINGS: Final = {
    "duplex": _drawing(_SHEET + '<path d="M24 22h10M24 28h10M24 34h8M50 22h10M50 28h10M50 34h8"/>'
                       '<path d="M22 56h56V20h-4" stroke-dasharray="1 0"/>'),
    "short-edge": _drawing(_SHEET + '<path d="M70 12v40" stroke-width="4"/>'
                           '<path d="M58 32c6 -16 24 -16 28 0m0 0-6 -4m6 4 4 -6"/>'),
    "fold": _drawing('<path d="M48 14v40L14 48V8zM48 14 82 8v40L48 54"/>'
                     '<path d="M30 4c10 -4 26 -4 36 0m0 0-6 -3m6 3-5 4"/>'),
    "staple": _drawing('<path d="M48 14v40L14 48V8zM48 14 82 8v40L48 54"/>'
                       '<path d="M48 22v7M48 39v7" stroke-width="5"/>'),
}  # fmt: skip
"""By the names that the sentences have for them."""

"""The files that the finder loads: its data in parts, and the cards of the offers where a page cannot hold them all."""

from __future__ import annotations

import json
from typing import Any, Final

from ..finder.index import finder_data
from ..guide import Guide
from . import urls
from .assets import Asset, hashed
from .render import Renderer

CARDS_IN_PAGE: Final = 400
"""Up to so many offers, their cards lie in the page of the finder; beyond, it fetches them in groups."""
CARDS_IN_A_GROUP: Final = 20
TEXT_IN_CORE: Final = 1000
"""Up to so many offers, the words of texts come with the rest; beyond, first results do not wait for them."""
LIST_IN_PAGE: Final = 1500
"""Up to so many offers, the page lists them all by topic; beyond, it leads to the topics."""
MOST_HELPLINES: Final = 4
"""So many helplines stand above the results: in need, nobody reads a long list."""


def finder_assets(guide: Guide, renderer: Renderer) -> dict[str, Asset]:
    """The files by their plain names; `finder.json` is the one to begin with and names the others."""
    data = finder_data(guide, text_apart=len(guide.offers) > TEXT_IN_CORE)
    assets: dict[str, Asset] = {}

    def add(name: str, ending: str, content: bytes) -> str:
        asset = Asset(f"assets/{name}.{hashed(content)}.{ending}", content)
        assets[f"{name}.{ending}"] = asset
        return urls.relative("/" + asset.path, urls.FINDER)

    addresses = {language: add(f"finder-{language}", "json", _json(part)) for language, part in data.languages.items()}
    parts: dict[str, Any] = {
        "languages": [language | {"url": addresses[language["id"]]} for language in data.core["languages"]]
    }
    if data.text is not None:
        parts["textUrl"] = add("finder-text", "json", _json(data.text))
    if len(guide.offers) > CARDS_IN_PAGE:
        groups = [
            guide.offers[start : start + CARDS_IN_A_GROUP] for start in range(0, len(guide.offers), CARDS_IN_A_GROUP)
        ]
        parts["cards"] = {
            "size": CARDS_IN_A_GROUP,
            "urls": [
                add(
                    f"finder-karten-{number}",
                    "html",
                    renderer.fragment("finder-cards.html", urls.FINDER, offers=group).encode(),
                )
                for number, group in enumerate(groups)
            ],
        }
    add("finder", "json", _json(data.core | parts))
    return assets


def _json(part: Any) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()

"""Pictures that messengers and networks show beside a link: one for the guide, one for each life stage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import typst

from ..guide import Guide
from ..records.models import Stage
from .assets import GUIDE_COLOUR, Asset, hashed
from .wording import PICTURE_LABEL, PICTURE_OF_GUIDE, PICTURE_OF_STAGE

WIDTH: Final = 1200
HEIGHT: Final = 630
"""What networks ask for; https://ogp.me says nothing about it."""
FONTS: Final = Path(__file__).parents[1] / "fonts"


def picture_name(stage: Stage | None) -> str:
    """The plain name of the picture of a stage; without one, of the guide."""
    return f"vorschau-{stage.id}.png" if stage else "vorschau.png"


def picture_text(guide: Guide, stage: Stage | None) -> str:
    """What is seen on the picture of a stage, or of the guide."""
    if stage is None:
        return PICTURE_OF_GUIDE.format(guide=guide.town.title, count=len(guide.stages))
    return PICTURE_OF_STAGE.format(label=_label(guide, stage), title=stage.title, guide=guide.town.title)


def _label(guide: Guide, stage: Stage) -> str:
    return PICTURE_LABEL.format(number=guide.stages.index(stage) + 1, count=len(guide.stages))


def preview_pictures(guide: Guide, icons: Mapping[str, str]) -> dict[str, Asset]:
    """The pictures by their plain names."""
    about: list[Stage | None] = [None, *guide.stages]
    data = {
        "width": WIDTH,
        "height": HEIGHT,
        "title": guide.town.title,
        "colours": [stage.colour or GUIDE_COLOUR for stage in guide.stages],
        "pictures": [_content(guide, stage, icons) for stage in about],
    }
    drawn = _draw(json.dumps(data, ensure_ascii=False))
    return {
        picture_name(stage): Asset(f"assets/{picture_name(stage).removesuffix('.png')}.{hashed(image)}.png", image)
        for stage, image in zip(about, drawn, strict=True)
    }


def _content(guide: Guide, stage: Stage | None, icons: Mapping[str, str]) -> dict[str, Any]:
    if stage is None:
        colour, title, text = GUIDE_COLOUR, guide.town.title, guide.town.subtitle
        number, label, icon = None, "", ""
    else:
        colour, title, text = stage.colour or GUIDE_COLOUR, stage.title, stage.short
        number = guide.stages.index(stage) + 1
        label = _label(guide, stage)
        icon = icons.get(stage.icon or "", "").replace("<svg ", '<svg fill="#fff" ', 1)
    return {"number": number, "label": label, "title": title, "text": text or "", "colour": colour, "icon": icon}


@lru_cache(maxsize=4)  # while the site is served, most changes leave the pictures as they are
def _draw(data: str) -> tuple[bytes, ...]:
    """One PNG for each picture; letters that no font has are drawn as boxes."""
    source = (files(__package__) / "pictures.typ").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    compiler = typst.Compiler(source, font_paths=fonts, sys_inputs={"data": data})
    pages = compiler.compile(format="png", ppi=72, timestamp=0)
    return tuple(pages) if isinstance(pages, list) else (pages or b"",)

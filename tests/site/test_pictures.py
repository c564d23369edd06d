"""The preview pictures: the right size, the same bytes each time, and no text can do more than be drawn."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest
from familyguide.guide import Guide
from familyguide.site import pictures
from familyguide.site.assets import hashed
from familyguide.site.pictures import GUIDE_COLOUR, picture_name, preview_pictures
from making import guide_of, neighbour_guide, neighbour_town

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h24v24H0z"/></svg>'


def drawn(guide: Guide, icons: dict[str, str] | None = None) -> dict[str, bytes]:
    """The pictures, drawn anew."""
    pictures._draw.cache_clear()
    return {name: asset.content for name, asset in preview_pictures(guide, icons or {}).items()}


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def first_pixel(png: bytes) -> str:
    """The colour at the top on the left, where every filter of the format leaves the value as it is."""
    position, pixels = 8, b""
    while position < len(png):
        length, kind = struct.unpack(">I4s", png[position : position + 8])
        pixels += png[position + 8 : position + 8 + length] if kind == b"IDAT" else b""
        position += 12 + length
    return f"#{zlib.decompress(pixels)[1:4].hex()}"


def with_stages(*changes: dict[str, Any], **town: Any) -> Guide:
    """The neighbour town with as many life stages as there are changes to them."""
    record = neighbour_town()
    stages = tuple(
        record.stages[0].model_copy(update={"id": f"phase-{number}", **change})
        for number, change in enumerate(changes, start=1)
    )
    return guide_of(town=record.model_copy(update={"stages": stages, "town": record.town.model_copy(update=town)}))


@pytest.fixture(scope="module")
def neighbour_pictures() -> dict[str, bytes]:
    return drawn(neighbour_guide())


def test_one_for_the_guide_and_one_for_each_life_stage(neighbour_pictures: dict[str, bytes]):
    stages = neighbour_guide().stages

    assert list(neighbour_pictures) == [picture_name(None), *(picture_name(stage) for stage in stages)]
    assert len(set(neighbour_pictures.values())) == len(stages) + 1


def test_their_size_is_what_pages_say(neighbour_pictures: dict[str, bytes]):
    assert {size_of(png) for png in neighbour_pictures.values()} == {(1200, 630)}
    assert (pictures.WIDTH, pictures.HEIGHT) == (1200, 630)


def test_each_has_the_colour_of_its_stage(neighbour_pictures: dict[str, bytes]):
    colours = [stage.colour or GUIDE_COLOUR for stage in neighbour_guide().stages]

    assert [first_pixel(png) for png in neighbour_pictures.values()] == [GUIDE_COLOUR, *colours]
    assert GUIDE_COLOUR in colours, "a stage without a colour is part of the test"


def test_the_same_bytes_each_time(neighbour_pictures: dict[str, bytes]):
    assert drawn(neighbour_guide()) == neighbour_pictures


def test_the_name_says_what_is_in_it():
    for name, asset in preview_pictures(neighbour_guide(), {}).items():
        assert asset.path == f"assets/{name.removesuffix('.png')}.{hashed(asset.content)}.png"


@pytest.mark.parametrize(
    "change", [{"title": "Ganz anders"}, {"short": "Ganz anders"}, {"colour": "#2c6b2f"}, {"icon": "material/school"}]
)
def test_everything_about_a_stage_is_seen(change: dict[str, str]):
    """Its number, too: two stages that differ in nothing else have two pictures."""
    icons = {"material/school": SQUARE}
    first, second, *_ = list(drawn(with_stages({}, {}), icons).values())[1:]
    changed = list(drawn(with_stages(change, {}), icons).values())[1]

    assert len({first, second, changed}) == 3


def test_the_title_of_the_guide_is_on_every_picture():
    one, other = (drawn(with_stages({}, title=title)) for title in ("Wegweiser", "Leitfaden"))

    assert not set(one.values()) & set(other.values())


@pytest.mark.parametrize(
    "text",
    [
        '#set page(width: 10pt)\n#panic("x")',
        "$ x $ *fett* _schräg_ @nichts <marke> // weg /* weg */ \\ \" ' `x` ~ --- #",
        '", "number": null}]}',
        "حمل, 怀孕, беременность, Ζωή, 👶🏽, \u202e\u0007\ue000",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen und noch viel mehr Wort",
        "x" * 160,
        "",
    ],
    ids=["code", "markup", "data", "scripts", "long words", "no words", "nothing"],
)
def test_every_text_is_drawn(text: str):
    guide = with_stages({"title": text, "short": text}, {"title": text, "short": None}, title=text, subtitle=text)

    assert {size_of(png) for png in drawn(guide).values()} == {(1200, 630)}
    assert len(set(drawn(guide).values())) == 3


def test_markup_is_drawn_as_it_is_typed():
    plain, marked = (drawn(with_stages({"title": title})) for title in ("fett", "*fett*"))

    assert plain["vorschau-phase-1.png"] != marked["vorschau-phase-1.png"]


@pytest.mark.parametrize("count", [1, 2, 12])
def test_a_chain_of_any_length_fits(count: int):
    assert len(set(drawn(with_stages(*[{}] * count)).values())) == count + 1

"""The files themselves: what machines, screen readers, readers, copiers and presses find in them."""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pypdfium2
import pytest
from familyguide.brochure.data import Printer
from familyguide.brochure.press import count_pages, destinations, imposed, sides, with_bleed_boxes
from familyguide.brochure.typeset import brochure, pdf
from familyguide.records.values import contrast_on_white
from familyguide.site import urls
from making import edition_record, guide_of, neighbour_guide, neighbour_town, offer_record
from printed_edition import SITE, Edition
from reading_pdf import HEADINGS, bare, codes, links, opened, page_texts, structure

MM = 72 / 25.4


# --- what it claims to be


def test_it_says_that_it_is_accessible_and_lasts(edition: Edition):
    with opened(edition.pdf) as document:
        metadata = document.open_metadata()

        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
        assert str(document.Root.Lang).startswith("de")
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert metadata["dc:title"] == edition.record.title


def test_all_fonts_are_in_it(edition: Edition):
    with opened(edition.pdf) as document:
        fonts = [
            obj
            for obj in document.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
        ]

        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all("Noto" in str(font.FontName) for font in fonts)


def test_its_pages_make_whole_sheets(edition: Edition):
    assert count_pages(edition.pdf) % 4 == 0
    assert not [number for number, text in enumerate(edition.pages, start=1) if len(text) < 20]


def test_the_same_records_and_day_give_the_same_bytes(neighbour: Edition):
    again, _ = brochure(Printer(neighbour.guide, SITE, {}).edition(neighbour.record))

    assert again == neighbour.pdf
    assert imposed(again) == imposed(neighbour.pdf)


# --- what a screen reader finds


def test_headings_leave_no_level_out(edition: Edition):
    levels = [HEADINGS[node.kind] for node in structure(edition.pdf).walk() if node.kind in HEADINGS]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert Counter(levels)[3] == len(edition.contents.offers)


def test_it_has_lists_and_its_tables_have_heads(edition: Edition):
    nodes = list(structure(edition.pdf).walk())

    lists = [node for node in nodes if node.kind == "/L"]
    assert len(lists) > len(edition.data["emergencies"])
    assert all(any(below.kind == "/LI" for below in node.children) for node in lists)
    tables = [node for node in nodes if node.kind == "/Table"]
    assert all(any(below.kind == "/TH" for below in table.walk()) for table in tables)


def test_links_say_where_they_lead(edition: Edition):
    found = links(edition.pdf)

    assert found
    assert all(target and description for _, target, description in found)


def test_chapters_and_offers_are_bookmarks(edition: Edition):
    with opened(edition.pdf) as document, document.open_outline() as outline:
        titles: list[str] = []
        waiting = list(outline.root)
        while waiting:
            item = waiting.pop(0)
            titles.append(item.title)
            waiting += item.children

    assert {chapter.title for chapter in edition.contents.chapters} <= set(titles)
    assert {offer.title for offer in edition.contents.offers} <= set(titles)


def test_a_passage_in_another_language_is_marked():
    guide = guide_of(offer_record(kurztext="Das Café heißt مقهى الآباء und Зустріч."))
    content, _ = brochure(Printer(guide, SITE, {}).edition(edition_record(register="nein")))

    with opened(content) as document:
        marked = {str(obj.Lang) for obj in document.objects if isinstance(obj, pikepdf.Dictionary) and "/Lang" in obj}
        streams = b"".join(page.Contents.read_bytes() for page in document.pages)

    languages = marked | {match.decode() for match in re.findall(rb"/Lang\s*\(([a-z-]+)\)", streams)}
    assert {"ar", "uk"} <= languages


# --- what a reader finds


def cards(edition: Edition) -> dict[str, dict[str, Any]]:
    """The data of the cards by offer."""
    return {
        card["id"]: card
        for chapter in edition.data["chapters"]
        for group in chapter["groups"]
        for card in group["cards"]
    }


def test_each_offer_stands_once_on_the_page_that_is_named_for_it(edition: Edition):
    places = destinations(edition.pdf)
    pages = [bare(text) for text in edition.pages]

    for offer in edition.contents.offers:
        page = edition.layout.pages[f"angebot-{offer.id}"]
        assert places[f"angebot-{offer.id}"] == page
        assert bare(offer.title) in pages[page - 1]
        assert sum(bare(offer.record.summary) in text for text in pages) == 1, offer.id


def test_each_offer_has_its_telephone_number_on_its_page(edition: Edition):
    for offer in edition.contents.offers:
        page = edition.pages[edition.layout.pages[f"angebot-{offer.id}"] - 1]
        for phone in offer.phones:
            assert phone.text in page


def test_sensitive_offers_have_neither_place_nor_address(neighbour: Edition):
    sensitive = [offer for offer in neighbour.contents.offers if offer.record.sensitive]

    assert sensitive
    for offer in sensitive:
        card = cards(neighbour)[offer.id]
        assert card["code"] is None
        assert not {"Wo", "Internet", "E-Mail"} & {label for label, _ in card["rows"]}
        assert offer.slug not in "".join(neighbour.pages)


def test_each_page_reference_names_the_page_of_its_offer(edition: Edition):
    pages = [bare(text) for text in edition.pages]
    for _, target, _ in links(edition.pdf):
        assert target.isdigit() or target.startswith(("https://", "http://", "mailto:", "tel:"))
    for chapter in edition.data["chapters"]:
        for group in chapter["groups"]:
            for pointer in group["also"]:
                page = edition.layout.pages[f"angebot-{pointer['id']}"]
                title = bare("".join(p if isinstance(p, str) else p["text"] for p in pointer["title"]))
                assert any(f"{title}sieheSeite{page}" in text for text in pages), pointer


def test_the_registers_name_the_right_pages(edition: Edition):
    last = edition.pages[edition.layout.pages[f"angebot-{edition.contents.offers[-1].id}"] :]
    text = bare(" ".join(last))
    for offer in edition.contents.offers:
        assert f"{bare(offer.title)}{edition.layout.pages[f'angebot-{offer.id}']}" in text


def test_the_contents_name_the_pages_of_the_chapters(edition: Edition):
    front = bare(" ".join(edition.pages[: edition.layout.pages[f"kapitel-{edition.data['chapters'][0]['id']}"] - 1]))
    for chapter, data in zip(edition.contents.chapters, edition.data["chapters"], strict=True):
        assert f"{bare(chapter.title)}{edition.layout.pages['kapitel-' + data['id']]}" in front


def test_the_emergency_numbers_are_on_each_page_but_the_cover_and_all_on_the_last(edition: Edition):
    for text in edition.pages[1:]:
        assert all(number in text for number in ("112", "110", "116 117"))
    numbers = [line["phone"][0]["text"] for emergency in edition.data["emergencies"] for line in emergency["lines"]]
    assert numbers
    assert all(number in edition.pages[-1] for number in numbers)


def test_codes_lead_to_pages_of_the_site(neighbour: Edition):
    guide, contents = neighbour.guide, neighbour.contents
    offers = [urls.offer_url(offer) for offer in contents.offers if not offer.record.sensitive]
    stages = [urls.stage_url(chapter.stage) for chapter in contents.chapters if chapter.stage]
    read = [address for number in range(1, len(neighbour.pages) + 1) for address in codes(neighbour.pdf, number)]

    assert Counter(urlsplit(address).path.removeprefix("/stadt") for address in read) == Counter(
        [urls.HOME, *stages, *offers, *([urls.FINDER] if contents.always else [])]
    )
    assert {address.partition("/stadt")[0] for address in read} == {SITE.partition("/stadt")[0]}
    assert len(offers) > 3
    assert len(guide.stages) >= len(stages) > 1


# --- what a designer looks at


def glyphs(content: bytes, page: int) -> list[tuple[float, tuple[float, float, float, float]]]:
    """Size and box of each letter on a page."""
    document = pypdfium2.PdfDocument(content)
    found = []
    for item in document[page].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        value = ctypes.c_float()
        pypdfium2.raw.FPDFTextObj_GetFontSize(item.raw, value)
        matrix = item.get_matrix()
        found.append((value.value * (matrix.a**2 + matrix.b**2) ** 0.5, item.get_bounds()))
    document.close()
    return found


def test_no_type_is_smaller_than_ten_points_and_none_leaves_the_page(edition: Edition):
    width, height = 148 * MM, 210 * MM
    for number in range(len(edition.pages)):
        for size, (left, bottom, right, top) in glyphs(edition.pdf, number):
            assert size >= 9.99
            assert left >= 2 * MM
            assert right <= width - 2 * MM
            assert bottom >= 2 * MM
            assert top <= height - 2 * MM


def test_colours_can_be_read_on_paper(edition: Edition):
    colours = {edition.data["colour"], *(chapter["colour"] for chapter in edition.data["chapters"])}

    assert all(contrast_on_white(colour) >= 4.5 for colour in colours)


@pytest.mark.parametrize("changes", [{"format": "a4"}, {"grossdruck": "ja"}, {"format": "a4", "grossdruck": "ja"}])
def test_other_sizes_of_page_and_type(neighbour: Edition, changes: dict[str, str]):
    record = edition_record(**changes)
    content, layout = brochure(Printer(neighbour.guide, SITE, {}).edition(record))

    least = 14 if "grossdruck" in changes else 12
    assert count_pages(content) % 4 == 0
    assert destinations(content).items() >= layout.pages.items()
    sizes = [size for number in range(1, count_pages(content)) for size, _ in glyphs(content, number)]
    assert min(sizes) >= 11.99
    assert Counter(round(size) for size in sizes).most_common(1)[0][0] == least


# --- what a copier and a press find


def test_a_booklet_has_each_page_once_in_its_place():
    assert list(sides(8)) == [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_the_imposed_file_shows_each_page_where_it_belongs(neighbour: Edition):
    sheets = imposed(neighbour.pdf)
    count = len(neighbour.pages)
    texts = page_texts(sheets)

    with opened(sheets) as document:
        boxes = {tuple(round(float(edge) / MM) for edge in page.mediabox) for page in document.pages}
    assert boxes == {(0, 0, 296, 210)}
    assert len(texts) == count // 2
    for text, (left, right) in zip(texts, sides(count), strict=True):
        assert Counter(bare(text)) == Counter(bare(neighbour.pages[left - 1] + neighbour.pages[right - 1]))
        assert bare(text).startswith(bare(neighbour.pages[left - 1])[:20])


@pytest.fixture(scope="module")
def press(neighbour: Edition) -> pikepdf.Pdf:
    content = pdf("brochure", neighbour.data, neighbour.layout, for_press=True)
    return pikepdf.open(io.BytesIO(with_bleed_boxes(content)))


def test_a_press_finds_bleed_around_the_trimmed_page(press: pikepdf.Pdf, neighbour: Edition):
    assert len(press.pages) == len(neighbour.pages)
    for page in press.pages:
        trim, bleed = ([float(edge) / MM for edge in box] for box in (page.trimbox, page.obj.BleedBox))
        assert [round(edge, 1) for edge in trim] == [3, 3, 151, 213]
        assert [round(edge, 1) for edge in bleed] == [0, 0, 154, 216]


def test_a_press_finds_its_own_colours_only_and_black_is_one_ink(press: pikepdf.Pdf):
    seen = Counter[str]()
    for page in press.pages:
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in ("k", "K"):
                seen["cmyk"] += 1
                inks = [float(value) for value in instruction.operands]
                seen["black"] += inks == [0, 0, 0, 1]
            assert operator not in ("rg", "RG"), page
            if operator in ("scn", "SCN", "sc", "SC"):
                seen[str(len(instruction.operands))] += 1
    assert seen["3"] == 0
    assert seen["cmyk"] or seen["4"]


def test_pages_stand_on_the_same_place_for_screen_and_press(press: pikepdf.Pdf, neighbour: Edition):
    out = io.BytesIO()
    press.save(out)

    assert destinations(out.getvalue()).items() >= neighbour.layout.pages.items()


# --- towns of other sizes


def test_an_edition_with_one_offer():
    guide = guide_of(offer_record())
    content, layout = brochure(Printer(guide, "", {}).edition(edition_record()))

    assert count_pages(content) % 4 == 0
    assert destinations(content).items() >= layout.pages.items()


@pytest.mark.parametrize("count", [1, 2])
def test_a_town_with_few_life_stages_and_no_districts(count: int):
    stages = neighbour_guide().stages[1 : 1 + count]
    town = neighbour_town(stages=stages, districts=(), emergencies=())
    guide = guide_of(offer_record(), town=town)
    content, layout = brochure(Printer(guide, SITE, {}).edition(edition_record(zuerst={"anbieter": "stadt-nebelfurt"})))

    assert count_pages(content) % 4 == 0
    assert destinations(content).items() >= layout.pages.items()


def test_what_looks_like_markup_is_printed_as_it_is():
    tricky = "#panic() $x$ *fett* _kursiv_ @label \\u{41} `code` // nichts"
    content, _ = brochure(Printer(guide_of(offer_record(titel=tricky)), SITE, {}).edition(edition_record()))

    assert bare(tricky) in bare(" ".join(page_texts(content)))


def test_very_long_words_stay_on_the_page(neighbour: Edition):
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    guide = guide_of(offer_record(titel=long, kurztext=f"{'x' * 90} {long} {'9' * 60}", zeiten={"text": "M" * 120}))
    edition = replace(neighbour, pdf=brochure(Printer(guide, SITE, {}).edition(edition_record()))[0])

    for number in range(count_pages(edition.pdf)):
        assert all(box[2] <= 148 * MM - 4 * MM for size, box in glyphs(edition.pdf, number) if size < 20)

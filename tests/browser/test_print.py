"""Pages on paper, as Chromium prints them: what stands there, where it breaks, whether the code can be scanned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from familyguide.guide import Guide
from familyguide.site import urls
from page_kinds import HAND_WRITTEN, PAGE_KINDS, PageKind
from playwright.sync_api import Page
from visiting import SUB_PATH, StartVisit, Visit

SITE = f"https://familienwegweiser.example{SUB_PATH}"
"""The address that the site is built for."""
DAY = "26.11.2026"
"""On which it is built."""
POINTS_PER_MM = 72 / 25.4
LEAST_CODE = 20
"""Millimetres, without the quiet zone."""
LEAST_TYPE = 10
"""Points."""
HYPHEN_AT_LINE_END = "\ufffe"
"""What pdfium says for it."""
LEAST_OFFERS_A_SHEET = 6
"""On the side of a sheet, in a long list."""


def largest_stage(guide: Guide) -> str:
    return urls.stage_url(max(guide.stages, key=lambda stage: len(guide.in_stage(stage.id))))


def largest_topic(guide: Guide) -> str:
    return urls.topic_url(max(guide.topics, key=lambda topic: len(guide.in_topic(topic.id))))


def largest_district(guide: Guide) -> str:
    return urls.district_url(max(guide.districts, key=lambda district: len(guide.in_district(district.id))))


def largest_provider(guide: Guide) -> str:
    return urls.provider_url(max(guide.providers, key=lambda provider: len(guide.of_provider(provider.id))))


def longest_offer(guide: Guide) -> str:
    listed = [offer for offer in guide.offers if not offer.record.sensitive]
    return urls.offer_url(max(listed, key=lambda offer: len(offer.record.model_dump_json())))


def sensitive_offer(guide: Guide) -> str:
    return urls.offer_url(next(offer for offer in guide.offers if offer.record.sensitive))


UrlIn = Callable[[Guide], str]
PRINTED: dict[str, UrlIn] = {
    "stage": largest_stage,
    "topic": largest_topic,
    "district": largest_district,
    "provider": largest_provider,
    "offer": longest_offer,
    "emergency": lambda guide: urls.EMERGENCY,
    "week": lambda guide: urls.WEEK,
    "hand-written page": lambda guide: f"/{HAND_WRITTEN[0]}/",
}


@contextmanager
def on_paper(page: Page) -> Iterator[pypdfium2.PdfDocument]:
    """Print the page with the settings that a browser proposes: no backgrounds."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=False))
    try:
        yield document
    finally:
        document.close()


def sheets(document: pypdfium2.PdfDocument) -> list[str]:
    """The text of each side of a sheet, in single lines; an address that goes on in the next line is whole."""
    texts = (document[number].get_textpage().get_text_range() for number in range(len(document)))
    return [" ".join(text.replace(HYPHEN_AT_LINE_END, "-").split()) for text in texts]


def letters(text: str) -> str:
    """The text without what a line break may change."""
    return re.sub(r"\W", "", text)


@pytest.fixture(scope="module", params=PRINTED.values(), ids=PRINTED)
def printed(request: pytest.FixtureRequest, start_visit: StartVisit) -> Iterator[tuple[Visit, str]]:
    """A visit to each of the pages that are made to be printed, and its address."""
    with start_visit() as visit:
        url = request.param(visit.guide)
        visit.go(url)
        yield visit, url


# --- what stands on a sheet -------------------------------------------------------------------------------------------


def test_printed_stage_holds_every_offer_with_its_phone(visit: Visit) -> None:
    with on_paper(visit.go(largest_stage(visit.guide))) as document:
        text = letters(" ".join(sheets(document)))
    stage = max(visit.guide.stages, key=lambda stage: len(visit.guide.in_stage(stage.id)))
    offers = visit.guide.in_stage(stage.id)

    assert [offer.title for offer in offers if letters(offer.title) not in text] == []
    assert [offer.id for offer in offers for phone in offer.phones if letters(phone.text) not in text] == []
    assert [offer.id for offer in offers for p in offer.places if p.street and letters(p.street) not in text] == []


def test_printed_stage_says_its_number_and_its_name(visit: Visit) -> None:
    """So that it is known without its colour, too."""
    number, stage = max(enumerate(visit.guide.stages, 1), key=lambda entry: len(visit.guide.in_stage(entry[1].id)))
    with on_paper(visit.go(urls.stage_url(stage))) as document:
        first, *others = sheets(document)

    assert f"Lebensphase {number} von {len(visit.guide.stages)} {stage.title}" in first
    assert all(stage.title in sheet and re.search(rf"(^| ){number}( |$)", sheet) for sheet in others)


def test_printed_stage_is_a_handout_and_no_book(visit: Visit) -> None:
    most = max(len(visit.guide.in_stage(stage.id)) for stage in visit.guide.stages)
    with on_paper(visit.go(largest_stage(visit.guide))) as document:
        assert len(document) <= max(2, ceil(most / LEAST_OFFERS_A_SHEET))


def test_emergency_numbers_fit_on_few_sides(visit: Visit) -> None:
    """The two of one sheet in common fonts, three in wide ones: a number that comes again is not explained again."""
    with on_paper(visit.go(urls.EMERGENCY)) as document:
        assert len(document) <= 3


def test_each_side_says_whence_when_and_which(printed: tuple[Visit, str]) -> None:
    visit, url = printed
    with on_paper(visit.page) as document:
        found = sheets(document)

    for number, sheet in enumerate(found, 1):
        assert visit.guide.town.title in sheet
        assert f"Seite erstellt am {DAY} – die einzelnen Angaben können älter sein." in sheet
        assert SITE + url in sheet
        assert f"Seite {number} von {len(found)}" in sheet


def test_sensitive_page_does_not_say_which_on_paper(visit: Visit) -> None:
    """Neither its address nor a code stands on a sheet that somebody may find."""
    url = sensitive_offer(visit.guide)
    with on_paper(visit.go(url)) as document:
        assert url not in " ".join(sheets(document))
        assert f"{SITE}/" in sheets(document)[0]
        assert scan(document) == []


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=str)
def test_nothing_on_paper_waits_for_a_finger(kind: PageKind, visit: Visit) -> None:
    """No navigation, no search, no filters, no buttons, no way out; what remains can be read (10 points)."""
    page = visit.go_to_kind(kind)
    page.emulate_media(media="print")

    assert page.evaluate(FOR_FINGERS) == []
    assert page.evaluate(TOO_SMALL, LEAST_TYPE) == []


@pytest.mark.parametrize("url_in", [largest_stage, largest_topic, longest_offer, sensitive_offer, lambda _: urls.HOME])
def test_no_words_of_the_navigation_are_printed(url_in: UrlIn, visit: Visit) -> None:
    with on_paper(visit.go(url_in(visit.guide))) as document:
        text = " ".join(sheets(document))

    assert [words for words in NAVIGATION if words in text] == []


FOR_FINGERS = """() => [...document.querySelectorAll(
    'nav:not(.chain-row), button, .button, input, select, summary, form, .skip-link, .exit, .exit-notes, .actions'
  )].filter((element) => element.checkVisibility() && !element.matches('.helplines .button'))
    .map((element) => element.outerHTML.slice(0, 120))"""
NAVIGATION = (
    "Zum Inhalt springen", "Menü", "Was suchen Sie?", "Seite schnell verlassen", "Filter", "Fehler melden",
    "Dieses Angebot bearbeiten", "Weg in der Karten-App", "Danach:", "Davor:", "Das könnte auch helfen",
)  # fmt: skip
TOO_SMALL = """(least) => [...document.querySelectorAll('body *')]
  .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden, svg'))
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((element) => parseFloat(getComputedStyle(element).fontSize) * 0.75 < least - 0.01)
  .map((element) => `${getComputedStyle(element).fontSize}: ${element.outerHTML.slice(0, 120)}`)"""


def test_what_is_closed_on_the_screen_is_open_on_paper(visit: Visit) -> None:
    page = visit.go(f"/{HAND_WRITTEN[0]}/")
    page.evaluate(
        "document.querySelector('.prose').insertAdjacentHTML('beforeend',"
        " '<details><summary>Mehr dazu</summary><p>Das Kleingedruckte.</p></details>')"
    )
    with on_paper(page) as document:
        assert "Das Kleingedruckte." in " ".join(sheets(document))


def test_where_links_lead_is_written_out(visit: Visit) -> None:
    """On the screen an offer names the host of its site; on paper there is nothing to click."""
    offer, web = next(
        (offer, point.text.split("://")[1].rstrip("/"))
        for offer in visit.guide.offers
        for point in offer.webs
        if point.text.rstrip("/").count("/") > 2
    )
    with on_paper(visit.go(urls.offer_url(offer))) as document:
        assert letters(web) in letters(" ".join(sheets(document)))


# --- where it breaks --------------------------------------------------------------------------------------------------

MARK_BOTH_ENDS = """() => {
  const shown = (element) => element.checkVisibility();
  const kept = [...document.querySelectorAll('.card, .meetings li, .index li')].filter(shown);
  for (const [number, element] of kept.entries()) {
    element.querySelector('.card__title, .meetings__what, a, p').prepend(`Q${number}a `);
    [...element.querySelectorAll(':is(p, li, span, h2, h3)')].filter(shown).at(-1).append(` Q${number}z`);
  }
  const headings = [...document.querySelectorAll('main h2')].filter(shown);
  for (const [number, heading] of headings.entries()) {
    heading.append(` H${number}a`);
    const next = heading.nextElementSibling;
    const first = next?.matches('ul') ? next.firstElementChild : next;
    first?.querySelector(':is(.card__title, .meetings__what, a, p)')?.prepend(` H${number}z `);
  }
  return [kept.length, headings.length];
}"""


@dataclass(frozen=True)
class Spot:
    """Where something stands; in points from the lower edge."""

    sheet: int
    top: float


LINE = 5
"""Points by which marks in one line may differ."""


def find_marks(document: pypdfium2.PdfDocument) -> dict[str, Spot]:
    """Where the marks have come to stand."""
    spots = {}
    for number in range(len(document)):
        page = document[number].get_textpage()
        text = page.get_text_range()
        for mark in re.finditer(r"[QH]\d+[az]", text):
            *_, top = page.get_charbox(mark.start())
            spots[mark[0]] = Spot(number, top)
    return spots


def test_nothing_that_belongs_together_is_split(printed: tuple[Visit, str]) -> None:
    """A card ends in the column in which it begins, and what a heading announces follows right below it."""
    visit, url = printed
    page = visit.go(url)
    page.emulate_media(media="print")
    kept, headings = page.evaluate(MARK_BOTH_ENDS)
    with on_paper(page) as document:
        spots = find_marks(document)
    page.reload()

    def torn(first: Spot, last: Spot) -> bool:
        return first.sheet != last.sheet or last.top > first.top + LINE  # the next column begins further up

    together = [(f"Q{number}a", f"Q{number}z") for number in range(kept)]
    together += [(f"H{number}a", f"H{number}z") for number in range(headings) if f"H{number}z" in spots]
    if not (kept or headings):
        pytest.skip("nothing on this page belongs together")
    assert {mark for pair in together for mark in pair} <= spots.keys()
    assert [(first, spots[first], spots[last]) for first, last in together if torn(spots[first], spots[last])] == []


# --- colours ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Picture:
    """A side of a sheet, from above to below; a dot has three bytes, blue, green and red, or a single grey one."""

    rows: list[bytes]

    @property
    def dots(self) -> list[bytes]:
        """All dots of a coloured picture."""
        return [row[start : start + 3] for row in self.rows for start in range(0, len(row), 3)]


def picture(document: pypdfium2.PdfDocument, number: int, per_mm: float, *, grey: bool = False) -> Picture:
    """Draw a side of a sheet with so many dots a millimetre."""
    bitmap = document[number].render(scale=per_mm / POINTS_PER_MM, grayscale=grey)
    try:
        content, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width * bitmap.n_channels
        return Picture([content[start : start + width] for start in range(0, len(content), stride)])
    finally:
        bitmap.close()


def test_paper_looks_the_same_whatever_the_screen_looks_like(visit: Visit) -> None:
    """Black on white, also for those whose screen is dark."""
    page = visit.go(largest_stage(visit.guide))
    pictures = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        with on_paper(page) as document:
            pictures.append(picture(document, 0, per_mm=3))

    assert pictures[0].rows == pictures[1].rows
    assert pictures[0].dots.count(WHITE) > 0.8 * len(pictures[0].dots)


def test_each_side_shows_the_colour_of_its_stage(visit: Visit) -> None:
    """As a bar, though backgrounds are not printed otherwise; from the second side on there is no other colour."""
    stage = max(visit.guide.stages, key=lambda stage: len(visit.guide.in_stage(stage.id)))
    colour = bytes.fromhex(stage.colour[1:])[::-1]
    with on_paper(visit.go(urls.stage_url(stage))) as document:
        sides = [picture(document, number, per_mm=2).dots for number in range(len(document))]

    assert all(dots.count(colour) >= LEAST_BAR * 2 * 2 for dots in sides)
    for dots in sides[1:]:
        strong = {dot for dot in dots if max(dot) - min(dot) > 50}
        assert {dot.index(max(dot)) for dot in strong} == {colour.index(max(colour))}


WHITE = b"\xff\xff\xff"
LEAST_BAR = 80
"""Square millimetres."""


# --- the code ---------------------------------------------------------------------------------------------------------

DOTS_PER_MM = 10
"""As a camera sees it."""


def scan(document: pypdfium2.PdfDocument) -> list[zxingcpp.Barcode]:
    """Read the codes on the first side."""
    rows = picture(document, 0, DOTS_PER_MM, grey=True).rows
    return zxingcpp.read_barcodes(memoryview(b"".join(rows)).cast("B", (len(rows), len(rows[0]))))


def test_code_leads_back_to_the_page(printed: tuple[Visit, str], site_folder: Path) -> None:
    visit, url = printed
    with on_paper(visit.page) as document:
        (code,) = scan(document)
        first = letters(sheets(document)[0])

    assert code.text == SITE + url
    assert (site_folder / urlsplit(code.text).path.removeprefix(f"{SUB_PATH}/") / "index.html").is_file()
    assert first.count(letters(code.text)) == 2  # below the code and at the foot


def test_code_is_large_and_stands_free(printed: tuple[Visit, str]) -> None:
    """Two centimetres at least, and four modules around it are white: else cameras look for it in vain."""
    visit, _ = printed
    with on_paper(visit.page) as document:
        (code,) = scan(document)
        rows = picture(document, 0, DOTS_PER_MM, grey=True).rows
    left, top = code.position.top_left.x, code.position.top_left.y
    right, bottom = code.position.bottom_right.x, code.position.bottom_right.y

    assert min(right - left, bottom - top) >= LEAST_CODE * DOTS_PER_MM

    zone = int(4 * (right - left) / (17 + 4 * int(code.extra["Version"]))) - 2
    around = [
        row[left - zone : right + zone] for row in (*rows[top - zone : top - 2], *rows[bottom + 3 : bottom + zone])
    ]
    around += [row[left - zone : left - 2] + row[right + 3 : right + zone] for row in rows[top:bottom]]
    assert min(map(min, around)) > 200

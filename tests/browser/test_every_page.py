"""What holds on every kind of page. Each is opened once and looked at from all sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_kinds import PAGE_KINDS, PageKind
from playwright.sync_api import Page, ViewportSize, expect
from visiting import PHONE, StartVisit, Visit

pytestmark = pytest.mark.browser

DESK = ViewportSize(width=1280, height=900)
WIDTHS = (320, 417, 640, 928, 1280)
"""From a small phone, or a desk at 400 % (WCAG 1.4.10), to a desk; the layout changes at those between."""
SMALLEST_TARGET = 24
"""In CSS pixels (WCAG 2.5.8)."""


@dataclass
class Opened:
    """A page of some kind, open in the browser."""

    kind: PageKind
    visit: Visit

    @property
    def page(self) -> Page:
        return self.visit.page


@pytest.fixture(scope="module", params=PAGE_KINDS, ids=str)
def opened(request: pytest.FixtureRequest, start_visit: StartVisit) -> Iterator[Opened]:
    """A page of each kind in turn; all tests of one kind look at the same one."""
    with start_visit() as visit:
        visit.go_to_kind(request.param)
        yield Opened(request.param, visit)


def test_page_leaves_no_trace(opened: Opened) -> None:
    """Nothing is asked of another host, nothing is stored, nothing fails unseen."""
    assert opened.visit.traces() == {}


def test_page_has_one_main_part_and_one_heading(opened: Opened) -> None:
    expect(opened.page.locator("main, [role=main]")).to_have_count(1)
    expect(opened.page.locator("h1")).to_have_count(1)
    expect(opened.page.locator("main h1")).not_to_be_empty()


def test_skip_link_comes_first(opened: Opened) -> None:
    """No positive tabindex moves anything before it."""
    focusable = opened.page.locator("a[href], button, input, select, summary, [tabindex]")

    expect(focusable.first).to_have_class("skip-link")
    expect(focusable.first).to_have_attribute("href", "#inhalt")
    expect(opened.page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])")).to_have_count(0)


# --- layout -----------------------------------------------------------------------------------------------------------

TOO_WIDE = """() => {
  const root = document.documentElement;
  const juts = (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5;
  const names = [...document.body.querySelectorAll('*')].filter(juts).map((element) => element.outerHTML.slice(0, 120));
  return root.scrollWidth > root.clientWidth ? { width: root.scrollWidth, names } : null;
}"""

TOO_SMALL = """(smallest) => {
  const isInSentence = (link) => {
    if (getComputedStyle(link).display !== 'inline') return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    return block.textContent.replace(link.textContent, '').trim() !== '';
  };
  return [...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter((target) => target.checkVisibility() && !isInSentence(target))
    .map((target) => [target, (target.closest('label') ?? target).getBoundingClientRect()])
    .filter(([, area]) => Math.min(area.width, area.height) < smallest)
    .map(([target, area]) => `${area.width} x ${area.height}: ${target.outerHTML.slice(0, 120)}`);
}"""


def test_nothing_scrolls_sideways(opened: Opened) -> None:
    found = {}
    for width in WIDTHS:
        opened.page.set_viewport_size({"width": width, "height": 640})
        found[width] = opened.page.evaluate(TOO_WIDE)

    assert {width: things for width, things in found.items() if things} == {}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_targets_are_large_enough(opened: Opened, size: ViewportSize) -> None:
    """Links within a sentence are excepted; they are as high as its lines."""
    opened.page.set_viewport_size(size)

    assert opened.page.evaluate(TOO_SMALL, SMALLEST_TARGET) == []


# --- what people have chosen for all pages ----------------------------------------------------------------------------

WITHOUT_OUTLINE = """() => [...document.querySelectorAll(
  'button, .button, input[type=search], select, .menu__button, .emergency-link, .exit__button, .card, .chain__link, ' +
  '.stage-mark, .flag, .tiles a, .notice, .at-a-glance, .review')]
  .filter((thing) => thing.checkVisibility())
  .filter((thing) => {
    const { borderInlineStartWidth, borderInlineStartColor, backgroundColor } = getComputedStyle(thing);
    return parseFloat(borderInlineStartWidth) < 1 || borderInlineStartColor === backgroundColor;
  })
  .map((thing) => thing.outerHTML.slice(0, 120))"""


def test_things_keep_their_outline_in_forced_colours(opened: Opened) -> None:
    """Backgrounds are gone there: buttons, cards and the rings of the chain are told apart by lines."""
    opened.page.emulate_media(forced_colors="active")
    without = opened.page.evaluate(WITHOUT_OUTLINE)
    opened.page.emulate_media(forced_colors="none")

    assert without == []


def test_nothing_moves_for_those_who_want_no_motion(opened: Opened) -> None:
    """The visitor has asked for as little as possible."""
    assert opened.page.evaluate("document.getAnimations().length") == 0
    assert opened.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


# --- axe --------------------------------------------------------------------------------------------------------------

ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What can change with the colours alone."""
EVERYTHING: list[list[str]] = []
REPEATED = [
    [".groups > :nth-child(n+4)"],
    *([f"{entry}:nth-child(n+5)"] for entry in (".card", ".index li", ".meetings li")),
]
"""What looks like its neighbours in every light: on a long page nearly all that axe would spend its time on."""


def violations(page: Page, rules: dict[str, object], without: list[list[str]]) -> list[str]:
    """What axe finds outside of `without`: the rule, the element that breaks it, and how."""
    report = page.evaluate(
        "([exclude, options]) => axe.run({ include: [['html']], exclude }, options)",
        [without, {"runOnly": rules, "resultTypes": ["violations"]}],
    )
    assert report["passes"], "axe has looked at nothing"
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in report["violations"]
        for node in rule["nodes"]
    ]


def test_axe_finds_nothing(opened: Opened) -> None:
    """WCAG 2.2 AA and axe's best practices, on a phone and a desk, in light and dark, in colours of one's own."""
    page = opened.page
    page.evaluate(Axe().axe_script)
    page.set_viewport_size(PHONE)
    found = {"phone, light": violations(page, ALL_RULES, EVERYTHING)}
    page.set_viewport_size(DESK)
    found["desk, light"] = violations(page, ALL_RULES, REPEATED)
    page.emulate_media(color_scheme="dark")
    found["desk, dark"] = violations(page, COLOUR_RULES, REPEATED)
    page.set_viewport_size(PHONE)
    found["phone, dark"] = violations(page, COLOUR_RULES, REPEATED)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, forced_colors="active")
        found[f"forced colours, {scheme}"] = violations(page, COLOUR_RULES, REPEATED)
    page.emulate_media(color_scheme="light", forced_colors="none")

    assert {where: broken for where, broken in found.items() if broken} == {}

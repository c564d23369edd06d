"""Where each card of a chapter goes: from their heights, in lines of the grid, to pages.

Cards are never split. Where the next one would leave too large a hole, one of the same topic that fits comes first;
where there is none, the rest of the page is left for notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

TOPIC_LINES: Final = 2
"""How high the name of a topic is."""
GAP: Final = 1
"""Between cards, and before a topic."""
SMALL_HOLE: Final = 1 / 6
"""Of a page: less than this may stay empty before cards change places."""


@dataclass(frozen=True, slots=True)
class Heights:
    """A topic of a chapter: how high its cards are, and the lines that point to other chapters."""

    cards: Sequence[int]
    pointers: Sequence[int]

    @property
    def all(self) -> list[int]:
        """Cards and pointers in their order."""
        return [*self.cards, *self.pointers]


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next on a page."""

    group: int
    item: int
    """Which card of its topic; pointers are counted on."""
    gap: int
    """How many lines stay empty before it."""
    begins: bool
    """Whether the name of its topic stands before it."""
    height: int
    line: int
    """Of the page: how many lines are above it, its gap and the name of its topic among them."""


@dataclass(slots=True)
class Page:
    """What stands on a page, and how many of its lines are left."""

    left: int
    steps: list[Step] = field(default_factory=list)
    goes_on: bool = False
    """Whether it begins with the rest of a card that is higher than a page."""


def pages_of_chapter(opening: int, groups: Sequence[Heights], rows: int) -> list[Page]:
    """Put the cards of a chapter on pages of `rows` lines; the first one begins with the `opening`."""
    pages = [Page(rows - opening)]
    for number, group in enumerate(groups):
        waiting = list(range(len(group.all)))
        begun = False
        while waiting:
            page = pages[-1]
            on_top = not page.steps and page.left == rows
            step = next(_that_fit(number, group, waiting, page, begun=begun, on_top=on_top, rows=rows), None)
            if step is None:
                pages.append(Page(rows))
                continue
            waiting.remove(step.item)
            page.steps.append(step)
            page.left -= step.gap + TOPIC_LINES * step.begins + step.height
            while pages[-1].left < 0:  # a card higher than a page goes on over the next ones
                over, pages[-1].left = -pages[-1].left, 0
                pages.append(Page(rows - over, goes_on=True))
            begun = True
    return pages


def _that_fit(
    number: int, group: Heights, waiting: Sequence[int], page: Page, *, begun: bool, on_top: bool, rows: int
) -> Iterator[Step]:
    """Yield what may come next, the best first; nothing where the page is full."""
    for position, item in enumerate(waiting):
        is_pointer = item >= len(group.cards)
        if position and (is_pointer or page.left <= rows * SMALL_HOLE):
            return
        follows_pointer = bool(page.steps) and begun and page.steps[-1].item >= len(group.cards)
        gap = 0 if on_top or (is_pointer and follows_pointer) else GAP
        height = group.all[item]
        above = gap + (0 if begun else TOPIC_LINES)
        if above + height <= page.left or (on_top and above + height > rows):
            yield Step(number, item, gap, not begun, height, rows - page.left + above)

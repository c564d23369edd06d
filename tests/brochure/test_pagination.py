"""Cards go to pages: none is lost or split, and no hole stays where another card of the topic would fit."""

from __future__ import annotations

from itertools import pairwise

from familyguide.brochure.pagination import GAP, SMALL_HOLE, TOPIC_LINES, Heights, Page, pages_of_chapter
from hypothesis import given
from hypothesis import strategies as st

ROWS = 38
groups_of_cards = st.lists(
    st.builds(Heights, st.lists(st.integers(3, 20), max_size=12), st.lists(st.integers(1, 2), max_size=8)), max_size=6
)


def steps(pages: list[Page]) -> list[tuple[int, int]]:
    return [(step.group, step.item) for page in pages for step in page.steps]


@given(st.integers(0, 20), groups_of_cards)
def test_each_card_stands_once_on_a_page_with_room_for_it(opening: int, groups: list[Heights]):
    pages = pages_of_chapter(opening, groups, ROWS)

    assert sorted(steps(pages)) == [
        (number, item) for number, group in enumerate(groups) for item in range(len(group.all))
    ]
    for number, page in enumerate(pages):
        used = sum(step.gap + step.height + TOPIC_LINES * step.begins for step in page.steps)
        assert used + page.left + (0 if number else opening) == ROWS
        assert page.left >= 0


@given(st.integers(0, 20), groups_of_cards)
def test_topics_keep_their_order_and_begin_once(opening: int, groups: list[Heights]):
    pages = pages_of_chapter(opening, groups, ROWS)

    order = [group for group, _ in steps(pages)]
    begun = [step.group for page in pages for step in page.steps if step.begins]

    assert order == sorted(order)
    assert begun == sorted(set(order))


@given(st.integers(0, 20), groups_of_cards)
def test_a_hole_stays_only_where_no_card_of_the_topic_fits(opening: int, groups: list[Heights]):
    pages = pages_of_chapter(opening, groups, ROWS)

    for page, following in pairwise(pages):
        group = following.steps[0].group
        still_to_come = [
            step for later in pages[pages.index(following) :] for step in later.steps if step.group == group
        ]
        cards = [step for step in still_to_come if step.item < len(groups[group].cards)]
        if page.left > ROWS * SMALL_HOLE and cards and cards[0] is still_to_come[0]:
            begins = TOPIC_LINES * any(step.begins for step in still_to_come)
            assert all(GAP + card.height + begins > page.left for card in cards)


def test_a_card_higher_than_a_page_goes_on_over_the_next():
    pages = pages_of_chapter(5, [Heights([90], []), Heights([4], [])], ROWS)

    assert steps(pages) == [(0, 0), (1, 0)]
    assert [page.goes_on for page in pages] == [False, False, True, True]
    assert pages[-1].left == 3 * ROWS - (TOPIC_LINES + 90) - (GAP + TOPIC_LINES + 4)

"""What the data of a town may do in a hand-written page: be read, and nothing else."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
import pytest
from familyguide.site.render import text_environment

MARKDOWN = markdown.Markdown(extensions=["attr_list", "sane_lists", "tables"])


class Reading(HTMLParser):
    """What a reader sees, and the elements around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str, value: str) -> Reading:
    return Reading(MARKDOWN.reset().convert(text_environment().from_string(page).render(value=value)))


@pytest.mark.parametrize(
    "value",
    [
        "[klick](javascript:alert(1))",
        "![bild](https://fremd.example/x.png)",
        "<script>alert(1)</script>",
        "<https://fremd.example>",
        "*fett* und __fett__",
        "`code`",
        "# Überschrift",
        "{: onclick=alert(1) }",
        "mit \\* Rückstrich",
        '3 < 5 & «mehr», O\'Neill "so"',
        "&#91;schon umschrieben&#93;",
    ],
)
def test_a_value_is_shown_as_it_is(value: str) -> None:
    reading = read("{{ value }}", value)

    assert (reading.elements, reading.text) == (["p"], value)


def test_a_value_can_be_the_target_of_a_link() -> None:
    reading = read("[{{ value }}](mailto:{{ value }})", "familien_info-1@stadt.example")

    assert (reading.text, reading.links) == ("familien_info-1@stadt.example", ["mailto:familien_info-1@stadt.example"])


def test_a_value_can_be_encoded_for_an_address() -> None:
    assert read("[x](mailto:a@b.example?subject={{ value | urlencode }})", "Fehler: [Ä]").links == [
        "mailto:a@b.example?subject=Fehler%3A%20%5B%C3%84%5D"
    ]


def test_markdown_of_the_page_itself_works() -> None:
    reading = read("{% set word = '**' ~ value ~ '**' %}**{{ value }}** {{ word }}", "so")

    assert (reading.elements, reading.text) == (["p", "strong"], "so **so**")


def test_a_passage_may_be_in_another_language() -> None:
    html = MARKDOWN.reset().convert(text_environment().from_string("*Hoş geldiniz!*{: lang=tr }").render())

    assert html == '<p><em lang="tr">Hoş geldiniz!</em></p>'

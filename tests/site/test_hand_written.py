"""What the data of a town may do in a hand-written page: be read, and nothing else."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
import pytest
from familyguide.records.models import Town
from familyguide.site.hand_written import HandWritten, check_hand_written
from familyguide.site.render import NotStated, text_environment
from making import neighbour_guide

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


BARE = Town.model_validate({"name": "Sonnenau", "titel": "Familienbuch"})


def filled(page: str) -> str:
    return text_environment().from_string(page).render(stadt=BARE)


@pytest.mark.parametrize(
    "page",
    [
        "{{ stadt.web }}",
        "[x]({{ stadt.web | urlencode }})",
        "{{ stadt.coordination.email }}",
        "{% for a in stadt.web %}{% endfor %}",
    ],
)
def test_what_is_not_stated_is_never_shown(page: str) -> None:
    """No page says None."""
    with pytest.raises(NotStated):
        filled(page)


@pytest.mark.parametrize("page", ["{% if stadt.web %}da{% else %}weg{% endif %}", "{{ stadt.web | default('weg') }}"])
def test_a_page_can_do_without(page: str) -> None:
    assert filled(page) == "weg"


def test_the_check_tells_what_is_not_stated() -> None:
    page = HandWritten("docs/impressum.md", "impressum/", b"# Impressum\n\n{{ stadt.subtitle }}\n")
    guide = neighbour_guide()
    bare = guide.record.model_copy(update={"town": BARE})
    (finding,) = check_hand_written([page], type(guide)(bare, (), (), (), guide.today))

    assert finding.text.startswith(
        "docs/impressum.md:3:1  «untertitel» ist in offers/guide.yml nicht angegeben; diese Stelle bliebe leer."
    )
    assert "ohne auskommt: {% if … %} … {% endif %}." in finding.text

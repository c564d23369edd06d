"""Words of other languages name their language, wherever they stand as text, and nowhere else."""

from __future__ import annotations

import pytest
from built_site import built
from familyguide.records.models import ForeignWord
from familyguide.site.languages import language_marker
from familyguide.site.pages import hand_written_page
from making import guide_of, neighbour_town, offer_record


def foreign(**words: str) -> tuple[ForeignWord, ...]:
    return tuple(
        ForeignWord.model_validate({"wort": text.replace("_", " "), "sprache": code}) for text, code in words.items()
    )


MARK = language_marker(
    (
        *foreign(Safe_Space="en", Space="en", Café_Olé="fr"),
        *(ForeignWord.model_validate({"wort": text, "sprache": "en"}) for text in ("Rock & Roll", "Let's go")),
    )
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Im Safe Space.</p>", '<p>Im <span lang="en">Safe Space</span>.</p>'),
        ("<p>Safe\nSpace</p>", '<p><span lang="en">Safe\nSpace</span></p>'),
        ("Safe-Space-Treff, Space", 'Safe-<span lang="en">Space</span>-Treff, <span lang="en">Space</span>'),
        ("<b>Café Olé</b> und Space", '<b><span lang="fr">Café Olé</span></b> und <span lang="en">Space</span>'),
        ("Rock &amp; Roll", '<span lang="en">Rock &amp; Roll</span>'),
        ("Let&#39;s go, Let's go", '<span lang="en">Let&#39;s go</span>, <span lang="en">Let\'s go</span>'),
    ],
)
def test_a_foreign_word_names_its_language(html: str, expected: str):
    assert MARK(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "Spaceship, aSpace, space",
        "www.Space.de, info@Space.de, Space.de, beispiel.de/Space",
        '<a title="Safe Space" data-x=\'Safe > Space\' href="/Space/">da</a>',
        "<head><title>Safe Space</title></head>",
        '<script type="application/ld+json">{"name": "Safe Space"}</script>',
        "<style>.Space{}</style><!-- Safe Space -->",
        "<svg><title>Safe Space</title></svg>",
        "<select><option>Safe Space</option></select>",
    ],
)
def test_what_is_no_word_of_the_page_stays(html: str):
    assert MARK(html) == html


def test_pages_of_the_guide_and_hand_written_ones_name_languages():
    town = neighbour_town(foreign_words=foreign(Safe_Space="en"))
    offer = offer_record("treff", titel="Safe Space", kurztext="Ein Safe Space für alle.")
    site = built(guide_of(offer, town=town))
    words = [span.text for span in site.page("/angebote/treff/").one("main").all("span") if span.get("lang") == "en"]

    assert words[:2] == ["Safe Space", "Safe Space"]
    assert site.page("/angebote/treff/").one("title").text.startswith("Safe Space – ")
    own = hand_written_page(site.site.renderer, "/ueber-uns/", "Über uns", "", "<h1>Über uns</h1><p>Safe Space</p>")
    assert '<p><span lang="en">Safe Space</span></p>' in own.html

"""Free text of records as HTML: a small Markdown, and nothing that a record could smuggle in."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from familyguide.phrases.text import markdown_html, plain_text
from hypothesis import example, given, settings
from hypothesis import strategies as st

ALLOWED = {
    "p": set(),
    "br": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "strong": set(),
    "em": set(),
    "a": {"href", "rel"},
}


class _Seen(HTMLParser):
    """What a browser would see in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.others: list[str] = []
        self._texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self._texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def text(self) -> str:
        """Words and signs, with the white space of HTML."""
        return " ".join("".join(self._texts).split())


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Ein Satz.", "<p>Ein Satz.</p>"),
        ("Eins.\n\nZwei.", "<p>Eins.</p>\n<p>Zwei.</p>"),
        ("Zeile  \nnoch eine", "<p>Zeile<br>\nnoch eine</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("24. Dezember", '<ol start="24">\n<li>Dezember</li>\n</ol>'),
        ("- a\n    - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("**fett** und *kursiv*", "<p><strong>fett</strong> und <em>kursiv</em></p>"),
        ("***beides***", "<p><strong><em>beides</em></strong></p>"),
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
        ("mit_unter_strich", "<p>mit_unter_strich</p>"),
        (r"\*nicht\*", "<p>*nicht*</p>"),
        ("[Seite](https://a.example/)", '<p><a href="https://a.example/" rel="noopener">Seite</a></p>'),
        ("[Seite](http://a.example)", '<p><a href="http://a.example" rel="noopener">Seite</a></p>'),
        ("[Post](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener">Post</a></p>'),
        ("[Ruf](tel:110)", '<p><a href="tel:110" rel="noopener">Ruf</a></p>'),
        ("[x](https://a.example/?a=1&b=2)", '<p><a href="https://a.example/?a=1&amp;b=2" rel="noopener">x</a></p>'),
        ("[**x**](https://a.example)", '<p><a href="https://a.example" rel="noopener"><strong>x</strong></a></p>'),
        ('[x](https://a.example "Titel")', '<p><a href="https://a.example" rel="noopener">x</a></p>'),
    ],
)
def test_what_the_format_has(typed: str, html: str):
    assert str(markdown_html(typed)) == html


@pytest.mark.parametrize(
    "typed",
    [
        # tags
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b>x</b>",
        "<!-- x -->",
        "<!doctype html>",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "</p></div>",
        '<a href="javascript:alert(1)">x</a>',
        "<svg/onload=alert(1)>",
        "3 < 5 & 6 > 4",
        # entities
        "&lt;script&gt;",
        "&amp; &copy; &#60;b&#62; &#x3c;b&#x3e;",
        "&",
        # links that are none
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        "[x](/angebote/)",
        "[x](//fremd.example/)",
        "[x](https:fremd.example)",
        "[x](#oben)",
        "[x]()",
        "[x][r] [r]: javascript:alert(1)",
        "[x][r]",
        "[x]",
        "<javascript:alert(1)>",
        "<https://a.example>",
        "<a@b.example>",
        "https://a.example",
        # pictures
        "![x](https://a.example/x.png)",
        "![x](javascript:alert(1))",
        "![x][r]",
        # blocks that the format does not have
        "# Titel",
        "> Zitat",
        "---",
        "`code`",
        "| a | b |",
        # what the converter uses inside
        "klzzwxh:0000",
        "wzxhzdk:0",
    ],
)
def test_what_the_format_has_not_is_shown_as_typed(typed: str):
    """No trick does anything: one paragraph, and in it the very signs that were typed."""
    seen = _Seen(markdown_html(typed))

    assert seen.tags == [("p", {})]
    assert not seen.others
    assert seen.text == typed
    assert plain_text(typed) == typed


def test_a_reference_defines_no_link():
    seen = _Seen(markdown_html("Siehe [hier][r].\n\n[r]: javascript:alert(1)\n[hier]: https://a.example"))

    assert [tag for tag, _ in seen.tags] == ["p", "p"]
    assert seen.text == "Siehe [hier][r]. [r]: javascript:alert(1) [hier]: https://a.example"


def test_a_heading_line_and_an_indented_line_are_text():
    assert _Seen(markdown_html("Titel\n=====\n\n    eingerückt")).text == "Titel ===== eingerückt"


@pytest.mark.parametrize("sign", ["- ", "1. ", "* "])
def test_lists_in_lists_without_end(sign: str):
    """Nobody means them, so they are shown as typed; and what comes after them is read as ever."""
    deep = sign * 1000

    assert _Seen(markdown_html(deep)).text == deep.strip()
    assert str(markdown_html("- a")) == "<ul>\n<li>a</li>\n</ul>"


def test_plain_text_keeps_the_words():
    typed = "Kommen Sie:\n\n- **mit** Kind\n- [ohne](https://a.example) & <allein>\n\nBis dann."

    assert plain_text(typed) == "Kommen Sie: mit Kind ohne & <allein> Bis dann."


# --- whatever somebody types ----------------------------------------------------------------------------------------

SIGNS = [*"*_`#>\\|~=[]()<>\"'&;", "**", "---", "](", "][", "]:", "![", "</", "<!--", "-->", "&#", "&lt;", "&#106;"]
WORDS = ["a", "ß", "alert(1)", "onclick="]
ADDRESSES = ["javascript:", "JAVASCRIPT:", "data:text/html,", "https://a.example", "mailto:", "//b.example"]
TAGS = ["<script>", "</script>", "<img src=x onerror=x>", "<a href=javascript:x>"]
SPACES = [" ", "\n", "\n\n", "    ", "- ", "1. "]
STRANGE = ["\u2028", "\u202e", "\x00", "\x02", "\x03", "\ufeff", "\x02klzzwxh:0\x03", "ع"]
pieces = st.sampled_from([*SIGNS, *WORDS, *ADDRESSES, *TAGS, *SPACES, *STRANGE])
anything = st.one_of(st.lists(pieces, max_size=30).map("".join), st.text(max_size=60))
thoroughly = settings(max_examples=400, deadline=None)


@thoroughly
@given(anything)
@example('[a](https://x" onclick="alert(1))')
@example("[a](https://x 'onclick=alert(1)')")
@example("**[a](https://x)\n- b**")
def test_only_the_allowed_set_comes_out(typed: str):
    """Whatever is typed: no tag, no attribute and no address but those that the format has."""
    seen = _Seen(markdown_html(typed))

    assert not seen.others
    for tag, attributes in seen.tags:
        assert tag in ALLOWED
        assert set(attributes) <= ALLOWED[tag]
        if "href" in attributes:
            assert re.match(r"(https?://|mailto:|tel:)", attributes["href"] or "", re.IGNORECASE)


@thoroughly
@given(anything)
def test_plain_text_is_one_line(typed: str):
    assert plain_text(typed).splitlines() in ([], [plain_text(typed)])


@thoroughly
@given(st.text(st.sampled_from("abz <>&\"';:/=äß\u05d0"), max_size=80))
def test_text_without_markup_is_shown_as_typed(typed: str):
    assert _Seen(markdown_html(typed)).text == " ".join(typed.split())

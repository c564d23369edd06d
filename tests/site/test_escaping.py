"""A guide full of tricks, made as values past the check: every text is shown as text, wherever it stands."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass, replace
from itertools import count
from typing import Any, TypeVar

import pytest
from built_site import BuiltSite, built
from familyguide.finder.index import finder_data
from familyguide.guide import Guide
from familyguide.records.models import ForeignWord, LinkException, Record, Town
from familyguide.records.values import PhoneNumber
from familyguide.site import urls
from familyguide.site.pages import hand_written_page
from making import DAY, neighbour_records, neighbour_town, offer_record, place_record, provider_record
from parsed_page import Element, parsed
from pydantic import BaseModel

TRICK = (
    "<script>alert(1)</script> \"doppelt\" 'einfach' & &amp; &lt;b&gt; &#106; **fett** _kursiv_ `code` "
    "[x](javascript:alert(1)) ![x](x.png) <javascript:alert(1)> </title></style></script></textarea><!-- --> ]]> "
    "\"><img src=x onerror=alert(1)> ' onmouseover=alert(1) x=' <svg/onload=alert(1)> {{ 7 * 7 }} {% raw %} ${x} %00 "
    "the policy of this page \u2028\u2029 سلام 你好 привіт ẞ"
)
MARKDOWN_FIELDS = {"description"}
"""The one kind of text in which markup means something, and then only of records that have it: see `phrases/`."""

# --- a guide in which every field is filled -------------------------------------------------------------------------

CONTACT = {
    "telefone": [{"nummer": "069 90009-1", "hinweis": "abends"}],
    "email": "hier@nebelfurt.example",
    "web": "https://hier.nebelfurt.example/x",
}
EVERYTHING: dict[str, Any] = {
    "titel": "Alles",
    "art": "angebot",
    "anbieter": "laden",
    "partner": ["stadt-nebelfurt"],
    "kurztext": "Kurz.",
    "beschreibung": "Lang.",
    "lebensphasen": ["kleine"],
    "themen": ["treffen", "lernen"],
    "zielgruppen": ["eltern"],
    "alter": {"wessen": "kind", "von": "1 Jahr", "bis": "3 Jahre"},
    "gebiet": "stadtteile",
    "orte": ["haus", "muehlenhaus"],
    "form": ["vor-ort", "telefon"],
    "zeiten": {
        "regelmaessig": [
            {"tag": "montag", "von": "20:00", "bis": "02:00", "ueber-mitternacht": "ja", "hinweis": "Tee"},
            {"tag": "samstag", "von": "10:00", "rhythmus": "monatlich", "woche": ["2"], "ferien": "ja", "ort": "haus"},
        ],
        "immer": "ja",
        "text": "nach Absprache",
    },
    "termine": [
        {"datum": "2027-04-01", "bis-datum": "2027-04-02", "von": "09:00", "bis": "10:00", "titel": "Fest"}
    ],
    "kosten": {"art": "beitrag", "text": "5 Euro", "ermaessigung": ["familienpass", "geschwister"]},
    "anmeldung": {
        "art": "anmelden",
        "ueber": "anmeldeportal",
        "zeitraum": {"von": "2027-02-01", "bis": "2027-05-01", "text": "im Frühjahr"},
        "text": "am Schalter",
    },
    "sprachen": [{"code": "tr", "hinweis": "dienstags"}],
    "sprachen-text": "noch mehr",
    "dolmetscher": "ja",
    "kontakt": CONTACT,
    "mitbringen": ["Ausweis"],
    "erster-kontakt": "Jemand hört zu.",
    "ausgeschlossen": "Niemand.",
    "suchwoerter": ["Krabbeln"],
    "notlagen": ["krank"],
    "status": {"art": "voll", "text": "Warteliste", "bis": "2027-12-31"},
    "beginnt": "2027-01-01",
    "endet": "2027-12-31",
    "frueher": ["war-einmal"],
    "pruefung": {
        "status": "angefragt",
        "am": "2027-03-01",
        "zuletzt": "2026-03-01",
        "von": "Büro",
        "sicherheit": "gering",
        "quellen": [{"web": "https://quelle.example/x", "stand": "2026-10", "hinweis": "Zeiten"}],
    },
}  # fmt: skip
FULL_PROVIDER = {
    "frueher": ["alter-laden"],
    "name": "Laden",
    "art": "verband",
    "traeger": "verband-nebelkinder",
    "zentrale": "stadt-nebelfurt",
    "kontakt": CONTACT,
    "orte": ["haus"],
}
FULL_PLACE = {
    "name": "Haus",
    "strasse": "Weg 1",
    "plz": "00417",
    "ort": "Nebelfurt",
    "stadtteil": "unterstadt",
    "barrierefrei": {"stufenlos": "ja", "wc": "nein", "hinweis": "Rampe"},
    "anfahrt": "Bus 4",
}


def _records() -> list[Record]:
    """The neighbour town, and beside it records in which everything is filled."""
    records = neighbour_records()
    secret = {**EVERYTHING, "sensibel": "ja", "adresse": "hilfe-02", "titel": "Geheim", "frueher": ["hilfe-03"]}
    secret |= {"orte": [], "vertraulich": "ja", "zeiten": {"text": "immer"}}
    bare = {"anbieter": "ohne-kontakt", "themen": ["lernen"]}
    return [
        *(*records.offers, *records.providers, *records.places),
        offer_record("alles", **EVERYTHING),
        offer_record("geheim", **secret),
        offer_record("erbt", anbieter="laden"),
        offer_record("still", **bare),
        provider_record("laden", **FULL_PROVIDER),
        provider_record("ohne-kontakt"),
        place_record("haus", **FULL_PLACE),
        _full_town(),
    ]


def _full_town() -> Any:
    """The neighbour's `guide.yml`, with every term described."""
    town = neighbour_town()

    def described(terms: tuple[Any, ...]) -> tuple[Any, ...]:
        changes = {"description": "Mehr dazu", "short": "Kurz", "icon": "material/coffee"}
        return tuple(
            term.model_copy(update={key: value for key, value in changes.items() if key in type(term).model_fields})
            for term in terms
        )

    vocabularies = {name: value for name, value in town if isinstance(value, tuple)}
    full = {name: described(terms) for name, terms in vocabularies.items()}
    word = ForeignWord.model_validate({"wort": "Rock & Roll", "sprache": "en"})
    exception = LinkException.model_validate({"web": "https://beispiel.de", "grund": "Baustelle & Co"})
    return town.model_copy(update={**full, "foreign_words": (word,), "link_exceptions": (exception,)})


Value = TypeVar("Value")
Change = Callable[[str], str]


def _changed(value: Value, change: Change, kept: frozenset[str]) -> Value:
    """The same value with every text in it changed, but for ids and what refers to them."""
    if isinstance(value, BaseModel):
        fields = {name: _changed(getattr(value, name), change, kept) for name in type(value).model_fields}
        if isinstance(value, Record):
            fields["file"] = value.file
        return value.model_copy(update=fields)
    if isinstance(value, tuple):
        return tuple(_changed(item, change, kept) for item in value)  # type: ignore[return-value]
    if isinstance(value, PhoneNumber):
        return replace(value, written=change(value.written), dialled=change(value.dialled))
    if isinstance(value, str) and value not in kept:
        return change(value)  # type: ignore[return-value]
    assert isinstance(value, BaseModel | str) or not is_dataclass(value) or not _texts(value), value
    return value


def _texts(value: Any) -> list[str]:
    fields = [getattr(value, name) for name in value.__dataclass_fields__]
    return [field for field in fields if isinstance(field, str) and field not in ("Monate", "Jahre")]


def _ids(value: Any) -> Iterator[str]:
    """Every id in a record, and the names of colours, icons and languages, which no page shows as texts."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            found = getattr(value, name)
            if name in ("id", "address", "colour", "icon", "language") and found:
                yield found
            elif name == "former_ids":
                yield from found
            else:
                yield from _ids(found)
    elif isinstance(value, tuple):
        for item in value:
            yield from _ids(item)


def _site(change: Change) -> BuiltSite:
    """The site of all records with every text changed."""
    records = _records()
    kept = frozenset(found for record in records for found in _ids(record))
    changed = [_changed(record, change, kept) for record in records]
    offers, providers, places = (
        [record for record in changed if record.file.startswith(f"offers/{folder}/")]
        for folder in ("angebote", "anbieter", "orte")
    )
    return built(Guide(changed[-1], offers, providers, places, DAY))


def _tricky() -> Change:
    """Puts the trick behind each text, with a number of its own; what leads to the web still does."""
    numbers = count()
    return lambda text: f"{text} {TRICK} №{next(numbers)}№"


@pytest.fixture(scope="module")
def clean() -> BuiltSite:
    """The site with a harmless word behind each text."""
    return _site(lambda text: f"{text} Wort")


@pytest.fixture(scope="module")
def tricked() -> BuiltSite:
    """The same site with a trick in every text."""
    return _site(_tricky())


# --- the guide is as full as it says --------------------------------------------------------------------------------


def _empty_fields(values: list[Any]) -> Iterator[str]:
    """The fields of a model that none of these values fills, and those of the models within."""
    model = type(values[0])
    for name in model.model_fields:
        found = [getattr(value, name) for value in values]
        if all(item in (None, (), "") for item in found):
            yield f"{model.__name__}.{name}"
        parts = [part for item in found for part in (item if isinstance(item, tuple) else (item,))]
        if models := [part for part in parts if isinstance(part, BaseModel)]:
            yield from _empty_fields(models)


def test_every_field_is_filled_somewhere():
    """So that a field which is added later takes part in what follows."""
    by_model: dict[type[Record], list[Record]] = {}
    for record in _records():
        by_model.setdefault(type(record), []).append(record)

    assert [field for records in by_model.values() for field in _empty_fields(records)] == []


# --- nothing but text -----------------------------------------------------------------------------------------------


def _shape(page: Element) -> Counter[tuple[str, ...]]:
    """Which elements with which attributes a page has.

    But for free text, where Markdown makes elements, and for places where a long word may break.
    """
    prose = {id(element) for block in page.all("div", class_="prose") for element in block.all()}
    rest = (element for element in page.all() if id(element) not in prose and element.tag != "wbr")
    return Counter((element.tag, *sorted(element.attributes)) for element in rest)


def test_tricks_make_no_element_and_no_attribute(clean: BuiltSite, tricked: BuiltSite):
    """Each page has exactly the elements and attributes that it has without tricks."""
    assert tricked.pages.keys() == clean.pages.keys()
    for url in clean.pages:
        more, less = (_shape(a.page(url)) - _shape(b.page(url)) for a, b in ((tricked, clean), (clean, tricked)))
        assert not more, url
        assert not less, url


def test_free_text_holds_nothing_but_its_few_elements(tricked: BuiltSite):
    prose = [block for page in tricked.trees.values() for block in page.all("div", class_="prose")]
    allowed = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "span"}

    assert prose
    for block in prose:
        assert {element.tag for element in block.all()} <= allowed
        assert "<script>alert(1)</script>" in block.text
        assert "[x](javascript:alert(1))" in block.text
        assert "&lt;b&gt;" in block.text


def test_no_code_but_the_site_s_own(tricked: BuiltSite):
    for url, page in tricked.trees.items():
        assert not page.all("img", "iframe", "object", "embed", "base", "style", "audio", "video"), url
        for script in page.all("script"):
            if script.get("type") == "application/ld+json":
                json.loads(script.text)
                assert "<" not in script.text, url
            else:
                assert re.fullmatch(r"(/stadt/|(\.\./)*)assets/[0-9a-f]+/\w+\.js", script["src"]), url
                assert not script.text, url
        for element in page.all():
            assert not [name for name in element.attributes if name.startswith("on") or name == "style"], url


def _targets(page: Element) -> Iterator[str]:
    for element in page.all():
        for name in ("href", "src", "action", "formaction", "xlink:href", "data-index", "data-root", "content"):
            if (target := element.get(name)) is not None:
                # What browsers pass over when they look for a scheme (https://url.spec.whatwg.org/#url-parsing).
                yield re.sub(r"[\x00-\x20]", "", target.partition("url=")[2] if "url=" in target else target).lower()


def test_no_link_runs_code():
    """Where the web address of a record is code, its link leads nowhere."""
    site = _site(lambda text: "javascript:alert(1)//" if text.startswith("https://") else text)

    for url, page in site.trees.items():
        dangerous = [target for target in _targets(page) if target.startswith(("javascript:", "data:", "vbscript:"))]
        assert not dangerous, url


def test_a_page_has_one_title_whatever_stands_in_it(tricked: BuiltSite):
    for url, page in tricked.pages.items():
        assert page.html.count("</title>") == page.html.count("<title>") == 1, url
        assert tricked.page(url).one("title").text == page.title, url


# --- all of it is there, as typed -----------------------------------------------------------------------------------


def _typed(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text of a record that carries the trick, with where it stands."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _typed(getattr(value, name), f"{path}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for item in value:
            yield from _typed(item, path)
    elif isinstance(value, PhoneNumber):
        yield path, value.written
    elif isinstance(value, str) and TRICK in value:
        yield path, value


NOT_SHOWN = {
    "keywords": "only for the search",
    "review.by": "a matter of those who look after the guide",
    "review.sources.web": "its host is shown, it is the address of a link",
    "contact.web": "its host is shown, it is the address of a link",
    "description": "is shown as Markdown",
}


def test_an_offer_page_shows_every_text_as_typed(tricked: BuiltSite):
    page = tricked.page("/angebote/alles/").one("main").text
    record = tricked.guide.offer("alles").record

    missing = [path for path, text in _typed(record) if path not in NOT_SHOWN and text not in page]
    assert missing == []
    assert {path for path, _ in _typed(record)} >= NOT_SHOWN.keys()


def test_a_sensitive_page_shows_every_text_as_typed_but_its_sources(tricked: BuiltSite):
    page = tricked.page("/angebote/hilfe-02/").one("main").text
    record = tricked.guide.offer("geheim").record
    hidden = {*NOT_SHOWN, "review.sources.note"}

    assert [path for path, text in _typed(record) if path not in hidden and text not in page] == []


def test_provider_and_place_are_shown_as_typed(tricked: BuiltSite):
    provider = tricked.guide.offer("alles").provider
    on_provider_page = tricked.page("/anbieter/laden/").one("main").text
    on_offer_page = tricked.page("/angebote/alles/").one("main").text
    missing = [path for path, text in _typed(provider.record) if text not in on_provider_page]

    assert missing == ["contact.web"]  # its host is shown
    for place in tricked.guide.offer("alles").places:
        assert [path for path, text in _typed(place) if text not in on_offer_page] == []
    assert provider.name in tricked.page("/anbieter/").one("main").text


def test_vocabularies_are_shown_as_typed(tricked: BuiltSite):
    guide = tricked.guide
    everywhere = "\n".join(page.text for page in tricked.trees.values())
    kinds = {provider.kind for provider in guide.providers}

    for name, terms in guide.record:
        vocabulary = terms if isinstance(terms, tuple) and name not in ("foreign_words", "link_exceptions") else ()
        for term in vocabulary:
            assert TRICK in term.title
            assert term.title in everywhere or (name == "provider_kinds" and term not in kinds), f"{name}: {term.id}"
    for stage in guide.stages:
        assert stage.title in tricked.page(urls.stage_url(stage)).one("h1").text
        assert stage.description is not None
        assert stage.description in tricked.page(urls.stage_url(stage)).one("main").text


def test_the_town_is_named_as_typed(tricked: BuiltSite):
    town: Town = tricked.guide.town
    assert town.coordination is not None

    for url, page in tricked.trees.items():
        assert town.title in page.text, url
        assert town.coordination.name in page.one("footer").text, url
    assert town.subtitle is not None
    assert town.subtitle in tricked.page("/").one("main").text


def test_descriptions_for_search_engines_are_as_typed(tricked: BuiltSite):
    record = tricked.guide.offer("alles").record

    assert tricked.page("/angebote/alles/").one("meta", name="description")["content"] == record.summary


def test_the_finder_s_data_reads_back_equal(tricked: BuiltSite):
    form = tricked.page("/angebote/").one("form", id="finder")
    data = json.loads(tricked.file("/" + form["data-index"].removeprefix("../")))

    core = json.loads(json.dumps(finder_data(tricked.guide, text_apart=False).core))
    assert {key: data[key] for key in core} == core
    assert all(TRICK in title for _, title in data["titles"]["thema"])


def test_a_hand_written_page_is_named_as_typed(tricked: BuiltSite):
    page = hand_written_page(tricked.site.renderer, "/impressum/", TRICK, TRICK, "<p>Text</p>")
    tree = parsed(page.html)

    assert tree.one("title").text.startswith(TRICK)
    assert tree.one("meta", name="description")["content"] == TRICK

"""The form for offers: the same rules, sentences and bytes as on the command line, and what a visitor does with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import test_rules
import test_values
from familyguide.guide import Guide
from familyguide.records.canonical import canonical_text
from familyguide.records.findings import Finding
from familyguide.records.load import Records, load_records
from familyguide.records.models import OfferRecord
from familyguide.records.source import Value, read_source
from familyguide.site import urls
from familyguide.site.form import form_data
from playwright.sync_api import Page
from small_towns import OFFER, PROJECT, minimal, read_town
from visiting import StartVisit, Visit

pytestmark = pytest.mark.browser

FORM_MODULE = """document.querySelector('script[src$="/form.js"]').src.replace('form.js', 'record.js')"""


def open_form(visit: Visit, offer_id: str = "") -> Page:
    """Open the form, filled in with an offer if one is named, and wait until its script has taken over."""
    page = visit.go(urls.FORM + (f"?angebot={offer_id}" if offer_id else ""))
    page.wait_for_selector("#eintrag:not([hidden])")
    return page


@pytest.fixture(scope="module")
def module(start_visit: StartVisit) -> Iterator[Page]:
    """A page in which `record.js` is known as `module`."""
    with start_visit() as visit:
        page = open_form(visit)
        page.evaluate(f"async () => {{ window.module = await import({FORM_MODULE}); }}")
        yield page


@pytest.fixture(scope="module")
def records() -> Records:
    return load_records(PROJECT)


# --- the same rules and sentences -------------------------------------------------------------------------------------


def cases_of(test: Any, *path: str | int) -> list[dict[str, Value]]:
    """Minimal offers with each of the values of a test in its table, at `path`."""
    (table,) = [mark.args[1] for mark in test.pytestmark if mark.args[0] == ("value", "code")]
    return [with_value(value, path) for value, _ in table]


def with_value(value: Value, path: tuple[str | int, ...]) -> dict[str, Value]:
    for part in reversed(path):
        value = [value] if isinstance(part, int) else {part: value}
    assert isinstance(value, dict)
    return {**offer_data(""), **value}


def offer_data(lines: str) -> dict[str, Value]:
    """What the minimal offer says with more lines in it."""
    source, _ = read_source(OFFER, f"{minimal(OFFER)}{lines}\n".encode())
    assert source is not None
    return source.data


CASES = [
    *cases_of(test_values.test_phone, "kontakt", "telefone", 0, "nummer"),
    *cases_of(test_values.test_mail, "kontakt", "email"),
    *cases_of(test_values.test_web, "kontakt", "web"),
    *cases_of(test_values.test_time, "termine", 0, "von"),
    *cases_of(test_values.test_date, "beginnt"),
    *cases_of(test_values.test_partial_date, "pruefung", "quellen", 0, "stand"),
    *cases_of(test_values.test_age, "alter", "von"),
    *cases_of(test_values.test_text, "erster-kontakt"),
    *cases_of(test_values.test_text, "titel"),
    *(offer_data(fields) for fields, _ in test_rules.WITHIN_AN_OFFER),
    *({key: value for key, value in offer_data("").items() if key != left_out} for left_out in offer_data("")),
    *(
        {**offer_data(""), **fields}
        for fields in (
            {"titel": "T" * 101},
            {"titel": f"<b>{'T' * 101}"},
            {"erster-kontakt": f"<b>{'T' * 601}"},
            {"kurztext": "😀" * 300},
            {"kurztext": "wort " * 21 + "."},
            {"kurztext": "z. B. ca. 3. Wort, usw. " * 9},
            {"suchwoerter": ["a" * 61, "b"]},
            {"themen": ["treffen"] * 7},
            {"dolmetscher": "Ja"},
            {"gebiet": "überall"},
            {"zielgruppen": ["unbekannt"]},
            {"frueher": ["Alter Name", "krabbelgruppe"]},
            {"beschreibung": "Siehe http://beispiel.de und [dies](javascript:x)."},
            {"beschreibung": "äjavascript: und file:x"},
            {"orte": [], "zeiten": {"regelmaessig": [{"tag": "montag", "von": "10:00", "ort": "sonnenhaus"}]}},
            {"pruefung": {"quellen": [{"hinweis": "x", "stand": "2022-00"}]}},
        )
    ),
]


def as_file(data: dict[str, Value]) -> bytes:
    """The values as a YAML file in which every character can stand: those that cannot be seen as escapes."""
    text = json.dumps(data, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]", lambda char: f"\\u{ord(char[0]):04x}", text).encode()


def told(finding: Finding | dict[str, str]) -> tuple[str, ...]:
    """What a finding says, but for what was probably meant: that is only looked for on the command line."""
    values = finding if isinstance(finding, dict) else {name: getattr(finding, name) for name in Finding.__slots__}
    message = re.sub(r" Gemeint: .*", "", values["message"])
    return values["field"], values["code"], values["severity"], message, values["hint"]


def test_the_form_says_what_the_check_says(module: Page) -> None:
    """The same findings for the same values, at the same fields and in the same words."""
    guide = guide_of(read_town(OFFER, minimal(OFFER)))
    rules = form_data(guide, {OFFER: offer_data("")}, "")
    said = module.evaluate(
        "([cases, rules, own]) => cases.map((data) => module.checkOffer(data, rules, own))",
        [CASES, rules, {"id": "krabbelgruppe", "file": OFFER}],
    )

    for data, findings in zip(CASES, said, strict=True):
        found = read_town(OFFER, as_file(data)).findings
        expected = {told(finding) for finding in found if finding.file == OFFER}
        assert expected == {told(finding) for finding in findings}, data


def guide_of(records: Records) -> Guide:
    assert records.guide
    return Guide(records.guide, records.offers, records.providers, records.places, test_values.date(2027, 1, 1))


# --- the same bytes and the same card ---------------------------------------------------------------------------------


def test_the_form_writes_what_the_formatter_writes(module: Page, records: Records) -> None:
    """For every offer of the town, the sensitive ones too, and for texts of all kinds."""
    offers = [source.data for file, source in records.sources.items() if "/angebote/" in file]
    cases = [*offers, *(data for data in CASES if not set(data) - offer_keys())]
    written = module.evaluate(
        """async (cases) => {
          const { fields } = await (await fetch(document.querySelector('#eintrag').dataset.form)).json();
          return cases.map((data) => module.writeRecord(data, fields));
        }""",
        cases,
    )

    assert [canonical_text(data, OfferRecord) for data in cases] == written


def offer_keys() -> set[str]:
    return {str(info.alias) for info in OfferRecord.model_fields.values() if info.alias}


CARD = """(card) => {
  const words = (part) => part.textContent.replace(/\\s+/g, ' ').trim();
  const texts = (selector) => [...card.querySelectorAll(selector)].map(words);
  const summary = [...card.querySelectorAll('p')].find((part) => part.matches(':not([class])'));
  return [...texts('.card__title, .card__provider, .notice, .facts li, .flag'), summary.textContent].sort();
}"""


def test_each_offer_comes_out_of_the_form_as_it_went_in(visit: Visit, guide: Guide, records: Records) -> None:
    """Filled in and checked, the form shows the card of the site, and the file byte for byte as it is."""
    page = visit.go_to_finder()
    cards = page.evaluate(
        f"""() => Object.fromEntries([...document.querySelector('#karten').content.querySelectorAll('.card')].map(
          (card) => [card.dataset.angebot, ({CARD})(card)]))"""
    )
    different = {}
    for offer in guide.offers[::20]:
        if offer.record.sensitive:
            continue
        page = open_form(visit, offer.id)
        page.evaluate("document.querySelector('#eintrag').requestSubmit()")
        text = page.locator("#text").text_content()
        card = (
            page.evaluate(f"({CARD})(document.querySelector('#vorschau .card') ?? document)")
            if text
            else page.inner_text("#fehler")
        )
        if (text, card) != ((PROJECT / offer.record.file).read_text(encoding="utf-8"), cards[offer.id]):
            different[offer.id] = (card, cards[offer.id], text)

    assert different == {}

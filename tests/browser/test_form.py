"""The form for offers: the same rules, sentences and bytes as on the command line, and what a visitor does with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
import test_rules
import test_values
from familyguide.guide import Guide, Offer
from familyguide.records.canonical import canonical_text
from familyguide.records.findings import Finding
from familyguide.records.formatting import format_record
from familyguide.records.load import RecordFile, Records, load_records
from familyguide.records.models import Forge, ForgeKind, OfferRecord
from familyguide.records.source import Value, read_source
from familyguide.records.values import PhoneNumber
from familyguide.site import urls
from familyguide.site.form import TypedRecord, form_assets, form_data
from playwright.sync_api import Page, Route, expect
from pydantic_core import PydanticCustomError
from small_towns import OFFER, PROJECT, minimal, read_town
from test_keyboard import press_tab_until
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


def tidy(offer: Offer) -> str:
    """What an offer's file says, as the form and every other writer writes it."""
    file = RecordFile(offer.record.file, "angebote", offer.id, (PROJECT / offer.record.file).read_bytes())
    return format_record(file)[0].decode()


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
    rules = form_data(guide, {OFFER: TypedRecord(offer_data(""))})
    said = module.evaluate(
        "([cases, rules, own]) => cases.map((data) => module.checkOffer(data, rules, own))",
        [CASES, rules, {"id": "krabbelgruppe", "file": OFFER}],
    )

    for data, findings in zip(CASES, said, strict=True):
        found = read_town(OFFER, as_file(data)).findings
        expected = {told(finding) for finding in found if finding.file == OFFER}
        assert expected == {told(finding) for finding in findings}, data


OF_TWO = [
    {},
    {"titel": "krabbelGRUPPE "},
    {"titel": "Krabbelgruppe", "anbieter": "elternverein"},
    {"frueher": ["krabbelgruppe"]},
    {"frueher": ["spielgruppe"]},
    {"frueher": ["alter-treff"]},
    {"frueher": ["neu", "neu-2"]},
    {"sensibel": "ja", "adresse": "krabbelgruppe"},
    {"sensibel": "ja", "adresse": "hilfe-07", "frueher": ["hilfe-07"]},
    {"partner": ["elternverein"]},
]
"""What a second offer says that does or does not go with the first."""


def test_the_form_knows_the_other_offers(module: Page) -> None:
    """Titles and addresses are not given twice."""
    first = with_value("alter-treff", ("frueher", 0))
    offers = [{**first, "titel": "Spielgruppe", "frueher": [], **fields} for fields in OF_TWO]
    other = "offers/angebote/spielgruppe.yml"
    rules = form_data(guide_of(read_town(OFFER, as_file(first))), {OFFER: TypedRecord(first)})
    said = module.evaluate(
        "([offers, rules, own]) => offers.map((data) => module.checkOffer(data, rules, own))",
        [
            [{key: value for key, value in data.items() if value} for data in offers],
            rules,
            {"id": "spielgruppe", "file": other},
        ],
    )

    for data, findings in zip(offers, said, strict=True):
        records = read_town(OFFER, as_file(first), RecordFile(other, "angebote", "spielgruppe", as_file(data)))
        expected = {told(finding) for finding in records.findings if finding.file == other}
        assert expected == {told(finding) for finding in findings}, data


def guide_of(records: Records) -> Guide:
    assert records.guide
    return Guide(records.guide, records.offers, records.providers, records.places, test_values.date(2027, 1, 1))


def test_german_numbers_are_told_from_others_as_on_the_command_line(module: Page) -> None:
    """For many more numbers than a table holds: those of all lengths that begin in every way within Germany."""
    starts = [
        *(f"0{first}{second}" for first in range(1, 10) for second in range(10)),
        "+49 30",
        "0049 171",
        "49 30",
        "+49 0",
    ]
    numbers = [f"{start} {'2345678901234567'[:length]}" for start in starts for length in range(1, 15)]
    rules = form_data(guide_of(read_town(OFFER, minimal(OFFER))), {})
    said = module.evaluate(
        """([numbers, rules]) => numbers.map((number) => module.checkPhone(number, rules.phones)?.code ?? null)""",
        [numbers, rules],
    )

    assert {number: code_of(number) for number in numbers} == dict(zip(numbers, said, strict=True))


def code_of(number: str) -> str | None:
    try:
        PhoneNumber.parse(number)
    except PydanticCustomError as error:
        return error.type
    return None


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
    """Filled in and read again, the page has the values of the record; its card is the one that the site shows."""
    page = visit.go_to_finder()
    cards = page.evaluate(
        f"""() => Object.fromEntries([...document.querySelector('#karten').content.querySelectorAll('.card')].map(
          (card) => [card.dataset.angebot, ({CARD})(card)]))"""
    )
    page = open_form(visit)
    offers = {offer.id: records.sources[offer.record.file].data for offer in guide.offers}
    came_out = page.evaluate(
        f"""async ([offers, today]) => {{
          const form = document.querySelector('#eintrag');
          const rules = await (await fetch(form.dataset.form)).json();
          const {{ cardOf, fillRecord, readRecord, writeRecord }} = await import({FORM_MODULE});
          return Object.fromEntries(Object.entries(offers).map(([id, offer]) => {{
            fillRecord(rules.fields, offer, form, rules.texts);
            const {{ data }} = readRecord(rules.fields, form);
            const shown = cardOf(data, rules, today);
            const names = {{ who: 'Für: ', when: 'Wann: ', where: 'Wo: ' }};
            const lines = Object.entries(shown.facts).filter(([, text]) => text)
              .map(([name, text]) => names[name] + text);
            const flags = [shown.cost, shown.isWithoutRegistration && 'ohne Anmeldung'].filter(Boolean);
            const card = [shown.title, shown.provider, shown.summary, ...shown.notices, ...lines, ...flags].sort();
            return [id, [writeRecord(data, rules.fields), card]];
          }}));
        }}""",
        [offers, guide.today.isoformat()],
    )

    for offer in guide.offers:
        text, card = came_out[offer.id]
        assert text == tidy(offer)
        assert card == cards[offer.id]


# --- what visitors do -------------------------------------------------------------------------------------------------


def choose_first(page: Page, path: str) -> str:
    """Choose the first option of a list; returns its value."""
    select = page.locator(f"[data-path='{path}'] select").first
    value = select.locator("option").nth(1).get_attribute("value")
    assert value
    select.select_option(value)
    return value


def fill_in_the_least(page: Page, title: str = "Krabbelgruppe am Deich") -> dict[str, Value]:
    """Fill in what has to be there; returns what the file has to say."""
    page.fill("#feld-titel", title)
    page.fill("#feld-kurztext", "Hier spielen Eltern mit ihren Babys.")
    box = page.locator("[data-path=lebensphasen] input").first
    box.check()
    return {
        "titel": title,
        "anbieter": choose_first(page, "anbieter"),
        "kurztext": "Hier spielen Eltern mit ihren Babys.",
        "lebensphasen": [box.get_attribute("value") or ""],
        "themen": [choose_first(page, "themen")],
    }


def send(page: Page) -> None:
    page.click("#eintrag [type=submit]")


def test_an_offer_is_entered_with_the_keyboard_alone(visit: Visit) -> None:
    """From the first field to the preview, by Tab, letters and Enter."""
    page = open_form(visit)
    provider, topic = (
        page.locator(f"[data-path={path}] option").nth(1).text_content() for path in ("anbieter", "themen")
    )
    page.focus("#feld-titel")
    page.keyboard.type("Krabbelgruppe am Deich")
    page.keyboard.press("Tab")
    page.keyboard.type("Hier spielen Eltern mit ihren Babys.")
    page.keyboard.press("Tab")
    page.keyboard.type(topic[:6])
    press_tab_until(page, "[data-path=lebensphasen] input")
    page.keyboard.press("Space")
    press_tab_until(page, "#feld-anbieter")
    page.keyboard.type(provider[:6])
    press_tab_until(page, "#eintrag [type=submit]")
    page.keyboard.press("Enter")

    expect(page.locator("#ergebnis-titel")).to_be_focused()
    expect(page.locator("#vorschau .card__title")).to_have_text("Krabbelgruppe am Deich")
    expect(page.locator("#vorschau .card__provider")).to_have_text(provider)


def test_errors_stand_above_the_form_and_at_their_fields(visit: Visit) -> None:
    """The focus goes to the list of errors, and from there to each field; with errors there is no way out."""
    page = open_form(visit)
    send(page)
    summary = page.locator("#fehler")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_count(5)
    expect(page.locator("#ergebnis")).to_be_hidden()
    summary.get_by_text("Kurztext").click(delay=200)  # as slowly as people press a button
    field = page.locator("#feld-kurztext")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Das Feld «Kurztext» fehlt"))
    page.keyboard.type("Hier spielen Eltern mit ihren Babys.")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(summary.locator("li")).to_have_count(4)


def test_what_is_wrong_in_the_field_with_the_focus_is_told_on_enter(visit: Visit) -> None:
    """Whoever presses Enter there has typed it."""
    page = open_form(visit)
    fill_in_the_least(page)
    page.fill("#feld-kontakt-email", "x")
    page.press("#feld-kontakt-email", "Enter")

    expect(page.locator("#fehler")).to_be_focused()
    expect(page.locator("#feld-kontakt-email")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#ergebnis")).to_be_hidden()


def test_every_description_is_there(visit: Visit) -> None:
    """Of what is added as well; and each field that is wrong says so."""
    page = open_form(visit)
    for button in page.locator("[data-add]:visible").all():
        button.click()
    send(page)
    missing = page.evaluate(
        """() => [...document.querySelectorAll("[aria-describedby], [aria-labelledby]")].flatMap((element) =>
          ["aria-describedby", "aria-labelledby"].flatMap((name) => (element.getAttribute(name) ?? "").split(" "))
        ).filter((id) => id && !document.getElementById(id))"""
    )

    assert missing == []
    expect(page.locator("[data-path=themen] select").first).to_have_attribute("aria-invalid", "true")


def test_long_words_do_not_widen_the_page(visit: Visit) -> None:
    """German is full of them."""
    page = open_form(visit)
    fill_in_the_least(page, "Kinderbetreuungskostenzuschussberatungsstelle")
    send(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def test_a_name_of_a_file_that_cannot_be(visit: Visit, guide: Guide) -> None:
    """Gets the focus, and there is no text for it."""
    page = open_form(visit)
    fill_in_the_least(page)
    send(page)
    page.fill("#kennung", guide.offers[0].id)
    page.press("#kennung", "Enter")

    expect(page.locator("#kennung")).to_be_focused()
    expect(page.locator("#kennung-fehler")).to_be_visible()
    expect(page.locator("#text")).to_be_hidden()


def test_a_field_is_checked_when_it_is_left(visit: Visit) -> None:
    """Not while somebody types, and not before; what is missing is only told at the end."""
    page = open_form(visit)
    error = page.locator("[data-path='kontakt.telefone.nummer'] .entry__error")
    page.fill("#feld-kontakt-telefone-nummer-4", "02382/59-0")
    expect(error).to_be_hidden()
    page.keyboard.press("Tab")
    expect(error).to_have_text(re.compile("Schreiben Sie zum Beispiel 02382 59-0. $"), use_inner_text=False)
    expect(page.locator(".entry__error:visible")).to_have_count(1)
    page.fill("#feld-kontakt-telefone-nummer-4", "02382 59-0")
    page.keyboard.press("Tab")
    expect(error).to_be_hidden()


def test_half_a_date_is_no_date_though_another_is_whole(visit: Visit) -> None:
    """Nothing that somebody has begun to type gets lost."""
    page = open_form(visit)
    fill_in_the_least(page)
    page.locator("summary", has_text="Termine").click()
    for _ in range(2):
        page.get_by_role("button", name="Termin hinzufügen").click()
    page.locator("[data-path='termine.datum'] input").first.focus()
    page.keyboard.type("24")
    page.locator("[data-path='termine.datum'] input").nth(1).fill("2027-07-19")
    send(page)

    expect(page.locator("#fehler li")).to_have_text(
        re.compile("^Termin 1, Datum: Das Datum oder die Uhrzeit ist nicht vollständig")
    )


def test_half_a_date_is_no_date(visit: Visit) -> None:
    """The browser itself has no value for it; nobody is to believe that it has been taken over."""
    page = open_form(visit)
    fill_in_the_least(page)
    page.locator("summary", has_text="Beginnt").click()
    page.focus("#feld-beginnt")
    page.keyboard.type("24")
    send(page)

    expect(page.locator("#fehler li")).to_have_count(1)
    expect(page.locator("[data-path=beginnt] .entry__error")).to_contain_text("nicht vollständig")


def test_several_are_added_and_removed(visit: Visit) -> None:
    """The focus goes to what is new, and stays near what is gone."""
    page = open_form(visit)
    times = page.locator("[data-path='zeiten.regelmaessig']")
    times.get_by_role("button", name="Zeit hinzufügen").click()
    expect(times.get_by_role("group", name="Zeit 2", exact=True).get_by_label("Tag")).to_be_focused()
    times.get_by_role("button", name="Zeit 1 entfernen").click()
    expect(times.get_by_role("group", name=re.compile("^Zeit"))).to_have_count(1)
    expect(times.get_by_role("group", name="Zeit 1", exact=True).get_by_label("Tag")).to_be_focused()
    expect(page.locator("#meldung")).to_have_text("Zeit 1 ist entfernt.")


def test_what_was_told_goes_again(visit: Visit) -> None:
    """It stands above what gets the focus, and must not hide it."""
    page = open_form(visit)
    page.check("#behalten")
    expect(page.locator("#meldung")).not_to_be_empty()
    page.keyboard.press("Tab")
    expect(page.locator("#meldung")).to_be_empty()


def test_only_what_is_needed_by_itself_has_to_be_filled_in(visit: Visit) -> None:
    """A group of fields that is left empty needs nothing."""
    page = open_form(visit)
    must = page.get_by_text("(muss)").locator("xpath=..")

    assert [text.split(" (")[0] for text in must.all_text_contents()] == [
        "Titel", "Kurztext", "Themen", "Lebensphasen", "Anbieter",
    ]  # fmt: skip
    expect(page.locator("[data-path='zeiten.regelmaessig.tag'] label").first).to_contain_text("(nötig, wenn")
    assert page.locator("[data-path='zeiten.regelmaessig.tag'] [aria-required]").count() == 0


def test_the_list_of_errors_names_groups(visit: Visit) -> None:
    """Of several fields with one name each tells where it is."""
    page = open_form(visit)
    page.locator("#eintrag details").evaluate_all("all => all.forEach((details) => { details.open = true })")
    page.fill("#feld-kosten-text", "5 Euro")
    page.fill("#feld-status-text", "Warteliste")
    page.fill("#feld-neu-ort-strasse", "Deichweg 1")
    page.locator("[data-path='zeiten.regelmaessig.von'] input").first.fill("09:00")
    send(page)
    told = page.locator("#fehler li").all_text_contents()

    for start in ("Kosten, Art: ", "Status, Art: ", "Neuer Ort, Name: ", "Neuer Ort, Ort: ", "Zeiten, Zeit 1, Tag: "):
        assert [text for text in told if text.startswith(start)], told


def test_ids_in_sentences_become_names(visit: Visit, guide: Guide) -> None:
    page = open_form(visit)
    fill_in_the_least(page)
    page.locator("[data-path=themen]").get_by_role("button", name="Thema hinzufügen").click()
    page.locator("[data-path=themen] select").nth(1).select_option(index=1)
    send(page)

    expect(page.locator("[data-path=themen] > .entry__error")).to_have_text(
        f"«{guide.topics[0].title}» steht zweimal in dieser Liste. Entfernen Sie eines von beiden. ",
        use_inner_text=False,
    )


def test_pasted_text_loses_what_came_along(visit: Visit) -> None:
    """Tabs of a table, and blanks and hyphens of a text program in a number."""
    page = open_form(visit)
    fill_in_the_least(page, "Krabbelgruppe\tam Deich")
    page.locator("[data-path='kontakt.telefone.nummer'] input").first.fill("030\u00a023125\u20110")
    send(page)

    expect(page.locator("#text pre")).to_contain_text("titel: Krabbelgruppe am Deich\n", use_inner_text=False)
    expect(page.locator("#text pre")).to_contain_text('- {nummer: "030 23125-0"}', use_inner_text=False)


@pytest.mark.parametrize(
    ("typed", "written"), [("24.10.2022", "2022-10-24"), ("1.9.2022", "2022-09-01"), ("10.2022", "2022-10")]
)
def test_days_of_sources_are_typed_as_people_write_them(visit: Visit, typed: str, written: str) -> None:
    page = open_form(visit)
    fill_in_the_least(page)
    page.locator("[data-path=pruefung] summary").first.click()
    page.get_by_role("button", name="Quelle hinzufügen").click()
    page.locator("[data-path='pruefung.quellen.web'] input").fill("https://beispiel.de")
    page.locator("[data-path='pruefung.quellen.stand'] input").fill(typed)
    send(page)

    expect(page.locator("#text pre")).to_contain_text(f"stand: {written}", use_inner_text=False)


def test_the_address_can_be_typed_anew(visit: Visit) -> None:
    """An empty field is only filled again when somebody has left it."""
    page = open_form(visit)
    fill_in_the_least(page)
    send(page)
    page.focus("#kennung")
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.keyboard.type("deich")
    expect(page.locator("#kennung")).to_have_value("deich")
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    expect(page.locator("#kennung")).to_have_value("krabbelgruppe-am-deich")


def test_nothing_is_told_of_a_field_while_it_is_typed_in(visit: Visit) -> None:
    """Not even when all has been checked once: the preview stays until the field is left."""
    page = open_form(visit)
    fill_in_the_least(page)
    send(page)
    page.focus("#feld-kontakt-email")
    page.keyboard.type("inf")
    expect(page.locator(".entry__error:visible")).to_have_count(0)
    expect(page.locator("#vorschau")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".entry__error:visible")).to_have_count(1)
    expect(page.locator("#vorschau")).to_be_hidden()


def ways(page: Page) -> dict[str, list[str]]:
    """Where the links of the result lead: the mail, and the pages of the forge."""
    hrefs = "links => links.map((link) => link.href)"
    found = {name: page.locator(f"{name}:visible").evaluate_all(hrefs) for name in ("#mail", "#ablage a")}
    return {name: [unquote(href) for href in hrefs] for name, hrefs in found.items()}


def test_a_new_offer_goes_out_in_three_ways(visit: Visit, guide: Guide) -> None:
    """By mail, to the forge, as a file; each with the same text, under the name that the title suggests."""
    page = open_form(visit)
    text = canonical_text(fill_in_the_least(page), OfferRecord)
    send(page)

    expect(page.locator("#text pre")).to_have_text(text, use_inner_text=False)
    (mail,), (forge,) = ways(page).values()
    assert mail.startswith(f"mailto:{guide.town.coordination and guide.town.coordination.email}?")
    assert mail.endswith(text.replace("\n", "\r\n"))
    assert guide.town.forge
    assert forge.startswith(guide.town.forge.web)
    assert "krabbelgruppe-am-deich.yml" in forge
    assert forge.endswith("" if guide.town.forge.kind is ForgeKind.GITLAB else f"&value={text}")
    with page.expect_download() as download:
        page.click("#speichern button")
    assert download.value.suggested_filename == "krabbelgruppe-am-deich.yml"
    assert download.value.path().read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("kind", "beginning", "takes_text"),
    [
        ("gitea", "_new/main/offers/angebote?filename=krabbelgruppe-am-deich.yml&value=titel: ", True),
        ("gitlab", "-/new/main/offers/angebote?file_name=krabbelgruppe-am-deich.yml", False),
    ],
)
def test_each_forge_is_handed_what_it_takes(visit: Visit, kind: str, beginning: str, takes_text: bool) -> None:
    """GitLab opens an empty file with the right name; the text is copied."""
    forge = Forge.model_validate({"art": kind, "web": "https://forge.example/w", "zweig": "main"})

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "forge": urls.forge_addresses(forge)})

    visit.page.route("**/form.*.json", answer)
    page = open_form(visit)
    fill_in_the_least(page)
    send(page)
    (link,) = ways(page)["#ablage a"]

    assert link.startswith(f"https://forge.example/w/{beginning}")
    assert ("Krabbelgruppe am Deich" in link) is takes_text
    expect(page.locator("#ablage").get_by_text("Der Text wird kopiert")).to_be_visible(visible=not takes_text)


def test_a_changed_offer_is_copied_and_its_page_of_the_forge_opened(visit: Visit, guide: Guide) -> None:
    """A forge takes over no text for a file that is there already."""
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    offer = next(offer for offer in guide.offers if not offer.record.sensitive)
    page = visit.go(urls.offer_url(offer))
    page.get_by_role("link", name="Dieses Angebot bearbeiten").click()
    page.wait_for_selector("#eintrag:not([hidden])")
    page.fill("#feld-titel", "Ein neuer Name")
    send(page)
    page.context.route(f"{guide.town.forge and guide.town.forge.web}/**", lambda route: route.fulfill(body="x"))
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Text kopieren und bei").click()
    expect(page.locator("#meldung")).to_have_text("Kopiert.")
    text = tidy(offer)

    assert page.evaluate("navigator.clipboard.readText()").splitlines()[0] == "titel: Ein neuer Name"
    assert page.evaluate("navigator.clipboard.readText()").splitlines()[1:] == text.splitlines()[1:]
    assert guide.town.forge
    expect(popup.value).to_have_url(re.compile(re.escape(guide.town.forge.web) + ".*" + re.escape(offer.record.file)))
    expect(page.locator("#kennung")).to_be_hidden()


def edit_first_offer(visit: Visit, guide: Guide) -> Page:
    return open_form(visit, next(offer.id for offer in guide.offers if not offer.record.sensitive))


def test_who_cannot_copy_is_not_led_away(visit: Visit, guide: Guide) -> None:
    """The text is shown and marked first; then the link leads to the forge."""
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = edit_first_offer(visit, guide)
    page.fill("#feld-titel", "Ein neuer Name")
    send(page)
    page.get_by_role("link", name="Text kopieren und bei").click()

    expect(page.locator("#meldung")).to_contain_text("kopieren Sie ihn mit Strg+C")
    assert page.evaluate("getSelection().toString()").startswith("titel: Ein neuer Name\n")
    expect(page.get_by_role("link", name=re.compile("^Bei .* öffnen$"))).to_be_visible()


def test_the_mail_says_what_has_changed(visit: Visit, guide: Guide) -> None:
    page = edit_first_offer(visit, guide)
    page.fill("#feld-titel", "Ein neuer Name")
    page.fill("#feld-kontakt-email", "neu@beispiel.de")
    send(page)

    expect(page.locator("#geaendert")).to_have_text("Sie ändern: Titel, Kontakt.")
    (mail,) = ways(page)["#mail"]
    assert "ich möchte ein Angebot ändern: Titel, Kontakt.\r\n" in mail


OPENED = re.compile(r"https?://\S+#angaben=\S+")
"""The address in a mail that opens the form."""


def address_in_mail(page: Page) -> str:
    """Where the mail leads that the form has made, or the text that is to be pasted there; it takes a moment."""
    told = (
        "() => decodeURIComponent(document.querySelector('#mail').href) + document.querySelector('#text').textContent"
    )
    while not (found := OPENED.search(page.evaluate(told))):
        page.wait_for_timeout(20)
    return found[0]


def test_a_mail_opens_the_form_with_all_that_was_entered(visit: Visit) -> None:
    """Whoever gets it needs not copy anything out of it; nothing of it stays in the address."""
    page = open_form(visit)
    fill_in_the_least(page)
    page.get_by_text("Der Anbieter steht nicht in der Liste").click()
    page.fill("#feld-neu-anbieter-name", "Deichverein")
    choose_first(page, "neu-anbieter.art")
    send(page)
    texts = page.locator("#text pre").all_text_contents()
    address = address_in_mail(page)
    opened = page.context.new_page()
    opened.goto(address)
    opened.wait_for_selector("#vorschau .card")

    assert opened.locator("#text pre").all_text_contents() == texts
    expect(opened.locator("#uebernommen")).to_be_visible()
    assert "#" not in opened.url


def test_a_mail_about_a_change_opens_the_form_with_the_change(visit: Visit, guide: Guide) -> None:
    """Whether it stands in the mail, or is too long and has to be pasted there."""
    page = edit_first_offer(visit, guide)
    page.fill("#feld-titel", "Ein neuer Name")
    send(page)
    opened = page.context.new_page()
    opened.goto(address_in_mail(page))

    expect(opened.locator("#geaendert")).to_have_text("Sie ändern: Titel.")


HANDED = [
    {"data": {"titel": ["x"]}},
    {"data": {"titel": {"x": "y"}, "zeiten": "x"}},
    {"data": {"zeiten": {"regelmaessig": [None, "x", {"tag": "montag"}]}}},
    {"data": None},
    [],
    "x",
    None,
]
"""What nobody has entered into the form."""


@pytest.mark.parametrize("handed", HANDED)
def test_a_mail_with_something_else_fills_nothing_in(visit: Visit, module: Page, handed: object) -> None:
    """Or what is told to be wrong; there is no other way for what is in it."""
    text = module.evaluate("(handed) => module.packed(handed)", handed)
    page = visit.go(f"{urls.FORM}#angaben={text}")
    expect(page.locator("#unvollstaendig:visible, #fehler:visible")).to_have_count(1)
    assert page.locator("#vorschau .card").count() == 0


def test_nothing_comes_from_a_mail_but_what_the_fields_say(visit: Visit, module: Page) -> None:
    """No comment, no unknown field, no markup; and what is broken or too large is no record."""
    page = open_form(visit)
    data = fill_in_the_least(page, '<img src=x onerror="document.title=1">')
    handed = {
        "data": {**data, "geheim": "x", "kosten": {"art": "kostenlos", "geheim": "x"}},
        "comments": {"above": {"titel": ["sensibel: ja"]}, "beside": {}, "below": ["frueher: [x]"]},
        "id": "../x",
    }
    opened = page.context.new_page()
    opened.goto(f"{visit.address}{urls.FORM}#angaben={module.evaluate('(handed) => module.packed(handed)', handed)}")
    expect(opened.locator("#fehler li")).to_have_count(1)
    opened.fill("#feld-titel", "Treff")
    opened.keyboard.press("Tab")
    text = opened.locator("#text pre").first.text_content() or ""

    assert text == canonical_text({**data, "titel": "Treff", "kosten": {"art": "kostenlos"}}, OfferRecord)
    expect(opened.locator("#kennung-fehler")).to_be_visible()
    for broken in ("", "%", "AAAA", "x" * 10_000, module.evaluate("() => module.packed('x'.repeat(10_000_000))")):
        opened.goto("about:blank")
        opened.goto(f"{visit.address}{urls.FORM}#angaben={broken}")
        expect(opened.locator("#unvollstaendig")).to_be_visible()
        expect(opened.locator("#feld-titel")).to_have_value("")


def test_another_mail_in_the_same_window(visit: Visit) -> None:
    """Takes the place of the first, and not only in the address."""
    addresses = []
    for title in ("Treff am Deich", "Treff am Wehr"):
        page = open_form(visit)
        fill_in_the_least(page, title)
        send(page)
        addresses.append(address_in_mail(page))
    opened = page.context.new_page()
    opened.goto(addresses[0])
    expect(opened.locator("#vorschau h3")).to_have_text("Treff am Deich")
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.evaluate("(address) => { location.href = address }", addresses[1])

    expect(opened.locator("#vorschau h3")).to_have_text("Treff am Wehr")


def test_who_changes_nothing_can_confirm(visit: Visit, guide: Guide) -> None:
    """A mail says that all is right; there is nothing else to send."""
    page = edit_first_offer(visit, guide)
    title = page.input_value("#feld-titel")
    send(page)

    expect(page.locator("#unveraendert")).to_be_visible()
    expect(page.locator("#abschicken")).to_be_hidden()
    confirmation = unquote(page.get_by_role("link", name="Per E-Mail bestätigen").get_attribute("href") or "")
    assert f"stimmen noch: {title}\r\n" in confirmation
    page.fill("#feld-titel", "Ein neuer Name")
    expect(page.locator("#unveraendert")).to_be_hidden()
    expect(page.locator("#abschicken")).to_be_visible()


def test_a_new_provider_comes_with_the_offer(visit: Visit) -> None:
    """It gets a file of its own, and the offer names it."""
    page = open_form(visit)
    fill_in_the_least(page)
    page.get_by_text("Der Anbieter steht nicht in der Liste").click()
    page.fill("#feld-neu-anbieter-name", "Deichverein")
    kind = choose_first(page, "neu-anbieter.art")
    send(page)

    texts = page.locator("#text pre").all_text_contents()
    assert texts[0] == f"name: Deichverein\nart: {kind}\n"
    assert "\nanbieter: deichverein\n" in texts[1]
    expect(page.locator("#vorschau .card__provider")).to_have_text("Deichverein")
    expect(page.locator("#ablage a")).to_have_count(2)
    expect(page.locator("#mehrere")).to_be_visible()


def test_a_new_place_can_be_chosen_at_a_time(visit: Visit) -> None:
    """It stands in the list as soon as it has a name, and follows it."""
    page = open_form(visit)
    fill_in_the_least(page)
    page.get_by_text("Ein Ort steht nicht in der Liste").click()
    page.fill("#feld-neu-ort-name", "Deichhaus")
    page.fill("#feld-neu-ort-ort", "Sonnenau")
    slot = page.locator("[data-path='zeiten.regelmaessig'] [data-item]").first
    slot.locator("summary").click()
    slot.locator("[data-path='zeiten.regelmaessig.tag'] select").select_option("montag")
    slot.locator("[data-path='zeiten.regelmaessig.von'] input").fill("09:00")
    slot.locator("[data-path='zeiten.regelmaessig.ort'] select").select_option(label="Der neue Ort: Deichhaus")
    page.fill("#feld-neu-ort-name", "Haus am Deich")
    send(page)

    place, offer = page.locator("#text pre").all_text_contents()
    for name in ("name", "ort"):
        page.fill(f"#feld-neu-ort-{name}", "")
    page.keyboard.press("Tab")
    expect(slot.locator("[data-path='zeiten.regelmaessig.ort'] select")).to_have_value("")
    assert place == "name: Haus am Deich\nort: Sonnenau\n"
    assert '- {tag: montag, von: "09:00", ort: haus-am-deich}' in offer


def test_a_new_provider_that_is_there_already_is_told(visit: Visit) -> None:
    page = open_form(visit)
    fill_in_the_least(page)
    name = page.locator("#feld-anbieter option").nth(1).text_content() or ""
    page.get_by_text("Der Anbieter steht nicht in der Liste").click()
    page.fill("#feld-neu-anbieter-name", name)
    choose_first(page, "neu-anbieter.art")
    send(page)

    expect(page.locator("#hinweise")).to_contain_text(f"«{name}» steht schon in der Liste darüber")


def test_each_text_is_copied_by_itself(visit: Visit) -> None:
    """Where the browser does not copy, the right one is marked: that of the file that is to be opened."""
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = open_form(visit)
    fill_in_the_least(page)
    page.get_by_text("Der Anbieter steht nicht in der Liste").click()
    page.fill("#feld-neu-anbieter-name", "Deichverein")
    choose_first(page, "neu-anbieter.art")
    send(page)
    page.locator("#text details").nth(1).locator("summary").click()
    page.locator("#text [data-copy]").nth(1).click()

    assert page.evaluate("getSelection().toString()").startswith("titel: Krabbelgruppe am Deich\n")


def test_what_is_too_long_for_a_link_is_copied(visit: Visit) -> None:
    """Mail programs and forges cut long addresses off."""
    page = open_form(visit)
    fill_in_the_least(page)
    page.locator("summary", has_text="Beschreibung").click()
    page.fill("#feld-beschreibung", "Größe " * 490)
    send(page)
    (mail,), (forge,) = ways(page).values()

    assert "Größe" not in mail + forge
    assert max(len(mail), len(forge)) < 1900
    expect(page.locator("#mail-einfuegen")).to_be_visible()
    expect(page.get_by_role("link", name="Text kopieren und")).to_have_count(2)


HOSTILE = '<img src=x onerror="document.title=1"> & "x" \'y\' {titel} {{ x }}'


def test_hostile_input_stays_text(visit: Visit) -> None:
    """What looks like HTML is refused and shown as it is; everything else is text in the card and the file."""
    page = open_form(visit)
    fill_in_the_least(page, HOSTILE)
    send(page)
    expect(page.locator("#fehler li")).to_have_count(1)
    page.fill("#feld-titel", HOSTILE.replace("<img", "< img"))
    expect(page.locator("#vorschau .card__title")).to_have_text(HOSTILE.replace("<img", "< img"))

    assert page.locator("#eintrag img").count() == 0
    assert visit.traces() == {}


def test_nothing_is_stored_unless_somebody_asks_for_it(visit: Visit) -> None:
    """Then what was entered outlives a reload, until it is deleted."""
    page = open_form(visit)
    page.fill("#feld-titel", "Krabbelgruppe")
    assert visit.traces() == {}
    page.reload()
    expect(page.locator("#feld-titel")).to_have_value("")
    page.fill("#feld-titel", "Krabbelgruppe")
    page.check("#behalten")
    page.reload()
    expect(page.locator("#feld-titel")).to_have_value("Krabbelgruppe")
    expect(page.locator("#behalten")).to_be_checked()
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#loeschen")
    expect(page.locator("#feld-titel")).to_have_value("")
    assert visit.traces() == {}


@pytest.mark.parametrize("broken", ["**/record.js", "**/form.*.json"])
def test_where_the_form_does_not_come_the_page_says_what_to_do(visit: Visit, guide: Guide, broken: str) -> None:
    """Whatever is in the way of its scripts."""
    visit.page.route(broken, lambda route: route.abort())
    page = visit.go(urls.FORM)
    expect(page.locator("#laden")).to_be_visible()
    assert guide.town.coordination

    expect(page.locator("#laden a")).to_have_text(str(guide.town.coordination.email))
    visit.complaints.clear()


def test_a_browser_that_keeps_nothing_shows_the_form(visit: Visit) -> None:
    """Also where it has kept something that nobody can read."""
    visit.page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('nein') } })")
    page = open_form(visit)
    page.check("#behalten")
    fill_in_the_least(page)
    send(page)
    expect(page.locator("#vorschau")).to_be_visible()


@pytest.mark.parametrize("name", ["gibt-es-nicht", "..%2F..%2Fimpressum", "A", "%20"])
def test_an_offer_that_is_not_there(visit: Visit, name: str) -> None:
    """The page leads on, and does not pretend that a new one is wanted."""
    page = visit.go(f"{urls.FORM}?angebot={name}")
    expect(page.locator("#unbekannt")).to_be_visible()
    expect(page.locator("#eintrag")).to_have_count(0)
    visit.complaints.clear()


def test_who_leaves_with_something_unsaved_is_asked(visit: Visit) -> None:
    page = open_form(visit)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    page.wait_for_selector("#eintrag:not([hidden])")
    assert asked == []
    page.locator("#feld-titel").press_sequentially("Krabbelgruppe")
    page.reload()
    assert asked == ["beforeunload"]


def test_who_leaves_quickly_is_not_asked(visit: Visit, guide: Guide) -> None:
    offer = next(offer for offer in guide.offers if offer.record.sensitive)
    page = open_form(visit, offer.slug)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.context.route(f"{guide.town.exit_page}**", lambda route: route.fulfill(body="x"))
    page.locator("#feld-titel").press_sequentially("x")
    page.locator(".exit__button").click()
    page.wait_for_url(f"{guide.town.exit_page}**")
    assert asked == []


def test_without_scripts_the_page_says_what_to_do(plain_visit: Visit, guide: Guide) -> None:
    page = plain_visit.go(urls.FORM)

    expect(page.locator("#eintrag")).to_be_hidden()
    assert guide.town.coordination
    expect(page.locator("main .notice a:visible")).to_have_text(str(guide.town.coordination.email))


def test_a_sensitive_offer_is_edited_at_its_neutral_address(visit: Visit, guide: Guide, records: Records) -> None:
    """With the way out, and with all that its file says; neither the address nor the title of the page tells what."""
    offer = next(offer for offer in guide.offers if offer.record.sensitive)
    page = visit.go(urls.offer_url(offer))
    page.get_by_role("link", name="Dieses Angebot bearbeiten").click()
    page.wait_for_selector("#eintrag:not([hidden])")

    assert page.url.endswith(f"{urls.FORM}?angebot={offer.slug}")
    assert offer.title not in page.title()
    expect(page.locator(".exit")).to_be_visible()
    send(page)
    expect(page.locator("#text pre").first).to_have_text(tidy(offer), use_inner_text=False)


def test_the_way_out_stands_only_where_it_is_needed(visit: Visit) -> None:
    expect(open_form(visit).locator(".exit")).to_be_hidden()


# --- comments ---------------------------------------------------------------------------------------------------------

COMMENTED = """\
zeiten: # wann
  regelmaessig:
    # erst
    - {tag: montag, von: "09:00"} # neu
    - tag: freitag # mal sehen
      von: "10:00"
# über dem Kontakt
kontakt:
  telefone: [{nummer: "030 23125-0"}] # Zentrale
suchwoerter:
  - Treff # eins
  - Gruppe # zwei
# Ende
"""


@pytest.fixture
def commented_file(guide: Guide, records: Records) -> RecordFile:
    """The file of an offer with comments everywhere."""
    offer = next(offer for offer in guide.offers if not offer.record.sensitive)
    data = records.sources[offer.record.file].data
    required = {key: data[key] for key in ("titel", "anbieter", "kurztext", "lebensphasen", "themen")}
    text = f"# Kopf\n{canonical_text(required, OfferRecord)}{COMMENTED}"
    return RecordFile(offer.record.file, "angebote", offer.id, text.encode())


@pytest.fixture
def commented(visit: Visit, guide: Guide, commented_file: RecordFile) -> Page:
    """The form, filled in with that offer."""
    serve(visit.page, guide, commented_file)
    return open_form(visit, commented_file.id)


def serve(page: Page, guide: Guide, file: RecordFile) -> None:
    """Let the site have the file as that of the offer."""
    record = TypedRecord.of(file)
    assert record
    assets = form_assets(guide, {file.file: record})
    (offer,) = (asset.content for asset in assets.values() if asset.path.endswith("angaben.json"))
    page.route("**/angaben.json", lambda route: route.fulfill(body=offer))


def written(page: Page) -> str:
    send(page)
    text = page.locator("#text pre").first.text_content()
    assert text
    return text


def test_comments_stay_as_the_formatter_leaves_them(commented: Page, commented_file: RecordFile) -> None:
    """Each with what it was written to."""
    raw, findings = format_record(commented_file)

    assert findings == []
    assert written(commented) == raw.decode()


def test_comments_follow_what_they_were_written_to(commented: Page) -> None:
    """When another time goes, when words change places; what belonged to something that is gone stands at the end."""
    commented.locator("[data-path='zeiten.regelmaessig'] [data-remove]").first.click()
    commented.locator("[data-path=suchwoerter] textarea").fill("Gruppe\nNeu")
    text = written(commented)

    assert "    - tag: freitag  # mal sehen\n" in text
    assert text.endswith("suchwoerter:\n  - Gruppe  # zwei\n  - Neu\n# erst\n# neu\n# eins\n# Ende\n")


def test_comments_keep_their_places_on_their_way_through_a_mail(
    commented: Page, guide: Guide, commented_file: RecordFile
) -> None:
    """Also beside what is changed: both get the same file."""
    commented.locator("[data-path='zeiten.regelmaessig.tag'] select").first.select_option("mittwoch")
    text = written(commented)
    address = address_in_mail(commented)
    opened = commented.context.new_page()
    serve(opened, guide, commented_file)
    opened.goto(address)
    opened.wait_for_selector("#vorschau .card")

    assert '# erst\n    - {tag: mittwoch, von: "09:00"}  # neu\n' in text
    assert opened.locator("#text pre").first.text_content() == text


def test_comments_outlive_a_reload(commented: Page) -> None:
    commented.locator("[data-path='zeiten.regelmaessig'] [data-remove]").first.click()
    commented.check("#behalten")
    commented.reload()
    commented.wait_for_selector("#eintrag:not([hidden])")

    assert "    - tag: freitag  # mal sehen\n" in written(commented)
    assert written(commented).endswith("# erst\n# neu\n# Ende\n")

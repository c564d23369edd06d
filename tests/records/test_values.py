"""Which single values a record may hold: the right and the wrong ones of each kind, side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from familyguide.records.models import OfferRecord
from familyguide.records.schema import SCHEMAS, schema_text
from familyguide.records.values import SHORT_NUMBERS, PartialDate, PhoneNumber, Span, better_id, is_id
from small_towns import GUIDE, OFFER, PLACE, changed, findings_in, minimal, read_town

OK = None


def quoted(value: str) -> str:
    """The value as YAML with quotation marks, whatever is in it."""
    return json.dumps(value, ensure_ascii=False)


def errors_of(file: str, line: str) -> list[str]:
    """What is wrong with one more line in a file of the minimal town."""
    return [finding.code for finding in findings_in(file, minimal(file) + line + "\n") if finding.severity == "error"]


def expected(code: str | None) -> list[str]:
    return [] if code is None else [code]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("030 23125-0", OK),
        ("030 23125", OK),
        ("+49 30 23125-0", OK),
        ("0049 30 23125-0", OK),
        ("+31 20 794 0800", OK),
        ("0800 1110111", OK),
        ("0171 2345678", OK),
        ("116 117", OK),
        ("116117", OK),
        ("110", OK),
        ("112", OK),
        ("115", OK),
        ("19 222", OK),
        ("030/23125-0", "phone-form"),
        ("(030) 23125", "phone-form"),
        ("030 23125 - 0", "phone-form"),
        ("030 23125--0", "phone-form"),
        ("030  23125", "phone-form"),
        ("030.23125", "phone-form"),
        ("030 23125-0 oder -1", "phone-form"),
        ("tel:03023125", "phone-form"),
        ("030 23125–0", "phone-form"),
        ("٠٣٠ ٢٣١٢٥", "phone-form"),
        ("Zentrale", "phone-form"),
        ("-", "phone-form"),
        ("030", "phone-impossible"),
        ("030 1", "phone-impossible"),
        ("030 " + "1" * 20, "phone-impossible"),
        ("030 " + "1" * 400, "phone-impossible"),
        ("+999 30 23125", "phone-impossible"),
        ("113", "phone-impossible"),
        ("30 23125", "phone-zero"),
        ("49 30 23125-0", "phone-zero"),
        ("23125", "phone-impossible"),
    ],
)
def test_phone(value: str, code: str | None) -> None:
    """A number as DIN 5008 writes it, or a short one."""
    assert expected(code) == errors_of(OFFER, f"kontakt: {{telefone: [{{nummer: {quoted(value)}}}]}}")


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("02382 59-0", "+492382590"),
        ("+49 2382 59-0", "+492382590"),
        ("0049 2382 59-0", "+492382590"),
        ("0800 1110111", "+498001110111"),
        ("+31 20 794 0800", "+31207940800"),
        *((number, number) for number in ("110", "112", "115", "116006", "116016", "116111", "116117")),
        ("116 006", "116006"),
    ],
)
def test_a_phone_number_is_kept_as_written_and_linked_as_dialled(written: str, dialled: str) -> None:
    """The hyphen before the extension stays; the link has the E.164 number, or the short number as it is."""
    number = PhoneNumber.parse(written)

    assert (written, dialled, f"tel:{dialled}") == (number.written, number.dialled, number.uri)


@pytest.mark.parametrize("number", sorted(SHORT_NUMBERS))
def test_short_numbers_are_known(number: str) -> None:
    """None of them gets a country code."""
    assert number == PhoneNumber.parse(number).dialled


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("02382/59-0", "02382 59-0"),
        ("(02382) 590", "02382 590"),
        ("02382 / 59 - 0", "02382 59-0"),
        ("02382.590", "02382 590"),
        ("+49 (0)2382 59–0", "+49 2382 59-0"),
        ("+49 (0) 2382/59-0", "+49 2382 59-0"),
        ("116/117", "116 117"),
    ],
)
def test_a_phone_number_in_another_form_is_written_as_it_should_be(typed: str, better: str) -> None:
    """The hint can be copied."""
    (finding,) = findings_in(OFFER, minimal(OFFER) + f"kontakt: {{telefone: [{{nummer: {quoted(typed)}}}]}}\n")

    assert f'"{better}"' in finding.hint


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("info@beispiel.de", OK),
        ("kita.sonne+anmeldung@post.stadt-beispiel.de", OK),
        ("info@kita-höhe.de", OK),
        ("info", "mail"),
        ("info@beispiel", "mail"),
        ("@beispiel.de", "mail"),
        ("info@", "mail"),
        ("info@@beispiel.de", "mail"),
        ("info @beispiel.de", "mail"),
        ("info(at)beispiel.de", "mail"),
        ("info@beispiel..de", "mail"),
        (".info@beispiel.de", "mail"),
        ("info.@beispiel.de", "mail"),
        ("info@-beispiel.de", "mail"),
        ("info@beispiel.de, kita@beispiel.de", "mail"),
        ("Kita <info@beispiel.de>", "mail"),
        ("mailto:info@beispiel.de", "mail"),
        ("info@beispiel.de?bcc=a@b.de", "mail"),
        ("info@192.168.0.1", "mail"),
    ],
)
def test_mail(value: str, code: str | None) -> None:
    """One address and nothing else."""
    assert expected(code) == errors_of(OFFER, f"kontakt: {{email: {quoted(value)}}}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("https://www.beispiel.de", OK),
        ("https://www.beispiel.de:8443/a/b.html?c=d&e=f#g", OK),
        ("https://müllers-kita.de/über-uns/", OK),
        ("https://beispiel.de/a,b;c~d(e)!*+@=%20", OK),
        ("http://www.beispiel.de", OK),  # a warning, see the cases
        ("www.beispiel.de", "web"),
        ("//www.beispiel.de", "web"),
        ("/angebote/", "web"),
        ("https:/www.beispiel.de", "web"),
        ("https:www.beispiel.de", "web"),
        ("https://", "web"),
        ("https:// www.beispiel.de", "web"),
        ("https://x", "web"),
        ("https://localhost/", "web"),
        ("https://192.168.0.1/", "web"),
        ("https://.de", "web"),
        ("https://beispiel..de", "web"),
        ("https://-beispiel.de", "web"),
        ("https://beispiel.de:port/", "web"),
        ("https://beispiel.de:99999/", "web"),
        ("https://[::1/", "web"),
        ("https://name@beispiel.de", "web"),
        ("https://name:wort@beispiel.de", "web"),
        ("https://beispiel.de/zwei wörter", "web"),
        ("https://beispiel.de/<script>", "web"),
        ('https://beispiel.de/"onload=', "web"),
        ("https://beispiel.de\\@andere.de", "web"),
        ("HTTPS://beispiel.de", "web"),
        ("ftp://beispiel.de", "web"),
        ("mailto:info@beispiel.de", "web"),
        ("tel:03023125", "web"),
        ("javascript:alert(1)", "web"),
        ("JavaScript:alert(1)", "web"),
        ("java\nscript:alert(1)", "web"),
        ("data:text/html,<b>", "web"),
        ("vbscript:x", "web"),
        ("file:///etc/passwd", "web"),
        ("beispiel.de:8080/a", "web"),
        ("https://www.beispiel.de/" + "a" * 500, "too-long"),
    ],
)
def test_web(value: str, code: str | None) -> None:
    """A whole address that a browser opens, and only a web page."""
    assert expected(code) == errors_of(OFFER, f"kontakt: {{web: {quoted(value)}}}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12345", OK),
        ("01067", OK),
        ("1234", "post-code"),
        ("123456", "post-code"),
        ("D-12345", "post-code"),
        ("12 345", "post-code"),
        ("１２３４５", "post-code"),
        ("12345.0", "post-code"),
    ],
)
@pytest.mark.parametrize("write", [quoted, str], ids=["quoted", "bare"])
def test_post_code(value: str, code: str | None, write: type[str]) -> None:
    """Five digits, with or without quotation marks, and never a number."""
    assert expected(code) == errors_of(PLACE, f"plz: {write(value)}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("00:00", OK),
        ("09:30", OK),
        ("23:59", OK),
        ("9:30", "time-form"),
        ("09.30", "time-form"),
        ("0930", "time-form"),
        ("9", "time-form"),
        ("09:30 Uhr", "time-form"),
        ("09:30:00", "time-form"),
        ("09:3", "time-form"),
        ("٠٩:٣٠", "time-form"),
        ("24:00", "time-impossible"),
        ("25:00", "time-impossible"),
        ("12:60", "time-impossible"),
    ],
)
@pytest.mark.parametrize("write", [quoted, str], ids=["quoted", "bare"])
def test_time(value: str, code: str | None, write: type[str]) -> None:
    """Four digits, with or without quotation marks: never minutes since midnight."""
    assert expected(code) == errors_of(OFFER, f"zeiten:\n  regelmaessig:\n    - tag: montag\n      von: {write(value)}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2027-02-28", OK),
        ("2028-02-29", OK),
        ("1900-01-01", OK),
        ("2199-12-31", OK),
        ("2027-02-29", "date-impossible"),
        ("2027-02-30", "date-impossible"),
        ("2027-13-01", "date-impossible"),
        ("2027-00-10", "date-impossible"),
        ("2027-01-00", "date-impossible"),
        ("0000-01-01", "date-impossible"),
        ("1899-12-31", "year-unlikely"),
        ("0203-01-01", "year-unlikely"),
        ("9999-12-31", "year-unlikely"),
        ("31.12.2027", "date-form"),
        ("2027-1-1", "date-form"),
        ("27-01-01", "date-form"),
        ("2027-01", "date-form"),
        ("2027", "date-form"),
        ("2027-01-01 10:00", "date-form"),
        ("2027-01-01T10:00:00Z", "date-form"),
        ("20270101", "date-form"),
        ("2027-W01-1", "date-form"),
        ("٢٠٢٧-٠١-٠١", "date-form"),
        ("morgen", "date-form"),
    ],
)
@pytest.mark.parametrize("write", [quoted, str], ids=["quoted", "bare"])
def test_date(value: str, code: str | None, write: type[str]) -> None:
    """A day that the calendar has, in the one form."""
    assert expected(code) == errors_of(OFFER, f"beginnt: {write(value)}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2022", OK),
        ("2022-10", OK),
        ("2022-10-24", OK),
        ("2022-13", "date-impossible"),
        ("2022-02-30", "date-impossible"),
        ("0000", "date-impossible"),
        ("9999", "year-unlikely"),
        ("1066", "year-unlikely"),
        ("22", "partial-date-form"),
        ("2022-1", "partial-date-form"),
        ("10/2022", "partial-date-form"),
        ("ca. 2022", "partial-date-form"),
        ("2022-10-24-01", "partial-date-form"),
        ("٢٠٢٢", "partial-date-form"),
    ],
)
def test_partial_date(value: str, code: str | None) -> None:
    """A year, a month or a day."""
    assert expected(code) == errors_of(OFFER, f"pruefung: {{quellen: [{{hinweis: Zeitung, stand: {value}}}]}}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0 Monate", OK),
        ("1 Monat", OK),
        ("18 Monate", OK),
        ("0 Jahre", OK),
        ("1 Jahr", OK),
        ("3 Jahre", OK),
        ("3", "span"),
        ("3 jahre", "span"),
        ("3Jahre", "span"),
        ("3  Jahre", "span"),
        ("drei Jahre", "span"),
        ("3,5 Jahre", "span"),
        ("-3 Jahre", "span"),
        ("3 Jahre alt", "span"),
        ("18 Monaten", "span"),
        ("6 Wochen", "span"),
        ("1000 Jahre", "span"),
        ("٣ Jahre", "span"),
    ],
)
def test_age(value: str, code: str | None) -> None:
    """A number of months or years."""
    assert expected(code) == errors_of(OFFER, f"alter: {{von: {quoted(value)}}}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("ja", OK),
        ("nein", OK),
        ('"ja"', OK),
        ("Ja", "yes-no"),
        ("yes", "yes-no"),
        ("true", "yes-no"),
        ("no", "yes-no"),
        ("off", "yes-no"),
        ("1", "yes-no"),
        ("j", "yes-no"),
        ("ja, aber", "yes-no"),
    ],
)
def test_yes_and_no(value: str, code: str | None) -> None:
    """The two German words and nothing that YAML would take for them."""
    assert expected(code) == errors_of(OFFER, f"dolmetscher: {value}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Spielen & Lernen", OK),
        ("Kinder < 5 oder > 3", OK),
        ("<3", OK),
        ("a <- b", OK),
        ("Größe ½ “Zitat” – ‚so‘ …", OK),
        ("Familie 👨‍👩‍👧‍👦 und 🏴󠁧󠁢󠁥󠁮󠁧󠁿", OK),
        ("أهلا وسهلا", OK),
        ("שלום \u200f(ok)\u200e", OK),
        ("{{ guide }} {% raw %} ${x}", OK),
        ("Name: Wert # kein Kommentar", OK),
        ("<b>", "html"),
        ("</b>", "html"),
        ("<!-- x", "html"),
        ("<!doctype", "html"),
        ("<?php", "html"),
        ("bei <name> melden", "html"),
        ("<script>alert(1)</script>", "html"),
        ("<SVG/onload=x>", "html"),
        ("\u202eumgekehrt", "direction-override"),
        ("\u2066verdeckt", "direction-override"),
        ("\u0000", "control-character"),
        ("\u001b[31m", "control-character"),
        ("a\u2028b", "control-character"),
        ("a\ufeffb", "control-character"),
        ("a\u007fb", "control-character"),
        ("a\u0085b", "control-character"),
        ("a\tb", "control-character"),
        ("a\rb", "control-character"),
    ],
)
def test_text(value: str, code: str | None) -> None:
    """What a text may hold, also where a character is written as an escape."""
    escaped = json.dumps(value) if code else quoted(value)

    assert expected(code) == errors_of(OFFER, f"erster-kontakt: {escaped}")


def test_text_is_read_as_it_stands() -> None:
    """Nothing is changed in a text but the blanks around it."""
    text = "  Größe ½ & <3 {{ x }} 👨‍👩‍👧‍👦 \u200fאב\u200e «ja»  "
    records = read_town(OFFER, minimal(OFFER) + f"erster-kontakt: {quoted(text)}\n")

    assert text.strip() == records.offers[0].first_contact


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Mehr [hier](https://beispiel.de), [Post](mailto:a@b.de), [Anruf](tel:+4930).", OK),
        ("**fett** und\n\n- Liste", OK),
        ("Die Datei: alles. Daten: ja.", OK),
        ("[x](javascript:alert(1))", "bad-link"),
        ("[x]( JAVASCRIPT:alert(1))", "bad-link"),
        ("[x](java&#115;cript:alert(1))", "bad-link"),
        ("[x](data:text/html,x)", "bad-link"),
        ("[x](/angebote/)", "bad-link"),
        ("[x](//beispiel.de)", "bad-link"),
        ("[x]()", "bad-link"),
        ("![x](file:///etc/passwd)", "bad-link"),
        ("[x]: javascript:alert(1)", "bad-link"),
        ("<javascript:alert(1)>", "bad-link"),
        ("<https://beispiel.de>", "html"),
        ("<img src=x>", "html"),
    ],
)
def test_markdown(value: str, code: str | None) -> None:
    """Links lead to the web, to a mail or to a telephone; there are no tags."""
    assert expected(code) == errors_of(OFFER, f"beschreibung: {quoted(value)}")


IDS = [
    ("babytreff", True),
    ("a", True),
    ("116117", True),
    ("baby-treff-2", True),
    ("a" * 48, True),
    ("a" * 49, False),
    ("Babytreff", False),
    ("baby treff", False),
    ("babytreff-süd", False),
    ("straße", False),
    ("baby_treff", False),
    ("baby--treff", False),
    ("-baby", False),
    ("baby-", False),
    ("baby.treff", False),
    ("baby/treff", False),
    ("", False),
    ("babytreff\n", False),
]


@pytest.mark.parametrize(("text", "valid"), IDS)
def test_id(text: str, valid: bool) -> None:
    """Small letters without umlauts, digits, single hyphens, 48 characters at most."""
    assert valid == is_id(text)


@pytest.mark.parametrize("text", [text for text, _ in IDS])
def test_a_better_id_is_an_id(text: str) -> None:
    """What is proposed would be accepted, and what is right stays as it is."""
    assert is_id(better_id(text))
    assert better_id(text) == text or not is_id(text)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('"#8a2b5b"', OK),
        ('"#8A2B5B"', OK),
        ('"#767676"', OK),
        ('"#777777"', "colour-contrast"),
        ('"#fff"', "colour-form"),
        ("rot", "colour-form"),
        ('"#8a2b5g"', "colour-form"),
        ('"8a2b5b"', "colour-form"),
        ('"#8a2b5b80"', "colour-form"),
    ],
)
def test_colour(value: str, code: str | None) -> None:
    """Six digits after a #, dark enough to be read on white."""
    text = changed(GUIDE, "{id: baby, titel: Baby}", f"{{id: baby, titel: Baby, farbe: {value}}}")

    assert expected(code) == [finding.code for finding in findings_in(GUIDE, text)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("material/school", OK),
        ("fontawesome/brands/x", OK),
        ("school", "icon"),
        ("material/School", "icon"),
        ("../secret", "icon"),
        ("material/../../x", "icon"),
        ("/material/school", "icon"),
    ],
)
def test_icon(value: str, code: str | None) -> None:
    """A path in the theme's sets that leads nowhere else."""
    text = changed(GUIDE, "{id: baby, titel: Baby}", f"{{id: baby, titel: Baby, symbol: {value}}}")

    assert expected(code) == [finding.code for finding in findings_in(GUIDE, text)]


@pytest.mark.parametrize("field", ["title", "summary", "not_for", "first_contact", "description"])
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(field: str) -> None:
    """The limit counts characters, not bytes."""
    info = OfferRecord.model_fields[field]
    limit = next(limit for part in info.metadata if (limit := getattr(part, "max_length", None)))
    base = "".join(line for line in minimal(OFFER).splitlines(keepends=True) if not line.startswith(f"{info.alias}:"))

    def codes(length: int) -> list[str]:
        found = findings_in(OFFER, base + f"{info.alias}: {'ä' * length}\n")
        return [finding.code for finding in found if finding.severity == "error"]

    assert codes(limit) == []
    assert codes(limit + 1) == ["too-long"]


def test_every_text_has_a_limit() -> None:
    """No text may grow without end; ids, links and numbers have forms of their own."""
    free = {title for name in SCHEMAS for title in titles_without_limit(json.loads(schema_text(name)))}

    assert not free & {"Hinweis", "Text", "Suchwörter", "Mitbringen", "Titel", "Name", "Kurztext", "Beschreibung"}


def titles_without_limit(schema: Any, title: str = "") -> Iterator[str]:
    """The labels of texts without a limit, a form or a choice."""
    if isinstance(schema, list):
        for part in schema:
            yield from titles_without_limit(part, title)
    elif isinstance(schema, dict):
        if schema.get("type") == "string" and not schema.keys() & {"maxLength", "pattern", "enum"}:
            yield str(schema.get("title", title))
        for part in schema.values():
            yield from titles_without_limit(part, str(schema.get("title", title)))


def test_scalars_stay_the_text_that_was_typed() -> None:
    """YAML's own types would make numbers, dates and truth of these."""
    records = read_town(OFFER, minimal(OFFER) + "suchwoerter: [01234, 9:30, no, 1e3, 0x10, 1_000, .5, 2027-01-01, =]\n")

    assert records.offers[0].keywords == ("01234", "9:30", "no", "1e3", "0x10", "1_000", ".5", "2027-01-01", "=")


@pytest.mark.parametrize(
    ("text", "first_day", "german"),
    [
        ("2022", date(2022, 1, 1), "2022"),
        ("2022-10", date(2022, 10, 1), "10/2022"),
        ("2022-10-04", date(2022, 10, 4), "04.10.2022"),
    ],
)
def test_partial_dates_say_how_much_is_known(text: str, first_day: date, german: str) -> None:
    """A year stays a year."""
    partial = PartialDate.parse(text)

    assert (first_day, german) == (partial.earliest, partial.german)


@pytest.mark.parametrize(
    ("text", "day", "later"),
    [
        ("1 Monat", date(2027, 1, 31), date(2027, 2, 28)),
        ("12 Monate", date(2028, 2, 29), date(2029, 2, 28)),
        ("2 Jahre", date(2027, 11, 30), date(2029, 11, 30)),
        ("999 Jahre", date(2199, 12, 31), date(3198, 12, 31)),
    ],
)
def test_spans_reckon_in_calendar_months(text: str, day: date, later: date) -> None:
    """The 31st becomes the last day of a shorter month."""
    assert later == Span.parse(text).after(day)

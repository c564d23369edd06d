"""What stands in the form for offers, and what its script is given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from built_site import BuiltSite, built
from familyguide.records.fields import fields_by_key
from familyguide.records.load import RecordFile
from familyguide.records.models import Forge, OfferRecord
from familyguide.records.wording import ANSWER_HINTS
from familyguide.site import form, urls
from familyguide.site.form import (
    CODES,
    FormField,
    TypedRecord,
    form_assets,
    form_data,
    new_records,
    offer_fields,
    sections,
)
from familyguide.site.wording import FORM_BEGUN, FORM_NUMBERED, FORM_RARE
from making import guide_of, neighbour_town, offer_record

SCRIPTS = Path(form.__file__).parent / "static"


def all_fields(fields: Iterable[FormField]) -> Iterator[FormField]:
    for field in fields:
        yield field
        yield from all_fields(field.fields)


ALL = [*all_fields(offer_fields()), *(field for _, fields in new_records().values() for field in all_fields(fields))]


def test_every_field_of_an_offer_is_asked_once() -> None:
    asked = [field.key for section in sections() for field in (*section.fields, *section.rare)]

    assert sorted(asked) == sorted(fields_by_key(OfferRecord))


def test_help_speaks_of_the_offer_and_not_of_files() -> None:
    """Who fills in a form writes no quotation marks and knows no ids."""
    of_files = re.compile(r"Kennung(?!en$)|Anführung|guide\.yml|offers/|HH:MM|\s[;,:]|^\W|oder ?[;.]")

    assert {field.path: field.hint for field in ALL if of_files.search(field.hint)} == {}
    assert all(field.hint for field in ALL if field.widget in ("line", "lines") and field.kind not in ("date", "time"))


def test_what_is_said_of_fields_is_said_of_fields_that_there_are() -> None:
    paths = {field.path for field in ALL}

    assert FORM_RARE | FORM_BEGUN | set(FORM_NUMBERED) <= paths
    assert {field.path for field in ALL if field.widget in ("picks", "groups")} == set(FORM_NUMBERED)


def test_the_script_has_the_sentences_for_all_that_it_finds() -> None:
    """And no others."""
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (SCRIPTS / "record").glob("*.js"))
    named = set(re.findall(r'"([a-z-]+)"', scripts))
    reported = set(re.findall(r'(?:code: |wrong\(|problem\(|oneOf\(.*, )"([a-z-]+)"', scripts))

    assert set(CODES) - named == set()
    assert reported | set(ANSWER_HINTS) <= set(CODES)


def typed(*offers: str) -> dict[str, TypedRecord]:
    return {f"offers/angebote/{offer}.yml": TypedRecord({"titel": offer}) for offer in offers}


def offer_file(text: str) -> RecordFile:
    return RecordFile("offers/angebote/treff.yml", "angebote", "treff", text.encode())


def test_what_an_offer_says_comes_with_its_comments() -> None:
    """By the places that they belong to, in the words of findings."""
    record = TypedRecord.of(offer_file("# Kopf\ntitel: Treff\nthemen:\n  # erst\n  - a # alle\n# Ende\n"))
    assert record
    asset = form_assets(guide_of(offer_record("treff")), {"offers/angebote/treff.yml": record})

    assert json.loads(asset["angebote/treff/angaben.json"].content) == {
        "file": "offers/angebote/treff.yml",
        "data": {"titel": "Treff", "themen": ["a"]},
        "comments": {
            "above": {"": ["# Kopf"], "themen[1]": ["# erst"]},
            "beside": {"themen[1]": "# alle"},
            "below": ["# Ende"],
        },
    }


def test_an_offer_whose_comments_have_no_place_is_not_filled_in() -> None:
    """Its page leads to the file; nothing in it is ever lost."""
    assert TypedRecord.of(offer_file("titel: Treff\nart: # was?\nkurztext: Text\n")) is None

    site = built(guide_of(offer_record("treff")))
    (link,) = [link for link in site.page("/angebote/treff/").all("a") if link.words == "Dieses Angebot bearbeiten"]
    assert link["href"].endswith("/offers/angebote/treff.yml")


def test_a_sensitive_offer_is_opened_by_its_neutral_address() -> None:
    """Neither the link nor the address of its data tells what it is."""
    secret = offer_record("zuflucht", sensibel="ja", adresse="hilfe-01")
    guide = guide_of(offer_record("treff"), secret)
    assets = form_assets(guide, typed("treff", "zuflucht"))

    assert [path for path in assets if path.endswith("angaben.json")] == [
        "angebote/treff/angaben.json",
        "angebote/hilfe-01/angaben.json",
    ]
    assert urls.form_url(guide.offer("zuflucht")) == "/mitmachen/angebot/?angebot=hilfe-01"


@pytest.mark.parametrize(
    ("kind", "new"),
    [
        ("github", "https://code.example/stadt/buch/new/haupt%20zweig?filename={file}&value={text}"),
        ("gitlab", "https://code.example/stadt/buch/-/new/haupt%20zweig/{folder}?file_name={name}"),
        ("gitea", "https://code.example/stadt/buch/_new/haupt%20zweig/{folder}?filename={name}&value={text}"),
    ],
)
def test_pages_of_forges_for_new_files(kind: str, new: str) -> None:
    """The script puts in the file and its text; GitLab takes no text."""
    forge = Forge.model_validate({"art": kind, "web": "https://code.example/stadt/buch/", "zweig": "haupt zweig"})

    assert urls.forge_addresses(forge)["new"] == new
    assert urls.forge_addresses(forge)["edit"].endswith("edit/haupt%20zweig/{file}")


@pytest.fixture
def without_forge_and_mailbox() -> BuiltSite:
    town = neighbour_town()
    bare = town.town.model_copy(update={"forge": None, "coordination": None})
    return built(guide_of(offer_record(), town=town.model_copy(update={"town": bare})))


def test_a_town_without_forge_and_mailbox_offers_the_file(without_forge_and_mailbox: BuiltSite) -> None:
    page = without_forge_and_mailbox.page(urls.FORM)

    assert not page.all(id="mail")
    assert not page.all(id="ablage")
    assert page.one(id="speichern")
    assert form_data(without_forge_and_mailbox.guide, {})["forge"] is None


def test_the_order_of_the_records_changes_nothing() -> None:
    one, other = offer_record("treff"), offer_record("kurs")

    assert form_assets(guide_of(one, other), {}) == form_assets(guide_of(other, one), {})

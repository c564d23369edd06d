"""What stands in the form for offers, and what its script is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from built_site import BuiltSite, built
from familyguide.records.fields import fields_by_key
from familyguide.records.formatting import has_comments
from familyguide.records.models import Forge, OfferRecord
from familyguide.records.source import Value
from familyguide.site import form, urls
from familyguide.site.form import CODES, FormField, form_assets, form_data, new_records, offer_fields, sections
from familyguide.site.wording import FORM_BEGUN, FORM_HINTS, FORM_NUMBERED, FORM_RARE
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
    assert reported | set(FORM_HINTS) <= set(CODES)


def typed(*offers: str) -> dict[str, dict[str, Value]]:
    return {f"offers/angebote/{offer}.yml": {"titel": offer} for offer in offers}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("titel: Treff\n", False),
        ("titel: Treff # 1\n", True),
        ("# Treff\ntitel: Treff\n", True),
        ('titel: "Treff # 1"\n', False),
        ("titel: Treff#1\n", False),
    ],
)
def test_files_with_comments_are_told_apart(text: str, found: bool) -> None:
    """The form has no place for comments, so it does not open with such an offer."""
    assert has_comments(text.encode()) is found


def test_each_offer_has_its_data_but_for_sensitive_ones() -> None:
    secret = offer_record("zuflucht", sensibel="ja", adresse="hilfe-01")
    guide = guide_of(offer_record("treff"), secret)
    assets = form_assets(guide, typed("treff", "zuflucht"))

    assert [path for path in assets if path.endswith("angaben.json")] == ["angebote/treff/angaben.json"]
    assert b"hilfe-01" not in assets["angebote/treff/angaben.json"].content


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

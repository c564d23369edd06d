"""The records of this repository: all of them are right, and so are the schemas beside them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from familyguide.cli import main
from familyguide.records.load import Records, load_records
from familyguide.records.reference import field_reference
from familyguide.records.report import as_lines
from familyguide.records.schema import SCHEMAS, schema_text
from small_towns import GUIDE, MINIMAL, PROJECT, build_town

AHLEN_IDS = (Path(__file__).parent / "ahlen_ids.txt").read_text(encoding="utf-8").split()
TOWNS = {"own": PROJECT, "minimal": MINIMAL}
FOLDERS = {"angebote": "angebot", "anbieter": "anbieter", "orte": "ort"}


@cache
def town(name: str) -> Records:
    """The records of a whole town on disk."""
    return load_records(TOWNS[name])


@pytest.mark.parametrize("name", TOWNS)
def test_no_record_has_an_error(name: str) -> None:
    """A wrong record fails here with the sentence that an editor would see."""
    assert list(as_lines(finding for finding in town(name).findings if finding.severity == "error")) == []


@pytest.mark.first_town
def test_the_list_of_offers_is_complete() -> None:
    """184 offers were collected for Ahlen."""
    assert len(set(AHLEN_IDS)) == len(AHLEN_IDS) == 184


@pytest.mark.first_town
@pytest.mark.parametrize("offer_id", AHLEN_IDS)
def test_each_collected_offer_is_a_record(offer_id: str) -> None:
    """It is loaded, perhaps under another id by now, and nothing is wrong with its file."""
    (offer,) = (offer for offer in town("own").offers if offer_id in (offer.id, *offer.former_ids))

    assert not [f for f in town("own").findings if f.file == offer.file and f.severity == "error"]


def test_every_file_became_a_record() -> None:
    """None is passed over."""
    records = town("own")
    kinds = (
        *(records.offers, records.providers, records.places),
        *(records.search_words, records.vocabularies, records.editions),
    )
    read = {record.file for kind in kinds for record in kind} | {GUIDE}

    assert read == {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "offers").rglob("*.yml")}


# --- schemas


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """The published schema `name`."""
    schema = json.loads((PROJECT / "offers" / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class EditorLoader(yaml.SafeLoader):
    """Reads numbers as numbers and all else as text, as editors do that follow YAML 1.2 and a schema."""


EditorLoader.yaml_implicit_resolvers = {}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))


def files_with_schemas() -> list[tuple[Path, str]]:
    """Every record file of every town with the name of its schema."""
    found = []
    for root in (*TOWNS.values(), PROJECT / "tests" / "towns" / "nachbarstadt"):
        found.append((root / GUIDE, "guide"))
        for folder, schema in FOLDERS.items():
            found += [(path, schema) for path in sorted((root / "offers" / folder).rglob("*.yml"))]
    return found


@pytest.mark.parametrize("loader", [yaml.CBaseLoader, EditorLoader], ids=["text", "editor"])
def test_every_record_fits_the_published_schema(loader: Any) -> None:
    """Editors and forms that use the schemas do not complain about what the check accepts."""
    problems = [
        f"{path.relative_to(PROJECT)}: {error.json_path}: {error.message}"
        for path, schema in files_with_schemas()
        for error in validator(schema).iter_errors(yaml.load(path.read_bytes(), Loader=loader))
    ]

    assert problems == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_fresh(name: str) -> None:
    """`familyguide schema` has been run since the models changed."""
    assert (PROJECT / "offers" / "schema" / f"{name}.json").read_text(encoding="utf-8") == schema_text(name)


def test_there_is_no_other_schema() -> None:
    """What no model makes any more is gone."""
    assert {path.stem for path in (PROJECT / "offers" / "schema").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_speaks_german_and_knows_nothing_of_the_code(name: str) -> None:
    """Every field has a German label, help and an example; id and file come from where the file lies."""
    schema = json.loads(schema_text(name))
    assert not {"id", "file"} & schema["properties"].keys()
    for group in (schema, *schema.get("$defs", {}).values()):
        assert group.get("additionalProperties", False) is False
        for key, field in group.get("properties", {}).items():
            assert {"title", "description", "examples"} <= field.keys(), key
            assert "default" not in field


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("ort", {"name": "Haus"}),
        ("ort", {"name": "Haus", "ort": "Au", "plz": "1234"}),
        ("ort", {"name": "Haus", "ort": "Au", "Plz": "12345"}),
        ("ort", {"name": "Haus", "ort": "Au", "barrierefrei": {"stufenlos": "vielleicht"}}),
        ("ort", {"name": ["Haus"], "ort": "Au"}),
        ("anbieter", {"name": "Verein", "art": "verein", "kontakt": {"web": "javascript:alert(1)"}}),
    ],
)
def test_the_schema_refuses_what_an_editor_should_mark(name: str, record: dict[str, object]) -> None:
    """Missing and unknown fields, wrong forms and words."""
    assert not validator(name).is_valid(record)


def test_the_command_writes_the_schemas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of them, also where there was none, over what was there, and with the list of fields for staff."""
    folder = (
        build_town(tmp_path, {"CONTRIBUTING.md": "# A\n<!-- fields:begin -->\nalt\n<!-- fields:end -->\nB\n"})
        / "offers"
        / "schema"
    )

    assert main(["schema", "--root", str(tmp_path)]) == 0
    (folder / "ort.json").write_text("{}", encoding="utf-8")
    assert main(["schema", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "offers/schema/ort.json"
    assert main(["schema", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Alles ist schon auf dem neuesten Stand.\n"

    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == {
        f"{name}.json": schema_text(name) for name in SCHEMAS
    }
    page = (tmp_path / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert page == f"# A\n<!-- fields:begin -->\n\n{field_reference()}\n<!-- fields:end -->\nB\n"


def test_the_list_of_fields_for_staff_is_fresh() -> None:
    """Every field stands in CONTRIBUTING.md as the models have it."""
    assert field_reference() in (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")

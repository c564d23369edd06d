"""Files of the project that other programs read: editors, catalogues of public software, checks of licences."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import PurePosixPath

import pytest
import yaml
from familyguide.records.load import list_files
from familyguide.records.schema import SCHEMAS
from making import PROJECT


def text(file: str) -> str:
    return (PROJECT / file).read_text(encoding="utf-8")


# --- editors ---------------------------------------------------------------------------------------------------------

MAPPED: dict[str, str] = json.loads(text(".vscode/settings.json"))["yaml.schemas"]


def fits(file: str, glob: str) -> bool:
    """Whether a path fits a glob in which `**/` stands for any folders, or none."""
    pattern = re.escape(glob).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.fullmatch(pattern, file) is not None


def test_every_schema_is_mapped_and_there() -> None:
    assert set(MAPPED) == {f"offers/schema/{name}.json" for name in SCHEMAS}
    assert all((PROJECT / schema).is_file() for schema in MAPPED)


def test_every_record_file_has_its_schema_in_the_editor() -> None:
    """Exactly one, and the one of its kind."""
    kinds: dict[str, set[str]] = {}
    for file in list_files(PROJECT).files:
        (schema,) = [schema for schema, glob in MAPPED.items() if fits(file.file, glob)]
        kinds.setdefault(file.kind, set()).add(PurePosixPath(schema).stem)

    assert kinds["angebote"] == {"angebot"}
    assert all(len(schemas) == 1 for schemas in kinds.values())


def test_the_editor_offers_what_it_needs() -> None:
    assert "redhat.vscode-yaml" in json.loads(text(".vscode/extensions.json"))["recommendations"]


# --- catalogues ------------------------------------------------------------------------------------------------------

PUBLICCODE = yaml.safe_load(text("publiccode.yml"))


def test_publiccode_says_what_the_standard_asks_for() -> None:
    """https://yml.publiccode.tools/schema.core.html"""
    mandatory = {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    optional = {"intendedAudience", "dependsOn", "softwareVersion", "releaseDate", "isBasedOn"}

    assert mandatory <= set(PUBLICCODE) <= mandatory | optional
    assert PUBLICCODE["publiccodeYmlVersion"] == "0.5.0"
    assert PUBLICCODE["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert PUBLICCODE["softwareType"] == "standalone/web"
    assert PUBLICCODE["maintenance"]["type"] == "internal"
    assert PUBLICCODE["maintenance"]["contacts"][0]["name"]
    assert PUBLICCODE["localisation"] == {"localisationReady": False, "availableLanguages": ["de"]}


@pytest.mark.parametrize("language", PUBLICCODE["description"])
def test_descriptions_are_as_long_as_they_may_be(language: str) -> None:
    described = PUBLICCODE["description"][language]

    assert len(described["genericName"]) <= 35
    assert len(described["shortDescription"]) <= 150
    assert 150 <= len(described["longDescription"]) <= 10_000
    assert 5 <= len(described["features"]) <= 20
    assert all((PROJECT / picture).is_file() for picture in described["screenshots"])


def test_the_licence_is_the_same_everywhere() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]

    assert PUBLICCODE["legal"]["license"] == project["license"]
    assert PUBLICCODE["dependsOn"]["open"][0]["versionMin"] == project["requires-python"].removeprefix(">=")
    assert not isinstance(PUBLICCODE.get("releaseDate"), date), "as text, in quotes"


# --- licences --------------------------------------------------------------------------------------------------------


def licence_of(file: str) -> str:
    """What REUSE.toml says of a file: of the paths that fit, the last one holds."""
    found = ""
    for annotation in tomllib.loads(text("REUSE.toml"))["annotations"]:
        paths = annotation["path"]
        for path in [paths] if isinstance(paths, str) else paths:
            pattern = re.escape(path).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
            if re.fullmatch(pattern, file):
                found = annotation["SPDX-License-Identifier"]
    return found


@pytest.mark.parametrize(
    ("file", "licence"),
    [
        ("hooks/familyguide/guide.py", "EUPL-1.2"),
        ("offers/guide.yml", "CC-BY-4.0"),
        ("offers/angebote/x.yml", "CC-BY-4.0"),
        ("docs/impressum.md", "CC-BY-4.0"),
        ("offers/schema/angebot.json", "EUPL-1.2"),
        ("hooks/familyguide/fonts/NotoSans-Bold.ttf", "OFL-1.1"),
        ("tests/site/schema_org.json", "CC-BY-SA-3.0"),
    ],
)
def test_each_file_has_its_licence(file: str, licence: str) -> None:
    assert licence_of(file) == licence


def test_the_text_of_each_licence_is_there_and_no_other() -> None:
    """The same that stands where people look for it."""
    used = {annotation["SPDX-License-Identifier"] for annotation in tomllib.loads(text("REUSE.toml"))["annotations"]}

    assert {path.stem for path in (PROJECT / "LICENSES").iterdir()} == used
    assert text("LICENSES/EUPL-1.2.txt") == text("LICENSE")
    assert text("LICENSE-CONTENT").endswith(text("LICENSES/CC-BY-4.0.txt"))
    assert text("hooks/familyguide/fonts/OFL.txt").endswith(text("LICENSES/OFL-1.1.txt"))


# --- templates of the forges -----------------------------------------------------------------------------------------


def test_both_forges_have_the_same_template_for_proposals() -> None:
    github = text(".github/PULL_REQUEST_TEMPLATE.md")

    assert github == text(".gitlab/merge_request_templates/Default.md")


def test_examples_of_owners_bind_nobody() -> None:
    """A town has to say itself who looks at what."""
    lines = text("CODEOWNERS").splitlines()

    assert not [line for line in lines if line and not line.startswith("#")]
    examples = [line.removeprefix("# ").split() for line in lines if line.startswith("# ") and " @" in line]
    assert len(examples) >= 5
    assert all(len(example) >= 2 and example[1].startswith("@") for example in examples)

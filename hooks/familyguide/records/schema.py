"""From the models to JSON Schemas, which editors and forms use to help while typing."""

from __future__ import annotations

import json
from typing import Any

from .models import (
    FROM_THE_FILE_SYSTEM,
    EditionRecord,
    GuideRecord,
    OfferRecord,
    PlaceRecord,
    ProviderRecord,
    Record,
    SearchWordsRecord,
    VocabularyRecord,
)

SCHEMAS: dict[str, tuple[type[Record], str]] = {
    "angebot": (OfferRecord, "Ein Angebot: offers/angebote/*.yml"),
    "anbieter": (ProviderRecord, "Ein Anbieter: offers/anbieter/*.yml"),
    "ort": (PlaceRecord, "Ein Ort: offers/orte/*.yml"),
    "suchwoerter": (SearchWordsRecord, "Suchwörter von Familien: offers/suchwoerter/*.yml"),
    "vokabular": (VocabularyRecord, "Übersetzte Listen: offers/uebersetzungen/*/vokabular.yml"),
    "ausgabe": (EditionRecord, "Eine gedruckte Ausgabe: offers/ausgaben/*.yml"),
    "guide": (GuideRecord, "Die Stadt und ihre Listen: offers/guide.yml"),
}


def schema_text(name: str) -> str:
    """The JSON Schema `name` as the text of its file in `offers/schema/`."""
    model, title = SCHEMAS[name]
    schema = model.model_json_schema(by_alias=True, mode="validation")
    for key in FROM_THE_FILE_SYSTEM:
        del schema["properties"][key]
        schema["required"].remove(key)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_tidy(schema), "title": title}
    for definition in schema.get("$defs", {}).values():
        definition.pop("title", None)  # the English class name; each field has a German title of its own
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _tidy(schema: Any) -> Any:
    """Leave out what staff should not see: `null`, defaults, and descriptions that speak to coders."""
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        choices = [choice for choice in schema["anyOf"] if choice != {"type": "null"}]
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        schema = {**choices[0], **rest} if len(choices) == 1 else {**rest, "anyOf": choices}
    is_model = "properties" in schema or ("enum" in schema and "examples" not in schema)
    dropped = {"default", "description"} if is_model else {"default"}
    return {
        key: {name: _tidy(part) for name, part in value.items()} if key in ("properties", "$defs") else _tidy(value)
        for key, value in schema.items()
        if key not in dropped
    }

"""Checks data in pages against what schema.org says about its types: `schema_org.json`, see `extract_schema_org.py`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

TYPES: dict[str, Any] = json.loads(Path(__file__).with_name("schema_org.json").read_text(encoding="utf-8"))["types"]
Types = Mapping[str, str]
"""Which type stands behind an `@id`."""

DATE = r"\d{4}-\d\d-\d\d"
TIME = r"([01]\d|2[0-3]):[0-5]\d"
FORMS = {"Date": DATE, "DateTime": f"{DATE}T{TIME}", "Time": TIME, "URL": r"https?://\S+", "Text": r"[\s\S]+"}


def problems(node: Mapping[str, Any], known: Types, where: str = "") -> Iterator[str]:
    """What is wrong with a node and everything in it, each with its place."""
    kind = node.get("@type")
    where = f"{where}{kind}"
    if kind not in TYPES:
        yield f"{where}: no such type"
        return
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        expected = _expected(kind, name)
        if not expected:
            yield f"{where}.{name}: no property of this type"
        for single in value if isinstance(value, list) else [value]:
            yield from _value_problems(single, expected, known, f"{where}.{name}")
        if value == []:
            yield f"{where}.{name}: nothing in it"


def _expected(kind: str, name: str) -> list[str]:
    """The types that a property takes where it belongs to `kind`; inputs of actions are described in words."""
    if name.endswith("-input") and "Action" in _with_above(kind):
        return ["Text"] if _expected(kind, name.removesuffix("-input")) else []
    return [value for above in _with_above(kind) for value in TYPES[above]["properties"].get(name, [])]


def _with_above(kind: str) -> list[str]:
    return [kind, *(name for above in TYPES[kind]["above"] for name in _with_above(above))] if kind in TYPES else [kind]


def _value_problems(value: Any, expected: list[str], known: Types, where: str) -> Iterator[str]:
    if isinstance(value, dict) and set(value) == {"@id"}:
        if value["@id"] not in known:
            yield f"{where}: nobody is {value['@id']}"
        elif not set(_with_above(known[value["@id"]])) & set(expected):
            yield f"{where}: a {known[value['@id']]} is none of {expected}"
    elif isinstance(value, dict):
        if value.get("@type") in TYPES and not set(_with_above(value["@type"])) & set(expected):
            yield f"{where}: a {value['@type']} is none of {expected}"
        yield from problems(value, known, f"{where} > ")
    elif isinstance(value, bool):
        if "Boolean" not in expected:
            yield f"{where}: {value} is none of {expected}"
    elif isinstance(value, int | float):
        if "Number" not in expected and not ("Integer" in expected and isinstance(value, int)):
            yield f"{where}: {value} is none of {expected}"
    elif not any(_fits(value, kind) for kind in expected):
        yield f"{where}: «{value}» is none of {expected}"


def _fits(text: Any, kind: str) -> bool:
    kind = "URL" if kind == "Thing" else kind  # where any thing will do, its address does
    if kind in FORMS:
        return isinstance(text, str) and bool(re.fullmatch(FORMS[kind], text))
    return text in TYPES.get(kind, {}).get("members", [])

"""Every sentence of the check is German, is needed, and reaches those who need it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter
from typing import Any, get_origin

import pytest
import yaml
from familyguide.records import wording
from familyguide.records.fields import fields_by_key, model_in
from familyguide.records.load import GUIDE_FILE, KINDS
from familyguide.records.models import GuideRecord, Record
from familyguide.records.wording import MESSAGES
from pydantic import BaseModel
from small_towns import GUIDE, OFFER, PLACE, PROJECT, PROVIDER, findings_in, minimal
from test_cases import CASES

HOOKS = PROJECT / "hooks"

NOT_AS_A_CASE = {
    # needs bytes, sizes, or things in the file system that a case cannot hold
    *("too-large", "not-utf8", "utf16", "control-character", "direction-override"),
    *("symlink-outside", "not-a-file", "unreadable", "no-guide", "no-offers-folder"),
    # depends on the day, is about hand-written pages, or is said by another command than the check
    *(code for code in MESSAGES if code.startswith("note-")),
    *(code for code in MESSAGES if code.startswith(("page-", "format-", "print-", "link-"))),
    # for what a later version of the validator may say
    "invalid",
}


def texts_of_the_code() -> set[str]:
    """Every text that stands in the code outside the table of sentences."""
    return {
        node.value
        for path in HOOKS.rglob("*.py")
        if path != HOOKS / "familyguide" / "records" / "wording.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_no_sentence_is_dead() -> None:
    """Somewhere the code speaks of each."""
    assert MESSAGES.keys() - texts_of_the_code() == set()


def test_nothing_else_in_the_table_is_dead() -> None:
    """Every name is used by some module."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in HOOKS.rglob("*.py"))

    assert [name for name in vars(wording) if name.isupper() and len(re.findall(rf"\b{name}\b", code)) < 2] == []


def test_every_kind_of_finding_has_a_case() -> None:
    """The cases show what each sentence looks like."""
    assert MESSAGES.keys() - {case.stem.split(".")[0] for case in CASES} == NOT_AS_A_CASE


@pytest.mark.parametrize("code", MESSAGES)
def test_a_sentence_is_a_sentence(code: str) -> None:
    """It says what is wrong and then, in a sentence of its own, what to do."""
    message, hint = MESSAGES[code]

    assert re.match(r"[A-ZÄÖÜ«{]", message)
    assert re.search(r"[.?)}]$", message)
    assert hint == "" or re.match(r"([A-ZÄÖÜ]|\{where\}$)", hint)
    assert code.startswith("note-") or hint
    assert {name for _, name, _, _ in Formatter().parse(message + hint) if name is not None} <= {
        *(
            "found",
            "nearest",
            "allowed",
            "example",
            "label",
            "key",
            "limit",
            "better",
            "where",
            "other",
            "what",
            "kind",
        ),
        *("folder", "folders", "line", "name", "char", "problem", "length", "over", "start", "end", "state", "part"),
        *("ratio", "circle", "count", "sentence", "since", "day", "first", "last", "title", "pixels"),
    }


# --- whatever stands in a field, there is a sentence for it

SHAPES: list[Any] = [
    "",
    "x",
    "ja",
    "2027-02-30",
    "25:00",
    "9999",
    "<b>",
    "http://x.de",
    "\u202e",
    "ä" * 4000,
    [],
    [""],
    ["x"],
    ["x", "x"],
    [[]],
    [["x"]],
    [{}],
    [{"x": "y"}],
    ["x"] * 100,
    [{"x": "y"}] * 100,
    {},
    {"": ""},
    {"x": "y"},
    {"x": ["y"]},
    {"id": "x"},
    {"year": "2027", "number": "1", "unit": "Jahre", "written": "110", "dialled": "javascript:"},
]


def paths(model: type[BaseModel], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of each field of a record."""
    for key, info in fields_by_key(model).items():
        yield (*before, key)
        if (inner := model_in(info.annotation)) is not None:
            yield from paths(inner, (*before, key))


def nested(model: type[BaseModel], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """A record with nothing but `value` at `path`."""
    key, *rest = path
    if not rest:
        return {key: value}
    info = fields_by_key(model)[key]
    inner = model_in(info.annotation)
    assert inner is not None
    group = nested(inner, tuple(rest), value)
    return {key: [group] if get_origin(info.annotation) is tuple else group}


def model_of(file: str) -> type[Record]:
    return GuideRecord if file == GUIDE_FILE else KINDS[file.split("/")[1]]


ENGLISH = re.compile(r"\b(should|must|expected|input|valid|None|True|False)\b")
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
FIELDS = [(file, path) for file in (OFFER, PROVIDER, PLACE, GUIDE) for path in paths(model_of(file))]


@pytest.mark.parametrize(("file", "path"), FIELDS, ids=[".".join((file.split("/")[1], *path)) for file, path in FIELDS])
def test_whatever_stands_in_a_field_is_understood(file: str, path: tuple[str, ...]) -> None:
    """No value makes the check fail, none has no sentence of its own, and none of the wrong shape is accepted."""
    record = yaml.load(minimal(file), Loader=yaml.BaseLoader)
    for value in SHAPES:
        text = yaml.dump({**record, **nested(model_of(file), path, value)}, Dumper=DUMPER, allow_unicode=True)
        found = findings_in(file, text)

        assert "invalid" not in {finding.code for finding in found}, found
        assert not [finding for finding in found if ENGLISH.search(finding.text)]
        if isinstance(value, dict | list) and "x" in str(value) and value != ["x"]:  # which may be a list of words
            assert found, f"{value} is accepted"

"""The canonical form of a record: which bytes it has, and that writing it never changes what a file says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from familyguide.records.canonical import WIDTH, canonical_text
from familyguide.records.comments import read_comments
from familyguide.records.fields import fields_by_key
from familyguide.records.formatting import format_record, write_record
from familyguide.records.load import KINDS, RecordFile, list_files
from familyguide.records.models import OfferRecord, PlaceRecord
from familyguide.records.schema import SCHEMAS
from familyguide.records.source import read_source
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_towns import OFFER, PROJECT

SHARED = Path(__file__).with_name("canonical.json")
"""Cases for every writer of records; what stands there was read before it was committed."""

steady = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def formatted(text: str, file: str = OFFER) -> str:
    """What formatting makes of an offer; nothing may be found."""
    raw, findings = format_record(RecordFile(file, file.split("/")[1], "krabbelgruppe", text.encode()))
    assert findings == []
    return raw.decode()


def refused(text: str) -> list[str]:
    """Why a file is not formatted; it stays as it is."""
    raw, findings = format_record(RecordFile(OFFER, "angebote", "krabbelgruppe", text.encode()))
    assert raw == text.encode()
    return [finding.code for finding in findings]


# --- the rules, one by one


RULES = {
    "keys in the order of the schema, unknown ones behind": (
        "fremd: a\nkurztext: Text\nanders: b\ntitel: Treff\n",
        "titel: Treff\nkurztext: Text\nfremd: a\nanders: b\n",
    ),
    "what is not stated is left out": ("titel: Treff\npartner: []\nalter: {}\nkurztext:\n", "titel: Treff\n"),
    "no empty lines, no end of document": ("---\n\ntitel: Treff\n\n\nart: a\n...\n", "titel: Treff\nart: a\n"),
    "short lists and groups in one line": (
        "themen:\n  - a\n  - b\nalter:\n  bis: 3 Jahre\n  wessen: kind\n",
        "themen: [a, b]\nalter: {wessen: kind, bis: 3 Jahre}\n",
    ),
    "a list of groups is a block": (
        "sprachen: [{code: de}, {hinweis: dienstags, code: tr}]\n",
        "sprachen:\n  - {code: de}\n  - {code: tr, hinweis: dienstags}\n",
    ),
    "a group that can hold a list of groups is a block": (
        "kontakt: {web: https://beispiel.de}\nzeiten: {immer: ja}\n",
        "zeiten:\n  immer: ja\nkontakt:\n  web: https://beispiel.de\n",
    ),
    "a long list is a block": (
        f"suchwoerter: [{', '.join(['Krabbelgruppe'] * 8)}]\n",
        "suchwoerter:\n" + "  - Krabbelgruppe\n" * 8,
    ),
    "a list as long as a line may be is none": (
        f"suchwoerter:\n- {'a' * 52}\n- {'b' * 51}\n",
        f"suchwoerter: [{'a' * 52}, {'b' * 51}]\n",
    ),
    "a long group in a list begins beside its dash": (
        f"pruefung: {{quellen: [{{hinweis: x, web: https://beispiel.de/{'a' * 90}}}]}}\n",
        f"pruefung:\n  quellen:\n    - web: https://beispiel.de/{'a' * 90}\n      hinweis: x\n",
    ),
    "a long text is folded at single spaces": (
        f"kurztext: {'Wort ' * 30}Ende\n",
        f"kurztext: >-\n  {' '.join(['Wort'] * 23)}\n  {' '.join(['Wort'] * 7)} Ende\n",
    ),
    "a text of 120 characters with its key is not folded": (f"kurztext: {'a ' * 54}ab\n", f"kurztext: {'a ' * 54}ab\n"),
    "what cannot be broken stays long": (f"titel: {'a' * 130}\n", f"titel: {'a' * 130}\n"),
    "a text with lines keeps them": (
        'beschreibung: "Eins\\n\\n  Zwei  \\nDrei"\n',
        "beschreibung: |\n  Eins\n\n    Zwei  \n  Drei\n",
    ),
    "a text with lines in a group makes it a block": (
        'kosten: {art: beitrag, text: "Eins\\nZwei"}\n',
        "kosten:\n  art: beitrag\n  text: |\n    Eins\n    Zwei\n",
    ),
    "quotes only where they are needed": ("titel: 'Treff'\nkurztext: \"a 'b'\"\n", "titel: Treff\nkurztext: a 'b'\n"),
    "quotes inside of quotes": ("titel: '\"Treff\": \\ja'\n", 'titel: "\\"Treff\\": \\\\ja"\n'),
    "in brackets more texts need quotes": (
        'ausgeschlossen: "a, b? [c]"\nmitbringen: ["a, b?"]\n',
        'mitbringen: ["a, b?"]\nausgeschlossen: a, b? [c]\n',
    ),
    "lines end as in Unix, without a mark at the beginning": ("\ufefftitel: a\r\nart: b\r\n", "titel: a\nart: b\n"),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_rule(rule: str) -> None:
    """Typed in one way, written in the other; and writing it again changes nothing."""
    typed, written = RULES[rule]

    assert formatted(typed) == written
    assert formatted(written) == written


@pytest.mark.parametrize(
    "text",
    [
        *("", "~", "null", "Null", "true", "FALSE", "yes", "No", "on", "off", "y", "N", "=", "<<"),
        *("1", "01234", "-1", "+49 30 23125", "030 23125-0", "1.5", "1e5", "0x1f", "0o17", "0b1", ".inf", "-.INF"),
        *(".nan", "9:30", "09:30", "1_000", "2026-1-5", "2026-11-22 10:00:00", "2026-11-22T10:00:00Z", "116 117"),
        *("- a", "? a", ": a", "-a", ", a", "[a", "]", "{a", "}", "# a", "& a", "* a", "! a", "| a", "> a", "' a"),
        *('" a', "% a", "@ a", "` a", "a: b", "a:", "a #b", "Titel: Untertitel"),
    ],
)
def test_a_text_that_needs_quotes(text: str) -> None:
    """Other readers would take it for something else, or could not read on."""
    written = canonical_text({"mitbringen": [text, "x"]}, OfferRecord)
    alone = canonical_text({"titel": text}, OfferRecord)

    assert written.startswith('mitbringen: ["')
    assert alone.startswith('titel: "')


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-22", "2022-10", "6 Monate", "18 weitere Sprachen", "a:b", "a#b", "C++", "3 < 5 & mehr", "ja"),
        *("https://beispiel.de/a#b", "info@beispiel.de", "Hebamme?", "a, b", "(030) 1", "e5", "nullen", "No 1", "5 %"),
    ],
)  # fmt: skip
def test_a_text_that_needs_none(text: str) -> None:
    """Days and months, addresses, words."""
    assert canonical_text({"titel": text}, OfferRecord) == f"titel: {text}\n"


def test_digits_where_the_schema_takes_a_number() -> None:
    """A year and a week need no quotes, a post code and a title of digits do."""
    assert formatted('pruefung: {quellen: [{web: https://a.de, stand: "2022"}]}\ntitel: 1984\n') == (
        'titel: "1984"\npruefung:\n  quellen:\n    - {web: https://a.de, stand: 2022}\n'
    )
    assert "woche: [2]" in formatted('zeiten: {regelmaessig: [{tag: montag, von: "09:00", woche: ["2"]}]}\n')
    assert canonical_text({"plz": "12345"}, PlaceRecord) == 'plz: "12345"\n'


@pytest.mark.parametrize("case", json.loads(SHARED.read_text(encoding="utf-8")), ids=lambda case: case["rule"])
def test_the_cases_that_other_writers_have_to_pass(case: dict[str, Any]) -> None:
    """Values and the bytes that every writer makes of them, in whatever language it is written."""
    assert canonical_text(case["data"], SCHEMAS[case["schema"]][0]) == case["text"]


def test_every_record_can_be_brought_into_canonical_form() -> None:
    """Whoever has written it by hand; and then it stays as it is."""
    for file in own_files():
        raw, findings = format_record(file)
        assert (file.file, findings) == (file.file, [])
        assert format_record(replace(file, raw=raw)) == (raw, [])


# --- comments


COMMENTS = {
    "above and beside, with their field": (
        "# Kopf\nart: angebot # neu\n# zum Titel\ntitel: Treff\n# am Ende\n",
        "# Kopf\n# zum Titel\ntitel: Treff\nart: angebot  # neu\n# am Ende\n",
    ),
    "in a list": ("themen: [a, # wichtig\n  b] # alle\n", "themen:  # alle\n  - a  # wichtig\n  - b\n"),
    "beside a list": ("themen: [a, b] # alle\n", "themen: [a, b]  # alle\n"),
    "above an item": ("themen:\n  # erst\n  - a\n  - b\n", "themen:\n  # erst\n  - a\n  - b\n"),
    "at a group": (
        "kontakt: # neu\n  # Zentrale\n  web: https://a.de\n",
        "kontakt:  # neu\n  # Zentrale\n  web: https://a.de\n",
    ),
    "at a dash": ("sprachen:\n  - # eins\n    code: de\n", "sprachen:\n  # eins\n  - {code: de}\n"),
    "at a group in a list that is a block": (
        "sprachen:\n  - hinweis: x # a\n    # b\n    code: de\n",
        "sprachen:\n  # b\n  - code: de\n    hinweis: x  # a\n",
    ),
    "at a folded text": ("titel: >- # lang\n  Treff\n", "titel: Treff  # lang\n"),
    "below a text with lines": ("beschreibung: |\n  a #1\n  b\n# c\n", "beschreibung: |\n  a #1\n  b\n# c\n"),
    "not counted as width": (f"titel: {'a ' * 50}b # {'x' * 80}\n", f"titel: {'a ' * 50}b  # {'x' * 80}\n"),
    "above the first field of a group": (
        "kontakt:\n  telefone:\n    - hinweis: x\n      # c\n      nummer: '030 1'\n",
        'kontakt:\n  telefone:\n    # c\n    - {nummer: "030 1", hinweis: x}\n',
    ),
    "several above": ("titel: a\n# b\n#c\nart: d\n", "titel: a\n# b\n#c\nart: d\n"),
}


@pytest.mark.parametrize("where", COMMENTS)
def test_a_comment_stays_with_its_field(where: str) -> None:
    """And stays there when the file is formatted again."""
    typed, written = COMMENTS[where]

    assert formatted(typed) == written
    assert formatted(written) == written


MOVED = {
    "to another place": (
        {"orte": ["b", "a"], "sprachen": [{"code": "de"}]},
        "orte:\n  - b  # zwei\n  - a  # eins\nsprachen:\n  - {code: de}  # immer\n",
    ),
    "with what has changed": (
        {"orte": ["a", "b"], "sprachen": [{"code": "tr"}, {"code": "de", "hinweis": "x"}]},
        "orte:\n  - a  # eins\n  - b  # zwei\nsprachen:\n  - {code: tr}\n  - {code: de, hinweis: x}  # immer\n",
    ),
    "to the end": ({"orte": ["b"]}, "orte:\n  - b  # zwei\n# eins\n# immer\n"),
}


@pytest.mark.parametrize("where", MOVED)
def test_comments_follow_values(where: str) -> None:
    """Of what is gone they stand at the end."""
    data, written = MOVED[where]
    raw = b"orte:\n  - a # eins\n  - b # zwei\nsprachen:\n  - {code: de} # immer\n"
    text, findings = write_record(RecordFile(OFFER, "angebote", "x", raw), data)

    assert (text.decode(), findings) == (written, [])


def test_a_comment_that_cannot_be_kept_is_told() -> None:
    """Its field says nothing and would be left out."""
    assert refused("titel: Treff\nart: # was?\nkurztext: Text\n") == ["format-comment"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("titel: [a\n", ["broken-yaml"]),
        ("titel: a\ntitel: b\n", ["duplicate-key"]),
        ("<<<<<<< HEAD\ntitel: a\n", ["merge-conflict"]),
        ("titel: &a b\n", ["anchor"]),
        ('"a\\nb": c\n', ["format-meaning"]),
    ],
)
def test_a_file_that_cannot_be_formatted(text: str, codes: list[str]) -> None:
    """What is wrong is told, nothing is written."""
    assert refused(text) == codes


# --- what always holds

TEXTS = st.text(
    st.one_of(st.sampled_from(" :#-?,[]{}&*!|>'\"%@`\\\n.0159eExo_+~aäß=<\u00a0"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=40,
).map(str.strip)
LONG_TEXTS = st.lists(TEXTS, min_size=8, max_size=20).map(" ".join)
LEAVES = st.one_of(
    TEXTS, LONG_TEXTS, st.sampled_from(["no", "2022", "2022-10", "1e5", "09:30", "~", "0x1F", "-.inf", "ja"])
)


def values_of(model: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Values with the keys of a model, of any shape, in any order."""
    inner = st.sampled_from(
        [*fields_by_key(model), "art", "text", "web", "nummer", "code", "quellen", "woche", "stand"]
    )
    anything = st.recursive(
        LEAVES,
        lambda part: st.lists(part, max_size=4) | st.dictionaries(inner, part, max_size=4),
        max_leaves=12,
    )
    return st.dictionaries(inner, anything, min_size=1, max_size=6)


def read(text: str) -> Any:
    source, findings = read_source(OFFER, text.encode())
    assert [finding for finding in findings if finding.severity == "error"] == []
    return source.data if source else {}


def types_in(value: Any) -> set[type]:
    """The types of all single values."""
    if isinstance(value, list):
        return {kind for item in value for kind in types_in(item)}
    if isinstance(value, dict):
        return {kind for item in value.values() for kind in types_in(item)}
    return {type(value)}


class CoreLoader(yaml.SafeLoader):
    """Reads by the core schema of YAML 1.2, as editors and scripts in browsers do."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN",
}.items():
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), None)


@steady
@given(st.sampled_from([*KINDS.values()]).flatmap(lambda model: st.tuples(st.just(model), values_of(model))))
@example((OfferRecord, {"titel": "a" * 130 + " b"}))
def test_what_is_written_is_what_is_read(case: tuple[Any, dict[str, Any]]) -> None:
    """Every value comes back as it was, is a text for other readers too, and no line is longer than it has to be."""
    model, data = case
    source, findings = read_source(OFFER, yaml.safe_dump(data, allow_unicode=True).encode())
    if source is None or findings or not source.data:
        return
    text = canonical_text(source.data, model)

    assert read(text) == source.data
    assert canonical_text(read(text), model) == text
    for loader in (yaml.SafeLoader, CoreLoader):
        kinds = {kind.__name__ for kind in types_in(yaml.load(text, Loader=loader))}
        assert kinds <= {"str", "date", *(["int"] if "stand" in text or "woche" in text else [])}
    literal = re.sub(r"(?m)^( *)\S*(?: \S+)?: \|$(\n\1  .*|\n$)*", "", text)
    for line in literal.splitlines():
        assert len(line) <= WIDTH or not re.search(r"[^ ] [^ ]", re.sub(r"^ *(- )?(\S*: |\"[^\"]*\": )?", "", line)), (
            line
        )


@cache
def own_files() -> tuple[RecordFile, ...]:
    """Every record of this repository."""
    return tuple(list_files(PROJECT).files)


@steady
@given(st.data())
def test_comments_anywhere(data: st.DataObject) -> None:
    """Comments are put into real records at the ends of lines and between them: none is lost, nothing else changes."""
    file = data.draw(st.sampled_from(own_files()))
    lines = file.raw.decode().splitlines()
    for number in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        if data.draw(st.booleans()):
            lines.insert(at, f"{' ' * data.draw(st.integers(0, 6))}# Zeile {number}")
        else:
            lines[at] += f" # Ende {number}"
    typed = "\n".join(lines) + "\n"
    if any(finding.severity == "error" for finding in read_source(file.file, typed.encode())[1]):
        return  # it stands in the middle of a text
    raw, findings = format_record(RecordFile(file.file, file.kind, file.id, typed.encode()))

    assert findings == []
    assert read_source(file.file, raw)[0].data == read_source(file.file, typed.encode())[0].data  # type: ignore[union-attr]
    assert read_comments(raw.decode()).texts == read_comments(typed).texts
    assert format_record(RecordFile(file.file, file.kind, file.id, raw)) == (raw, [])

"""From bytes to texts and their places: what a record may hold of all that YAML can, and where each thing stands."""

from __future__ import annotations

import pytest
import yaml
from familyguide.records import source
from familyguide.records.source import MAX_BYTES, Source, read_source
from familyguide.records.wording import YAML_PROBLEM_OTHER, YAML_PROBLEMS

C_PARSER = pytest.param(getattr(yaml, "CBaseLoader", yaml.BaseLoader), id="c")


@pytest.fixture(params=[C_PARSER, pytest.param(yaml.BaseLoader, id="python")], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs with the parser in C and with the one in Python."""
    monkeypatch.setattr(source, "_Parser", request.param)


def read(text: str | bytes) -> tuple[Source | None, list[str]]:
    """What can be read of a file, and `line:column code` for each finding."""
    read, findings = read_source("x.yml", text if isinstance(text, bytes) else text.encode())
    return read, [f"{finding.line}:{finding.column} {finding.code}" for finding in findings]


def data(text: str | bytes) -> object:
    """What a file says when nothing is wrong with it."""
    read_file, findings = read(text)
    assert read_file is not None
    assert not findings
    return read_file.data


# --- what is read


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("beginning", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
def test_files_of_every_editor_are_read_alike(line_end: str, beginning: bytes) -> None:
    """Line ends of all systems, with and without the mark that Windows puts first."""
    text = "# Kopf\na: 1\nb:\n  - x\n  - 'y\n    z'\nc: |\n  erste\n\n  zweite\n"
    read_file, findings = read(beginning + text.replace("\n", line_end).encode())

    assert read_file is not None
    assert not findings
    assert read_file.data == {"a": "1", "b": ["x", "y z"], "c": "erste\n\nzweite"}
    assert read_file.mark(("a",)) == (2, 4)
    assert read_file.mark(("b", 1)) == (5, 5)
    assert read_file.key_mark(("c",)) == (7, 1)


def test_every_scalar_stays_text() -> None:
    """Neither numbers nor dates nor truth."""
    text = "a: 01234\nb: 9:30\nc: no\nd: 2027-01-01\ne: 1e3\nf: 0x1f\ng: =\n"

    assert data(text) == {"a": "01234", "b": "9:30", "c": "no", "d": "2027-01-01", "e": "1e3", "f": "0x1f", "g": "="}


@pytest.mark.parametrize(
    "text", ["a:\n", "a: ''\n", 'a: "  "\n', "a: []\n", "a: {}\n", "a: {b: , c: []}\n", "a: |\n\n\n", "{a: }\n"]
)
def test_what_is_left_empty_counts_as_not_stated(text: str) -> None:
    """Empty text, empty list and no key are the same."""
    assert data(text) == {}


def test_blanks_around_a_text_are_no_part_of_it() -> None:
    """Also the last line break of a block."""
    assert data("a: '  x y  '\nb: |\n  x\n\n") == {"a": "x y", "b": "x"}


def test_quoted_words_are_texts() -> None:
    """In quotation marks even what YAML takes for nothing is a word."""
    assert data("a: \"null\"\nb: '~'\nc: nullte\n") == {"a": "null", "b": "~", "c": "nullte"}


def test_emoji_and_other_scripts_are_texts_and_count_as_one_column() -> None:
    """Columns are counted in characters, not in bytes."""
    read_file, findings = read("a: {b: 👨‍👩‍👧 ü أهلا, c: x}\n")

    assert read_file is not None
    assert not findings
    assert read_file.mark(("a", "c")) == (1, len("a: {b: 👨‍👩‍👧 ü أهلا, c: ") + 1)


# --- what is refused


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("", ["1:1 empty-file"]),
        (b"\xef\xbb\xbf", ["1:1 empty-file"]),
        ("\n\n  \n", ["1:1 empty-file"]),
        ("# nur\n# Bemerkungen\n", ["1:1 empty-file"]),
        ("---\n", ["1:1 empty-file"]),
        ("---\n...\n", ["1:1 empty-file"]),
        ("--- ''\n", ["1:1 empty-file"]),
        ("null\n", ["1:1 null"]),
        ("~\n", ["1:1 null"]),
        ("--- Null\n", ["1:5 null"]),
        ("2027\n", ["1:1 not-a-record"]),
        ("nur ein Satz\n", ["1:1 not-a-record"]),
        ("\n\n- a\n- b\n", ["3:1 not-a-record"]),
        ("[a, b]\n", ["1:1 not-a-record"]),
        ("--- |\n  a: 1\n", ["1:5 not-a-record"]),
        ("*a\n", ["1:1 alias"]),
        ("--- !x\n", ["1:5 tag", "1:1 empty-file"]),
    ],
)
def test_what_is_no_record(text: str | bytes, findings: list[str]) -> None:
    """Nothing can be taken from it, and it is told why."""
    read_file, told = read(text)

    assert read_file is None
    assert told[:1] == findings[:1]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        # twice
        ("a: 1\nb: 2\na: 3\na: 4\n", ["3:1 duplicate-key", "4:1 duplicate-key"]),
        ("a: {b: 1, b: 2}\n", ["1:11 duplicate-key"]),
        ("a: [{b: 1, 'b': 2}]\n", ["1:12 duplicate-key"]),
        ("a:\na: 1\n", ["2:1 duplicate-key"]),
        ("a: 1\na: {b: {c: [d]}}\ne: *x\n", ["2:1 duplicate-key", "3:4 alias"]),
        # more than one
        ("a: 1\n---\nb: 2\n", ["2:1 several-documents"]),
        ("---\na: 1\n---\n", ["3:1 several-documents"]),
        # references, types
        ("a: &x 1\nb: *x\n", ["1:4 anchor", "2:4 alias"]),
        ("a: &x [1]\nb: &y {c: 1}\n", ["1:4 anchor", "2:4 anchor"]),
        ("&x a: 1\n", ["1:1 anchor"]),
        ("*x : 1\nb: 2\n", ["1:1 strange-key"]),
        ("<<: *x\n", ["1:5 alias"]),
        ("a: !!str 1\nb: !x {c: !y [d]}\n", ["1:4 tag", "2:4 tag", "2:11 tag"]),
        ("!!str a: 1\n", ["1:1 tag"]),
        ("a: !!python/object/apply:os.system [x]\n", ["1:4 tag"]),
        # keys
        ("? [a, b]\n: c\nd: 1\n", ["1:3 strange-key"]),
        ("? {a: b}\n: {c: d}\ne: *x\n", ["1:3 strange-key", "3:4 alias"]),
        ("a: {{ b }}\n", ["1:5 strange-key"]),
        # nothing
        ("a: null\nb: [~, x]\nc: {d: NULL}\n", ["1:4 null", "2:5 null", "3:8 null"]),
        # depth
        ("a: {b: {c: {d: {e: {f: {g: 1}}}}}}\nh: *x\n", ["1:24 too-deep", "2:4 alias"]),
        ("a: [[[[[[1]]]]]]\n", ["1:9 too-deep"]),
        # comments that were meant as text
        ("a: Raum #3\n", ["1:9 comment"]),
        ("a: #8a2b5b\nb: x # Bemerkung\nc: x#y\n", ["1:4 comment"]),
        # signs that cannot be seen
        ("a: 1\nb:\tx\n\tc: 3\n", ["2:3 tab", "3:1 tab"]),
        ("# \t\na: 1\n", ["1:3 tab"]),
        ("a: x\x00y\nb: \x1b[31m\x07\n", ["1:5 control-character", "2:4 control-character"]),
        ("a: x\u202ey\nb: \u2067z\n", ["1:5 direction-override", "2:4 direction-override"]),
        (
            "a: x\ufeffy\nb: x\u2028y\nc: x\x85y\nd: \ufffe\n",
            [f"{n}:{c} control-character" for n, c in ((1, 5), (2, 5), (3, 5), (4, 4))],
        ),
        ('a: "x\\0y"\nb: "\\e"\nc: "\\L\\P"\n', [f"{n}:4 control-character" for n in (1, 2, 3, 3)]),
        ('a: "\\u202e"\n"b\\u2066": 1\n', ["1:4 direction-override", "2:1 direction-override"]),
        ('a: "x\\ty"\n', ["1:4 control-character"]),
    ],
)
def test_what_a_record_may_not_hold(text: str, findings: list[str]) -> None:
    """Each mistake is told at its place, and the rest of the file is read on."""
    assert read(text)[1] == findings


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"\xff", "1:1"),
        ("titel: Tschüss".encode("cp1252"), "1:12"),
        ("a: ü\nb: x\r\nc: ä ß".encode() + b"\xe4", "3:7"),
        (b"\xef\xbb\xbfa: \xe4", "1:4"),
        (b"a: \xc3", "1:4"),
        (b"a: \xed\xa0\x80", "1:4"),
        (b"a: \xf8\x88\x80\x80\x80", "1:4"),
    ],
)
def test_what_is_not_utf8_is_told_with_its_place(raw: bytes, place: str) -> None:
    """The first wrong sign, counted in characters."""
    assert read(raw) == (None, [f"{place} not-utf8"])


def test_the_sign_that_was_probably_meant_is_named() -> None:
    """Most files that are not UTF-8 come from an old Windows."""
    _, (finding,) = read_source("x.yml", "a: Grüße".encode("cp1252"))

    assert "«ü»" in finding.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf16_is_told_by_its_name(encoding: str) -> None:
    """What Windows calls Unicode."""
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""

    assert read(mark + "a: ü\n".encode(encoding)) == (None, ["1:1 utf16"])


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_marks_of_a_merge_conflict_are_told_one_by_one(line_end: str) -> None:
    """Nothing else is said about such a file: nobody knows yet what is in it."""
    text = "<<<<<<< HEAD\na: 1\n||||||| base\n=======\na: 2\n>>>>>>> other\na: *x\n"

    assert read(text.replace("\n", line_end)) == (None, [f"{line}:1 merge-conflict" for line in (1, 3, 4, 6)])


def test_lines_that_only_look_like_a_merge_conflict_are_text() -> None:
    """Marks stand at the beginning of a line and have seven signs."""
    assert data("a: |\n  =======\n  <<<<<<< x\nb: '========'\n") == {"a": "=======\n<<<<<<< x", "b": "========"}


def test_a_broken_line_is_told_besides_tabs_elsewhere() -> None:
    """The blank in place of a tab may break its own line; other lines are broken by themselves."""
    assert read("a:\tb\nc: [\n  d\n")[1][0] == "1:3 tab"
    assert [finding.split()[1] for finding in read("a:\tb\nc: d\ne: f\ng: [h\n")[1]] == ["tab", "broken-yaml"]
    assert read("a:\n  b: c\n\td: e\n")[1] == ["3:1 tab"]


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c",
        "a: [",
        "a: {",
        "a: 'x",
        'a: "x',
        "a: [b, c}",
        "a: @x",
        "a: `x",
        "a: %x",
        "%x",
        "%YAML 3.0\n---\na: b",
        "%YAML 1.1\n%YAML 1.1\n---\na: b",
        "a: |x",
        "a: >9x\n  b",
        "a: |0\n  b",
        "a: - b",
        "a:\n  - b\n c: d",
        "a: b\n c: d",
        "  a: b\n c: d",
        "- a\nb: c",
        "a: !<x",
        "a: !x!y z",
        "a: &",
        "a: *",
        'a: "\\q"',
        'a: "\\x1"',
        'a: "\\UFFFFFFFF"',
        'a: "\\uD800"',
        "a: ]",
        "a: [,]",
        "a: [b,,c]",
        "a: ? b",
        "a: 'x' y",
        'a: "x\n---\ny"',
        "a\nb: c",
        "[a]: b: c",
        "a: b\n...\nc: d",
        "a: [b\n---\nc]",
        "a: [? ",
        "{a: b} c",
    ],
)
def test_broken_files_are_told_in_german_within_the_file(text: str) -> None:
    """Whatever is wrong with the notation: one error or more, and its place exists."""
    for ending in ("", "\n", "\n\n"):
        read_file, findings = read_source("x.yml", (text + ending).encode())

        assert findings
        assert read_file is None or {finding.code for finding in findings} <= {"control-character", "tag", "anchor"}
        for finding in findings:
            lines = (text + ending).split("\n")
            assert 1 <= finding.line <= len(lines)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
            assert "expected" not in finding.message
            assert "found" not in finding.message


@pytest.mark.parametrize("parser", [C_PARSER], indirect=True)
@pytest.mark.parametrize(
    "text",
    ["a: b: c", "a: [", "a: {", "a: 'x", "a: @x", "%x", "a: |x", "a: - b", "a:\n  b: c\n d: e", "a: &", 'a: "\\q"'],
)
def test_the_usual_mistakes_are_explained(text: str) -> None:
    """What staff may well type gets a sentence of its own; the parser in Python has too many words to know them all."""
    _, (finding,) = read_source("x.yml", text.encode())

    assert YAML_PROBLEM_OTHER not in finding.message
    assert any(sentence in finding.message for sentence in YAML_PROBLEMS.values())


@pytest.mark.parametrize("unit", ["[", "{", "- ", "? ", "a: [", "[a, ", "{a: ", "[[], "])
def test_deep_brackets_cost_nothing(unit: str) -> None:
    """The parser would take minutes for them; nothing below the depth of the format is read."""
    read_file, findings = read(("a: " + unit * MAX_BYTES)[:MAX_BYTES])

    assert findings
    assert read_file is None


def test_an_alias_bomb_costs_nothing() -> None:
    """Nine levels of nine would be 387 million texts."""
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))]
    read_file, findings = read("\n".join(lines))

    assert read_file is not None
    assert len(repr(read_file.data)) < 1000
    assert len(findings) == 10 + 9 * 9


def test_the_place_of_what_is_missing_is_the_thing_around_it() -> None:
    """A finding about a missing key points to its group."""
    read_file, _ = read("a: 1\nb:\n  - c: 2\n")

    assert read_file is not None
    assert read_file.key_mark(("b", 0, "d")) == read_file.mark(("b", 0)) == (3, 5)
    assert read_file.mark(("x", "y")) == (1, 1)

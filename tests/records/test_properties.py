"""What holds whatever a file says: no failure, nothing dropped or changed in silence, every finding within its file."""

from __future__ import annotations

import random
import re
from datetime import date
from functools import cache
from typing import Any

import yaml
from familyguide.records.load import RecordFile, Records, list_files, read_records
from familyguide.records.notes import find_notes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_towns import GUIDE, MINIMAL, OFFER, PLACE, PROJECT, PROVIDER, minimal

steady = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAY = date(2027, 3, 10)
LINE_BREAK = re.compile(r"\r\n|\r|\n")


@cache
def own_files() -> tuple[RecordFile, ...]:
    """Every record of this repository."""
    return tuple(list_files(PROJECT).files)


@cache
def minimal_files() -> tuple[RecordFile, ...]:
    """The minimal town."""
    return tuple(list_files(MINIMAL).files)


def with_content(file: RecordFile, raw: bytes) -> RecordFile:
    return RecordFile(file.file, file.kind, file.id, raw)


def check(files: list[RecordFile]) -> Records:
    """Read files as a town, and make sure of what always holds."""
    records = read_records(files)
    notes = list(find_notes(records, DAY))
    loaded = {record.file for record in (*records.offers, *records.providers, *records.places)}
    loaded |= {GUIDE} if records.guide else set()
    wrong = {finding.file for finding in records.findings if finding.severity == "error"}
    lines = {file.file: LINE_BREAK.split(file.raw.decode("utf-8-sig", errors="replace")) for file in files}

    assert {file.file for file in files} <= loaded | wrong
    for finding in (*records.findings, *notes):
        assert 1 <= finding.line <= len(lines[finding.file])
        assert 1 <= finding.column <= len(lines[finding.file][finding.line - 1]) + 1
        assert finding.message
        assert finding.text.isprintable()
        assert finding.code != "invalid"
    return records


def check_one(file: str, raw: bytes) -> Records:
    """Check the minimal town with other content for one of its files."""
    return check([with_content(known, raw) if known.file == file else known for known in minimal_files()])


any_file = st.sampled_from([OFFER, PROVIDER, PLACE, GUIDE])


@steady
@given(any_file, st.binary(max_size=300))
def test_random_bytes(file: str, raw: bytes) -> None:
    """Whatever a broken disk or a wrong program leaves behind."""
    check_one(file, raw)


@steady
@given(any_file, st.text(max_size=200))
def test_random_text(file: str, text: str) -> None:
    """Every sign there is."""
    check_one(file, text.encode(errors="replace"))


TOKENS = st.sampled_from(
    [
        *":-?[]{},#&*!|>'\"%@`~\\ \n\t\r\x00\x1b\u202e\u2028\ufeff<",
        *(
            "\n",
            "\r\n",
            "\n  ",
            "\n- ",
            ": ",
            "- ",
            " #",
            "---\n",
            "...\n",
            "<<: ",
            "|\n",
            ">-\n",
            "? ",
            "!!str ",
            "&a ",
        ),
        *(
            "*a ",
            "<<<<<<< ",
            "=======\n",
            "  ",
            "null",
            "ja",
            "2027-02-30",
            "25:00",
            "<b>",
            "ü",
            "👨‍👩‍👧",
            '"\\u202e"',
            "x",
        ),
        *("titel", "anbieter", "zeiten", "alter", "id", "stadt", "themen", "name", "ort", "orte: ", "[baby]"),
    ]
)


@steady
@given(any_file, st.lists(TOKENS, max_size=40).map("".join), st.booleans())
def test_random_notation(file: str, text: str, behind: bool) -> None:
    """What looks like YAML, alone and behind a record that is right."""
    check_one(file, ((minimal(file) if behind else "") + text).encode())


keys = st.sampled_from(
    sorted({key.decode() for file in own_files() for key in re.findall(rb"^[ -]*([a-z-]+):", file.raw, re.MULTILINE)})
)
words = st.sampled_from(
    ["", "x", "ja", "baby", "treffen", "elternverein", "2027-01-01", "10:00", "3 Jahre", "1", "<b>"]
)
values = st.recursive(
    words | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys | st.text(max_size=5), inner, max_size=5),
    max_leaves=20,
)


def dump(value: object) -> bytes:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True).encode()


@settings(steady, max_examples=100)
@given(any_file, st.dictionaries(keys, values, max_size=8), st.booleans())
def test_random_records(file: str, data: dict[str, object], over: bool) -> None:
    """Right YAML with the keys of the format in every wrong place, alone and in a record that is right."""
    base: dict[str, object] = yaml.load(minimal(file), Loader=yaml.BaseLoader) if over else {}
    check_one(file, dump(base | data))


def mutate(raw: bytes, seed: int) -> bytes:
    """Change bytes, lines, keys or values of a record."""
    chance = random.Random(seed)
    lines = raw.splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines)) if lines else 0
        match chance.randrange(8) if lines else 7:
            case 0:
                del lines[at]
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[at])
            case 2:
                lines[at] = b" " * chance.randint(1, 3) + lines[at]
            case 3:
                lines[at] = lines[at].lstrip()
            case 4:
                lines[at] = (
                    lines[at].split(b":")[0] + b": " + chance.choice((b"x", b"[]", b"[x]", b"{x: y}", b"")) + b"\n"
                )
            case 5:
                lines[at] = chance.choice((b"id", b"neu", b"", b"titel")) + b":" + lines[at].partition(b":")[2]
            case 6:
                cut = chance.randrange(len(lines[at]) + 1)
                other = chance.choice((b"", b"\xff", b"\x00", b"'", b'"', b"\t", b"]"))
                lines[at] = lines[at][:cut] + other + lines[at][cut + 1 :]
            case _:
                lines.append(chance.randbytes(chance.randint(0, 10)))
    return b"".join(lines)


@steady
@given(st.integers(0, 10**6), st.data())
def test_mutated_records(seed: int, data: st.DataObject) -> None:
    """What a slip of the hand makes of the records of this repository."""
    file = data.draw(st.sampled_from(own_files()))
    guide = next(known for known in own_files() if known.file == GUIDE)
    check([with_content(file, mutate(file.raw, seed)), *([guide] if file is not guide else [])])


@steady
@given(st.sampled_from([OFFER, GUIDE]), st.integers(0, 10**6))
def test_the_same_file_gives_the_same_findings(file: str, seed: int) -> None:
    """Twice."""
    raw = mutate(minimal(file).encode(), seed)

    assert check_one(file, raw).findings == check_one(file, raw).findings


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same value with the keys of all groups in another order."""
    if isinstance(value, list):
        return [shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    order = list(value)
    chance.shuffle(order)
    return {key: shuffled(value[key], chance) for key in order}


@steady
@given(
    st.data(), st.randoms(use_true_random=False), st.dictionaries(keys, words | st.lists(words, max_size=3), max_size=4)
)
def test_the_order_of_keys_changes_nothing(data: st.DataObject, chance: random.Random, more: dict[str, object]) -> None:
    """Neither what a record says nor what is wrong with it."""
    file = data.draw(st.sampled_from([known for known in own_files() if known.kind == "angebote"]))
    stated = yaml.load(file.raw, Loader=yaml.CBaseLoader) | more
    one, other = (
        check([with_content(file, yaml.dump(order, Dumper=yaml.CSafeDumper, sort_keys=False).encode())])
        for order in (stated, shuffled(stated, chance))
    )

    assert one.offers == other.offers
    assert sorted((f.field, f.message) for f in one.findings) == sorted((f.field, f.message) for f in other.findings)


@steady
@given(st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(chance: random.Random) -> None:
    """Whatever order a file system has."""
    files = [with_content(file, file.raw.replace(b"baby", b"kind")) for file in minimal_files()]
    chance.shuffle(files)

    assert read_records(files) == read_records(sorted(files, key=lambda file: file.file))


@steady
@given(st.text(min_size=1, max_size=60), st.booleans(), st.sampled_from(["'", '"', "|", ">", None]))
def test_a_text_is_kept_or_refused(text: str, unicode: bool, style: str | None) -> None:
    """No sign is lost or changed but blanks around the text, however it is written."""
    line = yaml.dump({"erster-kontakt": text}, Dumper=yaml.CSafeDumper, allow_unicode=unicode, default_style=style)
    records = check_one(OFFER, minimal(OFFER).encode() + line.encode())

    wrong = [finding for finding in records.findings if finding.severity == "error"]
    assert wrong or (records.offers[0].first_contact or "") == text.strip()

"""The minimal town with other or more files in it, on disk or only as values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from familyguide.records.findings import Finding
from familyguide.records.load import RecordFile, Records, list_files, load_records, read_records

PROJECT = Path(__file__).parents[2]
MINIMAL = PROJECT / "tests" / "towns" / "minimal"

OFFER = "offers/angebote/krabbelgruppe.yml"
PROVIDER = "offers/anbieter/elternverein.yml"
PLACE = "offers/orte/sonnenhaus.yml"
GUIDE = "offers/guide.yml"


@cache
def minimal(file: str) -> str:
    """The text of one file of the minimal town."""
    return (MINIMAL / file).read_text(encoding="utf-8")


def changed(file: str, old: str, new: str) -> str:
    """The text of a file of the minimal town with one piece replaced."""
    assert minimal(file).count(old) == 1, f"«{old}» does not stand once in {file}"
    return minimal(file).replace(old, new)


def build_town(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Put the minimal town into `folder` with `files` (path -> content) on top; None takes a file away."""
    town = {file: minimal(file) for file in (OFFER, PROVIDER, PLACE, GUIDE)} | dict(files or {})
    for file, content in town.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def check_town(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> tuple[Finding, ...]:
    """What is found in the minimal town with `files` on top."""
    return load_records(build_town(folder, files)).findings


@cache
def _minimal_files() -> tuple[RecordFile, ...]:
    return tuple(list_files(MINIMAL).files)


def read_town(file: str, content: str | bytes, *more: RecordFile) -> Records:
    """The minimal town with one file replaced, without touching a disk."""
    raw = content if isinstance(content, bytes) else content.encode()
    return read_records([*(_with(known, file, raw) for known in _minimal_files()), *more])


def _with(known: RecordFile, file: str, raw: bytes) -> RecordFile:
    return RecordFile(known.file, known.kind, known.id, raw) if known.file == file else known


def findings_in(file: str, content: str | bytes) -> list[Finding]:
    """What is found in one file of the minimal town when it says `content`."""
    return [finding for finding in read_town(file, content).findings if finding.file == file]

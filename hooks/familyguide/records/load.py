"""From a town's folder to its validated records, with all findings on the way."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .fields import choices, field_at, keys, model_at, siblings
from .findings import START, Finding, in_reading_order, make_finding
from .models import GuideRecord, OfferRecord, PlaceRecord, ProviderRecord, Record
from .source import MAX_BYTES, Path, Source, Value, dotted, read_source
from .values import ID_LENGTH, Context, is_id
from .wording import FOUND_KINDS, NEAREST, RECORD_KINDS, VOCABULARIES

FOLDER = "offers"
GUIDE_FILE = f"{FOLDER}/guide.yml"
GUIDE_ID = "guide"
SCHEMA_FOLDER = "schema"
"""Holds generated JSON Schemas, no records."""

KINDS: Mapping[str, type[Record]] = {"angebote": OfferRecord, "anbieter": ProviderRecord, "orte": PlaceRecord}
_ID_VOCABULARIES = {"angebote": "angebot", "anbieter": "anbieter", "orte": "ort"}

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a town that are valid, sorted by id, and everything that was found on the way."""

    guide: GuideRecord | None
    offers: tuple[OfferRecord, ...]
    providers: tuple[ProviderRecord, ...]
    places: tuple[PlaceRecord, ...]
    sources: Mapping[str, Source]
    """Each file that could be read, by its path."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that claims to be a record: where it lies and what it holds."""

    file: str
    kind: str
    """Folder below `offers/`; `guide` for the guide file."""
    id: str
    raw: bytes


@dataclass(slots=True)
class _Listing:
    files: list[RecordFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def report(self, file: str, code: str, **values: object) -> None:
        self.findings.append(make_finding(file, START, "", code, **values))


def load_records(root: FilePath) -> Records:
    """Read the whole town in the folder `root` (the one that holds `offers/`)."""
    listing = list_files(root)
    return read_records(listing.files, listing.findings)


# --- which files there are -----------------------------------------------------------------------------------------


def list_files(root: FilePath) -> _Listing:
    """Find the record files below `root`, sorted by path, and whatever lies where it should not."""
    listing = _Listing()
    folder = root / FOLDER
    if not folder.is_dir():
        listing.report(FOLDER, "no-offers-folder")
        return listing
    real_root = root.resolve()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(root)
        if any(part.startswith(".") for part in relative.parts):
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(real_root):
            listing.report(relative.as_posix(), "symlink-outside")
        elif path.is_file():
            _sort_in(path, relative, listing)
    if not any(file.kind == GUIDE_ID for file in listing.files):
        listing.report(GUIDE_FILE, "no-guide")
    _report_same_ids(listing)
    return listing


def _sort_in(path: FilePath, relative: FilePath, listing: _Listing) -> None:
    file = relative.as_posix()
    kind = relative.parts[1]
    if kind == SCHEMA_FOLDER and len(relative.parts) > 2:
        return
    if file == GUIDE_FILE:
        kind = GUIDE_ID
    elif len(relative.parts) == 2:
        listing.report(file, "loose-file")
        return
    elif kind not in KINDS:
        nearest = _nearest(kind, KINDS)
        listing.report(file, "unknown-folder", found=kind, folders=", ".join(KINDS), nearest=nearest)
        return
    if path.suffix != ".yml":
        listing.report(file, "bad-extension", found=path.suffix or path.name)
        return
    if not is_id(path.stem):
        better = _better_id(path.stem)
        listing.report(file, "bad-file-name", found=path.name, limit=ID_LENGTH, better=better)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        listing.report(file, "unreadable")
        return
    listing.files.append(RecordFile(file, kind, path.stem, raw))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _better_id(stem: str) -> str:
    """The id nearest to what was typed."""
    plain = re.sub(r"[^a-z0-9]+", "-", stem.casefold().translate(_UMLAUTS).replace("ss", "ss"))
    return plain.strip("-")[:ID_LENGTH].rstrip("-") or "babytreff-nord"


def _report_same_ids(listing: _Listing) -> None:
    first: dict[tuple[str, str], str] = {}
    for file in listing.files:
        other = first.setdefault((file.kind, file.id), file.file)
        if other != file.file:
            listing.report(file.file, "duplicate-id", found=file.id, other=other)


# --- what they say -------------------------------------------------------------------------------------------------


def read_records(files: Iterable[RecordFile], findings: Iterable[Finding] = ()) -> Records:
    """Read and validate record files; a record with a mistake is left out, and its findings say why."""
    from .checks import check_records  # the checks look at the whole town and so at this module's result

    found = list(findings)
    files = list(files)
    sources: dict[str, Source] = {}
    for file in files:
        source, problems = read_source(file.file, file.raw)
        found += problems
        if source is not None:
            sources[file.file] = source
    context = _context(files, sources)
    valid: dict[type[Record], dict[str, Any]] = {model: {} for model in (GuideRecord, *KINDS.values())}
    for file in files:
        if (source := sources.get(file.file)) is None:
            continue
        model = KINDS.get(file.kind, GuideRecord)
        record, problems = _validate(source, file, model, context)
        found += problems
        if record is not None:
            valid[model].setdefault(file.id, record)
    records = Records(
        guide=valid[GuideRecord].get(GUIDE_ID),
        offers=_by_id(valid[OfferRecord]),
        providers=_by_id(valid[ProviderRecord]),
        places=_by_id(valid[PlaceRecord]),
        sources=sources,
        findings=(),
    )
    found += check_records(records)
    return Records(
        records.guide, records.offers, records.providers, records.places, sources, tuple(in_reading_order(found))
    )


def _by_id(records: dict[str, AnyRecord]) -> tuple[AnyRecord, ...]:
    return tuple(records[key] for key in sorted(records))


def _context(files: list[RecordFile], sources: Mapping[str, Source]) -> Context:
    """Collect the ids that exist, also of records with mistakes: a typing error elsewhere makes no id unknown."""
    known: dict[str, set[str]] = {vocabulary: set() for vocabulary in _ID_VOCABULARIES.values()}
    for file in files:
        if file.kind in _ID_VOCABULARIES:
            known[_ID_VOCABULARIES[file.kind]].add(file.id)
    if (guide := sources.get(GUIDE_FILE)) is not None:
        for vocabulary in VOCABULARIES:
            if vocabulary not in known:
                terms = guide.find(vocabulary)
                known[vocabulary] = {
                    term["id"]
                    for term in (terms if isinstance(terms, list) else ())
                    if isinstance(term, dict) and isinstance(term.get("id"), str)
                }  # type: ignore[assignment]
    return Context(known)


def _validate(
    source: Source, file: RecordFile, model: type[Record], context: Context
) -> tuple[Record | None, list[Finding]]:
    findings: list[Finding] = []
    data: dict[str, Any] = dict(source.data)
    if "id" in data:
        findings.append(make_finding(source.file, source.key_mark(("id",)), "id", "id-key"))
    data.pop("file", None)
    if "file" in source.data:
        findings.append(_unknown_key(source, ("file",), model, "file"))
    if (other := _other_kind(source, model)) is not None:
        return None, [make_finding(source.file, START, "", "wrong-folder", kind=RECORD_KINDS[other], folder=other)]
    try:
        record = model.model_validate({**data, "id": file.id, "file": file.file}, context=context)
    except ValidationError as error:
        findings += (_finding(source, details, model, context) for details in error.errors(include_url=False))
        return None, findings
    return (None if findings else record), findings


def _other_kind(source: Source, model: type[Record]) -> str | None:
    """The folder where the file seems to belong, when its keys fit another kind of record much better."""
    stated = set(source.data)
    misfits = {kind: len(stated - keys(candidate)) for kind, candidate in KINDS.items()}
    best = min(misfits, key=lambda kind: misfits[kind])
    here = len(stated - keys(model))
    return best if here > misfits[best] and here * 2 >= len(stated) and KINDS[best] is not model else None


# --- from the validator's errors to findings -----------------------------------------------------------------------

_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "enum": "unknown-choice",
    "string_type": "text-expected",
    "tuple_type": "list-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
    "string_too_long": "too-long",
    "string_too_short": "empty-item",
    "too_long": "too-many",
    "too_short": "too-few",
}
_NOT_A_TEXT = frozenset(("bool_type", "bool_parsing", "date_type", "time_type", "int_type", "dataclass_type"))


def _finding(source: Source, details: Any, model: type[Record], context: Context) -> Finding:
    values: dict[str, Any] = dict(details.get("ctx") or {})
    path: Path = tuple(details["loc"])
    if at := values.pop("at", None):
        path = (*path[: -1 if at in siblings(model, path) else None], at)
    kind, typed = details["type"], details["input"]
    if kind == "extra_forbidden":
        return _unknown_key(source, path, model_at(model, path[:-1]), str(path[-1]))
    info = field_at(model, path)
    code = _CODES.get(kind, kind)
    if isinstance(typed, str) and not typed and code != "missing":
        code = "empty-item"
    elif kind in _NOT_A_TEXT or code == "unknown-choice" and not isinstance(typed, str):
        code = "text-expected"
    values.setdefault("found", _shown(typed, code))
    if info is not None:
        values |= {"label": info.title, "example": (info.examples or [""])[0], "key": path[-1]}
    if code == "unknown-choice":
        options = choices(info.annotation) if info is not None else []
        values |= {"allowed": ", ".join(options), "nearest": _nearest(str(typed), options)}
    elif code == "unknown-id":
        vocabulary = values["vocabulary"]
        values |= {"nearest": _nearest(typed, context.known[vocabulary]), "where": VOCABULARIES[vocabulary]}
    elif code == "too-long":
        limit = values["max_length"]
        values |= {"length": len(typed), "limit": limit, "over": len(typed) - limit}
    elif code == "too-many":
        values |= {"length": values["actual_length"], "limit": values["max_length"]}
    elif code == "mapping-expected":
        expected = model_at(model, path)
        values["allowed"] = ", ".join(info.alias or "" for info in expected.model_fields.values())
    mark = source.key_mark(path) if code == "missing" else source.mark(path)
    try:
        return make_finding(source.file, mark, dotted(path), code, **values)
    except KeyError:  # an error of the validator that has no sentence of its own
        values = {"found": _shown(typed, code), "example": values.get("example", "")}
        return make_finding(source.file, mark, dotted(path), "invalid", **values)


def _unknown_key(source: Source, path: Path, model: type[BaseModel], key: str) -> Finding:
    allowed = [info.alias for info in model.model_fields.values() if info.alias]
    return make_finding(
        source.file,
        source.key_mark(path),
        dotted(path),
        "unknown-key",
        found=key,
        nearest=_nearest(key, allowed),
        allowed=", ".join(allowed),
    )


def _shown(typed: object, code: str) -> str:
    if code in ("text-expected", "list-expected", "mapping-expected") or not isinstance(typed, str):
        kind = "mapping" if isinstance(typed, dict) else "list" if isinstance(typed, list) else "text"
        return FOUND_KINDS[kind]
    return typed


def _nearest(typed: str, candidates: Iterable[str]) -> str:
    """The sentence that offers what was probably meant, or nothing."""
    by_folded = {candidate.casefold(): candidate for candidate in sorted(candidates)}
    wanted = typed[:200].casefold().translate(_UMLAUTS)
    close = difflib.get_close_matches(wanted, by_folded, n=1, cutoff=0.6)
    return NEAREST.format(nearest=by_folded[close[0]]) if close else ""

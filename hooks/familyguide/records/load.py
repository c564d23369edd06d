"""From a town's folder to its validated records, with all findings on the way."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .fields import choices, field_at, fields_by_key, group_at, is_keyed
from .findings import START, Finding, Severity, counted, in_reading_order, make_finding, visible
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
from .source import MAX_BYTES, Path, Source, dotted, read_source
from .values import ID_LENGTH, Context, better_id, is_id, without_umlauts
from .wording import FOUND_KINDS, NEAREST, NOT_A_FILE, RECORD_KINDS, VOCABULARIES

FOLDER = "offers"
GUIDE_FILE = f"{FOLDER}/guide.yml"
GUIDE_ID = "guide"
SCHEMA_FOLDER = "schema"
"""Holds generated JSON Schemas, no records."""

EDITIONS = "ausgaben"
TRANSLATIONS = "uebersetzungen"
VOCABULARY_FILE = "vokabular.yml"

KINDS: Mapping[str, type[Record]] = {
    "angebote": OfferRecord,
    "anbieter": ProviderRecord,
    "orte": PlaceRecord,
    "suchwoerter": SearchWordsRecord,
    TRANSLATIONS: VocabularyRecord,
    EDITIONS: EditionRecord,
}
ID_VOCABULARIES = {"angebote": "angebot", "anbieter": "anbieter", "orte": "ort"}

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a town that are valid, sorted by id, and everything that was found on the way."""

    guide: GuideRecord | None
    offers: tuple[OfferRecord, ...]
    providers: tuple[ProviderRecord, ...]
    places: tuple[PlaceRecord, ...]
    search_words: tuple[SearchWordsRecord, ...]
    vocabularies: tuple[VocabularyRecord, ...]
    """The guide's vocabularies in other languages; the id is the language."""
    editions: tuple[EditionRecord, ...]
    sources: Mapping[str, Source]
    """Each file that could be read, by its path."""
    findings: tuple[Finding, ...]

    @property
    def stops_the_site(self) -> bool:
        """Whether there is an error; one in a printed edition stops that edition and nothing else."""
        return any(
            finding.severity == "error" and not finding.file.startswith(f"{FOLDER}/{EDITIONS}/")
            for finding in self.findings
        )


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that claims to be a record: where it lies and what it holds."""

    file: str
    kind: str
    """Folder below `offers/`; `guide` for the guide file."""
    id: str
    raw: bytes


@dataclass(slots=True)
class Listing:
    """What lies in a town's folder: record files, and findings about the rest."""

    files: list[RecordFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def report(self, file: str, code: str, severity: Severity = "error", **values: object) -> None:
        self.findings.append(make_finding(file, START, "", code, severity=severity, **values))


def load_records(root: FilePath) -> Records:
    """Read the whole town in the folder `root` (the one that holds `offers/`)."""
    listing = list_files(root)
    return read_records(listing.files, listing.findings)


# --- which files there are -----------------------------------------------------------------------------------------


def list_files(root: FilePath) -> Listing:
    """Find the record files below `root`, sorted by path, and whatever lies where it should not."""
    listing = Listing()
    folder = root / FOLDER
    if folder.is_symlink() and not _leads_into(folder, root):
        listing.report(FOLDER, "symlink-outside")
        return listing
    if not is_folder(folder):
        listing.report(FOLDER, "no-offers-folder")
        return listing
    for path in sorted(_walk(folder, root, listing)):
        relative = path.relative_to(root)
        if any(part.startswith(".") for part in relative.parts):
            if path.suffix.lower() in _SUFFIXES:
                listing.report(_shown_path(relative), "hidden-file", "warning")
        elif path.is_symlink() and not _leads_into(path, folder):
            listing.report(_shown_path(relative), "symlink-outside")
        else:
            _sort_in(path, relative, listing)
    if GUIDE_FILE not in {file.file for file in listing.files} | {finding.file for finding in listing.findings}:
        listing.report(GUIDE_FILE, "no-guide")
    _report_same_ids(listing)
    return listing


_SUFFIX = ".yml"
_SUFFIXES = (_SUFFIX, ".yaml")
"""How people name YAML files; only the first is right."""
_PICTURES = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".eps")
"""What may lie beside an edition; whether its logo is of the right kind is said where the edition names it."""


def is_folder(path: FilePath) -> bool:
    """Whether there is a folder, as far as one may look."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _leads_into(link: FilePath, folder: FilePath) -> bool:
    try:
        return link.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # it leads to itself
        return True


def _shown_path(relative: FilePath) -> str:
    """A path with forward slashes, fit to be shown even where its bytes are no text."""
    return visible(relative.as_posix().encode(errors="surrogateescape").decode(errors="backslashreplace"))


def _walk(folder: FilePath, root: FilePath, listing: Listing) -> Iterator[FilePath]:
    """Yield what lies below `folder` and is no folder itself; symbolic links to folders are not followed."""
    folders = [folder]
    while folders:
        current = folders.pop()
        try:
            found = list(current.iterdir())
        except OSError:
            listing.report(_shown_path(current.relative_to(root)), "unreadable")
            continue
        for path in found:
            if path.is_symlink() or not is_folder(path):
                yield path
                continue
            folders.append(path)
            if path.suffix.lower() in _SUFFIXES:
                listing.report(_shown_path(path.relative_to(root)), "not-a-file", what=NOT_A_FILE["folder"])


def _sort_in(path: FilePath, relative: FilePath, listing: Listing) -> None:
    """Take a file in as a record, or report why it is none."""
    file = _shown_path(relative)
    kind = relative.parts[1]
    if kind == SCHEMA_FOLDER and len(relative.parts) > 2:
        if path.suffix != ".json":
            listing.report(file, "schema-folder")
        return
    if file == GUIDE_FILE:
        kind = GUIDE_ID
    elif len(relative.parts) == 2:
        listing.report(file, "loose-file")
        return
    elif kind not in KINDS:
        close = nearest(kind, {folder: folder for folder in KINDS})
        listing.report(file, "unknown-folder", found=kind, folders=", ".join(KINDS), nearest=close)
        return
    if kind == EDITIONS and path.suffix.lower() in _PICTURES:
        return
    if path.suffix != _SUFFIX:
        listing.report(file, "bad-extension", found=path.name)
        if path.suffix.lower() not in _SUFFIXES:
            return
    if kind == TRANSLATIONS and (len(relative.parts) != 4 or path.name != VOCABULARY_FILE):
        listing.report(file, "translation-file")
        return
    if not is_id(path.stem):
        listing.report(file, "bad-file-name", found=path.name, limit=ID_LENGTH, better=better_id(path.stem))
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            listing.report(file, "not-a-file", what=NOT_A_FILE["link" if path.is_symlink() else "other"])
            return
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        listing.report(file, "unreadable")
        return
    listing.files.append(RecordFile(file, kind, relative.parts[2] if kind == TRANSLATIONS else path.stem, raw))


def _report_same_ids(listing: Listing) -> None:
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
    models: tuple[type[Record], ...] = (GuideRecord, *KINDS.values())
    valid: dict[type[Record], dict[str, Any]] = {model: {} for model in models}
    for file in files:
        if (source := sources.get(file.file)) is None:
            continue
        model = KINDS.get(file.kind, GuideRecord)
        record, problems = _read_record(source, file, model, context)
        found += problems
        if record is not None:
            valid[model].setdefault(file.id, record)
    records = Records(
        guide=valid[GuideRecord].get(GUIDE_ID),
        offers=_by_id(valid[OfferRecord]),
        providers=_by_id(valid[ProviderRecord]),
        places=_by_id(valid[PlaceRecord]),
        search_words=_by_id(valid[SearchWordsRecord]),
        vocabularies=_by_id(valid[VocabularyRecord]),
        editions=_by_id(valid[EditionRecord]),
        sources=sources,
        findings=(),
    )
    found += check_records(records, complete=not counted(found)["error"])
    return replace(records, findings=tuple(in_reading_order(found)))


def as_record_file(file: str, raw: bytes) -> RecordFile | None:
    """What would be read if `raw` lay at the path `file`; None where no record lies."""
    path = PurePosixPath(file)
    if file == GUIDE_FILE:
        return RecordFile(file, GUIDE_ID, GUIDE_ID, raw)
    if path.suffix != _SUFFIX or len(path.parts) < 3 or path.parts[0] != FOLDER or path.parts[1] not in KINDS:
        return None
    kind = path.parts[1]
    return RecordFile(file, kind, path.parts[2] if kind == TRANSLATIONS else path.stem, raw)


def known_ids(files: Iterable[RecordFile]) -> Context:
    """The ids of a town that records can refer to."""
    files = list(files)
    read = (read_source(file.file, file.raw)[0] for file in files)
    return _context(files, {source.file: source for source in read if source is not None})


def check_alone(file: RecordFile, context: Context) -> list[Finding]:
    """What is wrong with one record as such, whatever the others say."""
    source, findings = read_source(file.file, file.raw)
    if source is not None:
        findings += _read_record(source, file, KINDS.get(file.kind, GuideRecord), context)[1]
    return in_reading_order(findings)


def _by_id(records: dict[str, AnyRecord]) -> tuple[AnyRecord, ...]:
    return tuple(records[key] for key in sorted(records))


def _context(files: list[RecordFile], sources: Mapping[str, Source]) -> Context:
    """Collect the ids that exist, also of records with mistakes: a mistake elsewhere makes no id unknown."""
    known: dict[str, dict[str, str]] = {vocabulary: {} for vocabulary in ID_VOCABULARIES.values()}
    for file in files:
        source, model = sources.get(file.file), KINDS.get(file.kind)
        for folder in (file.kind, _fitting_folder(source, model) if source and model else None):
            if folder in ID_VOCABULARIES:
                title = (source.text("titel") or source.text("name")) if source else ""
                known[ID_VOCABULARIES[folder]][file.id] = title
    if (guide := sources.get(GUIDE_FILE)) is not None:
        for vocabulary in VOCABULARIES.keys() - known.keys():
            terms = guide.find(vocabulary)
            if isinstance(terms, list):
                paths = [(vocabulary, position) for position in range(len(terms))]
                known[vocabulary] = {guide.text(*path, "id"): guide.text(*path, "titel") for path in paths}
            elif terms is None and not fields_by_key(GuideRecord)[vocabulary].is_required():
                known[vocabulary] = {}
    return Context(known)


def _read_record(
    source: Source, file: RecordFile, model: type[Record], context: Context
) -> tuple[Record | None, list[Finding]]:
    """Validate what a file says; a file in the wrong folder is looked at as what it seems to be."""
    if (folder := _fitting_folder(source, model)) is not None:
        _, findings = _validate(source, file, KINDS[folder], context)
        misplaced = make_finding(source.file, START, "", "wrong-folder", kind=RECORD_KINDS[folder], folder=folder)
        return None, [misplaced, *findings]
    return _validate(source, file, model, context)


def _fitting_folder(source: Source, model: type[Record]) -> str | None:
    """The folder where the file seems to belong, when its keys fit another kind of record much better."""
    stated = source.data.keys()
    misfits = {kind: len(stated - fields_by_key(candidate).keys()) for kind, candidate in KINDS.items()}
    best = min(misfits, key=lambda kind: misfits[kind])
    here = len(stated - fields_by_key(model).keys())
    return best if here > misfits[best] and here * 2 >= len(stated) and KINDS[best] is not model else None


def _validate(
    source: Source, file: RecordFile, model: type[Record], context: Context
) -> tuple[Record | None, list[Finding]]:
    findings = list(_misplaced_keys(source, model))
    stated: dict[str, Any] = {key: value for key, value in source.data.items() if key not in FROM_THE_FILE_SYSTEM}
    try:
        record = model.model_validate({**stated, "id": file.id, "file": file.file}, context=context)
    except ValidationError as error:
        all_details = [_Details.of(details, source) for details in error.errors(include_url=False)]
        findings += (_finding(details, source, model, context) for details in all_details if details is not None)
        return None, findings
    return (None if findings else record), findings


def _misplaced_keys(source: Source, model: type[Record]) -> Iterator[Finding]:
    """Yield the unknown keys that the validator does not see: those of a file's own, and those with nothing behind."""
    for key in sorted(FROM_THE_FILE_SYSTEM):
        if (key,) in source.keys:
            yield make_finding(source.file, source.key_mark((key,)), key, "id-key", found=key)
    for path in source.empty:
        group = group_at(model, path[:-1])
        if group is not None and path[-1] not in {*fields_by_key(group), *FROM_THE_FILE_SYSTEM}:
            yield _unknown_key(source, path, group)


# --- from the validator's errors to findings -----------------------------------------------------------------------

_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "enum": "unknown-choice",
    "string_type": "text-expected",
    "tuple_type": "list-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
    "dict_type": "mapping-expected",
    "string_too_long": "too-long",
    "string_too_short": "empty-item",
    "too_long": "too-many",
}


@dataclass(frozen=True, slots=True)
class _Details:
    """What the validator says about one mistake."""

    kind: str
    path: Path
    typed: Any
    values: dict[str, Any]
    is_about_key: bool = False

    @classmethod
    def of(cls, details: Any, source: Source) -> _Details | None:
        """Take over what the validator says, unless another finding tells it already."""
        path: Path = tuple(details["loc"])
        is_about_key = path[-1:] == ("[key]",)
        if is_about_key:
            path = path[:-1]
        if any(path[:length] in source.unread for length in range(len(path) + 1)):
            return None
        if details["type"] == "too_short":  # an empty list counts as not stated, so each of the items is wrong
            return None
        values = dict(details.get("ctx") or {})
        match values.pop("at", None):
            case "":
                path = path[:-1]
            case str(neighbour):
                path = (*path[:-1], neighbour)
            case int(position):
                path = (*path, position)
        return cls(details["type"], path, details["input"], values, is_about_key)

    @property
    def code(self) -> str:
        """Which sentence tells it."""
        if self.kind == "missing":
            return "missing"
        if self.typed == "":
            return "empty-item"
        if self.kind == "enum" and not isinstance(self.typed, str):
            return "text-expected"
        if self.kind == "too_long" and isinstance(self.typed, str):
            return "too-long"
        return _CODES.get(self.kind, self.kind)


def _finding(details: _Details, source: Source, model: type[Record], context: Context) -> Finding:
    path, code, typed = details.path, details.code, details.typed
    if code == "unknown-key":
        return _unknown_key(source, path, group_at(model, path[:-1]) or model)
    if code == "missing" and path in source.keys:
        code = "empty-field"
    values: dict[str, Any] = {"found": _shown(typed, code), **details.values}
    info = field_at(model, path)
    if info is not None:
        example = str((info.examples or [""])[0])
        if code in ("missing", "empty-field") and typing.get_origin(info.annotation) is tuple:
            example = f"[{example}]"
        elif code == "list-expected" and is_keyed(info.annotation) and isinstance(typed, str):
            example = typed
        values |= {"label": info.title, "example": example, "key": path[-1]}
    if code == "unknown-choice":
        options = choices(info.annotation) if info is not None else []
        values |= {"allowed": ", ".join(options), "nearest": nearest(typed, {word: word for word in options})}
    elif code == "unknown-id":
        vocabulary = values["vocabulary"]
        values |= {"nearest": nearest(typed, context.known[vocabulary]), "where": VOCABULARIES[vocabulary]}
    elif code == "too-long":
        limit = values["max_length"]
        values |= {"length": len(typed), "limit": limit, "over": len(typed) - limit}
    elif code == "too-many":
        values |= {"length": len(typed), "limit": values["max_length"]}
    elif code == "mapping-expected":
        group = group_at(model, path)
        values["allowed"] = ", ".join(fields_by_key(group)) if group else values.get("example", "")
    about_key = details.is_about_key or code in ("missing", "empty-field")
    mark = source.key_mark(path) if about_key else source.mark(path)
    try:
        return make_finding(source.file, mark, dotted(path), code, **values)
    except KeyError:  # an error of the validator that has no sentence of its own
        found, example = _shown(typed, code), values.get("example", "")
        return make_finding(source.file, mark, dotted(path), "invalid", found=found, example=example)


def _unknown_key(source: Source, path: Path, group: type[BaseModel]) -> Finding:
    key, allowed = str(path[-1]), fields_by_key(group)
    return make_finding(
        source.file,
        source.key_mark(path),
        dotted(path),
        "unknown-key",
        found=key,
        nearest=nearest(key, {key: info.title or "" for key, info in allowed.items()}),
        allowed=", ".join(allowed),
    )


def _shown(typed: object, code: str) -> str:
    if code in ("text-expected", "list-expected", "mapping-expected") or not isinstance(typed, str):
        kind = "mapping" if isinstance(typed, dict) else "list" if isinstance(typed, list) else "text"
        return FOUND_KINDS[kind]
    return typed


def nearest(typed: str, words: Mapping[str, str]) -> str:
    """The sentence that offers what was probably meant, or nothing; `words` may also be meant by their titles."""
    meant = {without_umlauts(title): word for word, title in sorted(words.items())}
    meant |= {without_umlauts(word): word for word in sorted(words)}
    close = difflib.get_close_matches(without_umlauts(typed[:200]), meant, n=1, cutoff=0.7)
    return NEAREST.format(nearest=meant[close[0]]) if close else ""

"""The form in which people fill in an offer: its fields from the models, and the data that its script checks by."""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import phonenumbers
from pydantic import AfterValidator, BaseModel, BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from ..guide import Guide, german_sort_key
from ..phrases import wording as phrases
from ..records import values
from ..records.comments import Comments, read_comments
from ..records.fields import field_kinds, find_kind, item_kind, types_in, vocabulary
from ..records.formatting import format_record
from ..records.load import RecordFile
from ..records.models import OfferRecord, PlaceRecord, ProviderRecord, Record
from ..records.source import Value, dotted, plain_lines, read_source
from ..records.wording import ANSWER_HINTS, FOUND_KINDS, MESSAGES, VOCABULARIES
from . import urls
from .assets import Asset, hashed
from .wording import (
    FORM_BEGUN,
    FORM_DAYS,
    FORM_EXAMPLE,
    FORM_LIMITS,
    FORM_LINES,
    FORM_NOT_ASKED,
    FORM_SECTIONS,
    FORM_TEXTS,
)


@dataclass(frozen=True, slots=True)
class TypedRecord:
    """What the file of a record says, as typed."""

    data: Mapping[str, Value]
    comments: Comments = field(default_factory=Comments)

    @classmethod
    def of(cls, file: RecordFile) -> TypedRecord | None:
        """What a file says; None for one that cannot be written anew without loss."""
        source, _ = read_source(file.file, file.raw)
        if source is None or format_record(file)[1]:
            return None
        return cls(source.data, read_comments(plain_lines(file.raw)))


Typed = Mapping[str, TypedRecord]
"""What can be filled in again without loss, by the path of the file."""


_VALUES: Final = {
    "markdown": values.Markdown,
    "text": values.Text,
    "id": values.Id,
    "yes-no": values.YesNo,
    "week": values.WeekOfMonth,
    "date": values.Date,
    "partial-date": values.PartialDay,
    "time": values.Time,
    "age": values.Age,
    "phone": values.Phone,
    "mail": values.Email,
    "web": values.Web,
    "post-code": values.PostCode,
}
_KINDS: Final = {
    part: name
    for name, value in _VALUES.items()
    for part in typing.get_args(value)
    if isinstance(part, AfterValidator | BeforeValidator)
}

IN_ORDER: Final = frozenset(("themen", "partner", "orte"))
"""Lists in which the first one counts most: chosen one by one. Others are boxes to tick."""
LONG_TEXT: Final = 110
"""Texts that may be longer have several lines."""
LIMIT_WORTH_TELLING: Final = 12
"""Who could choose more finds out when there are too many."""
OFFER_DATA: Final = "angaben.json"
"""The last part of the address of what an offer says, for the form."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form, or a group of them."""

    key: str
    path: str
    """The keys that lead to it, without positions: `zeiten.regelmaessig.von`."""
    label: str
    help: str
    example: str
    kind: str
    """How its texts are checked; `group` holds fields."""
    widget: str
    """How it is filled in."""
    required: bool
    checked_when_absent: bool
    default: str
    longest: int | None
    """Characters of a text."""
    most: int | None
    """Items of a list."""
    many: bool
    takes_number: bool
    options: tuple[tuple[str, str], ...]
    """The words that can be chosen, with what people read."""
    vocabulary: str
    fields: tuple[FormField, ...]

    @property
    def begun(self) -> bool:
        """Whether an empty one of several is there from the start."""
        return self.path in FORM_BEGUN

    @property
    def is_needed_with_others(self) -> bool:
        """Whether it is only needed when something else of its group is stated."""
        return self.required and "." in self.path

    @property
    def hint(self) -> str:
        """What stands below its label."""
        parts = [self.help]
        if self.widget == "items":
            parts.append(FORM_LINES)
        if self.widget == "line" and self.kind == "text" and self.longest:
            parts.append(FORM_LIMITS[False].format(limit=self.longest))
        if self.widget in ("picks", "groups", "items") and self.most and self.most <= LIMIT_WORTH_TELLING:
            parts.append(FORM_LIMITS[True].format(limit=self.most))
        if self.kind == "partial-date":
            parts.append(FORM_DAYS)
        elif self.widget in ("line", "lines", "items") and self.kind not in ("date", "time"):
            parts.append(FORM_EXAMPLE.format(example=self.example.strip('"')))
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form with its heading."""

    id: str
    title: str
    fields: tuple[FormField, ...]
    rare: tuple[FormField, ...]
    """Folded up until they are asked for."""


@cache
def offer_fields() -> tuple[FormField, ...]:
    """The fields of an offer in the order of the models."""
    return tuple(_fields(OfferRecord, ""))


def sections() -> list[Section]:
    """The fields of an offer in the order in which people think of them."""
    fields = {field.key: field for field in offer_fields()}
    return [
        Section(name, title, tuple(fields[key] for key in keys), tuple(fields[key] for key in rare))
        for name, (title, keys, rare) in FORM_SECTIONS.items()
    ]


@cache
def new_records() -> dict[str, tuple[str, tuple[FormField, ...]]]:
    """What can be new with an offer, by its vocabulary: the folder of its file, and its fields."""
    kinds: dict[str, tuple[str, type[Record]]] = {
        "anbieter": ("anbieter", ProviderRecord),
        "ort": ("orte", PlaceRecord),
    }
    return {
        kind: (folder, tuple(field for field in _fields(model, _new(kind)) if field.path not in FORM_NOT_ASKED))
        for kind, (folder, model) in kinds.items()
    }


def _new(kind: str) -> str:
    """How the paths of the fields of a new record begin."""
    return f"neu-{kind}"


def _fields(kind: Any, path: str) -> Iterator[FormField]:
    for key, inner in field_kinds(kind).items():
        here = f"{path}.{key}" if path else key
        info: FieldInfo = typing.get_args(inner)[-1]
        items = item_kind(inner)
        value = items if items is not None else inner
        is_group = find_kind(value, BaseModel) is not None
        name = vocabulary(value) or ""
        options = tuple(_options(value))
        lengths = [limit for part in info.metadata if (limit := getattr(part, "max_length", None))]
        limit = lengths[0] if lengths else None
        yield FormField(
            key=key,
            path=here,
            label=info.title or key,
            help=plain_help(info.description or "", options, _kind(value)),
            example=str((info.examples or [""])[0]),
            kind="group" if is_group else "reference" if name else _kind(value),
            widget=_widget(key, value, limit, options, name, many=items is not None),
            required=info.is_required(),
            checked_when_absent=bool(info.validate_default),
            default=_default(info),
            longest=_item_limit(items) if items is not None else limit,
            most=limit if items is not None else None,
            many=items is not None,
            takes_number=_takes_number(value),
            options=options,
            vocabulary=name,
            fields=tuple(_fields(value, here)) if is_group else (),
        )


def _kind(kind: Any) -> str:
    parts = [part for part in types_in(kind) if isinstance(part, AfterValidator | BeforeValidator)]
    known = [_KINDS[part] for part in parts if part in _KINDS]
    return known[0] if known else "choice"


def _widget(key: str, kind: Any, limit: int | None, options: object, name: str, *, many: bool) -> str:
    if find_kind(kind, BaseModel) is not None:
        return "groups" if many else "group"
    if many:
        return "picks" if key in IN_ORDER else "boxes" if options or name else "items"
    if options or name:
        return "choice"
    match _kind(kind):
        case "text" | "markdown":
            return "lines" if limit and limit > LONG_TEXT else "line"
        case "age":
            return "age"
    return "line"


def _options(kind: Any) -> Iterator[tuple[str, str]]:
    for part in types_in(kind):
        if isinstance(part, type) and issubclass(part, values.Choice):
            yield from ((member.value, member.label) for member in part)
    match _kind(kind):
        case "yes-no":
            yield from (("ja", "ja"), ("nein", "nein"))
        case "week":
            schemas = [part.json_schema or {} for part in types_in(kind) if isinstance(part, WithJsonSchema)]
            words = [word for schema in schemas for word in schema["enum"] if isinstance(word, str)]
            yield from ((word, f"{word}." if word.isdigit() else word) for word in words)


def _default(info: FieldInfo) -> str:
    match info.default:
        case values.Choice(value=word):
            return str(word)
        case bool(value):
            return "ja" if value else "nein"
    return ""


def _item_limit(kind: Any) -> int | None:
    limits = [
        limit
        for info in types_in(kind)
        if isinstance(info, FieldInfo)
        for part in info.metadata
        if (limit := getattr(part, "max_length", None))
    ]
    return limits[-1] if limits else None


def _takes_number(kind: Any) -> bool:
    """Whether a number of digits alone stands without quotes in the file."""
    schemas = [part.json_schema or {} for part in types_in(kind) if isinstance(part, WithJsonSchema)]
    return any("integer" in schema.get("type", ()) or 1 in schema.get("enum", ()) for schema in schemas)


_ABOUT_FILES = re.compile(
    r"(?:Kennung(?:en)?|Dateinamen?) aus [\w./]*\w/?|Uhrzeit HH:MM|in Anführungszeichen"
    r"|(?:JJJJ, JJJJ-MM oder )?JJJJ-MM-TT"
    r"|\b(?:ja(?: oder nein)?|nein)(?=[:;,])"
)


def plain_help(text: str, options: tuple[tuple[str, str], ...] = (), kind: str = "text") -> str:
    """What the models say about a field, without what only matters to those who write files."""
    for word, _ in options if kind == "choice" else ():
        if listing := re.search(rf"(?:^|[:;] ?)[\w -]*\b{word}\b.*", text):
            text = text[: listing.start()]
    text = _ABOUT_FILES.sub("", text)
    text = re.sub(r"^\W+", "", re.sub(r"(?:[\s:;,]|oder)*\.$", ".", text))
    text = (
        text.replace("Weglassen", "Leer lassen").replace("weglassen", "leer lassen").replace("«", "„").replace("»", "“")
    )
    text = re.sub(r"\s*[:;,]+\s*(?=[:;,.])|\s+(?=[;,])", "", " ".join(text.split())).strip(" ,;:")
    return text[:1].upper() + text[1:] + ("" if not text or text.endswith((".", "?")) else ".")


# --- what the script needs --------------------------------------------------------------------------------------------

CODES: Final = (
    "missing", "empty-field", "empty-item", "too-long", "too-many", "unknown-choice", "unknown-id", "repeated",
    "html", "bad-link", "bad-id", "post-code", "yes-no", "week", "date-form", "partial-date-form", "year-unlikely",
    "date-impossible", "time-form", "time-impossible", "span", "phone-form", "phone-zero", "phone-impossible", "mail",
    "web", "control-character", "direction-override", "end-before-start", "slot-end-before-start", "midnight-unused",
    "age-order", "age-empty", "week-missing", "week-unused", "confidential-place", "sensitive-address",
    "address-unused", "telling-address", "address-taken", "review-day-missing", "review-day-early", "source-empty",
    "same-offer", "own-provider", "slot-place", "http", "long-sentence",
)  # fmt: skip
"""The findings that the script can come to."""


def form_assets(guide: Guide, typed: Typed) -> dict[str, Asset]:
    """The data of the form, and what each offer says; what a sensitive one says lies at its neutral address.

    It also lies at former addresses: mails with links to the form may be older than the name.
    """
    content = _json(form_data(guide, typed))
    assets = {"form.json": Asset(f"assets/form.{hashed(content)}.json", content)}
    for offer in guide.offers:
        if (record := typed.get(offer.record.file)) is not None:
            content = _json({"file": offer.record.file, **_as_typed(record)})
            for address in (urls.offer_url(offer), *map(urls.former_url, offer.record.former_ids)):
                path = f"{address.lstrip('/')}{OFFER_DATA}"
                assets[path] = Asset(path, content)
    return assets


def _as_typed(record: TypedRecord) -> dict[str, Any]:
    """What a file says, with its comments by the places that they belong to."""
    comments = record.comments
    if not comments.texts:
        return {"data": record.data}
    placed = {
        "above": {dotted(path): lines for path, lines in comments.above.items()},
        "beside": {dotted(path): line for path, line in comments.beside.items()},
        "below": comments.below,
    }
    return {"data": record.data, "comments": placed}


def form_data(guide: Guide, typed: Typed) -> dict[str, Any]:
    """Fields, sentences, vocabularies and addresses, as JSON."""
    forge = guide.town.forge
    return {
        "guide": guide.town.title,
        "fields": [_described(field) for field in offer_fields()],
        "messages": {code: list(MESSAGES[code]) for code in CODES},
        "hints": ANSWER_HINTS,
        "texts": FORM_TEXTS,
        "kinds": FOUND_KINDS,
        "where": VOCABULARIES,
        "vocabularies": {name: list(terms.items()) for name, terms in vocabularies(guide).items()},
        "offers": [_known(offer.record, typed) for offer in guide.offers],
        "places": [[place.id, place.district or ""] for place in guide.places],
        "others": {
            kind: {"fields": [_described(field) for field in fields], "folder": folder, "path": _new(kind)}
            for kind, (folder, fields) in new_records().items()
        },
        "phones": _phones(),
        "phrases": _phrases(guide),
        "forge": urls.forge_addresses(forge) if forge and forge.web.startswith(("https://", "http://")) else None,
    }


def _described(field: FormField) -> dict[str, Any]:
    """A field as the script knows it; what is not so is left out."""
    described = {
        "key": field.key,
        "path": field.path,
        "label": field.label,
        "example": field.example,
        "kind": field.kind,
        "widget": field.widget,
        "required": field.required,
        "checkedWhenAbsent": field.checked_when_absent,
        "default": field.default,
        "longest": field.longest,
        "most": field.most,
        "many": field.many,
        "takesNumber": field.takes_number,
        "options": [word for word, _ in field.options],
        "vocabulary": field.vocabulary,
        "fields": [_described(inner) for inner in field.fields],
    }
    return {name: value for name, value in described.items() if value}


def vocabularies(guide: Guide) -> dict[str, dict[str, str]]:
    """What can be referred to, with its name, in the order in which people look for it."""
    record = guide.record
    terms = {
        "lebensphasen": record.stages,
        "themen": record.topics,
        "zielgruppen": record.target_groups,
        "ermaessigungen": record.reductions,
        "sprachen": record.languages,
        "notlagen": record.emergencies,
        "anbieterarten": record.provider_kinds,
        "stadtteile": record.districts,
    }
    lists = {name: {term.id: term.title for term in terms_of} for name, terms_of in terms.items()}
    providers = {provider.id: provider.name for provider in guide.provider_records}
    places = {place.id: place.name for place in guide.places}
    return lists | {
        "anbieter": _by_name(providers),
        "ort": _by_name(places),
        "angebot": {offer.id: offer.title for offer in guide.offers},
    }


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda item: (german_sort_key(item[1]), item[0])))


def _known(record: OfferRecord, typed: Typed) -> list[Any]:
    """What rules across records ask of the others: id, title, provider, file, and the addresses that they take."""
    addresses = [*([record.address] if record.address else []), *record.former_ids]
    title = typed[record.file].data["titel"] if record.file in typed else record.title
    return [record.id, title, record.provider, record.file, *([addresses] if addresses else [])]


def _phones() -> dict[str, Any]:
    """By which patterns a German number is one, and the codes of other countries."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region("DE")
    assert metadata is not None
    assert metadata.general_desc is not None
    assert metadata.fixed_line is not None
    descriptions = (
        metadata.premium_rate, metadata.toll_free, metadata.shared_cost, metadata.voip, metadata.personal_number,
        metadata.pager, metadata.uan, metadata.voicemail, metadata.fixed_line, metadata.mobile,
    )  # fmt: skip
    general = metadata.general_desc
    return {
        "short": sorted(values.SHORT_NUMBERS),
        "countries": sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE),
        "general": [general.national_number_pattern, list(general.possible_length)],
        "local": list(metadata.fixed_line.possible_length_local_only),
        "kinds": [
            [kind.national_number_pattern, list(kind.possible_length)]
            for kind in descriptions
            if kind and kind.national_number_pattern
        ],
    }


def _phrases(guide: Guide) -> dict[str, Any]:
    """The words of a card."""
    return {
        "always": phrases.ALWAYS,
        "clock": phrases.CLOCK,
        "clockFrom": phrases.CLOCK_FROM,
        "clockOvernight": phrases.CLOCK_OVERNIGHT,
        "weeks": {("letzte" if week < 0 else str(week)): words for week, words in phrases.WEEKS.items()},
        "inMonth": phrases.IN_MONTH,
        "days": {day.value: [day.label, phrases.DAY_SHORT[day.value]] for day in values.Weekday},
        "and": phrases.AND,
        "age": {"kind": phrases.AGE_CHILD, "person": phrases.AGE_PERSON},
        "units": {"Jahre": phrases.YEARS, "Monate": phrases.MONTHS},
        "ended": phrases.ENDED,
        "notBegun": phrases.NOT_BEGUN,
        "until": phrases.UNTIL,
        "districts": {district.id: district.title for district in guide.districts},
        "labels": {
            field.path: dict(field.options)
            for field in _all_fields(offer_fields())
            if field.path in ("kosten.art", "form", "status.art")
        },
    }


def _all_fields(fields: tuple[FormField, ...]) -> Iterator[FormField]:
    for one in fields:
        yield one
        yield from _all_fields(one.fields)


def _json(part: Any) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()

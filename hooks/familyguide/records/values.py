"""The kinds of single values in a record: text as typed in, a checked value out.

Each type is a pydantic annotation. What is wrong is raised as a `problem` whose sentences stand in `wording`.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import phonenumbers
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError


def problem(code: str, **values: Any) -> PydanticCustomError:
    """The error for the finding `code`.

    `at` among the values says what it belongs to, if not to the field itself: a neighbouring key, a position in the
    list, or the whole group of fields (an empty text).
    """
    return PydanticCustomError(code, code, values)


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is checked against beyond itself: the ids that exist, with their titles, by vocabulary."""

    known: Mapping[str, Mapping[str, str]]
    """A vocabulary that is not among them could not be read; its ids are not checked."""


class Choice(Enum):
    """A closed set of German words that the code knows; each word has the label that pages show."""

    label: str

    def __new__(cls, value: str, label: str) -> Choice:
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member


class YesNoUnknown(Choice):
    """A fact about a place that may not be known."""

    YES = ("ja", "ja")
    NO = ("nein", "nein")
    UNKNOWN = ("unbekannt", "nicht bekannt")


class Weekday(Choice):
    """The days of a week in their order; a public holiday counts as a day of its own."""

    MONDAY = ("montag", "Montag")
    TUESDAY = ("dienstag", "Dienstag")
    WEDNESDAY = ("mittwoch", "Mittwoch")
    THURSDAY = ("donnerstag", "Donnerstag")
    FRIDAY = ("freitag", "Freitag")
    SATURDAY = ("samstag", "Samstag")
    SUNDAY = ("sonntag", "Sonntag")
    HOLIDAY = ("feiertag", "Feiertag")


T = TypeVar("T")


def _from_text(parse: Callable[[str], T]) -> BeforeValidator:
    """Parse text, and let ready values pass (records are also made in code).

    What a file can hold besides text is refused: pydantic would build a value from its parts, past all checks.
    """

    def parsed(value: Any) -> Any:
        if isinstance(value, (list, dict)):
            raise problem("text-expected")
        return parse(value) if isinstance(value, str) else value

    return BeforeValidator(parsed)


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **schema}, mode="validation")


# --- text ---------------------------------------------------------------------------------------------------------

_TAG = re.compile(r"<[/!?]?[A-Za-z]|<!--")
_LINK_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)")
_AUTOLINK_SCHEME = re.compile(r"\b(javascript|vbscript|data|file):", re.IGNORECASE)
_ALLOWED_LINK = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


def _plain(text: str) -> str:
    """Refuse what looks like an HTML tag; `3 < 5` and `&` are fine."""
    if match := _TAG.search(text):
        raise problem("html", found=text[match.start() : match.start() + 20])
    return text


def _markdown(text: str) -> str:
    """Refuse tags and links to anything but web, mail and telephone."""
    for match in _LINK_TARGET.finditer(text):
        if not _ALLOWED_LINK.match(match.group(1)):
            raise problem("bad-link", found=match.group(1))
    if scheme := _AUTOLINK_SCHEME.search(text):
        raise problem("bad-link", found=scheme.group())
    return _plain(text)


Text = Annotated[str, Field(min_length=1), AfterValidator(_plain)]
"""Text without markup."""
Markdown = Annotated[str, Field(min_length=1), AfterValidator(_markdown)]
"""Text with paragraphs, lists, emphasis and links."""


# --- ids and references -------------------------------------------------------------------------------------------

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 48
_ID = re.compile(ID_PATTERN)


def is_id(text: str) -> bool:
    """Whether `text` can be an id: small letters without umlauts, digits, single hyphens, 48 characters at most."""
    return len(text) <= ID_LENGTH and bool(_ID.fullmatch(text))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def without_umlauts(text: str) -> str:
    """The text in small letters, as German writes it where there are no umlauts."""
    return unicodedata.normalize("NFC", text.lower()).translate(_UMLAUTS)


def id_from(text: str) -> str:
    """The id that follows from a title; nothing where no letter of it can stand in one."""
    letters = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", without_umlauts(text)))
    plain = re.sub(r"[^a-z0-9]+", "-", letters)
    return plain.strip("-")[:ID_LENGTH].rstrip("-")


def better_id(text: str) -> str:
    """The id nearest to what was typed, or an example of one."""
    return id_from(text) or "babytreff-nord"


def _id(text: str) -> str:
    if not is_id(text):
        raise problem("bad-id", found=text, limit=ID_LENGTH, better=better_id(text))
    return text


Id = Annotated[str, AfterValidator(_id), _schema(pattern=ID_PATTERN, maxLength=ID_LENGTH)]


@dataclass(frozen=True, slots=True)
class Reference:
    """The rule that an id exists in a vocabulary."""

    vocabulary: str

    def __call__(self, value: str, info: ValidationInfo) -> str:
        """Let a known id pass."""
        known = info.context.known.get(self.vocabulary) if isinstance(info.context, Context) else None
        if not value or (known is not None and value not in known):
            raise problem("unknown-id", found=value, vocabulary=self.vocabulary)
        return value


def reference_to(vocabulary: str) -> AfterValidator:
    """What makes a text an id of `vocabulary`."""
    return AfterValidator(Reference(vocabulary))


# --- yes and no, numbers ------------------------------------------------------------------------------------------


def _yes_no(text: str) -> bool:
    if text not in ("ja", "nein"):
        raise problem("yes-no", found=text)
    return text == "ja"


YesNo = Annotated[bool, _from_text(_yes_no), _schema(enum=["ja", "nein"])]


LAST_WEEK = -1


def _week_of_month(text: str) -> int:
    weeks = {"1": 1, "2": 2, "3": 3, "4": 4, "letzte": LAST_WEEK}
    if text not in weeks:
        raise problem("week", found=text)
    return weeks[text]


WeekOfMonth = Annotated[
    int,
    _from_text(_week_of_month),
    WithJsonSchema({"enum": ["1", "2", "3", "4", "letzte", 1, 2, 3, 4]}, mode="validation"),
]
"""The how-manieth such weekday of a month."""


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,2}", text):
        raise problem("count", found=text)
    return int(text)


Count = Annotated[
    int,
    _from_text(_count),
    _schema(type=["string", "integer"], pattern=r"^[1-9][0-9]{0,2}$", minimum=1, maximum=999),
]
"""How many, or the how-manieth."""


# --- dates and times ----------------------------------------------------------------------------------------------

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Other years are typing errors."""


def _date(text: str) -> date:
    if not _DATE.fullmatch(text):
        raise problem("date-form", found=text)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise problem("date-impossible", found=text) from None
    return _in_likely_year(day, text)


def _in_likely_year(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise problem("year-unlikely", found=text, first=FIRST_YEAR, last=LAST_YEAR)
    return day


def _time(text: str) -> time:
    if not _TIME.fullmatch(text):
        raise problem("time-form", found=text)
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise problem("time-impossible", found=text) from None


Date = Annotated[date, _from_text(_date), _schema(pattern=f"^{_DATE.pattern}$")]
Time = Annotated[time, _from_text(_time), _schema(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year, or year and month, may be known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `JJJJ`, `JJJJ-MM` or `JJJJ-MM-TT`."""
        if not _PARTIAL_DATE.fullmatch(text):
            raise problem("partial-date-form", found=text)
        parsed = cls(*(int(part) for part in text.split("-")))
        try:
            earliest = parsed.earliest
        except ValueError:
            raise problem("date-impossible", found=text) from None
        _in_likely_year(earliest, text)
        return parsed

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A date that is known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        """The first day that this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def recency(self) -> tuple[int, int, int]:
        """Orders dates by the last day that each can mean."""
        return self.year, self.month or 13, self.day or 32

    @property
    def german(self) -> str:
        """As a reader expects it: `2022`, `10/2022` or `24.10.2022`."""
        if self.month is None:
            return str(self.year)
        if self.day is None:
            return f"{self.month:02}/{self.year}"
        return f"{self.day:02}.{self.month:02}.{self.year}"


PartialDay = Annotated[
    PartialDate,
    _from_text(PartialDate.parse),
    _schema(type=["string", "integer"], pattern=f"^{_PARTIAL_DATE.pattern}$", minimum=FIRST_YEAR, maximum=LAST_YEAR),
]


# --- ages and spans of time ---------------------------------------------------------------------------------------

_SPAN = re.compile(r"([0-9]{1,3}) (Monate?|Jahre?)")


@dataclass(frozen=True, slots=True)
class Span:
    """A number of months or years, as an age or an interval."""

    number: int
    unit: str
    """`Monate` or `Jahre`."""

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read `6 Monate`, `1 Jahr`, `3 Jahre`."""
        match = _SPAN.fullmatch(text)
        if not match:
            raise problem("span", found=text)
        return cls(int(match[1]), "Jahre" if match[2].startswith("Jahr") else "Monate")

    @property
    def months(self) -> int:
        """The span in whole months."""
        return self.number * 12 if self.unit == "Jahre" else self.number

    def after(self, day: date) -> date:
        """The day that lies this span after `day`; the 31st becomes the last day of a shorter month."""
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))

    @property
    def last_month(self) -> int:
        """The last month of someone of this age: who is three stays so until the month before the fourth birthday."""
        return self.months + 11 if self.unit == "Jahre" else self.months

    @property
    def german(self) -> str:
        """`1 Jahr`, `6 Monate`."""
        return f"{self.number} {self.unit.removesuffix('e') if self.number == 1 else self.unit}"


Age = Annotated[Span, _from_text(Span.parse), _schema(pattern=f"^{_SPAN.pattern}$")]


# --- how to reach someone -----------------------------------------------------------------------------------------

SHORT_NUMBERS = frozenset(
    ("110", "112", "115", "116000", "116006", "116016", "116111", "116116", "116117", "116123", "19222")
)
"""Numbers that are dialled as they are; the library does not know all of them as German."""
_WRITTEN_NUMBER = re.compile(r"\+?[0-9]+([ -][0-9]+)*")
_EXAMPLE_NUMBER = "030 23125-0"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A telephone number as written (DIN 5008: `030 23125-0`) and as dialled."""

    written: str
    dialled: str
    """E.164 (`+492382590`), or the short number as it is."""

    @classmethod
    def parse(cls, text: str) -> PhoneNumber:
        """Check a number and find out what to dial; numbers without a country code are German."""
        if not _WRITTEN_NUMBER.fullmatch(text):
            raise problem("phone-form", found=text, better=_din_5008(text) or _EXAMPLE_NUMBER)
        if dialled := _dialled(text):
            return cls(text, dialled)
        if better := _din_5008(text):
            raise problem("phone-zero", found=text, better=better)
        raise problem("phone-impossible", found=text)

    @property
    def uri(self) -> str:
        """The address of a link that calls this number (RFC 3966)."""
        return f"tel:{self.dialled}"


def _dialled(text: str) -> str:
    """What to dial for a number, or nothing if there can be no such number."""
    short = text.replace(" ", "")
    if short in SHORT_NUMBERS:
        return short
    if not text.startswith(("0", "+")):  # a zero that a table has swallowed; the library would not miss it
        return ""
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException:
        return ""
    valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else ""


def _din_5008(text: str) -> str:
    """The number in the form that a record wants, if one can be made of it."""
    tidy = text.replace("(0)", "") if text.startswith(("+", "00")) else text
    tidy = re.sub(r"\s*[‐‑‒–—-]+\s*", "-", re.sub(r"[()/.\s]+", " ", tidy)).strip()
    beginnings = ("",) if tidy.startswith(("0", "+")) else ("", "+", "0") if tidy.startswith("49") else ("", "0")
    whole = (f"{beginning}{tidy}" for beginning in beginnings)
    return next((number for number in whole if _WRITTEN_NUMBER.fullmatch(number) and _dialled(number)), "")


def _phone_text(number: PhoneNumber) -> str:
    return number.written


Phone = Annotated[
    PhoneNumber, _from_text(PhoneNumber.parse), PlainSerializer(_phone_text), _schema(pattern=r"^\+?[0-9][0-9 -]*$")
]

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
"""One part of a domain name; it may have umlauts."""
_DOMAIN = rf"(?:{_LABEL}\.)+(?![0-9]){_LABEL}"
_MAIL = re.compile(rf"(?!\.)[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}(?<!\.)@{_DOMAIN}")


def _mail(text: str) -> str:
    if not _MAIL.fullmatch(text) or ".." in text:
        raise problem("mail", found=text)
    return text


_WEB_START = re.compile(r"https?://")
_NOT_IN_WEB = re.compile(r"[\s\"'<>\\^`{|}]")


def _web(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise problem("web", found=text) from None
    whole = _WEB_START.match(text) and re.fullmatch(_DOMAIN, host) and not _NOT_IN_WEB.search(text)
    if not whole or parts.username is not None:
        raise problem("web", found=text)
    return text


def _post_code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{5}", text):
        raise problem("post-code", found=text)
    return text


Email = Annotated[str, AfterValidator(_mail), _schema(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")]
Web = Annotated[str, AfterValidator(_web), _schema(pattern=r"^https?://\S+$")]
PostCode = Annotated[str, AfterValidator(_post_code), _schema(pattern=r"^[0-9]{5}$")]


def _language_code(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}", text):
        raise problem("language-code", found=text)
    return text


LanguageCode = Annotated[str, AfterValidator(_language_code), _schema(pattern=r"^[a-z]{2,3}$")]
"""How HTML names a language: the shortest code of ISO 639."""


# --- colour and icon ----------------------------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_on_white(colour: str) -> float:
    """Contrast ratio of `#rrggbb` on white (WCAG 2.2, success criterion 1.4.3)."""
    return 1.05 / (_luminance(colour) + 0.05)


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise problem("colour-form", found=text)
    if contrast_on_white(text) < 4.5:
        raise problem("colour-contrast", found=text, ratio=f"{contrast_on_white(text):.1f}".replace(".", ","))
    return text.lower()


Colour = Annotated[str, AfterValidator(_colour), _schema(pattern=r"^#[0-9a-fA-F]{6}$")]


def _icon(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)+", text):
        raise problem("icon", found=text)
    return text


Icon = Annotated[str, AfterValidator(_icon), _schema(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$")]
"""The path of an icon in the theme's sets, such as `material/school`."""


# --- pictures -----------------------------------------------------------------------------------------------------

_PICTURE = re.compile(r"[\w][\w. -]*\.(png|svg)", re.IGNORECASE)


def _picture_file(text: str) -> str:
    if not _PICTURE.fullmatch(text):
        raise problem("picture-file", found=text)
    return text


PictureFile = Annotated[str, AfterValidator(_picture_file), _schema(pattern=r"\.([pP][nN][gG]|[sS][vV][gG])$")]
"""The name of a picture that lies beside the record."""

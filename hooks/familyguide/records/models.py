"""The record format: one class per thing, each field with its German key, label, help, example and limits.

This is the one place for fields: reader, JSON Schema, messages and the page for staff come from here.
Names for coders follow Open Referral HSDS 3 where it has one (service = offer, organization = provider,
location = place). A field that is not stated is None or empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from .values import (
    LAST_WEEK,
    Age,
    Choice,
    Colour,
    Count,
    Date,
    Email,
    Icon,
    Id,
    LanguageCode,
    Markdown,
    PartialDate,
    PartialDay,
    Phone,
    PictureFile,
    PostCode,
    Span,
    Text,
    Time,
    Web,
    Weekday,
    WeekOfMonth,
    YesNo,
    YesNoUnknown,
    problem,
    reference_to,
)

StageId = Annotated[str, reference_to("lebensphasen")]
TopicId = Annotated[str, reference_to("themen")]
DistrictId = Annotated[str, reference_to("stadtteile")]
TargetGroupId = Annotated[str, reference_to("zielgruppen")]
ProviderKindId = Annotated[str, reference_to("anbieterarten")]
ReductionId = Annotated[str, reference_to("ermaessigungen")]
LanguageId = Annotated[str, reference_to("sprachen")]
EmergencyId = Annotated[str, reference_to("notlagen")]
OfferId = Annotated[str, reference_to("angebot")]
ProviderId = Annotated[str, reference_to("anbieter")]
PlaceId = Annotated[str, reference_to("ort")]


T = TypeVar("T")


def _without_repeats(values: tuple[T, ...], keys: Iterable[object]) -> tuple[T, ...]:
    """Return `values` as they are, unless two of their keys are equal."""
    seen: set[object] = set()
    for position, key in enumerate(keys):
        if key in seen:
            raise problem("repeated", found=str(key.value if isinstance(key, Choice) else key), at=position)
        seen.add(key)
    return values


def _days_in_order(start: date | None, end: date | None) -> None:
    """Refuse an end before its start; both may be the same day."""
    if start is not None and end is not None and end < start:
        raise problem("end-before-start", start=str(start), end=str(end))


def _times_in_order(start: time | None, end: time | None, code: str = "end-before-start") -> None:
    """Refuse an end that is not after its start."""
    if start is not None and end is not None and end <= start:
        raise problem(code, start=f"{start:%H:%M}", end=f"{end:%H:%M}", at="bis")


# The validators below look at the fields above their own one by one, and not at a finished record, so that one wrong
# value hides no other mistake.


class Part(BaseModel):
    """A group of fields in a record."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Record(Part):
    """What one file says; id and file come from where it lies, never from what it says."""

    id: str
    file: str
    """Path from the root of the town, with forward slashes."""


FROM_THE_FILE_SYSTEM = frozenset(("id", "file"))


# --- closed sets: the code treats each of them in its own way ------------------------------------------------------


class OfferKind(Choice):
    """What sort of thing an offer is."""

    OFFER = ("angebot", "Angebot")
    FACILITY = ("einrichtung", "Einrichtung")
    BENEFIT = ("leistung", "Leistung")
    INFORMATION = ("information", "Information")


class Area(Choice):
    """For the people of which area an offer is (HSDS: service_area)."""

    TOWN = ("stadt", "Stadt")
    DISTRICTS = ("stadtteile", "Stadtteil")
    COUNTY = ("kreis", "Kreis")
    STATE = ("land", "Land")
    COUNTRY = ("bund", "Deutschland")


class Delivery(Choice):
    """How an offer reaches people."""

    ON_SITE = ("vor-ort", "vor Ort")
    PHONE = ("telefon", "am Telefon")
    ONLINE = ("online", "im Internet")
    CHAT = ("chat", "im Chat")
    HOME_VISIT = ("hausbesuch", "bei Ihnen zu Hause")


class AgeOf(Choice):
    """Whose age is meant."""

    CHILD = ("kind", "Alter des Kindes")
    PERSON = ("person", "Ihr Alter")


class SlotKind(Choice):
    """What happens at a regular time."""

    OPEN = ("offen", "offener Treff")
    CONSULTATION = ("sprechzeit", "Sprechzeit")
    COURSE = ("kurs", "Kurs")
    EMERGENCY = ("notdienst", "Notdienst")
    PHONE = ("telefonzeit", "Telefonzeit")
    HOURS = ("oeffnung", "geöffnet")
    TRAINING = ("training", "Training")


class Rhythm(Choice):
    """How often a regular time comes round."""

    WEEKLY = ("woechentlich", "jede Woche")
    FORTNIGHTLY = ("vierzehntaeglich", "alle zwei Wochen")
    MONTHLY = ("monatlich", "jeden Monat")


class CostKind(Choice):
    """What an offer costs a family."""

    FREE = ("kostenlos", "kostenlos")
    PARTLY_FREE = ("teilweise", "teilweise kostenlos")
    FEE = ("beitrag", "kostet etwas")
    INCOME_BASED = ("einkommensabhaengig", "je nach Einkommen")
    HEALTH_INSURANCE = ("krankenkasse", "die Krankenkasse zahlt")
    NOT_APPLICABLE = ("entfaellt", "entfällt")
    UNKNOWN = ("unbekannt", "nicht bekannt")


class RegistrationKind(Choice):
    """What one has to do before coming (HSDS: application_process)."""

    NONE = ("ohne", "ohne Anmeldung")
    CALL = ("anrufen", "vorher anrufen")
    REGISTER = ("anmelden", "mit Anmeldung")
    APPLY = ("antrag", "auf Antrag")
    REFERRAL = ("ueberweisung", "mit Überweisung")
    UNKNOWN = ("unbekannt", "nicht bekannt")


class AvailabilityKind(Choice):
    """Why an offer cannot be used for a while."""

    PAUSED = ("pausiert", "Macht gerade Pause")
    FULL = ("voll", "Zurzeit voll belegt")


class ReviewState(Choice):
    """How far the provider has confirmed a record."""

    OPEN = ("offen", "noch nicht bestätigt")
    ASKED = ("angefragt", "beim Anbieter angefragt")
    CONFIRMED = ("bestaetigt", "vom Anbieter bestätigt")


class Confidence(Choice):
    """How sure it is that the offer exists as described."""

    HIGH = ("hoch", "hoch")
    MEDIUM = ("mittel", "mittel")
    LOW = ("gering", "gering")


class PaperSize(Choice):
    """How large the pages of an edition are."""

    A5 = ("a5", "A5")
    A4 = ("a4", "A4")


class ForgeKind(Choice):
    """Which software holds the repository; addresses of edit pages depend on it."""

    GITHUB = ("github", "GitHub")
    GITLAB = ("gitlab", "GitLab")
    GITEA = ("gitea", "Gitea oder Forgejo")


# --- contact and place ---------------------------------------------------------------------------------------------


class PhoneEntry(Part):
    """One telephone number (HSDS: phone)."""

    number: Phone = Field(
        alias="nummer",
        title="Nummer",
        description="Vorwahl, Leerzeichen, Nummer, Durchwahl mit Bindestrich; in Anführungszeichen.",
        examples=["030 23125-0"],
    )
    note: Text | None = Field(
        None,
        alias="hinweis",
        title="Hinweis",
        description="Wer sich meldet oder wann jemand da ist.",
        examples=["nur vormittags"],
        max_length=120,
    )


class Contact(Part):
    """How to reach someone; what is missing at an offer may come from its provider."""

    phones: tuple[PhoneEntry, ...] = Field(
        (),
        alias="telefone",
        title="Telefon",
        description="Eine oder mehrere Nummern, die wichtigste zuerst.",
        examples=['{nummer: "030 23125-0"}'],
        max_length=6,
    )
    email: Email | None = Field(
        None,
        alias="email",
        title="E-Mail",
        description="Ein Postfach, kein Personenname.",
        examples=["info@beispiel.de"],
    )
    web: Web | None = Field(
        None,
        alias="web",
        title="Internet",
        description="Die Seite zu genau diesem Angebot, mit https://.",
        examples=["https://www.beispiel.de/babytreff"],
        max_length=500,
    )


class Access(Part):
    """What people need to know who do not walk well, or not at all (HSDS: accessibility)."""

    step_free: YesNoUnknown = Field(
        YesNoUnknown.UNKNOWN,
        alias="stufenlos",
        title="Ohne Stufen erreichbar",
        description="ja, nein oder unbekannt.",
        examples=["ja"],
    )
    toilet: YesNoUnknown = Field(
        YesNoUnknown.UNKNOWN,
        alias="wc",
        title="WC für Rollstuhlfahrer",
        description="ja, nein oder unbekannt.",
        examples=["unbekannt"],
    )
    note: Text | None = Field(
        None,
        alias="hinweis",
        title="Hinweis",
        description="Was sonst hilft.",
        examples=["Aufzug im Hof"],
        max_length=200,
    )


class PlaceRecord(Record):
    """One place: an address that offers share (HSDS: location)."""

    name: Text = Field(
        alias="name",
        title="Name",
        description="Wie die Leute den Ort nennen.",
        examples=["Jugendhaus Nord"],
        max_length=80,
    )
    street: Text | None = Field(
        None,
        alias="strasse",
        title="Straße und Hausnummer",
        description="Kann fehlen, wenn sie nicht bekannt ist.",
        examples=["Klosterstraße 10"],
        max_length=80,
    )
    post_code: PostCode | None = Field(
        None,
        alias="plz",
        title="Postleitzahl",
        description="Fünf Ziffern in Anführungszeichen; kann fehlen.",
        examples=['"12345"'],
    )
    town: Text = Field(
        alias="ort", title="Ort", description="Stadt oder Gemeinde.", examples=["Musterstadt"], max_length=60
    )
    district: DistrictId | None = Field(
        None, alias="stadtteil", title="Stadtteil", description="Kennung aus guide.yml.", examples=["nord"]
    )
    access: Access | None = Field(
        None,
        alias="barrierefrei",
        title="Barrierefreiheit",
        description="Was bekannt ist.",
        examples=["{stufenlos: ja, wc: unbekannt}"],
    )
    getting_there: Text | None = Field(
        None,
        alias="anfahrt",
        title="Anfahrt",
        description="Bus, Haltestelle, Parken.",
        examples=["Bus R41 bis Markt"],
        max_length=200,
    )


class ProviderRecord(Record):
    """One provider of offers (HSDS: organization)."""

    name: Text = Field(
        alias="name",
        title="Name",
        description="Der volle Name, wie er am Haus steht.",
        examples=["Evangelische Jugend"],
        max_length=100,
    )
    kind: ProviderKindId = Field(
        alias="art", title="Art", description="Kennung aus guide.yml.", examples=["jugendarbeit"]
    )
    parent: ProviderId | None = Field(
        None,
        alias="traeger",
        title="Träger",
        description="Der Anbieter, der dahintersteht.",
        examples=["kirchenkreis"],
    )
    switchboard: ProviderId | None = Field(
        None,
        alias="zentrale",
        title="Zentrale",
        description="Der Anbieter, über dessen Nummer man diesen erreicht, wenn er keine eigene hat.",
        examples=["stadt-musterstadt"],
    )
    contact: Contact | None = Field(
        None,
        alias="kontakt",
        title="Kontakt",
        description="Zentrale: gilt für alle Angebote, die selbst nichts nennen.",
        examples=['{telefone: [{nummer: "030 23125-0"}]}'],
    )
    places: tuple[PlaceId, ...] = Field(
        (),
        alias="orte",
        title="Orte",
        description="Wo der Anbieter zu finden ist: Dateinamen aus offers/orte/.",
        examples=["rathaus-musterstadt"],
        max_length=20,
    )
    former_ids: tuple[Id, ...] = Field(
        (),
        alias="frueher",
        title="Frühere Kennungen",
        description="Nach einer Umbenennung: wie der Eintrag früher hieß. Die alten Adressen führen hierher.",
        examples=["alter-name"],
        max_length=10,
    )

    @field_validator("places", "former_ids")
    @classmethod
    def _nothing_twice(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _without_repeats(value, value)

    @field_validator("parent", "switchboard")
    @classmethod
    def _not_itself(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and value == info.data.get("id"):
            raise problem("own-provider")
        return value


# --- what an offer is made of --------------------------------------------------------------------------------------


class AgeRange(Part):
    """Ages from and to, both included (HSDS: minimum_age, maximum_age)."""

    of: AgeOf = Field(
        AgeOf.CHILD,
        alias="wessen",
        title="Wessen Alter",
        description="kind: das Alter des Kindes; person: das Alter der Person, die kommt.",
        examples=["kind"],
    )
    start: Age | None = Field(None, alias="von", title="Von", description="Monate oder Jahre.", examples=["6 Monate"])
    end: Age | None = Field(
        None,
        validate_default=True,
        alias="bis",
        title="Bis",
        description="Einschließlich: «bis 3 Jahre» gilt bis zum vierten Geburtstag.",
        examples=["3 Jahre"],
    )

    @field_validator("end")
    @classmethod
    def _makes_sense(cls, end: Span | None, info: ValidationInfo) -> Span | None:
        if "start" not in info.data:
            return end
        start = info.data["start"]
        if start is None and end is None:
            raise problem("age-empty", at="")
        if start is not None and end is not None and start.months > end.last_month:
            raise problem("age-order", start=start.german, end=end.german)
        return end

    def includes(self, months: int) -> bool:
        """Whether someone of so many months belongs to the range."""
        return (self.start is None or self.start.months <= months) and (
            self.end is None or months <= self.end.last_month
        )


class Slot(Part):
    """One regular time (HSDS: schedule)."""

    day: Weekday = Field(alias="tag", title="Tag", description="Wochentag oder feiertag.", examples=["dienstag"])
    start: Time = Field(
        alias="von", title="Von", description="Uhrzeit HH:MM in Anführungszeichen.", examples=['"09:30"']
    )
    end: Time | None = Field(
        None, alias="bis", title="Bis", description="Uhrzeit HH:MM in Anführungszeichen.", examples=['"11:00"']
    )
    kind: SlotKind = Field(
        SlotKind.OPEN, alias="art", title="Art", description="Was dann stattfindet.", examples=["offen"]
    )
    rhythm: Rhythm = Field(
        Rhythm.WEEKLY, alias="rhythmus", title="Rhythmus", description="Wie oft.", examples=["woechentlich"]
    )
    weeks: tuple[WeekOfMonth, ...] = Field(
        (),
        validate_default=True,
        alias="woche",
        title="Woche im Monat",
        description="Nur bei monatlich: das wievielte Mal im Monat (1 bis 4 oder letzte).",
        examples=["2"],
        max_length=4,
    )
    holidays: YesNo | None = Field(
        None,
        alias="ferien",
        title="Auch in den Schulferien",
        description="ja oder nein; weglassen, wenn nicht bekannt.",
        examples=["nein"],
    )
    place: PlaceId | None = Field(
        None,
        alias="ort",
        title="Ort",
        description="Nur bei mehreren Orten: welcher.",
        examples=["jugendhaus-nord"],
    )
    past_midnight: YesNo = Field(
        False,
        validate_default=True,
        alias="ueber-mitternacht",
        title="Über Mitternacht",
        description="ja, wenn das Ende am nächsten Tag liegt.",
        examples=["ja"],
    )
    note: Text | None = Field(
        None,
        alias="hinweis",
        title="Hinweis",
        description="Was zu dieser Zeit gilt.",
        examples=["nur für Väter"],
        max_length=160,
    )

    @field_validator("past_midnight")
    @classmethod
    def _ends_after_it_starts(cls, value: bool, info: ValidationInfo) -> bool:
        start, end = info.data.get("start"), info.data.get("end")
        if not value:
            _times_in_order(start, end, "slot-end-before-start")
        elif start is not None and end is not None and end > start:
            raise problem("midnight-unused")
        return value

    @field_validator("weeks")
    @classmethod
    def _weeks_fit_the_rhythm(cls, value: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        rhythm = info.data.get("rhythm")
        if rhythm is Rhythm.MONTHLY and not value:
            raise problem("week-missing", at="rhythmus")
        if value and rhythm not in (None, Rhythm.MONTHLY):
            raise problem("week-unused")
        return _without_repeats(value, ("letzte" if week == LAST_WEEK else week for week in value))


class Hours(Part):
    """When an offer is there."""

    slots: tuple[Slot, ...] = Field(
        (),
        alias="regelmaessig",
        title="Regelmäßige Zeiten",
        description="Für jeden Tag und jede Zeit ein Eintrag.",
        examples=['{tag: dienstag, von: "09:30", bis: "11:00"}'],
        max_length=40,
    )
    always: YesNo = Field(
        False, alias="immer", title="Rund um die Uhr", description="ja: Tag und Nacht.", examples=["ja"]
    )
    text: Text | None = Field(
        None,
        alias="text",
        title="Text",
        description="Was regelmäßige Zeiten nicht sagen können.",
        examples=["nach Vereinbarung"],
        max_length=400,
    )


class EventDate(Part):
    """One date at which something takes place (HSDS: schedule with a start)."""

    day: Date = Field(alias="datum", title="Datum", description="JJJJ-MM-TT.", examples=["2027-07-19"])
    last_day: Date | None = Field(
        None,
        alias="bis-datum",
        title="Letzter Tag",
        description="JJJJ-MM-TT; nur bei mehreren Tagen.",
        examples=["2027-07-30"],
    )
    start: Time | None = Field(
        None, alias="von", title="Von", description="Uhrzeit HH:MM in Anführungszeichen.", examples=['"09:00"']
    )
    end: Time | None = Field(
        None, alias="bis", title="Bis", description="Uhrzeit HH:MM in Anführungszeichen.", examples=['"16:00"']
    )
    title: Text | None = Field(
        None, alias="titel", title="Titel", description="Was an dem Tag ist.", examples=["Sommerfest"], max_length=100
    )

    @field_validator("last_day")
    @classmethod
    def _last_day_is_not_before(cls, value: date | None, info: ValidationInfo) -> date | None:
        _days_in_order(info.data.get("day"), value)
        return value

    @field_validator("end")
    @classmethod
    def _ends_after_it_starts(cls, value: time | None, info: ValidationInfo) -> time | None:
        _times_in_order(info.data.get("start"), value)
        return value


class Cost(Part):
    """What an offer costs (HSDS: cost_option)."""

    kind: CostKind = Field(alias="art", title="Art", description="Was eine Familie zahlt.", examples=["kostenlos"])
    text: Text | None = Field(
        None,
        alias="text",
        title="Text",
        description="Beträge und Besonderheiten.",
        examples=["5 Euro je Treffen"],
        max_length=200,
    )
    reductions: tuple[ReductionId, ...] = Field(
        (),
        alias="ermaessigung",
        title="Ermäßigungen",
        description="Kennungen aus guide.yml.",
        examples=["bildung-und-teilhabe"],
        max_length=8,
    )

    @field_validator("reductions")
    @classmethod
    def _nothing_twice(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _without_repeats(value, value)


class Period(Part):
    """A span of days, or words for it."""

    start: Date | None = Field(None, alias="von", title="Von", description="JJJJ-MM-TT.", examples=["2027-02-01"])
    end: Date | None = Field(None, alias="bis", title="Bis", description="JJJJ-MM-TT.", examples=["2027-02-12"])
    text: Text | None = Field(
        None,
        alias="text",
        title="Text",
        description="In Worten.",
        examples=["im Herbst vor dem Schulstart"],
        max_length=200,
    )

    @field_validator("end")
    @classmethod
    def _end_is_not_before(cls, value: date | None, info: ValidationInfo) -> date | None:
        _days_in_order(info.data.get("start"), value)
        return value


class Registration(Part):
    """What one does before coming (HSDS: application_process)."""

    kind: RegistrationKind = Field(alias="art", title="Art", description="Was man vorher tun muss.", examples=["ohne"])
    via: OfferId | None = Field(
        None,
        alias="ueber",
        title="Über",
        description="Das Angebot, bei dem man sich anmeldet.",
        examples=["kita-portal-musterstadt"],
    )
    period: Period | None = Field(
        None,
        alias="zeitraum",
        title="Zeitraum",
        description="Wann man sich anmelden kann.",
        examples=["{von: 2027-02-01, bis: 2027-02-12}"],
    )
    text: Text | None = Field(
        None, alias="text", title="Text", description="Wie es geht.", examples=["im Sekretariat"], max_length=300
    )


class SpokenLanguage(Part):
    """A language in which one is helped (HSDS: language)."""

    code: LanguageId = Field(alias="code", title="Sprache", description="Kennung aus guide.yml.", examples=["tr"])
    note: Text | None = Field(
        None, alias="hinweis", title="Hinweis", description="Wann oder bei wem.", examples=["dienstags"], max_length=100
    )


class Availability(Part):
    """That an offer cannot be used for a while."""

    kind: AvailabilityKind = Field(alias="art", title="Art", description="pausiert oder voll.", examples=["voll"])
    text: Text | None = Field(
        None,
        alias="text",
        title="Text",
        description="Warum, und was man tun kann.",
        examples=["Warteliste"],
        max_length=200,
    )
    until: Date | None = Field(
        None, alias="bis", title="Bis", description="Danach gilt es nicht mehr, JJJJ-MM-TT.", examples=["2027-01-31"]
    )


class SourceNote(Part):
    """Where a fact was found."""

    web: Web | None = Field(
        None,
        alias="web",
        title="Internetadresse",
        description="Die Seite, auf der es stand.",
        examples=["https://www.beispiel.de/aktuelles"],
        max_length=500,
    )
    as_of: PartialDay | None = Field(
        None,
        alias="stand",
        title="Stand",
        description="Wie alt die Angabe dort ist: JJJJ, JJJJ-MM oder JJJJ-MM-TT; weglassen, wenn nicht bekannt.",
        examples=["2022-10"],
    )
    note: Text | None = Field(
        None,
        validate_default=True,
        alias="hinweis",
        title="Hinweis",
        description="Was dort stand.",
        examples=["Öffnungszeiten"],
        max_length=400,
    )

    @field_validator("note")
    @classmethod
    def _says_something(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("web", "") is None:
            raise problem("source-empty", at="")
        return value


class Review(Part):
    """How sure a record is and since when (HSDS: assured_date)."""

    state: ReviewState = Field(
        ReviewState.OPEN,
        alias="status",
        title="Status",
        description="offen, angefragt oder bestaetigt.",
        examples=["bestaetigt"],
    )
    day: Date | None = Field(
        None,
        validate_default=True,
        alias="am",
        title="Tag",
        description="Tag der Anfrage oder Bestätigung; fehlt, solange der Status offen ist.",
        examples=["2026-11-22"],
    )
    last_confirmed: Date | None = Field(
        None,
        alias="zuletzt",
        title="Zuletzt bestätigt",
        description="Tag der vorigen Bestätigung, während neu gefragt wird.",
        examples=["2025-11-20"],
    )
    by: Text | None = Field(
        None,
        alias="von",
        title="Wer geprüft hat",
        description="Eine Rolle, nie ein Name.",
        examples=["Koordination"],
        max_length=80,
    )
    confidence: Confidence | None = Field(
        None,
        alias="sicherheit",
        title="Sicherheit",
        description="Wie sicher es ist, dass es das Angebot so gibt: hoch, mittel oder gering.",
        examples=["mittel"],
    )
    sources: tuple[SourceNote, ...] = Field(
        (),
        alias="quellen",
        title="Quellen",
        description="Woher die Angaben stammen.",
        examples=["{web: https://www.beispiel.de, stand: 2022-10}"],
        max_length=20,
    )

    @field_validator("day")
    @classmethod
    def _day_fits_the_state(cls, value: date | None, info: ValidationInfo) -> date | None:
        state = info.data.get("state")
        if state is ReviewState.OPEN and value is not None:
            raise problem("review-day-early")
        if state in (ReviewState.ASKED, ReviewState.CONFIRMED) and value is None:
            raise problem("review-day-missing", state=state.value, at="status")
        return value

    def confirmed_on(self, today: date) -> date | None:
        """The day of the latest confirmation; whoever is asked again has still confirmed it then.

        A day that is still to come is a mistake, and confirms nothing.
        """
        day = self.day if self.state is ReviewState.CONFIRMED else self.last_confirmed
        return day if day is not None and day <= today else None

    def as_of(self, today: date) -> PartialDate | None:
        """How old the facts are: the day of confirmation, else the newest dated source, else not known."""
        if (confirmed := self.confirmed_on(today)) is not None:
            return PartialDate.of(confirmed)
        dated = [source.as_of for source in self.sources if source.as_of is not None]
        return max(dated, key=lambda day: day.recency, default=None)

    def due(self, interval: Span, today: date) -> date | None:
        """The day by which the facts want to be looked at again, given the town's interval; None without any date."""
        as_of = self.as_of(today)
        return interval.after(as_of.earliest) if as_of is not None else None


class OfferRecord(Record):
    """One offer for families (HSDS: service)."""

    title: Text = Field(
        alias="titel",
        title="Titel",
        description="Wie das Angebot heißt.",
        examples=["Babytreff im Jugendhaus Nord"],
        max_length=100,
    )
    kind: OfferKind = Field(
        OfferKind.OFFER,
        alias="art",
        title="Art",
        description="angebot, einrichtung, leistung (Geld, Recht, Bescheinigung) oder information.",
        examples=["angebot"],
    )
    provider: ProviderId = Field(
        alias="anbieter",
        title="Anbieter",
        description="Wer das Angebot macht: Dateiname aus offers/anbieter/.",
        examples=["evangelische-jugend"],
    )
    partners: tuple[ProviderId, ...] = Field(
        (),
        alias="partner",
        title="Partner",
        description="Wer mitmacht: Dateinamen aus offers/anbieter/.",
        examples=["jugendamt-musterstadt"],
        max_length=12,
    )
    summary: Text = Field(
        alias="kurztext",
        title="Kurztext",
        description="Ein bis drei Sätze in einfachen Worten; steht in Listen und im Druck.",
        examples=["Hier treffen sich Eltern mit Babys."],
        max_length=300,
    )
    description: Markdown | None = Field(
        None,
        alias="beschreibung",
        title="Beschreibung",
        description="Mehr dazu: Absätze, Listen, **fett**, Links.",
        examples=["Es gibt Tee und Zeit zum Reden."],
        max_length=3000,
    )
    stages: tuple[StageId, ...] = Field(
        alias="lebensphasen",
        title="Lebensphasen",
        description="Kennungen aus guide.yml.",
        examples=["geburt-und-baby"],
        min_length=1,
        max_length=12,
    )
    topics: tuple[TopicId, ...] = Field(
        alias="themen",
        title="Themen",
        description="Kennungen aus guide.yml, das wichtigste zuerst.",
        examples=["treffpunkt"],
        min_length=1,
        max_length=6,
    )
    target_groups: tuple[TargetGroupId, ...] = Field(
        (),
        alias="zielgruppen",
        title="Zielgruppen",
        description="Für wen es besonders ist: Kennungen aus guide.yml.",
        examples=["alleinerziehende"],
        max_length=8,
    )
    age: AgeRange | None = Field(
        None,
        alias="alter",
        title="Alter",
        description="Für welches Alter.",
        examples=["{wessen: kind, von: 0 Monate, bis: 3 Jahre}"],
    )
    area: Area = Field(
        Area.TOWN,
        alias="gebiet",
        title="Gebiet",
        description="Für die Menschen welcher Gegend: stadt, stadtteile, kreis, land oder bund.",
        examples=["stadt"],
    )
    places: tuple[PlaceId, ...] = Field(
        (),
        alias="orte",
        title="Orte",
        description="Wo es stattfindet: Dateinamen aus offers/orte/. Weglassen, wenn es keinen festen Ort gibt.",
        examples=["jugendhaus-nord"],
        max_length=30,
    )
    confidential: YesNo = Field(
        False,
        alias="vertraulich",
        title="Anschrift vertraulich",
        description="ja: Die Anschrift ist geheim, es darf kein Ort genannt werden.",
        examples=["ja"],
    )
    deliveries: tuple[Delivery, ...] = Field(
        (),
        alias="form",
        title="Form",
        description="vor-ort, telefon, online, chat, hausbesuch.",
        examples=["vor-ort"],
        max_length=5,
    )
    hours: Hours | None = Field(
        None,
        alias="zeiten",
        title="Zeiten",
        description="Regelmäßige Zeiten oder ein Text dazu.",
        examples=["{text: nach Vereinbarung}"],
    )
    dates: tuple[EventDate, ...] = Field(
        (),
        alias="termine",
        title="Termine",
        description="Einzelne Tage.",
        examples=["{datum: 2027-07-19, titel: Sommerfest}"],
        max_length=60,
    )
    cost: Cost | None = Field(
        None, alias="kosten", title="Kosten", description="Was es kostet.", examples=["{art: kostenlos}"]
    )
    registration: Registration | None = Field(
        None,
        alias="anmeldung",
        title="Anmeldung",
        description="Ob und wie man sich anmeldet.",
        examples=["{art: ohne}"],
    )
    languages: tuple[SpokenLanguage, ...] = Field(
        (),
        alias="sprachen",
        title="Sprachen",
        description="In welchen Sprachen geholfen wird.",
        examples=["{code: tr}"],
        max_length=30,
    )
    languages_text: Text | None = Field(
        None,
        alias="sprachen-text",
        title="Weitere Sprachen",
        description="Was eine Liste nicht sagen kann.",
        examples=["18 weitere Sprachen"],
        max_length=160,
    )
    interpreter: YesNo = Field(
        False, alias="dolmetscher", title="Dolmetscher", description="ja: Es kann übersetzt werden.", examples=["ja"]
    )
    contact: Contact | None = Field(
        None,
        alias="kontakt",
        title="Kontakt",
        description="Was hier fehlt, kommt vom Anbieter und heißt dann «Zentrale des Anbieters».",
        examples=['{telefone: [{nummer: "030 23125-0"}]}'],
    )
    required_documents: tuple[Annotated[Text, Field(max_length=120)], ...] = Field(
        (),
        alias="mitbringen",
        title="Mitbringen",
        description="Was man dabeihaben soll.",
        examples=["Gesundheitskarte"],
        max_length=12,
    )
    first_contact: Text | None = Field(
        None,
        alias="erster-kontakt",
        title="Der erste Kontakt",
        description="Was geschieht, wenn ich anrufe? Darf mein Kind mit? Muss ich meinen Namen sagen?",
        examples=["Sie müssen Ihren Namen nicht sagen."],
        max_length=600,
    )
    not_for: Text | None = Field(
        None,
        alias="ausgeschlossen",
        title="Für wen es nicht ist",
        description="Wer hier keine Hilfe findet.",
        examples=["Nicht für Kinder unter drei Jahren."],
        max_length=300,
    )
    keywords: tuple[Annotated[Text, Field(max_length=60)], ...] = Field(
        (),
        alias="suchwoerter",
        title="Suchwörter",
        description="Wie Familien dazu sagen, wenn es nicht schon im Text steht.",
        examples=["Krabbelgruppe"],
        max_length=40,
    )
    emergencies: tuple[EmergencyId, ...] = Field(
        (),
        alias="notlagen",
        title="Notlagen",
        description="In welcher Not es sofort hilft: Kennungen aus guide.yml.",
        examples=["gewalt"],
        max_length=8,
    )
    sensitive: YesNo = Field(
        False,
        alias="sensibel",
        title="Sensibel",
        description="ja: Eine Spur im Browser könnte jemanden gefährden. Dann ist eine neutrale Adresse nötig.",
        examples=["ja"],
    )
    address: Id | None = Field(
        None,
        validate_default=True,
        alias="adresse",
        title="Neutrale Adresse",
        description="Nur bei sensiblen Angeboten: der letzte Teil der Internetadresse.",
        examples=["hilfe-07"],
    )
    former_ids: tuple[Id, ...] = Field(
        (),
        alias="frueher",
        title="Frühere Kennungen",
        description="Nach einer Umbenennung: wie der Eintrag früher hieß. Die alten Adressen führen hierher.",
        examples=["alter-name"],
        max_length=10,
    )
    availability: Availability | None = Field(
        None,
        alias="status",
        title="Status",
        description="Nur wenn es gerade pausiert oder voll ist.",
        examples=["{art: voll, bis: 2027-01-31}"],
    )
    begins: Date | None = Field(
        None, alias="beginnt", title="Beginnt", description="Erster Tag, JJJJ-MM-TT.", examples=["2026-09-01"]
    )
    ends: Date | None = Field(
        None,
        alias="endet",
        title="Endet",
        description="Letzter Tag, JJJJ-MM-TT; danach sagt die Seite, dass es zu Ende ist.",
        examples=["2027-07-31"],
    )
    review: Review = Field(
        Review(),
        alias="pruefung",
        title="Prüfung",
        description="Wie sicher die Angaben sind und woher sie stammen.",
        examples=["{status: offen}"],
    )

    def has_ended(self, today: date) -> bool:
        """Whether the offer's last day has passed."""
        return self.ends is not None and self.ends < today

    def has_begun(self, today: date) -> bool:
        """Whether the offer's first day has come."""
        return self.begins is None or self.begins <= today

    def is_overdue(self, today: date, interval: Span) -> bool:
        """Whether the facts are older than the town allows; what has ended needs no review."""
        due = self.review.due(interval, today)
        return due is not None and due < today and not self.has_ended(today)

    @field_validator(
        "partners",
        "stages",
        "topics",
        "target_groups",
        "places",
        "deliveries",
        "required_documents",
        "keywords",
        "emergencies",
        "former_ids",
    )
    @classmethod
    def _nothing_twice(cls, value: tuple[T, ...]) -> tuple[T, ...]:
        return _without_repeats(value, value)

    @field_validator("partners")
    @classmethod
    def _partners_are_others(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if (provider := info.data.get("provider")) in value:
            raise problem("own-provider", at=value.index(provider))
        return value

    @field_validator("confidential")
    @classmethod
    def _keeps_the_secret(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("places", "wrong ones"):
            raise problem("confidential-place", at="orte")
        return value

    @field_validator("address")
    @classmethod
    def _address_is_neutral(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            if info.data.get("sensitive"):
                raise problem("sensitive-address", at="sensibel")
            return value
        if not info.data.get("sensitive", True):
            raise problem("address-unused")
        words = {*str(info.data.get("id", "")).split("-"), *str(info.data.get("title", "")).casefold().split()}
        for part in value.split("-"):
            if len(part) > 3 and part != "hilfe" and part in words:
                raise problem("telling-address", found=value, part=part)
        return value

    @field_validator("ends")
    @classmethod
    def _ends_after_it_begins(cls, value: date | None, info: ValidationInfo) -> date | None:
        _days_in_order(info.data.get("begins"), value)
        return value


# --- what families say, and what pages say in other languages ------------------------------------------------------

SearchWord = Annotated[Text, Field(max_length=60)]
Situation = Annotated[Text, Field(max_length=120)]
Translated = Annotated[Text, Field(max_length=80)]


class Concept(Part):
    """One thing that families look for: what they call it, in all languages, and where it leads."""

    title: Text = Field(
        alias="titel",
        title="Titel",
        description="Steht bei den Treffern: «passt zu: Hebamme».",
        examples=["Hebamme"],
        max_length=40,
    )
    offers: tuple[OfferId, ...] = Field(
        (),
        alias="angebote",
        title="Angebote",
        description="Wohin es führt, das Beste zuerst: Dateinamen aus offers/angebote/.",
        examples=["hebamme-finden"],
        max_length=12,
    )
    topics: tuple[TopicId, ...] = Field(
        (),
        alias="themen",
        title="Themen",
        description="Alle Angebote dieser Themen kommen nach den genannten.",
        examples=["gesundheit"],
        max_length=4,
    )
    stages: tuple[StageId, ...] = Field(
        (),
        alias="lebensphasen",
        title="Lebensphasen",
        description="Nur Angebote der Themen aus diesen Lebensphasen; ohne Themen alle Angebote daraus.",
        examples=["schwangerschaft"],
        max_length=6,
    )
    emergency: EmergencyId | None = Field(
        None,
        alias="notlage",
        title="Notlage",
        description="Nur wenn Minuten zählen: Die Hilfen dieser Notlage stehen dann ganz oben.",
        examples=["gewalt"],
    )
    words: dict[LanguageId, tuple[SearchWord, ...]] = Field(
        {},
        alias="woerter",
        title="Wörter",
        description="Je Sprache: Wörter und kurze Wortgruppen. Alle Wörter einer Gruppe müssen vorkommen.",
        examples=["{de: [Geburtshelferin], tr: [ebe]}"],
    )
    situations: dict[LanguageId, tuple[Situation, ...]] = Field(
        {},
        alias="situationen",
        title="Situationen",
        description="Je Sprache: was Familien sagen. Es genügt, wenn die meisten Wörter vorkommen.",
        examples=["{de: [Wer hilft nach der Geburt zu Hause?]}"],
    )


class Synonyms(Part):
    """German words that mean the same as another wherever they are used."""

    word: SearchWord = Field(alias="wort", title="Wort", description="Das übliche Wort.", examples=["Kind"])
    others: tuple[SearchWord, ...] = Field(
        alias="auch",
        title="Auch",
        description="Einzelne Wörter, die dasselbe heißen.",
        examples=["Blag"],
        min_length=1,
        max_length=40,
    )


class SearchWordsRecord(Record):
    """`offers/suchwoerter/<name>.yml`: the words of families for one topic."""

    concepts: tuple[Concept, ...] = Field(
        (),
        alias="begriffe",
        title="Begriffe",
        description="Wonach Familien suchen, je Begriff mit Wörtern und Zielen.",
        examples=["{titel: Hebamme, angebote: [hebamme-finden], woerter: {de: [Geburtshelferin]}}"],
        max_length=200,
    )
    synonyms: tuple[Synonyms, ...] = Field(
        (),
        alias="gleichbedeutend",
        title="Gleichbedeutend",
        description="Deutsche Wörter, die überall dasselbe heißen wie ein anderes.",
        examples=["{wort: Kind, auch: [Blag, Lütte]}"],
        max_length=200,
    )

    @field_validator("concepts")
    @classmethod
    def _no_title_twice(cls, value: tuple[Concept, ...]) -> tuple[Concept, ...]:
        return _without_repeats(value, (concept.title for concept in value))


class Sentences(Part):
    """Sentences of the site in one language."""

    emergency: Situation | None = Field(
        None,
        alias="notfall",
        title="Über Hilfen in der Not",
        description="«Sind Sie in Not? Rufen Sie jetzt an:» in dieser Sprache.",
        examples=["Need help now? Call:"],
    )
    results: Annotated[Text, Field(max_length=200)] | None = Field(
        None,
        alias="hinweis",
        title="Über Treffern",
        description="Dass die Angebote auf Deutsch beschrieben sind, in dieser Sprache.",
        examples=["The results are in German."],
    )


class VocabularyRecord(Record):
    """`offers/uebersetzungen/<language>/vokabular.yml`: the vocabularies in another language."""

    stages: dict[StageId, Translated] = Field(
        {},
        alias="lebensphasen",
        title="Lebensphasen",
        description="Kennung aus guide.yml und Übersetzung.",
        examples=["{schwangerschaft: Pregnancy}"],
    )
    topics: dict[TopicId, Translated] = Field(
        {},
        alias="themen",
        title="Themen",
        description="Kennung aus guide.yml und Übersetzung.",
        examples=["{treffpunkt: Meeting places}"],
    )
    emergencies: dict[EmergencyId, Translated] = Field(
        {},
        alias="notlagen",
        title="Notlagen",
        description="Kennung aus guide.yml und Übersetzung.",
        examples=["{gewalt: Violence}"],
    )
    costs: dict[CostKind, Translated] = Field(
        {},
        alias="kosten",
        title="Kosten",
        description="Art der Kosten und Übersetzung.",
        examples=["{kostenlos: free}"],
    )
    registrations: dict[RegistrationKind, Translated] = Field(
        {},
        alias="anmeldung",
        title="Anmeldung",
        description="Art der Anmeldung und Übersetzung.",
        examples=["{ohne: no registration}"],
    )
    weekdays: dict[Weekday, Translated] = Field(
        {},
        alias="wochentage",
        title="Wochentage",
        description="Tag und Übersetzung.",
        examples=["{montag: Monday}"],
    )
    sentences: Sentences = Field(
        Sentences(),
        alias="saetze",
        title="Sätze",
        description="Sätze der Suche in dieser Sprache.",
        examples=['{notfall: "Need help now? Call:"}'],
    )
    stop_words: tuple[SearchWord, ...] = Field(
        (),
        alias="fuellwoerter",
        title="Füllwörter",
        description="Wörter, die für die Suche nichts bedeuten.",
        examples=["the"],
        max_length=200,
    )
    free_words: tuple[SearchWord, ...] = Field(
        (),
        alias="kostenlos",
        title="Kostenlos",
        description="Was Familien für «kostenlos» schreiben.",
        examples=["for free"],
        max_length=20,
    )
    weekend_words: tuple[SearchWord, ...] = Field(
        (),
        alias="wochenende",
        title="Wochenende",
        description="Was Familien für «am Wochenende» schreiben.",
        examples=["weekend"],
        max_length=20,
    )


# --- the town and its vocabularies ---------------------------------------------------------------------------------


class Term(Part):
    """One word of a vocabulary."""

    id: Id = Field(
        alias="id", title="Kennung", description="Steht in den Dateien und Adressen.", examples=["treffpunkt"]
    )
    title: Text = Field(
        alias="titel", title="Titel", description="Steht auf den Seiten.", examples=["Treffpunkt"], max_length=80
    )
    description: Text | None = Field(
        None,
        alias="beschreibung",
        title="Beschreibung",
        description="Ein Satz dazu, auf der Seite dieses Wortes.",
        examples=["Orte zum Kennenlernen"],
        max_length=600,
    )


AnyTerm = TypeVar("AnyTerm", bound=Term)


class Stage(Term):
    """One stage of life: a link of the chain."""

    short: Text | None = Field(
        None,
        alias="kurz",
        title="Kurz",
        description="Wenige Worte.",
        examples=["Ein Kind ist unterwegs"],
        max_length=80,
    )
    colour: Colour | None = Field(
        None,
        alias="farbe",
        title="Farbe",
        description='Als "#rrggbb"; auf Weiß mit mindestens 4,5 zu 1 lesbar.',
        examples=['"#8a2b5b"'],
    )
    icon: Icon | None = Field(
        None, alias="symbol", title="Symbol", description="Aus den Symbolen des Themas.", examples=["material/school"]
    )


class Topic(Term):
    """What an offer is about."""

    icon: Icon | None = Field(
        None, alias="symbol", title="Symbol", description="Aus den Symbolen des Themas.", examples=["material/coffee"]
    )


class Reduction(Term):
    """A way to pay less."""

    offer: OfferId | None = Field(
        None,
        alias="angebot",
        title="Angebot",
        description="Das Angebot, das die Ermäßigung erklärt.",
        examples=["familienkarte-musterstadt"],
    )


class Emergency(Term):
    """A kind of need in which minutes count, and who helps, in order."""

    helplines: tuple[OfferId, ...] = Field(
        (),
        alias="hilfen",
        title="Hilfen",
        description="Angebote in der Reihenfolge, in der man sie ruft.",
        examples=["notruf-112"],
        max_length=12,
    )

    @field_validator("helplines")
    @classmethod
    def _nothing_twice(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _without_repeats(value, value)


class ForeignWord(Part):
    """Words that are not German: pages name their language, so that screen readers say them right."""

    text: Text = Field(
        alias="wort",
        title="Wort",
        description="Ein Wort oder mehrere, genau so, wie es in den Texten steht.",
        examples=["Safe Space"],
        max_length=80,
    )
    language: LanguageCode = Field(
        alias="sprache", title="Sprache", description="Ihr Kürzel: en, fr, tr, la.", examples=["en"]
    )


class Forge(Part):
    """Where the files of the guide are kept."""

    kind: ForgeKind = Field(alias="art", title="Art", description="github, gitlab oder gitea.", examples=["github"])
    web: Web = Field(
        alias="web",
        title="Adresse",
        description="Die Seite des Projekts.",
        examples=["https://github.com/stadt/wegweiser"],
    )
    branch: Text = Field(
        "main", alias="zweig", title="Zweig", description="Meist main.", examples=["main"], max_length=60
    )


class Coordination(Part):
    """Who looks after the guide."""

    name: Text = Field(
        alias="name",
        title="Name",
        description="Die Stelle, kein Personenname.",
        examples=["Präventionskette"],
        max_length=100,
    )
    email: Email | None = Field(
        None, alias="email", title="E-Mail", description="Ein Postfach.", examples=["wegweiser@beispiel.de"]
    )
    phone: Phone | None = Field(
        None, alias="telefon", title="Telefon", description="Eine Nummer.", examples=['"030 23125-0"']
    )


class Town(Part):
    """The town that publishes the guide."""

    name: Text = Field(
        alias="name", title="Name", description="Name der Stadt.", examples=["Musterstadt"], max_length=60
    )
    title: Text = Field(
        alias="titel",
        title="Titel",
        description="Wie der Wegweiser heißt.",
        examples=["Familienwegweiser Musterstadt"],
        max_length=80,
    )
    subtitle: Text | None = Field(
        None,
        alias="untertitel",
        title="Untertitel",
        description="Ein Satz, was man hier findet.",
        examples=["Hilfe und Rat von der Schwangerschaft bis zum Beruf"],
        max_length=160,
    )
    web: Web | None = Field(
        None, alias="web", title="Internet", description="Die Seite der Stadt.", examples=["https://www.beispiel.de"]
    )
    exit_page: Web = Field(
        "https://www.dwd.de/",
        alias="ausgang",
        title="Ausgang",
        description=(
            "Wohin «Seite schnell verlassen» führt: eine unverfängliche Seite, die viele aufrufen. Ohne Angabe zum "
            "Deutschen Wetterdienst."
        ),
        examples=["https://www.beispiel.de/wetter"],
        max_length=500,
    )
    publisher: ProviderId | None = Field(
        None,
        alias="herausgeber",
        title="Herausgeber",
        description="Wer verantwortlich ist: Dateiname aus offers/anbieter/.",
        examples=["stadt-musterstadt"],
    )
    coordination: Coordination | None = Field(
        None,
        alias="koordination",
        title="Koordination",
        description="Wer Fragen und Fehler entgegennimmt.",
        examples=["{name: Präventionskette, email: wegweiser@beispiel.de}"],
    )
    help_offer: OfferId | None = Field(
        None,
        alias="info-angebot",
        title="Wo ein Mensch hilft",
        description="Das Angebot, bei dem man einfach fragen kann.",
        examples=["familien-info-points"],
    )
    forge: Forge | None = Field(
        None,
        alias="forge",
        title="Projektseite",
        description="Wo die Dateien liegen; daraus werden die Links zum Bearbeiten.",
        examples=["{art: github, web: https://github.com/stadt/wegweiser}"],
    )


class LinkException(Part):
    """An address that the check of links leaves alone."""

    web: Web = Field(
        alias="web",
        title="Internetadresse",
        description="So weit, wie die Ausnahme gilt: Alles, was so beginnt, wird nicht geprüft.",
        examples=["https://www.beispiel.de/"],
        max_length=500,
    )
    reason: Text = Field(
        alias="grund", title="Grund", description="Warum.", examples=["lässt keine Programme zu"], max_length=200
    )


class GuideRecord(Record):
    """`offers/guide.yml`: the town and its vocabularies in their order."""

    town: Town = Field(
        alias="stadt", title="Stadt", description="Wer den Wegweiser herausgibt.", examples=["{name: Musterstadt}"]
    )
    stages: tuple[Stage, ...] = Field(
        alias="lebensphasen",
        title="Lebensphasen",
        description="In ihrer Reihenfolge.",
        examples=["{id: schwangerschaft, titel: Schwangerschaft}"],
        min_length=1,
        max_length=12,
    )
    topics: tuple[Topic, ...] = Field(
        alias="themen",
        title="Themen",
        description="In ihrer Reihenfolge.",
        examples=["{id: treffpunkt, titel: Treffpunkt}"],
        min_length=1,
        max_length=30,
    )
    districts: tuple[Term, ...] = Field(
        (),
        alias="stadtteile",
        title="Stadtteile",
        description="In ihrer Reihenfolge.",
        examples=["{id: nord, titel: Norden}"],
        max_length=80,
    )
    target_groups: tuple[Term, ...] = Field(
        (),
        alias="zielgruppen",
        title="Zielgruppen",
        description="In ihrer Reihenfolge.",
        examples=["{id: vaeter, titel: Väter}"],
        max_length=60,
    )
    provider_kinds: tuple[Term, ...] = Field(
        (),
        alias="anbieterarten",
        title="Arten von Anbietern",
        description="In ihrer Reihenfolge.",
        examples=["{id: kita, titel: Kita}"],
        max_length=60,
    )
    reductions: tuple[Reduction, ...] = Field(
        (),
        alias="ermaessigungen",
        title="Ermäßigungen",
        description="In ihrer Reihenfolge.",
        examples=["{id: familienpass, titel: Familienpass}"],
        max_length=30,
    )
    languages: tuple[Term, ...] = Field(
        (),
        alias="sprachen",
        title="Sprachen",
        description="In ihrer Reihenfolge.",
        examples=["{id: tr, titel: Türkisch}"],
        max_length=80,
    )
    emergencies: tuple[Emergency, ...] = Field(
        (),
        alias="notlagen",
        title="Notlagen",
        description="In ihrer Reihenfolge.",
        examples=["{id: gewalt, titel: Gewalt}"],
        max_length=30,
    )
    foreign_words: tuple[ForeignWord, ...] = Field(
        (),
        alias="fremdwoerter",
        title="Fremde Wörter",
        description="Wörter aus anderen Sprachen, die ein Vorleseprogramm sonst deutsch ausspricht.",
        examples=["{wort: Safe Space, sprache: en}"],
        max_length=200,
    )
    review_interval: Age = Field(
        Span(12, "Monate"),
        alias="pruefabstand",
        title="Prüfabstand",
        description="Nach welcher Zeit ein bestätigter Eintrag wieder geprüft wird.",
        examples=["12 Monate"],
    )

    link_exceptions: tuple[LinkException, ...] = Field(
        (),
        alias="link-ausnahmen",
        title="Ausnahmen der Linkprüfung",
        description="Adressen, die in Ordnung sind, auch wenn die Prüfung der Links sie nicht erreicht.",
        examples=["{web: https://www.beispiel.de/, grund: lässt keine Programme zu}"],
        max_length=100,
    )

    @field_validator(
        "stages", "topics", "districts", "target_groups", "provider_kinds", "reductions", "languages", "emergencies"
    )
    @classmethod
    def _no_term_twice(cls, value: tuple[AnyTerm, ...]) -> tuple[AnyTerm, ...]:
        return _without_repeats(value, (term.id for term in value))

    @field_validator("foreign_words")
    @classmethod
    def _no_word_twice(cls, value: tuple[ForeignWord, ...]) -> tuple[ForeignWord, ...]:
        return _without_repeats(value, (word.text for word in value))


# --- what is printed -----------------------------------------------------------------------------------------------


class Selection(Part):
    """Which offers stand in an edition; what is not stated chooses all."""

    stages: tuple[StageId, ...] = Field(
        (),
        alias="lebensphasen",
        title="Lebensphasen",
        description="Kennungen aus guide.yml; weglassen für alle.",
        examples=["kleinkind-und-kita"],
        max_length=12,
    )
    topics: tuple[TopicId, ...] = Field(
        (),
        alias="themen",
        title="Themen",
        description="Kennungen aus guide.yml; weglassen für alle.",
        examples=["treffpunkt"],
        max_length=30,
    )
    districts: tuple[DistrictId, ...] = Field(
        (),
        alias="stadtteile",
        title="Stadtteile",
        description="Nur Angebote an Orten in diesen Stadtteilen; weglassen für alle.",
        examples=["nord"],
        max_length=80,
    )
    target_groups: tuple[TargetGroupId, ...] = Field(
        (),
        alias="zielgruppen",
        title="Zielgruppen",
        description="Nur Angebote, die eine dieser Zielgruppen nennen; weglassen für alle.",
        examples=["vaeter"],
        max_length=60,
    )

    @field_validator("stages", "topics", "districts", "target_groups")
    @classmethod
    def _nothing_twice(cls, value: tuple[T, ...]) -> tuple[T, ...]:
        return _without_repeats(value, value)


class First(Part):
    """What an edition shows before all else."""

    provider: ProviderId | None = Field(
        None,
        alias="anbieter",
        title="Anbieter",
        description="Seine Angebote stehen ganz vorn: Dateiname aus offers/anbieter/.",
        examples=["kita-sonnenschein"],
    )
    district: DistrictId | None = Field(
        None,
        alias="stadtteil",
        title="Stadtteil",
        description="Seine Angebote stehen in einem eigenen Kapitel vorn.",
        examples=["nord"],
    )
    topics: tuple[TopicId, ...] = Field(
        (),
        alias="themen",
        title="Themen",
        description="Diese Themen stehen in jedem Kapitel zuerst, in dieser Reihenfolge.",
        examples=["betreuung"],
        max_length=30,
    )

    @field_validator("topics")
    @classmethod
    def _nothing_twice(cls, value: tuple[T, ...]) -> tuple[T, ...]:
        return _without_repeats(value, value)


class Issuer(Part):
    """Who gives an edition to families."""

    name: Text = Field(
        alias="name",
        title="Name",
        description="Wer das Heft ausgibt; steht auf dem Umschlag.",
        examples=["Kita Sonnenschein"],
        max_length=100,
    )
    lines: tuple[Annotated[Text, Field(max_length=80)], ...] = Field(
        (),
        alias="anschrift",
        title="Anschrift",
        description="Zeile für Zeile.",
        examples=["Musterstraße 1"],
        max_length=4,
    )
    logo: PictureFile | None = Field(
        None,
        alias="logo",
        title="Logo",
        description="Dateiname eines Bildes (PNG oder SVG), das neben dieser Datei liegt; höchstens 500 KB.",
        examples=["logo-kita-sonnenschein.svg"],
    )
    logo_text: Text | None = Field(
        None,
        validate_default=True,
        alias="logo-text",
        title="Text zum Logo",
        description="Was auf dem Logo zu sehen ist, für Menschen, die es nicht sehen.",
        examples=["Logo der Kita Sonnenschein: eine lachende Sonne"],
        max_length=160,
    )
    contact: Contact | None = Field(
        None,
        alias="kontakt",
        title="Kontakt",
        description="Wie man die ausgebende Stelle erreicht.",
        examples=['{telefone: [{nummer: "030 23125-0"}]}'],
    )
    stamp: YesNo = Field(
        False,
        alias="stempelfeld",
        title="Stempelfeld",
        description="ja: Vorn bleibt Platz für einen Stempel.",
        examples=["ja"],
    )

    @field_validator("logo_text")
    @classmethod
    def _logo_has_a_text(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("logo"):
            raise problem("logo-text", at="logo")
        return value


class EditionRecord(Record):
    """`offers/ausgaben/<id>.yml`: a printed edition of the guide."""

    title: Text = Field(
        alias="titel",
        title="Titel",
        description="Steht groß auf dem Umschlag; er muss dort in vier Zeilen passen.",
        examples=["Rund um die Kita"],
        max_length=100,
    )
    subtitle: Text | None = Field(
        None,
        alias="untertitel",
        title="Untertitel",
        description="Ein Satz darunter.",
        examples=["Angebote für Familien mit kleinen Kindern"],
        max_length=160,
    )
    audience: Text | None = Field(
        None,
        alias="fuer",
        title="Für wen",
        description="Wer das Heft bekommen soll; steht auf der Seite mit allen Heften.",
        examples=["Familien mit Kindern in der Kita"],
        max_length=160,
    )
    selection: Selection = Field(
        Selection(),
        alias="auswahl",
        title="Auswahl",
        description="Welche Angebote darin stehen; weglassen für alle.",
        examples=["{lebensphasen: [kleinkind-und-kita]}"],
    )
    first: First | None = Field(
        None,
        alias="zuerst",
        title="Zuerst",
        description="Was vor allem anderen steht.",
        examples=["{stadtteil: nord}"],
    )
    preface: Text | None = Field(
        None,
        alias="vorwort",
        title="Vorwort",
        description="Ein paar Sätze an die Familien; eine neue Zeile beginnt einen neuen Absatz.",
        examples=["Liebe Familien, dieses Heft zeigt, wer Ihnen hilft."],
        max_length=1600,
    )
    issuer: Issuer | None = Field(
        None,
        alias="herausgeber",
        title="Wer es ausgibt",
        description="Zum Beispiel eine Kita, mit Logo und Platz für den Stempel.",
        examples=["{name: Kita Sonnenschein, stempelfeld: ja}"],
    )
    format: PaperSize = Field(
        PaperSize.A5, alias="format", title="Format", description="Größe der Seiten: a5 oder a4.", examples=["a5"]
    )
    large_print: YesNo = Field(
        False, alias="grossdruck", title="Großdruck", description="ja: größere Schrift (14 Punkt).", examples=["ja"]
    )
    with_register: YesNo = Field(
        True,
        alias="register",
        title="Register",
        description="nein: ohne die Listen nach Namen, Themen und Anbietern am Ende.",
        examples=["nein"],
    )
    codes: YesNo = Field(
        False,
        alias="qr-codes",
        title="QR-Codes",
        description="ja: ein kleiner QR-Code bei jedem Angebot; je Kapitel steht immer einer.",
        examples=["ja"],
    )
    for_press: YesNo = Field(
        False,
        alias="druckerei",
        title="Druckerei",
        description="ja: dazu eine Datei für die Druckerei, mit Anschnitt und in Druckfarben.",
        examples=["ja"],
    )
    number: Count | None = Field(
        None, alias="auflage", title="Auflage", description="Die wievielte Auflage es ist.", examples=["1"]
    )
    licence: Text = Field(
        "CC BY 4.0",
        alias="lizenz",
        title="Lizenz",
        description="Unter welcher Lizenz die Texte stehen.",
        examples=["CC BY 4.0"],
        max_length=60,
    )

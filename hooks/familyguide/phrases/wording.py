"""The German words in which facts are told."""

from __future__ import annotations

from typing import Final

from ..records.values import YesNoUnknown

ALWAYS: Final = "Tag und Nacht"
CLOCK: Final = "{start}–{end} Uhr"
CLOCK_FROM: Final = "ab {start} Uhr"
CLOCK_OVERNIGHT: Final = "{start} Uhr bis {end} Uhr am nächsten Tag"
WEEKS: Final = {1: "jeden 1.", 2: "jeden 2.", 3: "jeden 3.", 4: "jeden 4.", -1: "jeden letzten"}
IN_MONTH: Final = "{weeks} {days} im Monat"
HOLIDAYS: Final = {True: "auch in den Schulferien", False: "nicht in den Schulferien"}
DAY_SHORT: Final = {
    "montag": "Mo", "dienstag": "Di", "mittwoch": "Mi", "donnerstag": "Do",
    "freitag": "Fr", "samstag": "Sa", "sonntag": "So", "feiertag": "Feiertag",
}  # fmt: skip
AND: Final = "{first} und {last}"

AGE_CHILD: Final = {
    "both": "Kinder von {start} bis {end}",
    "from": "Kinder ab {start}",
    "to": "Kinder bis {end}",
}
AGE_PERSON: Final = {
    "both": "Menschen von {start} bis {end}",
    "from": "Menschen ab {start}",
    "to": "Menschen bis {end}",
}
YEARS: Final = ("1 Jahr", "{number} Jahre", "{number} Jahren")
MONTHS: Final = ("1 Monat", "{number} Monate", "{number} Monaten")

AREA: Final = {
    "stadt": "Menschen aus {town}",
    "stadtteile": "Menschen aus diesem Stadtteil",
    "kreis": "Menschen aus dem Kreis",
    "land": "Menschen aus dem ganzen Land",
    "bund": "alle in Deutschland",
}
CONFIDENTIAL: Final = "Die Anschrift ist geheim. Sie erfahren am Telefon, wie es weitergeht."
NO_PLACE: Final = "kein fester Ort"

AS_OF: Final = "Stand der Angaben: {day}"
AS_OF_UNKNOWN: Final = "Stand der Angaben: unbekannt"
REVIEW: Final = {
    "offen": "Der Anbieter hat diese Angaben noch nicht bestätigt. Rufen Sie am besten vorher an.",
    "angefragt": "Wir haben beim Anbieter nachgefragt, aber noch keine Antwort. Rufen Sie am besten vorher an.",
    "bestaetigt": "Der Anbieter hat diese Angaben am {day} bestätigt.",
}
ASKED_AGAIN: Final = "Wir haben wieder nachgefragt, aber noch keine Antwort."
REVIEWED_BY: Final = "Auskunft gab: {by}."
CONFIDENCE: Final = {
    "hoch": "Dass es dieses Angebot so gibt, ist sehr wahrscheinlich.",
    "mittel": "Dass es dieses Angebot so gibt, ist wahrscheinlich.",
    "gering": "Ob es dieses Angebot noch so gibt, ist nicht sicher.",
}
OVERDUE: Final = "Die Angaben sind älter als {interval} und müssen neu geprüft werden."
ENDED: Final = "Dieses Angebot ist am {day} zu Ende gegangen."
NOT_BEGUN: Final = "Dieses Angebot beginnt am {day}."
UNTIL: Final = "voraussichtlich bis {day}"
SWITCHBOARD: Final = "Zentrale des Anbieters"
SWITCHBOARD_OF: Final = "Zentrale: {name}"
PROVIDER_WEB: Final = "Internetseite des Anbieters"
COST_UNKNOWN: Final = "nicht bekannt"
COST_NOT_APPLICABLE: Final = "Es kostet nichts: Hier bekommen Sie etwas."
INTERPRETER: Final = "Es kann jemand dolmetschen"
STEP_FREE: Final = {YesNoUnknown.YES: "ohne Stufen erreichbar", YesNoUnknown.NO: "nur über Stufen erreichbar"}
TOILET: Final = {YesNoUnknown.YES: "WC für Rollstuhlfahrer", YesNoUnknown.NO: "kein WC für Rollstuhlfahrer"}

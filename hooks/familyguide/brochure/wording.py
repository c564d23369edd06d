"""The German words that are printed besides what records say, and the names of what is printed."""

from __future__ import annotations

from typing import Final

# --- parts of an edition
ALWAYS: Final = "In jeder Lebensphase"
ALWAYS_INTRO: Final = "Diese Stellen helfen Familien immer: in der Schwangerschaft, mit kleinen und mit großen Kindern."
ALWAYS_ALSO: Final = "Was in jeder Lebensphase hilft, steht im Kapitel „{title}“ ab Seite"
NEAR: Final = "Ganz in der Nähe: {district}"
NEAR_ANYWHERE: Final = "In der Nähe"
NEAR_INTRO: Final = "Diese Angebote liegen ganz nah. Deshalb stehen sie vorn."
OWN_OFFERS: Final = "Bei uns"
TAB_NEAR: Final = "nah"
TAB_ALWAYS: Final = "immer"
STAGE_LABEL: Final = "Lebensphase {number} von {count}"
FACTS: Final = {
    "for": "Für",
    "when": "Wann",
    "where": "Wo",
    "cost": "Kosten",
    "languages": "Sprachen",
    "phone": "Telefon",
    "mail": "E-Mail",
    "web": "Internet",
}
VIA: Final = "über: {title}"
MORE_PLACES: Final = "und {count} weitere"
EDITION: Final = "{number}. Auflage, {day}"
AS_OF: Final = "Stand: {day}"
REGISTERS: Final = {
    "names": "Angebote von A bis Z",
    "topics": "Angebote nach Themen",
    "providers": "Anbieter von A bis Z",
}
WORDS: Final[dict[str, object]] = {
    "contents": "Inhalt",
    "how_to": "So benutzen Sie dieses Heft",
    "preface": "Vorwort",
    "see": "siehe Seite",
    "also": "Passt auch dazu:",
    "more": "Mehr im Internet:",
    "notes": "Notizen",
    "contacts": "Meine Kontakte",
    "contacts_columns": ["Wer?", "Telefon", "Wofür?"],
    "week": "Meine Woche",
    "week_columns": ["", "Vormittag", "Nachmittag", "Abend"],
    "days": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "register": "Register",
    "emergency": "Hilfe im Notfall",
    "imprint": "Impressum",
    "issued": "Dieses Heft gibt Ihnen:",
    "stamp": "Platz für den Stempel",
    "foot": [["Notfall", "112"], ["Polizei", "110"], ["Arzt", "116 117"]],
}
HOW_TO: Final = (
    "Jedes Angebot steht hier einmal. Passt es auch zu einer anderen Lebensphase, führt dort eine Zeile zur Seite.",
    "Die Farbe am Rand zeigt, in welchem Kapitel Sie sind. Hinten im Heft finden Sie die Angebote nach Namen.",
    "Zeiten und Preise ändern sich. Rufen Sie am besten vorher an.",
)
HOW_TO_WEB: Final = (
    "Im Internet ist alles aktuell: Scannen Sie das Bild aus kleinen Quadraten mit dem Handy, "
    "oder tippen Sie die Adresse ein."
)
HOW_TO_HELP: Final = "Sie wissen nicht, wo Sie anfangen sollen? Hier hilft ein Mensch:"

# --- the imprint
IMPRINT_PUBLISHER: Final = "Herausgeber: {name}"
IMPRINT_EDITED: Final = "Redaktion: {name}"
IMPRINT_ADDRESS: Final = "Immer aktuell im Internet:"
IMPRINT_LICENCE: Final = "Die Texte dieses Heftes dürfen Sie weitergeben: Lizenz {licence}."
IMPRINT_FONTS: Final = "Gesetzt aus der Noto Sans (SIL Open Font License)."
UNCONFIRMED_ALL: Final = "Die Anbieter haben diese Angaben noch nicht bestätigt. Rufen Sie am besten vorher an."
UNCONFIRMED_SOME: Final = (
    "{count} von {all} Einträgen in diesem Heft hat der Anbieter noch nicht bestätigt. Rufen Sie am besten vorher an."
)
CONFIRMED: Final = "Die Anbieter haben alle Angaben in diesem Heft bestätigt."

# --- posters, handouts and sheets
POSTER: Final = "Aushang: {title}"
HANDOUT: Final = "Faltblatt: {title}"
EMERGENCY_SHEET: Final = "Notfallnummern"
WEEK_SHEET: Final = "Wochenplan"
SHEET_WORDS: Final[dict[str, str]] = {
    "scan": "Alle Angebote für diese Zeit:",
    "week_intro": "Offene Treffs und Sprechzeiten. Zeiten ändern sich: Rufen Sie am besten vorher an.",
    "without_district": "Ohne festen Stadtteil",
    "no_meetings": "Noch sind keine offenen Treffs eingetragen.",
    "emergency_intro": "Diese Nummern helfen sofort. Hängen Sie das Blatt dahin, wo alle es sehen.",
}

# --- files
FILES: Final = {
    "poster": "poster",
    "handout": "faltblatt",
    "emergency": "notfallnummern",
    "week": "wochenplan",
}
USES: Final = {
    "poster": "Zum Aushängen, mit Streifen zum Abreißen",
    "handout": "Zum Mitgeben, einmal gefaltet",
    "emergency": "Zum Aushängen neben dem Telefon",
    "week": "Zum Aushängen, mit allen offenen Treffs",
}
NO_LETTERS: Final = "Die Schriften haben diese Zeichen nicht: {letters}"
NOT_AT_REST: Final = "Die Seitenzahlen kommen nicht zur Ruhe."

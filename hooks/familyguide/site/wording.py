"""The German sentences that the code of this room says; whole page texts stand in the templates."""

from __future__ import annotations

from typing import Final

TITLE: Final = "{page} – {site}"
NEUTRAL_TITLE: Final = "Beratung und Hilfe"
"""The name of a sensitive page in tabs, in the history and in bookmarks."""

PAGES: Final = {
    "home": "Start",
    "stages": "Lebensphasen",
    "topics": "Themen",
    "districts": "Stadtteile",
    "providers": "Anbieter",
    "finder": "Alle Angebote",
    "emergency": "Hilfe im Notfall",
    "week": "Wochenplan",
    "brochures": "Zum Drucken",
    "not-found": "Seite nicht gefunden",
}
DESCRIPTIONS: Final = {
    "home": "{subtitle}. Der Wegweiser für Familien in {town}.",
    "stages": "Angebote für Familien in {town}, geordnet nach Lebensphasen.",
    "topics": "Angebote für Familien in {town}, geordnet nach Themen.",
    "districts": "Angebote für Familien in {town}, geordnet nach Stadtteilen.",
    "providers": "Wer in {town} etwas für Familien anbietet.",
    "finder": "Alle Angebote für Familien in {town} durchsuchen und filtern.",
    "emergency": "Telefonnummern für den Notfall: Wer sofort hilft.",
    "week": "Was in {town} jede Woche für Familien stattfindet, nach Wochentagen.",
    "brochures": "Hefte, Aushänge und Faltblätter zum Ausdrucken und Weitergeben.",
    "not-found": "Diese Seite gibt es nicht.",
    "term": "Angebote für Familien in {town}: {title}.",
    "district": "Angebote für Familien in {town}, {title}.",
    "provider": "Angebote von {title} für Familien.",
}

PRINTED: Final = {
    "edition": "Hefte",
    "poster": "Aushänge für jede Lebensphase",
    "handout": "Faltblätter für jede Lebensphase",
    "sheet": "Blätter zum Aushängen",
}
"""The kinds of what is printed, in the order of their page."""
DOWNLOADS: Final = {
    "screen": "Zum Lesen am Bildschirm",
    "copier": "Für den Kopierer: zum Falten und Heften",
    "press": "Für die Druckerei: mit Anschnitt, in Druckfarben",
    "sheet": "Zum Drucken",
}
FOLDING: Final = (
    ("duplex", "Öffnen Sie die Datei „Für den Kopierer“. Drucken Sie in tatsächlicher Größe und auf beiden Seiten."),
    ("short-edge", "Wählen Sie: an der kurzen Kante wenden. Sonst steht jede zweite Seite auf dem Kopf."),
    ("fold", "Legen Sie alle Blätter aufeinander und falten Sie sie in der Mitte."),
    ("staple", "Heften Sie zweimal in den Falz: mit einem Langarm-Hefter oder am Kopierer mit „Broschüre“."),
)
"""How sheets from the copier become a booklet: a picture and a sentence each."""

PICTURE_LABEL: Final = "Lebensphase {number} von {count}"
PICTURE_OF_STAGE: Final = "{label}: {title}. {guide}"
"""What is seen on the preview picture of a life stage, for those who do not see it."""
PICTURE_OF_GUIDE: Final = "{guide}: eine Kette aus {count} Gliedern, ein Glied für jede Lebensphase."

REPORT_SUBJECT: Final = "Familienwegweiser: Fehler bei «{id}»"
REPORT_BODY: Final = "Guten Tag,\n\nauf der Seite {address} stimmt etwas nicht:\n\n\n(Kennung: {id})"

ROBOTS: Final = "User-agent: *\nAllow: /\n"

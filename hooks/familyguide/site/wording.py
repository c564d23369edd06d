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
    "form": "Angebot eintragen",
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
    "form": "Ein Angebot für Familien in {town} eintragen oder ändern.",
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

# --- the form
FORM_SECTIONS: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "was": (
        "Was ist es?",
        ("titel", "kurztext", "themen", "lebensphasen"),
        ("beschreibung", "art", "suchwoerter", "notlagen", "sensibel", "adresse", "frueher"),
    ),
    "wer": ("Wer macht es?", ("anbieter",), ("partner",)),
    "fuer-wen": (
        "Für wen ist es?",
        ("alter", "zielgruppen", "sprachen"),
        ("gebiet", "ausgeschlossen", "sprachen-text", "dolmetscher"),
    ),
    "wann": ("Wann ist es?", ("zeiten",), ("termine", "beginnt", "endet", "status")),
    "wo": ("Wo ist es?", ("orte",), ("form", "vertraulich")),
    "kosten": ("Was kostet es, und muss man sich anmelden?", ("kosten", "anmeldung"), ("mitbringen",)),
    "kontakt": ("Wie erreicht man jemanden?", ("kontakt",), ("erster-kontakt",)),
    "pruefung": ("Wie sicher ist es?", ("pruefung",), ()),
}
"""The parts of the form: heading, what is asked, and what is only shown when it is wanted."""
FORM_RARE: Final = frozenset(
    (
        "zeiten.regelmaessig.rhythmus",
        "zeiten.regelmaessig.woche",
        "zeiten.regelmaessig.ferien",
        "zeiten.regelmaessig.ort",
        "zeiten.regelmaessig.ueber-mitternacht",
        "zeiten.regelmaessig.hinweis",
        "termine.bis-datum",
        "termine.von",
        "termine.bis",
        "kosten.ermaessigung",
        "anmeldung.ueber",
        "anmeldung.zeitraum",
        "pruefung.zuletzt",
        "pruefung.sicherheit",
        "pruefung.quellen",
    )
)
"""What is folded up within a group."""
FORM_NOT_ASKED: Final = frozenset(
    ("neu-anbieter.traeger", "neu-anbieter.zentrale", "neu-anbieter.orte", "neu-anbieter.frueher")
)
"""What a new provider does not need yet."""
FORM_BEGUN: Final = frozenset(("themen", "orte", "zeiten.regelmaessig", "kontakt.telefone"))
"""Where there can be several, and the first one is there from the start."""
FORM_NUMBERED: Final = {
    "themen": "Thema",
    "partner": "Partner",
    "orte": "Ort",
    "zeiten.regelmaessig": "Zeit",
    "termine": "Termin",
    "sprachen": "Sprache",
    "kontakt.telefone": "Telefonnummer",
    "neu-anbieter.kontakt.telefone": "Telefonnummer",
    "pruefung.quellen": "Quelle",
}
"""What there can be several of, and the name of one."""
FORM_ADD: Final = "{name} hinzufügen"
FORM_MUST: Final = "(muss)"
FORM_NEEDED: Final = "(nötig, wenn Sie hier etwas eintragen)"
FORM_DAYS: Final = "Jahr, Monat oder Tag: 2022, 10.2022 oder 24.10.2022."
FORM_LINES: Final = "Schreiben Sie jedes in eine eigene Zeile."
FORM_LIMITS: Final = {False: "Höchstens {limit} Zeichen.", True: "Höchstens {limit}."}
FORM_EXAMPLE: Final = "Zum Beispiel: {example}"
FORM_CHOOSE: Final = "Bitte wählen"
FORM_NOT_STATED: Final = "Keine Angabe"
FORM_USUAL: Final = "{label} (üblich)"
FORM_TEXTS: Final = {
    "oneError": "Eine Angabe fehlt oder stimmt nicht.",
    "errors": "{count} Angaben fehlen oder stimmen nicht.",
    "editing": "Sie ändern: ",
    "characters": "Noch {count} Zeichen",
    "tooMany": "{count} Zeichen zu viel",
    "number": "{name} {number}",
    "remove": "{name} {number} entfernen",
    "removed": "{name} {number} ist entfernt.",
    "changed": "Sie ändern: {fields}.",
    "copied": "Kopiert.",
    "notCopied": "Das ging nicht. Markieren Sie den Text unten und kopieren Sie ihn mit Strg+C.",
    "downloaded": "{name} ist gespeichert.",
    "cleared": "Alle Eingaben sind gelöscht.",
    "clear": "Alles löschen, was Sie eingegeben haben?",
    "kept": "Ihre Eingaben bleiben auf diesem Gerät, bis Sie dieses Fenster schließen oder sie löschen.",
    "notKept": "Es ist nichts mehr gespeichert.",
    "badDate": "Das Datum oder die Uhrzeit ist nicht vollständig. Ergänzen Sie, was fehlt.",
    "mailSubject": "{guide}: {title}",
    "mailNew": "Guten Tag,\n\nich möchte ein neues Angebot vorschlagen.",
    "mailChange": "Guten Tag,\n\nich möchte ein Angebot ändern: {fields}.",
    "mailOpen": "Mit diesem Link öffnet sich das Formular mit allen Angaben:",
    "mailFile": "So soll es in {file} stehen:",
    "mailText": "Der Text für die E-Mail",
    "fileText": "Der Text der Datei {file}",
    "newPlace": "Der neue Ort: {name}",
    "headingOfChange": "Angebot ändern",
    "isThere": "{name} steht schon in der Liste darüber. Wählen Sie dort, wenn dasselbe gemeint ist.",
    "opened": "Kopiert. Wählen Sie den Link noch einmal; der Browser hat kein neues Fenster erlaubt.",
    "mailConfirm": "Guten Tag,\n\ndie Angaben zu diesem Angebot stimmen noch: {title}\n\n({file})\n",
    "mailPaste": "[Bitte hier einfügen: Strg+V]\n",
}
"""What the script of the form says."""

REPORT_SUBJECT: Final = "{guide}: Fehler bei «{id}»"
REPORT_BODY: Final = "Guten Tag,\n\nauf der Seite {address} stimmt etwas nicht:\n\n\n(Kennung: {id})"

ROBOTS: Final = "User-agent: *\nAllow: /\n"

"""Every sentence of the spreadsheets, in German."""

from __future__ import annotations

from typing import Final

ID: Final = "Kennung"
ID_HELP: Final = "Der Dateiname; er ändert sich nicht. Bei neuen Zeilen leer lassen."
HEADING: Final = ": "
"""Between a group and its field: `Kosten: Art`."""
SHEETS: Final = {"angebote": "Angebote", "anbieter": "Anbieter", "orte": "Orte"}
LISTS: Final = "Listen"
MANY: Final = " Mehrere mit Semikolon trennen."
LINES: Final = " Jede Zeile der Zelle ist ein Eintrag."
PARTS: Final = " Jede Zeile der Zelle ist ein Eintrag: zuerst {first}, dann mit | getrennt {others}."
NOT_IN_LIST: Final = "Bitte wählen Sie etwas aus der Liste."

ISSUE_PASSED_OVER: Final = ("Anmerkungen", "Einverständnis", "Wer schlägt das vor?")
"""Headings of issue forms whose answers are for people and become no field."""

PLACE: Final = "{sheet}, Zeile {row}, Spalte {column} ({heading})"
PLACE_ROW: Final = "{sheet}, Zeile {row}"
PLACE_SHEET: Final = "{sheet}"

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "unreadable": (
        "Das ist keine Tabelle, die sich lesen lässt.",
        "Erwartet wird eine Datei .xlsx oder .csv. Öffnen Sie sie im Tabellenprogramm und speichern Sie sie neu.",
    ),
    "too-large": (
        "Die Tabelle ist zu groß.",
        "Löschen Sie, was nicht dazugehört; mehr als {limit} Zeilen je Blatt werden nicht gelesen.",
    ),
    "no-sheet": (
        "Hier gibt es kein Blatt mit Einträgen.",
        "Ein Blatt beginnt mit einer Zeile von Überschriften, wie sie der Export schreibt, zum Beispiel «{first}».",
    ),
    "heading": (
        "Die Überschrift «{found}» ist nicht bekannt.",
        "Schreiben Sie sie wie im Export oder löschen Sie die Spalte.",
    ),
    "heading-twice": ("Die Überschrift «{found}» steht zweimal da.", "Löschen Sie eine der beiden Spalten."),
    "no-heading": ("Diese Spalte hat keine Überschrift.", "Ergänzen Sie sie oder leeren Sie die Spalte."),
    "merged": ("Hier sind Zellen verbunden ({found}).", "Heben Sie die Verbindung auf und füllen Sie jede Zelle aus."),
    "formula": ("Hier steht eine Formel: «{found}».", "Ersetzen Sie sie durch ihren Wert (als Wert einfügen)."),
    "error": ("Hier steht ein Fehler des Tabellenprogramms: «{found}».", "Schreiben Sie den Wert selbst in die Zelle."),
    "number": (
        "Hier steht eine Zahl ({found}); eine Null am Anfang kann verloren gegangen sein.",
        "Formatieren Sie die Zelle als Text und schreiben Sie alle Ziffern.",
    ),
    "date-number": (
        "Hier steht eine Zahl ({found}) statt eines Datums.",
        "Formatieren Sie die Zelle als Text und schreiben Sie zum Beispiel 2027-03-31.",
    ),
    "id-twice": ("Die Kennung «{found}» steht auch in Zeile {other}.", "Löschen Sie eine der beiden Zeilen."),
    "bad-id": ("«{found}» ist keine Kennung.", "Lassen Sie die Zelle leer oder schreiben Sie zum Beispiel «{better}»."),
    "issue-too-long": ("Der Text hat mehr als {limit} Zeichen.", "Kürzen Sie ihn."),
    "issue-empty": (
        "Hier steht keine Antwort eines Formulars.",
        "Jede Antwort steht unter einer Überschrift, zum Beispiel «### {first}».",
    ),
    "issue-heading": (
        "Zur Überschrift «{found}» gibt es kein Feld.",
        "Ändern Sie die Überschriften nicht; in Antworten beginnt keine Zeile mit «### ».",
    ),
    "issue-taken": (
        "Einen Eintrag «{found}» gibt es schon; er wird nicht ersetzt.",
        "Ändern Sie den vorhandenen Eintrag oder geben Sie dem neuen einen anderen Titel.",
    ),
    "issue-unsafe": (
        "Aus diesen Antworten lässt sich kein Eintrag machen.",
        "Löschen Sie ungewöhnliche Zeichen und Zeilenumbrüche.",
    ),
    "part": ("«{found}» ist hier nicht bekannt.", "Möglich sind: {allowed}."),
}  # fmt: skip

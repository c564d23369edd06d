"""Every sentence of the spreadsheets, in German."""

from __future__ import annotations

from typing import Final

ID: Final = "Kennung"
ID_HELP: Final = "Der Dateiname; er ändert sich nicht. Bei neuen Zeilen leer lassen."
HEADING: Final = ": "
"""Between a group and its field: `Kosten: Art`."""
SHEETS: Final = {"angebote": "Angebote", "anbieter": "Anbieter", "orte": "Orte"}
CSV: Final = "CSV"
LISTS: Final = "Listen"
STATE: Final = "{sheet} beim Export"
NOTHING: Final = "nichts"
LISTS_HELP: Final = "Diese Wörter können in Spalten dieses Namens stehen."
YES_OR_NO: Final = "Ja oder nein"
CHOOSE_FIRST: Final = "Wählen Sie das erste aus der Liste. Weitere tippen Sie dahinter; alle stehen im Blatt «Listen»."
MANY: Final = " Mehrere mit Semikolon trennen."
LINES: Final = " Jede Zeile der Zelle ist ein Eintrag."
PARTS: Final = " Jede Zeile der Zelle ist ein Eintrag: zuerst {first}, dann mit | getrennt {others}."
PARTS_EXAMPLE: Final = "Schreiben Sie zum Beispiel: {example}"
CHOICES: Final = "Möglich sind: {words}."
FILL_IN: Final = "Füllen Sie es aus."
NEW_FIRST: Final = {
    "anbieter": (
        "Schreiben Sie den Namen wie im Wegweiser. Gibt es den Anbieter noch nicht, legen Sie ihn zuerst an:"
        " in einer Zeile des Blatts «Anbieter» oder mit familyguide new anbieter"
    ),
    "ort": (
        "Schreiben Sie den Namen wie im Wegweiser. Gibt es den Ort noch nicht, legen Sie ihn zuerst an:"
        " in einer Zeile des Blatts «Orte» oder mit familyguide new ort"
    ),
}
"""What to do where something is named that is not there yet."""
NOT_IN_LIST: Final = "Bitte wählen Sie etwas aus der Liste."

# --- issue forms
ISSUE_NAME: Final = "Angebot vorschlagen"
ISSUE_ABOUT: Final = "Ein Angebot für Familien, das im Wegweiser noch fehlt."
ISSUE_TITLE: Final = "Neues Angebot: "
ISSUE_INTRODUCTION: Final = (
    "Danke! Füllen Sie aus, was Sie wissen, und lassen Sie den Rest leer. Was Sie hier schreiben, ist sofort"
    " öffentlich: keine Namen von Privatpersonen, keine geheimen Anschriften. Angebote zum Schutz vor Gewalt melden"
    " Sie bitte per E-Mail."
)
ISSUE_FIELDS: Final[dict[str, str]] = {
    "titel": "",
    "anbieter": "Der Name, wie er im Wegweiser steht. Fehlt der Anbieter noch, nennen Sie ihn unter Anmerkungen.",
    "kurztext": "Ein bis drei Sätze in einfachen Worten.",
    "lebensphasen": "Mindestens eine.",
    "themen": "Mindestens eines, höchstens sechs.",
    "alter.von": "Das Alter des Kindes in Monaten oder Jahren.",
    "alter.bis": "",
    "orte": "Der Name des Hauses, wie er im Wegweiser steht. Einen neuen nennen Sie mit Anschrift unter Anmerkungen.",
    "zeiten.text": "Tage und Uhrzeiten.",
    "kosten.art": "",
    "kosten.text": "",
    "anmeldung.art": "",
    "anmeldung.text": "",
    "sprachen": "In welchen Sprachen geholfen wird.",
    "kontakt.telefone": "Jede Nummer in einer eigenen Zeile: Vorwahl, Leerzeichen, Nummer.",
    "kontakt.email": "",
    "kontakt.web": "",
    "erster-kontakt": "",
}
"""The fields of the form, in their order, with what to say about them where the record format says it otherwise."""
ISSUE_SENDER: Final = "Wer schlägt das vor?"
ISSUE_SENDERS: Final = ("Der Anbieter selbst", "Eine andere Stelle", "Eine Familie", "Jemand anderes")
ISSUE_NOTES: Final = "Anmerkungen"
ISSUE_NOTES_HELP: Final = "Was sonst wichtig ist, zum Beispiel ein neuer Anbieter oder ein neuer Ort."
ISSUE_CONSENT: Final = "Einverständnis"
ISSUE_CONSENT_TEXT: Final = "Diese Angaben dürfen unter der Lizenz CC BY 4.0 veröffentlicht werden."
ISSUE_EXAMPLE: Final = "Beispiel: {example}"

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
    "encoding": (
        "Ab hier lässt sich die Datei nicht lesen: Umlaute sind darin auf verschiedene Weise gespeichert.",
        "Speichern Sie sie im Tabellenprogramm als «CSV UTF-8» oder als .xlsx.",
    ),
    "csv-quotes": (
        "Ab hier lässt sich die Datei nicht lesen: Ein Anführungszeichen hat kein Gegenstück.",
        "Ergänzen oder löschen Sie es, oder speichern Sie die Tabelle als .xlsx.",
    ),
    "no-headings": (
        "In der ersten Zeile stehen nicht die Überschriften.",
        "Löschen Sie, was darüber steht; die erste Zeile beginnt wie im Export, zum Beispiel mit «{first}».",
    ),
    "which-sheet": (
        "Hier ist nicht klar, was gemeint ist: {names}.",
        "Nennen Sie das Blatt oder die Datei so, oder nehmen Sie eine Spalte dazu, die es nur dort gibt.",
    ),
    "record-broken": (
        "Die Datei «{found}» hat Fehler; solange kann nichts übernommen werden.",
        "Beheben Sie zuerst, was familyguide check dazu sagt.",
    ),
    "nameless": ("Diese Zeile hat weder Kennung noch Namen.", "Ergänzen Sie sie oder leeren Sie die Zeile."),
    "no-id": (
        "Aus «{found}» lässt sich keine Kennung machen.",
        "Schreiben Sie eine in die Spalte «Kennung», zum Beispiel «{better}».",
    ),
    "id-taken": (
        "Einen Eintrag «{found}» gibt es schon.",
        "Soll er geändert werden, schreiben Sie die Kennung dazu. Sonst geben Sie diesem einen anderen Titel.",
    ),
    "day-in-text": (
        "Hier steht ein Datum ({found}) statt eines Textes.",
        "Formatieren Sie die Zelle als Text und schreiben Sie, was dort stehen soll.",
    ),
    "number-form": (
        "Hier steht eine Zahl mit einem Format ({found}); wie sie aussieht, geht verloren.",
        "Formatieren Sie die Zelle als Text und schreiben Sie, was dort stehen soll.",
    ),
    "duration": (
        "Hier steht eine Dauer ({found}).",
        "Formatieren Sie die Zelle als Text und schreiben Sie, was dort stehen soll.",
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
    "changed-meanwhile": (
        "Seit dem Export hat das auch jemand anders geändert; jetzt steht dort «{found}».",
        "Schreiben Sie dasselbe in die Zelle, oder tragen Sie Ihre Änderung in eine neu exportierte Tabelle ein.",
    ),
    "gone-meanwhile": (
        "Den Eintrag «{found}» gibt es seit dem Export nicht mehr; er wurde gelöscht oder umbenannt.",
        "Löschen Sie die Zeile, oder tragen Sie Ihre Änderung in eine neu exportierte Tabelle ein.",
    ),
    "id-twice": ("Die Kennung «{found}» steht auch in Zeile {other}.", "Löschen Sie eine der beiden Zeilen."),
    "bad-id": ("«{found}» ist keine Kennung.", "Lassen Sie die Zelle leer oder schreiben Sie zum Beispiel «{better}»."),
    "issue-too-long": ("Der Text hat mehr als {limit} Zeichen.", "Kürzen Sie ihn."),
    "issue-encoding": (
        "Ab hier lässt sich der Text nicht lesen: Umlaute sind darin auf verschiedene Weise gespeichert.",
        "Speichern Sie ihn als UTF-8.",
    ),
    "issue-no-id": (
        "Aus «{found}» lässt sich kein Dateiname machen: Es enthält keinen lateinischen Buchstaben und keine Ziffer.",
        "Ergänzen Sie im Titel, was das Angebot auf Deutsch ist.",
    ),
    "issue-empty": (
        "Hier steht keine Antwort eines Formulars.",
        "Jede Antwort steht unter einer Überschrift, zum Beispiel «### {first}».",
    ),
    "issue-heading": (
        "Zur Überschrift «{found}» gibt es kein Feld.",
        "Ändern Sie die Überschriften nicht; in Antworten beginnt keine Zeile mit «### ».",
    ),
    "issue-heading-twice": (
        "Die Überschrift «{found}» steht zweimal da.",
        "Löschen Sie eine davon mit ihrer Antwort; in Antworten beginnt keine Zeile mit «### ».",
    ),
    "issue-consent": (
        "Niemand hat angekreuzt, dass die Angaben veröffentlicht werden dürfen.",
        "Fragen Sie nach, und kreuzen Sie es an, wenn es so ist.",
    ),
    "issue-beside-boxes": (
        "Neben den Kästchen steht noch etwas: «{found}».",
        "Kreuzen Sie an, was gilt, und löschen Sie den Rest.",
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

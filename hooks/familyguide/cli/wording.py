"""Every sentence of the command line, in German."""

from __future__ import annotations

import re
import socket
import ssl
from typing import Final

# --- all commands
ABOUT: Final = "Prüft den Familienwegweiser und hilft, ihn zu pflegen."
COMMANDS_TITLE: Final = "Befehle"
OPTIONS_TITLE: Final = "Angaben"
EXAMPLES_TITLE: Final = "Beispiele:"
USAGE: Final = "Aufruf: "
USAGE_HINT: Final = "Hilfe: {command} --help"
HELP_HELP: Final = "diese Hilfe zeigen"
HELP_ROOT: Final = "Ordner der Stadt; sonst der aktuelle Ordner"
USAGE_PROBLEMS: Final = (
    (re.compile(r"unrecognized arguments: (.*)"), "Das ist hier nicht möglich: {}."),
    (re.compile(r"the following arguments are required: (.*)"), "Es fehlt: {}."),
    (re.compile(r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)"), "{} kann nicht {} sein, möglich: {}."),
    (re.compile(r"argument (\S+): expected one argument"), "Hinter {} fehlt eine Angabe."),
    (re.compile(r"argument (\S+): ignored explicit argument (.*)"), "{} steht allein, ohne {}."),
)
NO_FOLDER: Final = "Den Ordner «{folder}» gibt es nicht."
STOPPED: Final = "\nAbgebrochen."
NOT_A_DAY: Final = "SOURCE_DATE_EPOCH ist keine Zahl von Sekunden."

# --- check
CHECK: Final = "alle Einträge prüfen"
CHECK_ALL: Final = "auch alle Hinweise einzeln zeigen"
CHECK_FORMAT: Final = "text (üblich), json, markdown, github (Anmerkungen) oder gitlab (Code Quality)"
CHECK_SINCE: Final = "für github und markdown: Stand in git, seit dem ein Vorschlag Dateien ändert; sie zuerst"
CHECK_EXAMPLES: Final = """\
  familyguide check           alle Fehler und Warnungen, dazu eine Zeile mit der Zahl der Hinweise
  familyguide check --alle    auch, was unbestätigt, überfällig oder ohne Kontakt ist"""

# --- schema
SCHEMA: Final = "offers/schema/, die Liste der Felder und die Formulare der Projektseite neu schreiben"
SCHEMA_EXAMPLES: Final = "  familyguide schema      wenn sich die Listen in guide.yml geändert haben"
SCHEMA_FRESH: Final = "Alles ist schon auf dem neuesten Stand."
NO_OFFERS: Final = "«{folder}» hat keinen Ordner offers/."
NOT_WRITABLE: Final = "«{file}» lässt sich nicht schreiben."

# --- commands that write records
NO_SUCH_RECORD: Final = "Den Eintrag «{name}» gibt es nicht.{nearest}"
NO_TOWN: Final = (
    "«{folder}» ist kein Ordner einer Stadt: offers/guide.yml fehlt. Wechseln Sie in den richtigen, oder nennen Sie ihn"
    " mit --root."
)
FILE_GONE: Final = "{file} (gelöscht)"
NOTHING_WRITTEN: Final = "Es wurde nichts geschrieben."

# --- format
FORMAT: Final = "Einträge in die übliche Form bringen: Reihenfolge der Felder, Anführungszeichen, Zeilenlänge"
FORMAT_FILES: Final = "Dateien oder Kennungen; sonst alle Einträge"
FORMAT_CHECK: Final = "nichts schreiben, nur sagen, welche Dateien sich ändern würden"
FORMAT_SUMMARY: Final = "{changed} von {all} Dateien geändert."
FORMAT_WOULD_CHANGE: Final = "{changed} von {all} Dateien sind nicht in der üblichen Form."
FORMAT_EXAMPLES: Final = """\
  familyguide format                       alle Einträge
  familyguide format babytreff-nord        nur diesen
  familyguide format --pruefen             nur nachsehen; endet mit 1, wenn sich etwas ändern würde"""

# --- confirm
NO_OFFER: Final = "«{name}» ist kein Angebot; bestätigt werden Angebote."
CONFIRM: Final = "eintragen, dass ein Angebot noch stimmt: Status und Tag, sonst nichts"
CONFIRM_IDS: Final = "Kennungen oder Dateien von Angeboten"
CONFIRM_BY: Final = "wer es bestätigt hat: eine Rolle, nie ein Name"
CONFIRM_DAY: Final = "Tag als JJJJ-MM-TT; sonst heute"
CONFIRM_ASKED: Final = "nur eintragen, dass der Anbieter gefragt wurde"
CONFIRM_WHO: Final = "Hinter --by steht, wer es bestätigt hat, zum Beispiel: --by Sekretariat"
CONFIRM_NOT_YET: Final = "Der {day} liegt in der Zukunft; bis dahin kann niemand etwas bestätigt haben."
CONFIRM_EXAMPLES: Final = """\
  familyguide confirm babytreff-nord --by Sekretariat       bestätigt, heute, vom Sekretariat
  familyguide confirm babytreff-nord elterncafe-sued        beide bestätigt
  familyguide confirm babytreff-nord --angefragt            nachgefragt, noch ohne Antwort"""

# --- rename
RENAME: Final = "einem Eintrag eine andere Kennung geben: Datei, Verweise und alte Adresse auf einmal"
RENAME_OLD: Final = "die bisherige Kennung"
RENAME_NEW: Final = "die neue: kleine Buchstaben ohne Umlaute, Ziffern, Bindestriche"
RENAME_FOLDER: Final = "welcher Eintrag gemeint ist, wenn mehrere so heißen"
RENAME_WHICH: Final = "«{name}» ist nicht eindeutig. Nennen Sie den Ordner mit --ordner: {folders}."
RENAME_TAKEN: Final = "Einen Eintrag «{name}» gibt es in diesem Ordner schon."
RENAME_REDIRECT: Final = "Die alte Adresse «{old}» führt weiter zur neuen."
RENAME_EXAMPLES: Final = """\
  familyguide rename babytreff babytreff-nord               ein Angebot
  familyguide rename verein verein-nord --ordner anbieter       ein Anbieter, wenn auch ein Angebot so heißt"""

# --- new
NEW: Final = "einen neuen Eintrag anlegen: eine Frage nach der anderen"
NEW_KIND: Final = "angebot (üblich), anbieter oder ort"
NEW_EXAMPLES: Final = """\
  familyguide new              ein Angebot
  familyguide new ort          ein Ort"""
NEW_INTRODUCTION: Final = (
    "Beantworten Sie eine Frage nach der anderen. Was nicht bekannt ist, überspringen Sie mit der Eingabetaste.\n"
    "Ein Punkt überspringt alles, was nicht sein muss; ein Minuszeichen lässt die Gruppe weg, in der Sie gerade sind.\n"
    "Strg+D bricht ab; dann wird nichts geschrieben."
)
NEW_FINISH: Final = "."
NEW_QUESTION: Final = "{title} – {help}"
NEW_REQUIRED: Final = " (muss)"
NEW_REQUIRED_MISSING: Final = "Diese Angabe wird gebraucht.{back}"
NEW_OR_BACK: Final = " Ein Minuszeichen lässt die ganze Gruppe weg."
NEW_BACK: Final = "-"
NEW_LEFT_OUT: Final = "{title}: weggelassen."
NEW_LIST: Final = "?"
NEW_UNREADABLE: Final = "Das ließ sich nicht lesen. Bitte noch einmal, ohne ungewöhnliche Zeichen."
NEW_AS_LIST: Final = "  Mehrere mit Komma trennen."
NEW_EXAMPLE: Final = "  Beispiel: {example}"
NEW_NAMES: Final = "  Kennung oder Name; ein Fragezeichen zeigt alle."
NEW_OPTION: Final = "  {number}  {id}  {title}"
NEW_ANSWER: Final = "> "
NEW_ASK_GROUP: Final = "\n{heading} Angeben?"
NEW_ANOTHER: Final = "{title}: noch mehr?"
NEW_SAVE: Final = "So speichern?"
NEW_YES_OR_NO: Final = "{question} (ja/nein) "
NEW_YES: Final = ("ja", "j")
NEW_NO: Final = ("nein", "n", "")
NEW_NO_AT_LAST: Final = ("nein", "n")
NEW_ID_WITHOUT: Final = "\nKennung, zugleich der Name der Datei "
NEW_ID: Final = "\nKennung, zugleich der Name der Datei [{proposed}] "

# --- changes
CHANGES: Final = "in einfachen Worten sagen, was sich an den Einträgen ändert"
CHANGES_RANGE: Final = "zwei Stände in git; nur einer: von dort bis zu den Dateien, wie sie jetzt sind"
CHANGES_FORMAT: Final = "text (üblich) oder markdown"
CHANGES_NOTHING: Final = "An den Einträgen ändert sich nichts."
CHANGES_EXAMPLES: Final = """\
  familyguide changes                               seit dem letzten Commit
  familyguide changes main...vorschlag              was ein Vorschlag ändert
  familyguide changes v1..v2 --format markdown      als Text für die Projektseite"""
NOT_FROM_GIT: Final = "«{revision}» lässt sich in git nicht nachsehen: {problem}"
NO_REVISION: Final = "Diesen Stand gibt es nicht."
SHALLOW: Final = "Hier ist nur das Ende der Geschichte des Projekts. Alles holt: git fetch --unshallow"
NO_REPOSITORY: Final = "Der Ordner gehört zu keinem Projekt, das git verwaltet."
NO_GIT: Final = "Auf diesem Rechner gibt es kein git."

# --- brochure
BROCHURE: Final = "Hefte, Aushänge und Faltblätter als PDF erzeugen"
BROCHURE_EDITION: Final = "eine Datei aus offers/ausgaben/, ohne .yml; sonst alles"
BROCHURE_OUT: Final = "wohin die Dateien kommen; sonst broschueren/"
BROCHURE_WRITTEN: Final = "{path} ({pages} Seiten, {size})"
BROCHURE_EXAMPLES: Final = """\
  familyguide brochure                alles, was es zu drucken gibt
  familyguide brochure kita           nur offers/ausgaben/kita.yml"""
NO_EDITION: Final = "Die Ausgabe «{edition}» gibt es nicht. Möglich sind: {known}."

# --- export and import
EXPORT: Final = "Angebote, Anbieter und Orte als Tabelle schreiben"
EXPORT_FILE: Final = "die Datei, die geschrieben wird; eine vorhandene wird ersetzt"
EXPORT_ONLY_XLSX: Final = "Der Name der Datei endet auf .xlsx."
EXPORT_EXAMPLES: Final = "  familyguide export angebote.xlsx"
IMPORT: Final = "Änderungen aus einer Tabelle übernehmen: alle oder, wenn etwas falsch ist, keine"
IMPORT_FILE: Final = "eine Tabelle .xlsx oder .csv, wie der Export sie schreibt"
IMPORT_DRY_RUN: Final = "nur zeigen, was sich ändern würde"
IMPORT_EXAMPLES: Final = """\
  familyguide import angebote.xlsx --dry-run    zeigen, was sich ändern würde
  familyguide import angebote.xlsx              übernehmen
Zeilen, die in der Tabelle fehlen, werden nicht gelöscht. Neue Zeilen lassen die Kennung leer."""
NOT_READABLE: Final = "«{file}» lässt sich nicht öffnen."

# --- report
REPORT: Final = "Bericht für Koordination und Planung: eine Seite und eine Tabelle"
REPORT_FILE: Final = "wohin; üblich bericht.html, daneben die Tabelle bericht.csv"
REPORT_ONLY_HTML: Final = "Der Name der Datei endet auf .html."
REPORT_NO_HISTORY: Final = "Was neu und was nicht mehr da ist, weiß nur git; hier ist keines."
REPORT_EXAMPLES: Final = """\
  familyguide report                    bericht.html und bericht.csv
  familyguide report 2027-03.html       unter einem anderen Namen
Der Bericht nennt auch sensible Angebote; er gehört nicht auf die öffentliche Seite."""

# --- review
REVIEW: Final = "fertige Mails an die Anbieter: Stimmt noch alles?"
REVIEW_FORMAT: Final = "text (üblich): eine Mail je Anbieter; markdown: alles für ein Issue der Projektseite"
REVIEW_SITE: Final = "Adresse des Wegweisers, für die Links zum Formular"
REVIEW_EXAMPLES: Final = """\
  familyguide review --site https://wegweiser.beispiel.de
  familyguide review --format markdown        der Text für den einen Eintrag, der alles sammelt"""

# --- links
LINKS: Final = "prüfen, ob die Internetadressen in den Einträgen noch irgendwohin führen"
LINKS_FORMAT: Final = "text (üblich) oder markdown"
LINKS_EXAMPLES: Final = """\
  familyguide links
Das dauert: Jede Seite wird einzeln und mit Pausen gefragt. Ausnahmen: «link-ausnahmen» in offers/guide.yml."""
LINKS_AGENT: Final = "familyguide (link check of a guide for families; {contact})"
LINKS_SUMMARY: Final = "{count} Adressen geprüft, {found} Hinweise."
LINKS_NO_ANSWER: Final = "keine Antwort"
LINKS_REASONS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (TimeoutError, LINKS_NO_ANSWER),
    (socket.gaierror, "den Server gibt es nicht"),
    (ssl.SSLError, "die verschlüsselte Verbindung gelingt nicht"),
    (ConnectionRefusedError, "der Server lehnt die Verbindung ab"),
    (ConnectionError, "die Verbindung bricht ab"),
    (UnicodeError, "keine gültige Adresse"),
    (ValueError, "keine gültige Adresse"),
)
"""Why there is no answer, by what was raised."""
LINKS_NOT_PUBLIC: Final = "keine öffentliche Adresse"

# --- from-issue
FROM_ISSUE: Final = "aus den Antworten eines Formulars der Projektseite einen neuen Eintrag machen"
FROM_ISSUE_FILE: Final = "der Text, wie ihn GitHub, GitLab, Gitea oder Forgejo daraus machen; - für die Standardeingabe"
FROM_ISSUE_NOTES: Final = "Anmerkungen, die in keinem Feld stehen: {notes}"
FROM_ISSUE_DRY_RUN: Final = "den Eintrag nur zeigen"
FROM_ISSUE_EXAMPLES: Final = "  familyguide from-issue vorschlag.md"

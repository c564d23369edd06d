"""Every sentence of the reports, in German."""

from __future__ import annotations

from typing import Final

# --- findings, for forges
SUMMARY_TITLE: Final = "## Prüfung der Einträge"
SUMMARY_FILE: Final = "### {file}"
SUMMARY_PLACE: Final = "Zeile {line}{field}"
SUMMARY_LINE: Final = "- {severity} {place}: {message} {hint}"
SUMMARY_SEVERITIES: Final = {"error": "**Fehler**", "warning": "Warnung", "note": "Hinweis"}

# --- changed facts
CHANGES_TITLE: Final = "## Was sich ändert"
CHANGES_NONE: Final = "An den Einträgen ändert sich nichts."
CHANGE_HEADING: Final = "{file} – {heading}: {title}"
CHANGE_NEW: Final = "{kind}, neu"
CHANGE_GONE: Final = "{kind}, gelöscht"
CHANGE_CHANGED: Final = "Geändert"
CHANGE_RENAMED: Final = "Kennung: {old} → {new}"
CHANGE_FORM_ONLY: Final = "nur die Schreibweise der Datei"
CHANGE_UNREADABLE: Final = "Die Datei lässt sich nicht lesen."
FACT: Final = "{label}: {value}"
FACT_CHANGED: Final = "{label}: {old} → {new}"
FACT_NEW: Final = "neu: {value} ({label})"
FACT_GONE: Final = "entfällt: {value} ({label})"
FACT_ORDER: Final = "{label}, andere Reihenfolge: {value}"
ITEM_NEW: Final = FACT_NEW
ITEM_GONE: Final = FACT_GONE
ARROW: Final = "{old} → {new}"
NOTHING: Final = "nichts"
QUOTED: Final = "«{text}»"
CLEAR_LABELS: Final = frozenset(("E-Mail", "Internet", "Telefon"))
"""Labels that need no group in front of them."""
RECORD_KINDS: Final = {
    "angebote": "Angebot",
    "anbieter": "Anbieter",
    "orte": "Ort",
    "suchwoerter": "Suchwörter",
    "uebersetzungen": "Übersetzung",
    "ausgaben": "Gedruckte Ausgabe",
    "guide": "Stadt und Listen",
}

"""Every sentence of the reports, in German."""

from __future__ import annotations

from typing import Final

# --- findings, for forges
SUMMARY_TITLE: Final = "## Prüfung der Einträge"
LINKS_TITLE: Final = "## Internetadressen in den Einträgen"
SUMMARY_FILE: Final = "### {file}"
SUMMARY_PLACE: Final = "Zeile {line}{field}"
SUMMARY_LINE: Final = "- {severity} {place}: {message} {hint}"
SUMMARY_NOTHING: Final = "In diesem Vorschlag ist nichts zu beheben."
SUMMARY_PROPOSAL: Final = "In diesem Vorschlag: {errors} und {warnings}."
SUMMARY_OTHERS: Final = (
    '<details markdown="1"><summary>Weitere Meldungen ({count}) in Dateien, die dieser Vorschlag nicht ändert</summary>'
)
SUMMARY_OTHERS_END: Final = "</details>"
SUMMARY_SEVERITIES: Final = {"error": "**Fehler**", "warning": "Warnung", "note": "Hinweis"}

# --- changed facts
CHANGES_TITLE: Final = "## Was sich ändert"
CHANGES_NONE: Final = "An den Einträgen ändert sich nichts."
OTHER_PAGES: Final = "Außerdem ändern sich Seiten und Texte; lesen Sie sie in den Dateien:"
OTHER_PROGRAM: Final = "Achtung, hier ändert sich das Programm. Übernehmen darf das nur, wer es versteht:"
OTHERS_MORE: Final = "und {count} weitere"
CHANGE_HEADING: Final = "{file} – {heading}: {title}"
CHANGE_NEW: Final = "{kind}, neu"
CHANGE_GONE: Final = "{kind}, gelöscht"
CHANGE_CHANGED: Final = "Geändert"
CHANGE_RENAMED: Final = "Kennung: {old} → {new}"
CHANGE_FORM_ONLY: Final = "nur die Schreibweise der Datei"
CHANGE_UNREADABLE: Final = "Die Datei lässt sich nicht lesen."
CHANGE_WAS_UNREADABLE: Final = "Die alte Fassung ließ sich nicht lesen. Jetzt steht da:"
CHANGE_GONE_ADVICE: Final = (
    "Gedruckte und gespeicherte Adressen führen dann ins Leere. Ist das Angebot zu Ende, genügt «endet»; heißt es"
    " anders, gehört der alte Name unter «frueher»."
)
FACT: Final = "{label}: {value}"
FACT_CHANGED: Final = "{label}: {old} → {new}"
FACT_NEW: Final = "neu: {value} ({label})"
FACT_GONE: Final = "entfällt: {value} ({label})"
FACT_ORDER: Final = "{label}, andere Reihenfolge: {value}"
NEW_PART: Final = "{label} neu: {value}"
GONE_PART: Final = "{label} entfällt: {value}"
NEW_FLAG: Final = "{label}: {value}"
GONE_FLAG: Final = "{label}: {value} → keine Angabe"
ID_CHANGED: Final = "{label}: {name} (Kennung: {old} → {new})"
BLANKS_ONLY: Final = "{label}: nur Leerzeichen oder Zeilenumbrüche"
AT: Final = "{what} {clock}"
CLOCK: Final = "{start}–{end}"
CLOCK_FROM: Final = "ab {start}"
CLOCK_TO: Final = "bis {end}"
WITH_DETAILS: Final = "{what} ({details})"
ARROW: Final = "{old} → {new}"
NOTHING: Final = "nichts"
QUOTED: Final = "«{text}»"
CLEAR_LABELS: Final = frozenset(("E-Mail", "Internet", "Telefon", "Regelmäßige Zeiten"))
"""Labels that need no group in front of them."""
NO_ANSWER_ALONE: Final = ("ja", "nein", "unbekannt")
"""Values that say nothing without their label."""
CLEAR_KEYS: Final = frozenset(("hinweis", "text", "titel"))
"""Fields whose values need no label."""
RECORD_KINDS: Final = {
    "angebote": "Angebot",
    "anbieter": "Anbieter",
    "orte": "Ort",
    "suchwoerter": "Suchwörter",
    "uebersetzungen": "Übersetzung",
    "ausgaben": "Gedruckte Ausgabe",
    "guide": "Stadt und Listen",
}

# --- the report
FIGURE_OFFERS: Final = "Angebote"
FIGURE_PROVIDERS: Final = "Anbieter mit Angeboten"
FIGURE_PLACES: Final = "Orte"
FIGURE_CONFIRMED: Final = "bestätigt"
FIGURE_ASKED: Final = "angefragt"
FIGURE_OPEN: Final = "noch nicht bestätigt"
FIGURE_OVERDUE: Final = "überfällig"
FIGURE_WITHOUT_CONTACT: Final = "ohne Kontakt"
FIGURE_ENDS_SOON: Final = "enden in den nächsten 90 Tagen"
FIGURE_GAPS: Final = "Lücken (Lebensphase ohne Angebot zu einem Thema)"
CHART_DISTRICTS: Final = "Nach Stadtteil"
CHART_DISTRICTS_NOTE: Final = "Ein Angebot an mehreren Orten zählt in jedem Stadtteil."
NO_DISTRICT: Final = "ohne Stadtteil"
CHART_LANGUAGES: Final = "Nach Sprache"
CHART_LANGUAGES_NOTE: Final = "Ein Angebot zählt in jeder Sprache, die es nennt."
NO_LANGUAGE: Final = "keine Sprache genannt"
CHART_COSTS: Final = "Nach Kosten"
CHART_ACCESS: Final = "Ohne Stufen erreichbar"
CHART_ACCESS_NOTE: Final = "Nur Angebote mit einem Ort; bei mehreren Orten zählt der am besten erreichbare."
ACCESS: Final = {"ja": "ja", "nein": "nein", "unbekannt": "nicht bekannt"}
CHART_GROUPS: Final = "Nach Zielgruppe"
ONLY_ONE: Final = "{stage}: {topic}"
YES: Final = "ja"
CSV_HEADINGS: Final = (
    "Kennung", "Titel", "Anbieter", "Lebensphasen", "Themen", "Stadtteile", "Sprachen", "Kosten", "Ohne Stufen",
    "Prüfung", "Tag der Prüfung", "Stand der Angaben", "Überfällig", "Endet", "Einziges Angebot bei",
)  # fmt: skip

# --- links
LINK_IN_CIRCLES: Final = "leitet immer weiter"
LINK_SILENT: Final = "der Server antwortet nicht; er wurde nicht weiter gefragt"
LINK_TO_NOTHING: Final = "leitet weiter nach «{target}»"

# --- reviews
MAIL_SUBJECT: Final = "Stimmt noch alles? Ihre Angebote im {title}"
MAIL: Final = """\
Guten Tag,

im {title} stehen diese Angebote von Ihnen. Stimmt noch alles?

{provider}

{offers}

Wenn alles stimmt, genügt eine kurze Antwort: «Stimmt alles.»
{change}

Wir fragen alle {months} Monate wieder nach. Vielen Dank, dass Sie den Familien helfen!

{sender}
"""
MAIL_CHANGE: Final = "Wenn etwas anders ist, schreiben Sie uns, was."
MAIL_CHANGE_IN_FORM: Final = (
    "Wenn etwas anders ist, schreiben Sie uns, was, oder ändern Sie es selbst: Der Link «Ändern» öffnet das Angebot in"
    " einem Formular."
)
MAIL_FACT: Final = "  {label}: {text}"
MAIL_NOTICE: Final = "  ! {text}"
MAIL_FORM: Final = "  Ändern: {url}"
MAIL_WHAT: Final = "Was"
MAIL_MORE: Final = "Mehr dazu"
MAIL_WHO: Final = "Für wen"
MAIL_NOT_FOR: Final = "Nicht für"
MAIL_AREA: Final = "Aus welcher Gegend"
MAIL_BEGINS: Final = "Beginnt"
MAIL_ENDS: Final = "Endet"
MAIL_DAYS: Final = "{first} bis {last}"
MAIL_HOW: Final = "Wie"
MAIL_ACCESS: Final = "Barrierefreiheit"
MAIL_REDUCTIONS: Final = "Ermäßigung"
MAIL_PERIOD: Final = "{start} bis {end}"
MAIL_FIRST_CONTACT: Final = "Der erste Kontakt"
MAIL_DOCUMENTS: Final = "Mitbringen"
MAIL_PARTNERS: Final = "Partner"
MAIL_WHEN: Final = "Wann"
MAIL_WHERE: Final = "Wo"
MAIL_COSTS: Final = "Kosten"
MAIL_REGISTRATION: Final = "Anmeldung"
MAIL_LANGUAGES: Final = "Sprachen"
MAIL_PHONE: Final = "Telefon"
MAIL_EMAIL: Final = "E-Mail"
MAIL_WEB: Final = "Internet"
MAIL_CONTACT: Final = "Kontakt"
MAIL_MISSING: Final = "fehlt; wie erreicht man Sie?"
MAIL_AS_OF: Final = "Stand der Angaben"
MAIL_CONFIDENTIAL: Final = "Die Anschrift bleibt geheim; sie steht nirgends."
MAIL_HEAD: Final = "An: {email}\nBetreff: {subject}\n"
MAIL_NO_ADDRESS: Final = "(keine E-Mail-Adresse bekannt: {name})"
MAIL_END: Final = "-----\n"
REVIEW_SUMMARY: Final = (
    "{offers} Angebote bei {providers} Anbietern sind zu bestätigen; bei {waiting} steht die Antwort aus."
)
ISSUE_INTRODUCTION: Final = """\
Stand {day}. Angebote zu bestätigen: **{offers}**, Anbieter zu fragen: **{providers}**, ohne Antwort: **{waiting}**.

So geht es: Mail abschicken, dann `familyguide confirm <kennung> --angefragt` eintragen; kommt die Antwort,
`familyguide confirm <kennung> --by <Rolle>`. Dieser Text wird regelmäßig erneuert."""
ISSUE_WAITING: Final = "### Gefragt, noch ohne Antwort"
ISSUE_WAITING_LINE: Final = "- {title} ({provider}), gefragt am {day}"
ISSUE_PART: Final = """\

<details>
<summary>{provider}: {count} zu bestätigen, davon {never} noch nie bestätigt</summary>

- An: {email}
- Betreff: {subject}

{fence}text
{mail}{fence}

`familyguide confirm {ids} --angefragt`

</details>
"""
ISSUE_ALL: Final = """\
<details>
<summary>Alle {count} Anbieter, die zu fragen sind</summary>
"""
ISSUE_ALL_LINE: Final = "- {provider}: {count} ({reached})"
ISSUE_ALL_END: Final = """
</details>

Fehlt die E-Mail-Adresse, rufen Sie an, und tragen Sie sie beim Anbieter ein (`kontakt.email`).
"""
ISSUE_NOTHING: Final = "weder E-Mail noch Telefon bekannt"
ISSUE_NO_ADDRESS: Final = "(keine E-Mail-Adresse bekannt)"
ISSUE_REST: Final = (
    "\nFür die Mails an {count} weitere Anbieter ist hier kein Platz. Sie folgen, sobald diese gefragt sind; alle zeigt"
    " `familyguide review`.\n"
)

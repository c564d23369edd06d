"""Changed facts in plain words."""

from __future__ import annotations

import pytest
from familyguide.records.load import RecordFile, as_record_file, list_files
from familyguide.reports.changes import as_markdown_lines, as_text, changed_records
from small_towns import GUIDE, MINIMAL, OFFER, PLACE, PROVIDER, minimal

REST = minimal(OFFER)
LANGUAGES = "sprachen: [{id: de, titel: Deutsch}, {id: tr, titel: Türkisch}]\n"


def town() -> dict[str, str]:
    return {file.file: file.raw.decode() for file in list_files(MINIMAL).files} | {GUIDE: minimal(GUIDE) + LANGUAGES}


def files(texts: dict[str, str]) -> list[RecordFile]:
    found = (as_record_file(file, text.encode()) for file, text in texts.items())
    return [file for file in found if file is not None]


def told(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines about what changed in the minimal town."""
    return list(as_text(changed_records(files(town() | before), files(town() | after))))


FACTS = {
    "a phone number": (
        'kontakt: {telefone: [{nummer: "02382 1"}]}',
        'kontakt: {telefone: [{nummer: "02382 2"}]}',
        ["Telefon: 02382 1 → 02382 2"],
    ),
    "one number of two": (
        'kontakt: {telefone: [{nummer: "02382 1"}, {nummer: "02382 3", hinweis: abends}]}',
        'kontakt: {telefone: [{nummer: "02382 2"}, {nummer: "02382 3"}]}',
        ["02382 3: Hinweis entfällt: abends", "entfällt: 02382 1 (Telefon)", "neu: 02382 2 (Telefon)"],
    ),
    "another order, and something else": (
        'kontakt: {telefone: [{nummer: "02382 1"}, {nummer: "02382 2"}, {nummer: "02382 3", hinweis: abends}]}',
        'kontakt: {telefone: [{nummer: "02382 2"}, {nummer: "02382 1"}, {nummer: "02382 3", hinweis: früh}]}',
        ["Telefon, andere Reihenfolge: 02382 2, 02382 1, 02382 3 (früh)", "02382 3: Hinweis: abends → früh"],
    ),
    "one of two that are the same": (
        'kontakt: {telefone: [{nummer: "02382 1"}, {nummer: "02382 1"}]}',
        'kontakt: {telefone: [{nummer: "02382 1"}]}',
        ["entfällt: 02382 1 (Telefon)"],
    ),
    "a time": (
        'zeiten: {regelmaessig: [{tag: dienstag, von: "09:30"}, {tag: montag, von: "09:00"}]}',
        'zeiten: {regelmaessig: [{tag: dienstag, von: "10:00"}, {tag: montag, von: "09:00"}]}',
        ["Dienstag 9:30 → 10:00"],
    ),
    "the end and the rhythm of a time": (
        'zeiten: {regelmaessig: [{tag: dienstag, von: "09:30", bis: "11:00"}]}',
        'zeiten: {regelmaessig: [{tag: dienstag, von: "09:30", bis: "12:00", rhythmus: vierzehntaeglich}]}',
        ["Dienstag bis 11:00 → 12:00; Rhythmus neu: alle zwei Wochen"],
    ),
    "a language": (
        "sprachen: [{code: de}]",
        "sprachen: [{code: de}, {code: tr, hinweis: dienstags}]",
        ["neu: Türkisch (dienstags) (Sprachen)"],
    ),
    "a group": ("", "kosten: {art: kostenlos}", ["neu: kostenlos (Kosten, Art)"]),
    "a field of a group": (
        "kosten: {art: kostenlos}",
        "kosten: {art: beitrag, text: 5 Euro}",
        ["Kosten, Art: kostenlos → kostet etwas", "neu: 5 Euro (Kosten, Text)"],
    ),
    "a day": ("endet: 2027-07-31", "endet: 2027-08-01", ["Endet: 31.07.2027 → 01.08.2027"]),
    "what is gone": ("endet: 2027-07-31", "", ["entfällt: 31.07.2027 (Endet)"]),
    "words in a list": ("suchwoerter: [a, b]", "suchwoerter: [b, c, d]", [
        "entfällt: a (Suchwörter)", "neu: c (Suchwörter)", "neu: d (Suchwörter)",
    ]),
    "the order of a list": ("suchwoerter: [a, b]", "suchwoerter: [b, a]", ["Suchwörter, andere Reihenfolge: b, a"]),
    "a long text": (
        f"beschreibung: {'Anfang ' * 20}um neun am Montag {'Ende ' * 20}",
        f"beschreibung: {'Anfang ' * 20}um zehn am Montag {'Ende ' * 20}",
        [("Beschreibung: «… Anfang Anfang Anfang um neun am Montag Ende Ende …» → "
         "«… Anfang Anfang Anfang um zehn am Montag Ende Ende …»")],
    ),
    "a field that is not known": ("farbe: rot", "farbe: blau", ["farbe: rot → blau"]),
    "a review": (
        "pruefung: {status: offen}",
        "pruefung: {status: bestaetigt, am: 2027-03-10}",
        ["Prüfung, Status: noch nicht bestätigt → vom Anbieter bestätigt", "neu: 10.03.2027 (Prüfung, Tag)"],
    ),
    "what a time is": (
        'zeiten: {regelmaessig: [{tag: samstag, von: "10:00", rhythmus: monatlich, woche: [1]}]}',
        'zeiten: {regelmaessig: [{tag: samstag, von: "10:00", rhythmus: monatlich, woche: [1, 3], ferien: nein}]}',
        ["Samstag ab 10:00: Auch in den Schulferien: nein", "neu: 3 (Samstag, Woche im Monat)"],
    ),
    "another day": (
        'zeiten: {regelmaessig: [{tag: montag, von: "09:00", bis: "11:00"}]}',
        'zeiten: {regelmaessig: [{tag: dienstag, von: "09:00", bis: "11:00"}]}',
        ["Regelmäßige Zeiten: Montag 9:00–11:00 → Dienstag 9:00–11:00"],
    ),
    "a new time": (
        "",
        'zeiten: {regelmaessig: [{tag: montag, von: "18:00", bis: "19:00", ferien: nein}]}',
        ["neu: Montag 18:00–19:00 (Auch in den Schulferien: nein) (Regelmäßige Zeiten)"],
    ),
    "an end that was not known": (
        'zeiten: {regelmaessig: [{tag: montag, von: "09:00"}]}',
        'zeiten: {regelmaessig: [{tag: montag, von: "09:00", bis: "11:00"}]}',
        ["Montag ab 9:00 → 9:00–11:00"],
    ),
    "a date": (
        "termine: [{datum: 2027-07-19, titel: Fest}]",
        "termine: [{datum: 2027-07-20, titel: Fest}]",
        ["Termine: 19.07.2027 (Fest) → 20.07.2027 (Fest)"],
    ),
    "yes and no": ("zeiten: {immer: ja}", "sensibel: ja", [
        "Zeiten, Rund um die Uhr: ja → keine Angabe", "Sensibel: ja",
    ]),
    "blanks": ("beschreibung: a  b", "beschreibung: a b", ["Beschreibung: nur Leerzeichen oder Zeilenumbrüche"]),
    "an empty group": ("kontakt: {telefone: [{}]}", 'kontakt: {telefone: [{nummer: "02382 1"}]}', [
        "Telefon: nichts → 02382 1",
    ]),
    "the form of the file": ("endet: '2027-07-31'", "endet: 2027-07-31", ["nur die Schreibweise der Datei"]),
}  # fmt: skip


@pytest.mark.parametrize("what", FACTS)
def test_a_changed_fact(what: str) -> None:
    """As somebody would tell it on the phone."""
    old, new, facts = FACTS[what]

    assert told({OFFER: f"{REST}{old}\n"}, {OFFER: f"{REST}{new}\n"}) == [
        f"{OFFER} – Angebot: Krabbelgruppe",
        *(f"  {fact}" for fact in facts),
    ]


def test_nothing_changed() -> None:
    """Nothing is told."""
    assert told({}, {}) == []


def test_titles_stand_for_ids() -> None:
    """Of providers, places and vocabularies, also of those that only one of both states has."""
    other = {"offers/anbieter/neuer.yml": "name: Neuer Verein\nart: verein\n"}

    assert "  Anbieter: Elternverein Sonnenau → Neuer Verein" in told(
        {}, other | {OFFER: REST.replace("elternverein", "neuer")}
    )


def test_new_and_gone_records() -> None:
    """All facts of what is new; of what is gone only that."""
    new = "offers/orte/halle.yml"
    assert told({}, {new: "name: Halle\nort: Sonnenau\n"}) == [
        f"{new} – Ort, neu: Halle",
        "  Name: Halle",
        "  Ort: Sonnenau",
    ]
    assert told({new: "name: Halle\nort: Sonnenau\n"}, {}) == [f"{new} – Ort, gelöscht: Halle"]


def test_a_deleted_offer_is_told_with_another_way() -> None:
    """Printed codes lead to its page."""
    other = "offers/angebote/anderes.yml"
    heading, advice = told({other: REST.replace("Krabbelgruppe", "Anderes")}, {})

    assert heading == f"{other} – Angebot, gelöscht: Anderes"
    assert "genügt «endet»" in advice


def test_ids_are_told_where_names_are_the_same() -> None:
    """Who renames a file changes what refers to it, and nothing that can be seen."""
    old, new = ({f"offers/anbieter/{key}.yml": "name: Verein\nart: verein\n"} for key in ("alt", "neu"))
    lines = told(old | {OFFER: REST.replace("elternverein", "alt")}, new | {OFFER: REST.replace("elternverein", "neu")})

    assert "  Anbieter: Verein (Kennung: alt → neu)" in lines


def test_parts_of_editions_are_told_apart() -> None:
    edition = "offers/ausgaben/heft.yml"
    first, other = "titel: Heft\nauswahl: {themen: [treffen]}\n", "titel: Heft\nzuerst: {themen: [treffen]}\n"

    assert told({edition: first}, {edition: other}) == [
        f"{edition} – Gedruckte Ausgabe: Heft",
        "  entfällt: Treffen (Auswahl, Themen)",
        "  neu: Treffen (Zuerst, Themen)",
    ]


def test_a_mended_file_is_told_whole() -> None:
    """What it said before nobody can read."""
    assert told({PLACE: "name: ["}, {PLACE: "name: Haus\nort: Sonnenau\n"}) == [
        f"{PLACE} – Ort: Haus",
        "  Die alte Fassung ließ sich nicht lesen. Jetzt steht da:",
        "  Name: Haus",
        "  Ort: Sonnenau",
    ]


def test_a_renamed_offer_is_one_change() -> None:
    """Known by its former id."""
    before, after = files(town()), files({k: v for k, v in town().items() if k != OFFER})
    after += files(
        {"offers/angebote/babytreff.yml": REST.replace("Krabbelgruppe", "Babytreff") + "frueher: [krabbelgruppe]\n"}
    )

    assert list(as_text(changed_records(before, after))) == [
        "offers/angebote/babytreff.yml – Angebot: Babytreff",
        "  Kennung: krabbelgruppe → babytreff",
        "  Titel: Krabbelgruppe → Babytreff",
        "  neu: krabbelgruppe (Frühere Kennungen)",
    ]


def test_a_file_that_cannot_be_read() -> None:
    """Says so, and the others are told all the same."""
    assert told({}, {OFFER: "titel: [", PLACE: "name: Haus\nort: Sonnenau\n"}) == [
        f"{OFFER} – Geändert: Krabbelgruppe",
        "  Die Datei lässt sich nicht lesen.",
        f"{PLACE} – Ort: Haus",
        "  Name: Sonnenhaus → Haus",
    ]


def test_every_kind_of_record_is_told() -> None:
    """The guide with its lists, and whatever kinds there are."""
    words = "offers/suchwoerter/treffen.yml"
    begriff = "begriffe: [{titel: Treff, angebote: [krabbelgruppe], woerter: {tr: [ebe]}}]\n"

    assert told({words: begriff}, {words: begriff.replace("[ebe]", "[ebe, anne]"), GUIDE: minimal(GUIDE)}) == [
        f"{GUIDE} – Stadt und Listen: Familienbuch Sonnenau",
        "  entfällt: Deutsch (Sprachen)",
        "  entfällt: Türkisch (Sprachen)",
        f"{words} – Suchwörter: treffen",
        "  neu: anne (Treff, Wörter, tr)",
    ]


def test_markdown_says_what_is_there_and_no_more() -> None:
    """No markup, no mention, no link to an issue and no HTML comes out of a record."""
    hostile = "'<b>@maintainer</b> #12 [x](javascript:y) `c` *d* !5'"
    changes = changed_records(files(town()), files(town() | {PROVIDER: f"name: {hostile}\nart: verein\n"}))
    lines = list(as_markdown_lines(changes))

    assert lines[0] == "## Was sich ändert"
    assert lines[2] == "### Anbieter: " + lines[5].split(" → ")[1]
    assert lines[5].endswith(
        "&lt;b&gt;@\u2060maintainer&lt;/b&gt; #\u206012 \\[x\\](javascript:y) \\`c\\` \\*d\\* !\u20605"
    )
    assert lines[3] == f"`{PROVIDER}`"


def test_markdown_without_changes() -> None:
    """Says so."""
    assert list(as_markdown_lines([]))[-1] == "An den Einträgen ändert sich nichts."


def test_a_word_of_a_list_under_another_id() -> None:
    """Its title stays; every reference and its address change."""
    changed = town()[GUIDE].replace("{id: tr, titel: Türkisch}", "{id: tk, titel: Türkisch, beschreibung: x}")

    assert told({}, {GUIDE: changed})[1:] == [
        "  Sprachen: Türkisch (Kennung: tr → tk)",
        "  Türkisch: Beschreibung neu: x",
    ]

"""Fields and records that must fit together: each rule with what it allows and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_towns import GUIDE, OFFER, PROVIDER, changed, check_town, findings_in, minimal


def slot(fields: str) -> str:
    return f'zeiten: {{regelmaessig: [{{tag: freitag, von: "10:00", {fields}}}]}}'


WITHIN_AN_OFFER = [
    # ages
    ("alter: {von: 3 Jahre, bis: 3 Jahre}", None),
    ("alter: {von: 0 Monate, bis: 0 Monate}", None),
    ("alter: {von: 0 Jahre, bis: 18 Monate}", None),
    ("alter: {von: 40 Monate, bis: 3 Jahre}", None),  # who is three is so for twelve months
    ("alter: {von: 18 Jahre}", None),
    ("alter: {bis: 18 Jahre}", None),
    ("alter: {wessen: person, von: 14 Jahre, bis: 27 Jahre}", None),
    ("alter: {von: 4 Jahre, bis: 3 Jahre}", "age-order"),
    ("alter: {von: 48 Monate, bis: 3 Jahre}", "age-order"),
    ("alter: {von: 3 Jahre, bis: 35 Monate}", "age-order"),
    ("alter: {wessen: kind}", "age-empty"),
    # regular times
    (slot('bis: "10:01"'), None),
    (slot("rhythmus: woechentlich"), None),
    (slot('bis: "02:00", ueber-mitternacht: ja'), None),
    (slot('bis: "00:00", ueber-mitternacht: ja'), None),
    (slot('bis: "10:00", ueber-mitternacht: ja'), None),  # a whole day
    (slot("ueber-mitternacht: ja"), None),
    (slot('bis: "10:00"'), "slot-end-before-start"),
    (slot('bis: "09:59"'), "slot-end-before-start"),
    (slot('bis: "09:59", ueber-mitternacht: nein'), "slot-end-before-start"),
    (slot('bis: "00:00"'), "slot-end-before-start"),
    (slot('bis: "11:00", ueber-mitternacht: ja'), "midnight-unused"),
    (slot("rhythmus: monatlich, woche: [1, 3]"), None),
    (slot("rhythmus: monatlich, woche: [letzte]"), None),
    (slot('rhythmus: monatlich, woche: ["2"]'), None),
    (slot("rhythmus: monatlich"), "week-missing"),
    (slot("rhythmus: monatlich, woche: []"), "week-missing"),
    (slot("woche: [1]"), "week-unused"),
    (slot("rhythmus: vierzehntaeglich, woche: [1]"), "week-unused"),
    (slot("rhythmus: monatlich, woche: [1, 1]"), "repeated"),
    (slot("rhythmus: monatlich, woche: [letzte, letzte]"), "repeated"),
    (slot("rhythmus: monatlich, woche: [0]"), "week"),
    (slot("ort: sonnenhaus"), None),
    # dates
    ("termine: [{datum: 2027-07-19, bis-datum: 2027-07-19}]", None),
    ("termine: [{datum: 2027-07-19, bis-datum: 2027-07-18}]", "end-before-start"),
    ('termine: [{datum: 2027-07-19, von: "09:00", bis: "16:00"}]', None),
    ('termine: [{datum: 2027-07-19, von: "16:00", bis: "09:00"}]', "end-before-start"),
    ("beginnt: 2027-07-19\nendet: 2027-07-19", None),
    ("beginnt: 2027-07-19\nendet: 2027-07-18", "end-before-start"),
    ("endet: 2027-07-18\nbeginnt: 2027-07-19", "end-before-start"),
    ("anmeldung: {art: anmelden, zeitraum: {von: 2027-02-01, bis: 2027-02-01}}", None),
    ("anmeldung: {art: anmelden, zeitraum: {von: 2027-02-02, bis: 2027-02-01}}", "end-before-start"),
    # secrets
    ("vertraulich: nein", None),
    ("vertraulich: ja", "confidential-place"),
    ("sensibel: nein", None),
    ("sensibel: ja\nadresse: hilfe-07", None),
    ("sensibel: ja", "sensitive-address"),
    ("sensibel: ja\nadresse: krabbelgruppe-2", "telling-address"),
    ("sensibel: ja\nadresse: treff-krabbelgruppe", "telling-address"),
    ("adresse: hilfe-07", "address-unused"),
    ("sensibel: nein\nadresse: hilfe-07", "address-unused"),
    # how sure it is
    ("pruefung: {status: offen}", None),
    ("pruefung: {status: angefragt, am: 2027-01-01}", None),
    ("pruefung: {status: bestaetigt, am: 2027-01-01}", None),
    ("pruefung: {status: offen, am: 2027-01-01}", "review-day-early"),
    ("pruefung: {am: 2027-01-01}", "review-day-early"),
    ("pruefung: {status: angefragt}", "review-day-missing"),
    ("pruefung: {status: bestaetigt}", "review-day-missing"),
    ("pruefung: {quellen: [{hinweis: Zeitung}, {web: 'https://beispiel.de'}]}", None),
    ("pruefung: {quellen: [{stand: 2022}]}", "source-empty"),
    # lists
    ("suchwoerter: [Baby, baby]", None),
    ("suchwoerter: [Baby, Baby]", "repeated"),
    ("form: [vor-ort, vor-ort]", "repeated"),
    ("partner: [elternverein]", "own-provider"),
    # nothing stated
    ("beschreibung:", None),
    ("suchwoerter: []", None),
    ("zeiten: {}", None),
    ("kontakt: {telefone: []}", None),
]


@pytest.mark.parametrize(("fields", "code"), WITHIN_AN_OFFER)
def test_fields_of_an_offer_fit_together(fields: str, code: str | None) -> None:
    """What is allowed is not complained about, and what is refused is one finding."""
    assert ([code] if code else []) == [finding.code for finding in findings_in(OFFER, f"{minimal(OFFER)}{fields}\n")]


def test_one_wrong_value_hides_no_other_mistake() -> None:
    """Every mistake of a file is told at once, those of fields that belong together too."""
    text = changed(OFFER, "orte: [sonnenhaus]", "orte: [sonenhaus]") + (
        "alter: {wessen: kindd, von: 6 Jahre, bis: 3 Jahre}\n"
        "vertraulich: ja\n"
        "zeiten:\n"
        "  regelmaessig:\n"
        '    - {tag: Montagg, von: "11:00", bis: "10:00", rhythmus: monatlich, ort: rathaus}\n'
        "termine: [{datum: 2027-07-19, bis-datum: 2027-07-18, von: 9 Uhr, titel: <b>}]\n"
        "sensibel: ja\n"
        "beginnt: 2027-02-30\n"
        "pruefung: {status: bestaetigt, sicherheit: sehr, quellen: [{stand: Mai}]}\n"
    )

    assert [(finding.field, finding.code) for finding in findings_in(OFFER, text)] == [
        ("orte", "confidential-place"),
        ("orte[1]", "unknown-id"),
        ("alter.wessen", "unknown-choice"),
        ("alter.bis", "age-order"),
        ("zeiten.regelmaessig[1].tag", "unknown-choice"),
        ("zeiten.regelmaessig[1].bis", "slot-end-before-start"),
        ("zeiten.regelmaessig[1].rhythmus", "week-missing"),
        ("zeiten.regelmaessig[1].ort", "confidential-place"),
        ("zeiten.regelmaessig[1].ort", "unknown-id"),
        ("termine[1].bis-datum", "end-before-start"),
        ("termine[1].von", "time-form"),
        ("termine[1].titel", "html"),
        ("sensibel", "sensitive-address"),
        ("beginnt", "date-impossible"),
        ("pruefung.status", "review-day-missing"),
        ("pruefung.sicherheit", "unknown-choice"),
        ("pruefung.quellen[1]", "source-empty"),
        ("pruefung.quellen[1].stand", "partial-date-form"),
    ]


OTHER = "offers/angebote/spielgruppe.yml"
CLUB = "offers/anbieter/turnverein.yml"
A_CLUB = {CLUB: "name: Turnverein\nart: verein\n"}


def other(title: str = "Spielgruppe", provider: str = "elternverein", more: str = "") -> str:
    """The text of a second offer."""
    text = changed(OFFER, "titel: Krabbelgruppe", f"titel: {title}")
    return text.replace(": elternverein", f": {provider}") + more


def with_phone(other_number: str, number: str, more: str = "", club: str = "") -> dict[str, str]:
    """Two offers of two providers with a number each."""
    line = 'kontakt: {{telefone: [{{nummer: "{}"}}]}}\n'
    return {
        OFFER: minimal(OFFER) + line.format(number),
        OTHER: other(provider="turnverein", more=line.format(other_number) + more),
        CLUB: A_CLUB[CLUB] + club,
    }


def with_summary(text: str) -> dict[str, str]:
    return {OFFER: changed(OFFER, "Hier spielen Eltern mit ihren Babys.", text)}


SECRET = "sensibel: ja\nadresse: "
NEED = minimal(GUIDE) + "notlagen: [{id: not, titel: Not}]\n"
HELPED_NEED = NEED.replace("Not}", "Not, hilfen: [krabbelgruppe]}")

ACROSS_RECORDS = {
    "same title, another provider": ({OTHER: other("Krabbelgruppe", "turnverein"), **A_CLUB}, []),
    "same title and provider": ({OTHER: other("Krabbelgruppe")}, ["same-offer"]),
    "same title but for case and blanks": ({OTHER: other('"krabbelGRUPPE "')}, ["same-offer"]),
    "same id, another kind": (
        {
            "offers/orte/elternverein.yml": "name: Haus\nort: Au\n",
            PROVIDER: minimal(PROVIDER) + "orte: [elternverein]\n",
        },
        [],
    ),
    "a shelf": ({"offers/angebote/a/b/c/spielgruppe.yml": other()}, []),
    "same id on two shelves": ({"offers/angebote/babys/krabbelgruppe.yml": other()}, ["duplicate-id"]),
    "former id": ({OTHER: other(more="frueher: [babytreff]\n")}, []),
    "former id that is an offer": ({OTHER: other(more="frueher: [krabbelgruppe]\n")}, ["address-taken"]),
    "former id that is its own": ({OTHER: other(more="frueher: [spielgruppe]\n")}, ["address-taken"]),
    "former id of two": (
        {OTHER: other(more="frueher: [a]\n"), OFFER: minimal(OFFER) + "frueher: [a]\n"},
        ["address-taken"],
    ),
    "neutral address": ({OTHER: other(more=SECRET + "hilfe-07\n")}, []),
    "neutral address of two": (
        {OTHER: other(more=SECRET + "hilfe-07\n"), OFFER: minimal(OFFER) + SECRET + "hilfe-07\n"},
        ["address-taken"],
    ),
    "neutral address that is an offer": ({OTHER: other(more=SECRET + "krabbelgruppe\n")}, ["address-taken"]),
    "a provider behind another": ({PROVIDER: minimal(PROVIDER) + "traeger: turnverein\n", **A_CLUB}, []),
    "providers in a circle": (
        {
            PROVIDER: minimal(PROVIDER) + "traeger: turnverein\n",
            CLUB: A_CLUB[CLUB] + "traeger: stadt\n",
            "offers/anbieter/stadt.yml": "name: Stadt\nart: verein\ntraeger: elternverein\n",
        },
        ["provider-circle"] * 3,
    ),
    "two numbers of two providers": (with_phone("030 23125-0", "030 23125-1"), []),
    "a number of two providers": (with_phone("030 23125-0", "+49 30 23125-0"), ["same-number"]),
    "a number of provider and parent": (with_phone("030 23125", "030 23125", club="traeger: elternverein\n"), []),
    "a number of provider and switchboard": (with_phone("030 23125", "030 23125", club="zentrale: elternverein\n"), []),
    "a number of partners": (with_phone("030 23125", "030 23125", "partner: [elternverein]\n"), []),
    "a short number of two providers": (with_phone("116 117", "116117"), []),
    "a number of two offers of one provider": (
        {file: text.replace("turnverein", "elternverein") for file, text in with_phone("030 1234", "030 1234").items()}
        | A_CLUB
        | {PROVIDER: minimal(PROVIDER) + "traeger: turnverein\n"},
        [],
    ),
    "a need with a helpline": ({GUIDE: HELPED_NEED}, []),
    "a need with an offer for it": ({GUIDE: NEED, OFFER: minimal(OFFER) + "notlagen: [not]\n"}, []),
    "a need without help": ({GUIDE: NEED}, ["no-helpline"]),
    "twenty words": (with_summary("wort " * 20 + "."), []),
    "twenty-one words": (with_summary("wort " * 21 + "."), ["long-sentence"]),
    "two sentences": (with_summary("'" + "wort " * 19 + 'wort!" ' + "wort " * 19 + "wort?'"), []),
    "abbreviations end no sentence": (with_summary("wort " * 15 + "z. B. ca. 3. usw. wort wort"), ["long-sentence"]),
    "https": ({OFFER: minimal(OFFER) + "kontakt: {web: https://beispiel.de}\n"}, []),
    "http": ({OFFER: minimal(OFFER) + "kontakt: {web: http://beispiel.de}\n"}, ["http"]),
    "http in a source": ({OFFER: minimal(OFFER) + "pruefung: {quellen: [{web: http://beispiel.de}]}\n"}, ["http"]),
    "http in a text": ({OFFER: minimal(OFFER) + "beschreibung: Siehe http://beispiel.de\n"}, ["http"]),
}


@pytest.mark.parametrize(("files", "codes"), ACROSS_RECORDS.values(), ids=ACROSS_RECORDS.keys())
def test_records_of_a_town_fit_together(files: dict[str, str], codes: list[str], tmp_path: Path) -> None:
    """What is allowed is not complained about, and what is refused is."""
    assert codes == [finding.code for finding in check_town(tmp_path, files)]


def test_a_mistake_elsewhere_makes_no_id_unknown(tmp_path: Path) -> None:
    """Who refers to a record that cannot be read has made no mistake."""
    found = check_town(tmp_path, {PROVIDER: "name: [\n", "offers/orte/sonnenhaus.yml": b"\xff"})

    assert {f.file: f.code for f in found} == {PROVIDER: "broken-yaml", "offers/orte/sonnenhaus.yml": "not-utf8"}


@pytest.mark.parametrize("guide", ["stadt: [", "", "- a\n", "themen: baby\n", "themen: &a x\n", "stadt: {name: A}\n"])
def test_a_broken_guide_file_makes_no_offer_wrong(guide: str, tmp_path: Path) -> None:
    """Words from lists that could not be read are not checked; the guide file's own mistakes are told."""
    found = check_town(tmp_path, {GUIDE: guide})

    assert {GUIDE} == {finding.file for finding in found if finding.field != "art"}  # the list of kinds may be missing


def test_an_empty_vocabulary_knows_no_word() -> None:
    """A list that the town does not have at all makes every word of it unknown."""
    (finding,) = findings_in(OFFER, minimal(OFFER) + "zielgruppen: [vaeter]\n")

    assert (finding.field, finding.code) == ("zielgruppen[1]", "unknown-id")


def test_nothing_is_called_unused_while_something_is_wrong(tmp_path: Path) -> None:
    """The offer that needs a provider may be the one that cannot be read."""
    unused = {**A_CLUB, "offers/orte/rathaus.yml": "name: R\nort: Sonnenau\n"}

    assert [f.code for f in check_town(tmp_path / "a", unused)] == ["unused-provider", "unused-place"]
    assert [f.code for f in check_town(tmp_path / "b", {**unused, OFFER: "titel: ["})] == ["broken-yaml"]


def test_the_findings_of_all_files_come_at_once(tmp_path: Path) -> None:
    """In the order of files, lines and columns."""
    found = check_town(
        tmp_path,
        {
            OFFER: changed(OFFER, "titel: Krabbelgruppe", "titel: <b>") + "plz: 1\n",
            PROVIDER: changed(PROVIDER, "art: verein", "art: ferein"),
            GUIDE: changed(GUIDE, "titel: Baby}", "titel: Baby, farbe: rot}"),
            "offers/orte/Rathaus.yml": "name: Rathaus\n",
            "offers/orte/zu-gross.yml": "#" * 70_000,
            "offers/x.txt": "",
        },
    )

    assert [(finding.file, finding.line, finding.code) for finding in found] == [
        (PROVIDER, 2, "unknown-id"),
        (OFFER, 1, "html"),
        (OFFER, 7, "unknown-key"),
        (GUIDE, 2, "colour-form"),
        ("offers/orte/Rathaus.yml", 1, "bad-file-name"),
        ("offers/orte/Rathaus.yml", 1, "missing"),
        ("offers/orte/zu-gross.yml", 1, "too-large"),
        ("offers/x.txt", 1, "loose-file"),
    ]

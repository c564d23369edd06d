"""`familyguide rename`: file, references and old address change together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from familyguide.cli import main
from familyguide.records.load import load_records
from small_towns import GUIDE, OFFER, PROVIDER, build_town, minimal

REST = minimal(OFFER)
NEW = "offers/angebote/babytreff.yml"
OTHER = "offers/angebote/andere.yml"


def run(root: Path, *arguments: str) -> int:
    return main(["rename", "--root", str(root), *arguments])


def texts(root: Path) -> dict[str, str]:
    """Every record file below `root`."""
    found = sorted((root / "offers").rglob("*.yml"))
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in found}


CASES = {
    "not yet": ("", "frueher: [krabbelgruppe]\n"),
    "at its place": (
        "# zum Status\nstatus: {art: voll}\nendet: 2027-12-31\n",
        "frueher: [krabbelgruppe]\n# zum Status\nstatus: {art: voll}\nendet: 2027-12-31\n",
    ),
    "others already": ("frueher: [ alt ] # x\n", "frueher: [ alt , krabbelgruppe] # x\n"),
    "others below each other": ("frueher:\n  - alt # x\n", "frueher:\n  - alt # x\n  - krabbelgruppe\n"),
    "brackets forgotten": ("frueher: alt\n", "frueher: [alt, krabbelgruppe]\n"),
    "others in line with the key": ("frueher:\n- alt", "frueher:\n- alt\n- krabbelgruppe\n"),
    "nothing yet": ("frueher: # x\nendet: 2027-12-31\n", "frueher: [krabbelgruppe] # x\nendet: 2027-12-31\n"),
    "back to what it was": ("frueher: [babytreff, alt]\n", "frueher: [alt, krabbelgruppe]\n"),
    "sensitive": ("sensibel: ja\nadresse: hilfe-01\n", "sensibel: ja\nadresse: hilfe-01\n"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_old_address_leads_on(case: str, tmp_path: Path) -> None:
    """The old id is noted, but for an offer whose address never told it."""
    before, after = CASES[case]
    build_town(tmp_path, {OFFER: REST + before})

    assert run(tmp_path, "krabbelgruppe", "babytreff") == 0
    assert texts(tmp_path)[NEW] == REST + after
    assert OFFER not in texts(tmp_path)
    assert load_records(tmp_path).findings == ()


def test_all_that_refer_to_an_offer_follow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In offers, the guide and lists of search words; a text that only reads the same stays."""
    words = "offers/suchwoerter/treffen.yml"
    guide = minimal(GUIDE) + "ermaessigungen: [{id: krabbelgruppe, titel: krabbelgruppe, angebot:  krabbelgruppe}]\n"
    other = (
        REST.replace("Krabbelgruppe", "krabbelgruppe zwei")
        + "anmeldung:\n  art: anmelden\n  ueber: 'krabbelgruppe' # x\n"
    )
    concept = "begriffe: [{titel: krabbelgruppe, angebote: [krabbelgruppe], woerter: {de: [krabbelgruppe]}}]\n"
    build_town(tmp_path, {GUIDE: guide + "sprachen: [{id: de, titel: Deutsch}]\n", OTHER: other, words: concept})

    assert run(tmp_path, "krabbelgruppe", "babytreff") == 0
    after = texts(tmp_path)
    assert after[OTHER] == other.replace("'krabbelgruppe'", "babytreff")
    assert "{id: krabbelgruppe, titel: krabbelgruppe, angebot:  babytreff}" in after[GUIDE]
    assert after[words] == concept.replace("angebote: [krabbelgruppe]", "angebote: [babytreff]")
    assert load_records(tmp_path).findings == ()
    assert "Die alte Adresse «krabbelgruppe» führt weiter" in capsys.readouterr().out


def test_a_provider_and_a_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Offers, other providers and the publisher name them."""
    build_town(
        tmp_path,
        {
            OFFER: REST + "zeiten: {regelmaessig: [{tag: montag, von: '09:00', ort: sonnenhaus}]}\n",
            "offers/anbieter/gruppe.yml": "name: Gruppe\nart: verein\ntraeger: elternverein\norte: [sonnenhaus]\n",
            GUIDE: minimal(GUIDE).replace("Sonnenau}", "Sonnenau, herausgeber: elternverein}"),
        },
    )

    assert run(tmp_path, "elternverein", "verein-nord") == 0
    assert run(tmp_path, "sonnenhaus", "haus-nord") == 0
    assert [finding for finding in load_records(tmp_path).findings if finding.severity == "error"] == []
    provider = texts(tmp_path).pop("offers/anbieter/verein-nord.yml")
    assert provider == minimal(PROVIDER) + "frueher: [elternverein]\n"
    assert not any("elternverein\n" in text or "sonnenhaus" in text for text in texts(tmp_path).values())
    assert capsys.readouterr().out.count("Die alte Adresse") == 1  # a place has none


@pytest.mark.parametrize(
    "broken",
    [
        "titel: [krabbelgruppe",
        "titel: a\ntitel: b\nanmeldung: {ueber: krabbelgruppe}\n",
        "<<<<<<< HEAD\nx: krabbelgruppe\n",
    ],
)
def test_a_file_that_cannot_be_read_is_told_first(
    broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may refer to the record, and nobody could tell where."""
    build_town(tmp_path, {OTHER: broken})
    before = texts(tmp_path)

    assert run(tmp_path, "krabbelgruppe", "babytreff") == 1
    assert OTHER in capsys.readouterr().out
    assert texts(tmp_path) == before


def test_which_record_is_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A provider and an offer may have the same id."""
    build_town(tmp_path, {"offers/anbieter/krabbelgruppe.yml": "name: Gruppe\nart: verein\n"})
    with pytest.raises(SystemExit):
        run(tmp_path, "krabbelgruppe", "babytreff")
    assert "Nennen Sie den Ordner mit --ordner: angebote, anbieter, orte" in capsys.readouterr().err

    assert run(tmp_path, "krabbelgruppe", "babytreff", "--ordner", "anbieter") == 0
    assert (tmp_path / OFFER).is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("krabbelgruppe", "Baby Treff"), "Schreiben Sie zum Beispiel «baby-treff»."),
        (("krabbelgruppe", "andere"), "Einen Eintrag «andere» gibt es in diesem Ordner schon."),
        (("nichts", "neu"), "Den Eintrag «nichts» gibt es nicht."),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A German sentence, and nothing is written."""
    build_town(tmp_path, {OTHER: REST.replace("Krabbelgruppe", "Andere")})
    before = texts(tmp_path)
    with pytest.raises(SystemExit) as ended:
        run(tmp_path, *arguments)

    assert ended.value.code == 2
    assert said in capsys.readouterr().err
    assert texts(tmp_path) == before


def test_an_address_that_is_taken_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another offer had this id once; printed codes lead there."""
    build_town(tmp_path, {OTHER: REST.replace("Krabbelgruppe", "Andere") + "frueher: [babytreff]\n"})
    before = texts(tmp_path)

    assert run(tmp_path, "krabbelgruppe", "babytreff") == 1
    assert "Die Adresse «babytreff» ist schon vergeben" in capsys.readouterr().out
    assert texts(tmp_path) == before


def test_a_file_on_a_shelf_stays_there(tmp_path: Path) -> None:
    """Folders below have no meaning."""
    build_town(tmp_path, {OFFER: None, "offers/angebote/kurse/krabbelgruppe.yml": REST})
    run(tmp_path, "krabbelgruppe", "babytreff")

    assert "offers/angebote/kurse/babytreff.yml" in texts(tmp_path)

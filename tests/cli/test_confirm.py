"""`familyguide confirm`: state and day are set, and no other byte changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from familyguide.cli import main
from familyguide.records.load import load_records
from small_towns import OFFER, build_town, minimal

REST = minimal(OFFER)


def run(root: Path, *arguments: str) -> int:
    return main(["confirm", "--root", str(root), *arguments])


CASES = {
    "nothing yet": ("", "pruefung:\n  status: bestaetigt\n  am: 2027-03-10\n"),
    "nothing behind it": ("pruefung:\n", "pruefung:\n  status: bestaetigt\n  am: 2027-03-10\n"),
    "an empty group": ("pruefung: {}\n", "pruefung:\n  status: bestaetigt\n  am: 2027-03-10\n"),
    "a block": (
        "pruefung:\n  # wer?\n  status: offen  # noch\n  sicherheit: hoch # x\n",
        "pruefung:\n  # wer?\n  status: bestaetigt  # noch\n  am: 2027-03-10\n  sicherheit: hoch # x\n",
    ),
    "a block without a state": (
        "pruefung:\n    sicherheit: hoch\n",
        "pruefung:\n    status: bestaetigt\n    am: 2027-03-10\n    sicherheit: hoch\n",
    ),
    "in one line": (
        'pruefung: {sicherheit: "hoch", status: offen}\n',
        'pruefung: {sicherheit: "hoch", status: bestaetigt, am: 2027-03-10}\n',
    ),
    "confirmed before": (
        "pruefung:\n  von: Büro\n  am: 2026-01-01\n  status: 'bestaetigt'\n",
        "pruefung:\n  von: Büro\n  am: 2027-03-10\n  status: bestaetigt\n",
    ),
    "other line ends": (
        "pruefung:\r\n  status: offen\r\n",
        "pruefung:\r\n  status: bestaetigt\r\n  am: 2027-03-10\r\n",
    ),
    "lines that end in two ways": (
        "endet: 2027-12-31\r\npruefung:\n  status: offen\n  von: Büro\n",
        "endet: 2027-12-31\r\npruefung:\n  status: bestaetigt\n  am: 2027-03-10\n  von: Büro\n",
    ),
    "nothing behind the keys": (
        "pruefung:\n  status:\n  am: # x\n  von:\n",
        "pruefung:\n  status: bestaetigt\n  am: 2027-03-10 # x\n  von:\n",
    ),
    "no end of the last line": (
        "pruefung:\n  status: offen",
        "pruefung:\n  status: bestaetigt\n  am: 2027-03-10",
    ),
    "untidy elsewhere": (
        "suchwoerter:   [ a,b ] # c\n\npruefung:\n  status: offen\n\n# Ende\n",
        "suchwoerter:   [ a,b ] # c\n\npruefung:\n  status: bestaetigt\n  am: 2027-03-10\n\n# Ende\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_only_state_and_day_change(case: str, tmp_path: Path) -> None:
    """Whatever the review looked like before."""
    before, after = CASES[case]
    build_town(tmp_path, {OFFER: (REST + before).encode()})

    assert run(tmp_path, "krabbelgruppe") == 0
    assert (tmp_path / OFFER).read_bytes().decode() == REST + after
    assert load_records(tmp_path).offers[0].review.day is not None


def test_who_when_and_only_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A role, another day, another state."""
    build_town(tmp_path, {OFFER: REST + "pruefung:\n  status: offen\n"})

    assert run(tmp_path, OFFER, "--by", "Büro: Süd", "--am", "2027-03-01", "--angefragt") == 0
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == (
        REST + 'pruefung:\n  status: angefragt\n  am: 2027-03-01\n  von: "Büro: Süd"\n'
    )
    assert capsys.readouterr().out == f"{OFFER}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--am", "gestern"), "«gestern» ist kein Datum"), (("--by", "<b>"), "sieht nach HTML aus")],
)
def test_a_wrong_answer_changes_nothing(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of two offers neither is changed, and the check's own sentence says why."""
    other = "offers/angebote/zweite.yml"
    build_town(tmp_path, {other: REST.replace("Krabbelgruppe", "Zweite")})

    assert run(tmp_path, "krabbelgruppe", "zweite", *arguments) == 1
    assert said in (out := capsys.readouterr().out)
    assert out.endswith("Es wurde nichts geschrieben.\n")
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == REST


def test_a_mistake_elsewhere_does_not_keep_an_offer_from_being_confirmed(tmp_path: Path) -> None:
    """Only new mistakes count."""
    build_town(tmp_path, {"offers/angebote/falsch.yml": "titel: Falsch\n"})

    assert run(tmp_path, "krabbelgruppe") == 0


@pytest.mark.parametrize(("name", "said"), [("sonnenhaus", "ist kein Angebot"), ("nichts", "gibt es nicht")])
def test_what_cannot_be_confirmed(name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage."""
    with pytest.raises(SystemExit) as ended:
        run(build_town(tmp_path), name)

    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("review", "said"),
    [
        ("pruefung:\n  status: >-\n    offen\n  sicherheit: hoch\n", "Hier lässt sich nichts eintragen"),
        ("pruefung: [offen]\n", "Hier lässt sich nichts eintragen"),
        ("pruefung: {status: offen\n", "Die geschweifte Klammer wird nicht geschlossen"),
    ],
)
def test_what_cannot_be_changed_in_place_stays(
    review: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rather than to change other bytes."""
    build_town(tmp_path, {OFFER: REST + review})

    assert run(tmp_path, "krabbelgruppe") == 1
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == REST + review
    assert said in capsys.readouterr().out


def test_whoever_is_asked_again_has_still_confirmed_it_before(tmp_path: Path) -> None:
    """However often they are asked; until they answer."""
    build_town(
        tmp_path, {OFFER: REST + "pruefung:\n  status: bestaetigt\n  am: 2025-10-01 # am Telefon\n  von: Büro\n"}
    )
    for day in ("2027-01-10", "2027-03-10"):
        assert run(tmp_path, "krabbelgruppe", "--angefragt", "--am", day) == 0
    asked = "pruefung:\n  status: angefragt\n  am: 2027-03-10 # am Telefon\n  zuletzt: 2025-10-01\n  von: Büro\n"
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == REST + asked

    assert run(tmp_path, "krabbelgruppe", "--am", "2027-03-10") == 0
    assert (tmp_path / OFFER).read_text(encoding="utf-8") == REST + asked.replace("angefragt", "bestaetigt")

"""`familyguide brochure` and the build: which files are written, what is said, and how it ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from familyguide.cli import main
from familyguide.cli.brochure import site_address
from making import NEIGHBOUR, PROJECT

GOOD = "titel: Unser Heft\nauswahl: {lebensphasen: [kleine]}\ndruckerei: ja\n"
EMPTY = "titel: Leer\nauswahl: {themen: [wandern], lebensphasen: [willkommen]}\n"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The neighbour town with an edition."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1804669200")
    root = tmp_path / "town"
    shutil.copytree(NEIGHBOUR, root)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("../../../", f"{PROJECT}/"), encoding="utf-8")
    (root / "offers" / "ausgaben").mkdir()
    (root / "offers" / "ausgaben" / "heft.yml").write_text(GOOD, encoding="utf-8")
    return root


def brochure(town: Path, *arguments: str) -> int:
    return main(["brochure", *arguments, "--root", str(town), "--out", str(town / "out")])


def test_one_edition_is_printed_with_all_its_files(town: Path, capsys: pytest.CaptureFixture[str]):
    assert brochure(town, "heft") == 0
    assert sorted(path.name for path in (town / "out").iterdir()) == [
        "heft-druckerei.pdf",
        "heft-kopierer.pdf",
        "heft.pdf",
    ]
    assert capsys.readouterr().out.count("Seiten") == 3


def test_without_a_name_everything_is_printed(town: Path):
    assert brochure(town) == 0
    names = {path.name for path in (town / "out").iterdir()}
    assert {"heft.pdf", "notfallnummern.pdf", "wochenplan.pdf", "poster-kleine.pdf", "faltblatt-kleine.pdf"} <= names


def test_an_edition_that_is_not_there_is_wrong_usage(town: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        brochure(town, "heftt")

    assert ended.value.code == 2
    assert "Die Ausgabe «heftt» gibt es nicht. Möglich sind: heft." in capsys.readouterr().err


def test_an_edition_that_cannot_be_printed_says_why(town: Path, capsys: pytest.CaptureFixture[str]):
    (town / "offers" / "ausgaben" / "leer.yml").write_text(EMPTY, encoding="utf-8")

    assert brochure(town, "leer") == 1
    assert "offers/ausgaben/leer.yml:2:10  auswahl: Diese Auswahl" in capsys.readouterr().out
    assert brochure(town, "heft") == 0


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("site_url: https://familie.example/", "https://familie.example/"),
        ('site_url: !ENV [NOWHERE, SITE_FOR_TEST, "https://familie.example/"]', "https://other.example/"),
        ('site_url: !ENV [NOWHERE, "https://familie.example/"]', "https://familie.example/"),
        ("site_name: x", ""),
        ("site_url: [", ""),
    ],
)
def test_the_address_of_the_site_comes_from_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, expected: str
):
    monkeypatch.setenv("SITE_FOR_TEST", "https://other.example/")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")

    assert site_address(tmp_path) == expected


# --- the build


def build(town: Path, *, printing: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=town,
        env=os.environ | {"BROSCHUEREN": printing, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_build_prints_and_its_page_offers_every_file(town: Path):
    result = build(town, printing="ja")

    assert result.returncode == 0, result.stderr
    page = (town / "site" / "broschueren" / "index.html").read_text(encoding="utf-8")
    files = {path.name for path in (town / "site" / "broschueren").glob("*.pdf")}
    assert "heft-druckerei.pdf" in files
    assert all(f'href="../broschueren/{name}"' in page for name in files)
    stage = (town / "site" / "lebensphasen" / "kleine" / "index.html").read_text(encoding="utf-8")
    assert 'href="../../broschueren/heft.pdf"' in stage
    assert list((town / ".cache" / "broschueren").iterdir())


def test_the_build_can_leave_brochures_out(town: Path):
    assert build(town, printing="nein").returncode == 0
    assert not list((town / "site" / "broschueren").glob("*.pdf"))


def test_a_broken_edition_ends_the_build_with_an_error_but_the_site_stands(town: Path):
    (town / "offers" / "ausgaben" / "leer.yml").write_text(EMPTY, encoding="utf-8")
    result = build(town, printing="ja")

    assert result.returncode == 1
    assert "offers/ausgaben/leer.yml:2:10  auswahl: Diese Auswahl trifft auf kein Angebot zu." in result.stderr
    assert "nicht alles ließ sich drucken: offers/ausgaben/leer.yml" in result.stderr
    assert "Traceback" not in result.stderr
    assert (town / "site" / "broschueren" / "heft.pdf").is_file()
    assert (town / "site" / "index.html").is_file()

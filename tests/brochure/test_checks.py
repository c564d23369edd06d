"""What cannot be printed is told before anything is set, with file, line and what to do; the rest is printed."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from familyguide.brochure.checks import MOST_KILOBYTES, Checked, check_printing
from familyguide.brochure.files import print_all
from familyguide.brochure.glyphs import drawable, undrawable
from familyguide.brochure.store import Folder, Nothing
from familyguide.guide import Guide
from familyguide.records.load import Records, load_records
from making import DAY, NEIGHBOUR

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
LOGO = "titel: Heft\nherausgeber:\n  name: Kita\n  logo: {logo}\n  logo-text: Ein Dach\n"


def png(width: int = 8, height: int = 8) -> bytes:
    """A white picture."""
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * 3 * width for _ in range(height)))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def town(folder: Path, files: dict[str, str | bytes]) -> Path:
    """The neighbour town with more or other files below `offers/`."""
    for path in NEIGHBOUR.rglob("*.yml"):
        copy = folder / path.relative_to(NEIGHBOUR)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    for name, content in files.items():
        path = folder / "offers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def looked_at(root: Path) -> tuple[Records, Guide, Checked]:
    records = load_records(root)
    guide = Guide.from_records(records, DAY)
    assert guide is not None
    return records, guide, check_printing(records, guide, root)


def told(root: Path) -> list[str]:
    """All errors of a town, of the records and of what is printed."""
    records, _, checked = looked_at(root)
    return [finding.text for finding in (*records.findings, *checked.findings) if finding.severity == "error"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"ausgaben/heft.yml": "titel: Heft\nauswahl:\n  themen: [wandern]\n  lebensphasen: [willkommen]\n"},
            "offers/ausgaben/heft.yml:3:3  auswahl: Diese Auswahl trifft auf kein Angebot zu.",
        ),
        (
            {"ausgaben/heft.yml": "titel: Heft\nauswahl: {lebensphasen: [klein]}\n"},
            "offers/ausgaben/heft.yml:2:26  auswahl.lebensphasen[1]: «klein» gibt es nicht. Gemeint: «kleine»?",
        ),
        (
            {"ausgaben/heft.yml": LOGO.format(logo="logo.svg")},
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: Das Bild «logo.svg» liegt nicht in offers/ausgaben/.",
        ),
        (
            {
                "ausgaben/heft.yml": LOGO.format(logo="logo.png"),
                "ausgaben/logo.png": png() + b"x" * MOST_KILOBYTES * 1024,
            },
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: Das Bild «logo.png» ist zu groß; erlaubt sind 500 KB",
        ),
        (
            {"ausgaben/heft.yml": LOGO.format(logo="logo.png"), "ausgaben/logo.png": png(5000, 1)},
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: Das Bild «logo.png» ist zu groß",
        ),
        (
            {"ausgaben/heft.yml": LOGO.format(logo="logo.jpg"), "ausgaben/logo.jpg": b"\xff\xd8\xff"},
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: «logo.jpg» ist kein Name eines Bildes",
        ),
        (
            {"ausgaben/heft.yml": LOGO.format(logo="logo.png"), "ausgaben/logo.png": b"\xff\xd8\xff\xe0 JFIF"},
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: «logo.png» ist innen kein PNG-Bild",
        ),
        (
            {"ausgaben/heft.yml": LOGO.format(logo="logo.png"), "ausgaben/logo.png": png()[:40]},
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: «logo.png» ist innen kein PNG-Bild",
        ),
        (
            {"ausgaben/heft.yml": LOGO.format(logo="logo.svg"), "ausgaben/logo.svg": "<svg"},
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: «logo.svg» ist innen kein SVG-Bild",
        ),
        (
            {
                "ausgaben/heft.yml": LOGO.format(logo="logo.svg"),
                "ausgaben/logo.svg": SVG.replace("<path", '<image href="/etc/passwd"/><path'),
            },
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: «logo.svg» ist innen kein SVG-Bild",
        ),
        (
            {"ausgaben/heft.yml": LOGO.format(logo="../guide.yml.svg")},
            "offers/ausgaben/heft.yml:4:9  herausgeber.logo: «../guide.yml.svg» ist kein Name eines Bildes",
        ),
        (
            {"ausgaben/heft.yml": "titel: Heft\nherausgeber: {name: Kita, logo: logo.svg}\n", "ausgaben/logo.svg": SVG},
            "offers/ausgaben/heft.yml:2:33  herausgeber.logo: Zum Logo fehlt ein Text",
        ),
        (
            {"ausgaben/heft.yml": f"titel: {'Wort ' * 21}\n"},
            "offers/ausgaben/heft.yml:1:8  titel: Der Text hat 104 Zeichen, erlaubt sind 100.",
        ),
        (
            {"ausgaben/heft.yml": "titel: Kindertagespflegefachberatungsstellenverzeichnis\n"},
            "offers/ausgaben/heft.yml:1:8  titel: Der Titel «Kindertagespflegefachberatungsstellenverzeichnis»",
        ),
        (
            {"ausgaben/heft.yml": "titel: Heft\nuntertitel: Für தமிழ்\n"},
            "offers/ausgaben/heft.yml:2:13  untertitel: Das Zeichen «த» (Tamil letter ta) lässt sich nicht drucken",
        ),
        (
            {"ausgaben/kita-kopierer.yml": "titel: Heft\n"},
            "offers/ausgaben/kita-kopierer.yml:1:1  Dateien zum Drucken, deren Name «-kopierer» enthält",
        ),
        (
            {"ausgaben/wochenplan.yml": "titel: Heft\n"},
            "offers/ausgaben/wochenplan.yml:1:1  Dateien zum Drucken, deren Name «wochenplan» enthält, gibt es schon.",
        ),
    ],
)
def test_what_is_wrong_with_an_edition_is_told_with_file_and_line(
    tmp_path: Path, files: dict[str, str | bytes], expected: str
):
    assert any(line.startswith(expected) for line in told(town(tmp_path, files))), told(tmp_path)


def test_letters_in_an_offer_that_cannot_be_printed_are_told_where_they_stand(tmp_path: Path):
    offer = (NEIGHBOUR / "offers" / "angebote" / "elternrat.yml").read_text(encoding="utf-8")
    line = next(number for number, text in enumerate(offer.splitlines(), start=1) if text.startswith("kurztext"))
    changed = offer.replace("Wir hören zu.", "Wir hören zu 😊.")
    assert changed != offer

    (found,) = told(town(tmp_path, {"angebote/elternrat.yml": changed}))

    assert found.startswith(f"offers/angebote/elternrat.yml:{line}:")
    assert "kurztext: Das Zeichen «😊» (Smiling face with smiling eyes) lässt sich nicht drucken" in found


def test_what_stays_on_the_screen_may_have_any_letter(tmp_path: Path):
    offer = (NEIGHBOUR / "offers" / "angebote" / "elternrat.yml").read_text(encoding="utf-8")

    assert told(town(tmp_path, {"angebote/elternrat.yml": offer + "suchwoerter: [தமிழ்]\n"})) == []


@pytest.mark.parametrize("text", ["Größe – „Zitat“ …", "şğıİ", "ăâțșđ", "Зустріч їєґ", "مقهى گروه پچژ", "ێەڕ", "½ € ²"])
def test_the_languages_of_the_guide_can_be_printed(text: str):
    assert list(undrawable([text])) == []


def test_the_fonts_have_thousands_of_letters_but_not_all():
    assert len(drawable()) > 2500
    assert list(undrawable(["漢", "✈️"])) == ["漢", "✈"]


def test_one_broken_edition_keeps_no_other_from_being_printed(tmp_path: Path):
    root = town(
        tmp_path,
        {
            "ausgaben/gut.yml": "titel: Gut\n",
            "ausgaben/leer.yml": "titel: Leer\nauswahl: {themen: [wandern], lebensphasen: [willkommen]}\n",
            "ausgaben/krumm.yml": "titel: [Krumm\n",
        },
    )
    records, guide, checked = looked_at(root)

    printed, failures = print_all(guide, checked, "", Nothing())

    assert not records.stops_the_site
    assert {finding.file for finding in (*records.findings, *checked.findings)} == {
        "offers/ausgaben/leer.yml",
        "offers/ausgaben/krumm.yml",
    }
    assert "gut" in {item.id for item in printed}
    assert not {"leer", "krumm"} & {item.id for item in printed}
    assert failures == []


def test_a_logo_is_printed_with_its_text(tmp_path: Path):
    for name, content in (("logo.svg", SVG.encode()), ("logo.png", png())):
        root = town(tmp_path / name, {"ausgaben/heft.yml": LOGO.format(logo=name), f"ausgaben/{name}": content})
        _, guide, checked = looked_at(root)

        (item,), failures = print_all(guide, checked, "", Nothing(), only="heft")

        assert failures == []
        assert b"Ein Dach" in item.files[0].content or "Ein Dach".encode("utf-16-be") in item.files[0].content


def test_what_has_been_printed_is_kept_until_it_changes(tmp_path: Path):
    root = town(tmp_path / "town", {"ausgaben/heft.yml": "titel: Heft\n"})
    store = Folder(tmp_path / "store")

    def printed() -> bytes:
        _, guide, checked = looked_at(root)
        (item,), _ = print_all(guide, checked, "", store, only="heft")
        return item.files[0].content

    first = printed()
    (kept,) = (tmp_path / "store").iterdir()
    (kept / "screen.pdf").write_bytes(first + b"% kept")

    assert printed() == first + b"% kept"

    (root / "offers" / "ausgaben" / "heft.yml").write_text("titel: Anderes Heft\n", encoding="utf-8")
    assert printed() not in (first, first + b"% kept")


def test_the_store_sweeps_out_what_nobody_asks_for(tmp_path: Path):
    old = Folder(tmp_path)
    old.put("a", {"x": b"1"})
    old.put("b", {"x": b"2"})

    new = Folder(tmp_path)
    assert new.get("a") == {"x": b"1"}
    new.sweep()

    assert [path.name for path in tmp_path.iterdir()] == ["a"]

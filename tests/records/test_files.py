"""Which files count as records, and what becomes of everything else that may lie in offers/."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from familyguide.records.load import load_records
from familyguide.records.source import MAX_BYTES
from small_towns import GUIDE, OFFER, build_town, check_town, minimal

OTHER = "offers/angebote/spielgruppe.yml"
FOLDER = "offers/angebote"


def other() -> str:
    """The text of a second offer."""
    return minimal(OFFER).replace("Krabbel", "Spiel")


def told(folder: Path) -> list[tuple[str, str]]:
    """File and kind of all findings in a town."""
    return [(finding.file, finding.code) for finding in load_records(folder).findings]


def test_the_minimal_town_is_right(tmp_path: Path) -> None:
    """What all cases start from has no finding."""
    assert not check_town(tmp_path)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("offers/angebote/regal/brett/spielgruppe.yml", None),
        ("offers/angebote/regal.yml/spielgruppe.yml", "not-a-file"),
        ("offers/angebote/spielgruppe.yaml", "bad-extension"),
        ("offers/angebote/spielgruppe.YML", "bad-extension"),
        ("offers/angebote/spielgruppe.txt", "bad-extension"),
        ("offers/angebote/spielgruppe.yml.bak", "bad-extension"),
        ("offers/angebote/spielgruppe.yml~", "bad-extension"),
        ("offers/angebote/spielgruppe", "bad-extension"),
        ("offers/angebote/Spielgruppe.yml", "bad-file-name"),
        ("offers/angebote/spiel gruppe.yml", "bad-file-name"),
        ("offers/angebote/ spielgruppe.yml", "bad-file-name"),
        ("offers/angebote/spielgruppe .yml", "bad-file-name"),
        ("offers/angebote/übung.yml", "bad-file-name"),
        ("offers/angebote/u\u0308bung.yml", "bad-file-name"),
        ("offers/angebote/straße.yml", "bad-file-name"),
        ("offers/angebote/spiel.gruppe.yml", "bad-file-name"),
        ("offers/angebote/spielgruppe.yml.yml", "bad-file-name"),
        ("offers/angebote/spielgruppe-.yml", "bad-file-name"),
        (f"offers/angebote/{'a' * 49}.yml", "bad-file-name"),
        (f"offers/angebote/{'a' * 48}.yml", None),
        ("offers/angebote/spiel\ngruppe.yml", "bad-file-name"),
        ("offers/angebote/\u202espielgruppe.yml", "bad-file-name"),
        ("offers/angebote/\udcff.yml", "bad-file-name"),
        ("offers/angebote/.spielgruppe.yml", "hidden-file"),
        ("offers/angebote/.regal/spielgruppe.yml", "hidden-file"),
        ("offers/angebote/.gitkeep", None),
        ("offers/spielgruppe.yml", "loose-file"),
        ("offers/README.md", "loose-file"),
        ("offers/Angebote/spielgruppe.yml", "unknown-folder"),
        ("offers/neu/spielgruppe.yml", "unknown-folder"),
        ("offers/guide/spielgruppe.yml", "unknown-folder"),
        ("offers/schema/spielgruppe.yml", "schema-folder"),
        ("offers/schema/angebot.json", None),
    ],
)
def test_where_a_file_may_lie_and_what_it_may_be_called(file: str, code: str | None, tmp_path: Path) -> None:
    """No file is passed over in silence but generated and hidden ones that are no records."""
    codes = [finding.code for finding in check_town(tmp_path, {file: other()})]

    assert codes == ([code] if code else [])


def test_names_that_are_no_text_can_be_shown(tmp_path: Path) -> None:
    """A name that is not UTF-8, or that would steer a terminal, is told without its bytes."""
    for finding in check_town(tmp_path, {"offers/angebote/\udcff\x1b[31m\n.yml": other()}):
        assert finding.file == "offers/angebote/\\xff<U+001B>[31m .yml"
        assert finding.text.isprintable()
        assert finding.text.encode()


def test_long_paths_are_told_apart(tmp_path: Path) -> None:
    """Nothing of a path is left out, so that no file takes the place of another."""
    shelf = "/".join([FOLDER, "a" * 150, "b" * 150])
    files = {f"{shelf}/spielgruppe.yml": other(), f"{shelf}/turnen.yml": other() + "titel: x\n"}

    assert (f"{shelf}/turnen.yml", "duplicate-key") in told(build_town(tmp_path, files))
    assert len(load_records(tmp_path).sources) == 6


@pytest.mark.parametrize("name", ["spielgruppe.yaml", "spielgruppe.YML", "Spielgruppe.yml"])
def test_a_file_with_a_wrong_name_is_still_read(name: str, tmp_path: Path) -> None:
    """All mistakes of a file come at once, also those within."""
    codes = [finding.code for finding in check_town(tmp_path, {f"{FOLDER}/{name}": other() + "titel: x\n"})]

    assert codes[-1] == "duplicate-key"


def test_a_file_with_a_wrong_ending_makes_no_id_unknown(tmp_path: Path) -> None:
    """Who refers to it has made no mistake."""
    files = {"offers/orte/sonnenhaus.yml": None, "offers/orte/sonnenhaus.yaml": "name: Haus\nort: Sonnenau\n"}

    assert [finding.code for finding in check_town(tmp_path, files)] == ["bad-extension"]


def test_a_file_in_the_wrong_folder_makes_no_id_unknown(tmp_path: Path) -> None:
    """Who refers to it has made no mistake."""
    files = {"offers/orte/sonnenhaus.yml": None, "offers/anbieter/sonnenhaus.yml": "name: Haus\nort: Sonnenau\n"}

    assert [finding.code for finding in check_town(tmp_path, files)] == ["wrong-folder"]


@pytest.mark.parametrize(
    ("size", "codes"), [(MAX_BYTES, []), (MAX_BYTES + 1, ["too-large"]), (10_000_000, ["too-large"])]
)
def test_size(size: int, codes: list[str], tmp_path: Path) -> None:
    """64 KB are enough for any record; more is not even read."""
    text = other() + "#"

    found = check_town(tmp_path, {OTHER: text + "-" * (size - len(text.encode()))})

    assert [finding.code for finding in found] == codes


# --- what is no plain file


def link(path: Path, target: Path | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def test_a_link_to_a_file_within_is_read(tmp_path: Path) -> None:
    """It leads out of nothing."""
    build_town(tmp_path, {OTHER: other()})
    (tmp_path / OTHER).rename(tmp_path / FOLDER / "turnen.yml")
    link(tmp_path / OTHER, "turnen.yml")

    assert told(tmp_path) == [(f"{FOLDER}/turnen.yml", "same-offer")]


@pytest.mark.parametrize("target", ["/etc/hostname", "/etc", "/nowhere", "../../../outside.yml", "../../docs.yml"])
@pytest.mark.parametrize("name", ["spielgruppe.yml", "regal"])
def test_a_link_out_of_the_folder_is_refused(target: str, name: str, tmp_path: Path) -> None:
    """Whether it leads to a file, a folder or nothing: what is not in offers/ is never read."""
    town = build_town(tmp_path / "town")
    for outside in (tmp_path / "outside.yml", town / "docs.yml"):
        outside.write_text(other(), encoding="utf-8")
    link(town / FOLDER / name, target)

    assert told(town) == [(f"{FOLDER}/{name}", "symlink-outside")]


@pytest.mark.parametrize("target", ["spielgruppe.yml", "../angebote/spielgruppe.yml", "nowhere.yml", "..", "."])
def test_a_link_that_leads_to_no_file_is_refused(target: str, tmp_path: Path) -> None:
    """To itself, to nothing, to a folder: no endless way, and nothing is passed over."""
    link(build_town(tmp_path) / OTHER, target)

    assert told(tmp_path) == [(OTHER, "not-a-file")]


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    """Each of them is told."""
    build_town(tmp_path)
    link(tmp_path / FOLDER / "a.yml", "b.yml")
    link(tmp_path / FOLDER / "b.yml", "a.yml")

    assert told(tmp_path) == [(f"{FOLDER}/a.yml", "not-a-file"), (f"{FOLDER}/b.yml", "not-a-file")]


def test_the_guide_file_may_not_be_a_link_out(tmp_path: Path) -> None:
    """It is told once, and not called missing as well."""
    build_town(tmp_path, {GUIDE: None})
    (tmp_path / GUIDE).symlink_to("/etc/hostname")

    assert told(tmp_path) == [(GUIDE, "symlink-outside")]


def test_the_folder_itself_may_not_be_a_link_out(tmp_path: Path) -> None:
    """What lies elsewhere is not this town."""
    elsewhere = build_town(tmp_path / "elsewhere")
    link(tmp_path / "town" / "offers", elsewhere / "offers")

    assert told(tmp_path / "town") == [("offers", "symlink-outside")]


def test_the_town_may_be_reached_by_a_link(tmp_path: Path) -> None:
    """How one comes to the folder says nothing about what is in it."""
    build_town(tmp_path / "elsewhere")
    link(tmp_path / "town", tmp_path / "elsewhere")

    assert told(tmp_path / "town") == []


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Opening it would never end."""
    os.mkfifo(build_town(tmp_path) / OTHER)

    assert told(tmp_path) == [(OTHER, "not-a-file")]


@pytest.mark.parametrize("opened", [OTHER, FOLDER])
def test_what_may_not_be_opened_is_told(opened: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a folder without the right to read it; root may read all, so it is acted."""
    build_town(tmp_path, {OTHER: other(), "offers/angebote/noch-eine.yml": other().replace("Spiel", "Turn")})

    def refusing(method: str) -> None:
        original = getattr(Path, method)

        def refuse(self: Path, *arguments: object) -> object:
            if self == tmp_path / opened:
                raise PermissionError(13, "Permission denied")
            return original(self, *arguments)

        monkeypatch.setattr(Path, method, refuse)

    refusing("open")
    refusing("iterdir")

    assert (opened, "unreadable") in told(tmp_path)


# --- a town without its main parts


def test_a_town_without_offers(tmp_path: Path) -> None:
    """One finding says what is missing."""
    assert told(tmp_path) == [("offers", "no-offers-folder")]
    (tmp_path / "offers").write_text("", encoding="utf-8")
    assert told(tmp_path) == [("offers", "no-offers-folder")]


def test_a_town_without_a_guide_file(tmp_path: Path) -> None:
    """It is told together with all other mistakes."""
    found = check_town(tmp_path, {GUIDE: None, OFFER: minimal(OFFER) + "titel: x\n"})

    assert [(f.file, f.code) for f in found] == [(OFFER, "duplicate-key"), (GUIDE, "no-guide")]


def test_a_guide_file_that_is_a_folder(tmp_path: Path) -> None:
    """It is told once."""
    (build_town(tmp_path, {GUIDE: None}) / GUIDE).mkdir()

    assert told(tmp_path) == [(GUIDE, "not-a-file")]


def test_a_town_of_nothing_but_a_guide_file(tmp_path: Path) -> None:
    """A town may begin without offers."""
    records = load_records(
        build_town(
            tmp_path, {OFFER: None, "offers/anbieter/elternverein.yml": None, "offers/orte/sonnenhaus.yml": None}
        )
    )

    assert records.guide is not None
    assert (records.offers, records.providers, records.places, records.findings) == ((), (), (), ())


def test_files_are_found_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order in which a file system lists them changes nothing."""
    build_town(tmp_path, {f"offers/angebote/{name}.yml": "titel: x\n" for name in ("b", "c-d", "a/e", "a-f")})
    original = Path.iterdir
    forward = load_records(tmp_path)
    monkeypatch.setattr(Path, "iterdir", lambda self: sorted(original(self), reverse=True))

    assert load_records(tmp_path) == forward

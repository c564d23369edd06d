"""Whole builds, as a person at a terminal starts them: with one engine and another, with mistakes, while serving."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from check_engines import MOMENT, build, differences
from making import NEIGHBOUR, PROJECT

PATIENCE = 60
"""Seconds to wait for what comes in one or two on an idle machine."""


def town_in(folder: Path, *, reverse: bool = False) -> Path:
    """A copy of the neighbour town that uses the hooks of this project; on request written last file first."""
    files = sorted(path for path in NEIGHBOUR.rglob("*") if path.is_file())
    for path in reversed(files) if reverse else files:
        copy = folder / path.relative_to(NEIGHBOUR)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    change(folder, "mkdocs.yml", "../../../", f"{PROJECT}/")
    return folder


def change(town: Path, file: str, old: str, new: str) -> None:
    """Edit a file of the town."""
    path = town / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(result: subprocess.CompletedProcess[str]) -> str:
    """Everything that the terminal showed."""
    return result.stdout + result.stderr


def contents(site: Path) -> dict[str, bytes]:
    """The files of a site."""
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the neighbour town."""
    return town_in(tmp_path / "town")


@dataclass(frozen=True)
class Built:
    """A finished site."""

    town: Path
    site: Path
    told: str

    def page(self, url: str) -> str:
        """The HTML of the page at this address."""
        return (self.site / url.strip("/") / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def neighbour(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The neighbour town, built once."""
    folder = tmp_path_factory.mktemp("nachbarstadt")
    town = town_in(folder / "town")
    result = build(town, folder / "site", PYTHONHASHSEED="1")
    assert result.returncode == 0, told(result)
    return Built(town, folder / "site", told(result))


# --- all is well ----------------------------------------------------------------------------------------------------


def test_the_neighbour_town_builds_without_a_warning(neighbour: Built):
    assert "WARNING" not in neighbour.told
    assert "Warning" not in neighbour.told
    assert "Alles in Ordnung: 9 Angebote, 4 Anbieter, 4 Orte." in neighbour.told


def test_the_neighbour_town_is_all_its_own(neighbour: Built):
    """Nothing of the project's own town comes along."""
    assert "Nebelfurter Familienbuch" in neighbour.page("/")
    assert len(list((neighbour.site / "lebensphasen").glob("*/index.html"))) == 4


def test_this_town_builds_without_a_warning(tmp_path: Path):
    result = build(PROJECT, tmp_path / "site")

    assert result.returncode == 0, told(result)
    assert "WARNING" not in told(result)
    assert "DeprecationWarning" not in told(result)


def test_the_site_holds_nothing_of_the_theme(neighbour: Built):
    """Its scripts, its search and its styles stay at home."""
    names = list(contents(neighbour.site))

    assert not [name for name in names if re.search(r"bundle|lunr|search/|palette|\.map$", name)]
    assert {"404.html", "robots.txt", "sitemap.xml", "angebote/index.html"} <= set(names)


def test_hand_written_pages_are_filled_and_framed(neighbour: Built):
    imprint = neighbour.page("/impressum/")
    about = neighbour.page("/ueber-uns/")

    assert "Herausgeber ist Stadt Nebelfurt, Familienbüro." in imprint
    assert "mailto:familienbuch@nebelfurt.example" in imprint
    assert imprint.count("<html") == imprint.count("<main") == imprint.count("<h1") == 1
    assert "Der Wegweiser von Nebelfurt kennt 9 Angebote." in about
    assert '<meta name="description" content="Was wir über Sie wissen. Nichts.">' in neighbour.page("/datenschutz/")


def test_a_page_outside_of_the_navigation_is_there(neighbour: Built):
    """And links to it are none into nothing."""
    assert "Wir fragen nach." in neighbour.page("/ueber-uns/arbeitsweise/")
    assert 'href="arbeitsweise/"' in neighbour.page("/ueber-uns/")


def test_the_navigation_is_the_footer(neighbour: Built):
    footer = neighbour.page("/").partition("<footer")[2]

    assert re.findall(r'href="([^"]*)">([^<]*)</a></li>', footer) == [
        ("ueber-uns/", "Über uns"),
        ("impressum/", "Impressum"),
        ("datenschutz/", "Datenschutz"),
    ]


def test_the_navigation_leads_elsewhere_too(town: Path, tmp_path: Path):
    """To pages of the guide, and to other sites."""
    elsewhere = ("- Rathaus: https://rathaus.example/?a=1&b=2", "- Woche: /wochenplan/", "- Über uns:")
    change(town, "mkdocs.yml", "- Über uns:", "\n  ".join(elsewhere))

    result = build(town, tmp_path / "site")
    footer = Built(town, tmp_path / "site", told(result)).page("/impressum/").partition("<footer")[2]

    assert result.returncode == 0, told(result)
    assert '<a href="https://rathaus.example/?a=1&amp;b=2" rel="noopener">Rathaus</a>' in footer
    assert '<a href="../wochenplan/">Woche</a>' in footer


def test_titles_of_hand_written_pages(town: Path, tmp_path: Path):
    """From the navigation, from the first heading or from the page itself: `&` is one sign, wherever it stands."""
    change(town, "mkdocs.yml", "Impressum: impressum.md", "Wer & wo: impressum.md")
    change(town, "mkdocs.yml", "- Über uns:", "- ueber-uns/arbeitsweise.md\n  - Über uns:")
    change(town, "docs/ueber-uns/arbeitsweise.md", "# Wie wir arbeiten", "# Fragen & Antworten")
    (town / "docs" / "spiel.md").write_text('---\ntitle: "Spiel & Spaß"\n---\n\n# Oben\n', encoding="utf-8")

    result = build(town, tmp_path / "site")
    site = Built(town, tmp_path / "site", told(result))

    def title(url: str) -> str:
        match = re.search(r"<title>(.*?)</title>", site.page(url))
        assert match
        return unescape(match[1]).removesuffix(" – Nebelfurter Familienbuch")

    assert result.returncode == 0, site.told
    assert title("/impressum/") == "Wer & wo"
    assert title("/ueber-uns/arbeitsweise/") == "Fragen & Antworten"
    assert title("/spiel/") == "Spiel & Spaß"
    assert ">Fragen &amp; Antworten</a></li>" in site.page("/")


def test_the_site_knows_no_address(town: Path, tmp_path: Path):
    """A town that has not decided yet can look at its site all the same."""
    result = build(town, tmp_path / "site", SITE_URL="")

    assert result.returncode == 0, told(result)
    assert "canonical" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Sitemap" not in (tmp_path / "site" / "robots.txt").read_text(encoding="utf-8")


def test_a_file_of_the_town_goes_before_the_guide_s(town: Path, tmp_path: Path):
    """Whoever wants other rules for robots writes them."""
    (town / "docs" / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    (town / "docs" / "assets").mkdir()
    (town / "docs" / "assets" / "logo.svg").write_text("<svg/>", encoding="utf-8")

    result = build(town, tmp_path / "site")

    assert result.returncode == 0, told(result)
    assert (tmp_path / "site" / "robots.txt").read_text(encoding="utf-8").endswith("Disallow: /\n")
    assert (tmp_path / "site" / "assets" / "logo.svg").is_file()


# --- the same records, the same bytes -------------------------------------------------------------------------------


def test_folder_file_order_and_hash_seed_change_nothing(neighbour: Built, tmp_path: Path):
    town = town_in(tmp_path / "an einem anderen Ort", reverse=True)
    result = build(town, tmp_path / "site", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")

    assert result.returncode == 0, told(result)
    assert contents(tmp_path / "site") == contents(neighbour.site)


def test_the_day_of_the_build_is_that_of_berlin(town: Path, tmp_path: Path):
    """An offer that begins on 1 July has begun when it is 23:30 UTC on 30 June."""
    before, after = tmp_path / "before", tmp_path / "after"
    build(town, before, SOURCE_DATE_EPOCH="1814391000")  # 2027-06-30 21:30 UTC
    build(town, after, SOURCE_DATE_EPOCH="1814398200")  # 2027-06-30 23:30 UTC
    notice = "Dieses Angebot beginnt am 01.07.2027."

    assert notice in (before / "angebote" / "ferienspiele" / "index.html").read_text(encoding="utf-8")
    assert notice not in (after / "angebote" / "ferienspiele" / "index.html").read_text(encoding="utf-8")


def test_a_day_that_is_no_number_is_told(town: Path, tmp_path: Path):
    result = build(town, tmp_path / "site", SOURCE_DATE_EPOCH="heute")

    assert result.returncode != 0
    assert "SOURCE_DATE_EPOCH ist keine Zahl" in told(result)
    assert "Traceback" not in told(result)


def test_another_engine_makes_the_same_site(neighbour: Built, tmp_path: Path):
    result = build(neighbour.town, tmp_path / "site", "properdocs")

    assert result.returncode == 0, told(result)
    assert list(differences(neighbour.site, tmp_path / "site")) == []


def test_the_comparison_sees_what_it_looks_for(neighbour: Built, tmp_path: Path):
    other = tmp_path / "site"
    shutil.copytree(neighbour.site, other)
    (other / "robots.txt").unlink()
    (other / "neu.txt").touch()
    page = other / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<head>", b'<head><meta name="generator" content="x">'))
    change(other, "notfall/index.html", "Nachtpraxis", "Tagpraxis")

    assert [line.partition(":")[0] for line in differences(neighbour.site, other)] == [
        "neu.txt",
        "notfall/index.html",
        "robots.txt",
    ]


# --- mistakes -------------------------------------------------------------------------------------------------------


def test_mistakes_stop_the_build_and_leave_the_last_good_site(town: Path, tmp_path: Path):
    """All of them are told at once, each with its place, and nothing else happens."""
    site = tmp_path / "site"
    assert build(town, site).returncode == 0
    good = contents(site)
    change(town, "offers/angebote/elternrat.yml", "themen: [rat-und-hilfe, treffen]", "themen: [rat-und-hilf, treffen]")
    change(town, "offers/angebote/elternrat.yml", "art: leistung", "art: leisten")
    change(town, "offers/orte/muehlenhaus.yml", '"00417"', '"417"')

    result = build(town, site)
    shown = told(result)

    assert result.returncode not in (0, None)
    assert "Traceback" not in shown
    assert "offers/angebote/elternrat.yml:2:6  art: «leisten»" in shown
    assert (
        "offers/angebote/elternrat.yml:6:10  themen[1]: «rat-und-hilf» gibt es nicht. Gemeint: «rat-und-hilfe»?"
        in shown
    )
    assert "offers/orte/muehlenhaus.yml:3:6  plz: «417» ist keine Postleitzahl." in shown
    assert "3 Fehler" in shown
    assert contents(site) == good


def test_warnings_stop_nothing(town: Path, tmp_path: Path):
    change(town, "offers/anbieter/beratung-am-wehr.yml", "https://wehr", "http://wehr")

    result = build(town, tmp_path / "site")

    assert result.returncode == 0, told(result)
    assert "offers/anbieter/beratung-am-wehr.yml:5:16  kontakt.web: " in told(result)
    assert "[Warnung]" in told(result)


def test_without_a_guide_file(town: Path, tmp_path: Path):
    (town / "offers" / "guide.yml").unlink()

    result = build(town, tmp_path / "site")

    assert result.returncode != 0
    assert "offers/guide.yml:1:1" in told(result)
    assert "Traceback" not in told(result)
    assert not (tmp_path / "site").exists()


PAGES_WITH_MISTAKES = {
    # name: what it says, where the finding points, and a piece of it
    "klammern.md": ("# Titel\n\n{{ stadt.name\n", "3:1", "lässt sich nicht füllen"),
    "bedingung.md": ("# Titel\n\n{% if x %}\n", "3:1", "lässt sich nicht füllen"),
    "name.md": ("# Titel\n\n\n{{ stadtt.name }}\n", "4:1", "«stadtt» ist nicht bekannt"),
    "feld.md": ("# Titel\n\n{{ stadt.namen }}\n", "3:1", "«namen» ist nicht bekannt"),
    "rechnung.md": ("---\ntitle: x\n---\n\n# Titel\n\n{{ 1 / 0 }}\n", "7:1", "lässt sich nicht füllen"),
    "angebot.md": ("# Titel\n\n{{ guide.offer('niemand').title }}\n", "3:1", "lässt sich nicht füllen"),
    "index.md": ("# Titel\n", "1:1", "«/»"),
    "notfall.md": ("# Titel\n", "1:1", "«/notfall/»"),
    "angebote/index.md": ("# Titel\n", "1:1", "«/angebote/»"),
    "angebote/familiencafe.md": ("# Titel\n", "1:1", "«/angebote/familiencafe/»"),
}


def test_pages_that_cannot_be_shown(town: Path, tmp_path: Path):
    """Each is a finding with file and line, all at once, before the last good site is touched."""
    (town / "docs" / "angebote").mkdir()
    for name, (text, _, _) in PAGES_WITH_MISTAKES.items():
        (town / "docs" / name).write_text(text, encoding="utf-8")
    (town / "docs" / "kodierung.md").write_bytes("# Impressum\n\nGrüße".encode("cp1252"))
    site = tmp_path / "site"
    site.mkdir()
    (site / "last-good.html").touch()

    result = build(town, site)
    lines = told(result).splitlines()

    assert result.returncode != 0
    for name, (_, place, words) in PAGES_WITH_MISTAKES.items():
        (line,) = [line for line in lines if line.startswith(f"docs/{name}:")]
        assert line.startswith(f"docs/{name}:{place}  ")
        assert words in line
    assert "docs/kodierung.md:3:3  Hier steht ein Zeichen, das nicht als UTF-8 gespeichert ist" in told(result)
    assert f"{len(PAGES_WITH_MISTAKES) + 1} Fehler" in told(result)
    assert "Traceback" not in told(result)
    assert list(contents(site)) == ["last-good.html"]


def test_mistakes_in_records_and_pages_are_told_together(town: Path, tmp_path: Path):
    change(town, "offers/orte/muehlenhaus.yml", '"00417"', '"417"')
    (town / "docs" / "impressum.md").write_text("# Titel\n\n{{ stadt.name\n", encoding="utf-8")

    result = build(town, tmp_path / "site")

    assert "offers/orte/muehlenhaus.yml:3:6" in told(result)
    assert "docs/impressum.md:" in told(result)
    assert "2 Fehler" in told(result)


def _linking(town: Path, links: tuple[str, ...]) -> None:
    """Put links into a page of the town."""
    lines = "\n".join(f"- [Link]({link})" for link in links)
    change(town, "docs/ueber-uns/index.md", "# Über uns", f"# Über uns {{#unten}}\n\n{lines}\n")
    change(town, "mkdocs.yml", "plugins: []", "plugins: []\nmarkdown_extensions: [attr_list]")


def test_links_into_nothing_are_told(town: Path, tmp_path: Path):
    dead = ("../angebote/gibt-es-nicht/", "../angebot/", "../angebote", "gibt-es-nicht.pdf", "../../ausserhalb/")
    _linking(town, dead)

    result = build(town, tmp_path / "site")
    warnings = "\n".join(line for line in told(result).splitlines() if "WARNING" in line and "index.md" in line)

    assert result.returncode != 0
    assert [link for link in dead if not re.search(f"[«']{re.escape(link)}[»']", warnings)] == []
    assert "Traceback" not in told(result)


def test_links_to_somewhere_are_not_told(town: Path, tmp_path: Path):
    elsewhere = ("https://fremd.example/x", "mailto:a@b.example")
    _linking(town, ("../angebote/#lernen", "../angebote/?q=baby", "#unten", "../", *elsewhere))

    result = build(town, tmp_path / "site")

    assert result.returncode == 0, told(result)


def test_an_icon_that_is_not_there_is_told(town: Path, tmp_path: Path):
    change(town, "offers/guide.yml", "material/coffee", "material/kaffee")

    result = build(town, tmp_path / "site")

    assert result.returncode != 0
    assert "offers/guide.yml: Das Symbol «material/kaffee» gibt es im Thema nicht." in told(result)


def test_an_icon_that_is_no_drawing_is_told_and_left_out(town: Path, tmp_path: Path):
    """And of one that is, only the drawing is taken."""
    shutil.copytree(PROJECT / "hooks" / "theme", town / "theme")
    icons = town / "theme" / ".icons" / "stadt"
    icons.mkdir(parents=True)
    path = '<path d="M1 2"/></svg>'
    turm = f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" fill="red">{path}'
    for name, text in (("wappen", "<svg"), ("tasse", "<html></html>"), ("turm", turm)):
        (icons / f"{name}.svg").write_text(text, encoding="utf-8")
    change(town, "mkdocs.yml", f"custom_dir: {PROJECT}/hooks/theme", "custom_dir: theme")
    change(town, "offers/guide.yml", "material/book-open-page-variant", "stadt/wappen")
    change(town, "offers/guide.yml", "material/coffee", "stadt/tasse")
    change(town, "offers/guide.yml", "material/school", "stadt/turm")
    site = tmp_path / "site"

    result = build(town, site)

    for name in ("wappen", "tasse"):
        assert f"{name}.svg: Das ist keine SVG-Zeichnung. Das Symbol «stadt/{name}» fehlt" in told(result)
    home = Built(town, site, told(result)).page("/")
    assert 'viewBox="0 0 9 9"><path d="M1 2" /></svg>' in home
    assert 'fill="red"' not in home


# --- while serving --------------------------------------------------------------------------------------------------


@dataclass
class Served:
    """A running `mkdocs serve`."""

    address: str
    log: Path

    def page(self, url: str) -> str:
        """What the server answers now."""
        with urlopen(self.address + url, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something is the case."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if condition():
                    return
            except (URLError, ConnectionError):
                pass  # not up yet
            time.sleep(0.1)
        pytest.fail(f"waited in vain; the terminal shows:\n{self.log.read_text(encoding='utf-8')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(town: Path, log: Path) -> Iterator[Served]:
    """Serve the town while the block runs."""
    port = _free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": MOMENT, "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as terminal:
        server = subprocess.Popen(command, cwd=town, env=environment, stdout=terminal, stderr=subprocess.STDOUT)
        try:
            yield Served(f"http://127.0.0.1:{port}/stadt", log)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


@pytest.mark.slow
def test_a_mistake_while_serving(town: Path, tmp_path: Path):
    """The last good site stays up and the finding is in the terminal; once it is mended, the page shows the change."""
    record = "offers/angebote/elternrat.yml"
    with served(town, tmp_path / "terminal.txt") as server:
        server.wait_for(lambda: "Wir hören zu." in server.page("/angebote/elternrat/"))

        change(town, record, "anbieter: beratung-am-wehr", "anbieter: beratung-am-wer")
        server.wait_for(
            lambda: "elternrat.yml:3:11  anbieter: «beratung-am-wer» gibt es nicht." in server.log.read_text()
        )
        assert "Wir hören zu." in server.page("/angebote/elternrat/")
        assert "Nebelfurter Familienbuch" in server.page("/")

        change(town, record, "anbieter: beratung-am-wer", "anbieter: beratung-am-wehr")
        change(town, record, "Wir hören zu.", "Wir hören hin.")
        server.wait_for(lambda: "Wir hören hin." in server.page("/angebote/elternrat/"))
        assert "Traceback" not in server.log.read_text()

"""Measure how long a build takes, how large the site is, and what a first visit loads: `make bench`.

Times depend on the machine, so they are told and never asserted.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tables import print_table
from town import PROJECT, write_town

GZIP_LEVEL = 6
"""What web servers commonly use."""
BYTES_PER_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
SETTINGS = {"NO_MKDOCS_2_WARNING": "1", "BROSCHUEREN": "nein"}
"""What is printed is measured apart."""
RUNS_BY_SIZE = {200: 3, 1000: 1}
"""How often a synthetic town of so many offers is built; the middle time counts."""


@dataclass(frozen=True)
class Measurement:
    """What the build of one town came to; sizes in bytes, times in seconds."""

    town: str
    offers: int
    checking: float
    building: float
    memory: int
    pages: int
    size: int
    index: int
    index_packed: int


@dataclass(frozen=True)
class FirstView:
    """What a browser loads that has seen nothing of the site before; sizes in bytes as sent."""

    page: str
    address: str
    html: int
    total: int
    requests: int


# --- the build ------------------------------------------------------------------------------------------------------


def measure(town: str, root: Path, site: Path, runs: int) -> Measurement:
    """Check the town in `root` and build it into `site`, each in processes of its own, as staff do it."""
    checks = [_run(["-m", "familyguide", "check"], root) for _ in range(3)]
    builds = [_run(["-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", site], root) for _ in range(runs)]
    files = [path for path in site.rglob("*") if path.is_file()]
    (index,) = (site / "assets").glob("finder.*.json")
    return Measurement(
        town=town,
        offers=sum(1 for _ in (root / "offers" / "angebote").rglob("*.yml")),
        checking=median(seconds for seconds, _ in checks),
        building=median(seconds for seconds, _ in builds),
        memory=max(memory for _, memory in builds),
        pages=sum(path.suffix == ".html" for path in files),
        size=sum(path.stat().st_size for path in files),
        index=index.stat().st_size,
        index_packed=_packed(index),
    )


def _run(arguments: Sequence[str | Path], root: Path) -> tuple[float, int]:
    """Run Python in `root`; return the seconds and the most memory that it held.

    A child counts what this process holds when it starts, so this process must stay small.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=root, env=os.environ | SETTINGS, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)  # the memory of this child alone
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"This failed in {root}: {' '.join(map(str, arguments))}")
    return seconds, usage.ru_maxrss * BYTES_PER_MEMORY_UNIT


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), GZIP_LEVEL))


# --- a first visit --------------------------------------------------------------------------------------------------


class _Links(HTMLParser):
    """Collects what a page makes the browser load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "modulepreload", "manifest"):
            self.found.append(values["href"])
        if tag in ("script", "img", "iframe", "source", "video", "audio") and "src" in values:
            self.found.append(values["src"])
        if "data-index" in values:  # the finder's script loads it
            self.found.append(values["data-index"])


_IMPORT = re.compile(r"""\b(?:import|from)\s*\(?\s*["'](\.[^"']+)["']""")
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')#]+)""")


def loaded_files(page: Path) -> set[Path]:
    """The files that a browser loads for a page, with all that they load in turn; the page is among them."""
    found: set[Path] = set()
    waiting = [page]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            targets = (target for target in _targets(path) if not urlsplit(target).scheme)
            waiting += ((path.parent / urlsplit(target).path).resolve() for target in targets)
    return found


def _targets(path: Path) -> Iterator[str]:
    if path.suffix == ".html":
        links = _Links()
        links.feed(path.read_text(encoding="utf-8"))
        yield from links.found
    elif path.suffix in (".js", ".css"):
        pattern = _IMPORT if path.suffix == ".js" else _CSS_URL
        yield from pattern.findall(path.read_text(encoding="utf-8"))


def first_view(name: str, site: Path, pages: Iterator[Path]) -> FirstView:
    """Weigh the heaviest of `pages`."""
    page = max(pages, key=_packed).resolve()
    files = loaded_files(page)
    return FirstView(
        page=name,
        address=f"/{page.parent.relative_to(site.resolve()).as_posix()}/".replace("/./", "/"),
        html=_packed(page),
        total=sum(map(_packed, files)),
        requests=len(files),
    )


def first_views(site: Path) -> list[FirstView]:
    """The pages on which a visit begins."""
    return [
        first_view("home", site, site.glob("index.html")),
        first_view("life stage", site, site.glob("lebensphasen/*/index.html")),
        first_view("offer", site, site.glob("angebote/*/index.html")),
        first_view("finder", site, site.glob("angebote/index.html")),
    ]


# --- what is printed ------------------------------------------------------------------------------------------------


def brochures(folder: Path, *, quick: bool) -> Iterator[tuple[str, str, str]]:
    """What is printed, how long it takes, and the most memory that is held."""
    root = Path(folder, "printed")
    shutil.copytree(PROJECT / "offers", root / "offers")
    shutil.copyfile(PROJECT / "mkdocs.yml", root / "mkdocs.yml")
    yield ("complete edition of this town", *_printed(root, "gesamt"))
    for what in ("all files of all editions", "again, nothing changed"):
        seconds, memory = _run(["-m", "familyguide", "brochure", "--out", root / "out"], root)
        yield what, f"{seconds:.2f} s", _megabytes(memory)
    if not quick:
        large = Path(folder, "town-1000")
        (large / "offers" / "ausgaben").mkdir()
        (large / "offers" / "ausgaben" / "alles.yml").write_text("titel: Alles\n", encoding="utf-8")
        yield ("edition of 1,000 offers", *_printed(large, "alles"))


def _printed(root: Path, edition: str) -> tuple[str, str]:
    command = [sys.executable, Path(__file__).with_name("print_one.py"), root, edition]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    seconds = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"The edition {edition} of {root} cannot be printed.")
    return f"{float(seconds):.2f} s", _megabytes(usage.ru_maxrss * BYTES_PER_MEMORY_UNIT)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


# --- the table ------------------------------------------------------------------------------------------------------


def main() -> None:
    """Build the synthetic towns and the real one, and print what was measured."""
    parser = argparse.ArgumentParser(description="Measures the build, the site and a first visit.")
    parser.add_argument("--quick", action="store_true", help="leave out the large town")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        measurements = []
        for size in sorted(RUNS_BY_SIZE)[: 1 if quick else None]:
            root = Path(folder, f"town-{size}")
            write_town(size, root)
            measurements.append(measure("synthetic", root, root / "site", RUNS_BY_SIZE[size]))
        site = Path(folder, "site")
        measurements.append(measure("this one", PROJECT, site, runs=3))
        print_table(
            ("Town", "offers", "check", "cold build", "memory", "pages", "site", "index", "index gz"),
            [
                (
                    each.town,
                    f"{each.offers:,}",
                    f"{each.checking:.2f} s",
                    f"{each.building:.2f} s",
                    f"{each.memory / 1e6:.0f} MB",
                    f"{each.pages:,}",
                    f"{each.size / 1e6:.1f} MB",
                    _kilobytes(each.index),
                    _kilobytes(each.index_packed),
                )
                for each in measurements
            ],
        )
        print()
        print_table(
            ("First view", "requests", "HTML gz", "all gz", "heaviest of its kind"),
            [
                (view.page, str(view.requests), _kilobytes(view.html), _kilobytes(view.total), view.address)
                for view in first_views(site)
            ],
        )
        print()
        print_table(("Printed", "time", "memory"), list(brochures(Path(folder), quick=quick)))


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} kB"


if __name__ == "__main__":
    main()

"""Measure how well families find what they look for: `make bench-search`, with `QUERIES=path` for other phrases.

The finished site is opened in a browser, each phrase by its address, and what stands there is judged: the very code
that families use. A file of phrases is a list of `{q, lang, kind, expect}`; any id in `expect` is a right answer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import yaml
from playwright.sync_api import Page, sync_playwright
from tables import print_table
from town import PROJECT

sys.path.insert(0, str(PROJECT / "tests" / "browser"))
from find_chromium import chromium_path

QUERIES = PROJECT / "benchmarks" / "queries.yml"
FINDER = "/angebote/"
SETTLED = "#ergebnisse[aria-busy=false]"
RESULTS = "[...document.querySelectorAll('[data-angebot]')].map((item) => item.dataset.angebot)"
SHOWN = 5
"""So many results are told of a phrase that fails."""


@dataclass(frozen=True)
class Phrase:
    """What a family types, and what answers it."""

    words: str
    language: str
    kind: str
    answers: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """What the finder shows for a phrase."""

    phrase: Phrase
    found: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """The place of the first right answer, counted from one."""
        return next((place for place, offer in enumerate(self.found, start=1) if offer in self.phrase.answers), None)


def read_phrases(path: Path) -> list[Phrase]:
    """The phrases of a file; a phrase that does not say of what kind it is counts by its language."""
    entries = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return [
        Phrase(
            entry["q"],
            entry.get("lang", "de"),
            entry.get("kind", "other" if entry.get("lang", "de") != "de" else "any"),
            frozenset(entry["expect"]),
        )
        for entry in entries
    ]


# --- the site in a browser ------------------------------------------------------------------------------------------


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site in a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def phone(slowdown: int = 1) -> Iterator[Page]:
    """A page in a browser as small as a phone, and so many times slower than this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 360, "height": 740}, locale="de-DE")
        if slowdown > 1:
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        yield page
        browser.close()


def build(root: Path, site: Path) -> None:
    """Build the site of a town."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=root, check=True)


def search_each(page: Page, address: str, phrases: Sequence[Phrase]) -> list[Outcome]:
    """Open the finder with each phrase."""
    outcomes = []
    for phrase in phrases:
        page.goto(f"{address}{FINDER}?q={quote(phrase.words)}")
        page.wait_for_selector(SETTLED, state="attached")
        outcomes.append(Outcome(phrase, tuple(page.evaluate(RESULTS))))
    return outcomes


# --- how quick it is ------------------------------------------------------------------------------------------------

SLOWDOWN = 4
"""How much slower than this machine an old phone is taken to be."""
EVERY = 4
"""One phrase of so many is typed."""
_WATCH_FIRST_RESULT = """new MutationObserver((_, observer) => {
  if (!document.querySelector('#ergebnisse > ol > li, #notlage li')) return;
  observer.disconnect();
  window.firstResult = performance.now();
}).observe(document, { childList: true, subtree: true });"""
_FIRST_RESULT_AFTER_DATA = """() => window.firstResult - Math.max(...performance.getEntriesByType('resource')
  .filter(({ name }) => /finder\\.[0-9a-f]+\\.json/.test(name)).map(({ responseEnd }) => responseEnd))"""
_TYPE = """(words) => [...words].map((_, place) => {
  const field = document.getElementById('suche');
  const start = performance.now();
  field.value = words.slice(0, place + 1);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - start;
})"""
"""Type letter by letter; the milliseconds until each of them has been answered and laid out."""


def with_mistakes(words: str) -> str:
    """The words with two letters swapped in each that is long enough."""
    return " ".join(f"{word[:2]}{word[3]}{word[2]}{word[4:]}" if len(word) > SHOWN else word for word in words.split())


def measure_speed(page: Page, address: str, phrases: Sequence[Phrase]) -> list[tuple[str, str, str, str]]:
    """Rows of a table: what was done, and the median, the 95th of 100 and the longest in milliseconds."""
    page.add_init_script(_WATCH_FIRST_RESULT)
    german = [phrase.words for phrase in phrases if phrase.language == "de"][::EVERY]
    first = []
    for words in german[:5]:
        page.goto(f"{address}{FINDER}?q={quote(words)}")
        page.wait_for_selector(SETTLED, state="attached")
        first.append(page.evaluate(_FIRST_RESULT_AFTER_DATA))
    page.goto(f"{address}{FINDER}")
    page.wait_for_selector(SETTLED, state="attached")
    keys = [time for words in german for time in page.evaluate(_TYPE, words)]
    wrong = [time for words in german for time in page.evaluate(_TYPE, with_mistakes(words))]
    return [
        _spread("first result after the data", first),
        _spread("a key", keys),
        _spread("a key, with mistakes", wrong),
    ]


def _spread(name: str, times: Sequence[float]) -> tuple[str, str, str, str]:
    ordered = sorted(times)
    return (
        name,
        f"{ordered[len(ordered) // 2]:.0f} ms",
        f"{ordered[len(ordered) * 95 // 100]:.0f} ms",
        f"{ordered[-1]:.0f} ms",
    )


# --- the table ------------------------------------------------------------------------------------------------------


def tell(outcomes: Sequence[Outcome]) -> None:
    """Print how often the answer is there, by kind and language, and where it is not."""
    groups: list[tuple[str, list[Outcome]]] = [("all", list(outcomes))]
    for of in (lambda outcome: outcome.phrase.kind, lambda outcome: outcome.phrase.language):
        groups += _by(of, outcomes)
    print_table(
        ("Phrases", "number", "success@1", "success@3", "success@10", "mean reciprocal rank", "without result"),
        [(name, *_figures(group)) for name, group in groups],
    )
    failures = [outcome for outcome in outcomes if (outcome.rank or SHOWN) > 3]
    print(f"\nNo right answer among the first three: {len(failures)}")
    for outcome in failures:
        phrase = outcome.phrase
        print(f"  {phrase.words} [{phrase.language}, {phrase.kind}], right answer: {outcome.rank or 'none'}")
        print(f"    found  {', '.join(outcome.found[:SHOWN])}")
        print(f"    wanted {', '.join(sorted(phrase.answers))}")


def _by(of: Callable[[Outcome], str], outcomes: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    names = sorted({of(outcome) for outcome in outcomes})
    return [(name, [outcome for outcome in outcomes if of(outcome) == name]) for name in names]


def _figures(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    ranks = [outcome.rank for outcome in outcomes]

    def success(most: int) -> str:
        return f"{sum(rank is not None and rank <= most for rank in ranks) / len(ranks):.2f}"

    reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
    nothing = sum(not outcome.found for outcome in outcomes)
    return (str(len(ranks)), success(1), success(3), success(10), f"{reciprocal:.2f}", str(nothing))


def main() -> None:
    """Build the site, search each phrase and print what was found."""
    parser = argparse.ArgumentParser(description="Measures how well families find what they look for.")
    parser.add_argument("queries", type=Path, nargs="?", default=QUERIES, help="a file of phrases and their answers")
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--speed", action="store_true", help="measure only how quick it is")
    options = parser.parse_args()
    phrases = read_phrases(options.queries)
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or Path(folder, "site")
        if options.site is None:
            build(PROJECT, site)
        with served(site) as address:
            if not options.speed:
                with phone() as page:
                    tell(search_each(page, address, phrases))
                print()
            with phone(SLOWDOWN) as page:
                print_table(
                    (f"At {SLOWDOWN}x slowdown", "median", "95 of 100", "longest"),
                    measure_speed(page, address, phrases),
                )


if __name__ == "__main__":
    main()

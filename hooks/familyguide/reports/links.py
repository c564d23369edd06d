"""Do the addresses in the records still lead somewhere? Politely: one request at a time for each host, with pauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from ..records.findings import Finding, in_reading_order, make_finding
from ..records.load import GUIDE_FILE, Records
from ..records.models import LinkException
from ..records.notes import is_placeholder
from ..records.source import Path, Source, dotted, texts_in

PAUSE: Final = 2.0
"""Seconds between two requests to one host."""
RETRY_AFTER: Final = 10.0
"""Seconds before the second and last try."""
MOST_REDIRECTS: Final = 5
AT_ONCE: Final = 8
"""Hosts that are asked at the same time."""

_WEB = re.compile(r"https?://[^\s)>\]\"«»]+")
_PERMANENT: Final = (301, 308)
_REDIRECTS: Final = (*_PERMANENT, 302, 303, 307)
_REFUSES_PROGRAMS: Final = (401, 403, 405, 406, 429, 451, 999)
"""Answers that say nothing about the page: it may be there for people."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: a status with, perhaps, where to go instead; or why there was no answer."""

    status: int = 0
    location: str = ""
    problem: str = ""


Fetch = Callable[[str], Answer]
Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a record."""

    url: str
    source: Source
    path: Path


def links_in(records: Records) -> Iterator[Link]:
    """Every address of the web in the records, but for those that only stand in for one and those that are excepted."""
    exceptions = records.guide.link_exceptions if records.guide else ()
    for source in records.sources.values():
        for path, text in texts_in(source.data):
            if source.file == GUIDE_FILE and path[:1] == ("link-ausnahmen",):
                continue
            for match in _WEB.finditer(text):
                url = match.group().rstrip(".,;:!?*_")
                if not is_placeholder(url) and not is_excepted(url, exceptions):
                    yield Link(url, source, path)


def is_excepted(url: str, exceptions: Iterable[LinkException]) -> bool:
    """Whether an address begins like one of the exceptions."""
    return any(url.startswith(exception.web) for exception in exceptions)


def check_links(links: Iterable[Link], fetch: Fetch, sleep: Sleep) -> list[Finding]:
    """Ask for each address once; report what leads nowhere and what has moved for good, wherever it stands."""
    uses: dict[str, list[Link]] = {}
    for link in links:
        uses.setdefault(urldefrag(link.url).url, []).append(link)
    by_host: dict[str, list[str]] = {}
    for url in uses:
        by_host.setdefault(urlsplit(url).hostname or "", []).append(url)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = pool.map(lambda urls: _ask_host(urls, fetch, sleep), by_host.values())
    verdicts = {url: verdict for result in results for url, verdict in result.items()}
    return in_reading_order(
        make_finding(
            link.source.file, link.source.mark(link.path), dotted(link.path), code, severity="warning", **values
        )
        for url, of_url in uses.items()
        for code, values in verdicts[url]
        for link in of_url
    )


Verdict = Sequence[tuple[str, Mapping[str, str]]]


def _ask_host(urls: Sequence[str], fetch: Fetch, sleep: Sleep) -> dict[str, Verdict]:
    """Ask one host for its pages, one after the other."""
    verdicts = {}
    for number, url in enumerate(urls):
        if number:
            sleep(PAUSE)
        verdicts[url] = _ask(url, fetch, sleep)
    return verdicts


def _ask(url: str, fetch: Fetch, sleep: Sleep) -> Verdict:
    answer, final, moved = _follow(url, fetch, sleep)
    if _may_pass(answer):
        sleep(RETRY_AFTER)
        answer, final, moved = _follow(url, fetch, sleep)
    if answer.status in _REFUSES_PROGRAMS or 200 <= answer.status < 300:
        return [("link-moved", {"found": url, "other": final})] if moved and _is_elsewhere(url, final) else []
    return [("link-dead", {"found": url, "problem": answer.problem or str(answer.status)})]


def _follow(url: str, fetch: Fetch, sleep: Sleep) -> tuple[Answer, str, bool]:
    """Follow redirects; return the last answer, where it came from, and whether all of the way is for good."""
    at, for_good = url, False
    answer = fetch(at)
    for _ in range(MOST_REDIRECTS):
        if answer.status not in _REDIRECTS or not answer.location:
            break
        for_good = answer.status in _PERMANENT and (for_good or at == url)
        target = urljoin(at, answer.location)
        if urlsplit(target).scheme not in ("http", "https"):
            return Answer(problem=target[:100]), at, False
        if urlsplit(target).hostname == urlsplit(at).hostname:
            sleep(PAUSE)
        at, answer = target, fetch(target)
    return answer, at, for_good


def _may_pass(answer: Answer) -> bool:
    """Whether a second try may go better."""
    return bool(answer.problem) or answer.status >= 500 or answer.status == 429


def _is_elsewhere(url: str, final: str) -> bool:
    """Whether a page has another address, and not only one with a slash more."""
    return urldefrag(url).url.rstrip("/") != urldefrag(final).url.rstrip("/")

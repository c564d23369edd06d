"""Do the addresses in the records still lead somewhere? Politely: one request at a time for each host, with pauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Final
from urllib.parse import urljoin, urlsplit

from ..records.findings import Finding, in_reading_order, make_finding
from ..records.load import GUIDE_FILE, Records
from ..records.models import LinkException
from ..records.notes import is_placeholder
from ..records.source import Path, Source, dotted, texts_in
from . import wording as w

PAUSE: Final = 2.0
"""Seconds between two requests to one host."""
RETRY_AFTER: Final = 10.0
"""Seconds before the second and last try."""
LONGEST_WAIT: Final = 120.0
"""Who wants to be asked later than this is left alone."""
MOST_REDIRECTS: Final = 5
MOST_FAILURES: Final = 4
"""A host that has not answered so often, one time after the other, is not asked again."""
AT_ONCE: Final = 8
"""Hosts that are asked at the same time."""

_WHOLE = re.compile(r"https?://\S+")
_WEB = re.compile(r"https?://\[?(?:[^\s()<>\[\]\"«»]|\([^\s()<>]*\)|\[[^\s\[\]<>]*\])+")
"""In a text: brackets only where both are there."""
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
    retry_after: float = 0
    """Seconds that the server wants to be left alone."""


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
            found = (match.group().rstrip(".,;:!?*_") for match in _WEB.finditer(text))
            for url in [text] if _WHOLE.fullmatch(text) else found:
                if not is_placeholder(url) and not is_excepted(url, exceptions):
                    yield Link(url, source, path)


def is_excepted(url: str, exceptions: Iterable[LinkException]) -> bool:
    """Whether an address begins like one of the exceptions."""
    return any(url.startswith(exception.web) for exception in exceptions)


def check_links(links: Iterable[Link], fetch: Fetch, sleep: Sleep) -> list[Finding]:
    """Ask for each address once; report what leads nowhere and what has moved for good, wherever it stands."""
    uses: dict[str, list[Link]] = {}
    by_host: dict[str, list[str]] = {}
    for link in links:
        url = _without_fragment(link.url)
        if url not in uses:
            by_host.setdefault(_host(url), []).append(url)
        uses.setdefault(url, []).append(link)
    ask = _Asking(fetch, sleep)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = pool.map(lambda urls: {url: _verdict(url, ask) for url in urls}, by_host.values())
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


class _Asking:
    """Asks servers: each of them for one page at a time and with pauses, whoever has led there."""

    def __init__(self, fetch: Fetch, sleep: Sleep) -> None:
        self._fetch, self._sleep = fetch, sleep
        self._turn = Lock()
        self._hosts: dict[str, Lock] = {}
        self._asked: set[str] = set()
        self._failures: Counter[str] = Counter()

    def __call__(self, url: str, after: float = 0) -> Answer:
        """The answer of a server, asked for not before so many seconds."""
        host = _host(url)
        with self._turn:
            own_turn = self._hosts.setdefault(host, Lock())
        with own_turn:
            if self._failures[host] >= MOST_FAILURES:
                return Answer(problem=w.LINK_SILENT)
            if pause := max(after, PAUSE if host in self._asked else 0):
                self._sleep(pause)
            self._asked.add(host)
            answer = self._fetch(url)
            self._failures[host] = self._failures[host] + 1 if answer.problem else 0
            return answer


def _verdict(url: str, ask: _Asking) -> Verdict:
    answer, final, moved = _follow(url, ask)
    if answer.retry_after > LONGEST_WAIT:
        return []
    if _may_pass(answer):
        answer, final, moved = _follow(url, ask, max(RETRY_AFTER, answer.retry_after))
    if answer.status in _REFUSES_PROGRAMS or 200 <= answer.status < 300:
        return [("link-moved", {"found": url, "other": final})] if moved and _is_elsewhere(url, final) else []
    problem = w.LINK_IN_CIRCLES if answer.status in _REDIRECTS else str(answer.status)
    return [("link-dead", {"found": url, "problem": answer.problem or problem})]


def _follow(url: str, ask: _Asking, after: float = 0) -> tuple[Answer, str, bool]:
    """Follow redirects; return the last answer, where it came from, and whether all of the way is for good."""
    at, for_good = url, False
    answer = ask(at, after)
    for _ in range(MOST_REDIRECTS):
        if answer.status not in _REDIRECTS or not answer.location:
            break
        for_good = answer.status in _PERMANENT and (for_good or at == url)
        try:
            target = urljoin(at, answer.location)
            is_web = urlsplit(target).scheme in ("http", "https")
        except ValueError:
            is_web = False
        if not is_web:
            return Answer(problem=w.LINK_TO_NOTHING.format(target=answer.location[:100])), at, False
        at, answer = target, ask(target)
    return answer, at, for_good


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


def _host(url: str) -> str:
    """By what servers are told apart; with `www.` and without it is mostly one."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _may_pass(answer: Answer) -> bool:
    """Whether a second try may go better."""
    return bool(answer.problem) or answer.status >= 500 or answer.status == 429


def _is_elsewhere(url: str, final: str) -> bool:
    """Whether a page has another address, and not only one with a slash more."""
    return _without_fragment(url).rstrip("/") != _without_fragment(final).rstrip("/")

"""The check of links: polite, and right about what is dead or has moved; no test asks the network."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from familyguide.records.load import list_files, read_records
from familyguide.reports.links import MOST_FAILURES, PAUSE, RETRY_AFTER, Answer, Link, check_links, links_in
from small_towns import GUIDE, OFFER, PROVIDER, build_town, minimal

OK = Answer(200)


class Web:
    """Servers that answer as they are told; an address that is not known is dead."""

    def __init__(self, answers: Mapping[str, Answer | list[Answer]]) -> None:
        self.answers = {url: list(answer) if isinstance(answer, list) else [answer] for url, answer in answers.items()}
        self.asked: list[str] = []
        self.slept: list[float] = []
        self.lock = threading.Lock()

    def fetch(self, url: str) -> Answer:
        with self.lock:
            self.asked.append(url)
            answers = self.answers.get(url, [Answer(404)])
            return answers.pop(0) if len(answers) > 1 else answers[0]

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.slept.append(seconds)


def links(root: Path, *urls: str, exceptions: str = "") -> list[Link]:
    """The links of the minimal town with these sources at its offer."""
    sources = "".join(f"    - {{web: '{url}'}}\n" for url in urls)
    offer = minimal(OFFER) + (f"pruefung:\n  quellen:\n{sources}" if urls else "")
    listing = list_files(build_town(root, {OFFER: offer, GUIDE: minimal(GUIDE) + exceptions}))
    return list(links_in(read_records(listing.files)))


def codes(found: list[Link], web: Web) -> list[str]:
    return [finding.code for finding in check_links(found, web.fetch, web.sleep)]


A, B = "https://a.de/eins", "https://a.de/zwei"

CASES: dict[str, tuple[dict[str, Answer | list[Answer]], list[str]]] = {
    "there": ({A: OK}, []),
    "gone": ({A: Answer(404)}, ["link-dead"]),
    "gone for good": ({A: Answer(410)}, ["link-dead"]),
    "no such host": ({A: Answer(problem="Name or service not known")}, ["link-dead"]),
    "down for a moment": ({A: [Answer(503), OK]}, []),
    "no answer at first": ({A: [Answer(problem="timed out"), OK]}, []),
    "down": ({A: Answer(503)}, ["link-dead"]),
    "lets no programs in": ({A: Answer(403)}, []),
    "too many questions": ({A: Answer(429)}, []),
    "moved": ({A: Answer(301, "https://b.de/eins"), "https://b.de/eins": OK}, ["link-moved"]),
    "moved twice": ({A: Answer(308, B), B: Answer(301, "/drei"), "https://a.de/drei": OK}, ["link-moved"]),
    "elsewhere for now": ({A: Answer(302, B), B: OK}, []),
    "moved, then elsewhere for now": ({A: Answer(301, B), B: Answer(302, "/x"), "https://a.de/x": OK}, []),
    "a slash more": ({A: Answer(301, f"{A}/"), f"{A}/": OK}, []),
    "moved to nowhere": ({A: Answer(301, B)}, ["link-dead"]),
    "in circles": ({A: Answer(301, B), B: Answer(301, A)}, ["link-dead"]),
    "to what is no address": ({A: Answer(301, "https://[")}, ["link-dead"]),
    "wants to be left alone": ({A: Answer(503, retry_after=3600)}, []),
    "to a strange place": ({A: Answer(301, "file:///etc/passwd")}, ["link-dead"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_verdict(case: str, tmp_path: Path) -> None:
    """What a person would say who tried it twice."""
    answers, expected = CASES[case]

    assert codes(links(tmp_path, A), Web(answers)) == expected


def test_a_finding_says_where_and_whereto(tmp_path: Path) -> None:
    """Each place where the address stands, as a warning."""
    web = Web({A: Answer(301, "https://b.de/"), "https://b.de/": OK})
    first, second = check_links(links(tmp_path, A, f"{A}#teil"), web.fetch, web.sleep)

    assert (first.file, first.line, first.severity) == (OFFER, 9, "warning")
    assert first.text.endswith(
        "pruefung.quellen[1].web: Die Adresse «https://a.de/eins» ist umgezogen. "
        "Prüfen Sie die neue und tragen Sie sie ein: https://b.de/"
    )
    assert (second.line, web.asked) == (10, [A, "https://b.de/"])


def test_pauses_within_one_host_only(tmp_path: Path) -> None:
    """One page after the other, with a pause; another host does not wait."""
    web = Web({A: OK, B: OK, "https://b.de": OK})

    assert codes(links(tmp_path, A, B, "https://b.de"), web) == []
    assert web.slept == [PAUSE]


def test_one_retry_after_a_while(tmp_path: Path) -> None:
    """And no more; what is gone is not asked for again."""
    web = Web({A: Answer(500), "https://b.de": Answer(404)})
    codes(links(tmp_path, A, "https://b.de"), web)

    assert sorted(web.asked) == [A, A, "https://b.de"]
    assert web.slept == [RETRY_AFTER]


def test_which_addresses_are_tried(tmp_path: Path) -> None:
    """Those in texts as well; none that only stands in for another, is excepted with a reason, or is a mailbox."""
    exception = "link-ausnahmen: [{web: https://b.de/intern, grund: nur mit Anmeldung}]\n"
    build_town(tmp_path)
    found = links(tmp_path, A, "https://b.de/intern/x", "https://x.example/", exceptions=exception)
    (tmp_path / OFFER).write_text(
        minimal(OFFER) + "beschreibung: Mehr [hier](https://c.de/x), oder https://d.de.\n", encoding="utf-8"
    )
    texts = links_in(read_records(list_files(tmp_path).files))

    assert [link.url for link in found] == [A]
    assert [link.url for link in texts] == ["https://c.de/x", "https://d.de"]
    assert PROVIDER not in {link.source.file for link in found}


def test_brackets_belong_to_an_address_where_both_are_there(tmp_path: Path) -> None:
    """A field is an address as it stands; in a text, people write brackets around one."""
    town, query = "https://c.de/Ahlen_(Westfalen)", "https://c.de/a?b=(c)&d=1"
    text = f"beschreibung: Mehr [hier]({town}), dort ({query}) und [da](https://c.de/x_).\n"
    build_town(tmp_path, {OFFER: minimal(OFFER) + text + "kontakt: {web: https://c.de/y_}\n"})
    found = links_in(read_records(list_files(tmp_path).files))

    assert [link.url for link in found] == [town, query, "https://c.de/x", "https://c.de/y_"]


def test_a_host_that_never_answers_is_not_asked_for_ever(tmp_path: Path) -> None:
    """All its addresses are told, and the others are tried."""
    silent = [f"https://a.de/{number}" for number in range(20)]
    web = Web({**dict.fromkeys(silent, Answer(problem="antwortet nicht")), "https://b.de": OK})
    told = codes(links(tmp_path, *silent, "https://b.de"), web)

    assert told == ["link-dead"] * 20
    assert len(web.asked) == MOST_FAILURES + 1


def test_what_is_no_address_does_not_stop_the_others(tmp_path: Path) -> None:
    """It stands in a text, where nothing keeps people from writing it."""
    build_town(tmp_path, {OFFER: minimal(OFFER) + f"beschreibung: Mehr auf https://[stadt und {A}\n"})
    found = list(links_in(read_records(list_files(tmp_path).files)))
    web = Web({"https://[stadt": Answer(problem="keine gültige Adresse"), A: OK})

    assert codes(found, web) == ["link-dead"]
    assert A in web.asked


def test_a_server_is_waited_for_as_it_says(tmp_path: Path) -> None:
    web = Web({A: [Answer(503, retry_after=30), OK]})

    assert codes(links(tmp_path, A), web) == []
    assert web.slept == [30]


def test_a_server_to_which_many_lead_is_asked_one_at_a_time(tmp_path: Path) -> None:
    """Whatever the hosts are called that lead there."""
    busy = threading.Lock()
    starts = [f"https://h{number}.de/" for number in range(8)]
    web = Web(
        {url: Answer(302, "https://www.ziel.de/x") for url in starts}
        | {"https://www.ziel.de/x": OK, "https://ziel.de/y": OK}
    )

    def fetch(url: str) -> Answer:
        if "ziel.de" in url:
            assert busy.acquire(blocking=False), "two at once"
            time.sleep(0.01)
            busy.release()
        return web.fetch(url)

    assert check_links(links(tmp_path, *starts, "https://ziel.de/y"), fetch, web.sleep) == []
    assert web.slept == [PAUSE] * 8

"""Keep one issue of the project up to date: `python3 .ci/keep_issue.py TITLE < TEXT`, on GitHub and on GitLab.

The first line of the text is a comment, the mark of the issue. The open issue of this program that begins with it gets
title and text; where there is none, one is opened, unless `--no-new` is given. Whatever others write is left alone.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

MOST_CHARACTERS: Final = 65_000
"""GitHub takes 65,536."""
PER_PAGE: Final = 100

CUT: Final = "\n\n… Der Rest passt nicht hierher; er steht in der Ausgabe des Laufs."
NO_FORGE: Final = "Dieses Programm läuft in GitHub Actions oder in GitLab CI."
NO_TOKEN: Final = "Es fehlt die Variable {name}; sie erlaubt, Issues zu schreiben."
REFUSED: Final = "{url} antwortet mit {status}. Darf das Zugriffstoken Issues lesen und schreiben?"
NO_ISSUES: Final = (
    "{url} antwortet mit {status}: In diesem Projekt sind die Issues ausgeschaltet. Schalten Sie sie ein."
)
BUSY: Final = "{url} antwortet mit {status}, auch nach mehreren Versuchen. Starten Sie den Lauf später noch einmal."
NO_ANSWER: Final = "{url} antwortet nicht: {reason}. Starten Sie den Lauf später noch einmal."
NOT_JSON: Final = "{url} antwortet nicht so, wie es eine Projektseite tut. Stimmt die Adresse?"

PAUSES: Final = (5, 30, 90)
"""Seconds before the second try, the third and the fourth, where the forge does not say how many."""
LONGEST_PAUSE: Final = 300
_SWITCHED_OFF: Final = 410
_TOO_MANY: Final = 429
_FAULTS: Final = range(500, 600)


class NotKept(Exception):
    """What a forge answers instead of doing what it was asked for, as a sentence."""


@dataclass(frozen=True)
class Forge:
    """How the issues of a project are read and written."""

    issues: str
    """Their address."""
    headers: Mapping[str, str]
    open_state: str
    text: str
    """The name of an issue's text."""
    number: str
    update: str
    """The method that changes an issue."""
    author: tuple[str, str, object]
    """Under which two names an issue tells its author, and who this program is."""

    def ask(self, method: str, url: str, values: object = None) -> Any:
        """Send a request and return the answer; ask again where the forge is busy or did not answer."""
        body = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(url, body, dict(self.headers), method=method)
        pauses = iter(PAUSES)
        while True:
            wanted = None
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                with error:
                    wanted = _wanted_pause(error)
                    if wanted is None and error.code != _TOO_MANY and error.code not in _FAULTS:
                        sentence = NO_ISSUES if error.code == _SWITCHED_OFF else REFUSED
                        raise NotKept(sentence.format(url=url, status=error.code)) from error
                    failure = NotKept(BUSY.format(url=url, status=error.code))
            except ValueError as error:
                raise NotKept(NOT_JSON.format(url=url)) from error
            except (OSError, http.client.HTTPException) as error:
                failure = NotKept(NO_ANSWER.format(url=url, reason=getattr(error, "reason", "") or error))
                if method == "POST":  # it may have been opened all the same; a second one would stay forever
                    raise failure from error
            if (pause := next(pauses, None)) is None:
                raise failure
            time.sleep(pause if wanted is None else wanted)

    def own_open_issues(self) -> Iterator[dict[str, Any]]:
        """The open issues that this program has opened."""
        for page in count(1):
            found = self.ask("GET", f"{self.issues}?state={self.open_state}&per_page={PER_PAGE}&page={page}")
            outer, inner, name = self.author
            for issue in found:
                author = issue[outer] or {}  # of whoever has left, nothing
                if author.get(inner) == name and issue.get("pull_request") is None:
                    yield issue
            if len(found) < PER_PAGE:
                return

    def keep(self, title: str, text: str, *, may_open: bool) -> str:
        """Put the text into its issue; return its address, empty where there is none."""
        mark = text.partition("\n")[0]
        if len(text) > MOST_CHARACTERS:
            text = text[: MOST_CHARACTERS - len(CUT)] + CUT
        values = {"title": title, self.text: text}
        for issue in self.own_open_issues():
            if (issue[self.text] or "").startswith(mark):
                kept = self.ask(self.update, f"{self.issues}/{issue[self.number]}", values)
                break
        else:
            if not may_open:
                return ""
            kept = self.ask("POST", self.issues, values)
        return str(kept.get("html_url") or kept.get("web_url"))


def forge_of(environment: Mapping[str, str]) -> Forge:
    """The forge in which this program runs, as the variables of its jobs tell it."""
    headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "familyguide"}
    if "GITHUB_REPOSITORY" in environment:
        headers |= {"Authorization": f"Bearer {_token(environment, 'GITHUB_TOKEN')}"}
        issues = f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}/issues"
        # No person can have a name with brackets.
        return Forge(issues, headers, "open", "body", "number", "PATCH", ("user", "login", "github-actions[bot]"))
    if "CI_PROJECT_ID" in environment:
        api = environment["CI_API_V4_URL"]
        headers |= {"PRIVATE-TOKEN": _token(environment, "GITLAB_TOKEN")}
        issues = f"{api}/projects/{environment['CI_PROJECT_ID']}/issues"
        forge = Forge(issues, headers, "opened", "description", "iid", "PUT", ("author", "id", None))
        return Forge(**{**vars(forge), "author": ("author", "id", forge.ask("GET", f"{api}/user")["id"])})
    sys.exit(NO_FORGE)


def _wanted_pause(error: urllib.error.HTTPError) -> int | None:
    """The seconds after which a forge wants to be asked again, if it says so and they are not too many."""
    said = error.headers.get("Retry-After", "")
    return min(int(said), LONGEST_PAUSE) if said.isascii() and said.isdigit() else None


def _token(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name) or sys.exit(NO_TOKEN.format(name=name))


def main() -> None:
    """Read the text from the standard input and tell where it stands now."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("title")
    parser.add_argument("--no-new", action="store_true")
    options = parser.parse_args()
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        print(forge_of(os.environ).keep(options.title, sys.stdin.read(), may_open=not options.no_new))
    except NotKept as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

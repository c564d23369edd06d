"""Keep one issue of the project up to date: `python3 .ci/keep_issue.py TITLE < TEXT`, on GitHub and on GitLab.

The first line of the text is a comment, the mark of the issue. The open issue of this program that begins with it gets
title and text; where there is none, one is opened, unless `--no-new` is given. Whatever others write is left alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
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
        """Send a request and return the answer."""
        body = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(url, body, dict(self.headers), method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def own_open_issues(self) -> Iterator[dict[str, Any]]:
        """The open issues that this program has opened."""
        for page in count(1):
            found = self.ask("GET", f"{self.issues}?state={self.open_state}&per_page={PER_PAGE}&page={page}")
            outer, inner, name = self.author
            yield from (issue for issue in found if issue[outer][inner] == name and "pull_request" not in issue)
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
    except urllib.error.HTTPError as error:
        with error:
            sys.exit(REFUSED.format(url=error.url, status=error.code))
    except urllib.error.URLError as error:
        sys.exit(str(error.reason))


if __name__ == "__main__":
    main()

"""The scripts that the jobs of GitHub and GitLab run, in real repositories and against a forge that is made up."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from making import PROJECT
from repositories import commit, git
from small_towns import OFFER, PLACE, changed, minimal

DAY = "1804669200"
"""2027-03-10 in seconds."""
PHONE = 'kontakt: {{telefone: [{{nummer: "02382 5900{digit}"}}]}}\n'
BEFORE, AFTER = (minimal(OFFER) + PHONE.format(digit=digit) for digit in "12")


def run(project: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a job does that has nothing but what it is given."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(project), "SOURCE_DATE_EPOCH": DAY, "LANG": "C.UTF-8"}
    return subprocess.run(
        ["bash", *command], cwd=project, env=environment | variables, capture_output=True, text=True, check=False
    )


@dataclass(frozen=True)
class Upstream:
    """The repository of a town, and a stranger's fork of it."""

    folder: Path

    def checkout_of(self, proposed: dict[str, str]) -> Path:
        """What a job for the stranger's proposal finds: the merge that the forge tries, and one commit before it."""
        town, fork, job = self.folder / "town", self.folder / "fork", self.folder / "job"
        commit(town, {OFFER: BEFORE, "mkdocs.yml": "site_url: https://wegweiser.example/\n"})
        git(town, "clone", "--quiet", str(town), str(fork))
        commit(town, {OFFER: BEFORE, PLACE: changed(PLACE, "name: Sonnenhaus", "name: Sonnenhof")})
        commit(fork, {OFFER: BEFORE} | proposed)
        git(town, "fetch", "--quiet", str(fork), "main:vorschlag")
        git(town, "merge", "--quiet", "--no-ff", "--message=x", "vorschlag")
        git(town, "clone", "--quiet", "--depth=2", town.as_uri(), str(job))
        shutil.copytree(PROJECT / ".ci", job / ".ci")
        (job / ".venv").symlink_to(sys.prefix)
        return job


@pytest.fixture
def upstream(tmp_path: Path) -> Upstream:
    """An empty place for a town and its fork."""
    return Upstream(tmp_path)


# --- a proposal ------------------------------------------------------------------------------------------------------


def check_on_github(job: Path) -> tuple[subprocess.CompletedProcess[str], str]:
    """Check a proposal as the workflow does; return the log, and the summary that GitHub shows."""
    summary = job / "summary.md"
    result = run(job, ".ci/check-proposal", "github", "HEAD^1", "vorschlag", GITHUB_STEP_SUMMARY=str(summary))
    return result, summary.read_text(encoding="utf-8")


def test_a_changed_telephone_number(upstream: Upstream) -> None:
    """A reviewer reads the old and the new number, and nothing of what others have changed meanwhile."""
    result, summary = check_on_github(upstream.checkout_of({OFFER: AFTER}))

    assert result.returncode == 0, result.stderr
    assert "::error" not in result.stdout
    assert summary.startswith(
        "## Was sich ändert\n\n### Angebot: Krabbelgruppe\n"
        f"`{OFFER}`\n\n- Telefon: 02382 59001 → 02382 59002\n\n## Prüfung der Einträge\n"
    )
    assert "Sonnenhof" not in summary


def test_a_broken_record_of_a_stranger(upstream: Upstream) -> None:
    """Each mistake stands at its line and in the summary, under its file; the job fails."""
    broken = AFTER.replace("themen:", "themn:").replace("59002", "590")
    result, summary = check_on_github(upstream.checkout_of({OFFER: broken}))

    assert result.returncode == 1
    line = broken.splitlines().index(next(line for line in broken.splitlines() if line.startswith("themn"))) + 1
    assert f"::error file={OFFER},line={line},col=1,title=themn::" in result.stdout
    assert "Gemeint: «themen»?" in summary
    assert f"### `{OFFER}`\n\n- **Fehler** Zeile" in summary
    assert "- Telefon: 02382 59001 → 02382 590\n" in summary


def test_a_change_of_the_program_is_told_first(upstream: Upstream) -> None:
    """Whoever takes a proposal over has to know that it is more than facts."""
    files = {OFFER: AFTER, "hooks/neu.py": "import os\n", "docs/impressum.md": "# Impressum\n"}
    result, summary = check_on_github(upstream.checkout_of(files))

    assert result.returncode == 0, result.stderr
    assert summary.startswith(
        "## Was sich ändert\n\n**Außerdem ändern sich Seiten und Texte; lesen Sie sie in den Dateien:**\n\n"
        "- `docs/impressum.md`\n\n**Achtung, hier ändert sich das Programm. Übernehmen darf das nur, wer es versteht:**"
        "\n\n- `hooks/neu.py`\n\n### Angebot: Krabbelgruppe\n"
    )


def test_a_summary_has_room_on_the_forge(upstream: Upstream) -> None:
    """One that is too long would be dropped as a whole."""
    many = {f"offers/orte/haus-{number}.yml": f"name: Haus {'ä' * 60}\nort: x\n" for number in range(4_000)}
    result, summary = check_on_github(upstream.checkout_of(many))

    assert result.returncode == 0, result.stderr
    assert 900_000 < len(summary.encode()) <= 1_000_000


def test_two_people_have_changed_the_same(upstream: Upstream) -> None:
    """Marks of a conflict are told at their lines, with what to do."""
    marks = f"<<<<<<< HEAD\n{PHONE.format(digit=1)}=======\n{PHONE.format(digit=2)}>>>>>>> vorschlag\n"
    result, summary = check_on_github(upstream.checkout_of({OFFER: minimal(OFFER) + marks}))

    first = minimal(OFFER).count("\n") + 1
    assert result.returncode == 1
    assert all(f"::error file={OFFER},line={line},col=1::" in result.stdout for line in (first, first + 2, first + 4))
    assert "Die Datei lässt sich nicht lesen." in summary


def test_the_same_on_gitlab(upstream: Upstream) -> None:
    """Findings as code quality, the changes in the log and in a file."""
    job = upstream.checkout_of({OFFER: AFTER.replace("themen:", "themn:")})
    result = run(job, ".ci/check-proposal", "gitlab", "HEAD^1", "vorschlag")

    assert result.returncode == 1
    assert "  Telefon: 02382 59001 → 02382 59002\n" in result.stdout
    assert "::error" not in result.stdout
    report = json.loads((job / "vorschlag/code-quality.json").read_text(encoding="utf-8"))
    assert {entry["location"]["path"] for entry in report} == {OFFER}
    assert {entry["severity"] for entry in report} == {"major"}
    page = (job / "vorschlag/zusammenfassung.html").read_text(encoding="utf-8")
    assert "<li>Telefon: 02382 59001 → 02382 59002</li>" in page
    assert f"<h3><code>{OFFER}</code></h3>" in page


def test_a_base_that_is_not_there(upstream: Upstream) -> None:
    """Then the job fails; it does not say that nothing changes."""
    job = upstream.checkout_of({OFFER: AFTER})

    assert run(job, ".ci/check-proposal", "github", "0" * 40, "vorschlag").returncode not in (0, 1)


# --- the issues of the coordination ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trouble:
    """An answer instead of what was asked for; without a status, none."""

    status: int = 0
    content: bytes = b"<html>Wartung</html>"
    retry_after: str = "0"


@dataclass
class MadeUpForge:
    """As much of a forge as has issues, in the words of GitHub or GitLab."""

    words: dict[str, str]
    issues: list[dict[str, Any]] = field(default_factory=list)
    token: str = "geheim"
    address: str = ""
    troubles: list[Trouble] = field(default_factory=list)
    """What goes wrong with the next requests, one after the other."""

    def open(self, text: str | None, *, by: str = "", **values: Any) -> dict[str, Any]:
        """Open an issue as somebody."""
        number = len(self.issues) + 1
        author = {"login": by, "id": by}
        issue = {"number": number, "iid": number, "state": "open", "user": author, "author": author, "title": "x"}
        self.issues.insert(
            0, issue | {self.words["text"]: text, "html_url": f"https://forge.example/{number}"} | values
        )
        return self.issues[0]

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> tuple[int, Any]:
        """Do what a request asks for."""
        address = urlsplit(target)
        if headers[self.words["header"]] != self.words["prefix"] + self.token:
            return 403, {}
        if address.path == "/user":
            return 200, {"id": self.words["me"]}
        if method == "GET":
            query = {name: values[0] for name, values in parse_qs(address.query).items()}
            assert query["state"] == self.words["open"]
            start = (int(query["page"]) - 1) * int(query["per_page"])
            open_ones = [issue for issue in self.issues if issue["state"] == "open"]
            return 200, open_ones[start : start + int(query["per_page"])]
        values = json.loads(body)
        if method == "POST":
            assert address.path == self.words["issues"]
            return 201, self.open(None, by=self.words["me"], **values)
        assert method == self.words["update"]
        number = int(address.path.removeprefix(self.words["issues"] + "/"))
        issue = next(issue for issue in self.issues if issue["number"] == number)
        issue.update(values)
        return 200, issue


GITHUB = {
    "text": "body", "issues": "/repos/stadt/wegweiser/issues", "open": "open", "update": "PATCH",
    "me": "github-actions[bot]", "header": "Authorization", "prefix": "Bearer ",
}  # fmt: skip
GITLAB = {
    "text": "description", "issues": "/projects/7/issues", "open": "opened", "update": "PUT",
    "me": "project_7_bot", "header": "PRIVATE-TOKEN", "prefix": "",
}  # fmt: skip


def variables(forge: MadeUpForge) -> dict[str, str]:
    """What the forge tells its jobs."""
    if forge.words is GITHUB:
        names = {"GITHUB_API_URL": forge.address, "GITHUB_REPOSITORY": "stadt/wegweiser", "GITHUB_TOKEN": "geheim"}
    else:
        names = {"CI_API_V4_URL": forge.address, "CI_PROJECT_ID": "7", "GITLAB_TOKEN": "geheim"}
    return names


@pytest.fixture(params=[GITHUB, GITLAB], ids=["GitHub", "GitLab"])
def forge(request: pytest.FixtureRequest) -> Iterator[MadeUpForge]:
    """A forge that answers on this computer."""
    made_up = MadeUpForge(request.param)

    class Handler(BaseHTTPRequestHandler):
        def do_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if made_up.troubles:
                trouble = made_up.troubles.pop(0)
                if not trouble.status:
                    self.close_connection = True
                    return
                status, content, retry_after = trouble.status, trouble.content, trouble.retry_after
            else:
                status, answer = made_up.answer(self.command, self.path, self.headers, body)
                content, retry_after = json.dumps(answer).encode(), ""
            self.send_response(status)
            if retry_after:
                self.send_header("Retry-After", retry_after)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_any

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made_up.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made_up
    server.shutdown()
    server.server_close()
    thread.join()


def test_one_issue_is_opened_and_then_kept(upstream: Upstream, forge: MadeUpForge) -> None:
    """However often the job runs; what it says is renewed."""
    job = upstream.checkout_of({})
    first = run(job, ".ci/coordination", "review", **variables(forge))
    assert first.returncode == 0, first.stderr
    (issue,) = forge.issues
    assert first.stdout.endswith("\nhttps://forge.example/1\n")
    assert issue["title"] == "Angaben bestätigen lassen"
    text = issue[forge.words["text"]]
    assert text.strip() in first.stdout  # all of it, if the forge takes only a part
    assert text.startswith("<!-- familyguide: pruefung -->\nStand 10.03.2027. ")
    assert "https://wegweiser.example/mitmachen/angebot/?angebot=krabbelgruppe" in text

    issue[forge.words["text"]] = text.replace("10.03.2027", "03.03.2027")
    assert run(job, ".ci/coordination", "review", **variables(forge)).returncode == 0
    assert [issue[forge.words["text"]] for issue in forge.issues] == [text]


def test_what_stands_in_records_is_no_command_to_github(upstream: Upstream, forge: MadeUpForge) -> None:
    """Which takes commands from every line that a job prints."""
    job = upstream.checkout_of({OFFER: BEFORE.replace("titel: Krabbelgruppe", 'titel: "::add-mask::Krabbelgruppe"')})
    said = run(job, ".ci/coordination", "review", GITHUB_ACTIONS="true", **variables(forge)).stdout
    mark = re.findall(r"^::stop-commands::([0-9a-f-]{36})$", said, re.MULTILINE)[0]
    before, rest = said.split(f"::stop-commands::{mark}\n")
    text, after = rest.split(f"\n::{mark}::\n")

    assert "::add-mask::Krabbelgruppe" in text
    assert "add-mask" not in before + after


def test_where_nobody_has_to_be_asked_no_issue_is_opened(upstream: Upstream, forge: MadeUpForge) -> None:
    """Whoever has closed it has done what was to be done."""
    job = upstream.checkout_of({OFFER: BEFORE + "pruefung: {status: bestaetigt, am: 2027-03-01}\n"})

    assert run(job, ".ci/coordination", "review", **variables(forge)).returncode == 0
    assert not forge.issues


def test_where_all_links_are_alive_no_issue_is_opened(upstream: Upstream, forge: MadeUpForge) -> None:
    """One that is there tells it."""
    job = upstream.checkout_of({})
    assert run(job, ".ci/coordination", "links", **variables(forge)).returncode == 0
    assert not forge.issues

    forge.open("<!-- familyguide: links -->\nEiner ist tot.", by=forge.words["me"])
    assert run(job, ".ci/coordination", "links", **variables(forge)).stdout.endswith("\nhttps://forge.example/1\n")
    assert "0 Adressen geprüft" in forge.issues[0][forge.words["text"]]


def keep(forge: MadeUpForge, text: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | variables(forge) | changes
    command = [sys.executable, PROJECT / ".ci/keep_issue.py", "Titel", *arguments]
    return subprocess.run(command, env=environment, input=text, capture_output=True, text=True, check=False)


MARK = "<!-- familyguide: x -->"


def test_what_others_have_written_is_left_alone(forge: MadeUpForge) -> None:
    """Even where it begins as the program's own would; so are its other issues, and those that are done."""
    me = forge.words["me"]
    forge.open(f"{MARK}\nVon Fremden", by="fremd")
    forge.open("<!-- familyguide: y -->\nAnderes", by=me)
    forge.open(None, by=me)
    forge.open(f"{MARK}\nVon wem, der gegangen ist", user=None, author=None)
    forge.open(f"{MARK}\nErledigt", by=me, state="closed")
    forge.open(f"{MARK}\nEin Vorschlag", by=me, pull_request={})
    before = [dict(issue) for issue in forge.issues]

    assert keep(forge, f"{MARK}\nNeu").returncode == 0
    assert forge.issues[1:] == before
    assert forge.issues[0][forge.words["text"]] == f"{MARK}\nNeu"


def test_the_issue_is_found_behind_many_others(forge: MadeUpForge) -> None:
    forge.open(f"{MARK}\nAlt", by=forge.words["me"])
    for _ in range(230):
        forge.open("Etwas", by="fremd")

    assert keep(forge, f"{MARK}\nNeu").stdout == "https://forge.example/1\n"
    assert forge.issues[-1][forge.words["text"]] == f"{MARK}\nNeu"
    assert len(forge.issues) == 231


def test_no_issue_is_opened_for_nothing(forge: MadeUpForge) -> None:
    """But one that is there already tells that all is well."""
    assert keep(forge, f"{MARK}\nAlles gut", "--no-new").returncode == 0
    assert not forge.issues

    forge.open(f"{MARK}\nEtwas", by=forge.words["me"])
    keep(forge, f"{MARK}\nAlles gut", "--no-new")
    assert forge.issues[0][forge.words["text"]] == f"{MARK}\nAlles gut"


def test_a_text_that_is_too_long_is_cut(forge: MadeUpForge) -> None:
    keep(forge, f"{MARK}\n{'ä' * 70_000}")

    text = forge.issues[0][forge.words["text"]]
    assert len(text) == 65_000
    assert text.endswith("er steht in der Ausgabe des Laufs.")


def test_a_forge_that_refuses(forge: MadeUpForge) -> None:
    """The token is not told."""
    forge.token = "anders"
    refused = keep(forge, f"{MARK}\nNeu")

    assert refused.returncode == 1
    assert "antwortet mit 403" in refused.stderr
    assert "geheim" not in refused.stderr
    missing = {name: "" for name in variables(forge) if name.endswith("TOKEN")}
    assert "Es fehlt die Variable" in keep(forge, f"{MARK}\nNeu", **missing).stderr


def test_a_forge_that_is_busy_is_asked_again(forge: MadeUpForge) -> None:
    """Whatever is asked for; it is done once."""
    forge.open(f"{MARK}\nAlt", by=forge.words["me"])
    forge.troubles = [Trouble(503), Trouble(429), Trouble(403)]

    assert keep(forge, f"{MARK}\nNeu").stdout == "https://forge.example/1\n"
    assert [issue[forge.words["text"]] for issue in forge.issues] == [f"{MARK}\nNeu"]


@pytest.mark.parametrize(
    ("troubles", "said"),
    [
        ([Trouble(502)] * 4, "antwortet mit 502, auch nach mehreren Versuchen."),
        ([Trouble(200)], "antwortet nicht so, wie es eine Projektseite tut."),
        ([Trouble(410, retry_after="")], "In diesem Projekt sind die Issues ausgeschaltet."),
    ],
)
def test_a_forge_in_trouble(troubles: list[Trouble], said: str, forge: MadeUpForge) -> None:
    """It is told in a sentence."""
    forge.troubles = list(troubles)
    result = keep(forge, f"{MARK}\nNeu")

    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not forge.issues


def test_no_issue_is_opened_twice(forge: MadeUpForge) -> None:
    """Where no answer came, nobody knows whether it was opened."""
    who_i_am = [] if forge.words is GITHUB else [Trouble(200, json.dumps({"id": forge.words["me"]}).encode())]
    forge.troubles = [*who_i_am, Trouble(200, b"[]"), Trouble()]
    result = keep(forge, f"{MARK}\nNeu")

    assert result.returncode == 1
    assert "antwortet nicht: " in result.stderr
    assert not forge.troubles


def test_a_task_that_nobody_knows(upstream: Upstream) -> None:
    result = run(upstream.checkout_of({}), ".ci/coordination", "anders")

    assert result.returncode == 2
    assert "Usage: .ci/coordination review|links" in result.stderr


def test_report_and_spreadsheet_for_the_office(upstream: Upstream) -> None:
    """With what came and went, from the history."""
    job = upstream.checkout_of({OFFER: AFTER})
    git(job, "fetch", "--quiet", "--unshallow")
    result = run(job, ".ci/office")

    assert result.returncode == 0, result.stderr
    assert "Neu seit" in (job / "buero/bericht.html").read_text(encoding="utf-8")
    assert (job / "buero/bericht.csv").is_file()
    assert (job / "buero/angebote.xlsx").read_bytes().startswith(b"PK")

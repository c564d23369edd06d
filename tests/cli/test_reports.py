"""`familyguide report`, `review` and `links` as they are called."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path

import pytest
from familyguide.cli import links, main
from familyguide.reports.links import Answer
from repositories import commit, git
from small_towns import OFFER, PROVIDER, build_town, minimal

REST = minimal(OFFER)


def test_the_report_is_a_page_and_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Side by side, under the name that was given."""
    assert main(["report", "--root", str(build_town(tmp_path)), str(tmp_path / "aus" / "2027.html")]) == 0
    page = (tmp_path / "aus" / "2027.html").read_text(encoding="utf-8")

    assert "<title>Bericht: Familienbuch Sonnenau, 10.03.2027</title>" in page
    assert "weiß nur git" in page
    assert (tmp_path / "aus" / "2027.csv").read_bytes().startswith("\ufeffKennung;Titel".encode())
    assert capsys.readouterr().out.count("2027") >= 2


def test_what_came_and_went_in_git(tmp_path: Path) -> None:
    """Within twelve months before the day of the report."""
    other = REST.replace("Krabbelgruppe", "Elterncafé")
    old = REST.replace("Krabbelgruppe", "Vorlesezeit")
    commit(tmp_path, {"offers/angebote/alt.yml": old}, day="2026-01-01")
    commit(tmp_path, {"offers/angebote/alt.yml": None}, day="2026-06-01")
    (tmp_path / "offers/angebote/alt.yml").unlink()
    commit(tmp_path, {"offers/angebote/neu.yml": other}, day="2027-01-01")
    main(["report", "--root", str(tmp_path), str(tmp_path / "b.html")])
    page = " ".join((tmp_path / "b.html").read_text(encoding="utf-8").split())

    came, went = page.split("Neu seit 10.03.2026: 1</h3>")[1].split("Nicht mehr da seit 10.03.2026: 1</h3>")
    assert "<tr><td>Elterncafé</td><td>Elternverein Sonnenau</td></tr>" in came
    assert "<tr><td>Vorlesezeit</td><td>Elternverein Sonnenau</td></tr>" in went


def test_a_history_of_which_only_the_end_is_here(tmp_path: Path) -> None:
    """As in the jobs of a forge: everything would seem to be new."""
    commit(tmp_path / "ganz", day="2027-01-01")
    commit(tmp_path / "ganz", {"offers/angebote/neu.yml": REST.replace("Krabbel", "Eltern")}, day="2027-02-01")
    git(tmp_path, "clone", "--quiet", "--depth", "1", (tmp_path / "ganz").as_uri(), str(tmp_path / "ende"))
    main(["report", "--root", str(tmp_path / "ende"), str(tmp_path / "b.html")])
    page = (tmp_path / "b.html").read_text(encoding="utf-8")

    assert "Hier ist nur das Ende der Geschichte des Projekts. Alles holt: git fetch --unshallow" in page
    assert "Neu seit" not in page


def test_what_came_and_went_by_the_day_on_which_it_was_taken_over(tmp_path: Path) -> None:
    """Not by the day on which somebody began to write it; what came and went again is told, too."""
    other, later, short = (REST.replace("Krabbelgruppe", title) for title in ("Altes", "Neues", "Kurzes"))
    commit(tmp_path, day="2026-01-01")
    git(tmp_path, "branch", "vorschlag")
    commit(tmp_path, {"offers/angebote/alt.yml": other}, day="2026-02-01")
    git(tmp_path, "checkout", "--quiet", "vorschlag")
    (tmp_path / "offers/angebote/neu.yml").write_text(later, encoding="utf-8")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=x", day="2026-03-01")
    git(tmp_path, "checkout", "--quiet", "main")
    git(tmp_path, "merge", "--quiet", "--no-ff", "--message=x", "vorschlag", day="2026-09-01")
    commit(tmp_path, {"offers/angebote/kurz.yml": short}, day="2026-10-01")
    (tmp_path / "offers/angebote/kurz.yml").unlink()
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=x", day="2026-11-01")
    main(["report", "--root", str(tmp_path), str(tmp_path / "b.html")])
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    came, went = page.split("Neu seit 10.03.2026: 1</h3>")[1].split("Nicht mehr da seit 10.03.2026: 1</h3>")

    assert "<td>Neues</td>" in came
    assert "<td>Kurzes</td><td>Elternverein Sonnenau</td>" in went


def test_a_history_that_is_younger_than_a_year(tmp_path: Path) -> None:
    """Is told from its beginning."""
    commit(tmp_path, day="2027-02-01")
    main(["report", "--root", str(tmp_path), str(tmp_path / "b.html")])

    assert "Neu seit 01.02.2027: 0" in (tmp_path / "b.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["report", "review"])
def test_a_town_with_mistakes(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are told, and nothing else."""
    build_town(tmp_path, {OFFER: REST.replace("[baby]", "[beby]")})
    assert main([command, "--root", str(tmp_path)]) == 1
    assert "«beby» gibt es nicht." in capsys.readouterr().out


def test_review_as_mails_and_as_one_issue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same facts."""
    build_town(tmp_path, {PROVIDER: "name: Elternverein\nart: verein\nkontakt: {email: post@elternverein.de}\n"})
    assert main(["review", "--root", str(tmp_path), "--site", "https://w.de"]) == 0
    mails = capsys.readouterr().out
    assert main(["review", "--root", str(tmp_path), "--format", "markdown"]) == 0
    issue = capsys.readouterr().out

    assert mails.startswith(
        "An: post@elternverein.de\nBetreff: Stimmt noch alles? Ihre Angebote im Familienbuch Sonnenau\n"
    )
    assert "https://w.de/mitmachen/angebot/?angebot=krabbelgruppe" in mails
    assert issue.startswith("<!-- familyguide: pruefung -->\n")
    assert "`familyguide confirm krabbelgruppe --angefragt`" in issue


@pytest.mark.parametrize(("form", "said"), [("text", "[Warnung]"), ("markdown", "- Warnung Zeile 7")])
def test_links_never_fail(
    form: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What only the network knows is told, and blocks nobody."""
    build_town(tmp_path, {OFFER: REST + "kontakt: {web: https://weg.de}\n"})
    monkeypatch.setattr(links, "fetch", lambda url, agent: Answer(404))

    assert main(["links", "--root", str(tmp_path), "--format", form]) == 0
    out = capsys.readouterr().out
    assert said in out
    assert "1 Adressen geprüft, 1 Hinweise." in out


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/", "http://[::1]/", "http://169.254.169.254/", "https://10.0.0.1/x", "http://224.0.0.1/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[::127.0.0.1]/", "http://[ff02::1]/",
        "http://[::ffff:10.0.0.1]/",
    ],
)  # fmt: skip
def test_nothing_beside_this_computer_is_asked(url: str) -> None:
    """Records come from outside; the computers around the one that checks are none of their business."""
    assert links.fetch(url) == Answer(problem="keine öffentliche Adresse")


class Pages(http.server.BaseHTTPRequestHandler):
    """A server with a page that is there, one that has moved, and none else."""

    def do_GET(self) -> None:
        status = {"/da": 200, "/um%C3%B6g": 200, "/umgezogen": 301}.get(self.path, 404)
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/da")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/da", Answer(200)), ("/umög", Answer(200)), ("/umgezogen", Answer(301, "/da")), ("/weg", Answer(404))],
)
def test_what_a_server_says(path: str, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken down as it is; where it leads is not followed."""
    monkeypatch.setattr(links, "_is_public", lambda address: True)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        said = links.fetch(f"http://localhost:{server.server_port}{path}")
        server.shutdown()

    assert said == answer


@pytest.mark.parametrize("url", ["http://", "http://a..b/", "http://host.invalid/", "http://x:99999/"])
def test_an_address_that_leads_nowhere(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is an answer as well, never a failure."""

    def unknown(*_: object, **__: object) -> None:
        raise OSError("unknown host")

    monkeypatch.setattr("socket.getaddrinfo", unknown)

    assert links.fetch(url).problem

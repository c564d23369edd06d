"""The configuration that the build writes does in a real nginx what it says."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from familyguide.site import urls
from find_nginx import mime_types, nginx_path
from page_kinds import PAGE_KINDS, PageKind
from playwright.sync_api import expect
from visiting import SUB_PATH, StartVisit, Visit

pytestmark = pytest.mark.browser

CONFIGURATION = """
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {{}}
http {{
  include "{mime_types}";
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp; uwsgi_temp_path temp; scgi_temp_path temp;
  server {{
    listen 127.0.0.1:{port};
    root "{root}";
    include "{root}{path}/server/nginx.conf";
  }}
}}
"""
"""As little as nginx needs, and all of its files in one folder; the rest is what the build has written."""

PATIENCE = 10
"""Seconds for nginx to start."""


@dataclass(frozen=True)
class Answer:
    """What nginx has answered."""

    status: int
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True)
class Nginx:
    """A running nginx that serves the site below a sub-path."""

    port: int
    site: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{SUB_PATH}"

    def get(self, url: str, **headers: str) -> Answer:
        """Ask for an address of the guide; other headers by their names, `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", SUB_PATH + url, headers={name.replace("_", "-"): headers[name] for name in headers})
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.getheaders()), response.read())
        repeated = len(response.getheaders()) - len(answer.headers)
        connection.close()
        assert not repeated, "a header was sent twice"
        return answer

    def asset(self, name: str) -> str:
        """The address of an asset by the end of its name."""
        path = min(path for path in (self.site / "assets").rglob(f"*{name}"))
        return f"/{path.relative_to(self.site).as_posix()}"


@pytest.fixture(scope="module")
def nginx(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """Serves the site until the last test of this module is done."""
    program = nginx_path()
    if program is None:
        pytest.skip("there is no nginx here; `make test` unpacks Debian's where it can")
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "temp").mkdir()
    place = folder / f"root{SUB_PATH}"
    place.parent.mkdir(parents=True)
    place.symlink_to(site_folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = CONFIGURATION.format(mime_types=mime_types(program), port=port, root=folder / "root", path=SUB_PATH)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")

    command = [program, "-p", folder, "-c", "nginx.conf", "-e", "error.log"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield Nginx(port, site_folder)
        finally:
            process.terminate()
    assert "[emerg]" not in (folder / "error.log").read_text(encoding="utf-8")


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx does not start with the configuration of the site")


KINDS_OF_ANSWER = {
    "page": urls.FINDER,
    "style": "guide.css",
    "script": "finder.js",
    "data": ".json",
    "picture": "favicon.svg",
    "file for machines": "/robots.txt",
    "nothing there": "/gibt/es/nicht/",
}
"""An address for each, or the end of the name of an asset."""


@pytest.fixture(params=KINDS_OF_ANSWER)
def url(request: pytest.FixtureRequest, nginx: Nginx) -> str:
    """One address for each kind of answer."""
    known = KINDS_OF_ANSWER[request.param]
    return known if known.startswith("/") else nginx.asset(known)


def test_every_answer_is_guarded(nginx: Nginx, url: str) -> None:
    headers = nginx.get(url).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert policy.endswith("frame-ancestors 'none'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_no_answer_binds_the_whole_host_to_https(nginx: Nginx, url: str) -> None:
    """Other sites may lie under the same name; whoever runs it decides."""
    assert "Strict-Transport-Security" not in nginx.get(url).headers


def test_only_what_is_named_after_its_content_is_kept(nginx: Nginx, url: str) -> None:
    kept = nginx.get(url).headers["Cache-Control"]

    assert kept == ("public, max-age=31536000, immutable" if url.startswith("/assets/") else "no-cache")


@pytest.mark.parametrize(
    ("known", "type_"),
    [
        (urls.HOME, "text/html; charset=utf-8"),
        ("guide.css", "text/css; charset=utf-8"),
        ("finder.js", "/javascript; charset=utf-8"),
        (".json", "application/json; charset=utf-8"),
    ],
)
def test_texts_are_sent_compressed_and_as_utf_8(nginx: Nginx, known: str, type_: str) -> None:
    url = known if known.startswith("/") else nginx.asset(known)
    plain, packed = nginx.get(url), nginx.get(url, Accept_Encoding="gzip")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Type"].endswith(type_)


def test_unchanged_page_is_not_sent_again(nginx: Nginx) -> None:
    tag = nginx.get(urls.HOME).headers["ETag"]

    again = nginx.get(urls.HOME, If_None_Match=tag)

    assert (again.status, again.content) == (304, b"")


@pytest.mark.parametrize("url", ["/gibt/es/nicht", "/assets/", "/assets/0123456789ab/guide.css"])
def test_what_is_not_there_leads_to_the_page_for_it(nginx: Nginx, url: str) -> None:
    """Neither a folder without a page nor an asset of a former build shows a page of nginx, or is kept."""
    answer = nginx.get(url)

    assert answer.status == 404
    assert answer.content == (nginx.site / "404.html").read_bytes()
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("url", ["/server/nginx.conf", "/server/", "/server", "/_headers", "/.htaccess"])
def test_what_is_for_servers_is_not_shown(nginx: Nginx, url: str) -> None:
    assert (nginx.site / url.strip("/")).exists()
    assert nginx.get(url).status == 404


def test_contact_for_weak_spots_is_shown(nginx: Nginx) -> None:
    answer = nginx.get("/.well-known/security.txt")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert re.search(rb"^Contact: mailto:.+\nExpires: 2027-05-25T00:00:00Z$", answer.content, re.MULTILINE)


def test_address_without_its_last_slash_leads_on(nginx: Nginx) -> None:
    """To the same host under the name by which it was asked, whatever stands before nginx."""
    answer = nginx.get(urls.FINDER.rstrip("/"))

    assert (answer.status, answer.headers["Location"]) == (301, SUB_PATH + urls.FINDER)


# --- in the browser ---------------------------------------------------------------------------------------------------

TELL_OF_VIOLATIONS = """addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  console.error(`refused: ${effectiveDirective} ${blockedURI}`);
});"""


@pytest.fixture
def visit(start_visit: StartVisit, nginx: Nginx) -> Iterator[Visit]:
    """A visitor who complains of everything that the policy refuses."""
    with start_visit() as visit:
        visit.address = nginx.address
        visit.page.add_init_script(TELL_OF_VIOLATIONS)
        yield visit


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=str)
def test_policy_refuses_nothing_that_a_page_needs(visit: Visit, kind: PageKind) -> None:
    visit.go_to_kind(kind)

    assert visit.traces() == {}


def test_policy_lets_people_search_and_filter(visit: Visit) -> None:
    page = visit.go_to_finder()
    page.fill("#suche", visit.guide.offers[0].title)
    page.wait_for_selector("#ergebnisse > ol [data-angebot]")
    page.fill("#suche", "")
    page.click("#filter > summary")
    page.locator("#filter input:enabled").first.check()
    page.select_option("#alter", "3")
    page.wait_for_selector("#ergebnisse > ol")

    assert visit.traces() == {}


@pytest.mark.parametrize(
    ("directive", "attempt"),
    [
        ("img-src", "Object.assign(new Image(), { src: 'https://fremd.example/bild.png' })"),
        ("script-src-elem", "Object.assign(document.createElement('script'), { text: 'document.title = 1' })"),
        ("style-src-elem", "Object.assign(document.createElement('style'), { textContent: 'main { display: none }' })"),
    ],
)
def test_policy_refuses_what_is_not_the_site_s_own(visit: Visit, directive: str, attempt: str) -> None:
    """And the visitor sees that: the tests above look at something."""
    page = visit.go(urls.HOME)

    with page.expect_console_message(lambda message: message.text.startswith(f"refused: {directive} ")):
        page.evaluate(f"document.body.append({attempt})")

    assert visit.traces()
    expect(page.locator("main")).to_be_visible()

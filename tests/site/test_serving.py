"""What servers are told: the policy fits the pages, and each dialect says the same."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date

import pytest
from familyguide.site.assets import CONTENT_ADDRESSED, Asset
from familyguide.site.pages import build_site, hand_written_page
from familyguide.site.render import SiteSettings
from familyguide.site.serving import Inline, inline_code, policy, refused_code, server_files
from making import guide_of, neighbour_guide, neighbour_town

ADDRESS = "https://familienbuch.example/stadt/"
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'"
)


def named(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def files_for(address: str = ADDRESS, inline: Inline | None = None, **town: object) -> dict[str, str]:
    record = neighbour_town()
    guide = guide_of(town=record.model_copy(update={"town": record.town.model_copy(update=town)}))
    assets = [Asset("assets/0123456789ab/guide.css", b""), Asset("assets/finder.ba9876543210.json", b"{}")]
    assets += [Asset("robots.txt", b"")]
    return {asset.path: asset.content.decode() for asset in server_files(guide, address, assets, inline or Inline())}


# --- what stands in a page ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    ["script", 'script type=""', 'script type="module"', 'script type="text/javascript"', 'script type="importmap"',
     'SCRIPT defer', 'script data-a="x>y"'],
)  # fmt: skip
def test_scripts_are_named_by_their_exact_text(tag: str) -> None:
    code = "\n  if (a < b && c) alert('ä &amp; </b>');\n"

    assert inline_code(f"<p>a<{tag}>{code}</script><p>b").scripts == {named(code)}


@pytest.mark.parametrize(
    "tag",
    ["script src=a.js", 'script type="module" src="a.js"', 'script type="application/ld+json"', "script type=text/x"],
)
def test_data_and_files_need_no_name(tag: str) -> None:
    assert inline_code(f"<{tag}>{{}}</script>") == Inline()
    assert inline_code(f"<{tag}>{{}}</script><style>a</style>") == Inline(styles=frozenset({named("a")}))


def test_styles_are_named_by_their_exact_text() -> None:
    assert inline_code("<style>\np > a { }\n</style>").styles == {named("\np > a { }\n")}


def test_line_ends_are_read_as_browsers_do() -> None:
    assert inline_code("<script>a;\r\nb;\rc</script>").scripts == {named("a;\nb;\nc")}


def test_what_only_looks_like_code_is_not_named() -> None:
    html = "<!-- <script>a</script> --><textarea>&lt;script>b&lt;/script></textarea><p title='<script>c</script>'>"

    assert inline_code(html + "<style>d</style>") == Inline(styles=frozenset({named("d")}))


def test_all_code_of_a_page_is_named() -> None:
    found = inline_code("<script>a</script><style>b</style><script>c</script><style>d</style>")

    assert found == Inline(frozenset({named("a"), named("c")}), frozenset({named("b"), named("d")}))


@pytest.mark.parametrize(
    "tag",
    ['<p style="color: red">', "<body onload=run()>", "<a href=' JavaScript:run()'>", "<iframe src=/karte/>",
     '<script src="https://fremd.example/a.js">', "<img src=//fremd.example/a.png>", '<img src="data:image/png,AA">',
     "<video poster=https://fremd.example/a.png>"],
)  # fmt: skip
def test_what_no_policy_of_the_guide_allows_is_found(tag: str) -> None:
    assert refused_code(f"<p>Davor</p>{tag}Danach") == [tag]


def test_ordinary_text_is_not_refused() -> None:
    html = (
        '<h1 id="onkel">Stil: style="bunt", onclick="nie"</h1><p class="style" title="onload=x">'
        '<img src="bild.png" alt=""><a href="https://andere.example/">weg</a> <a href="mailto:a@b.example">Mail</a>'
    )

    assert refused_code(html) == []


# --- the policy -----------------------------------------------------------------------------------------------------


def test_policy_allows_the_site_itself_and_nothing_else() -> None:
    assert policy(Inline()) == STRICT
    assert policy(Inline(), header=True) == f"{STRICT}; frame-ancestors 'none'"


def test_policy_names_code_in_a_steady_order() -> None:
    names = [f"'sha256-{letter}'" for letter in "abcdefgh"]

    found = policy(Inline(frozenset(names), frozenset({"'sha256-z'"})))

    assert f"; script-src 'self' {' '.join(names)}; style-src 'self' 'sha256-z'; " in found


def test_films_are_allowed_where_there_are_some() -> None:
    film = inline_code('<video src="gebaerden.mp4" controls></video>')

    assert "; media-src 'self'; " in policy(film)
    assert policy(Inline() | film) == policy(film | Inline()) == policy(film)


def test_every_page_of_the_guide_carries_the_strict_policy_first() -> None:
    """It counts from where it stands, so nothing that is loaded may come before it."""
    site = build_site(neighbour_guide(), SiteSettings(address=ADDRESS, icons={}))
    start = f'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{STRICT}">\n'

    assert [page.url for page in site.pages if page.html.count(start) != 1] == []
    assert [page.url for page in site.pages if refused_code(page.html)] == []


def test_hand_written_page_allows_its_own_code_only() -> None:
    renderer = build_site(neighbour_guide(), SiteSettings(address=ADDRESS, icons={})).renderer

    page = hand_written_page(renderer, "/spiel/", "Spiel", "", "<script>spiel()</script>")
    other = hand_written_page(renderer, "/impressum/", "Impressum", "", "<p>Text</p>")

    assert f"script-src 'self' {named('spiel()')}; " in page.html
    assert page.inline == Inline(scripts=frozenset({named("spiel()")}))
    assert "script-src 'self'; " in other.html


def test_pages_can_do_without_a_policy() -> None:
    site = build_site(neighbour_guide(), SiteSettings(address=ADDRESS, icons={}, with_policy=False))

    assert not [page.url for page in site.pages if "Content-Security-Policy" in page.html]


# --- the files for servers ------------------------------------------------------------------------------------------

DIALECTS = [".htaccess", "_headers", "server/nginx.conf"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_says_every_header(dialect: str) -> None:
    inline = Inline(frozenset({"'sha256-a'"}), frozenset({"'sha256-b'"}))
    text = files_for(inline=inline)[dialect]

    says = {
        match["name"]: match["value"]
        for match in re.finditer(
            r"^ *(?:add_header |Header always set )?(?P<name>[A-Z][\w-]+):? \"?(?P<value>[^\"\n]+)\"?(?: always;)?$",
            text,
            re.MULTILINE,
        )
    }
    assert says["Content-Security-Policy"] == policy(inline, header=True)
    assert says["X-Content-Type-Options"] == "nosniff"
    assert says["Referrer-Policy"] == "no-referrer"
    assert says["Cross-Origin-Opener-Policy"] == "same-origin"
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(says["Permissions-Policy"].split(", "))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_https_for_the_whole_host_is_offered_but_not_switched_on(dialect: str) -> None:
    lines = [line.strip() for line in files_for()[dialect].splitlines() if "Strict-Transport-Security" in line]

    assert lines
    assert all(line.startswith("#") for line in lines)


@pytest.mark.parametrize(
    ("address", "not_found"),
    [(ADDRESS, "/stadt/404.html"), ("https://familienbuch.example", "/404.html"), ("", "/404.html"),
     ("https://familienbuch.example/Familien%20hier/", "/Familien hier/404.html")],
)  # fmt: skip
def test_every_path_begins_where_the_site_lies(address: str, not_found: str) -> None:
    files = files_for(address)

    assert f'"{not_found}"' in files["server/nginx.conf"]
    assert f'ErrorDocument 404 "{not_found}"' in files[".htaccess"]
    assert f'location "{not_found.removesuffix("404.html")}" {{' in files["server/nginx.conf"]
    patterns = re.findall(r'location ~ "(.*)" {', files["server/nginx.conf"])
    assert len(patterns) == 2
    assert all(re.match(patterns[0], not_found.replace("404.html", path)) for path in ("server/", ".git/", "x/.env"))
    assert re.match(patterns[1], not_found.replace("404.html", "assets/0123456789ab/guide.css"))


def test_rules_of_headers_file_name_what_may_be_kept() -> None:
    rules = [line for line in files_for()["_headers"].splitlines() if line.startswith("/")]

    assert rules == ["/stadt/*", "/stadt/assets/0123456789ab/*", "/stadt/assets/finder.ba9876543210.json"]


def test_everything_in_assets_is_named_after_its_content() -> None:
    """And nothing else looks as if it were."""
    site = build_site(neighbour_guide(), SiteSettings(address=ADDRESS, icons={}))
    paths = [asset.path for asset in site.assets]

    assert [path for path in paths if path.startswith("assets/") != bool(re.match(CONTENT_ADDRESSED, path))] == []
    assert not re.match(CONTENT_ADDRESSED, "assets/bild.png")
    assert not re.match(CONTENT_ADDRESSED, "assets/2026/bild.png")


# --- security.txt ---------------------------------------------------------------------------------------------------


def test_whoever_finds_a_weak_spot_learns_whom_to_tell() -> None:
    record = neighbour_town().town
    assert record.coordination
    coordination = record.coordination.model_copy(update={"email": "familien+wegweiser@stadt.example"})
    guide = guide_of(
        town=neighbour_town(town=record.model_copy(update={"coordination": coordination})), day=date(2027, 3, 10)
    )

    files = {asset.path: asset.content.decode() for asset in server_files(guide, ADDRESS, [], Inline())}

    assert files[".well-known/security.txt"] == (
        "Contact: mailto:familien%2Bwegweiser@stadt.example\n"
        "Expires: 2027-09-06T00:00:00Z\n"
        "Preferred-Languages: de, en\n"
        "Canonical: https://familienbuch.example/stadt/.well-known/security.txt\n"
    )


@pytest.mark.parametrize("address", ["", "http://familienbuch.example/"])
def test_without_a_safe_address_none_is_named(address: str) -> None:
    assert "Canonical" not in files_for(address)[".well-known/security.txt"]


def test_without_a_mailbox_nobody_is_named() -> None:
    assert sorted(files_for(coordination=None)) == sorted(DIALECTS)

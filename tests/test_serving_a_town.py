"""A town's build, from its hand-written pages to what servers are told of them."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from making import NEIGHBOUR, PROJECT

SCRIPT = "\ndocument.title += ' (läuft)';\n"
STYLE = ".bunt { color: red }"
OLD_SCRIPT = "alert('alt')"

PAGE = f"""# Spiel

<style>{STYLE}</style>

<p class="bunt" style="color: red">Bunt</p>

<script>{SCRIPT}</script>

| Tag    | Uhr |
|--------|----:|
| Montag |   9 |
"""
DOCUMENT = f"<!doctype html><title>Alt</title><body onload='run()'><script>{OLD_SCRIPT}</script>"


def named(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def make_town(folder: Path) -> Path:
    """The neighbour town, with pages that bring along code, and without a mailbox."""
    shutil.copytree(NEIGHBOUR, folder)
    configuration = folder / "mkdocs.yml"
    configuration.write_text(configuration.read_text(encoding="utf-8").replace("../../../", f"{PROJECT}/"), "utf-8")
    guide = folder / "offers" / "guide.yml"
    guide.write_text(re.sub(r"(?m)^    email: .*\n", "", guide.read_text(encoding="utf-8"), count=1), "utf-8")
    (folder / "docs" / "impressum.md").write_text("# Impressum\n\nHerausgeber ist die Stadt.\n", encoding="utf-8")
    (folder / "docs" / "spiel.md").write_text(PAGE, encoding="utf-8")
    (folder / "docs" / "alt.html").write_text(DOCUMENT, encoding="utf-8")
    (folder / "docs" / ".htaccess").write_text("# eigene Regeln\n", encoding="utf-8")
    return folder


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1804939200"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)


@dataclass(frozen=True)
class Built:
    """The site of the town, and what was said while it was built."""

    site: Path
    said: str

    def text(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    town = make_town(tmp_path_factory.mktemp("town") / "town")
    stale = town / "site" / ".well-known" / "security.txt"
    stale.parent.mkdir(parents=True)
    stale.write_text("Contact: mailto:frueher@nebelfurt.example\n", encoding="utf-8")
    build = run("from mkdocs.__main__ import cli; cli(['build'])", town)
    assert build.returncode == 0, build.stderr
    return Built(town / "site", build.stderr)


def test_headers_allow_the_code_of_all_pages(built: Built) -> None:
    policy = re.search(r"Content-Security-Policy: (.*)", built.text("_headers"))

    assert policy
    assert {named(SCRIPT), named(OLD_SCRIPT)} == set(re.findall(r"script-src 'self' ([^;]*)", policy[1])[0].split())
    assert f"style-src 'self' {named(STYLE)};" in policy[1]
    assert policy[1] in built.text("server/nginx.conf")


def test_page_allows_its_own_code_only(built: Built) -> None:
    assert f"script-src 'self' {named(SCRIPT)}; style-src 'self' {named(STYLE)};" in built.text("spiel/index.html")
    assert "script-src 'self'; style-src 'self';" in built.text("index.html")


def test_what_will_not_work_is_said_with_its_file(built: Built) -> None:
    warnings = [line for line in built.said.splitlines() if "Sicherheitsregeln" in line]

    assert len(warnings) == 2
    assert 'docs/spiel.md: «<p class="bunt" style="color: red">» wirkt nicht' in warnings[0]
    assert "docs/alt.html: «<body onload='run()'>» wirkt nicht" in warnings[1]


def test_aligned_columns_of_tables_need_no_style(built: Built) -> None:
    assert '<td align="right">9</td>' in built.text("spiel/index.html")


def test_files_of_the_town_come_first(built: Built) -> None:
    """Hidden ones too, which MkDocs leaves out."""
    assert built.text(".htaccess") == "# eigene Regeln\n"


def test_contact_that_is_no_longer_named_does_not_stay(built: Built) -> None:
    """MkDocs leaves hidden files of the last build."""
    assert not (built.site / ".well-known" / "security.txt").exists()


def test_pages_shown_while_editing_let_the_engine_reload_them(tmp_path: Path) -> None:
    """MkDocs puts a script into each page that it serves; a policy in the page would forbid it."""
    code = """
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config()
config.plugins.on_startup(command="serve", dirty=False)
build(config)
"""
    town = make_town(tmp_path / "town")

    result = run(code, town)

    assert result.returncode == 0, result.stderr
    assert "Content-Security-Policy" not in (town / "site" / "index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in (town / "site" / "_headers").read_text(encoding="utf-8")

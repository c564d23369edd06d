"""Build the site with every supported engine and compare what comes out: `python tests/check_engines.py`.

Exit status 0 when all sites are the same, 1 when not.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
ENGINES = ("mkdocs", "properdocs")
MOMENT = "1804939200"
"""Noon of 13 March 2027: a site is compared on one day."""
GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')
MOST_SHOWN = 20


def build(town: Path, site: Path, engine: str = "mkdocs", **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site of the town in a folder, strictly, as a person at a terminal would."""
    command = [
        sys.executable,
        "-m",
        engine,
        "build",
        "--strict",
        "--config-file",
        "mkdocs.yml",
        "--site-dir",
        str(site),
    ]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": MOMENT, **environment}
    return subprocess.run(command, cwd=town, env=variables, capture_output=True, text=True, check=False)


def differences(one: Path, other: Path) -> Iterator[str]:
    """The files that are not in both sites, or not the same there but for the line that names the engine."""
    contents = [{path.relative_to(site): path for path in site.rglob("*") if path.is_file()} for site in (one, other)]
    for name in sorted(contents[0].keys() | contents[1].keys()):
        if not all(name in files for files in contents):
            yield f"{name}: only with one of them"
        elif len({GENERATOR.sub(b"", files[name].read_bytes()) for files in contents}) > 1:
            yield f"{name}: not the same"


def main() -> int:
    """Compare the sites of this project's town."""
    with tempfile.TemporaryDirectory() as folder:
        sites = {engine: Path(folder, engine) for engine in ENGINES}
        for engine, site in sites.items():
            result = build(PROJECT, site, engine)
            if result.returncode:
                print(result.stderr, f"{engine}: the build failed", sep="\n", file=sys.stderr)
                return 1
        first, *others = sites.values()
        found = [line for other in others for line in differences(first, other)]
        files = sum(path.is_file() for path in first.rglob("*"))
    for line in found[:MOST_SHOWN]:
        print(line)
    print(f"{' and '.join(ENGINES)}: {files} files, {len(found) or 'no'} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

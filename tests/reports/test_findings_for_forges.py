"""Findings as forges want them."""

from __future__ import annotations

import json

from familyguide.records.findings import Finding
from familyguide.reports.findings import github_annotations, gitlab_code_quality, markdown_summary

ERROR = Finding("offers/a,b:c.yml", 5, 10, "themen[1]", "error", "100 %\n«x» fehlt.", "Tun Sie @das.", "missing")
NOTE = Finding("offers/b.yml", 1, 1, "", "note", "Ohne Feld.", "", "note-ended")


def test_github_annotations() -> None:
    """One command a line; what would end it early is encoded."""
    assert list(github_annotations([ERROR, NOTE])) == [
        "::error file=offers/a%2Cb%3Ac.yml,line=5,col=10,title=themen[1]::100 %25%0A«x» fehlt. Tun Sie @das.",
        "::notice file=offers/b.yml,line=1,col=1::Ohne Feld.",
    ]


def test_gitlab_code_quality() -> None:
    """What GitLab needs, and fingerprints that stay when lines move and differ between findings."""
    moved = Finding("offers/b.yml", 7, 1, "", "note", "Ohne Feld.", "", "note-ended")
    first, second, third = json.loads(gitlab_code_quality([ERROR, NOTE, moved]))
    (alone,) = json.loads(gitlab_code_quality([moved]))

    assert first["location"] == {"path": "offers/a,b:c.yml", "lines": {"begin": 5}}
    assert (first["severity"], second["severity"], first["check_name"]) == ("major", "info", "missing")
    assert len({first["fingerprint"], second["fingerprint"], third["fingerprint"]}) == 3
    assert alone["fingerprint"] == second["fingerprint"]


def test_no_findings_at_all() -> None:
    """Are an empty report."""
    assert json.loads(gitlab_code_quality([])) == []


def test_the_summary_is_grouped_by_file() -> None:
    """In the order of files and lines, and shown as it stands there."""
    assert "\n".join(markdown_summary([NOTE, ERROR], "1 Fehler.")) == (
        "## Prüfung der Einträge\n\n1 Fehler.  \n\n### `offers/a,b:c.yml`\n\n"
        "- **Fehler** Zeile 5, `themen[1]`: 100 % «x» fehlt. Tun Sie @\u2060das.\n\n"
        "### `offers/b.yml`\n\n- Hinweis Zeile 1: Ohne Feld."
    )


def test_mistakes_come_first_in_the_summary() -> None:
    """A file with an error stands before all with warnings only."""
    warning = Finding("offers/A.yml", 1, 1, "", "warning", "Ohne Schutz.", "", "x")
    lines = list(markdown_summary([warning, NOTE, ERROR], ""))

    assert [line for line in lines if line.startswith("###")] == [
        f"### `{file}`" for file in ("offers/a,b:c.yml", "offers/A.yml", "offers/b.yml")
    ]

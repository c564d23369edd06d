"""The forms of the forges and the command that reads their answers fit together, for every town."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from familyguide.cli import main
from familyguide.records.load import KINDS, RecordFile, known_ids, list_files, load_records
from familyguide.records.source import Source, read_source
from familyguide.sheets.columns import columns_of
from familyguide.sheets.issue import NOT_FROM_OUTSIDE, record_from_issue
from familyguide.sheets.issue_form import GITHUB_FORM, GITLAB_FORM, issue_forms
from familyguide.sheets.wording import ISSUE_CONSENT, ISSUE_NOTES, ISSUE_SENDER
from making import NEIGHBOUR, PROJECT
from small_towns import build_town

FOR_PEOPLE = {ISSUE_CONSENT, ISSUE_NOTES, ISSUE_SENDER}
"""Headings whose answers become no field."""


@cache
def files(town: Path) -> list[RecordFile]:
    return list_files(town).files


@cache
def forms(town: Path) -> dict[str, str]:
    return issue_forms(known_ids(files(town)))


def questions(town: Path = NEIGHBOUR) -> list[dict[str, Any]]:
    """The questions of the form on GitHub."""
    body = yaml.safe_load(forms(town)[GITHUB_FORM])["body"]
    return [item | item["attributes"] for item in body if item["type"] != "markdown"]


def options(question: dict[str, Any]) -> list[str]:
    return [option if isinstance(option, str) else option["label"] for option in question.get("options", ())]


ANSWERS = {"Titel": "Krabbeltreff", "Anbieter": "Stadt Nebelfurt, Familienbüro", "Kurztext": "Hier hilft jemand."}
"""What is answered in words."""


def answered(**changes: str) -> str:
    """The text that GitHub makes of a form; of several options the first is chosen."""
    parts = []
    for question in questions():
        heading, choices = question["label"], options(question)
        if heading in changes:
            answer = changes[heading]
        elif question["type"] == "checkboxes":
            answer = "\n".join(f"- [{'X' if number == 0 else ' '}] {choice}" for number, choice in enumerate(choices))
        else:
            answer = choices[0] if choices else ANSWERS.get(heading, "_No response_")
        parts.append(f"### {heading}\n\n{answer}")
    return "\n\n".join(parts)


def record_of(text: str) -> Source:
    """The record that comes of a text without a finding."""
    proposal = record_from_issue("issue.md", text.encode(), files(NEIGHBOUR), load_records(NEIGHBOUR))
    assert proposal.findings == ()
    source, _ = read_source(proposal.file, proposal.raw)
    assert source is not None
    return source


@pytest.mark.parametrize("file", [GITHUB_FORM, GITLAB_FORM])
def test_the_forms_are_as_the_vocabularies_have_them(file: str) -> None:
    """Call `make schema` when this fails."""
    assert (PROJECT / file).read_text(encoding="utf-8") == forms(PROJECT)[file]


def test_every_field_of_the_form_is_known() -> None:
    known = {column.heading for column in columns_of(KINDS["angebote"]) if column.path[0] not in NOT_FROM_OUTSIDE}
    headings = [question["label"] for question in questions()]

    assert len(headings) > 15
    assert set(headings) <= known | FOR_PEOPLE
    assert len(set(headings)) == len(headings)
    assert set(headings) > FOR_PEOPLE


def test_both_forges_ask_the_same() -> None:
    """By the same headings and with the same choices."""
    text = forms(NEIGHBOUR)[GITLAB_FORM]

    assert [line.removeprefix("### ") for line in text.splitlines() if line.startswith("###")] == [
        question["label"] for question in questions()
    ]
    assert [line.removeprefix("- [ ] ") for line in text.splitlines() if line.startswith("- ")] == [
        option for question in questions() for option in options(question)
    ]


def test_what_a_record_needs_is_asked_for() -> None:
    """Of several boxes, GitHub can ask for no certain number."""
    required = {question["label"] for question in questions() if question.get("validations", {}).get("required")}

    assert required == {"Titel", "Anbieter", "Kurztext"}


def test_a_filled_in_form_becomes_a_record() -> None:
    """A title stands for its id, and the words of pages for those of records."""
    record = record_of(answered(**{"Kosten: Art": "die Krankenkasse zahlt", "Kontakt: Telefon": "030 23125-0"}))

    assert record.file == "offers/angebote/krabbeltreff.yml"
    assert record.text("anbieter") == "stadt-nebelfurt"
    assert record.text("kosten", "art") == "krankenkasse"
    assert record.items("kontakt", "telefone") == [{"nummer": "030 23125-0"}]
    assert record.find("pruefung") is None


CHOICES = [
    (question["label"], option)
    for question in questions()
    if question["label"] not in FOR_PEOPLE
    for option in options(question)
]


@pytest.mark.parametrize(("heading", "option"), CHOICES)
def test_every_choice_is_in_the_vocabulary(heading: str, option: str) -> None:
    """Ticked or chosen, alone."""
    is_box = any(question["label"] == heading and question["type"] == "checkboxes" for question in questions())
    record_of(answered(**{heading: f"- [x] {option}" if is_box else option}))


def test_a_form_that_nobody_has_filled_in_is_no_record() -> None:
    """What helps to fill it in is no answer."""
    proposal = record_from_issue(
        "issue.md", forms(NEIGHBOUR)[GITLAB_FORM].encode(), files(NEIGHBOUR), load_records(NEIGHBOUR)
    )

    assert [finding.code for finding in proposal.findings] == ["issue-consent", "empty-file"]


def test_the_help_on_gitlab_is_no_part_of_an_answer() -> None:
    text = forms(NEIGHBOUR)[GITLAB_FORM]
    for heading, answer in ANSWERS.items():
        before, found, after = text.partition(f"### {heading}\n\n")
        assert found
        help_text, _, after = after.partition("\n")
        text = f"{before}{found}{help_text}\n\n{answer}\n{after}"
    for heading in ("Lebensphasen", "Themen", "Einverständnis"):
        before, found, after = text.partition(f"### {heading}\n")
        text = before + found + after.replace("- [ ]", "- [x]", 1)

    record = record_of(text)
    assert record.text("kurztext") == ANSWERS["Kurztext"]
    assert set(record.data) == {"titel", "anbieter", "kurztext", "lebensphasen", "themen"}


def test_the_command_writes_the_forms_where_a_forge_looks_for_them(tmp_path: Path) -> None:
    """A town that is on one forge gets no folders of another."""
    (build_town(tmp_path) / GITHUB_FORM).parent.mkdir(parents=True)

    assert main(["schema", "--root", str(tmp_path)]) == 0
    assert "label: Baby\n" in (tmp_path / GITHUB_FORM).read_text(encoding="utf-8")
    assert not (tmp_path / GITLAB_FORM).parent.exists()


@pytest.mark.parametrize("path", sorted((PROJECT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda p: p.name)
def test_forms_are_as_forges_want_them(path: Path) -> None:
    """GitHub refuses a form with two labels that are the same, or with an option that is no text."""
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = [item["attributes"] for item in form["body"] if item["type"] != "markdown"]

    assert form["name"]
    assert form["description"]
    assert {item["type"] for item in form["body"]} <= {"markdown", "input", "textarea", "dropdown", "checkboxes"}
    assert len({question["label"] for question in asked}) == len(asked)
    assert all(isinstance(option, str) for question in asked for option in options(question))
    assert "None" not in {option for question in asked for option in options(question)}

"""The forms in which people propose an offer on a forge; `issue` reads what they answer."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from ..records.fields import field_kinds, item_kind, types_in
from ..records.models import OfferRecord
from ..records.values import Context
from . import wording as w
from .columns import Cells, Column, columns_of, labels

GITHUB_FORM: Final = ".github/ISSUE_TEMPLATE/angebot.yml"
"""Gitea and Forgejo read it there, too."""
GITLAB_FORM: Final = f".gitlab/issue_templates/{w.ISSUE_NAME}.md"
_LINE: Final = 160
"""A text of more characters has several lines."""
_GITHUB_HEAD: Final = "# Made by `familyguide schema` from the record format and the vocabularies in offers/.\n"


@dataclass(frozen=True, slots=True)
class _Question:
    """One field of the form."""

    heading: str
    help: str = ""
    example: str = ""
    options: tuple[str, ...] = ()
    takes_many: bool = False
    """Whether several of the options may be chosen."""
    is_long: bool = False
    is_required: bool = False


def issue_forms(context: Context) -> dict[str, str]:
    """The files of the forms, by their paths in the project; `context` holds the vocabularies of the town."""
    questions = list(_questions(context))
    return {GITHUB_FORM: _github_form(questions), GITLAB_FORM: _gitlab_form(questions)}


def _questions(context: Context) -> Iterator[_Question]:
    cells = Cells(context)
    columns = {column.field: column for column in columns_of(OfferRecord)}
    for field, help_text in w.ISSUE_FIELDS.items():
        yield _question(columns[field], help_text, cells)
    yield _Question(w.ISSUE_NOTES, w.ISSUE_NOTES_HELP, is_long=True)
    yield _Question(w.ISSUE_SENDER, options=w.ISSUE_SENDERS)
    yield _Question(w.ISSUE_CONSENT, options=(w.ISSUE_CONSENT_TEXT,), takes_many=True, is_required=True)


def _question(column: Column, help_text: str, cells: Cells) -> _Question:
    info = _info(column.kind)
    asked = column
    if column.is_list_of_groups:  # the first field of a group stands for it
        key, kind = next(iter(field_kinds(item_kind(column.kind)).items()))
        asked = Column((*column.path, key), column.heading, kind)
    # Who offers something, and where, are too many to choose from, and change too often.
    titles = {} if asked.vocabulary in ("anbieter", "ort") else cells.titles.get(asked.vocabulary or "", {})
    options = tuple(titles.values()) or tuple(labels(asked.kind))
    has_pattern = any(isinstance(part, WithJsonSchema) for part in types_in(asked.kind))
    limit = max((limit for rule in info.metadata if (limit := getattr(rule, "max_length", 0))), default=0)
    return _Question(
        column.heading,
        help_text or info.description or "",
        "" if options or asked.vocabulary else str((_info(asked.kind).examples or [""])[0]).strip('"'),
        options,
        takes_many=item_kind(column.kind) is not None,
        is_long=column.is_list_of_groups or (limit > _LINE and not has_pattern),
        is_required=len(column.path) == 1 and info.is_required(),
    )


def _info(kind: Any) -> FieldInfo:
    info: FieldInfo = typing.get_args(kind)[-1]
    return info


def _github_form(questions: list[_Question]) -> str:
    form = {
        "name": w.ISSUE_NAME,
        "description": w.ISSUE_ABOUT,
        "title": w.ISSUE_TITLE,
        "body": [
            {"type": "markdown", "attributes": {"value": w.ISSUE_INTRODUCTION}},
            *(_github_item(question) for question in questions),
        ],
    }
    return _GITHUB_HEAD + yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=100)


def _github_item(question: _Question) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.heading, "description": question.help}
    validations: dict[str, Any] = {"required": question.is_required}
    if question.options and question.takes_many:
        kind, validations = "checkboxes", {}
        # GitHub can ask for one certain box, not for any of several.
        is_required = question.is_required and len(question.options) == 1
        attributes["options"] = [
            {"label": option} | ({"required": True} if is_required else {}) for option in question.options
        ]
    elif question.options:
        kind = "dropdown"
        attributes["options"] = list(question.options)
    else:
        kind = "textarea" if question.is_long else "input"
        attributes["placeholder"] = question.example
    attributes = {name: value for name, value in attributes.items() if value}
    return {"type": kind, "attributes": attributes} | ({"validations": validations} if validations else {})


def _gitlab_form(questions: list[_Question]) -> str:
    """A text with headings, to be filled in below them; comments are not shown."""
    parts = [_comment(w.ISSUE_INTRODUCTION)]
    for question in questions:
        example = w.ISSUE_EXAMPLE.format(example=question.example) if question.example else ""
        hint = " ".join(part for part in (question.help, example) if part)
        boxes = "\n".join(f"- [ ] {option}" for option in question.options)
        parts += [f"### {question.heading}", *([_comment(hint)] if hint else []), *([boxes] if boxes else [])]
    return "\n\n".join(parts) + "\n"


def _comment(text: str) -> str:
    return f"<!-- {text} -->"

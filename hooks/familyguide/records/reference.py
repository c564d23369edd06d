"""The list of all fields for staff, in Markdown: from the models, so that it is never out of date."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .fields import choices, model_in
from .schema import SCHEMAS
from .wording import REFERENCE_LIMITS, REFERENCE_REQUIRED


def field_reference() -> str:
    """One table a kind of record; the fields of a group stand below it with their full path."""
    tables = []
    for model, title in SCHEMAS.values():
        rows = "\n".join(_rows(model, ""))
        tables.append(f"#### {title}\n\n| Feld | Was es sagt | Beispiel |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(tables)


BEGIN, END = "<!-- fields:begin -->", "<!-- fields:end -->"


def with_field_reference(page: str) -> str:
    """Put the list of fields between its two marks in `page`; a page without them stays as it is."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n\n{field_reference()}\n{end}{after}" if begin and end else page


def _rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for info in model.model_fields.values():
        if info.alias is None:
            continue
        path = f"{prefix}{info.alias}"
        example = _cell(str((info.examples or [""])[0]))
        yield f"| `{path}` | {_cell(_meaning(info))} | `{example}` |"
        if (inner := model_in(info.annotation)) is not None:
            yield from _rows(inner, f"{path}.")


def _meaning(info: FieldInfo) -> str:
    parts = [f"**{info.title}**{REFERENCE_REQUIRED if info.is_required() else ''}. {info.description}"]
    words = choices(info.annotation)
    if words and not all(word in (info.description or "") for word in words):
        parts.append(", ".join(words) + ".")
    limits = [limit for constraint in info.metadata if (limit := getattr(constraint, "max_length", None))]
    if limits:
        is_list = typing.get_origin(info.annotation) is tuple
        parts.append(REFERENCE_LIMITS[is_list].format(limit=limits[0]))
    return " ".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

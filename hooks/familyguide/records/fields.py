"""What the models say about a field: found by the path that leads to it in a file."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from .source import Path, Value
from .values import Reference


@cache
def fields_by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a group in their order, by their German keys."""
    return {info.alias: info for info in model.model_fields.values() if info.alias}


def field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """The field that `path` leads to, through lists and groups; None for the record itself."""
    info = None
    current: type[BaseModel] | None = model
    key_follows = False
    for part in path:
        if isinstance(part, int):
            continue
        if key_follows:
            key_follows = False
            continue
        info = fields_by_key(current).get(part) if current else None
        if info is None:
            return None
        current, key_follows = model_in(info.annotation), is_keyed(info.annotation)
    return info


def group_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the group of fields that `path` leads to, if it leads to one."""
    if not path:
        return model
    info = field_at(model, path)
    return model_in(info.annotation) if info is not None else None


def is_keyed(annotation: Any) -> bool:
    """Whether a field holds values under keys that are no fields, such as ids or languages."""
    return typing.get_origin(annotation) is dict


def types_in(annotation: Any) -> Iterator[Any]:
    """The plain types that an annotation is made of."""
    if typing.get_origin(annotation) in (typing.Union, UnionType, tuple, dict, typing.Annotated):
        for part in typing.get_args(annotation):
            yield from types_in(part)
    else:
        yield annotation


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The group of fields that an annotation holds, if any."""
    for part in types_in(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def choices(annotation: Any) -> list[str]:
    """The words of the closed set that an annotation allows, if any."""
    for part in types_in(annotation):
        if isinstance(part, type) and issubclass(part, Enum):
            return [str(member.value) for member in part]
    return []


@cache
def vocabulary(annotation: Any) -> str | None:
    """The vocabulary that the ids in a field are from, if they are ids: `angebot`, `themen`."""
    for part in types_in(annotation):
        if isinstance(part, AfterValidator) and isinstance(part.func, Reference):
            return part.func.vocabulary
    return None


# --- along the values of a record; a `kind` is the annotation of a value, None where the models do not know it ------


@cache
def find_kind(kind: Any, wanted: type) -> Any:
    """The one of the alternatives in `kind` that is a `wanted`: a tuple, a dict or a model."""
    if typing.get_origin(kind) in (typing.Annotated, typing.Union, UnionType):
        found = (find_kind(part, wanted) for part in typing.get_args(kind))
        return next((part for part in found if part is not None), None)
    is_wanted = typing.get_origin(kind) is wanted or (isinstance(kind, type) and issubclass(kind, wanted))
    return kind if is_wanted else None


@cache
def item_kind(kind: Any) -> Any:
    """The kind of the items of a list."""
    return typing.get_args(found)[0] if (found := find_kind(kind, tuple)) is not None else None


def field_kinds(kind: Any) -> dict[str, Any]:
    """The kinds of the fields of a group, by key, in their order."""
    model = find_kind(kind, BaseModel)
    return _kinds_in(model) if model else {}


@cache
def _kinds_in(model: type[BaseModel]) -> dict[str, Any]:
    return {
        key: typing.Annotated[(info.annotation, *info.metadata, info)] for key, info in fields_by_key(model).items()
    }


def parts_in_order(data: dict[str, Value], kind: Any) -> list[tuple[str, Any]]:
    """The keys of a group in the order of the models, others behind them as typed, with the kinds of their values."""
    if (keyed := find_kind(kind, dict)) is not None:
        return [(key, typing.get_args(keyed)[1]) for key in data]
    known = field_kinds(kind)
    ordered = [key for key in known if key in data]
    return [(key, known.get(key)) for key in (*ordered, *(key for key in data if key not in known))]


def texts_in(value: Value, kind: Any, path: Path = ()) -> Iterator[tuple[Path, str, Any]]:
    """Every single text of a value with its place and its kind, in the order of the models."""
    if isinstance(value, str):
        yield path, value, kind
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from texts_in(item, item_kind(kind), (*path, position))
    else:
        for key, inner in parts_in_order(value, kind):
            yield from texts_in(value[key], inner, (*path, key))

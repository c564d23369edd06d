"""What the models say about a field: found by the path that leads to it in a file."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .source import Path


def keys(model: type[BaseModel]) -> set[str]:
    """The German keys of a group of fields."""
    return {info.alias for info in model.model_fields.values() if info.alias}


def siblings(model: type[BaseModel], path: Path) -> set[str]:
    """The keys beside the last one of `path`, when it names a key of a model."""
    if not path or not isinstance(path[-1], str):
        return set()
    parent = model_at(model, path[:-1])
    return keys(parent) if path[-1] in keys(parent) and model_at(model, path) is parent else set()


def field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """The field that `path` leads to, through lists and groups; None for the record itself."""
    info = None
    current: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int):
            continue
        by_alias = {field.alias: field for field in current.model_fields.values()} if current else {}
        if (info := by_alias.get(part)) is None:
            return None
        current = model_in(info.annotation)
    return info


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The model of the group of fields that `path` leads to, or that it lies in."""
    info = field_at(model, path)
    if info is not None and (inner := model_in(info.annotation)) is not None:
        return inner
    return model_at(model, path[:-1]) if path else model


def types_in(annotation: Any) -> Iterator[Any]:
    """The plain types that an annotation is made of."""
    if typing.get_origin(annotation) in (typing.Union, UnionType, tuple, typing.Annotated):
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

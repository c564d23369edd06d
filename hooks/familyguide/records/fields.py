"""What the models say about a field: found by the path that leads to it in a file."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .source import Path


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

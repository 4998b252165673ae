"""Drafts and papers as JSON and back, for what is frozen."""

from __future__ import annotations

import datetime as dt
import enum
import types
import typing
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, cast

T = TypeVar("T")


def to_plain(value: object) -> Any:  # noqa: ANN401 (JSON)
    """Return a dataclass as JSON data: dates ISO, ids in hex."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def from_plain(kind: type[T], data: object) -> T:
    """Return the dataclass that `to_plain` was given; names nobody knows any more are left out.

    Raises:
        ValueError, TypeError: the data are of another shape.
    """
    return cast("T", _read(kind, data))


def _read(kind: Any, data: Any) -> Any:  # noqa: ANN401 (types and JSON)
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if data is None:
            return None
        return _read(next(a for a in typing.get_args(kind) if a is not type(None)), data)
    if origin in (list, tuple):
        items = [_read(typing.get_args(kind)[0], item) for item in data]
        return items if origin is list else tuple(items)
    return _read_one(kind, data)


def _read_one(kind: Any, data: Any) -> Any:  # noqa: ANN401 (types and JSON)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        known = {name: _read(hint, data[name]) for name, hint in hints.items() if name in data}
        return cast("Any", kind)(**known)
    if kind in (dt.date, dt.time):
        return kind.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(data)
    return bytes.fromhex(data) if kind is bytes else data

"""Polish labels of the values of enumerations, from `resources/messages/pl/enums.toml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr

if TYPE_CHECKING:
    import enum


def enum_name(kind: type[enum.StrEnum]) -> str:
    """Return the name of an enumeration in message keys: `LimitScope` -> `limit_scope`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()


def label(value: enum.StrEnum) -> str:
    """Return the Polish label of a value."""
    return tr(f"enums.{enum_name(type(value))}.{value.value}")


def labels(kind: type[enum.StrEnum]) -> dict[str, str]:
    """Return value -> Polish label of every value, in the order people should see them."""
    return {value.value: label(value) for value in kind}

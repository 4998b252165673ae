"""Word lists and starter data of `resources/dictionaries`, read once.

Lists by which the program recognises Polish words, and data that an office or the law may change,
are data; the modules of the domain hold only the rules that use them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from cusdesk.core.paths import resource_dir


@cache
def dictionary(name: str) -> dict[str, Any]:
    """Return the parsed `resources/dictionaries/<name>.toml`; treat it as read-only.

    Raises:
        FileNotFoundError: there is no such dictionary; a bug or a broken installation.
    """
    with (resource_dir("dictionaries") / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the list `key` of a dictionary as a set."""
    return frozenset(dictionary(name)[key])

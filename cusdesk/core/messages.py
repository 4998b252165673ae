"""Every sentence the user reads, by key, from `resources/messages/pl/*.toml`.

One file a feature; the first word of a key is the name of its file. A value is a sentence with
`{placeholders}`, or a table with the three Polish plural forms `one`, `few`, `many`, chosen by the
parameter `n`. The program as it is shipped has them all in one file besides, and reads that.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.core.paths import resource_dir

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.errors import CusdeskError

Entry = str | dict[str, str]
PACKED = "pl.json"
"""The one file, made with the package; it never lies among the sources."""
_PLURAL_FORMS = {"one", "few", "many"}


def plural_form(n: int) -> str:
    """Return `one`, `few` or `many` for a whole number (CLDR rules for Polish)."""
    n = abs(n)
    if n == 1:
        return "one"
    if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14:
        return "few"
    return "many"


def _flatten(prefix: str, node: dict[str, object], into: dict[str, Entry]) -> None:
    for name, value in node.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict) and set(value) != _PLURAL_FORMS:
            _flatten(key, value, into)
        else:
            into[key] = value  # type: ignore[assignment]  # as the files are checked


def read_feature(path: Path) -> dict[str, Entry]:
    """Return the messages of one feature's file, by full key."""
    entries: dict[str, Entry] = {}
    with path.open("rb") as file:
        _flatten(path.stem, tomllib.load(file), entries)
    return entries


@cache
def _packed() -> dict[str, dict[str, Entry]]:
    path = resource_dir("messages") / PACKED
    if not path.is_file():
        return {}
    found: dict[str, dict[str, Entry]] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _feature(name: str) -> dict[str, Entry]:
    if name in _packed():
        return _packed()[name]
    return read_feature(resource_dir("messages") / "pl" / f"{name}.toml")


def all_messages() -> dict[str, Entry]:
    """Return every message of every feature, by full key; for tests and the help builder."""
    found: dict[str, Entry] = {}
    for path in sorted((resource_dir("messages") / "pl").glob("*.toml")):
        found.update(_feature(path.stem))
    return found


def tr(key: str, /, **params: object) -> str:
    """Return the Polish sentence for `key`.

    Plural entries need an integer parameter `n`.

    Raises:
        KeyError: no such key, or a placeholder without a value; both are bugs.
    """
    entry = _feature(key.partition(".")[0])[key]
    if isinstance(entry, dict):
        n = params["n"]
        if not isinstance(n, int):
            raise KeyError(key)
        entry = entry[plural_form(n)]
    return entry.format(**params) if params else entry


def describe(error: CusdeskError) -> str:
    """Return the sentence for an expected error; every problem on its own line for a draft."""
    from cusdesk.core.errors import ValidationError

    if isinstance(error, ValidationError):
        return "\n".join(tr(p.key, **p.params) for p in error.problems)
    return tr(error.key, **error.params)

"""Files, functions and classes stay small enough to be read in one go.

What must be larger stands in `tools/size_exceptions.toml` with its reason; the table only shrinks:
a number there that is larger than the thing itself is a finding too.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from tools.rules.repository import Finding, Repository, Source

TABLE = "tools/size_exceptions.toml"
LIMITS = {"file": 500, "function": 60, "class": 30}
UNITS = {"file": "lines", "function": "lines", "class": "methods"}
FOLDERS = ("cusdesk", "tools", "tests", "bench")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Measure:
    """How large one thing is; `place` is `path` or `path::Class.function`."""

    place: str
    line: int
    kind: str
    size: int


def measures(source: Source) -> Iterator[Measure]:
    """Yield the size of the file and of everything in it."""
    yield Measure(source.path, 0, "file", len(source.lines))
    yield from _inner(source.path + "::", source.tree)


def _inner(prefix: str, node: ast.AST) -> Iterator[Measure]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS):
            size = (child.end_lineno or child.lineno) - child.lineno + 1
            yield Measure(prefix + child.name, child.lineno, "function", size)
            yield from _inner(f"{prefix}{child.name}.", child)
        elif isinstance(child, ast.ClassDef):
            size = sum(isinstance(item, FUNCTIONS) for item in child.body)
            yield Measure(prefix + child.name, child.lineno, "class", size)
            yield from _inner(f"{prefix}{child.name}.", child)
        else:
            yield from _inner(prefix, child)


def exceptions(repository: Repository) -> dict[str, int]:
    """Return the allowed size by place.

    Raises:
        ValueError: an entry without a reason.
    """
    source = repository.sources.get(TABLE)
    entries = tomllib.loads(source.text).get("exception", []) if source else []
    if any(not entry.get("reason") for entry in entries):
        message = f"{TABLE}: every exception needs its reason"
        raise ValueError(message)
    return {entry["place"]: entry["size"] for entry in entries}


def check(repository: Repository) -> Iterator[Finding]:
    """Yield what is over its limit, and exceptions larger than needed."""
    allowed = exceptions(repository)
    found = {m.place: m for source in repository.python(*FOLDERS) for m in measures(source)}
    for place, measure in found.items():
        limit = allowed.get(place, LIMITS[measure.kind])
        if measure.size > limit:
            unit = UNITS[measure.kind]
            message = f"{measure.kind} of {measure.size} {unit}, limit {limit}: {place}"
            yield Finding(place.split("::")[0], measure.line, "size", message)
    for place, limit in allowed.items():
        size = found[place].size if place in found else 0
        needed = place in found and size > LIMITS[found[place].kind]
        if not needed:
            yield Finding(TABLE, 0, "size", f"{place} needs no exception any more: remove it")
        elif size < limit:
            yield Finding(TABLE, 0, "size", f"{place} has shrunk: lower its exception to {size}")

"""Whether every module that is imported by a shipped one is shipped too.

Only imports that run as soon as a module is read count, and not those inside `try`, a condition or
a function: libraries ask that way for what they can do without. Nor do a library's imports of
another one that is not here at all: whether those it needs are here, the lock file says. It finds
what a line too many in `payload.toml` took away.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def unresolved(app: Path, lib: Path, standard: frozenset[str]) -> list[str]:
    """Return a line for each import that leads nowhere, sorted.

    Args:
        app: the folder of our modules, whose every import must be there.
        lib: the folder of the libraries.
        standard: names of the modules that come with Python.
    """
    roots = [app, lib]
    lost = {
        f"{path.relative_to(root.parent).as_posix()} imports {name}"
        for root in roots
        for path in root.rglob("*.py")
        for name in _imports(path, root)
        if name.split(".")[0] not in standard
        and (root == app or _is_there(name.split(".")[0], roots))
        and not _is_there(name, roots)
    }
    return sorted(lost)


def _imports(path: Path, root: Path) -> Iterator[str]:
    """Yield the full names a module imports while it is read."""
    package = list(path.relative_to(root).parent.parts)
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            begin = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*begin, *([node.module] if node.module else [])])


def _is_there(name: str, roots: list[Path]) -> bool:
    """Say whether a module, a package, a library or a folder without `__init__` has that name.

    What a module of one file makes of itself (`six.moves`) is taken to be there.
    """
    parts = name.split(".")
    for root in roots:
        place = root
        for part in parts:
            place /= part
            if place.with_name(part + ".py").is_file() or any(place.parent.glob(f"{part}*.pyd")):
                return True
        if place.is_dir():
            return True
    return False

"""What the rules look at: the files of the checkout, read and parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FOLDERS = (".ci", "bench", "cusdesk", "docs", "requirements", "resources", "tests", "tools")
TEXT_KINDS = {".py", ".md", ".toml", ".txt", ".csv", ".json", ".sql", ".nsi", ".lock", ""}
SKIPPED = {"__pycache__", "node_modules"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule. `line` 0 means the whole file."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """Return the line a developer reads, clickable in most terminals."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.rule}: {self.message}"


class Source:
    """One text file; its lines and, for Python, its tree."""

    def __init__(self, root: Path, path: Path) -> None:
        self.path = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8", errors="replace")  # test data: cp1250

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, self.path)

    def finding(self, line: int, rule: str, message: str) -> Finding:
        """Return a finding in this file."""
        return Finding(self.path, line, rule, message)

    def allows(self, line: int, rule: str) -> bool:
        """Say whether the line, or a comment just above it, says `allowed: <rule> (<reason>)`."""
        if not 0 < line <= len(self.lines):
            return False
        above = self.lines[line - 2].strip() if line > 1 else ""
        places = [self.lines[line - 1], above if above.startswith("#") else ""]
        return any(f"allowed: {rule} (" in place for place in places)


class Repository:
    """All text files of the checkout, without what is built or downloaded."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every text file by its path, with forward slashes."""
        found = (Source(self.root, path) for path in self._paths())
        return {source.path: source for source in found}

    def _paths(self) -> Iterator[Path]:
        candidates = [path for path in sorted(self.root.iterdir()) if path.is_file()]
        for folder in FOLDERS:
            candidates += sorted((self.root / folder).rglob("*"))
        for path in candidates:
            if path.suffix in TEXT_KINDS and path.is_file() and not SKIPPED & set(path.parts):
                yield path

    def below(self, *folders: str, kind: str = "") -> Iterator[Source]:
        """Yield the files below the folders whose name ends with `kind`."""
        starts = tuple(f"{folder}/" for folder in folders)
        for path, source in self.sources.items():
            if path.startswith(starts) and path.endswith(kind):
                yield source

    def python(self, *folders: str) -> Iterator[Source]:
        """Yield the Python files below the folders."""
        return self.below(*folders, kind=".py")


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of names, the empty text for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        start = dotted(node.value)
        return f"{start}.{node.attr}" if start else ""
    return ""

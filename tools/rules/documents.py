"""What the documents say exists does exist; the glossary can be read by a program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.rules.repository import Finding, Repository, Source

GLOSSARY = "docs/glossary.md"
COLUMNS = 4
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PATH = re.compile(
    r"`((?:bench|cusdesk|docs|requirements|resources|tests|tools)/[\w./-]*[\w/])`"
    r"|\b(docs/[\w/-]+\.md)\b|\b(docs/adr/\d{4})\b"
)
DOCUMENT = re.compile(r"(?<![\w/<>*.-])([\w-]+\.md)\b")
IDENTIFIER = re.compile(r"`([a-z][a-z0-9_]*)`")


def check(repository: Repository) -> Iterator[Finding]:
    """Yield dead references and glossary rows that do not parse."""
    known = {Path(path).name for path in repository.sources if path.endswith(".md")}
    for source in repository.sources.values():
        if source.path.endswith(".lock"):
            continue
        yield from _dead_paths(repository.root, source)
        for number, line in enumerate(source.lines, 1):
            for name in DOCUMENT.findall(line):
                if name not in known and "re.compile(" not in line:
                    yield source.finding(number, "reference", f"there is no document {name}")
    yield from _glossary(repository)


def _dead_paths(root: Path, source: Source) -> Iterator[Finding]:
    here = (root / source.path).parent
    for number, line in enumerate(source.lines, 1):
        found = [root / next(filter(None, groups)) for groups in PATH.findall(line)]
        if source.path.endswith(".md"):
            found += [here / target for target in LINK.findall(line)]
        for path in dict.fromkeys(path.resolve() for path in found):
            if not path.exists() and not any(path.parent.glob(f"{path.name}-*.md")):
                message = f"there is no {path.relative_to(root).as_posix()}"
                yield source.finding(number, "reference", message)


def glossary_rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every row of the glossary's table."""
    for number, line in enumerate(source.lines, 1):
        if line.startswith("|") and not line.startswith(("|-", "| -", "| Polish")):
            yield number, [cell.strip() for cell in line.strip("|").split("|")]


def _glossary(repository: Repository) -> Iterator[Finding]:
    source = repository.sources.get(GLOSSARY)
    if source is None:
        return
    code = "\n".join(item.text for item in repository.python("cusdesk"))
    seen: set[str] = set()
    for number, cells in glossary_rows(source):
        identifiers = IDENTIFIER.findall(cells[1]) if len(cells) == COLUMNS else []
        if not identifiers or not all(cells[:3]):
            message = "a row is: Polish | `identifier` | meaning | source"
            yield source.finding(number, "glossary", message)
        for identifier in identifiers:
            if identifier in seen:
                yield source.finding(number, "glossary", f"`{identifier}` stands here twice")
            if not re.search(rf"(?:\b|_){identifier}", code, re.IGNORECASE):
                yield source.finding(number, "glossary", f"no code uses `{identifier}`")
            seen.add(identifier)

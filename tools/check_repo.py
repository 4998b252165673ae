#!/usr/bin/env python3
"""Check the house rules that no ready-made tool knows: `python tools/check_repo.py`.

The rules and their reasons stand in `tools/rules/`, one module a subject.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.rules import (  # noqa: E402 (the path)
    docstrings,
    documents,
    messages,
    patterns,
    people,
    sizes,
    skips,
)
from tools.rules.repository import Finding, Repository  # noqa: E402 (the path)

RULES = (sizes, patterns, skips, docstrings, people, documents, messages)


def findings(repository: Repository) -> Iterator[Finding]:
    """Yield what every rule finds and no line allows."""
    for rule in RULES:
        for finding in rule.check(repository):
            source = repository.sources.get(finding.path)
            if source is None or not source.allows(finding.line, finding.rule):
                yield finding


def main() -> int:
    """Print the findings and return the exit status."""
    found = list(dict.fromkeys(findings(Repository(ROOT))))
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

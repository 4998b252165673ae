"""What another reader may call says in a sentence what it does.

The linter asks this of a module's public functions only. Here a nested function and a method of a
private class count too: a closure named `write` tells nothing about what it stores. What deserves
no sentence has a leading underscore.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.rules.repository import Finding, Repository

FOLDERS = ("cusdesk", "tools")


def check(repository: Repository) -> Iterator[Finding]:
    """Yield every function with a public name and no docstring."""
    for source in repository.python(*FOLDERS):
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if not node.name.startswith("_") and not ast.get_docstring(node):
                message = f"{node.name} does not say what it does (or take a leading underscore)"
                yield source.finding(node.lineno, "docstring", message)

"""Every operation that can be written has a Polish name for *Cofnij* and the history."""

from __future__ import annotations

import ast
from pathlib import Path

from cusdesk.core.messages import all_messages

PACKAGE = Path(__file__).resolve().parents[2] / "cusdesk"


def written_kinds() -> dict[str, str]:
    """Return the kinds given as plain text to `office.write`, with the place of one of them."""
    found: dict[str, str] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "write"
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
                and "." in node.args[0].value
            ):
                found[node.args[0].value] = f"{path.name}:{node.lineno}"
    return found


def test_operations_have_names() -> None:
    known = all_messages()
    kinds = written_kinds()

    assert len(kinds) > 20
    assert {k: v for k, v in kinds.items() if f"history.operation.{k}" not in known} == {}

"""What the sources may not do, because Qt would read markup out of what somebody typed."""

from __future__ import annotations

import ast
from pathlib import Path

UI = Path(__file__).parents[2] / "cusdesk" / "ui"
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(UI.rglob("*.py"))}
RICH = {"setHtml", "setMarkdown", "QTextBrowser", "QTextEdit", "RichText", "AutoText", "appendHtml"}
CLIPBOARD = UI / "common" / "table" / "clipboard.py"
HINTS = {"QTextEdit"}  # named in a list of editors to be covered, never made


def calls(name: str):
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name:
                yield f"{path.relative_to(UI)}:{node.lineno}", node


def is_safe(value: ast.expr) -> bool:
    """A fixed text, a sentence with nothing put into it but a number, or `tip(...)`."""
    if isinstance(value, ast.IfExp):
        return is_safe(value.body) and is_safe(value.orelse)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        fixed = all(word.arg in {"n", "done", "total"} for word in value.keywords)
        return value.func.id == "tip" or (value.func.id == "tr" and fixed)
    return isinstance(value, ast.Constant)


def test_every_tool_tip_goes_through_tip():
    places = [(at, node.args[-1]) for at, node in calls("setToolTip")]
    places += [(at, node.args[1]) for at, node in calls("showText")]
    assert len(places) > 30
    assert [at for at, value in places if not is_safe(value)] == []


def test_questions_are_made_by_one_function():
    made = [
        f"{path.relative_to(UI)}:{node.lineno}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QMessageBox"
    ]
    statics = [
        at
        for name in ("question", "warning", "information", "critical")
        for at, node in calls(name)
        if getattr(node.func.value, "id", "") == "QMessageBox"
    ]
    assert len(made) == 1
    assert statics == []


def test_rich_text_is_never_asked_for():
    found = [
        f"{path.relative_to(UI)}:{node.lineno}"
        for path, tree in TREES.items()
        if path != CLIPBOARD
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in RICH)
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") in RICH)
    ]
    assert found == []

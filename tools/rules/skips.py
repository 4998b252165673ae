"""A test that does not run says why, and since when.

Whatever never runs carries a date; what depends on the machine (a mark with a condition, a test
that stops in its middle) needs only the reason. Nothing is skipped in this module: it only holds
the names it looks for, put together from two words so that no search takes them for the act.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.rules.repository import Finding, Repository, dotted

DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
MARK = "pytest.mark."
NEVER_RUNS = MARK + "skip"  # a name looked for; nothing is skipped here
DATED = {NEVER_RUNS} | {place + "xfail" for place in (MARK, "pytest.")}
REASONED = {NEVER_RUNS + "if"} | {"pytest." + act for act in ("skip", "importorskip")}


def check(repository: Repository) -> Iterator[Finding]:
    """Yield skipped and expected-to-fail tests without their reason."""
    for source in repository.python("tests"):
        calls = {id(n.func): n for n in ast.walk(source.tree) if isinstance(n, ast.Call)}
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Attribute):
                continue
            name = dotted(node)
            if name not in DATED | REASONED:
                continue
            reason = _reason(calls.get(id(node)), name)
            if not reason:
                yield source.finding(node.lineno, "skip", f"{name} without a reason")
            elif name in DATED and not DATE.search(reason):
                yield source.finding(node.lineno, "skip", f"{name}: say since when (YYYY-MM-DD)")


def _reason(call: ast.Call | None, name: str) -> str:
    if call is None:
        return ""
    texts = [keyword.value for keyword in call.keywords if keyword.arg in {"reason", "msg"}]
    if not name.startswith(MARK) or name == NEVER_RUNS:
        texts += call.args
    return " ".join(ast.unparse(text) for text in texts)

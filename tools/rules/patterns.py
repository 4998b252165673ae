"""Things that may not stand in the code, each with the reason.

A line that has to break a rule says so itself: `# allowed: <rule> (<reason>)`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.rules.repository import Finding, Repository, Source, dotted

POLISH = re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
MACHINE_PATH = re.compile(r"(?<![\w.<])/(?:work|root|home/\w+|Users/\w+)/|[A-Z]:\\+Users\\")
# the words looked for, in two pieces each: nothing is silenced on this line
SILENCED = re.compile(
    "# type: " + r"ignore(?!\[[a-z, -]+\]  # \S)|# no" + r"qa(?!: [A-Z0-9, ]+ \(.)"
)
CLOCK_CALLS = re.compile(
    r"(?:^|\.)(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time(?:_ns)?)$"
)
CLOCK_HOMES = {"cusdesk/core/clock.py", "cusdesk/core/ids.py"}


def check(repository: Repository) -> Iterator[Finding]:
    """Yield every forbidden pattern."""
    for source in repository.python("cusdesk"):
        yield from _polish_literals(source)
        yield from _calls(source)
    for source in repository.python("cusdesk", "tests", "tools", "bench"):
        yield from _silenced(source)
    for source in repository.sources.values():
        yield from _machine_paths(source)


def _docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the nodes that only document: any bare string statement."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _polish_literals(source: Source) -> Iterator[Finding]:
    documentation = _docstrings(source.tree)
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        is_text = len(node.value) > 1 and id(node) not in documentation
        if is_text and POLISH.search(node.value):
            message = "Polish text belongs in resources/, where an office worker can read it"
            yield source.finding(node.lineno, "polish-literal", message)


def _calls(source: Source) -> Iterator[Finding]:
    is_command_line = source.path.startswith(("cusdesk/cli", "cusdesk/__main__"))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "processEvents":
            message = "it lets a click run in the middle of an operation: use ui.common.operations"
            yield source.finding(node.lineno, "process-events", message)
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        if name == "print" and not is_command_line:
            yield source.finding(node.lineno, "print", "only the command line speaks: use logging")
        if CLOCK_CALLS.search(name) and source.path not in CLOCK_HOMES:
            yield source.finding(node.lineno, "clock", "tests must move time: use core.clock")


def _silenced(source: Source) -> Iterator[Finding]:
    for number, line in enumerate(source.lines, 1):
        if SILENCED.search(line) and "re.compile(" not in line:
            message = "say what is silenced, and why: [code]  # reason, CODE (reason)"
            yield source.finding(number, "silenced", message)


def _machine_paths(source: Source) -> Iterator[Finding]:
    for number, line in enumerate(source.lines, 1):
        if MACHINE_PATH.search(line) and "re.compile(" not in line:
            message = "a path of one machine: make it relative"
            yield source.finding(number, "machine-path", message)

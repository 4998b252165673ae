"""Nobody can add a use case or a kind of operation without saying who may use it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from cusdesk.core.messages import all_messages
from cusdesk.domain import access
from cusdesk.domain.dictionaries import dictionary
from tests.architecture.test_operation_labels import written_kinds

SERVICES = Path(__file__).resolve().parents[2] / "cusdesk" / "services"
EXEMPT: dict[str, str] = {
    "today.plans.overloaded": "a section of the day sheet, which says the right of every section",
}
"""`module.function` → why it may be called by anybody; as few as can be."""


def takes_office(node: ast.FunctionDef) -> bool:
    """Say whether a function begins something; inside a unit of work it was asked already."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    said = [ast.unparse(a.annotation).strip("'\"") for a in arguments if a.annotation is not None]
    return "Office" in said and "UnitOfWork" not in said


def guards(node: ast.FunctionDef) -> list[ast.Call]:
    return [
        d
        for d in node.decorator_list
        if isinstance(d, ast.Call) and ast.unparse(d.func).rpartition(".")[2] == "needs"
    ]


@cache
def use_cases() -> dict[str, ast.FunctionDef]:
    """Return every public function of the services that takes the open office."""
    found = {}
    for path in SERVICES.rglob("*.py"):
        module = ".".join(path.relative_to(SERVICES).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and takes_office(node)
            ):
                found[f"{module}.{node.name}"] = node
    return found


def test_every_use_case_says_who_may_call_it() -> None:
    cases = use_cases()

    assert len(cases) > 150
    assert {name for name, node in cases.items() if not guards(node)} == set(EXEMPT)


def test_the_office_is_the_first_argument_of_a_guarded_use_case() -> None:
    firsts = {name: node.args.args[0].arg for name, node in use_cases().items() if guards(node)}
    assert set(firsts.values()) == {"office"}


def test_the_rights_asked_for_are_in_the_table() -> None:
    asked = {
        argument.value
        for node in use_cases().values()
        for guard in guards(node)
        for argument in guard.args
        if isinstance(argument, ast.Constant)
    }
    assert asked <= set(access.all_rights())


def test_every_operation_has_its_right() -> None:
    assert {access.right_of_operation(kind) for kind in written_kinds()} <= set(access.all_rights())


def test_an_operation_without_a_right_is_a_bug() -> None:
    with pytest.raises(LookupError):
        access.right_of_operation("moonlight.walk")


def test_the_table_is_whole() -> None:
    table = dictionary("access")
    rights = set(access.all_rights())
    known = all_messages()

    assert set(access.all_roles()) == set(access.Role) == {access.Role(r) for r in table["roles"]}
    assert {right for role in table["roles"].values() for right in role} == rights
    assert set(table["operations"].values()) | set(table["records"].values()) <= rights
    assert {f"access.right.{right}" for right in rights} <= set(known)
    assert {f"access.role.{role.value}" for role in access.Role} <= set(known)

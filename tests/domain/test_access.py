from __future__ import annotations

import pytest

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import describe
from cusdesk.domain import access
from cusdesk.domain.access import Role, needs


class Desk:
    """Somebody with rights, as `needs` sees an office."""

    def __init__(self, *roles: Role) -> None:
        self.rights = access.rights_of(roles)

    def require(self, *rights: str) -> None:
        access.check(self.rights, *rights)


@needs("plans.see", "plans.change")
def rewrite(office: Desk, text: str = "") -> str:
    """Return the text."""
    return text


def test_a_guard_lets_through_whoever_has_all_the_rights() -> None:
    assert rewrite(Desk(Role.COORDINATOR), "a") == "a"
    assert rewrite(office=Desk(Role.COORDINATOR), text="b") == "b"
    assert rewrite.needed_rights == ("plans.see", "plans.change")
    assert rewrite.__name__ == "rewrite"


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OSL, Role.ADMINISTRATOR])
def test_a_guard_refuses_whoever_lacks_one(role: Role) -> None:
    with pytest.raises(RuleError) as refusal:
        rewrite(Desk(role), "a")
    assert refusal.value.key == "access.denied"


def test_the_refusal_says_what_and_whom_to_ask() -> None:
    with pytest.raises(RuleError) as refusal:
        Desk(Role.OSL).require("plans.approve")

    said = describe(refusal.value)
    assert "zapisać i cofnąć zatwierdzenie planu" in said
    assert "koordynator (KIPUS), organizator usług (OUS), dyrektor" in said


def test_several_roles_add_up() -> None:
    both = access.rights_of([Role.OSL, Role.ADMINISTRATOR])
    assert both == access.rights_of([Role.OSL]) | access.rights_of([Role.ADMINISTRATOR])


def test_an_administrator_sees_no_resident() -> None:
    rights = access.rights_of([Role.ADMINISTRATOR])
    assert not {"residents.see", "plans.see", "attendance.see", "residents.sensitive"} & rights


def test_stored_roles_come_back() -> None:
    assert access.format_roles([Role.OSL, Role.DIRECTOR]) == "director osl"
    assert access.parse_roles("director osl") == {Role.OSL, Role.DIRECTOR}
    assert access.parse_roles("caretaker osl") == {Role.OSL}
    assert access.rights_of(["caretaker"]) == frozenset()


def test_the_longest_beginning_of_a_kind_counts() -> None:
    assert access.right_of_operation("plans.agree") == "plans.change"
    assert access.right_of_operation("plans.approve") == "plans.approve"
    assert access.right_of_operation("imports.residents") == "residents.change"
    assert access.right_of_operation("imports.settle") == "imports.run"


def test_every_right_belongs_to_somebody_and_all_may_open_the_office() -> None:
    assert all(access.roles_with(right) for right in access.all_rights())
    assert set(access.roles_with("office.see")) == set(Role)

"""Who may do what: roles, rights, and the guard of every use case.

The table itself is data (`resources/dictionaries/access.toml`). Roles divide the work and make it
accountable; they do not protect the file against somebody who can open it (docs/adr/0006).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.dictionaries import dictionary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

F = TypeVar("F", bound=Callable[..., Any])


class Role(StrEnum):
    """What somebody does in the office; a person may hold several."""

    COORDINATOR = "coordinator"
    OUS = "ous"
    OSL = "osl"
    DIRECTOR = "director"
    OFFICE_WORKER = "office_worker"
    SETTLEMENT_CLERK = "settlement_clerk"
    SOCIAL_ASSISTANCE = "social_assistance"
    ADMINISTRATOR = "administrator"


FIRST_ROLES = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
"""Roles of whoever sets an office up: in the smallest office one person does it all."""


class Guarded(Protocol):
    """What `needs` asks of the first argument of a use case."""

    def require(self, *rights: str) -> None:
        """Refuse when one of the rights is missing."""


def all_roles() -> tuple[Role, ...]:
    """Return the roles in the order of the printed table."""
    return tuple(Role(name) for name in dictionary("access")["order"])


def all_rights() -> tuple[str, ...]:
    """Return the rights in the order of the printed table."""
    return tuple(dictionary("access")["rights"])


def rights_of(roles: Iterable[str]) -> frozenset[str]:
    """Return what the holder of these roles may do; a role nobody knows gives nothing."""
    table = dictionary("access")["roles"]
    return frozenset(right for role in roles for right in table.get(role, ()))


def roles_with(right: str) -> tuple[Role, ...]:
    """Return the roles that give a right, in the order of the printed table."""
    return tuple(role for role in all_roles() if right in rights_of([role]))


def parse_roles(text: str) -> frozenset[Role]:
    """Return the roles of a stored, blank-separated list; words nobody knows are left out."""
    known = set(Role)
    return frozenset(Role(word) for word in text.split() if word in known)


def format_roles(roles: Iterable[str]) -> str:
    """Return roles as they are stored: sorted, separated by a blank."""
    return " ".join(sorted({Role(role).value for role in roles}))


@cache
def right_of_operation(kind: str) -> str:
    """Return the right an operation needs, by the longest beginning of its kind.

    Raises:
        LookupError: the table says nothing about it; a bug of whoever named the operation.
    """
    return _longest(dictionary("access")["operations"], kind)


@cache
def right_to_see(feature: str) -> str:
    """Return the right that reading the records of a feature needs.

    Raises:
        LookupError: the table says nothing about it.
    """
    return _longest(dictionary("access")["records"], feature)


def _longest(table: dict[str, str], name: str) -> str:
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        right = table.get(".".join(parts[:end]))
        if right is not None:
            return right
    raise LookupError(name)


def check(granted: Collection[str], *rights: str) -> None:
    """Refuse when one of the rights is not granted.

    Raises:
        RuleError: `access.denied`, naming what is missing and which roles have it.
    """
    for right in rights:
        if right not in granted:
            roles = ", ".join(role_name(role) for role in roles_with(right))
            raise RuleError("access.denied", what=right_name(right), roles=roles)


def role_name(role: str) -> str:
    """Return the Polish name of a role."""
    return tr(f"access.role.{role}")


def right_name(right: str) -> str:
    """Return what a right allows, in words that follow "może"."""
    return tr(f"access.right.{right}")


def needs(*rights: str) -> Callable[[F], F]:
    """Guard a use case whose first argument is the open office: all of the rights are needed.

    The guarded function carries them as `needed_rights`.

    Raises:
        RuleError: `access.denied`, when the function is called without one of the rights.
    """

    def guard(function: F) -> F:
        """Return the use case with the question for the rights in front."""

        @functools.wraps(function)
        def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (any use case)
            """Ask the office first, then do what was called."""
            office: Guarded = args[0] if args else kwargs["office"]
            office.require(*rights)
            return function(*args, **kwargs)

        guarded.needed_rights = rights  # type: ignore[attr-defined]  # for the tests of rights
        return cast("F", guarded)

    return guard

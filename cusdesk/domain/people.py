"""The people who work with the program, and how long a door stays shut after wrong passwords."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.access import Role
from cusdesk.domain.checks import check_lengths
from cusdesk.domain.polish_text import fold, one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_FREE_FAILURES = 4
_FIRST_WAIT_S = 5
_LONGEST_WAIT_S = 900


@dataclass(slots=True)
class PersonDraft:
    """Somebody who works with the program, as the form edits them.

    Attributes:
        name: as colleagues know them; also the login.
        post: as on papers.
        roles: what they are here for.
    """

    name: str = ""
    post: str = ""
    roles: tuple[Role, ...] = ()


def check_person(draft: PersonDraft, taken: Iterable[str] = ()) -> list[Problem]:
    """Return what is wrong with a person's data; `taken` are the names of the others."""
    problems = check_lengths(draft, ())
    name = one_line(draft.name)
    if not name:
        problems.append(Problem("name", "people.problem.no_name"))
    elif fold(name) in {fold(other) for other in taken}:
        problems.append(Problem("name", "people.problem.name_taken"))
    if not draft.roles:
        problems.append(Problem("roles", "people.problem.no_roles"))
    return problems


def keeps_an_administrator(roles_of_others: Iterable[Collection[str]]) -> bool:
    """Tell whether somebody else could still give rights and passwords."""
    return any(Role.ADMINISTRATOR in roles for roles in roles_of_others)


def wait_after(failures: int) -> int:
    """Return for how many seconds the door stays shut after so many wrong passwords in a row.

    Slips of the finger cost nothing; then the wait doubles, up to a quarter of an hour.
    """
    over = failures - _FREE_FAILURES
    if over < 0:
        return 0
    return min(_FIRST_WAIT_S << min(over, 16), _LONGEST_WAIT_S)

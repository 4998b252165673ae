from __future__ import annotations

from cusdesk.domain.access import Role
from cusdesk.domain.people import PersonDraft, check_person, keeps_an_administrator, wait_after


def test_a_person_needs_a_name_of_their_own_and_a_role() -> None:
    assert check_person(PersonDraft("Jan Próbny", "", (Role.OSL,)), ["Anna"]) == []
    found = check_person(PersonDraft("  ", "x" * 300, ()))
    assert {p.field for p in found} == {"name", "post", "roles"}
    [taken] = check_person(PersonDraft("JAN  PROBNY", "", (Role.OSL,)), ["Jan Próbny"])
    assert taken.key == "people.problem.name_taken"


def test_waits_grow_and_end() -> None:
    assert [wait_after(n) for n in range(8)] == [0, 0, 0, 0, 5, 10, 20, 40]
    assert wait_after(13) == wait_after(1000) == 900


def test_somebody_must_give_rights() -> None:
    assert keeps_an_administrator([{Role.OSL}, {Role.OSL, Role.ADMINISTRATOR}])
    assert not keeps_an_administrator([{Role.OSL}])
    assert not keeps_an_administrator([])

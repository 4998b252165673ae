"""Accounts: adding, changing, switching off; who may; what opens the file afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import ConflictError, RuleError, StorageError, ValidationError
from cusdesk.db import keys
from cusdesk.domain.access import Role
from cusdesk.domain.people import PersonDraft
from cusdesk.services import people, residents
from cusdesk.services.history import history_of
from cusdesk.services.logins import login_names
from cusdesk.services.office import open_office
from tests.helpers.office import CHEAP, PASSWORD
from tests.helpers.people import OTHER_PASSWORD, act_as, add_colleague

if TYPE_CHECKING:
    from cusdesk.core.clock import FixedClock
    from cusdesk.services.office import Office


def names(office: Office, *, on: bool = True) -> list[str]:
    return [person.name for person in people.list_people(office) if person.is_on is on]


def test_the_first_person_does_it_all(office: Office) -> None:
    [me] = people.list_people(office)

    assert (me.name, me.is_me, me.has_password, me.is_temporary) == (
        "Anna Testowa",
        True,
        True,
        False,
    )
    assert me.roles == (Role.COORDINATOR, Role.ADMINISTRATOR)
    assert me.changed_on == office.clock.today()


def test_a_colleague_opens_the_office_with_their_own_password(
    office: Office, clock: FixedClock
) -> None:
    add_colleague(office, "Jan Próbny", Role.OSL)
    path = office.path
    office.close()

    opened = open_office(path, password=OTHER_PASSWORD, clock=clock)
    assert (opened.user_name, opened.roles) == ("Jan Próbny", {Role.OSL})
    assert opened.must_change_password
    opened.close()
    open_office(path, password=PASSWORD, user_name="Anna Testowa", clock=clock).close()


def test_a_wrong_draft_is_refused(office: Office) -> None:
    with pytest.raises(ValidationError) as refusal:
        people.add_person(office, PersonDraft("anna  TESTOWA"), OTHER_PASSWORD, cost=CHEAP)
    with pytest.raises(RuleError) as short:
        people.add_person(office, PersonDraft("Ewa", "", (Role.OSL,)), "krótkie", cost=CHEAP)

    assert [p.key for p in refusal.value.problems] == [
        "people.problem.name_taken",
        "people.problem.no_roles",
    ]
    assert short.value.key == "people.password.too_short"
    assert names(office) == ["Anna Testowa"]


def test_roles_count_from_the_next_click(office: Office) -> None:
    colleague = add_colleague(office, "Ewa Druga", Role.ADMINISTRATOR)
    me = people.list_people(office)[0]
    people.change_person(office, me.id, PersonDraft("Anna Nowa", "", (Role.OSL,)), me.version)

    assert not office.may("people.manage")
    assert office.user_name == "Anna Nowa"
    assert login_names(office.path) == ["Anna Nowa", "Ewa Druga"]
    with pytest.raises(RuleError):
        people.switch_off(office, colleague, 1)


def test_the_last_administrator_stays(office: Office) -> None:
    other = add_colleague(office, "Jan Próbny", Role.OSL)
    me = next(person for person in people.list_people(office) if person.is_me)
    with pytest.raises(RuleError) as refusal:
        people.change_person(office, me.id, PersonDraft(me.name, "", (Role.OSL,)), me.version)
    with pytest.raises(RuleError) as own:
        people.switch_off(office, me.id, me.version)

    assert refusal.value.key == "people.problem.last_administrator"
    assert own.value.key == "people.problem.oneself"
    people.switch_off(office, other, 1)
    assert names(office) == ["Anna Testowa"]


def test_switching_off_ends_the_access_and_keeps_the_name(
    office: Office, clock: FixedClock
) -> None:
    other = add_colleague(office, "Jan Próbny", Role.OSL)
    old_keys = keys.envelope_path(office.path).read_bytes()
    people.switch_off(office, other, 1)
    path = office.path

    assert names(office, on=False) == ["Jan Próbny"]
    assert login_names(path) == ["Anna Testowa"]
    office.close()
    with pytest.raises(StorageError, match="wrong_password"):
        open_office(path, password=OTHER_PASSWORD, clock=clock)
    keys.envelope_path(path).write_bytes(old_keys)
    with pytest.raises(RuleError, match="switched_off"):
        open_office(path, password=OTHER_PASSWORD, clock=clock)


def test_somebody_comes_back_with_a_new_password(office: Office, clock: FixedClock) -> None:
    other = add_colleague(office, "Jan Próbny", Role.OSL)
    people.switch_off(office, other, 1)
    people.switch_on(office, other, "całkiem nowe słowa", CHEAP)
    path = office.path
    office.close()

    opened = open_office(path, password="całkiem nowe słowa", clock=clock)
    assert opened.user_id == other
    opened.close()


def test_two_administrators_do_not_overwrite_each_other(office: Office) -> None:
    other = add_colleague(office, "Jan Próbny", Role.OSL)
    draft = PersonDraft("Jan Próbny", "animator", (Role.OSL,))
    people.change_person(office, other, draft, 1)
    with pytest.raises(ConflictError):
        people.change_person(office, other, draft, 1)


def test_the_history_of_an_account_reads_in_words(office: Office) -> None:
    other = add_colleague(office, "Jan Próbny", Role.OSL)
    draft = PersonDraft("Jan Próbny", "", (Role.OSL, Role.DIRECTOR))
    people.change_person(office, other, draft, 1)

    line = history_of(office, "people", other)[0]
    assert (line.field, line.before) == ("Role", "organizator społeczności (OSL)")
    assert line.after == "dyrektor, organizator społeczności (OSL)"


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_only_an_administrator_manages_people(office: Office, role: Role) -> None:
    act_as(office, role)
    me = people.list_people(office)[0]
    with pytest.raises(RuleError, match="denied"):
        people.add_person(office, PersonDraft("Ewa", "", (role,)), OTHER_PASSWORD)
    with pytest.raises(RuleError, match="denied"):
        people.set_password(office, me.id, OTHER_PASSWORD)


def test_an_administrator_alone_sees_no_resident(office: Office) -> None:
    act_as(office, Role.ADMINISTRATOR)
    with pytest.raises(RuleError, match="denied"):
        residents.list_ids(office)


def test_the_table_tells_what_everybody_may(office: Office) -> None:
    document = people.access_document(office)
    by_words = {row[0]: row[1:] for row in document.rows}
    titles = [column.title for column in document.columns[1:]]

    may_erase = by_words["trwale usuwać dane osoby"]
    assert [t for t, cell in zip(titles, may_erase, strict=True) if cell == "tak"] == ["dyrektor"]
    assert "sejfem" in document.filters

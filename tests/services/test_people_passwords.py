"""A password wraps the key: changing it touches the key file alone, in both its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, RuleError, StorageError
from cusdesk.db import keys
from cusdesk.domain.access import Role
from cusdesk.models.audit import AuditEntry
from cusdesk.services import people
from cusdesk.services.office import backup_office, open_office
from tests.helpers.office import CHEAP, PASSWORD, make_office
from tests.helpers.people import OTHER_PASSWORD, act_as, add_colleague

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.clock import FixedClock
    from cusdesk.services.office import Office

NEW = "trzy spokojne bociany"


def test_a_change_of_password_only_rewraps(office: Office, clock: FixedClock) -> None:
    path = office.path
    before = path.read_bytes()
    people.change_own_password(office, PASSWORD, NEW, CHEAP)

    assert path.read_bytes() == before
    assert keys.envelope_path(path).read_bytes() == keys.profile_copy_path(path).read_bytes()
    office.close()
    assert path.read_bytes() == before
    with pytest.raises(StorageError, match="wrong_password"):
        open_office(path, password=PASSWORD, clock=clock)
    open_office(path, password=NEW, clock=clock).close()
    keys.envelope_path(path).unlink()
    open_office(path, password=NEW, clock=clock).close()


def test_the_old_password_is_asked_for(office: Office) -> None:
    with pytest.raises(StorageError, match="wrong_password"):
        people.change_own_password(office, NEW, NEW, CHEAP)
    with pytest.raises(RuleError, match="too_short"):
        people.change_own_password(office, PASSWORD, "krótkie", CHEAP)
    assert people.is_own_password(office, PASSWORD)


def test_a_colleagues_password_is_not_ones_own(office: Office) -> None:
    add_colleague(office, "Jan Próbny", Role.OSL)
    with pytest.raises(StorageError, match="wrong_password"):
        people.change_own_password(office, OTHER_PASSWORD, NEW, CHEAP)


def test_a_temporary_password_is_asked_to_be_changed(office: Office, clock: FixedClock) -> None:
    add_colleague(office, "Jan Próbny", Role.OSL)
    path = office.path
    office.close()
    jan = open_office(path, password=OTHER_PASSWORD, clock=clock)
    people.change_own_password(jan, OTHER_PASSWORD, NEW, CHEAP)
    assert not jan.must_change_password
    jan.close()

    again = open_office(path, password=NEW, clock=clock)
    assert not again.must_change_password
    again.close()


def test_an_administrator_helps_who_forgot(office: Office, clock: FixedClock) -> None:
    other = add_colleague(office, "Jan Próbny", Role.OSL)
    people.set_password(office, other, NEW, cost=CHEAP)
    path = office.path
    office.close()

    with pytest.raises(StorageError, match="wrong_password"):
        open_office(path, password=OTHER_PASSWORD, clock=clock)
    open_office(path, password=NEW, clock=clock).close()


def test_nobody_gives_a_password_to_who_is_switched_off(office: Office) -> None:
    other = add_colleague(office, "Jan Próbny", Role.OSL)
    people.switch_off(office, other, 1)
    with pytest.raises(NotFoundError):
        people.set_password(office, other, NEW, cost=CHEAP)


def test_the_code_sets_a_new_password_even_without_the_keys(
    tmp_path: Path, clock: FixedClock
) -> None:
    created = make_office(tmp_path, clock)
    path, code = created.office.path, created.recovery_code
    created.office.close()
    for lost in (keys.envelope_path(path), keys.profile_copy_path(path)):
        lost.unlink()

    by_code = open_office(path, recovery_code=code, clock=clock)
    assert (by_code.opened_by_code, by_code.user_id, by_code.roles) == (
        True,
        None,
        {Role.ADMINISTRATOR},
    )
    [anna] = people.list_people(by_code)
    assert not anna.has_password
    people.set_password(by_code, anna.id, NEW, is_temporary=False, cost=CHEAP)
    by_code.close()
    opened = open_office(path, password=NEW, clock=clock)
    assert (opened.user_name, opened.must_change_password) == ("Anna Testowa", False)
    opened.close()


def test_a_read_only_office_keeps_its_passwords(office: Office, clock: FixedClock) -> None:
    reader = open_office(office.path, password=PASSWORD, read_only=True, clock=clock)
    with pytest.raises(StorageError, match="opened_read_only"):
        people.change_own_password(reader, PASSWORD, NEW, CHEAP)
    reader.close()


def test_the_sheet_can_be_proved_later(tmp_path: Path, clock: FixedClock) -> None:
    created = make_office(tmp_path, clock)
    office = created.office
    assert not people.is_recovery_untested(office)
    people.postpone_recovery(office)
    assert people.is_recovery_untested(office)

    with pytest.raises(StorageError, match="recovery_code_typo"):
        people.confirm_recovery_code(office, "AAAA")
    with pytest.raises(StorageError, match="wrong_recovery_code"):
        people.confirm_recovery_code(office, keys.new_recovery_code())
    people.confirm_recovery_code(office, created.recovery_code.lower())
    assert not people.is_recovery_untested(office)
    office.close()


def test_another_sheet_opens_the_lone_file_and_old_copies(
    tmp_path: Path, clock: FixedClock
) -> None:
    created = make_office(tmp_path, clock)
    office = created.office
    old = backup_office(office, tmp_path / "dawna.cusdesk")
    code = people.new_recovery_code(office, PASSWORD)
    assert people.is_recovery_untested(office)
    people.confirm_recovery_code(office, code)
    assert not people.is_recovery_untested(office)
    office.close()

    for path in (office.path, old):
        for lost in (keys.envelope_path(path), keys.profile_copy_path(path)):
            lost.unlink(missing_ok=True)
        for sheet in (code.lower(), created.recovery_code):  # the first one is not ended
            open_office(path, recovery_code=sheet, clock=clock).close()


def test_another_sheet_takes_ones_own_password_and_stands_in_the_log(office: Office) -> None:
    with pytest.raises(StorageError, match="wrong_password"):
        people.new_recovery_code(office, NEW)
    assert not people.is_recovery_untested(office)
    people.new_recovery_code(office, PASSWORD)
    people.new_recovery_code(office, PASSWORD)
    with office.read() as session:
        kinds = list(session.scalars(select(AuditEntry.kind)))
    assert kinds.count("people.new_recovery") == 2

    act_as(office, Role.COORDINATOR)
    with pytest.raises(RuleError, match="denied"):
        people.new_recovery_code(office, PASSWORD)

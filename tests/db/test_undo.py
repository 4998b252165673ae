"""Undo and redo put before-images back, survive closing, and refuse to trample on later work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import ConflictError
from cusdesk.db import undo as db_undo
from cusdesk.models.residents import Resident
from cusdesk.services.office import open_office
from tests.db.test_capture import add_resident
from tests.helpers.office import PASSWORD

if TYPE_CHECKING:
    from cusdesk.core.clock import FixedClock
    from cusdesk.services.office import Office


def rename(office: Office, resident_id: bytes, name: str, *, merges: bool = False) -> None:
    record = ("residents", resident_id)
    with office.write("residents.update", record=record, merges=merges) as work:
        work.get(Resident, resident_id).given_name = name


def given_name(office: Office, resident_id: bytes) -> str:
    with office.read() as session:
        return session.get_one(Resident, resident_id).given_name


def nothing_derived(_session: object, _operation_id: int) -> None:
    """These tests keep no search index."""


def undo(office: Office) -> str | None:
    undone = db_undo.undo(office.database, office.user_id, nothing_derived)
    return None if undone is None else undone.label.kind


def redo(office: Office) -> str | None:
    redone = db_undo.redo(office.database, office.user_id, nothing_derived)
    return None if redone is None else redone.label.kind


def test_undo_walks_back_step_by_step_and_redo_forward(office: Office) -> None:
    resident_id = add_resident(office)
    for name in ("Maria", "Marianna"):
        rename(office, resident_id, name)

    names = [(undo(office), given_name(office, resident_id)) for _ in range(2)]
    assert names == [("residents.update", "Maria"), ("residents.update", "")]
    assert [(redo(office), given_name(office, resident_id)) for _ in range(2)] == [
        ("residents.update", "Maria"),
        ("residents.update", "Marianna"),
    ]
    assert redo(office) is None


def test_undo_of_a_creation_puts_the_row_into_the_bin(office: Office) -> None:
    resident_id = add_resident(office)

    assert undo(office) == "residents.create"
    with office.read() as session:
        assert session.get_one(Resident, resident_id).retired_at is not None
    assert redo(office) == "residents.create"
    with office.read() as session:
        assert session.get_one(Resident, resident_id).retired_at is None


def test_founding_the_office_cannot_be_undone(office: Office) -> None:
    assert undo(office) is None


def test_new_work_ends_redo(office: Office) -> None:
    resident_id = add_resident(office)
    rename(office, resident_id, "Maria")
    undo(office)
    rename(office, resident_id, "Zofia")

    assert redo(office) is None
    assert undo(office) == "residents.update"
    assert redo(office) == "residents.update"
    assert given_name(office, resident_id) == "Zofia"


def test_burst_of_edits_of_one_record_is_one_step(office: Office, clock: FixedClock) -> None:
    resident_id = add_resident(office)
    for name in ("M", "Ma", "Maria"):
        rename(office, resident_id, name, merges=True)
        clock.advance(seconds=50)

    undo(office)
    assert given_name(office, resident_id) == ""


def test_pause_of_a_minute_ends_the_burst(office: Office, clock: FixedClock) -> None:
    resident_id = add_resident(office)
    rename(office, resident_id, "Maria", merges=True)
    clock.advance(seconds=61)
    rename(office, resident_id, "Zofia", merges=True)

    undo(office)
    assert given_name(office, resident_id) == "Maria"


def test_burst_without_a_pause_ends_after_ten_minutes(office: Office, clock: FixedClock) -> None:
    resident_id = add_resident(office)
    for minute in range(15):
        rename(office, resident_id, f"Maria {minute}", merges=True)
        clock.advance(seconds=59)

    undo(office)
    assert given_name(office, resident_id) == "Maria 10"
    undo(office)
    assert given_name(office, resident_id) == ""


def test_older_step_is_not_taken_back_over_a_later_one(office: Office) -> None:
    resident_id = add_resident(office)
    rename(office, resident_id, "Maria")
    with office.read() as session:
        older = db_undo.next_undo(session, office.user_id)
    rename(office, resident_id, "Zofia")
    assert older is not None

    with pytest.raises(ConflictError) as caught:
        db_undo.take_back(office.database, office.user_id, older, nothing_derived)
    assert caught.value.key == "history.undo_conflict"
    assert given_name(office, resident_id) == "Zofia"


def test_undo_works_after_closing_and_opening(office: Office, clock: FixedClock) -> None:
    resident_id = add_resident(office)
    rename(office, resident_id, "Maria")
    path = office.path
    office.close()

    again = open_office(path, password=PASSWORD, clock=clock)
    try:
        assert undo(again) == "residents.update"
        assert given_name(again, resident_id) == ""
    finally:
        again.close()


def test_stack_is_fifty_steps_deep(office: Office) -> None:
    resident_id = add_resident(office)
    for number in range(60):
        rename(office, resident_id, f"M{number}")

    steps = 0
    while undo(office) is not None:
        steps += 1
    assert steps == 50
    assert given_name(office, resident_id) == "M9"

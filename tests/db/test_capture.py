"""Every write is recorded inside its own transaction, whatever road it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from cusdesk.core.ids import new_id
from cusdesk.db.capture import captured_fields, captured_tables
from cusdesk.db.history import changes_of_record
from cusdesk.models.residents import Resident

if TYPE_CHECKING:
    from cusdesk.services.office import Office


def add_resident(office: Office, surname: str = "Łuczak") -> bytes:
    resident_id = new_id()
    with office.write("residents.create", record=("residents", resident_id)) as work:
        work.session.add(Resident(id=resident_id, subject_id=resident_id, surname=surname))
    return resident_id


def fields_changed(office: Office, resident_id: bytes) -> list[tuple[str | None, object, object]]:
    with office.read() as session:
        changes = changes_of_record(session, "residents", resident_id)
    return [(c.field, c.before, c.after) for c in changes]


def test_orm_write_is_recorded(office: Office) -> None:
    resident_id = add_resident(office)
    with office.write("residents.update") as work:
        work.get(Resident, resident_id).locality = "Stary Bór"

    assert fields_changed(office, resident_id) == [
        ("locality", "", "Stary Bór"),
        (None, None, None),
    ]


def test_bulk_update_is_recorded(office: Office) -> None:
    resident_id = add_resident(office)
    with office.write("residents.update") as work:
        work.session.execute(update(Resident).values(solectwo="Podlesie"))

    assert fields_changed(office, resident_id)[0] == ("solectwo", "", "Podlesie")


def test_raw_sql_is_recorded(office: Office) -> None:
    resident_id = add_resident(office)
    with office.write("residents.update") as work:
        work.session.execute(text("UPDATE residents SET house = '12a'"))

    assert fields_changed(office, resident_id)[0] == ("house", "", "12a")


def test_unchanged_value_leaves_no_change(office: Office) -> None:
    resident_id = add_resident(office)
    with office.write("residents.update") as work:
        work.session.execute(text("UPDATE residents SET surname = surname"))

    assert len(fields_changed(office, resident_id)) == 1


def test_write_outside_an_operation_is_refused(office: Office) -> None:
    add_resident(office)
    with (
        pytest.raises(IntegrityError, match="write outside an operation"),
        office.database.write_unrecorded() as session,
    ):
        session.execute(text("UPDATE residents SET surname = 'X'"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM residents",
        "INSERT OR REPLACE INTO residents SELECT * FROM residents",
        "UPDATE residents SET subject_id = zeroblob(16)",
        "UPDATE residents SET id = zeroblob(16)",
    ],
)
def test_deleting_and_moving_rows_is_refused(office: Office, statement: str) -> None:
    resident_id = add_resident(office)
    with (
        pytest.raises(IntegrityError, match="never"),
        office.write("residents.update") as work,
    ):
        work.session.execute(text(statement))

    assert len(fields_changed(office, resident_id)) == 1


def test_failed_operation_leaves_no_trace(office: Office) -> None:
    resident_id = add_resident(office)

    def fail_half_way() -> None:
        with office.write("residents.update") as work:
            work.get(Resident, resident_id).surname = "Nowak"
            work.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert len(fields_changed(office, resident_id)) == 1
    with office.read() as session:
        assert session.get_one(Resident, resident_id).surname == "Łuczak"


def test_operation_without_changes_is_not_kept(office: Office) -> None:
    add_resident(office)
    with office.read() as session:
        before = session.scalar(text("SELECT count(*) FROM operations"))
    with office.write("residents.update"):
        pass

    with office.read() as session:
        assert session.scalar(text("SELECT count(*) FROM operations")) == before


def test_every_table_of_a_feature_has_its_triggers(office: Office) -> None:
    with office.read() as session:
        names = set(session.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'")))
    names = {name for name in names if not name.startswith("guard_")}

    expected = {
        f"capture_{table.name}_{verb}"
        for table in captured_tables()
        for verb in ("insert", "update", "delete")
    }
    assert names == expected
    assert all(captured_fields(table) for table in captured_tables())


def test_dots_of_two_program_runs_have_different_writers(office: Office) -> None:
    with office.read() as session:
        before = set(session.scalars(text("SELECT uid FROM writers")))
    add_resident(office)
    office.database._writer = None
    add_resident(office, "Żak")

    with office.read() as session:
        writers = set(session.scalars(text("SELECT uid FROM writers")))
        dots = list(session.execute(text("SELECT writer, seq FROM changes")))
    assert len(writers - before) == 2
    assert len(set(dots)) == len(dots)

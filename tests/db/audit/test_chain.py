"""The chain holds as written, survives an erasure, and every manipulation of it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from cusdesk.core.ids import new_id
from cusdesk.db.audit import chain, check_chain, forget_changes, forget_subject, guards, head, note
from cusdesk.db.audit.chain import FIRST_PREV
from cusdesk.db.engine import connect, use_truncate_journal
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident
from tests.db.test_capture import add_resident

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.clock import FixedClock
    from cusdesk.db.audit.chain import Link
    from cusdesk.services.office import Office


@pytest.fixture
def people(office: Office, clock: FixedClock) -> list[bytes]:
    """Two residents with changed names; the log has seven entries of operations and one event."""
    ids = [add_resident(office, "Łuczak"), add_resident(office, "Żak")]
    for name in ("Maria", "Zofia"):
        for resident_id in ids:
            clock.advance(minutes=5)
            rename(office, resident_id, name)
    with office.database.write_unrecorded() as session:
        note(session, "views.card", office.user_id, ids[0], "karta")
    return ids


def rename(office: Office, resident_id: bytes, name: str) -> None:
    with office.write("residents.update", record=("residents", resident_id), merges=True) as work:
        work.get(Resident, resident_id).given_name = name


def findings(office: Office, anchors: Sequence[Link] = ()) -> list[tuple[str, int]]:
    with office.read() as session:
        return [(f.kind, f.seq) for f in check_chain(session, anchors).findings]


def entries(office: Office, what: str = "kind") -> list[object]:
    with office.read() as session:
        return list(session.scalars(text(f"SELECT {what} FROM audit_entries ORDER BY seq")))


def tamper(office: Office, *statements: str, **values: object) -> None:
    """Change the real file with another program that holds the key, past every guard."""
    connection = connect(office.path, office.database.key)
    use_truncate_journal(connection)  # on Windows the office keeps its journal open
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'guard_%'")
    for (name,) in triggers.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        assert connection.execute(statement, values).rowcount > 0
    guards.install(connection)
    connection.close()


def test_every_operation_has_its_entry_in_an_unbroken_chain(
    office: Office, people: list[bytes]
) -> None:
    with office.read() as session:
        checked = check_chain(session)
    assert checked.findings == []
    assert checked.entries == len(entries(office)) == 8
    assert entries(office, "prev")[0] == FIRST_PREV
    assert entries(office, "prev")[1:] == entries(office, "hash")[:-1]
    assert entries(office, "subject_id")[1:] == [*people, *people, *people, people[0]]


def test_each_transaction_of_a_burst_is_sealed_by_itself(office: Office) -> None:
    resident_id = add_resident(office)
    for name in ("M", "Ma", "Maria"):
        rename(office, resident_id, name)
    assert entries(office).count("residents.update") == 3
    assert len(set(entries(office, "operation")[2:])) == 1
    assert findings(office) == []


def test_failed_operation_leaves_no_entry(office: Office) -> None:
    before = entries(office)
    resident_id = new_id()
    people = [{"id": resident_id, "subject_id": resident_id, "surname": "Nikt"}] * 2
    with pytest.raises(IntegrityError), office.write("residents.create") as work:
        work.session.execute(insert(Resident), people)
    assert entries(office) == before


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_entries SET user_id = zeroblob(16) WHERE seq = 3", "author"),
        ("UPDATE operations SET user_id = zeroblob(16) WHERE id = 3", "author"),
        ("UPDATE operations SET kind = 'residents.retire' WHERE id = 3", "author"),
        ("UPDATE audit_entries SET moment = moment - 86400000 WHERE seq = 3", "entry"),
        ("UPDATE audit_entries SET count = 5 WHERE seq = 3", "entry"),
        ("UPDATE audit_entries SET detail = 'nic' WHERE seq = 8", "detail"),
        ("UPDATE audit_entries SET detail = '', detail_salt = NULL WHERE seq = 8", "detail"),
        ("UPDATE changes SET after = 'Marta' WHERE seq = 5", "values"),
        ("UPDATE changes SET before = CAST(before AS BLOB) WHERE seq = 6", "values"),
        ("DELETE FROM changes WHERE seq = 5", "values_removed"),
        ("UPDATE audit_parts SET salt = NULL WHERE entry = 4", "salt"),
        ("UPDATE audit_parts SET digest = zeroblob(32) WHERE entry = 4", "parts"),
        ("DELETE FROM audit_parts WHERE entry = 4", "parts"),
    ],
)
@pytest.mark.usefixtures("people")
def test_changed_log_is_found(office: Office, statement: str, found: str) -> None:
    tamper(office, statement)
    assert found in [kind for kind, _ in findings(office)]


@pytest.mark.usefixtures("people")
def test_removed_middle_entry_is_found_with_its_number(office: Office) -> None:
    tamper(office, "DELETE FROM audit_entries WHERE seq = 4")
    assert ("removed", 4) in findings(office)


@pytest.mark.usefixtures("people")
def test_removed_entry_whose_gap_was_closed_is_found(office: Office) -> None:
    tamper(
        office,
        "DELETE FROM audit_entries WHERE seq = 8",
        "UPDATE audit_entries SET seq = -seq WHERE seq > 4",
        "DELETE FROM audit_entries WHERE seq = 4",
        "UPDATE audit_entries SET seq = -seq - 1 WHERE seq < 0",
    )
    assert ("unlinked", 4) in findings(office)


@pytest.mark.usefixtures("people")
def test_removed_tail_is_found_by_the_head_kept_elsewhere(office: Office) -> None:
    with office.read() as session:
        anchor = head(session)
    tamper(
        office,
        "DELETE FROM audit_entries WHERE seq > 6",
        "DELETE FROM audit_parts WHERE entry > 6",
    )
    assert anchor is not None
    assert ("tail", 7) in findings(office, [anchor])


def test_inserted_entry_is_found(office: Office, people: list[bytes]) -> None:
    tamper(
        office,
        "UPDATE audit_entries SET seq = 9 WHERE seq = 8",
        "INSERT INTO audit_entries SELECT 8, moment, user_id, 'views.card', feature, record_id,"
        " :who, NULL, count, 0, 0, '', zeroblob(16), zeroblob(32), zeroblob(32),"
        " hash, zeroblob(32) FROM audit_entries WHERE seq = 7",
        who=people[1],
    )
    found = findings(office)
    assert ("entry", 8) in found
    assert ("unlinked", 9) in found


def test_inserted_change_is_found(office: Office, people: list[bytes]) -> None:
    columns = "writer, operation, tbl, row_id, subject_id, field, before, after"
    copy = f"INSERT INTO changes ({columns}) SELECT {columns} FROM changes WHERE seq = 5"
    tamper(office, copy)
    assert [kind for kind, _ in findings(office)] == ["unsealed"]


@pytest.mark.usefixtures("people")
def test_rebuilt_chain_is_found_by_the_head_kept_elsewhere(office: Office) -> None:
    with office.read() as session:
        anchor = head(session)
    tamper(
        office,
        "DELETE FROM audit_entries",
        "DELETE FROM audit_parts",
        "UPDATE operations SET user_id = zeroblob(16) WHERE id = 3",
    )
    assert anchor is not None
    rename(office, add_resident(office, "Nowak"), "Ewa")
    assert findings(office) == []
    assert ("tail", 4) in findings(office, [anchor])
    for name in ("E", "Ew", "Ewa", "Ewka", "Ewunia"):
        rename(office, add_resident(office, "Nowak"), name)
    assert findings(office, [anchor]) == [("rebuilt", anchor.seq)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET user_id = NULL",
        "UPDATE audit_entries SET detail = 'x'",
        "DELETE FROM audit_entries",
        "UPDATE audit_parts SET salt = NULL",
        "DELETE FROM audit_parts",
        "UPDATE changes SET after = 'x'",
        "DELETE FROM changes",
        "UPDATE operations SET moment = 0",
        "DELETE FROM operations",
    ],
)
@pytest.mark.usefixtures("people")
def test_log_and_history_are_only_added_to(office: Office, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="only added to"),
        office.database.write_unrecorded() as session,
    ):
        session.execute(text(statement))
    assert findings(office) == []


def test_chain_survives_the_erasure_of_a_person(office: Office, people: list[bytes]) -> None:
    with office.database.write_unrecorded() as session:
        session.execute(text("UPDATE capture_state SET erasing = 1"))
        forget_subject(session, people[0], user_id=office.user_id)
        session.execute(text("DELETE FROM changes WHERE subject_id = :s"), {"s": people[0]})
        session.execute(text("UPDATE capture_state SET erasing = 0"))

    assert findings(office) == []
    with office.read() as session:
        assert check_chain(session).forgotten == 3
        left = "SELECT count(*) FROM audit_parts WHERE subject_id = :s AND salt IS NOT NULL"
        assert session.scalar(text(left), {"s": people[0]}) == 0
    tamper(office, "UPDATE changes SET after = 'Marta' WHERE after = 'Zofia'")
    assert [kind for kind, _ in findings(office)] == ["values"]


def test_changes_of_nobody_can_be_forgotten_one_by_one(office: Office) -> None:
    with office.write("providers.create") as work:
        work.session.add(Provider(id=new_id(), name="Pomoc"))
    with office.write("providers.update") as work:
        work.session.execute(text("UPDATE providers SET notes = 'o Janinie Fikcyjnej'"))
    with office.database.write_unrecorded() as session:
        wanted = session.scalars(text("SELECT seq FROM changes WHERE field = 'notes'")).all()
        session.execute(text("UPDATE capture_state SET erasing = 1"))
        forget_changes(session, wanted)
        session.execute(text("DELETE FROM changes WHERE field = 'notes'"))
        session.execute(text("UPDATE capture_state SET erasing = 0"))
    assert findings(office) == []


@pytest.mark.usefixtures("people")
def test_older_changes_are_sealed_in_windows_when_the_log_begins(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    tamper(office, "DELETE FROM audit_entries", "DELETE FROM audit_parts")
    monkeypatch.setattr(chain, "WINDOW", 3)
    add_resident(office, "Nowak")
    assert entries(office) == [*["audit.begin"] * 3, "residents.create"]
    assert findings(office) == []
    tamper(office, "UPDATE changes SET after = 'Marta' WHERE seq = 5")
    assert findings(office) == [("values", 2)]


def test_missing_or_changed_trigger_is_found(office: Office) -> None:
    with office.database.write_unrecorded() as session:
        session.execute(text("DROP TRIGGER capture_residents_update"))
    assert findings(office) == [("triggers", 0)]

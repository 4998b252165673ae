"""A file somebody else holds for too long: the write fails, and nothing stays locked after it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cusdesk.core.errors import StorageError
from cusdesk.core.ids import new_id
from cusdesk.models.residents import Resident


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr("cusdesk.db.engine._BUSY_TIMEOUT_MS", 20)


def add_resident(office, surname):
    resident_id = new_id()
    with office.write("residents.create", record=("residents", resident_id)) as work:
        work.session.add(Resident(id=resident_id, subject_id=resident_id, surname=surname))


def test_a_commit_that_found_the_file_busy_keeps_nobody_out(impatient, office):
    surnames = select(Resident.surname)
    with office.read() as reading:
        reading.scalars(surnames).all()
        with pytest.raises(StorageError, match=r"storage\.busy"):
            add_resident(office, "Pierwsza")
    with office.read() as reading:
        assert reading.scalars(surnames).all() == []
    add_resident(office, "Druga")
    with office.read() as reading:
        assert reading.scalars(surnames).all() == ["Druga"]

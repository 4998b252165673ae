"""The history speaks Polish about every captured field."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cusdesk.models.residents import Resident
from cusdesk.services import history
from tests.db.test_capture import add_resident

if TYPE_CHECKING:
    from cusdesk.core.clock import FixedClock
    from cusdesk.services.office import Office


def test_every_captured_field_has_a_polish_name() -> None:
    assert history.missing_labels() == []


def test_history_of_a_record_reads_from_and_to(office: Office, clock: FixedClock) -> None:
    resident_id = add_resident(office)
    clock.advance(hours=1)
    with office.write("residents.update") as work:
        row = work.get(Resident, resident_id)
        row.birth_date = dt.date(1950, 3, 1)
        row.status = "paused"

    entries = history.history_of(office, "residents", resident_id)
    shown = {(e.field, e.before, e.after) for e in entries}
    assert ("Data urodzenia", "", "01.03.1950") in shown
    assert (None, "", "") in shown
    assert {e.user_name for e in entries} == {"Anna Testowa"}
    assert len(entries) == 3

"""Random histories: what is taken back one by one, undo brings back; the log stays whole."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cusdesk.core.errors import RuleError
from cusdesk.services import audit, history
from tests.db.test_undo_histories import STEPS, run, state
from tests.helpers.office import make_office

if TYPE_CHECKING:
    from cusdesk.core.clock import FixedClock


@given(STEPS, st.lists(st.integers(0, 30), max_size=4))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_one_change_taken_back_and_undone_leaves_no_trace_in_the_data(
    clock: FixedClock, steps: list[tuple[str, int, str]], chosen: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = make_office(Path(folder), clock).office
        people: list[bytes] = []
        for step in steps:
            run(office, people, clock, step)
        for number in chosen:
            if not people:
                break
            entries = history.history_of(office, "residents", people[number % len(people)])
            change = entries[number % len(entries)].change
            before = state(office)
            try:
                history.look_at_change(office, change)
            except RuleError:
                continue
            history.take_back_change(office, change)
            with pytest.raises(RuleError):
                history.look_at_change(office, change)  # nothing is left to take back
            history.undo(office)
            assert state(office) == before
        assert audit.verify(office).is_whole
        office.close()

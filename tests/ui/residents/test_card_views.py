"""Opening a card is noted in the log, and nobody waits for the log."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from cusdesk.ui.common.executors import ThreadExecutor
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.residents.viewmodel import CardModel


@pytest.fixture
def threaded(context, office, bus, notices):
    """A context whose work runs on real threads, as in the program."""
    ops = Operations(bus, notices, database=ThreadExecutor("db"), files=ThreadExecutor("f", 2))
    yield replace(context, office=office, ops=ops)
    ops.stop()


def views(office):
    with office.read() as session:
        query = "SELECT count(*) FROM audit_entries WHERE kind = 'views.residents'"
        return session.scalar(text(query))


def test_a_card_opens_while_the_log_cannot_be_written(threaded, office, people, qtbot):
    model = CardModel(threaded)
    with office.database.exclusively():  # somebody else writes, and takes their time
        for resident_id in people:
            with qtbot.waitSignal(model.opened, timeout=5000):
                model.open(resident_id)
        with qtbot.waitSignal(model.duplicates_found, timeout=5000):
            model.find_duplicates()
        assert views(office) == 0
    qtbot.waitUntil(lambda: views(office) == len(people), timeout=5000)
    qtbot.waitUntil(lambda: threaded.ops.is_idle, timeout=5000)

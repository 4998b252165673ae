"""Pools on their screen, and the line where hours are typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.contracts import ContractDraft, ContractServiceDraft
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import attendance, catalogue, contracts, providers
from cusdesk.ui.common.behind import BehindDialog
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.pool_line import PoolLine
from cusdesk.ui.contracts.pools_screen import PoolsScreen
from tests.db.test_capture import add_resident

JUNE = dt.date(2026, 6, 1)


@pytest.fixture
def care(office):
    area = ServiceArea.SOCIAL_ASSISTANCE
    return catalogue.create(office, ServiceDraft(name="Opieka", area=area)).id


@pytest.fixture
def person(office, care):
    klub = providers.create(office, ProviderDraft(name="Klub")).id
    one = ContractServiceDraft(care, rate_gr=3200, pool_milli=10_000)
    contracts.create(office, ContractDraft("1/2026", klub, valid_from=JUNE, services=(one,)))
    resident = add_resident(office, "Zmyślona")
    draft = attendance.VisitDraft(resident, care, JUNE, minutes=660, provider_id=klub)
    attendance.add_visits(office, [draft])
    return resident


@pytest.fixture
def at(context, office):
    return replace(context, office=office)


def test_a_pool_shows_what_it_counted(at, person, qtbot):
    screen = PoolsScreen(at)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.percent.text() == "80"
    (row_id,) = screen._rows
    screen.open_behind(row_id)
    dialog = next(w for w in screen.children() if isinstance(w, BehindDialog))
    ((date, name, *_rest, hours),) = [row.values for row in dialog._found.rows]
    assert (date, name, hours) == (JUNE, "Zmyślona", 11)


def test_the_line_is_red_and_takes_a_reason(at, office, care, person, qtbot):
    line = PoolLine(at)
    qtbot.addWidget(line)
    line.show()
    line.ask(care, person, JUNE)
    line._read()
    assert line.words.text() == "umowa 1/2026: ponad pulę o 1 h"
    assert line.words.property("look") == "problem"
    line.reason.click()
    dialog = next(w for w in line.children() if isinstance(w, FormDialog))
    dialog.confirm()
    assert dialog.isVisible()
    dialog.form.set_value("reason", "Zastępstwo.")
    dialog.confirm()
    line._read()
    assert line.words.property("look") == "warning"
    assert not line.reason.isVisible()


def test_nothing_chosen_says_nothing(at, qtbot):
    line = PoolLine(at)
    qtbot.addWidget(line)
    line.ask(None)
    assert line.words.text() == ""

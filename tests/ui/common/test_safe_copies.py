"""Copies that make themselves while the window is open, and the stick that is offered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from cusdesk.core.places import Probes
from cusdesk.db.copy_files import copies_in
from cusdesk.services import copies
from cusdesk.services.office import copies_home
from cusdesk.ui.common.safe_copies import SafeCopies
from tests.helpers.office import change_setting

OTHER_DISK = Probes(device=lambda path: 2 if path.name == "stick" else 1)


@pytest.fixture
def safe(context, office, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    return SafeCopies(replace(context, office=office), parent)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def reasons(office):
    return [copy.reason for copy in copies_in(copies_home(office))]


def test_work_is_copied_once_an_hour_and_only_when_something_changed(safe, office, clock):
    safe.begin()
    assert reasons(office) == ["sama"]
    for minutes, is_changed, expected in [(30, True, 1), (31, False, 2), (61, False, 2)]:
        clock.advance(minutes=minutes)
        if is_changed:
            change_setting(office, "office.place", f"Dolina {minutes}")
        safe.tick()
        assert len(reasons(office)) == expected


def test_a_new_copy_is_tried_out_once_a_month(safe, office, clock):
    safe.begin()
    first = copies.copies_state(office).drill
    assert first is not None
    clock.advance(days=31)
    change_setting(office, "office.place", "Dolina")
    safe.tick()
    assert copies.copies_state(office).drill.moment > first.moment


def test_the_stick_that_is_there_is_offered_when_the_copy_on_it_is_old(
    safe, office, clock, stick, notices, monkeypatch
):
    copies.make_copy_in(office, stick, probes=OTHER_DISK)
    clock.advance(days=8)
    safe.begin()

    offer = notices.list[-1]
    assert str(stick) in offer.text
    offer.action()

    assert len(copies_in(stick)) == 2
    safe.tick()
    assert sum(str(stick) in notice.text for notice in notices.list if notice.action) >= 1


def test_a_fresh_copy_outside_is_not_asked_for_again(safe, office, clock, stick, notices):
    copies.make_copy_in(office, stick, probes=OTHER_DISK)
    clock.advance(days=6)
    safe.begin()
    assert not [notice for notice in notices.list if str(stick) in notice.text]


def test_a_copy_on_the_same_disk_is_said_to_be_no_protection(safe, office, tmp_path, notices):
    folder = tmp_path / "kopie"
    folder.mkdir()
    safe.make_in(folder)
    assert "na tym samym dysku" in notices.list[-1].text


def test_reading_only_makes_nothing_by_itself(context, office, clock, qtbot):
    from cusdesk.services.office import open_office
    from tests.helpers.office import PASSWORD

    reading = open_office(office.path, password=PASSWORD, read_only=True, clock=clock)
    parent = QWidget()
    qtbot.addWidget(parent)
    SafeCopies(replace(context, office=reading), parent).begin()
    assert reasons(office) == []
    reading.close()

"""The guided first hour: its steps are known by what was done."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.help_words import references, resolve, words_of
from cusdesk.core.messages import tr
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import first_hour, residents
from cusdesk.services.audit import record_view
from cusdesk.services.fictional import IS_DEMO
from cusdesk.services.history import undo
from cusdesk.services.office import backup_office
from tests.helpers.office import change_setting


def add_resident(office):
    draft = ResidentDraft(surname="Łuczak", given_name="Ewa", birth_date=dt.date(1950, 2, 1))
    return residents.create_resident(office, draft).id


@pytest.fixture
def commune(office):
    change_setting(office, IS_DEMO, True)
    add_resident(office)  # before the hour: does not count
    first_hour.begin_hour(office)
    return office


def done(office):
    return [step.key for step in first_hour.first_hour(office).steps if step.is_done]


def test_a_real_office_has_no_hour(office):
    assert first_hour.first_hour(office) is None


def test_nothing_is_done_at_the_beginning(commune):
    hour = first_hour.first_hour(commune)
    assert (done(commune), hour.current, hour.is_away) == ([], 0, False)


def test_steps_are_ticked_by_what_was_done(commune):
    resident_id = add_resident(commune)
    assert done(commune) == ["resident"]
    record_view(commune, "residents", resident_id, resident_id)
    undo(commune)
    assert done(commune) == ["find", "resident", "undo"]
    assert first_hour.first_hour(commune).current == 3


def test_a_copy_made_by_hand_is_the_last_step(commune):
    backup_office(commune)
    assert done(commune) == ["copy"]


def test_a_step_is_skipped_and_the_hour_put_away_and_resumed(commune):
    first_hour.skip_step(commune, "find")
    first_hour.put_hour_away(commune)
    assert first_hour.first_hour(commune).is_away
    first_hour.put_hour_away(commune, is_away=False)
    hour = first_hour.first_hour(commune)
    assert (hour.current, hour.is_away) == (1, False)


@pytest.mark.parametrize("row", dictionary("first_hour")["step"], ids=lambda row: row["key"])
def test_every_step_has_words_with_names_that_exist(row):
    text = tr(f"hour.step.{row['key']}.text")
    assert all(words_of(key) for key in references(text))
    assert "{" not in resolve(text)
    assert tr(f"hour.step.{row['key']}.title")

"""The list of first steps: ticked by facts."""

from __future__ import annotations

from cusdesk.db.copy_state import remember
from cusdesk.domain.access import Role
from cusdesk.models.office import User
from cusdesk.services import first_steps, people
from cusdesk.services.fictional import IS_DEMO
from cusdesk.services.office import copies_home
from tests.helpers.office import change_setting


def done(office):
    return {step: is_done for step, _screen, is_done in first_steps.first_steps(office)}


def test_the_sheet_proved_at_the_beginning_is_ticked(office):
    assert done(office)["recovery"]
    people.postpone_recovery(office)
    assert not done(office)["recovery"]


def test_nobody_sees_what_they_may_not_do(office):
    office.take_roles({Role.ADMINISTRATOR})
    assert set(done(office)) == {"recovery", "office", "people", "copies"}
    office.take_roles({Role.OFFICE_WORKER})
    assert done(office) == {}


def test_the_fictional_commune_has_its_guided_hour_instead(office):
    change_setting(office, IS_DEMO, True)
    assert done(office) == {}


def test_a_copy_outside_the_computer_is_ticked(office):
    assert not done(office)["copies"]
    remember(copies_home(office), outside_moment="2026-06-14T10:00:00")
    assert done(office)["copies"]


def test_another_person_is_ticked(office):
    with office.write("people.add") as work:
        work.session.add(User(name="Jan Wymyślony", roles="director"))
    assert done(office)["people"]

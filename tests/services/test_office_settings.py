"""Settings of the centre: one operation, only what changed, undone as one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from cusdesk.core.errors import StorageError, ValidationError
from cusdesk.domain.office import Approver, Coordinator
from cusdesk.models.journal import Operation
from cusdesk.models.office import Setting
from cusdesk.services import history, office_settings, plans
from cusdesk.services.office import office_header, open_office
from tests.helpers.office import PASSWORD


def keys(office):
    with office.read() as session:
        return set(session.scalars(select(Setting.key).where(Setting.retired_at.is_(None))))


def test_a_new_office_has_its_name_and_defaults(office):
    draft = office_settings.get(office)

    assert (draft.name, draft.address, draft.coordinators) == ("CUS Testowo", "", ())
    assert draft.number_pattern == "IPUS/{n}/{year}"


def test_everything_is_kept_as_it_was_written(office):
    wanted = replace(
        office_settings.get(office),
        address="ul. Lipowa 1\n12-345 Dolina",
        contact="tel. 12 345 67 89",
        place="Dolina",
        number_pattern="CUS/{n}/{year}",
        application_pattern="W/{n}/{year}",
        coordinators=(Coordinator("Anna Testowa"), Coordinator("Ewa Próbna")),
        approvers=(Approver("Jan Zmyślony", "dyrektor"),),
    )
    office_settings.change(office, wanted)

    assert office_settings.get(office) == wanted


def test_only_changed_keys_are_written(office):
    before = keys(office)

    office_settings.change(office, replace(office_settings.get(office), place="Dolina"))

    assert keys(office) - before == {"office.place"}


def test_nothing_changed_is_no_operation(office):
    office_settings.change(office, office_settings.get(office))

    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(Operation)) == 1


def test_paper_gets_the_header(office):
    draft = replace(office_settings.get(office), address=" ul. Lipowa 1 \n\n12-345 Dolina\n")
    office_settings.change(office, draft, ["address"])

    with office.read() as session:
        assert office_header(session).address_lines == ("ul. Lipowa 1", "12-345 Dolina")


def test_only_the_named_fields_are_looked_at(office):
    draft = replace(office_settings.get(office), name="", place="Dolina")

    office_settings.change(office, draft, ["place"])

    kept = office_settings.get(office)
    assert (kept.name, kept.place) == ("CUS Testowo", "Dolina")


def test_a_wrong_pattern_is_refused_and_nothing_written(office):
    draft = replace(office_settings.get(office), place="Dolina", number_pattern="IPUS")

    with pytest.raises(ValidationError):
        office_settings.change(office, draft)

    assert office_settings.get(office).place == ""


def test_name_follows_the_change_and_its_undo(office):
    office_settings.change(office, replace(office_settings.get(office), name="CUS Nowe"))
    assert office.name == "CUS Nowe"

    history.undo(office)

    assert office_settings.current_name(office) == "CUS Testowo" == office.name


def test_edits_within_a_minute_are_one_step(office, clock):
    office_settings.change(office, replace(office_settings.get(office), place="Dolina"))
    clock.advance(seconds=20)
    office_settings.change(office, replace(office_settings.get(office), contact="tel. 1"))

    history.undo(office)

    kept = office_settings.get(office)
    assert (kept.place, kept.contact) == ("", "")


def test_next_plan_gets_its_number_by_the_pattern(office):
    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.residents import create_resident

    draft = replace(office_settings.get(office), number_pattern="CUS-{year}-{n}")
    office_settings.change(office, draft)
    resident = create_resident(office, ResidentDraft(surname="Zmyślona", given_name="Ewa"))

    plan = plans.create_plan(office, resident.id)

    with office.read() as session:
        assert plans.store.read_draft(session, session.get(plans.store.Plan, plan.id)).number == (
            "CUS-2026-1"
        )


def test_read_only_office_refuses(office):
    reading = open_office(office.path, password=PASSWORD, read_only=True)
    try:
        with pytest.raises(StorageError):
            office_settings.change(reading, replace(office_settings.get(reading), place="Dolina"))
    finally:
        reading.close()


def test_people_of_the_settings_are_proposed_in_plans(office):
    draft = replace(
        office_settings.get(office),
        coordinators=(Coordinator("Ewa Próbna"),),
        approvers=(Approver("Jan Zmyślony", "dyrektor"), Approver("Olga Inna", "organizator")),
    )
    own = office.user_name  # an account for it, whatever the settings say
    assert (plans.coordinators(office), plans.proposed_approver(office)) == ([own], ("", ""))

    office_settings.change(office, draft)

    assert plans.coordinators(office) == ["Ewa Próbna", own]
    assert plans.proposed_approver(office) == ("Jan Zmyślony", "dyrektor")

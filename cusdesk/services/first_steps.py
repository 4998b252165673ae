"""What a new office has to do first: ticked by facts in the office, never by a person's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from cusdesk.domain.access import needs
from cusdesk.models.catalogue import Service
from cusdesk.models.imports import ImportBatch
from cusdesk.models.office import Setting, User
from cusdesk.models.plans import Plan
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident
from cusdesk.services.copies import copies_state
from cusdesk.services.fictional import IS_DEMO
from cusdesk.services.office import put_setting
from cusdesk.services.people.recovery import UNTESTED

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

AWAY = "office.first_steps_away"
STEPS = (
    ("recovery", "people", "people.manage"),
    ("office", "office", "office.settings"),
    ("people", "people", "people.manage"),
    ("catalogue", "catalogue", "catalogue.change"),
    ("providers", "providers", "providers.change"),
    ("imports", "imports", "imports.run"),
    ("residents", "residents", "residents.change"),
    ("plans", "plans", "plans.change"),
    ("copies", "copies", "copies.make"),
)
"""Name of the step, the screen it leads to, the right it needs."""


@needs("office.see")
def first_steps(office: Office) -> list[tuple[str, str, bool]]:
    """Return (step, screen, whether it is done) of what this person may do.

    Empty for whoever does not set offices up, in the fictional commune, once the list was put
    away, and once everything on it is done.
    """
    if not office.may("office.settings"):
        return []
    with office.read() as session:
        done = _facts(session)
    if done["away"] or done["fictional"]:
        return []
    done["copies"] = copies_state(office).outside is not None
    steps = [(step, screen, done[step]) for step, screen, right in STEPS if office.may(right)]
    return [] if all(is_done for _step, _screen, is_done in steps) else steps


@needs("office.settings")
def put_away(office: Office) -> Changes:
    """Take the list off the day sheet; it can be brought back."""
    return _keep(office, is_away=True)


@needs("office.settings")
def bring_back(office: Office) -> bool:
    """Show the list again; return False when nothing is left to do on it."""
    _keep(office, is_away=False)
    return bool(first_steps(office))


def _keep(office: Office, *, is_away: bool) -> Changes:
    with office.write("office.setting", undoable=False) as work:
        put_setting(work.session, AWAY, value=is_away)
    return work.changes


def _facts(session: Session) -> dict[str, bool]:
    """Return what is there, by the name of its step; one query."""
    models = {"catalogue": Service, "providers": Provider, "residents": Resident, "plans": Plan}
    there: dict[str, ColumnElement[bool]] = {
        step: exists().where(model.retired_at.is_(None)) for step, model in models.items()
    }
    there["office"] = _is_set("office.address", Setting.value_json != "[]")
    there["away"], there["fictional"] = _is_on(AWAY), _is_on(IS_DEMO)
    there["recovery"] = ~_is_on(UNTESTED)
    there["imports"] = exists(select(ImportBatch.id))
    working = select(func.count()).select_from(User).where(User.retired_at.is_(None))
    there["people"] = working.scalar_subquery() > 1
    answers = session.execute(select(*there.values())).one()
    done = dict(zip(there, map(bool, answers), strict=True))
    done["imports"] |= done["residents"]  # who has people already, brought them or typed them
    return done


def _is_on(key: str) -> ColumnElement[bool]:
    return _is_set(key, Setting.value_json == "true")


def _is_set(key: str, how: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Setting.key == key, how, Setting.retired_at.is_(None))

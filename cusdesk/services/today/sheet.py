"""The day sheet as a whole: one query a section, only sections with something in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.services.first_steps import first_steps
from cusdesk.services.office import last_backup, setting
from cusdesk.services.people.recovery import UNTESTED
from cusdesk.services.today import plans, protection, recruitment, waiting
from cusdesk.services.today.absences import absences
from cusdesk.services.today.clocks import clock_sections
from cusdesk.services.today.fees import fees
from cusdesk.services.today.lines import DayLine, DaySection, DaySheet, Urgency, day_words, section

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


_BACKUP_SOON, _BACKUP_LATE = 7, 30
Section = Callable[["Session", dt.date], "DaySection | None"]


def _sections(office: Office, running: dict[str, DaySection]) -> tuple[tuple[str, Section], ...]:
    """Return every section with the right to see it; those of clocks were read before."""

    def from_clocks(key: str) -> Section:
        """Return a section that is already read and only waits for its place."""
        return lambda _session, _today: running.get(key)

    drafts = partial(waiting.drafts, user_id=office.user_id)
    clocks = partial(
        protection.clocks, now=office.clock.now(), sees_residents=office.may("residents.see")
    )
    return (
        ("office.see", from_clocks("plans_due")),
        ("office.see", from_clocks("applications")),
        ("attendance.see", waiting.meetings),
        ("attendance.change", absences),
        ("plans.see", plans.approvals),
        ("office.see", from_clocks("reviews")),
        ("office.see", from_clocks("endings")),
        ("office.see", from_clocks("follow_ups")),
        ("office.see", from_clocks("duties")),
        ("office.see", from_clocks("own_terms")),
        ("plans.see", partial(plans.overloaded, office=office)),
        ("recruitment.change", recruitment.editions),
        ("fees.change", fees),
        ("imports.run", waiting.imports),
        ("office.see", drafts),
        ("residents.sensitive", waiting.certificates),
        ("providers.change", waiting.insurance),
        ("catalogue.change", waiting.funding),
        ("protection.see", clocks),
    )


@needs("office.see")
def day_sheet(office: Office) -> DaySheet:
    """Return what has to be looked at today, as far as this person may see it."""
    today = office.clock.today()
    with office.read() as session:
        running = clock_sections(office, session, today)
        sections = _sections(office, running)
        made = [make(session, today) for right, make in sections if office.may(right)]
        untested = office.may("people.manage") and setting(session, UNTESTED, default=False)
    steps = _first_steps(office)
    if untested:
        line = DayLine(tr("today.line.recovery"), "", Urgency.URGENT, "people")
        made.insert(0, section("recovery", [line]))
    begun = {step.feature for step in steps if step.urgency is Urgency.DONE}
    backup = _backup(office, is_new=bool(steps) and not begun >= {"catalogue", "residents"})
    return DaySheet(today, steps, tuple(found for found in made if found is not None), backup)


def _first_steps(office: Office) -> tuple[DayLine, ...]:
    """Return what to begin with, until it is done or put away."""
    return tuple(
        DayLine(tr(f"today.step.{step}"), "", Urgency.DONE if is_done else Urgency.CALM, screen)
        for step, screen, is_done in first_steps(office)
    )


def _backup(office: Office, *, is_new: bool) -> DayLine:
    """Return the age of the last copy; every copy was checked when it was made."""
    seconds = last_backup(office)
    if seconds is None:
        how = Urgency.CALM if is_new else Urgency.URGENT
        return DayLine(tr("today.backup.none"), "", how, "copies")
    today = office.clock.today()
    moment = dt.datetime.fromtimestamp(seconds)  # noqa: DTZ006 (local wall time)
    day = min(moment.date(), today)
    age = (today - day).days
    how = Urgency.CALM
    if age > _BACKUP_SOON:
        how = Urgency.LATE if age > _BACKUP_LATE else Urgency.SOON
    key = "today.backup.old" if age > _BACKUP_SOON else "today.backup.fresh"
    return DayLine(tr(key, when=day_words(day, today)), f"{moment:%d.%m.%Y %H:%M}", how, "copies")

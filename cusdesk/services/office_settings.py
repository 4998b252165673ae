"""The settings of the centre: read as one draft, written as one operation of what changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cusdesk.core.errors import ValidationError
from cusdesk.core.ids import starter_id
from cusdesk.domain.access import needs
from cusdesk.domain.applications import DEFAULT_NUMBER as DEFAULT_APPLICATION_NUMBER
from cusdesk.domain.locking import lock_after
from cusdesk.domain.office import (
    DEFAULT_NUMBER,
    Approver,
    Coordinator,
    OfficeSettingsDraft,
    check_office_settings,
)
from cusdesk.domain.polish_text import strip_controls
from cusdesk.services.office import office_setting, put_setting, setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

SETTINGS_ID = starter_id("record", "office")
"""The settings as one record, so that edits within a minute are one step of undo."""
NUMBER_PATTERN = "plans.number_pattern"
APPLICATION_PATTERN = "applications.number_pattern"
COORDINATORS, APPROVERS = "office.coordinators", "office.approvers"
LOCK_AFTER = "office.lock_after"


@needs("office.see")
def get(office: Office) -> OfficeSettingsDraft:
    """Return the settings as they stand, with defaults for what was never set."""
    with office.read() as session:
        return _read(session)


@needs("office.settings")
def change(
    office: Office, draft: OfficeSettingsDraft, names: Iterable[str] | None = None
) -> Changes:
    """Write what differs from the present settings, in one operation.

    Args:
        office: the open office.
        draft: the settings as they shall be.
        names: fields of the draft to look at; None: all.

    Raises:
        ValidationError: something blocking is wrong with these fields; nothing was written.
    """
    wanted = _values(draft)
    fields = set(wanted) if names is None else set(names)
    problems = [p for p in check_office_settings(draft) if p.blocking and p.field in fields]
    if problems:
        raise ValidationError(problems)
    with office.write("office.setting", record=("office", SETTINGS_ID), merges=True) as work:
        present = _values(_read(work.session))
        for name in fields:
            if wanted[name] != present[name]:
                put_setting(work.session, _KEYS[name], wanted[name])
    current_name(office)
    return work.changes


@needs("office.see")
def current_name(office: Office) -> str:
    """Return the centre's name as it stands now, and keep it on the open office."""
    office.name = str(office_setting(office, _KEYS["name"], ""))
    return office.name


_KEYS = {
    "name": "office.name",
    "address": "office.address",
    "contact": "office.contact",
    "place": "office.place",
    "number_pattern": NUMBER_PATTERN,
    "application_pattern": APPLICATION_PATTERN,
    "coordinators": COORDINATORS,
    "approvers": APPROVERS,
    "lock_after": LOCK_AFTER,
}


def _read(session: Session) -> OfficeSettingsDraft:
    def text(name: str, default: str = "") -> str:
        """Return a stored setting as text."""
        return str(setting(session, _KEYS[name], default))

    return OfficeSettingsDraft(
        name=text("name"),
        address="\n".join(setting(session, _KEYS["address"], ())),
        contact=text("contact"),
        place=text("place"),
        number_pattern=text("number_pattern", DEFAULT_NUMBER),
        application_pattern=text("application_pattern", DEFAULT_APPLICATION_NUMBER),
        lock_after=lock_after(setting(session, LOCK_AFTER)),
        coordinators=tuple(Coordinator(name) for name in setting(session, COORDINATORS, ())),
        approvers=tuple(Approver(**person) for person in setting(session, APPROVERS, ())),
    )


def _values(draft: OfficeSettingsDraft) -> dict[str, object]:
    """Return field -> what is kept of it as JSON."""
    approvers = [Approver(_line(p.name), _line(p.post)) for p in draft.approvers]
    return {
        "name": _line(draft.name),
        "address": _lines(draft.address),
        "contact": _line(draft.contact),
        "place": _line(draft.place),
        "number_pattern": _line(draft.number_pattern),
        "application_pattern": _line(draft.application_pattern),
        "coordinators": _named([_line(person.name) for person in draft.coordinators]),
        "lock_after": draft.lock_after.value,
        "approvers": [asdict(person) for person in approvers if person.name],
    }


def _line(text: str) -> str:
    return " ".join(strip_controls(text).split())


def _lines(text: str) -> list[str]:
    lines = strip_controls(text, keep_lines=True).splitlines()
    return [line for line in map(_line, lines) if line]


def _named(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))

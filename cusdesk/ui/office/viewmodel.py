"""What the settings screen knows and says, without widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.applications import DEFAULT_NUMBER as DEFAULT_APPLICATION_NUMBER
from cusdesk.domain.office import (
    DEFAULT_NUMBER,
    OfficeSettingsDraft,
    check_office_settings,
    number_of,
    pattern_problem,
)
from cusdesk.services import office_settings
from cusdesk.services.records import Saved
from cusdesk.ui.common.record import RecordCalls
from cusdesk.ui.office.patterns import kept_pattern, place_words, shown_pattern

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cusdesk.core.errors import Problem
    from cusdesk.services.office import Office

_EXAMPLE = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """The settings as the one record of this screen."""

    draft: OfficeSettingsDraft
    id: bytes = office_settings.SETTINGS_ID


def record_calls(office: Office) -> RecordCalls[OfficeSettingsDraft]:
    """Return the services behind the form; there is nothing to create."""
    return RecordCalls(
        "office",
        OfficeSettingsDraft,
        partial(_read, office),
        lambda shown: shown.draft,
        partial(_change_all, office),
        partial(_change, office),
        _check,
        refresh_on=("office",),
    )


def _read(office: Office, _record_id: bytes) -> Shown:
    draft = office_settings.get(office)
    return Shown(
        replace(
            draft,
            number_pattern=shown_pattern(draft.number_pattern),
            application_pattern=shown_pattern(draft.application_pattern),
        )
    )


def _change(office: Office, _record_id: bytes, typed: OfficeSettingsDraft, name: str) -> Saved:
    changes = office_settings.change(office, _kept(typed), [name])
    return Saved(office_settings.SETTINGS_ID, 0, changes)


def _change_all(office: Office, typed: OfficeSettingsDraft) -> Saved:
    return Saved(office_settings.SETTINGS_ID, 0, office_settings.change(office, _kept(typed)))


def _check(typed: OfficeSettingsDraft, _record_id: bytes | None) -> list[Problem]:
    return check_office_settings(_kept(typed))


def _kept(typed: OfficeSettingsDraft) -> OfficeSettingsDraft:
    return replace(
        typed,
        number_pattern=kept_pattern(typed.number_pattern) or DEFAULT_NUMBER,
        application_pattern=kept_pattern(typed.application_pattern) or DEFAULT_APPLICATION_NUMBER,
    )


def breakable(path: Path) -> str:
    """Return a path that may be broken after every separator, so that it fits a narrow card."""
    return "".join(f"{sign}\u200b" if sign in "/\\" else sign for sign in str(path))


# --- the pattern of numbers, written with Polish words


def how_words() -> str:
    """Return how a pattern is written."""
    words = place_words()
    return tr("office.pattern.how", number=words["{n}"], year=words["{year}"])


def example_words(text: str, today: dt.date) -> str:
    """Return what a number by the written pattern looks like; "" while it is wrong."""
    pattern = kept_pattern(text) or DEFAULT_NUMBER
    if pattern_problem(pattern):
        return ""
    return tr("office.pattern.example", example=number_of(pattern, _EXAMPLE, today.year))

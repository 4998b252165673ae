"""What the dialogs of the course ask for."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a form reads the annotations of its dataclass)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from collections.abc import Sequence

_SATISFACTION = ("5", "4", "3", "2", "1", "none")
LARGE_TEXT = 125
"""Percent; beyond it two names of fields do not stand side by side in a dialog."""
_CLOSING = "fields.plan_closings."


@dataclass(frozen=True, slots=True)
class Break:
    """A break of the services."""

    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """To whom, when, why, and what is under way."""

    to_name: str = ""
    date: dt.date | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resignation:
    """Who gave the services up, from when, and what is due."""

    resigned_by: str = ""
    resigned_on: dt.date | None = None
    ended_on: dt.date | None = None
    reason: str = ""
    fee_from: dt.date | None = None
    fee_due_gr: int | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """How much of the fee the director waives, and why."""

    waived_gr: int | None = None
    waiver_reason: str = ""
    waived_by: str = ""
    waived_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The contact after the plan."""

    follow_up_done: dt.date | None = None
    follow_up_note: str = ""


def _spec(*lines: FieldSpec | tuple[FieldSpec, ...]) -> FormSpec:
    return FormSpec([Section("", list(lines))])


def break_spec() -> FormSpec:
    """Return the form of a break; without an end it goes on."""
    days = (
        FieldSpec("valid_from", "fields.plan_breaks.valid_from", "date", required=True),
        FieldSpec("valid_to", "fields.plan_breaks.valid_to", "date", hint="plans.break.open_end"),
    )
    return _spec(days, FieldSpec("reason", "fields.plan_breaks.reason", required=True))


def break_end_spec() -> FormSpec:
    """Return the form that ends an open break."""
    return _spec(FieldSpec("valid_to", "fields.plan_breaks.valid_to", "date", required=True))


def handover_spec(people: Sequence[str]) -> FormSpec:
    """Return the form of a hand-over; `people` may coordinate."""
    field = "fields.plan_handovers."
    return _spec(
        (
            FieldSpec(
                "to_name",
                f"{field}to_name",
                "suggest",
                required=True,
                choices=[Choice(name, name) for name in people],
            ),
            FieldSpec("date", f"{field}date", "date", required=True),
        ),
        FieldSpec("reason", f"{field}reason", required=True),
        FieldSpec("note", f"{field}note", "multiline", lines=2),
    )


def resignation_spec(people: Sequence[str]) -> FormSpec:
    """Return the form of a resignation (art. 44)."""
    days = (
        FieldSpec("resigned_on", f"{_CLOSING}resigned_on", "date", required=True),
        FieldSpec("ended_on", f"{_CLOSING}ended_on", "date", required=True),
    )
    fee = (
        FieldSpec("fee_from", f"{_CLOSING}fee_from", "date", hint="plans.resign.from_hint"),
        FieldSpec("fee_due_gr", f"{_CLOSING}fee_due_gr", "money", hint="plans.resign.fee_hint"),
    )
    return _spec(
        FieldSpec(
            "resigned_by",
            f"{_CLOSING}resigned_by",
            "suggest",
            required=True,
            choices=[Choice(name, name) for name in people],
        ),
        *([days] if current().percent <= LARGE_TEXT else days),
        FieldSpec("reason", f"{_CLOSING}reason", "multiline", lines=2, hint="plans.resign.no_duty"),
        *([fee] if current().percent <= LARGE_TEXT else fee),
    )


def waiver_spec(people: Sequence[str]) -> FormSpec:
    """Return the form of a waiver (art. 44)."""
    return _spec(
        FieldSpec("waived_gr", f"{_CLOSING}waived_gr", "money", required=True),
        FieldSpec("waiver_reason", f"{_CLOSING}waiver_reason", "multiline", lines=3, required=True),
        (
            FieldSpec(
                "waived_by",
                f"{_CLOSING}waived_by",
                "suggest",
                required=True,
                choices=[Choice(name, name) for name in people],
            ),
            FieldSpec("waived_on", f"{_CLOSING}waived_on", "date", required=True),
        ),
    )


def talk_spec(people: Sequence[str]) -> FormSpec:
    """Return the form of the closing talk and the description (art. 45)."""
    return _spec(
        (
            FieldSpec("talk_on", f"{_CLOSING}talk_on", "date"),
            FieldSpec(
                "talk_with",
                f"{_CLOSING}talk_with",
                "suggest",
                choices=[Choice(name, name) for name in people],
            ),
        ),
        FieldSpec("course", f"{_CLOSING}course", "multiline", lines=3),
        FieldSpec("results", f"{_CLOSING}results", "multiline", lines=3),
        FieldSpec(
            "satisfaction",
            f"{_CLOSING}satisfaction",
            "choice",
            choices=[Choice(code, tr(f"enums.satisfaction.{code}")) for code in _SATISFACTION],
        ),
        (
            FieldSpec("further_needs", f"{_CLOSING}further_needs", "multiline", lines=2),
            FieldSpec("next_services", f"{_CLOSING}next_services", "multiline", lines=2),
        ),
        FieldSpec(
            "follow_up_on", f"{_CLOSING}follow_up_on", "date", hint="plans.talk.follow_up_hint"
        ),
    )


def follow_up_spec() -> FormSpec:
    """Return the form of the contact after the plan."""
    return _spec(
        FieldSpec("follow_up_done", f"{_CLOSING}follow_up_done", "date", required=True),
        FieldSpec("follow_up_note", f"{_CLOSING}follow_up_note", "multiline", lines=3),
    )

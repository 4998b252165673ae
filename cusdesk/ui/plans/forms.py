"""The fields of a plan outside its tables, section by section of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from cusdesk.ui.plans.known import KnownWords

FIELD = "fields.plans."
_LARGE_TEXT = 150
"""Percent; beyond it two names of a line have no room beside two dates at 1366 pixels."""


def _text(name: str, hint: str = "") -> FieldSpec:
    return FieldSpec(name, f"{FIELD}{name}", "multiline", lines=2, hint=hint)


def _day(name: str) -> FieldSpec:
    return FieldSpec(name, f"{FIELD}{name}", "date")


def section_forms(known: KnownWords) -> dict[str, FormSpec]:
    """Return the form of each section that has fields, by the section's id in the definition."""

    def coordinators() -> list[Choice]:
        """Return the names of coordinators known at this moment."""
        return [Choice(name, name) for name in known.now.coordinators]

    def programmes() -> list[Choice]:
        """Return the names of programmes known at this moment."""
        return [Choice(name, name) for name in known.now.programmes]

    period = (_day("valid_from"), _day("valid_to"))
    names = (
        FieldSpec("programme", f"{FIELD}programme", "suggest", choices=programmes),
        FieldSpec("coordinator", f"{FIELD}coordinator", "suggest", choices=coordinators),
    )
    header: list[FieldSpec | tuple[FieldSpec, ...]] = [
        (
            FieldSpec("number", f"{FIELD}number", width=20),
            _day("drawn_on"),
            _day("application_date"),
        ),
        *([(*period, *names)] if current().percent <= _LARGE_TEXT else [period, names]),
    ]
    duties = tuple(
        _text(name) for name in ("coordinator_duties", "resident_duties", "partner_duties")
    )
    return {
        "header": FormSpec([Section("", header)]),
        "needs": FormSpec(
            [Section("", [(_text("needs"), _text("resources")), _text("unmet_needs")])]
        ),
        "duties": FormSpec([Section("", [duties])]),
        "reviews": FormSpec([Section("", [(_text("contingency"), _text("crisis"))])]),
        "fees": FormSpec([Section("", [_text("fee_information")])]),
        "notes": FormSpec([Section("", [_text("notes", "plans.hint.notes")])]),
    }

"""The fields of a plan outside its tables, section by section of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    from cusdesk.ui.plans.known import KnownWords

FIELD = "fields.plans."
_TEXT_LINES = 4


def _text(name: str, lines: int = _TEXT_LINES, hint: str = "") -> FieldSpec:
    return FieldSpec(name, f"{FIELD}{name}", "multiline", lines=lines, hint=hint)


def _day(name: str) -> FieldSpec:
    return FieldSpec(name, f"{FIELD}{name}", "date")


def section_forms(known: KnownWords) -> dict[str, FormSpec]:
    """Return the form of each section that has fields, by the section's id in the definition."""

    def coordinators() -> list[Choice]:
        return [Choice(name, name) for name in known.now.coordinators]

    def programmes() -> list[Choice]:
        return [Choice(name, name) for name in known.now.programmes]

    header: list[FieldSpec | tuple[FieldSpec, ...]] = [
        (
            FieldSpec("number", f"{FIELD}number", width=20),
            _day("drawn_on"),
            _day("application_date"),
            _day("valid_from"),
            _day("valid_to"),
        ),
        (
            FieldSpec("programme", f"{FIELD}programme", "suggest", choices=programmes),
            FieldSpec("coordinator", f"{FIELD}coordinator", "suggest", choices=coordinators),
        ),
    ]
    duties = tuple(
        _text(name) for name in ("coordinator_duties", "resident_duties", "partner_duties")
    )
    return {
        "header": FormSpec([Section("", header)]),
        "needs": FormSpec(
            [Section("", [(_text("needs", 5), _text("resources", 5)), _text("unmet_needs", 2)])]
        ),
        "duties": FormSpec([Section("", [duties])]),
        "reviews": FormSpec([Section("", [(_text("contingency", 3), _text("crisis", 3))])]),
        "fees": FormSpec([Section("", [_text("fee_information", 3)])]),
        "notes": FormSpec([Section("", [_text("notes", 3, "plans.hint.notes")])]),
    }

"""The form of the settings: the head of every paper first, plans after."""

from __future__ import annotations

from typing import Any

from cusdesk.core.messages import tr
from cusdesk.domain.locking import LockAfter
from cusdesk.domain.office import Approver, Coordinator
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section


def _field(name: str, kind: Any = "text", **more: Any) -> FieldSpec:  # noqa: ANN401 (handed on to FieldSpec)
    return FieldSpec(name, f"office.field.{name}", kind, **more)


def settings_form() -> FormSpec:
    """Return the form."""
    header: list[FieldSpec | tuple[FieldSpec, ...]] = [
        _field("name", required=True),
        _field("address", "multiline", lines=3, hint="office.field.address_hint"),
        _field("contact"),
        _field("place", hint="office.field.place_hint"),
    ]
    coordinators = _field(
        "coordinators",
        "rows",
        row_type=Coordinator,
        row_fields=(FieldSpec("name", "office.field.coordinator"),),
        add_label="office.field.add_coordinator",
    )
    approvers = _field(
        "approvers",
        "rows",
        row_type=Approver,
        row_fields=(
            FieldSpec("name", "office.field.approver"),
            FieldSpec("post", "office.field.post"),
        ),
        add_label="office.field.add_approver",
    )
    lock = _field(
        "lock_after",
        "choice",
        required=True,
        offers_nothing=False,
        choices=[
            Choice(after, tr(f"office.lock.after_{after.name.lower()}")) for after in LockAfter
        ],
        hint="office.field.lock_after_hint",
    )
    return FormSpec(
        [
            Section("office.section.header", header, hint="office.section.header_hint"),
            Section(
                "office.section.people",
                [coordinators, approvers],
                hint="office.section.people_hint",
            ),
            Section("office.section.safety", [lock]),
            Section(
                "office.section.numbers",
                [_field("application_pattern", width=40), _field("number_pattern", width=40)],
            ),
        ]
    )

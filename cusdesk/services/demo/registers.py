"""A few entries of every register of data protection in the fictional commune."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.protection.registers import REGISTERS
from cusdesk.services.protection import registers

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

_DAYS = "days_"
_GIVEN_TO = 5
"""People who were given the first clause."""


def write_registers(build: Build) -> None:
    """Write the entries of `demo_registers.toml`, confirm one activity, hand out one clause."""
    for row in dictionary("demo_registers")["entry"]:
        _write(build, dict(row))
    first = registers.list_entries(build.office, "processing_activities")[0]
    first.draft.is_confirmed = True  # type: ignore[union-attr]  # an activity has it
    registers.save_entry(
        build.office, "processing_activities", first.id, first.draft, version=first.version
    )
    clause_id, _ = registers.choices(build.office, "clause_deliveries")["clause_id"][0]
    for resident_id, _ in build.people[:_GIVEN_TO]:
        registers.record_clause(build.office, resident_id, clause_id)


def _write(build: Build, row: dict[str, Any]) -> None:
    name = row.pop("register")
    spec = REGISTERS[name]
    resident = row.pop("resident", None)
    if row.pop("user", False):
        row["user_id"] = build.office.user_id
    if "provider" in row:
        row["provider_id"] = build.provider_ids[row.pop("provider") % len(build.provider_ids)]
    for key in [key for key in row if key.startswith(_DAYS)]:
        row[key.removeprefix(_DAYS)] = build.today + dt.timedelta(days=row.pop(key))
    for field in spec.fields:
        if field.choices is not None and field.name in row:
            row[field.name] = field.choices(row[field.name])
    about = None if resident is None else build.people[resident % len(build.people)][0]
    registers.save_entry(build.office, name, None, spec.draft(**row), resident_id=about)

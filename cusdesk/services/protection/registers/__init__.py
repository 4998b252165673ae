"""The registers of data protection: entries with their clocks, papers, and what others ask."""

from __future__ import annotations

from cusdesk.services.protection.registers.consents import (
    ConsentAnswer,
    consent_for,
    require_consent,
)
from cusdesk.services.protection.registers.gaps import (
    UnauthorisedUser,
    people_without_authorisation,
)
from cusdesk.services.protection.registers.of_resident import (
    ResidentEntry,
    entries_of_resident,
    record_clause,
    record_disclosure,
)
from cusdesk.services.protection.registers.rows import (
    RegisterRow,
    choices,
    get_entry,
    list_entries,
    new_draft,
    place_of,
    register_names,
    waiting_counts,
)
from cusdesk.services.protection.registers.writing import retire_entry, save_entry

__all__ = [
    "ConsentAnswer",
    "RegisterRow",
    "ResidentEntry",
    "UnauthorisedUser",
    "choices",
    "consent_for",
    "entries_of_resident",
    "get_entry",
    "list_entries",
    "new_draft",
    "people_without_authorisation",
    "place_of",
    "record_clause",
    "record_disclosure",
    "register_names",
    "require_consent",
    "retire_entry",
    "save_entry",
    "waiting_counts",
]

"""Residents: their cards, lists, households, notes, and finding them."""

from __future__ import annotations

from cusdesk.services.residents.commands import (
    change_fields,
    check_draft,
    create_resident,
    restore_resident,
    retire_resident,
)
from cusdesk.services.residents.dto import (
    BinRow,
    DuplicateWarning,
    HouseholdMember,
    NoteRow,
    PlanHeadline,
    ResidentDetails,
    ResidentFilter,
    ResidentHit,
    ResidentRow,
    Saved,
    ServiceHeadline,
)
from cusdesk.services.residents.duplicates import duplicates_of
from cusdesk.services.residents.households import leave_household, set_household
from cusdesk.services.residents.index import reindex
from cusdesk.services.residents.json_out import resident_json
from cusdesk.services.residents.listing import (
    COLUMN_KEYS,
    list_ids,
    localities,
    rows_for,
    solectwa,
)
from cusdesk.services.residents.notes import add_note, change_note, retire_note
from cusdesk.services.residents.places import place_of
from cusdesk.services.residents.reading import bin_list, get_resident
from cusdesk.services.residents.typeahead import prepare_search, search_residents

__all__ = [
    "COLUMN_KEYS",
    "BinRow",
    "DuplicateWarning",
    "HouseholdMember",
    "NoteRow",
    "PlanHeadline",
    "ResidentDetails",
    "ResidentFilter",
    "ResidentHit",
    "ResidentRow",
    "Saved",
    "ServiceHeadline",
    "add_note",
    "bin_list",
    "change_fields",
    "change_note",
    "check_draft",
    "create_resident",
    "duplicates_of",
    "get_resident",
    "leave_household",
    "list_ids",
    "localities",
    "place_of",
    "prepare_search",
    "reindex",
    "resident_json",
    "restore_resident",
    "retire_note",
    "retire_resident",
    "rows_for",
    "search_residents",
    "set_household",
    "solectwa",
]

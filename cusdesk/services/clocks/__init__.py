"""Clocks: what runs in the office, until when, and what was done about it."""

from __future__ import annotations

from cusdesk.services.clocks.clock import Clock
from cusdesk.services.clocks.duties import (
    DutyDraft,
    DutyEntryRow,
    DutyRow,
    change_entry,
    duty_draft,
    list_duties,
    list_entries,
    record_duty,
    retire_entry,
)
from cusdesk.services.clocks.listing import (
    clock_json,
    clocks_of_record,
    clocks_of_resident,
    list_clocks,
    running,
)
from cusdesk.services.clocks.own import (
    OwnClockDetails,
    OwnClockDraft,
    change_clock,
    counted_day,
    finish_clock,
    get_own,
    is_own,
    own_keys,
    retire_clock,
    start_clock,
)
from cusdesk.services.clocks.terms import TermRow, change_term, list_terms, restore_term

__all__ = [
    "Clock",
    "DutyDraft",
    "DutyEntryRow",
    "DutyRow",
    "OwnClockDetails",
    "OwnClockDraft",
    "TermRow",
    "change_clock",
    "change_entry",
    "change_term",
    "clock_json",
    "clocks_of_record",
    "clocks_of_resident",
    "counted_day",
    "duty_draft",
    "finish_clock",
    "get_own",
    "is_own",
    "list_clocks",
    "list_duties",
    "list_entries",
    "list_terms",
    "own_keys",
    "record_duty",
    "restore_term",
    "retire_clock",
    "retire_entry",
    "running",
    "start_clock",
]

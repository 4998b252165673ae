"""Safe copies of the office: made, listed, thinned, tried out, restored."""

from __future__ import annotations

from cusdesk.services.copies.adopting import adopt_copy, moment_of_copy
from cusdesk.services.copies.drill import drill_words, run_drill, run_drill_if_due
from cusdesk.services.copies.keeping import keep_days, set_keep_days
from cusdesk.services.copies.listing import CopyRow, find_copies, list_copies
from cusdesk.services.copies.make import (
    CopyMade,
    FileChecked,
    check_file,
    check_pages,
    is_due,
    make_copy,
    make_copy_in,
    make_if_due,
)
from cusdesk.services.copies.moving import copy_here, leave_behind, place_of_office
from cusdesk.services.copies.placing import Restored
from cusdesk.services.copies.preview import LostStep, Preview, preview_restore
from cusdesk.services.copies.restoring import restore, restore_damaged
from cusdesk.services.copies.restoring_closed import (
    RECOVERABLE,
    Way,
    pack_damaged,
    restore_closed,
)
from cusdesk.services.copies.state import CopiesState, Drill, ago, at, copies_state

__all__ = [
    "RECOVERABLE",
    "CopiesState",
    "CopyMade",
    "CopyRow",
    "Drill",
    "FileChecked",
    "LostStep",
    "Preview",
    "Restored",
    "Way",
    "adopt_copy",
    "ago",
    "at",
    "check_file",
    "check_pages",
    "copies_state",
    "copy_here",
    "drill_words",
    "find_copies",
    "is_due",
    "keep_days",
    "leave_behind",
    "list_copies",
    "make_copy",
    "make_copy_in",
    "make_if_due",
    "moment_of_copy",
    "pack_damaged",
    "place_of_office",
    "preview_restore",
    "restore",
    "restore_closed",
    "restore_damaged",
    "run_drill",
    "run_drill_if_due",
    "set_keep_days",
]

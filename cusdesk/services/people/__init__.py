"""The people who work with the program: their accounts, roles and passwords."""

from __future__ import annotations

from cusdesk.services.people.accounts import (
    add_person,
    change_person,
    switch_off,
    switch_on,
)
from cusdesk.services.people.listing import Person, list_people
from cusdesk.services.people.passwords import change_own_password, is_own_password, set_password
from cusdesk.services.people.recovery import (
    confirm_recovery_code,
    is_recovery_untested,
    new_recovery_code,
    postpone_recovery,
)
from cusdesk.services.people.table import AccessRow, access_document, access_table

__all__ = [
    "AccessRow",
    "Person",
    "access_document",
    "access_table",
    "add_person",
    "change_own_password",
    "change_person",
    "confirm_recovery_code",
    "is_own_password",
    "is_recovery_untested",
    "list_people",
    "new_recovery_code",
    "postpone_recovery",
    "set_password",
    "switch_off",
    "switch_on",
]

"""The recovery code: whether its sheet was proved, proving it later, and another sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.db import keys
from cusdesk.domain.access import needs
from cusdesk.services.office import office_setting, put_setting, setting
from cusdesk.services.people.passwords import is_own_password

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

UNTESTED = "people.recovery_untested"
SHEETS = "people.recovery_sheets"
"""How many codes were given out after the first; a change each, so each stands in the log."""


@needs("office.see")
def is_recovery_untested(office: Office) -> bool:
    """Tell whether whoever set the office up put the proof of the sheet off."""
    return bool(office_setting(office, UNTESTED, default=False))


@needs("people.manage")
def postpone_recovery(office: Office) -> Changes:
    """Keep in mind that the sheet is not proved yet; the day sheet reminds of it."""
    with office.write("people.postpone_recovery", undoable=False) as work:
        put_setting(work.session, UNTESTED, value=True)
    return work.changes


@needs("people.manage")
def confirm_recovery_code(office: Office, code: str) -> Changes:
    """Prove the sheet by the whole code, typed from it; the office keeps no copy of the code.

    Raises:
        StorageError: `storage.recovery_code_typo`, or `storage.wrong_recovery_code`: it belongs
            to another office.
    """
    key = keys.derive_database_key(keys.parse_recovery_code(code))
    if key != office.database.key:
        raise StorageError("storage.wrong_recovery_code")
    with office.write("people.confirm_recovery", undoable=False) as work:
        put_setting(work.session, UNTESTED, value=False)
    return work.changes


@needs("people.manage")
def new_recovery_code(office: Office, password: str) -> str:
    """Return a code for another sheet: it opens this file and every copy of it, like the first.

    It carries the key itself, which no older sheet loses (docs/adr/0011). Who asked stands in the
    log, and until the new sheet is proved the day sheet reminds of it.

    Args:
        office: the open office.
        password: of the person who asks, so that nobody prints it at an abandoned desk; whoever
            opened the office by a recovery code has a sheet in hand and is not asked.

    Raises:
        StorageError: `storage.wrong_password`, or the office cannot be written.
    """
    if not office.opened_by_code and not is_own_password(office, password):
        raise StorageError("storage.wrong_password")
    with office.write("people.new_recovery", undoable=False) as work:
        put_setting(work.session, UNTESTED, value=True)
        put_setting(work.session, SHEETS, setting(work.session, SHEETS, 0) + 1)
    return keys.format_recovery_code(office.database.key)

"""The recovery code: whether its sheet was ever proved, and proving it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.db import keys
from cusdesk.domain.access import needs
from cusdesk.services.office import office_setting, put_setting

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

UNTESTED = "people.recovery_untested"


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

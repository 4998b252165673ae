"""Looking at a file with the program this computer has for it."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from cusdesk.core.errors import DocumentError
from cusdesk.core.looked_at import new_folder
from cusdesk.domain.access import needs
from cusdesk.services.attachments.queries import attachment_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import Office


@needs("residents.see")
def open_copy(office: Office, attachment_id: bytes) -> Path:
    """Write a copy to be looked at, read-only; return where it lies (`core.looked_at`).

    Raises:
        DocumentError: `attachments.opened.failed`: the disk refused.
        NotFoundError, RuleError, StorageError: see `attachment_bytes`.
    """
    return write_copy(*attachment_bytes(office, attachment_id))


def write_copy(name: str, content: bytes) -> Path:
    """Write a read-only copy of a file into a folder that is emptied later; return its path.

    Raises:
        DocumentError: `attachments.opened.failed`: the disk refused.
    """
    try:
        path = new_folder() / name
        path.write_bytes(content)
        path.chmod(stat.S_IRUSR)
    except OSError as error:
        raise DocumentError("attachments.opened.failed") from error
    return path

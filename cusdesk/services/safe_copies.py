"""Moved to `services.copies`; these names stay until every screen asks there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.services.copies.make import (
    CopyMade,
    FileChecked,
    check_file,
    make_copy,
    make_copy_in,
    make_if_due,
)

if TYPE_CHECKING:
    from cusdesk.services.office import Office

__all__ = ["CopyMade", "FileChecked", "check_file", "make_copy", "make_copy_in"]


@needs("copies.make")
def make_copy_if_old(office: Office) -> CopyMade | None:
    """Make a copy when the last checked one is over 24 hours old; None when it is not."""
    return make_if_due(office, "opening")


@needs("office.see")
def check_pages(office: Office) -> None:
    """Check every page of the file once, before anything is written; see `db.page_check`."""
    office.database.check()

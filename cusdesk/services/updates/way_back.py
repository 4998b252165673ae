"""What going back to the version before would cost: the copy it can read, and what came since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.db.copy_files import BEFORE_VERSION, copies_in
from cusdesk.db.migrate import latest_version
from cusdesk.domain.access import needs
from cusdesk.services.copies.preview import lost_since
from cusdesk.services.office import copies_home

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class WayBack:
    """The copy made before this office came to today's schema.

    Attributes:
        moment: of the copy, local time.
        lost_steps: what was done since; all of it stays in the file that is put aside.
    """

    moment: dt.datetime
    lost_steps: int


@needs("office.see")
def way_back(office: Office) -> WayBack | None:
    """Return the copy a program of the schema before would open; None when none is needed or left.

    None is needed when the office came to its schema at birth: then no older program knows it.
    """
    for copy in copies_in(copies_home(office)):
        certificate = copy.certificate
        if certificate is None or not certificate.is_healthy:
            continue
        if copy.reason == BEFORE_VERSION and certificate.schema < latest_version():
            try:
                return WayBack(copy.moment, lost_since(office, copy.path))
            except StorageError:
                continue
    return None

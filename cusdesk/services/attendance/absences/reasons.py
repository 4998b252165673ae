"""Which reasons of absence this person may write today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.absences import Reason, reasons_for
from cusdesk.domain.access import needs
from cusdesk.services.programmes import visible_fields

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@needs("attendance.see")
def allowed_reasons(office: Office) -> tuple[Reason, ...]:
    """Return the reasons in the order of the menu; those of health only where it is switched on.

    A reason that tells of health is special data (RODO, art. 9) and waits for a programme that
    names it (CUS act, art. 5(3)(9)).
    """
    return reasons_for(visible_fields(office))

"""Residents from a list: who is new, who is known, and who may be either.

Known for certain: the same PESEL, or the same name and birth date. A known person's empty fields
are filled; a value that contradicts the card is never written over it but waits in the queue.
"""

from __future__ import annotations

from cusdesk.services.imports.residents.known import differences_of
from cusdesk.services.imports.residents.plan import plan_residents
from cusdesk.services.imports.residents.write import apply_residents, fill_resident

__all__ = ["apply_residents", "differences_of", "fill_resident", "plan_residents"]

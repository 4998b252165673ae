"""Applications from a register or a list: the order of submission and the numbers stay.

A person the office does not know becomes a resident only when the name comes with a PESEL or a date
of birth; everybody else waits in the queue. Cards are filled where they are empty and never
contradicted: what the list says otherwise stands in the notes of the application.
"""

from __future__ import annotations

from cusdesk.services.imports.applications.plan import plan_applications
from cusdesk.services.imports.applications.write import apply_applications, write_for

__all__ = ["apply_applications", "plan_applications", "write_for"]

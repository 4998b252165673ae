"""The log of who did and saw what: adding to it, reading it, proving it, keeping it.

Changes come into the log by themselves (`db.database`); what changes nothing is noted here:
`record_view` and `record_event`.
"""

from __future__ import annotations

from cusdesk.services.audit.events import (
    record_event,
    record_login,
    record_output,
    record_view,
    write_pending,
)
from cusdesk.services.audit.keeping import (
    LONGEST_YEARS,
    cut_old,
    keep_years,
    kept_years,
    least_years,
    oldest_to_keep,
)
from cusdesk.services.audit.listing import (
    AuditFilter,
    AuditLine,
    Group,
    lines_for,
    list_entries,
    people_of_log,
)
from cusdesk.services.audit.output import log_document, log_text, save_log
from cusdesk.services.audit.proof import Verification, head_for_paper, verify

__all__ = [
    "LONGEST_YEARS",
    "AuditFilter",
    "AuditLine",
    "Group",
    "Verification",
    "cut_old",
    "head_for_paper",
    "keep_years",
    "kept_years",
    "least_years",
    "lines_for",
    "list_entries",
    "log_document",
    "log_text",
    "oldest_to_keep",
    "people_of_log",
    "record_event",
    "record_login",
    "record_output",
    "record_view",
    "save_log",
    "verify",
    "write_pending",
]

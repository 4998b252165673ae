"""The log of who did and saw what: only ever added to, chained by hashes, checkable.

`chain` adds entries, `guards` keeps everybody else from writing, `forget` loosens the chain from
what an erasure takes away, `cut` ends what was kept long enough, `check` proves it, `outside`
remembers its head outside the file.
"""

from __future__ import annotations

from cusdesk.db.audit.chain import Link, NewEntry, append, head, note
from cusdesk.db.audit.check import Checked, Finding, check_chain
from cusdesk.db.audit.cut import cut_before
from cusdesk.db.audit.forget import forget_changes, forget_subject

__all__ = [
    "Checked",
    "Finding",
    "Link",
    "NewEntry",
    "append",
    "check_chain",
    "cut_before",
    "forget_changes",
    "forget_subject",
    "head",
    "note",
]

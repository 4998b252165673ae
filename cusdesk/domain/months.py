"""Closing a month: what is looked at first, what counts as a late change."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cusdesk.core.messages import tr

SHORTEST_REASON = 5
"""Letters; shorter words explain nothing to whoever reads the log later."""
_NEXT_MONTH = dt.timedelta(days=31)


class FindingKind(StrEnum):
    """What somebody should see before a month is closed."""

    NO_LIST = "no_list"
    """A meeting of the past without a single mark."""
    OVER_PLAN = "over_plan"
    NOT_ENROLLED = "not_enrolled"
    """Somebody was present in a group they do not belong to on that day."""
    OVERLAP_WORKER = "overlap_worker"
    OVERLAP_RESIDENT = "overlap_resident"
    NO_CARD = "no_card"
    """Planned individual hours, and nothing delivered in the whole month."""
    WAITING_IMPORT = "waiting_import"
    OVER_POOL = "over_pool"
    """More was given than a pool or limit holds, and nobody wrote down why."""
    INVOICE_WAITING = "invoice_waiting"
    """An invoice for days of the month that was not compared with the hours yet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to see before a month is closed; none of them forbids the closing.

    Attributes:
        what: the sentence for people.
        feature, record_id: where it is mended.
    """

    kind: FindingKind
    what: str
    feature: str
    record_id: bytes | None = None

    @property
    def label(self) -> str:
        """The name of the kind."""
        return tr(f"months.finding.{self.kind}")


@dataclass(frozen=True, slots=True)
class LateChange:
    """A figure of a closed month that the office's rows now give otherwise.

    Attributes:
        before, now: minutes, or presences where the service counts them; None: not on the list.
        is_time: whether they are minutes.
    """

    service_id: bytes
    service_name: str
    resident_id: bytes
    resident_name: str
    before: int | None
    now: int | None
    is_time: bool


def month_is_over(month: dt.date, today: dt.date) -> bool:
    """Return whether the last day of a month has passed."""
    return today >= (month.replace(day=1) + _NEXT_MONTH).replace(day=1)

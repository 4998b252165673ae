"""What the screen of closing says about a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_month
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.reports import Column, TableDocument
from cusdesk.services import months

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.months import LateChange
    from cusdesk.services.months import MonthCheck, MonthState
    from cusdesk.services.office import Office

_SHORT_SEAL = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: `record_id` of a feature is opened by Enter."""

    kind: str
    what: str
    feature: str = ""
    record_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month as the screen shows it.

    Attributes:
        lines: findings while it is open, late changes once it is closed.
    """

    state: MonthState
    check: MonthCheck | None
    lines: tuple[Line, ...]
    is_sound: bool = True

    @property
    def can_close(self) -> bool:
        """Whether closing would be accepted."""
        return self.check is not None and self.check.can_close

    @property
    def words(self) -> str:
        """The state in one sentence or two."""
        state = self.state
        month = format_month(state.month)
        if state.is_closed:
            said = tr(
                "months.state.closed",
                month=month,
                who=state.closed_by,
                when=months.moment_words(state.closed_at or 0),
                seal=state.seal[:_SHORT_SEAL],
            )
            note = tr("months.state.note", note=state.note.rstrip(".")) if state.note else ""
            broken = "" if self.is_sound else tr("months.state.broken")
            return " ".join(part for part in (said, note, broken) if part)
        said = tr("months.state.open" if self.can_close else "months.state.runs", month=month)
        if state.reopened_at is None:
            return said
        again = tr(
            "months.state.reopened",
            who=state.reopened_by,
            when=months.moment_words(state.reopened_at),
            reason=state.reopen_reason.rstrip("."),
        )
        return f"{said} {again}"


def read_page(office: Office, month: dt.date) -> MonthPage:
    """Return everything the screen shows of a month."""
    first = month.replace(day=1)
    known = {state.month: state for state in months.list_months(office)}
    state = known.get(first) or months.MonthState(first, is_closed=False)
    if state.is_closed:
        late = months.late_changes(office, first)
        lines = tuple(
            Line(each.service_name, late_words(each), "residents", each.resident_id)
            for each in late
        )
        return MonthPage(state, None, lines, months.is_sound(office, first))
    check = months.check_month(office, first)
    lines = tuple(
        Line(each.label, each.what, each.feature, each.record_id) for each in check.findings
    )
    return MonthPage(state, check, lines)


def list_document(page: MonthPage, office: Office) -> TableDocument:
    """Return what is to be checked, or what came late, as a list to be printed."""
    kind = "late_list" if page.state.is_closed else "found_list"
    return TableDocument(
        tr(f"months.screen.{kind}", month=format_month(page.state.month)),
        (Column(tr("months.column.kind")), Column(tr("months.column.what"))),
        tuple((line.kind, line.what) for line in page.lines),
        office.clock.today(),
        office=office.name,
    )


def late_words(change: LateChange) -> str:
    """Return a late change as a sentence."""
    before, now = (
        tr("months.late.nothing") if value is None else _amount(value, is_time=change.is_time)
        for value in (change.before, change.now)
    )
    return tr("months.late.words", person=change.resident_name, before=before, now=now)


def _amount(value: int, *, is_time: bool) -> str:
    return format_minutes(value) if is_time else str(value)

"""Notices of fees: one for each resident of a confirmed run, all of a month in one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.addresses import Address, format_address
from cusdesk.domain.fees.steps import CLOCK_HOUR, hours_words
from cusdesk.domain.money import format_money
from cusdesk.domain.recruitment import is_minor
from cusdesk.domain.reports import Money
from cusdesk.models.fees import FeeRule
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.residents import Representative, Resident
from cusdesk.services import papers
from cusdesk.services.fees.lines import NOTICE, FeeLine, confirmed_lines
from cusdesk.services.fees.settings import read_pay_settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft


@dataclass(frozen=True, slots=True)
class Notified:
    """Notices of a month.

    Attributes:
        new: how many were issued just now.
        pages: every notice of the month in one PDF, by name.
    """

    new: int
    pages: bytes
    changes: Changes | None


@needs("fees.see")
def notice_draft(office: Office, month: dt.date, resident_id: bytes) -> PaperDraft:
    """Return the notice of one resident, of the last confirmed run that names them.

    Raises:
        RuleError: `fees.problem.nothing_confirmed`.
    """
    drafts = _drafts(office, month, only=resident_id)
    if not drafts:
        raise RuleError("fees.problem.nothing_confirmed")
    return drafts[-1]


@needs("fees.change")
def issue_notices(office: Office, month: dt.date, layout: str = "normal") -> Notified:
    """Issue the notices that are missing and return all of the month in one PDF.

    Each gets a number and stands in the register of papers; not undoable, the screen says so first.

    Raises:
        RuleError: `fees.problem.nothing_confirmed`.
    """
    drafts = _drafts(office, month, only=None)
    changes = None
    if drafts:
        changes = papers.issue_papers(office, drafts, layout)[0].changes
    ids = _issued(office, month)
    if not ids:
        raise RuleError("fees.problem.nothing_confirmed")
    return Notified(len(drafts), papers.papers_bytes(office, ids), changes)


def _issued(office: Office, month: dt.date) -> list[bytes]:
    """Return the notices of a month, by name of whom they are about."""
    with office.read() as session:
        lines = confirmed_lines(session, month)
        query = select(IssuedPaper.id, IssuedPaper.number).where(
            IssuedPaper.form == NOTICE, IssuedPaper.sha256.is_not(None)
        )
        by_number = {row[1]: row[0] for row in session.execute(query)}
    wanted = dict.fromkeys(line.paper for line in lines if line.paper)
    return [by_number[number] for number in wanted if number in by_number]


def _drafts(office: Office, month: dt.date, *, only: bytes | None) -> list[PaperDraft]:
    """Return drafts for everybody without a notice, by run and name; `only` for one resident."""
    groups: dict[tuple[bytes, bytes], list[FeeLine]] = {}
    with office.read() as session:
        for line in confirmed_lines(session, month):
            is_wanted = not line.paper if only is None else line.resident_id == only
            if is_wanted and line.run_id is not None:
                groups.setdefault((line.run_id, line.resident_id), []).append(line)
        whom = [resident for _run, resident in groups]
        people = addressees(session, whom, office.clock.today())
        numbers = dict(session.execute(select(FeeRule.id, FeeRule.number)).all())
        pay = read_pay_settings(session)
    shared: dict[str, object] = {"account": pay.account, "cash_desk": pay.cash_desk}
    return [
        papers.draft_paper(
            office,
            NOTICE,
            shared | people[resident] | _values(month, lines, numbers),
            resident_id=resident,
            record=("fees", run),
        )
        for (run, resident), lines in groups.items()
        if any(line.amount_gr for line in lines)
    ]


def missing_notices(lines: Iterable[FeeLine]) -> int:
    """Return for how many people a notice is still to be issued; who pays nothing gets none."""
    return len(
        {
            (line.run_id, line.resident_id)
            for line in lines
            if line.run_id is not None and line.amount_gr and not line.paper
        }
    )


def _values(
    month: dt.date, lines: Sequence[FeeLine], numbers: dict[bytes, str]
) -> dict[str, object]:
    total = sum(line.amount_gr for line in lines)
    due = [line.due_on for line in lines if line.due_on is not None]
    market = [line.market_gr for line in lines if not line.is_change]
    is_known = bool(market) and all(amount is not None for amount in market)
    return {
        "month": month_words(month),
        "total": Money(total),
        "owed": "1" if total > 0 else "",
        "returned": Money(-total) if total <= 0 else None,
        "due_on": min(due, default=None),
        "lines": tuple(_line(line, month, numbers) for line in lines),
        "steps": tuple(_steps(lines)),
        "market": Money(sum(amount or 0 for amount in market)) if is_known else None,
    }


def _line(line: FeeLine, month: dt.date, numbers: dict[bytes, str]) -> dict[str, object]:
    return {
        "service": line.service,
        "late": tr("fees.notice.late", month=month_words(line.month))
        if line.month != month
        else "",
        "quantity": quantity_words(line),
        "basis": numbers.get(line.rule_id or b"", ""),
        "amount": Money(line.amount_gr),
    }


def _steps(lines: Sequence[FeeLine]) -> Iterable[dict[str, object]]:
    for line in lines:
        told = [
            tr("fees.explain.with_paragraph", words=step.words, where=step.paragraph)
            if step.paragraph
            else step.words
            for step in line.steps
        ]
        if line.is_change:
            told.append(tr("fees.notice.change", amount=format_money(line.amount_gr)))
        name = tr("fees.explain.what", service=line.service, month=month_words(line.month))
        yield {"service": name, "text": "\n".join(told)}


def quantity_words(line: FeeLine) -> str:
    """Return how much was used, with its unit: `12 godz.`, `3 spotkania`."""
    return amount_words(line.unit, line.quantity, line.unit_minutes)


def amount_words(unit: str, quantity: int, unit_minutes: int) -> str:
    """Return minutes or a count, by `unit`, as people say it; an hour has `unit_minutes`."""
    if unit == "hour":
        amount = hours_words(quantity, unit_minutes)
        if unit_minutes == CLOCK_HOUR:
            return tr("fees.quantity.hour", amount=amount)
        return tr("fees.quantity.lesson", amount=amount, length=unit_minutes)
    return tr(f"fees.quantity.{unit}", n=quantity)


def month_words(month: dt.date) -> str:
    """Return such as `maj 2026`."""
    return tr("month.title", month=tr("month.names").split()[month.month - 1], year=month.year)


def addressees(
    session: Session, residents: Sequence[bytes], today: dt.date
) -> dict[bytes, dict[str, object]]:
    """Return resident -> whom to write to: themselves, for a child who acts for them."""
    rows = session.scalars(select(Resident).where(Resident.id.in_(residents)))
    acting = session.execute(
        select(Representative.resident_id, Representative.name)
        .where(
            Representative.resident_id.in_(residents),
            Representative.retired_at.is_(None),
            Representative.kind != "contact",
        )
        .order_by(Representative.position.desc())
    )
    guardians = {row[0]: row[1] for row in acting}
    found: dict[bytes, dict[str, object]] = {}
    for row in rows:
        name = " ".join(part for part in (row.given_name, row.surname) if part)
        if is_minor(row.birth_date, today) and guardians.get(row.id):
            name = guardians[row.id]
        address = Address(
            locality=row.locality,
            street=row.street,
            house=row.house,
            flat=row.flat,
            postcode=row.postcode,
            post=row.post,
        )
        found[row.id] = {"addressee.name": name, "addressee.address": format_address(address)}
    return found

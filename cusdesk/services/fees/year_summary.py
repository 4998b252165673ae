"""A resident's year: what was charged, paid and left in each month, as a paper and as a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.fees.ledger import PaymentKind
from cusdesk.domain.periods import MONTHS_PER_YEAR
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.reports import Column, ColumnKind, Money, TableDocument
from cusdesk.models.catalogue import Service
from cusdesk.models.fees import FeeCharge, FeePayment
from cusdesk.services import papers
from cusdesk.services.fees.accounts import names_of
from cusdesk.services.fees.notices import month_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft

YEAR_PAPER = "fee_year"


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One month of an account, in grosze.

    Attributes:
        charged_gr: for services used in the month, corrections included.
        left_gr: to be paid at its end; negative when too much was paid.
    """

    month: dt.date
    charged_gr: int
    paid_gr: int
    returned_gr: int
    waived_gr: int
    left_gr: int

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell of it."""
        moved = (self.charged_gr, self.paid_gr, self.returned_gr, self.waived_gr)
        return not any((*moved, self.left_gr))


@dataclass(frozen=True, slots=True)
class YearAccount:
    """A resident's year.

    Attributes:
        opening_gr: to be paid from the years before; negative when too much was paid.
        services: (name, charged in the year), by name.
    """

    resident_id: bytes
    resident: str
    year: int
    opening_gr: int
    months: tuple[MonthSum, ...]
    services: tuple[tuple[str, int], ...]

    @property
    def charged_gr(self) -> int:
        """What was charged for the year's services."""
        return sum(month.charged_gr for month in self.months)

    @property
    def paid_gr(self) -> int:
        """What came in during the year."""
        return sum(month.paid_gr for month in self.months)


@needs("fees.see")
def year_account(office: Office, resident_id: bytes, year: int) -> YearAccount:
    """Return a resident's year, month by month; of this year, up to the present month."""
    today = office.clock.today()
    with office.read() as session:
        charges = _charges(session, resident_id)
        money = _money(session, resident_id)
        name = names_of(session).get(resident_id, "")
    first = dt.date(year, 1, 1)
    opening = sum(amount for month, _s, amount in charges if month < first)
    opening -= sum(amount for day, _kind, amount in money if day < first)
    left, months = opening, []
    for number in range(1, MONTHS_PER_YEAR + 1):
        month = dt.date(year, number, 1)
        if month > today:
            break
        charged = sum(amount for day, _s, amount in charges if day == month)
        kinds = {
            kind: sum(a for day, k, a in money if k == kind and day.replace(day=1) == month)
            for kind in PaymentKind
        }
        paid = kinds[PaymentKind.CASH] + kinds[PaymentKind.TRANSFER]
        waived, returned = kinds[PaymentKind.WAIVER], -kinds[PaymentKind.REFUND]
        left += charged - paid - waived + returned
        months.append(MonthSum(month, charged, paid, returned, waived, left))
    return YearAccount(resident_id, name, year, opening, tuple(months), _by_service(charges, year))


def _charges(session: Session, resident_id: bytes) -> list[tuple[dt.date, str, int]]:
    query = (
        select(FeeCharge.month, Service.name, FeeCharge.amount_gr)
        .join(Service, Service.id == FeeCharge.service_id)
        .where(FeeCharge.resident_id == resident_id, FeeCharge.retired_at.is_(None))
    )
    return [(month, name, amount) for month, name, amount in read_columns(session, query)]


def _money(session: Session, resident_id: bytes) -> list[tuple[dt.date, str, int]]:
    query = select(FeePayment.paid_on, FeePayment.kind, FeePayment.amount_gr).where(
        FeePayment.resident_id == resident_id, FeePayment.retired_at.is_(None)
    )
    return [(day, kind, amount) for day, kind, amount in read_columns(session, query)]


def _by_service(charges: list[tuple[dt.date, str, int]], year: int) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for month, name, amount in charges:
        if month.year == year:
            found[name] = found.get(name, 0) + amount
    return tuple((name, found[name]) for name in sorted(found, key=sort_key))


@needs("fees.see")
def year_draft(office: Office, resident_id: bytes, year: int) -> PaperDraft:
    """Return the summary as a paper to be signed."""
    found = year_account(office, resident_id, year)
    values: dict[str, object] = {
        "year": str(year),
        "charged": Money(found.charged_gr),
        "paid": Money(found.paid_gr),
        "opening": Money(found.opening_gr) if found.opening_gr > 0 else None,
        "surplus": Money(-found.opening_gr) if found.opening_gr < 0 else None,
        "months": tuple(
            {
                "month": month_words(one.month),
                "charged": _some(one.charged_gr),
                "paid": _some(one.paid_gr),
                "returned": _some(one.returned_gr),
                "waived": _some(one.waived_gr),
                "left": Money(one.left_gr),
            }
            for one in found.months
            if not one.is_quiet
        ),
        "services": tuple(
            {"service": name, "charged": Money(amount)} for name, amount in found.services
        ),
    }
    return papers.draft_paper(
        office, YEAR_PAPER, values, resident_id=resident_id, record=("fees", resident_id)
    )


def _some(amount_gr: int) -> Money | None:
    return Money(amount_gr) if amount_gr else None


@needs("fees.see")
def year_table(office: Office, resident_id: bytes, year: int) -> TableDocument:
    """Return the summary as a table for a workbook."""
    found = year_account(office, resident_id, year)
    rows = [
        (one.month, one.charged_gr, one.paid_gr, one.returned_gr, one.waived_gr, one.left_gr)
        for one in found.months
    ]
    return TableDocument(
        tr("fees.year.title", year=year, name=found.resident),
        (
            Column(tr("fees.year.month"), ColumnKind.TEXT),
            *(
                Column(tr(f"fees.year.{name}"), ColumnKind.MONEY, total=True)
                for name in ("charged", "paid", "returned", "waived")
            ),
            Column(tr("fees.year.left"), ColumnKind.MONEY),
        ),
        tuple((month_words(month), *rest) for month, *rest in rows),
        office.clock.today(),
        office=office.name,
        notes=(tr("fees.year.note"),),
    )

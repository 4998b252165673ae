"""Invoices as a list or a file of KSeF says them, before anything is compared."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (fields of public rows)
from dataclasses import dataclass, field

from cusdesk.domain.quantities import priced
from cusdesk.importing.columns import ColumnMap  # noqa: TC001 (a field of a public row)
from cusdesk.importing.lexicon import plain
from cusdesk.importing.problems import CellProblem  # noqa: TC001 (a field of a public row)


@dataclass(slots=True)
class ReadLine:
    """One billed service, as the row says it.

    Attributes:
        quantity_milli: thousandths of a unit.
        unit: word of `ContractUnit` that stood in the sheet; "" where none did.
        amount_gr: as stated; None where nothing readable stands.
    """

    row: int
    service: str
    period: tuple[dt.date, dt.date] | None
    quantity_milli: int | None
    unit: str
    rate_gr: int | None
    amount_gr: int | None

    @property
    def computed_gr(self) -> int | None:
        """Quantity times rate."""
        if self.quantity_milli is None or self.rate_gr is None:
            return None
        return priced(self.quantity_milli, self.rate_gr)

    def says_the_same(self, other: ReadLine) -> bool:
        """Whether it is the same line written again."""
        mine, others = (
            (plain(x.service), x.period, x.quantity_milli, x.rate_gr, x.amount_gr)
            for x in (self, other)
        )
        return mine == others


@dataclass(slots=True)
class ReadInvoice:
    """One invoice.

    Attributes:
        row: the first row it stands in.
        repeats: the invoice of which this is a second copy.
        stated_gr: the sum the document itself states; None where only its lines do.
        columns: meaning of a column -> its letters, for what is said about the invoice later.
    """

    sheet: str
    row: int
    number: str
    kind: str
    provider: str
    nip: str
    issued_on: dt.date | None
    received_on: dt.date | None
    due_on: dt.date | None
    paid_on: dt.date | None
    is_paid: bool
    ksef_number: str
    contract: str
    notes: str
    lines: list[ReadLine] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    repeats: ReadInvoice | None = None
    columns: dict[str, str] = field(default_factory=dict)
    buyer_nip: str = ""
    stated_gr: int | None = None

    @property
    def gross_gr(self) -> int | None:
        """What is to be paid; where only lines say it, their amounts added up."""
        if self.stated_gr is not None:
            return self.stated_gr
        amounts = [line.amount_gr for line in self.lines if line.amount_gr is not None]
        return sum(amounts) if amounts else None


@dataclass(slots=True)
class InvoicesFile:
    """Everything a workbook lists."""

    invoices: list[ReadInvoice] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    maps: list[ColumnMap] = field(default_factory=list)

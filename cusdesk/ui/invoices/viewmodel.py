"""What the screen of invoices knows and says, without widgets."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_hours
from cusdesk.domain.invoices import InvoiceDraft, InvoiceStatus, next_steps
from cusdesk.domain.labels import label
from cusdesk.domain.quantities import format_quantity
from cusdesk.services import catalogue, contracts, invoices, providers
from cusdesk.ui.common.form import Choice
from cusdesk.ui.common.record import RecordCalls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import Problem
    from cusdesk.domain.changes import Changes
    from cusdesk.domain.invoices import Suspect
    from cusdesk.services.invoices import InvoiceDetails, InvoiceRow, LineCheck, Step
    from cusdesk.services.office import Office
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import TableQuery

_Choices = tuple[list[Choice], list[Choice], list[Choice]]


class InvoiceChoices(QObject):
    """Providers, contracts and services to choose from, always as they are now."""

    changed = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: _Choices = ([], [], [])
        context.bus.changed.connect(self._on_changes)

    def load(self) -> None:
        """Read them."""
        operation = self._context.ops.read(_choices, self._context.office)
        operation.replacing("invoice-choices").on_success(self._on_read).run()

    def providers(self) -> list[Choice]:
        """Return the providers, in Polish order."""
        return self._found[0]

    def contracts(self) -> list[Choice]:
        """Return the contracts, the newest first."""
        return self._found[1]

    def services(self) -> list[Choice]:
        """Return the services, in Polish order."""
        return self._found[2]

    def _on_read(self, found: _Choices) -> None:
        self._found = found
        self.changed.emit()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("providers", "catalogue", "contracts"):
            self.load()


def _choices(office: Office) -> _Choices:
    of_contracts = contracts.choices(office) if office.may("contracts.see") else []
    return (
        [Choice(key, name) for key, name in providers.names(office)],
        [Choice(key, name) for key, name in of_contracts],
        [Choice(key, name) for key, name in catalogue.names(office)],
    )


def list_ids(office: Office, query: TableQuery, *, retired: bool = False) -> list[bytes]:
    """Return the ids the list asks for."""
    return invoices.list_ids(
        office, filters=query.filters, sort=query.sort, descending=query.descending, retired=retired
    )


def rows_for(office: Office, ids: Sequence[bytes]) -> list[InvoiceRow]:
    """Return rows of the list."""
    return invoices.rows_for(office, ids)


def record_calls(office: Office) -> RecordCalls[InvoiceDraft]:
    """Return the services behind the form."""

    def fresh() -> InvoiceDraft:
        """Return an empty invoice that came today."""
        return InvoiceDraft(received_on=office.clock.today())

    def check(typed: InvoiceDraft, invoice_id: bytes | None) -> list[Problem]:
        """Return what is worth saying about what stands on the form."""
        return invoices.warnings(office, _tidy(typed), invoice_id)

    return RecordCalls(
        "invoices",
        fresh,
        partial(invoices.get, office),
        lambda details: details.draft,
        partial(_create, office),
        partial(_change, office),
        check,
        refresh_on=("invoices", "contracts", "providers", "catalogue"),
    )


def _tidy(typed: InvoiceDraft) -> InvoiceDraft:
    return replace(typed, lines=tuple(line for line in typed.lines if not line.is_empty))


def _create(office: Office, typed: InvoiceDraft) -> Saved:
    return invoices.create(office, _tidy(typed))


def _change(office: Office, invoice_id: bytes, typed: InvoiceDraft, name: str) -> Saved:
    tidy = _tidy(typed)
    if name == "lines":
        return invoices.set_lines(office, invoice_id, tidy.lines)
    return invoices.change_fields(office, invoice_id, {name: getattr(tidy, name)})


# --- words beside the form


def line_words(line: LineCheck) -> str:
    """Return a line beside what was given: `opieka: na fakturze 241, zrobiono 235 (godzina)`."""
    given = "–" if line.delivered is None else format_quantity(line.delivered)
    stated = line.line.quantity_milli
    return tr(
        "invoices.check.line",
        service=line.service,
        stated="–" if stated is None else format_quantity(stated),
        given=given,
        unit=label(line.line.unit),
    )


def suspect_words(suspect: Suspect) -> str:
    """Return hours that were not counted: whose, when, how long, and why they do not count."""
    return tr(
        "invoices.check.suspect",
        name=suspect.name,
        date=format_date(suspect.date),
        hours=format_hours(suspect.minutes),
        why=tr(f"invoices.why.{suspect.why}"),
    )


def step_words(step: Step) -> str:
    """Return a step that was taken: state, day, who, and the reason."""
    words = tr(
        "invoices.side.step",
        status=label(step.status),
        date=format_date(step.done_on),
        name=step.done_by,
    )
    return f"{words}\n{step.reason}" if step.reason else words


def steps_offered(office: Office, details: InvoiceDetails) -> tuple[InvoiceStatus, ...]:
    """Return the steps this person may take with an invoice now, the usual one first."""
    if details.is_retired or office.read_only:
        return ()
    allowed = {
        status: "invoices.approve" if status is InvoiceStatus.APPROVED else "invoices.change"
        for status in next_steps(details.status)
    }
    return tuple(status for status, right in allowed.items() if office.may(right))

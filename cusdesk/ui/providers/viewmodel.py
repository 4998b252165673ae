"""What the screen of providers knows and says, without widgets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.services import catalogue, providers
from cusdesk.ui.common.form import Choice
from cusdesk.ui.common.record import RecordCalls
from cusdesk.ui.providers.form import SERVICES, ProviderFields, draft_of, fields_of, services_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.core.errors import Problem
    from cusdesk.domain.changes import Changes
    from cusdesk.services.contracts import ContractRow
    from cusdesk.services.office import Office
    from cusdesk.services.providers import ProviderDetails, ProviderRow
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import TableQuery


_INSURANCE_SOON = 60


class ProviderChoices(QObject):
    """Services and keepers to choose from, always as they are now."""

    changed = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._services: list[Choice] = []
        self._keepers: list[Choice] = []
        context.bus.changed.connect(self._on_changes)

    def load(self) -> None:
        """Read them."""
        operation = self._context.ops.read(_choices, self._context.office)
        operation.replacing("provider-choices").on_success(self._on_read).run()

    def services(self) -> list[Choice]:
        """Return the services, in Polish order."""
        return self._services

    def keepers(self) -> list[Choice]:
        """Return who looks after providers so far."""
        return self._keepers

    def _on_read(self, found: tuple[list[Choice], list[Choice]]) -> None:
        self._services, self._keepers = found
        self.changed.emit()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("providers", "catalogue"):
            self.load()


def _choices(office: Office) -> tuple[list[Choice], list[Choice]]:
    known = [Choice(service_id, name) for service_id, name in catalogue.names(office)]
    people = dict.fromkeys([office.user_name, *providers.keepers(office)])
    return known, [Choice(name, name) for name in people if name]


def list_ids(office: Office, query: TableQuery, *, retired: bool = False) -> list[bytes]:
    """Return the ids the list asks for."""
    return providers.list_ids(
        office, filters=query.filters, sort=query.sort, descending=query.descending, retired=retired
    )


def rows_for(office: Office, ids: Sequence[bytes]) -> list[ProviderRow]:
    """Return rows of the list."""
    return providers.rows_for(office, ids)


def record_calls(office: Office) -> RecordCalls[ProviderFields]:
    """Return the services behind the form."""
    return RecordCalls(
        "providers",
        ProviderFields,
        partial(providers.get, office),
        _fields_of,
        partial(_create, office),
        partial(_change, office),
        partial(_check, office),
        refresh_on=("providers", "catalogue", "contracts"),
    )


def _fields_of(details: ProviderDetails) -> ProviderFields:
    return fields_of(details.draft, [carried.id for carried in details.services])


def _create(office: Office, typed: ProviderFields) -> Saved:
    return providers.create(office, draft_of(typed), services_of(typed))


def _change(office: Office, provider_id: bytes, typed: ProviderFields, name: str) -> Saved:
    if name == SERVICES:
        return providers.set_services(office, provider_id, services_of(typed))
    value = getattr(draft_of(typed), name)
    return providers.change_fields(office, provider_id, {name: value})


def _check(office: Office, typed: ProviderFields, provider_id: bytes | None) -> list[Problem]:
    return providers.warnings(office, draft_of(typed), provider_id)


# --- words beside the form


def contact_words(typed: ProviderFields) -> str:
    """Return whom to call, in lines; or that nobody is named yet."""
    phone = format_phone(draft_of(typed).contact_phone)
    lines = [line for line in (phone, typed.contact_email) if line]
    if not lines and not typed.contact_name:
        return tr("providers.side.no_contact")
    return "\n".join(lines)


def insurance_words(typed: ProviderFields, today: dt.date) -> str:
    """Return how the insurance stands."""
    until = typed.insurance_until
    if until is None:
        return tr("providers.side.insurance_unknown")
    days = (until - today).days
    if days < 0:
        return tr("providers.side.insurance_ended", date=format_date(until))
    if days <= _INSURANCE_SOON:
        return tr("providers.side.insurance_soon", date=format_date(until), n=days)
    return tr("providers.side.insurance_valid", date=format_date(until))


def contract_words(row: ContractRow) -> str:
    """Return a contract in one line: number and period."""
    if row.valid_from is None and row.ends_on is None:
        return row.number
    ends = [format_date(day) if day else "…" for day in (row.valid_from, row.ends_on)]
    return tr("providers.side.contract", number=row.number, start=ends[0], end=ends[1])

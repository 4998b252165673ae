"""What the screen of contracts knows and says, without widgets."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.messages import tr
from cusdesk.domain.contracts import ContractDraft, terms_on
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.phones import format_phone, normalise_phone
from cusdesk.services import budget, catalogue, contracts, providers
from cusdesk.ui.common.form import Choice
from cusdesk.ui.common.record import RecordCalls

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.core.errors import Problem
    from cusdesk.domain.changes import Changes
    from cusdesk.services.contracts import ContractDetails, ContractRow
    from cusdesk.services.office import Office
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import TableQuery

ENDS_SOON = 60
"""Days before the end of a contract from which it is said."""
_Choices = tuple[list[Choice], list[Choice], list[Choice], list[Choice]]


class ContractChoices(QObject):
    """Providers, services, sources and keepers to choose from, always as they are now."""

    changed = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: _Choices = ([], [], [], [])
        context.bus.changed.connect(self._on_changes)

    def load(self) -> None:
        """Read them."""
        operation = self._context.ops.read(_choices, self._context.office)
        operation.replacing("contract-choices").on_success(self._on_read).run()

    def providers(self) -> list[Choice]:
        """Return the providers, in Polish order."""
        return self._found[0]

    def services(self) -> list[Choice]:
        """Return the services, in Polish order."""
        return self._found[1]

    def sources(self) -> list[Choice]:
        """Return the funding sources, in Polish order."""
        return self._found[2]

    def keepers(self) -> list[Choice]:
        """Return who looks after providers so far."""
        return self._found[3]

    def service_name(self, service_id: bytes | None) -> str:
        """Return the name of a service, "" for one that is not offered."""
        return next((c.text for c in self._found[1] if c.value == service_id), "")

    def _on_read(self, found: _Choices) -> None:
        self._found = found
        self.changed.emit()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("providers", "catalogue", "budget"):
            self.load()


def _choices(office: Office) -> _Choices:
    people = dict.fromkeys([office.user_name, *providers.keepers(office)])
    return (
        [Choice(key, name) for key, name in providers.names(office)],
        [Choice(key, name) for key, name in catalogue.names(office)],
        [Choice(key, name) for key, name in budget.names(office)],
        [Choice(name, name) for name in people if name],
    )


def list_ids(office: Office, query: TableQuery, *, retired: bool = False) -> list[bytes]:
    """Return the ids the list asks for."""
    return contracts.list_ids(
        office, filters=query.filters, sort=query.sort, descending=query.descending, retired=retired
    )


def rows_for(office: Office, ids: Sequence[bytes]) -> list[ContractRow]:
    """Return rows of the list."""
    return contracts.rows_for(office, ids)


def record_calls(office: Office) -> RecordCalls[ContractDraft]:
    """Return the services behind the form."""
    return RecordCalls(
        "contracts",
        ContractDraft,
        partial(contracts.get, office),
        _shown,
        partial(_create, office),
        partial(_change, office),
        partial(_check, office),
        refresh_on=("contracts", "providers", "catalogue", "budget"),
    )


def _shown(details: ContractDetails) -> ContractDraft:
    draft = details.draft
    return replace(draft, contact_phone=format_phone(draft.contact_phone))


def _tidy(typed: ContractDraft) -> ContractDraft:
    """Return the draft without lines in which nothing was said yet."""
    kept = tuple(
        one
        for one in typed.services
        if (one.service_id, one.rate_gr, one.pool_milli) != (None, None, None)
    )
    phone = normalise_phone(typed.contact_phone) or typed.contact_phone
    return replace(typed, services=kept, contact_phone=phone)


def _create(office: Office, typed: ContractDraft) -> Saved:
    return contracts.create(office, _tidy(typed))


def _change(office: Office, contract_id: bytes, typed: ContractDraft, name: str) -> Saved:
    tidy = _tidy(typed)
    if name == "services":
        return contracts.set_services(office, contract_id, tidy.services)
    if name == "annexes":
        return contracts.set_annexes(office, contract_id, tidy.annexes)
    return contracts.change_fields(office, contract_id, {name: getattr(tidy, name)})


def _check(office: Office, typed: ContractDraft, contract_id: bytes | None) -> list[Problem]:
    return contracts.warnings(office, _tidy(typed), contract_id)


# --- words beside the form


def end_words(end: dt.date | None, today: dt.date) -> str:
    """Return when the contract ends, or that it has no end."""
    if end is None:
        return tr("contracts.side.no_end")
    days = (end - today).days
    key = "ended" if days < 0 else "ends_soon" if days <= ENDS_SOON else "ends"
    return tr(f"contracts.side.{key}", date=format_date(end), n=days)


def term_words(draft: ContractDraft, service_id: bytes, day: dt.date) -> str:
    """Return the rate and unit of a service on a day: `32,00 zł / godzina`."""
    terms = terms_on(draft, service_id, day)
    if terms is None or terms.rate_gr is None:
        return tr("contracts.side.no_rate")
    return tr("contracts.side.rate", rate=format_money(terms.rate_gr), unit=label(terms.unit))


def contact_words(draft: ContractDraft) -> str:
    """Return whom to call about the contract, in lines."""
    lines = (draft.contact_name, format_phone(draft.contact_phone), draft.contact_email)
    return "\n".join(line for line in lines if line) or tr("contracts.side.no_contact")

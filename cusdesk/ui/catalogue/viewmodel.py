"""What the screen of services knows and says, without widgets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cusdesk.core.messages import tr
from cusdesk.domain.money import format_money
from cusdesk.domain.rounding import half_up
from cusdesk.services import catalogue, providers
from cusdesk.ui.catalogue.form import ServiceFields, draft_of, fields_of, values_for
from cusdesk.ui.common.form import Choice
from cusdesk.ui.common.record import RecordCalls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import Problem
    from cusdesk.domain.changes import Changes
    from cusdesk.services.catalogue import ServiceDetails, ServiceRow, ServiceUsage, Shown
    from cusdesk.services.office import Office
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import TableQuery


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service with everything its screen shows."""

    details: ServiceDetails
    usage: ServiceUsage

    @property
    def id(self) -> bytes:
        """The service."""
        return self.details.id

    @property
    def is_retired(self) -> bool:
        """Whether it lies in the bin."""
        return self.details.is_retired


class CatalogueChoices(QObject):
    """Providers and sources of money to choose from, always as they are now.

    Signals:
        changed: they were read again.
    """

    changed = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._providers: list[Choice] = []
        self._fundings: list[Choice] = []
        context.bus.changed.connect(self._on_changes)

    def load(self) -> None:
        """Read them."""
        operation = self._context.ops.read(_choices, self._context.office)
        operation.replacing("catalogue-choices").on_success(self._on_read).run()

    def providers(self) -> list[Choice]:
        """Return the providers, in Polish order."""
        return self._providers

    def fundings(self) -> list[Choice]:
        """Return the sources of money written so far."""
        return self._fundings

    def _on_read(self, found: tuple[list[Choice], list[Choice]]) -> None:
        self._providers, self._fundings = found
        self.changed.emit()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("providers", "catalogue"):
            self.load()


def _choices(office: Office) -> tuple[list[Choice], list[Choice]]:
    known = [Choice(provider_id, name) for provider_id, name in providers.names(office)]
    return known, [Choice(text, text) for text in catalogue.fundings(office)]


def list_ids(office: Office, shown: Shown, query: TableQuery) -> list[bytes]:
    """Return the ids the list asks for."""
    return catalogue.list_ids(
        office, filters=query.filters, sort=query.sort, descending=query.descending, shown=shown
    )


def rows_for(office: Office, ids: Sequence[bytes]) -> list[ServiceRow]:
    """Return rows of the list."""
    return catalogue.rows_for(office, ids)


def record_calls(office: Office) -> RecordCalls[ServiceFields]:
    """Return the services behind the form."""
    return RecordCalls(
        "catalogue",
        ServiceFields,
        partial(_read, office),
        _fields_of_view,
        partial(_create, office),
        partial(_change, office),
        partial(_check, office),
        refresh_on=("catalogue", "providers"),
    )


def _read(office: Office, service_id: bytes) -> ServiceView:
    return ServiceView(catalogue.get(office, service_id), catalogue.usage(office, service_id))


def _fields_of_view(view: ServiceView) -> ServiceFields:
    return fields_of(view.details.draft)


def _create(office: Office, typed: ServiceFields) -> Saved:
    return catalogue.create(office, draft_of(typed))


def _change(office: Office, service_id: bytes, typed: ServiceFields, name: str) -> Saved:
    return catalogue.change_fields(office, service_id, values_for(name, draft_of(typed)))


def _check(office: Office, typed: ServiceFields, service_id: bytes | None) -> list[Problem]:
    return catalogue.warnings(office, draft_of(typed), service_id)


# --- words beside the form


def price_words(typed: ServiceFields) -> str:
    """Return what the fee is beside the market price, and what the centre adds."""
    own, market = typed.price_gr, typed.market_price_gr
    if own is None or not market:
        return tr("catalogue.side.price_unknown")
    if own == 0:
        return tr("catalogue.side.price_free", market=format_money(market))
    share = half_up(Decimal(own) * 100 / Decimal(market))
    if own >= market:
        return tr("catalogue.side.price_full", market=format_money(market), share=share)
    rest = format_money(market - own)
    return tr("catalogue.side.price_part", market=format_money(market), share=share, rest=rest)


def usage_words(usage: ServiceUsage | None) -> str:
    """Return where the service stands already."""
    if usage is None or not usage.is_used:
        return tr("catalogue.side.unused")
    counted: list[tuple[str, Any]] = [
        ("catalogue.side.plans", usage.plans),
        ("catalogue.side.groups", usage.groups),
        ("catalogue.side.visits", usage.visits),
    ]
    return "\n".join(tr(key, n=n) for key, n in counted if n)


def limit_words(typed: ServiceFields) -> str:
    """Return the limit in words, or that there is none."""
    words = catalogue.limit_words(
        typed.unit, typed.limit_minutes, typed.limit_units, typed.limit_scope
    )
    return words or tr("catalogue.side.no_limit")

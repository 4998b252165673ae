"""Services, providers and words known to the office, ready to be found while typing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceStatus, ServiceUnit
from cusdesk.domain.labels import label
from cusdesk.domain.polish_text import fold
from cusdesk.services import catalogue, plans, providers
from cusdesk.services.catalogue import ServiceFinder, ServiceRow, Shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.plans import PlanServiceDraft
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext

MOST_OPTIONS = 12
_OFFERED = (ServiceStatus.PILOT, ServiceStatus.REGULAR)
_NOT_PLANNED = (ServiceStatus.ENDED,)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer while typing.

    Attributes:
        value: what is kept.
        text: what is written into the cell.
        shown: what stands in the list; may say more.
        is_near: fits by a near spelling only: shown, never taken without being chosen.
    """

    value: object
    text: str
    shown: str = ""
    is_near: bool = False

    @property
    def words(self) -> str:
        """What stands in the list."""
        return self.shown or self.text


@dataclass
class Known:
    """One state of the office's words; made anew after every change.

    Attributes:
        services: every service by id, those in the bin too (old plans name them).
        providers: every provider's name by id.
        living_services, living_providers: ids that may be chosen, in Polish order.
    """

    today: dt.date
    services: dict[bytes, ServiceRow] = field(default_factory=dict)
    providers: dict[bytes, str] = field(default_factory=dict)
    living_services: tuple[bytes, ...] = ()
    living_providers: tuple[bytes, ...] = ()
    fundings: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    _finder: ServiceFinder | None = None

    def service_name(self, service_id: bytes | None) -> str:
        """Return a service's name, "" for none."""
        row = self.services.get(service_id) if service_id is not None else None
        return row.name if row else ""

    def provider_name(self, provider_id: bytes | None) -> str:
        """Return a provider's name, "" for none."""
        return self.providers.get(provider_id, "") if provider_id is not None else ""

    def minutes_per_unit(self, row: PlanServiceDraft) -> int:
        """Return what an amount of this row is divided by to be shown."""
        service = self.services.get(row.service_id) if row.service_id is not None else None
        own = service.unit_minutes if service and service.unit == row.unit else None
        unit = row.unit or ServiceUnit.HOUR  # what a row is kept with until it is said
        return plans.minutes_per_unit(unit, row.valid_from or self.today, own)

    def service_options(self, text: str) -> list[Option]:
        """Return the services words may mean: by name, by alias, then by a near spelling."""
        words = fold(text).split()
        found: list[tuple[tuple[int, int], Option]] = []
        for place, service_id in enumerate(self.living_services):
            row = self.services[service_id]
            fit = _fit(words, row)
            if fit is not None:
                rank, alias = fit
                rank += 10 * (row.status not in _OFFERED)
                found.append(((rank, place), _service_option(row, alias)))
        found.sort(key=lambda item: item[0])
        options = [option for _, option in found]
        return options[:MOST_OPTIONS] or self._near(text)

    def _near(self, text: str) -> list[Option]:
        if self._finder is None:
            rows = [self.services[i] for i in self.living_services]
            self._finder = ServiceFinder(
                (row.id, row.name, called) for row in rows for called in (row.name, *row.aliases)
            )
        found = [self.services[match.id] for match in self._finder.find(text)]
        return [Option(row.id, row.name, is_near=True) for row in found]

    def provider_options(self, text: str, service_id: bytes | None) -> list[Option]:
        """Return providers whose name has the words, those of the service first."""
        service = self.services.get(service_id) if service_id is not None else None
        own = [provider_id for provider_id, _ in service.providers] if service else []
        others = [i for i in self.living_providers if i not in own]
        words = fold(text).split()
        return [
            Option(i, self.providers[i])
            for i in (*own, *others)
            if i in self.providers and all(w in fold(self.providers[i]) for w in words)
        ][:MOST_OPTIONS]

    def funding_options(self, text: str) -> list[Option]:
        """Return sources of money written before that have the words."""
        return _text_options(self.fundings, text)


def _fit(words: list[str], row: ServiceRow) -> tuple[int, str] | None:
    """Return how well words fit a service (0 best) and by which alias; None when they do not."""
    name = fold(row.name)
    if all(word in name for word in words):
        return (0 if not words or name.startswith(words[0]) else 1), ""
    for alias in row.aliases:
        if all(word in fold(alias) for word in words):
            return 2, alias
    together = " ".join([name, *map(fold, row.aliases)])
    return (3, "") if all(word in together for word in words) else None


def _service_option(row: ServiceRow, alias: str) -> Option:
    notes = [alias] if alias else []
    if row.status not in _OFFERED:
        notes.append(label(row.status))
    shown = tr("plans.cell.option", name=row.name, note=", ".join(notes)) if notes else row.name
    return Option(row.id, row.name, shown)


def _text_options(texts: Iterable[str], text: str) -> list[Option]:
    words = fold(text).split()
    return [Option(t, t) for t in texts if all(w in fold(t) for w in words)][:MOST_OPTIONS]


class KnownWords(QObject):
    """`Known` as it is now.

    Signals:
        changed: it was read again.
    """

    changed = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.now = Known(context.office.clock.today())
        context.bus.changed.connect(self._on_changes)

    def load(self) -> None:
        """Read it."""
        operation = self._context.ops.read(read_known, self._context.office)
        operation.replacing("plans-known").on_success(self._on_read).run()

    def _on_read(self, found: Known) -> None:
        self.now = found
        self.changed.emit()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("catalogue", "providers", "office"):
            self.load()


def read_known(office: Office) -> Known:
    """Read what can be chosen in a plan."""
    in_bin = catalogue.rows_for(office, catalogue.list_ids(office, shown=Shown.RETIRED))
    living = catalogue.rows_for(office, catalogue.list_ids(office, sort="name"))
    names = providers.names(office)
    retired = providers.rows_for(office, providers.list_ids(office, retired=True))
    return Known(
        today=office.clock.today(),
        services={row.id: row for row in (*in_bin, *living)},
        providers={**{row.id: row.name for row in retired}, **dict(names)},
        living_services=tuple(row.id for row in living if row.status not in _NOT_PLANNED),
        living_providers=tuple(provider_id for provider_id, _ in names),
        fundings=tuple(catalogue.fundings(office)),
        coordinators=tuple(plans.coordinators(office)),
        programmes=tuple(plans.programmes(office)),
    )

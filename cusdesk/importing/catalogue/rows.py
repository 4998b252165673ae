"""What is read out of a catalogue of services."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.providers import ProcurementMode, ProviderKind
from cusdesk.importing.problems import CellProblem, Severity

if TYPE_CHECKING:
    from cusdesk.importing.columns import ColumnMap


@dataclass(slots=True)
class _Row:
    """What rows of services and of providers have in common."""

    sources: list[tuple[str, int]]
    name: str = ""
    extra_notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    problems: list[CellProblem] = field(default_factory=list)

    def doubt(self, *fields: str) -> None:
        """Mark fields as best readings."""
        self.doubts.update(fields)

    def problem(self, kind: str, column: str | None, severity: Severity, **params: object) -> None:
        """Note a finding about a cell of the row."""
        sheet, row = self.sources[-1]
        self.problems.append(CellProblem(kind, sheet, row, column, severity, dict(params)))


@dataclass(slots=True)
class ServiceRow(_Row):
    """One service as the catalogue has it.

    Attributes:
        unit: what is counted; `unit_text` is what stood there.
        price_gr: fee of a resident in grosze, 0 when free, None when not said; `price_unit` is for
            what (`hour`, `meeting`, `day`, `month`, `stay`, empty when not said).
        rate_gr: what the provider gets for one unit, in grosze.
        limit_minutes, limit_units: the limit in time or in units.
        provider: name as written.
    """

    area: ServiceArea | None = None
    area_text: str = ""
    aliases: list[str] = field(default_factory=list)
    unit: ServiceUnit = ServiceUnit.HOUR
    unit_text: str = ""
    mode: ServiceMode = ServiceMode.INDIVIDUAL
    addressees: str = ""
    age_from: int | None = None
    age_to: int | None = None
    age_text: str = ""
    group_min: int | None = None
    group_max: int | None = None
    group_text: str = ""
    place: str = ""
    price_gr: int | None = None
    price_unit: str = ""
    price_text: str = ""
    rate_gr: int | None = None
    rate_text: str = ""
    limit_minutes: int | None = None
    limit_units: int | None = None
    limit_scope: LimitScope | None = None
    limit_text: str = ""
    funding: str = ""
    status: ServiceStatus = ServiceStatus.REGULAR
    provider: str = ""
    notes: str = ""

    @property
    def all_notes(self) -> str:
        """Return everything that has no field of its own, line by line."""
        lines = [self.notes, *self.extra_notes, *self.comments]
        return "\n".join(dict.fromkeys(line for line in lines if line))


@dataclass(slots=True)
class ProviderRow(_Row):
    """One provider; those only named in the catalogue have a name and a kind."""

    kind: ProviderKind = ProviderKind.OTHER
    nip: str = ""
    regon: str = ""
    krs: str = ""
    email: str = ""
    phone: str = ""
    contact_name: str = ""
    address: str = ""
    procurement: ProcurementMode | None = None
    procurement_text: str = ""


@dataclass(slots=True)
class ServicesFile:
    """Everything read from a workbook."""

    services: list[ServiceRow] = field(default_factory=list)
    providers: list[ProviderRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    maps: list[ColumnMap] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)

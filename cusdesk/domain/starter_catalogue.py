"""Services a new office can start from: `resources/dictionaries/starter_catalogue.toml`.

Each has a fixed id, so that two offices or two PCs that both took it never have it twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cusdesk.core.ids import starter_id
from cusdesk.domain.catalogue import (
    ServiceArea,
    ServiceDraft,
    ServiceGroup,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.dictionaries import dictionary

_REINTEGRATION = "reintegration"


@dataclass(frozen=True, slots=True)
class StarterSet:
    """A named set of starter services, to be taken or left as a whole."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class StarterService:
    """One starter service; `draft` is a fresh copy its taker may change."""

    id: bytes
    code: str
    set_code: str
    draft: ServiceDraft


def load_starter_sets() -> list[StarterSet]:
    """Return the sets in the order they are offered."""
    return [StarterSet(row["code"], row["name"]) for row in dictionary("starter_catalogue")["sets"]]


def load_starter_catalogue() -> list[StarterService]:
    """Return every starter service, all with status `concept`."""
    return [
        StarterService(starter_id("service", row["code"]), row["code"], row["set"], _draft(row))
        for row in dictionary("starter_catalogue")["services"]
    ]


def _draft(row: dict[str, Any]) -> ServiceDraft:
    reintegration = row["set"] == _REINTEGRATION
    return ServiceDraft(
        name=row["name"],
        area=ServiceArea(row.get("area", ServiceArea.REINTEGRATION)),
        unit=ServiceUnit(row["unit"]),
        mode=ServiceMode(row["mode"]),
        group=ServiceGroup(row.get("group", ServiceGroup.A if reintegration else ServiceGroup.B1)),
        addressees=row.get("addressees", ""),
        age_from=row.get("age_from"),
        age_to=row.get("age_to"),
        status=ServiceStatus.CONCEPT,
        aliases=list(row["aliases"]),
    )

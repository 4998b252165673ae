"""What the centre offers, as a sheet for residents: no internal words, prices in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.reports import Column, TableDocument
from cusdesk.services.catalogue.queries import ServiceRow, Shown, list_ids, rows_for

if TYPE_CHECKING:
    from cusdesk.services.office import Office


_COLUMNS = {"service": 30, "addressees": 22, "place": 16, "price": 18, "limit": 18, "provider": 26}
"""Column -> width in characters."""


@needs("office.see")
def leaflet(office: Office) -> TableDocument:
    """Return the offered services (CUS act, art. 13: sharing information on services), by area."""
    rows = rows_for(office, list_ids(office, shown=Shown.OFFERED))
    columns = tuple(Column(tr(f"catalogue.leaflet.{t}"), width=w) for t, w in _COLUMNS.items())
    return TableDocument(
        tr("catalogue.leaflet.title"),
        columns,
        tuple(_cells(row) for row in rows),
        office.clock.today(),
        office=office.name,
    )


def price_words(row: ServiceRow) -> str:
    """Return what a resident pays: „5,00 zł za godzinę lekcyjną”, „bezpłatnie”, or nothing."""
    if row.price_gr is None:
        return row.price_note
    if row.price_gr == 0:
        words = tr("catalogue.price.free")
    else:
        unit = tr(f"catalogue.price.per.{row.unit.value}")
        words = tr("catalogue.price.of", amount=format_money(row.price_gr), unit=unit)
    return f"{words}; {row.price_note}" if row.price_note else words


def age_words(age_from: int | None, age_to: int | None) -> str:
    """Return an age range in words; empty without one."""
    if age_from is not None and age_to is not None:
        return tr("catalogue.age.between", low=age_from, high=age_to)
    if age_from is not None:
        return tr("catalogue.age.from", low=age_from)
    return "" if age_to is None else tr("catalogue.age.to", high=age_to)


def _cells(row: ServiceRow) -> tuple[str, ...]:
    for_whom = ", ".join(
        part for part in (row.addressees, age_words(row.age_from, row.age_to)) if part
    )
    name = f"{row.name} ({label(row.mode)})"
    return name, for_whom, row.place, price_words(row), row.limit_text, row.providers_text

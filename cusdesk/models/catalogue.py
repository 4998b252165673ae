"""The service catalogue: one offer, whatever pays for it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, Record


class Service(Record):
    """A service of the centre (CUS act, art. 2(1))."""

    __tablename__ = "services"
    __table_args__ = {"info": {"feature": "catalogue", "owner": None}}

    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(default="")
    area: Mapped[str]
    unit: Mapped[str] = mapped_column(default="hour")
    unit_minutes: Mapped[int | None]
    """Minutes of one unit as this office counts it; NULL takes the unit's default."""
    mode: Mapped[str] = mapped_column(default="individual")
    service_group: Mapped[str] = mapped_column(default="")
    addressees: Mapped[str] = mapped_column(default="")
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    group_min: Mapped[int | None]
    group_max: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    price_gr: Mapped[int | None]
    """What a resident pays for one unit; 0 is free, NULL is not known."""
    price_note: Mapped[str] = mapped_column(default="")
    market_price_gr: Mapped[int | None]
    market_price_date: Mapped[dt.date | None]
    market_price_source: Mapped[str] = mapped_column(default="")
    limit_minutes: Mapped[int | None]
    limit_units: Mapped[int | None]
    limit_scope: Mapped[str] = mapped_column(default="")
    funding: Mapped[str] = mapped_column(default="")
    funding_until: Mapped[dt.date | None]
    status: Mapped[str] = mapped_column(default="regular")


class ServiceAlias(Record):
    """Another name by which people know a service."""

    __tablename__ = "service_aliases"
    __table_args__ = (
        Index(None, "service_id"),
        {"info": {"feature": "catalogue", "owner": "service_id"}},
    )

    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]


class ServiceProvider(Record):
    """That a provider carries out a service."""

    __tablename__ = "service_providers"
    __table_args__ = (
        Index(None, "service_id"),
        Index(None, "provider_id"),
        {"info": {"feature": "catalogue", "owner": "service_id"}},
    )

    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    position: Mapped[int] = mapped_column(default=0)
    provider_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("providers.id"))

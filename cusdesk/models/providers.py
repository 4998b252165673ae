"""Those who carry services out."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import Record


class Provider(Record):
    """An organisation, company, unit or person that provides services (CUS act, art. 7)."""

    __tablename__ = "providers"
    __table_args__ = {"info": {"feature": "providers", "owner": None}}

    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="other")
    stakeholder_type: Mapped[str] = mapped_column(default="")
    nip: Mapped[str] = mapped_column(default="")
    regon: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    keeper: Mapped[str] = mapped_column(default="")
    """Who in the centre looks after this provider."""
    procurement_mode: Mapped[str] = mapped_column(default="")
    rate_gr: Mapped[int | None]
    qualifications: Mapped[str] = mapped_column(default="")
    insurance_until: Mapped[dt.date | None]
    notes: Mapped[str] = mapped_column(default="")
    is_social_economy: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether it is a social-economy entity, for their share in orders."""

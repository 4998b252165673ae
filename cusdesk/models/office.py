"""The office itself: its settings and its people at the keyboard."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import Record


class Setting(Record):
    """One setting of the office; `id` is `core.ids.starter_id("setting", key)`."""

    __tablename__ = "settings"
    __table_args__ = {"info": {"feature": "office", "owner": None}}

    key: Mapped[str]
    value_json: Mapped[str]


class Programme(Record):
    """A programme of social services (CUS act, art. 5), and the special fields it switches on."""

    __tablename__ = "programmes"
    __table_args__ = {"info": {"feature": "programmes", "owner": None}}

    name: Mapped[str]
    resolution: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    """Inclusive."""
    special_fields: Mapped[str] = mapped_column(default="")
    """Blank-separated `domain.special_fields.SpecialField`, sorted."""


class User(Record):
    """Somebody who works with the program; the password lives in the key envelope."""

    __tablename__ = "users"
    __table_args__ = {"info": {"feature": "people", "owner": None}}

    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    roles: Mapped[str] = mapped_column(default="")
    """Blank-separated roles of `domain.access.Role`, sorted."""

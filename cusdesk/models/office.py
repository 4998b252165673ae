"""The office itself: its settings and its people at the keyboard."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import Record


class Setting(Record):
    """One setting of the office; `id` is `core.ids.starter_id("setting", key)`."""

    __tablename__ = "settings"
    __table_args__ = {"info": {"feature": "office", "owner": None}}

    key: Mapped[str]
    value_json: Mapped[str]


class User(Record):
    """Somebody who works with the program; the password lives in the key envelope."""

    __tablename__ = "users"
    __table_args__ = {"info": {"feature": "people", "owner": None}}

    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    roles: Mapped[str] = mapped_column(default="")
    """Blank-separated roles of `domain.access.Role`, sorted."""

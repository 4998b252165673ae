"""The names of services, for every list and paper that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.db.reading import read_columns
from cusdesk.models.catalogue import Service

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def service_names(session: Session) -> dict[bytes, str]:
    """Return the name of every service, also of one in the bin."""
    return {row[0]: row[1] for row in read_columns(session, select(Service.id, Service.name))}

"""Single settings of the office, and what stands at the head of every paper."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import starter_id
from cusdesk.domain.access import needs
from cusdesk.models.office import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.reports import OfficeHeader
    from cusdesk.services.office.opened import Office


def setting(session: Session, key: str, default: Any = None) -> Any:  # noqa: ANN401 (JSON value)
    """Return an office setting, `default` when it was never set."""
    row = session.get(Setting, starter_id("setting", key))
    return default if row is None or row.retired_at is not None else json.loads(row.value_json)


def put_setting(session: Session, key: str, value: object) -> None:
    """Set an office setting inside a running operation."""
    row = session.get(Setting, starter_id("setting", key))
    content = json.dumps(value, ensure_ascii=False)
    if row is None:
        session.add(Setting(id=starter_id("setting", key), key=key, value_json=content))
    else:
        row.value_json, row.retired_at = content, None


@needs("office.see")
def office_setting(office: Office, key: str, default: Any = None) -> Any:  # noqa: ANN401 (JSON in, JSON out)
    """Return an office setting, `default` when it was never set."""
    with office.read() as session:
        return setting(session, key, default)


def office_header(session: Session) -> OfficeHeader:
    """Return what stands at the head of every paper: name, address, contact, place."""
    from cusdesk.domain.reports import OfficeHeader  # not needed to open an office

    return OfficeHeader(
        name=str(setting(session, "office.name", "")),
        address_lines=tuple(setting(session, "office.address", ())),
        contact=str(setting(session, "office.contact", "")),
        place=str(setting(session, "office.place", "")),
    )

"""Words about an unfinished new card."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr

if TYPE_CHECKING:
    from cusdesk.services.drafts import KeptDraft


def kept_words(kept: KeptDraft) -> str:
    """Return whose card was begun and when."""
    parts = (str(kept.payload.get(name) or "") for name in ("surname", "given_name"))
    name = " ".join(part for part in parts if part) or tr("residents.create.unnamed")
    moment = dt.datetime.fromtimestamp(kept.updated_at / 1000)  # noqa: DTZ006 (local wall time)
    return tr("residents.create.kept", name=name, date=f"{moment:%d.%m.%Y %H:%M}")

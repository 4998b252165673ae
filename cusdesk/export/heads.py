"""People counted without names, as one line under a sheet: apart from everybody on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr

if TYPE_CHECKING:
    from cusdesk.domain.reports import HeadGroup, ServiceMonth


def heads_line(service: ServiceMonth) -> str:
    """Return how many people were counted without names, by age and village; mostly nothing."""
    if not service.heads:
        return ""
    groups = "; ".join(_words(group) for group in service.heads)
    return tr("export.month.heads", n=service.head_count, groups=groups)


def _words(group: HeadGroup) -> str:
    place = ", ".join(part for part in (group.age_group, group.locality) if part)
    return f"{place or tr('export.month.heads_unknown')}: {group.heads}"

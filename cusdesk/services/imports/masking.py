"""What a person without the right to special categories does not see of a waiting row.

The row keeps everything; whoever may see it decides it. `decide` refuses the others rows that say
something special, so nothing that was covered is ever written back as empty.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.special_fields import columns_without, empty_value
from cusdesk.services.programmes import SENSITIVE

if TYPE_CHECKING:
    from cusdesk.importing.problems import CellProblem
    from cusdesk.services.imports.issues import Issue
    from cusdesk.services.office import Office

_KINDS = ("disability",)
"""Beginnings of the findings whose words quote a special field."""


@needs("imports.run")
def sees_all(office: Office, kind: str) -> bool:
    """Tell whether nothing has to be covered: lists of services and hours hold nothing special."""
    return kind not in {"residents", "applications"} or office.may(SENSITIVE)


def covered(issue: Issue) -> Issue:
    """Return a row of residents without what its special fields say, and without its raw cells.

    The cells go as a whole: a workbook may tell of an illness in any of them. The note stays, as
    notes of a card are for everybody who sees cards.
    """
    columns = columns_without(())
    payload = dict(issue.payload)
    if "values" in payload:
        payload["values"] = {
            name: empty_value(name) if name in columns else value
            for name, value in payload["values"].items()
        }
    shown = tuple(d for d in issue.differences if d.field not in columns)
    return replace(issue, payload=payload, differences=shown, raw=())


def covered_params(kind: str, params: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of a finding; those that quote a special field say so instead."""
    if not kind.startswith(_KINDS):
        return params
    return dict.fromkeys(params, tr("imports_plan.covered"))


def covered_cell(cell: CellProblem) -> CellProblem:
    """Return a finding of the reader without what it quotes."""
    return replace(cell, params=covered_params(cell.kind, cell.params))

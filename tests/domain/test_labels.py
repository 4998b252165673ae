from __future__ import annotations

import enum

import pytest

from cusdesk.core.messages import all_messages
from cusdesk.domain import (
    applications,
    attendance,
    budget,
    catalogue,
    contracts,
    needs_talks,
    papers,
    plans,
    pools,
    providers,
    recruitment,
    residents,
)
from cusdesk.domain.clocks import Pace
from cusdesk.domain.fees import charging, decision, ledger, rule
from cusdesk.domain.invoices import drafts
from cusdesk.domain.labels import enum_name, label, labels
from cusdesk.domain.protection import register_drafts

KINDS = [
    kind
    for module in (
        *(residents, catalogue, providers, plans, attendance, register_drafts),
        *(applications, needs_talks, papers, recruitment),
        *(budget, contracts, drafts, pools),
        *(charging, decision, ledger, rule),
    )
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, enum.StrEnum) and kind is not enum.StrEnum
]
KINDS = [kind for kind in dict.fromkeys(KINDS) if kind is not Pace]  # the words of days left say it


CODES = ("paper_layout", "plan_phase", "plan_step", "plan_task", "satisfaction")
"""Words of codes that are data, not an enumeration."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_has_a_polish_label(kind):
    found = labels(kind)
    assert all(found.values())
    assert len(set(found.values())) == len(found)


def test_no_label_is_left_over():
    wanted = {f"enums.{enum_name(kind)}.{value}" for kind in KINDS for value in kind}
    present = {
        key for key in all_messages() if key.startswith("enums.") and key.split(".")[1] not in CODES
    }
    assert present == wanted


def test_label():
    assert label(catalogue.LimitScope.PERSON_YEAR) == "na osobę w roku"
    assert len(catalogue.ServiceArea) == 14

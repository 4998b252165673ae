from __future__ import annotations

import enum

import pytest

from cusdesk.core.messages import all_messages
from cusdesk.domain import attendance, catalogue, plans, providers, residents
from cusdesk.domain.labels import enum_name, label, labels
from cusdesk.domain.protection import register_drafts

KINDS = [
    kind
    for module in (residents, catalogue, providers, plans, attendance, register_drafts)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, enum.StrEnum) and kind is not enum.StrEnum
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_has_a_polish_label(kind):
    found = labels(kind)
    assert all(found.values())
    assert len(set(found.values())) == len(found)


def test_no_label_is_left_over():
    wanted = {f"enums.{enum_name(kind)}.{value}" for kind in KINDS for value in kind}
    present = {key for key in all_messages() if key.startswith("enums.")}
    assert present == wanted


def test_label():
    assert label(catalogue.LimitScope.PERSON_YEAR) == "na osobę w roku"
    assert len(catalogue.ServiceArea) == 14

"""The fault tests find faults: each planted one is seen."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from tests.faults.injection import all_faults, count_calls, prepared, runner, suffer
from tests.faults.mutants import MUTANTS
from tests.faults.power_loss import record, replay
from tests.faults.tracing import needs_strace

if TYPE_CHECKING:
    from pathlib import Path

LONG = bool(os.environ.get("CUSDESK_LONG_FAULTS"))
QUICK = ("commit-half-way",)
"""One runs always; those that take a power cut to see need most of a minute each."""
TRIES = 400

pytestmark = needs_strace


@pytest.mark.parametrize("name", MUTANTS if LONG else QUICK)
def test_planted_fault_is_found(name: str, tmp_path: Path) -> None:
    mutant = MUTANTS[name]
    if mutant.found_by == "power":
        found = replay(record(mutant.workflow, tmp_path, name), "strict", a_point=6, limit=400)
        assert found.wrong
    else:
        assert is_seen_by_interruption(name, tmp_path)


def is_seen_by_interruption(name: str, place: Path) -> bool:
    """Interrupt the work with the planted fault until something is wrong."""
    workflow = MUTANTS[name].workflow
    start = prepared(workflow, place)
    with runner(workflow, mutant=name) as program:
        faults = all_faults(count_calls(program, start, place / "counted"))
        for fault in random.Random(name).sample(faults, TRIES):
            try:
                suffer(program, start, place / "point", fault, deep=False)
            except Exception:  # noqa: BLE001 (whatever is wrong, it is seen)
                return True
    return False

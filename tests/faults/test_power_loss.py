"""Power cuts during real work, replayed from its recorded system calls.

A sample runs always; `CUSDESK_LONG_FAULTS=1` looks at every point.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.faults.power_loss import MODELS, replay
from tests.faults.tracing import needs_strace
from tests.faults.workflows import WORKFLOWS

if TYPE_CHECKING:
    from pathlib import Path

LONG = bool(os.environ.get("CUSDESK_LONG_FAULTS"))
STATES_A_POINT, LIMIT = (6, 1_000_000) if LONG else (2, 24)

pytestmark = needs_strace


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_power_cut_takes_nothing_that_was_acknowledged(
    name: str, model: str, tmp_path: Path
) -> None:
    found = replay(name, tmp_path, model, a_point=STATES_A_POINT, limit=LIMIT)
    print(f"{name}, {model} names: {found.states} states, {found.different} different")
    assert found.different > 10
    assert found.wrong == []

"""Kill -9, input/output errors, a full disk and no file handles at the system calls of real work.

A spread-out sample runs always; `CUSDESK_LONG_FAULTS=1` visits every point.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from tests.faults.injection import all_faults, count_calls, prepared, runner, suffer
from tests.faults.tracing import needs_strace
from tests.faults.workflows import WORKFLOWS

if TYPE_CHECKING:
    from pathlib import Path

LONG = bool(os.environ.get("CUSDESK_LONG_FAULTS"))
SAMPLE = 8

pytestmark = needs_strace


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_acknowledged_is_lost_and_nothing_is_half(name: str, tmp_path: Path) -> None:
    start = prepared(name, tmp_path)
    with runner(name) as program:
        faults = all_faults(count_calls(program, start, tmp_path / "counted"))
        assert len(faults) > SAMPLE
        chosen = faults if LONG else random.Random(name).sample(faults, SAMPLE)
        statuses = [suffer(program, start, tmp_path / "point", fault) for fault in chosen]
    met = {status.split()[0] for status in statuses}
    print(f"{name}: {len(statuses)} points", *sorted(set(statuses)))
    assert met & {"killed", "refused"}, "no fault was met"

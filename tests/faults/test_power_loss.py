"""Power cuts during real work, replayed from its recorded system calls.

A sample runs always; `CUSDESK_LONG_FAULTS=1` looks at every point.
"""

from __future__ import annotations

import os

import pytest

from tests.faults.power_loss import MODELS, Recording, record, replay
from tests.faults.runner import HOME_VARIABLES
from tests.faults.tracing import needs_strace
from tests.faults.workflows import WORKFLOWS

LONG = bool(os.environ.get("CUSDESK_LONG_FAULTS"))
STATES_A_POINT, LIMIT = (6, 1_000_000) if LONG else (2, 24)

pytestmark = needs_strace


@pytest.fixture(scope="module")
def recording(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Recording:
    with pytest.MonkeyPatch.context() as patch:
        for variable in HOME_VARIABLES:  # the work has a home of its own
            patch.setenv(variable, os.environ.get(variable, ""))
        return record(request.param, tmp_path_factory.mktemp(request.param))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("recording", WORKFLOWS, indirect=True)
def test_a_power_cut_takes_nothing_that_was_acknowledged(recording: Recording, model: str) -> None:
    found = replay(recording, model, a_point=STATES_A_POINT, limit=LIMIT)
    print(f"{recording.name}, {model} names: {found.states} states, {found.different} different")
    assert found.different > 10
    assert found.wrong == []

from __future__ import annotations

import pytest

from cusdesk.core.portions import PORTION, portions


@pytest.mark.parametrize("count", [0, 1, PORTION - 1, PORTION, PORTION + 1, 3 * PORTION])
def test_everything_comes_once_and_in_order(count):
    found = list(portions(range(count)))
    assert [item for part in found for item in part] == list(range(count))
    assert all(0 < len(part) <= PORTION for part in found)
    assert len(found) == -(-count // PORTION)

"""Every screen, its tabs and the page of its first record: whole words, names, keys.

A short walk runs always, at 100 and 200 %; `CUSDESK_LONG_FAULTS=1` presses every button too, goes
a step deeper and measures every size.
"""

from __future__ import annotations

import pytest

from cusdesk.ui.shell.features import SCREENS
from tests.ui.access import keys, measure, names, opening
from tests.ui.access.conftest import LONG
from tests.ui.access.walk import visits

KNOWN = (
    # (where, what is found there, seen on 2026-11-22 and why it stays)
    ("plans/row:Plany", "PartsView"),  # left by its last empty row, Ctrl+Tab or F6
    ("plans/row:Plany", "Zadania "),  # the walk goes by F6 past what stands behind such a table
)
SIZES = (100, 125, 150, 200) if LONG else (100, 200)
DEPTH = 2 if LONG else 1


@pytest.mark.parametrize("screen_id", [spec.id for spec in SCREENS])
@pytest.mark.parametrize("walk", SIZES, indirect=True, ids=lambda size: f"{size}%")
def test_screen_is_read_heard_and_reached(walk, screen_id, request):
    is_largest = request.node.callspec.params["walk"] == max(SIZES)
    depth = DEPTH if LONG or is_largest else 0
    found = []
    for path, root in visits(walk, screen_id, depth=depth, pressing=LONG):
        here = opening.findings(root) if walk.has_opened(root) else []
        here += measure.findings(root)
        if is_largest:
            here += [*names.findings(root), *keys.findings(root)]
        here += opening.after_escape(root)
        found += [f"{path}: {one}" for one in here]

    found = [
        one
        for one in found
        if not any(one.startswith(where) and what in one for where, what in KNOWN)
    ]
    assert not found, "\n" + "\n".join(found)

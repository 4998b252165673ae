from __future__ import annotations

import gc

from cusdesk.core.collector import relax


def test_relaxing_looks_less_often_but_still_looks():
    before = gc.get_threshold()
    try:
        relax()
        assert gc.get_threshold()[0] > before[0]
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)

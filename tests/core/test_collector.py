from __future__ import annotations

import gc
import threading
import weakref

import pytest

from cusdesk.core.collector import collect_due, collect_on_request, relax


class Cycle:
    """Something only the collector can take away."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def _collector_as_before():
    thresholds, was_on = gc.get_threshold(), gc.isenabled()
    yield
    gc.set_threshold(*thresholds)
    (gc.enable if was_on else gc.disable)()


def test_relaxing_looks_less_often():
    gc.set_threshold(700, 10, 10)
    relax()
    assert gc.get_threshold()[0] > 700


def test_dead_cycles_wait_for_the_thread_that_asks():
    relax()
    collect_on_request()
    gc.collect()
    dead, died_on = Cycle(), []
    weakref.finalize(dead, lambda: died_on.append(threading.get_ident()))
    del dead

    other = threading.Thread(target=lambda: [Cycle() for _ in range(20_000)])
    other.start()
    other.join()
    assert died_on == []

    collect_due()
    assert died_on == [threading.get_ident()]


def test_nothing_is_collected_before_its_turn():
    relax()
    collect_on_request()
    gc.collect()
    dead = Cycle()
    gone = weakref.ref(dead)
    del dead
    collect_due()
    assert gone() is not None

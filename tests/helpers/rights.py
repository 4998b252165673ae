"""Rights of files bind whoever runs the tests, root too."""

from __future__ import annotations

import contextlib
import ctypes
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3
_PAST_RIGHTS = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
_GET_SECUREBITS, _SET_SECUREBITS, _KEEP_EFFECTIVE = 27, 28, 1 << 2


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Set(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextlib.contextmanager
def bound_by_rights() -> Iterator[None]:
    """Let this thread pass no right of a file or folder; root on Linux lays its privilege down."""
    if os.geteuid() != 0:
        yield
        return
    system = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(_VERSION, 0), (_Set * 2)()
    assert system.capget(ctypes.byref(header), sets) == 0
    before = sets[0].effective
    bits = system.prctl(_GET_SECUREBITS)
    assert system.prctl(_SET_SECUREBITS, bits | _KEEP_EFFECTIVE) == 0  # os.access asks as we are
    sets[0].effective = before & ~_PAST_RIGHTS
    assert system.capset(ctypes.byref(header), sets) == 0
    try:
        yield
    finally:
        sets[0].effective = before
        assert system.capset(ctypes.byref(header), sets) == 0
        assert system.prctl(_SET_SECUREBITS, bits) == 0

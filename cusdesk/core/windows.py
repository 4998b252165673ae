"""The few things only Windows knows: the mark of a running program, and a box without Qt.

On other systems the mark does nothing and the box is a line on the standard error.
"""

from __future__ import annotations

import sys
from typing import Any

RUNNING_MARK = "cusdesk-dziala"
"""Name of the mutex; `installer.nsi` looks for the same one and refuses while it exists."""

_TITLE = "cusdesk"
_ICON_STOP = 0x10
_IN_FRONT = 0x10000
_held: list[int] = []


def _windll() -> Any:  # noqa: ANN401 (ctypes gives its types on Windows alone)
    """Return the libraries of Windows, or None elsewhere."""
    import ctypes

    return getattr(ctypes, "windll", None)


def hold_running_mark() -> bool:
    """Let the installer see that the program runs, until this process ends, however it ends.

    Returns False where there is no such mark. Several programs may hold it at once.
    """
    windll = _windll()
    if windll is None:
        return False
    windll.kernel32.CreateMutexW.restype = _handle_type()
    handle = windll.kernel32.CreateMutexW(None, 0, RUNNING_MARK)
    if handle:
        _held.append(handle)  # never closed by us: the system does it at the very end
    return bool(handle)


def _handle_type() -> Any:  # noqa: ANN401 (a ctypes class)
    import ctypes

    return ctypes.c_void_p


def tell(sentence: str) -> None:
    """Show one sentence when there is no window yet and perhaps never will be."""
    windll = _windll()
    if windll is not None and sys.stderr is None:
        windll.user32.MessageBoxW(None, sentence, _TITLE, _ICON_STOP | _IN_FRONT)
    elif sys.stderr is not None:
        sys.stderr.write(sentence + "\n")

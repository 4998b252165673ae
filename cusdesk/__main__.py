"""The command `cusdesk`: a verb goes to the command line, anything else opens the window."""

from __future__ import annotations

import sys
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from cusdesk.core import windows
from cusdesk.core.collector import relax
from cusdesk.core.logging_setup import guard_words

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFICE_SUFFIX = ".cusdesk"
EXCHANGE_SUFFIX = ".cuswym"
SELF_TEST = "--selftest"
REFUSED = 1


def wants_window(arguments: Sequence[str]) -> bool:
    """Return True for no arguments, or one that is an office file."""
    if not arguments:
        return True
    return len(arguments) == 1 and arguments[0].lower().endswith(OFFICE_SUFFIX)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return the exit status. Only what is needed is imported."""
    relax()
    guard_words()
    given = list(sys.argv[1:] if arguments is None else arguments)
    windows.hold_running_mark()
    if given[:1] == [SELF_TEST]:
        from cusdesk import selftest

        return selftest.main(given[1:])
    if len(given) == 1 and given[0].lower().endswith(EXCHANGE_SUFFIX):
        return _refuse("program.exchange_not_yet", name=PureWindowsPath(given[0]).name)
    if wants_window(given):
        return _open_window(given[0] if given else None)
    from cusdesk import cli

    return cli.main(given)


def _open_window(office: str | None) -> int:
    """Open the window; say it when a part of the program is gone, as after a virus scanner."""
    try:
        from cusdesk.ui.common.quick_imports import load_qt

        load_qt()
        from cusdesk import app
    except ImportError as error:
        return _refuse("program.cannot_start", part=str(error))
    return app.run(office)


def _refuse(key: str, **params: object) -> int:
    """Show one sentence without a window; return the exit status."""
    from cusdesk.core.messages import tr

    windows.tell(tr(key, **params))
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())

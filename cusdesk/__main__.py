"""The command `cusdesk`: a verb goes to the command line, anything else opens the window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cusdesk.core.collector import relax
from cusdesk.core.logging_setup import guard_words

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFICE_SUFFIX = ".cusdesk"


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
    if wants_window(given):
        from cusdesk.ui.common.quick_imports import load_qt

        load_qt()
        from cusdesk import app

        return app.run(given[0] if given else None)
    from cusdesk import cli

    return cli.main(given)


if __name__ == "__main__":
    sys.exit(main())

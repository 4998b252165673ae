"""The program without its window: for scheduled work, for support, and for tests.

Exit status 0 done, 1 refused with one sentence on stderr, 2 wrong usage. The password comes from
`CUSDESK_PASSWORD` or `--password-file`, never from an argument. JSON goes to stdout with English
field names, ISO dates, minutes and grosze.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from cusdesk.cli import care, exports, imports, lists, offices
from cusdesk.cli.common import WRONG_USAGE, Parser
from cusdesk.core.errors import CusdeskError
from cusdesk.core.messages import describe, tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

DONE, REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    with contextlib.suppress(AttributeError):  # stdout may be a test's buffer
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE
    try:
        command: Callable[[argparse.Namespace], None] = options.command
        command(options)
    except CusdeskError as error:
        print(describe(error), file=sys.stderr)
        care.say_way_on(error, options)
        return REFUSED
    except BrokenPipeError:
        return REFUSED
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="cusdesk", description=tr("cli.about"))
    verbs = parser.add_subparsers(dest="verb", required=True)
    offices.add_create(verbs)
    offices.add_demo(verbs)
    lists.add_list(verbs)
    imports.add_import(verbs)
    exports.add_export(verbs)
    care.add_care(verbs)
    return parser

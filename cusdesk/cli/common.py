"""What every command needs: its parser, the password, the open office, values as arguments."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cusdesk.core.errors import StorageError
from cusdesk.core.ids import parse_id
from cusdesk.core.messages import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cusdesk.services.office import Office

WRONG_USAGE = 2


class Parser(argparse.ArgumentParser):
    """A parser that says in Polish that the command was typed wrong."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and one sentence; exit with status 2."""
        self.print_usage(sys.stderr)
        print(tr("cli.usage_error", message=message), file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def add_verb(
    verbs: Any,  # noqa: ANN401 (argparse keeps the type to itself)
    name: str,
    command: Callable[[argparse.Namespace], None],
    *,
    office: bool = True,
) -> argparse.ArgumentParser:
    """Add a command; one about an office takes a password and who runs it."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=tr(f"cli.help.{name}"))
    parser.set_defaults(command=command)
    if office:
        parser.add_argument("--password-file", type=Path)
        parser.add_argument("--user", default="", metavar="NAME", help=tr("cli.help.user"))
    return parser


def password_of(options: argparse.Namespace) -> str:
    """Return the password from its file or the environment.

    Raises:
        StorageError: there is none, or the file cannot be read.
    """
    if options.password_file is not None:
        try:
            return str(options.password_file.read_text(encoding="utf-8-sig").rstrip("\r\n"))
        except (OSError, UnicodeDecodeError) as error:
            raise StorageError("cli.password_file", name=options.password_file.name) from error
    password = os.environ.get("CUSDESK_PASSWORD")
    if not password:
        raise StorageError("storage.password_needed")
    return password


@contextlib.contextmanager
def open_office_of(options: argparse.Namespace, *, read_only: bool = False) -> Iterator[Office]:
    """Open the office for one command; read commands work while the window has it."""
    from cusdesk.services.audit import record_login
    from cusdesk.services.office import open_office

    password = password_of(options)
    office = open_office(
        options.office, password=password, user_name=options.user or None, read_only=read_only
    )
    try:
        record_login(office)
        yield office
    finally:
        office.close()


def print_json(value: object) -> None:
    """Print a value for other programs."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def month_value(text: str) -> dt.date:
    """Return the first day of a month given as `YYYY-MM`."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 (a month has no zone)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("cli.month", text=text)) from None


def id_value(text: str) -> bytes:
    """Return the id given as text."""
    try:
        return parse_id(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("cli.identifier", text=text)) from None

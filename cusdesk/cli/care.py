"""`backup`, `restore`, `verify`, `check`: the office file and its copies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cusdesk.cli.common import add_verb, open_office_of, password_of
from cusdesk.core.errors import CusdeskError, StorageError
from cusdesk.core.messages import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from cusdesk.services.computer import ComputerLine


def add_care(verbs: Any) -> None:  # noqa: ANN401 (argparse keeps the type to itself)
    """Add `backup`, `restore`, `verify` and `check`."""
    backup = add_verb(verbs, "backup", _backup)
    backup.add_argument("office", type=Path, metavar="OFFICE")
    where = backup.add_mutually_exclusive_group()
    where.add_argument("--out", type=Path, metavar="COPY.cusdesk")
    where.add_argument("--folder", type=Path, metavar="DIR")
    restore = add_verb(verbs, "restore", _restore)
    restore.add_argument("office", type=Path, metavar="OFFICE")
    restore.add_argument("copy", type=Path, metavar="COPY.cusdesk")
    restore.add_argument("--dry-run", action="store_true")
    for name, command in (("verify", _verify), ("check", _check)):
        parser = add_verb(verbs, name, command)
        parser.add_argument("office", type=Path, metavar="OFFICE")
        parser.add_argument("--printed", default="", metavar='"NUMBER HASH"')


def _backup(options: argparse.Namespace) -> None:
    from cusdesk.services import copies
    from cusdesk.services.audit import record_event
    from cusdesk.services.office import backup_office

    with open_office_of(options, read_only=True) as office:
        if options.out is not None:
            path = backup_office(office, options.out)
            record_event(office, "copies.make")
        elif options.folder is not None:
            path = copies.make_copy_in(office, options.folder).path
        else:
            path = copies.make_copy(office).path
    print(f"backup: {path}")


def _restore(options: argparse.Namespace) -> None:
    """Put a copy in the place of the office, also of one that does not open any more."""
    from cusdesk.services import copies

    try:
        with open_office_of(options, read_only=options.dry_run) as office:
            seen = copies.preview_restore(office, options.copy)
            print(tr("cli.restore_lost", n=seen.lost_steps, changes=seen.lost_changes))
            if options.dry_run:
                return
            restored = copies.restore(office, options.copy)
    except StorageError as error:
        if error.key not in copies.RECOVERABLE or options.dry_run:
            raise
        way = copies.Way(password_of(options))
        office, restored = copies.restore_closed(options.office, options.copy, way)
        office.close()
    print(tr("cli.restored", moment=f"{restored.moment:%d.%m.%Y %H:%M}"))
    for name, path in (("before", restored.safety), ("aside", restored.aside)):
        if path is not None:
            print(f"{name}: {path}")


def say_way_on(error: CusdeskError, options: argparse.Namespace) -> None:
    """Name what was kept of a damaged office, and the copy to restore."""
    if error.key != "storage.damaged" or getattr(options, "office", None) is None:
        return
    from cusdesk.services import copies

    if error.params.get("aside"):
        print(tr("cli.kept_aside", folder=error.params["aside"]), file=sys.stderr)
    checked = [copy for copy in copies.find_copies(options.office) if copy.is_checked]
    if checked:
        moment = f"{checked[0].moment:%d.%m.%Y %H:%M}"
        print(tr("cli.restore_hint", moment=moment, path=checked[0].path), file=sys.stderr)


def _check(options: argparse.Namespace) -> None:
    """Say what „Sprawdź komputer” says, then verify; the computer first, without a password."""
    from cusdesk.services import computer

    _print_lines(computer.look_at_computer(options.office))
    with open_office_of(options, read_only=True) as office:
        _print_lines(computer.look_at_office(office))
    _verify(options)


def _print_lines(lines: Sequence[ComputerLine]) -> None:
    from cusdesk.services.computer import sorted_lines

    for line in sorted_lines(lines):
        sign = tr(f"computer.sign.{line.level}")
        print(tr("computer.console", sign=sign, title=line.title, said=line.said))
        for more in (line.means, line.do):
            if more:
                print(tr("computer.console_more", text=more))


def _verify(options: argparse.Namespace) -> None:
    from cusdesk.services.audit import verify
    from cusdesk.services.office import verify_office

    with open_office_of(options, read_only=True) as office:
        residents = verify_office(office)
        proof = verify(office, printed=options.printed)
    print(tr("cli.verified", n=residents))
    if not proof.is_whole:
        for sentence in proof.sentences:
            print(sentence, file=sys.stderr)
        raise StorageError("cli.log_broken")
    print(tr("audit.proof.whole", n=proof.entries))
    if proof.head:
        print(tr("audit.proof.head", head=proof.head))

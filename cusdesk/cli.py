"""The program without its window: for scheduled work, for support, and for tests.

Exit status 0 done, 1 refused with one sentence on stderr, 2 wrong usage. The password comes from
`CUSDESK_PASSWORD` or `--password-file`, never from an argument. JSON goes to stdout with English
field names, ISO dates, minutes and grosze.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cusdesk.core.errors import CusdeskError, RuleError, StorageError
from cusdesk.core.ids import parse_id, text_id
from cusdesk.core.messages import describe, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cusdesk.services.office import Office

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
LISTS = (
    "residents", "plans", "services", "providers", "attendance", "hours", "caseload", "clocks",
    "applications", "needs_talks", "unmet_needs", "papers", "editions", "candidates", "problems",
)  # fmt: skip
IMPORTS = ("residents", "services", "attendance", "hours", "candidates")


class _Parser(argparse.ArgumentParser):
    """A parser that says in Polish that the command was typed wrong."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and one sentence; exit with status 2."""
        self.print_usage(sys.stderr)
        print(tr("cli.usage_error", message=message), file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    with contextlib.suppress(AttributeError):  # stdout may be a test's buffer
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE
    try:
        command: Callable[[argparse.Namespace], None] = options.command
        command(options)
    except CusdeskError as error:
        print(describe(error), file=sys.stderr)
        _say_way_on(error, options)
        return REFUSED
    except BrokenPipeError:
        return REFUSED
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="cusdesk", description=tr("cli.about"))
    verbs = parser.add_subparsers(dest="verb", required=True)
    _add_create(verbs)
    _add_demo(verbs)
    _add_list(verbs)
    _add_import(verbs)
    _add_export(verbs)
    _add_care(verbs)
    return parser


def _verb(
    verbs: Any,  # noqa: ANN401 (argparse keeps the type to itself)
    name: str,
    command: Callable[[argparse.Namespace], None],
    *,
    office: bool = True,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=tr(f"cli.help.{name}"))
    parser.set_defaults(command=command)
    if office:
        parser.add_argument("--password-file", type=Path)
        parser.add_argument("--user", default="", metavar="NAME", help=tr("cli.help.user"))
    return parser


def _password(options: argparse.Namespace) -> str:
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
def _open(options: argparse.Namespace, *, read_only: bool = False) -> Iterator[Office]:
    """Open the office for one command; read commands work while the window has it."""
    from cusdesk.services.audit import record_login
    from cusdesk.services.office import open_office

    password = _password(options)
    office = open_office(
        options.office, password=password, user_name=options.user or None, read_only=read_only
    )
    try:
        record_login(office)
        yield office
    finally:
        office.close()


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _month(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 (a month has no zone)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("cli.month", text=text)) from None


def _identifier(text: str) -> bytes:
    try:
        return parse_id(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("cli.identifier", text=text)) from None


# create, demo


def _add_create(verbs: Any) -> None:  # noqa: ANN401
    parser = _verb(verbs, "create", _create)
    parser.add_argument("office", type=Path, metavar="OFFICE.cusdesk")
    parser.add_argument("--name", default="")


def _create(options: argparse.Namespace) -> None:
    from cusdesk.domain.passwords import SHORTEST
    from cusdesk.services.office import create_office

    password = _password(options)
    if len(password) < SHORTEST:
        raise RuleError("cli.password_short", shortest=SHORTEST)
    created = create_office(
        options.office,
        name=options.name or options.office.stem,
        user_name=options.user or tr("cli.first_user"),
        password=password,
    )
    created.office.close()
    print(f"office: {options.office}")
    print(f"recovery code: {created.recovery_code}")


def _add_demo(verbs: Any) -> None:  # noqa: ANN401
    parser = _verb(verbs, "demo", _demo)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--residents", type=int, default=300)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)


def _demo(options: argparse.Namespace) -> None:
    from cusdesk.services.demo import build_demo

    password = os.environ.get("CUSDESK_PASSWORD")
    if options.password_file is not None:
        password = _password(options)
    demo = build_demo(
        options.folder,
        residents=options.residents,
        years=options.years,
        seed=options.seed,
        password=password,
    )
    print(f"office: {demo.path}")
    print(f"password: {demo.password}")


# list


def _add_list(verbs: Any) -> None:  # noqa: ANN401
    parser = _verb(verbs, "list", _list)
    parser.add_argument("what", choices=LISTS)
    parser.add_argument("office", type=Path, metavar="OFFICE")
    parser.add_argument("--search", default="")
    parser.add_argument("--month", type=_month)
    parser.add_argument("--json", action="store_true")


def _list(options: argparse.Namespace) -> None:
    from cusdesk.services import listings
    from cusdesk.services.audit import record_output

    with _open(options, read_only=True) as office:
        found = listings.listing(office, options.what, search=options.search, month=options.month)
        record_output(office, "read", options.what, count=len(found))
    if options.json:
        _print_json(found)
        return
    for entry in found:
        print("\t".join("" if v is None else _short(v) for v in entry.values()))


def _short(value: object) -> str:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\n", " ")


# import


def _add_import(verbs: Any) -> None:  # noqa: ANN401
    parser = _verb(verbs, "import", _import)
    parser.add_argument("what", choices=IMPORTS)
    parser.add_argument("office", type=Path, metavar="OFFICE")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--report", type=Path, metavar="OUT.json")
    parser.add_argument("--service", type=_identifier, metavar="ID")
    parser.add_argument("--edition", type=_identifier, metavar="ID")


def _import_candidates(options: argparse.Namespace) -> None:
    from cusdesk.services import recruitment

    if options.edition is None:
        raise RuleError("cli.edition_missing")
    with _open(options, read_only=options.dry_run) as office:
        for path in options.files:
            source = recruitment.opened_list(path)
            plan = recruitment.plan_candidates(office, options.edition, source)
            if not options.dry_run:
                recruitment.take_in(office, plan)
            counts = {kind: n for kind, n in plan.counts().items() if n}
            words = ", ".join(
                f"{tr(f'recruitment.intake.outcome.{kind}')}: {n}" for kind, n in counts.items()
            )
            key = "cli.import_planned" if options.dry_run else "cli.import_done"
            print(tr(key, name=path.name, counts=words))


def _import(options: argparse.Namespace) -> None:
    if options.what == "candidates":
        _import_candidates(options)
        return
    from cusdesk.services.imports import ImportChoices, execute_import, plan_import

    choices = ImportChoices(service_id=options.service)
    reports = []
    with _open(options, read_only=options.dry_run) as office:
        for path in options.files:
            plan = plan_import(office, options.what, path, choices)
            if not options.dry_run:
                execute_import(office, plan)
            reports.append(plan.report())
            print(_import_line(path.name, plan.counts(), dry_run=options.dry_run))
    if options.report is not None:
        from cusdesk.export.atomic import write_file

        text = json.dumps(_merged(reports), ensure_ascii=False, indent=1, default=str)
        write_file(options.report, text.encode())


def _import_line(name: str, counts: dict[str, int], *, dry_run: bool) -> str:
    words = ", ".join(f"{tr(f'imports_plan.outcome.{o}')}: {n}" for o, n in counts.items())
    return tr("cli.import_planned" if dry_run else "cli.import_done", name=name, counts=words)


def _merged(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one report for all files, with their counts added up."""
    counts: dict[str, int] = {}
    for report in reports:
        for outcome, count in report["counts"].items():
            counts[outcome] = counts.get(outcome, 0) + count
    return {"counts": counts, "problems": [p for report in reports for p in report["problems"]]}


# export


def _add_export(verbs: Any) -> None:  # noqa: ANN401
    export = verbs.add_parser("export", help=tr("cli.help.export"))
    kinds = export.add_subparsers(dest="kind", required=True)
    plan = _verb(kinds, "plan", _export_plan)
    plan.add_argument("office", type=Path, metavar="OFFICE")
    which = plan.add_mutually_exclusive_group(required=True)
    which.add_argument("id", type=_identifier, nargs="?", metavar="ID")
    which.add_argument("--all", action="store_true")
    plan.add_argument("--out", type=Path, required=True, metavar="PATH")
    plan.add_argument("--large-print", action="store_true")
    month = _verb(kinds, "month", _export_month)
    month.add_argument("office", type=Path, metavar="OFFICE")
    month.add_argument("month", type=_month, metavar="YYYY-MM")
    month.add_argument("--service", type=_identifier, metavar="ID")
    month.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    ranking = _verb(kinds, "ranking", _export_ranking)
    ranking.add_argument("office", type=Path, metavar="OFFICE")
    ranking.add_argument("id", type=_identifier, metavar="ID")
    ranking.add_argument("--names", action="store_true")
    ranking.add_argument("--out", type=Path, required=True, metavar="FILE")
    paper = _verb(kinds, "paper", _export_paper)
    paper.add_argument("office", type=Path, metavar="OFFICE")
    paper.add_argument("id", type=_identifier, metavar="ID")
    paper.add_argument("--out", type=Path, required=True, metavar="FILE")
    everything = _verb(kinds, "all", _export_all)
    everything.add_argument("office", type=Path, metavar="OFFICE")
    everything.add_argument("--out", type=Path, required=True, metavar="DIR|FILE.zip")


def _export_plan(options: argparse.Namespace) -> None:
    from cusdesk.services import documents

    with _open(options, read_only=True) as office:
        if options.all:
            paths = documents.save_all_plans(office, options.out, large_print=options.large_print)
        else:
            path = options.out
            if path.is_dir():
                path = path / f"{text_id(options.id)}.pdf"
            documents.save_plan_pdf(office, options.id, path, large_print=options.large_print)
            paths = [path]
    for path in paths:
        print(path)


def _export_month(options: argparse.Namespace) -> None:
    from cusdesk.services import documents

    with _open(options, read_only=True) as office:
        documents.save_month_xlsx(office, options.month, options.out, options.service)
    print(options.out)


def _export_ranking(options: argparse.Namespace) -> None:
    from cusdesk.services import documents

    with _open(options, read_only=True) as office:
        documents.save_ranking(office, options.id, options.out, with_names=options.names)
    print(options.out)


def _export_paper(options: argparse.Namespace) -> None:
    from cusdesk.services import documents

    with _open(options, read_only=True) as office:
        documents.save_issued_paper(office, options.id, options.out)
    print(options.out)


def _export_all(options: argparse.Namespace) -> None:
    from cusdesk.services.protection.exit_export import check_export, export_all

    password = _password(options)
    with _open(options) as office:
        check_export(office, options.out, password)  # who is refused anyway is not frightened first
        print(tr("cli.export_all_warning"), file=sys.stderr, flush=True)
        exported = export_all(office, options.out, password)
    print(tr("cli.export_all_done", path=exported.path, rows=exported.rows))


# backup, restore, verify, check


def _add_care(verbs: Any) -> None:  # noqa: ANN401
    backup = _verb(verbs, "backup", _backup)
    backup.add_argument("office", type=Path, metavar="OFFICE")
    where = backup.add_mutually_exclusive_group()
    where.add_argument("--out", type=Path, metavar="COPY.cusdesk")
    where.add_argument("--folder", type=Path, metavar="DIR")
    restore = _verb(verbs, "restore", _restore)
    restore.add_argument("office", type=Path, metavar="OFFICE")
    restore.add_argument("copy", type=Path, metavar="COPY.cusdesk")
    restore.add_argument("--dry-run", action="store_true")
    for name in ("verify", "check"):
        parser = _verb(verbs, name, _verify)
        parser.add_argument("office", type=Path, metavar="OFFICE")
        parser.add_argument("--printed", default="", metavar='"NUMBER HASH"')


def _backup(options: argparse.Namespace) -> None:
    from cusdesk.services import copies
    from cusdesk.services.audit import record_event
    from cusdesk.services.office import backup_office

    with _open(options, read_only=True) as office:
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
        with _open(options, read_only=options.dry_run) as office:
            seen = copies.preview_restore(office, options.copy)
            print(tr("cli.restore_lost", n=seen.lost_steps, changes=seen.lost_changes))
            if options.dry_run:
                return
            restored = copies.restore(office, options.copy)
    except StorageError as error:
        if error.key not in copies.RECOVERABLE or options.dry_run:
            raise
        way = copies.Way(_password(options))
        office, restored = copies.restore_closed(options.office, options.copy, way)
        office.close()
    print(tr("cli.restored", moment=f"{restored.moment:%d.%m.%Y %H:%M}"))
    for name, path in (("before", restored.safety), ("aside", restored.aside)):
        if path is not None:
            print(f"{name}: {path}")


def _say_way_on(error: CusdeskError, options: argparse.Namespace) -> None:
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


def _verify(options: argparse.Namespace) -> None:
    from cusdesk.services.audit import verify
    from cusdesk.services.office import verify_office

    with _open(options, read_only=True) as office:
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

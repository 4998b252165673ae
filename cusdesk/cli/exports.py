"""`export`: papers, sheets and the whole office."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cusdesk.cli.common import add_verb, id_value, month_value, open_office_of, password_of
from cusdesk.cli.tables import add_tables
from cusdesk.core.ids import text_id
from cusdesk.core.messages import tr

if TYPE_CHECKING:
    import argparse


def add_export(verbs: Any) -> None:  # noqa: ANN401 (argparse keeps the type to itself)
    """Add `export` with everything it writes."""
    export = verbs.add_parser("export", help=tr("cli.help.export"))
    kinds = export.add_subparsers(dest="kind", required=True)
    plan = add_verb(kinds, "plan", _export_plan)
    plan.add_argument("office", type=Path, metavar="OFFICE")
    which = plan.add_mutually_exclusive_group(required=True)
    which.add_argument("id", type=id_value, nargs="?", metavar="ID")
    which.add_argument("--all", action="store_true")
    plan.add_argument("--out", type=Path, required=True, metavar="PATH")
    plan.add_argument("--large-print", action="store_true")
    month = add_verb(kinds, "month", _export_month)
    month.add_argument("office", type=Path, metavar="OFFICE")
    month.add_argument("month", type=month_value, metavar="YYYY-MM")
    what = month.add_mutually_exclusive_group()
    what.add_argument("--service", type=id_value, metavar="ID")
    what.add_argument("--template", type=Path, metavar="OWN.xlsx")
    month.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    ranking = add_verb(kinds, "ranking", _export_ranking)
    ranking.add_argument("office", type=Path, metavar="OFFICE")
    ranking.add_argument("id", type=id_value, metavar="ID")
    ranking.add_argument("--names", action="store_true")
    ranking.add_argument("--out", type=Path, required=True, metavar="FILE")
    paper = add_verb(kinds, "paper", _export_paper)
    paper.add_argument("office", type=Path, metavar="OFFICE")
    paper.add_argument("id", type=id_value, metavar="ID")
    paper.add_argument("--out", type=Path, required=True, metavar="FILE")
    add_tables(kinds)
    everything = add_verb(kinds, "all", _export_all)
    everything.add_argument("office", type=Path, metavar="OFFICE")
    everything.add_argument("--out", type=Path, required=True, metavar="DIR|FILE.zip")


def _export_plan(options: argparse.Namespace) -> None:
    from cusdesk.services import documents

    with open_office_of(options, read_only=True) as office:
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
    from cusdesk.services import documents, own_sheets

    with open_office_of(options, read_only=True) as office:
        if options.template is not None:
            filled = own_sheets.fill_file(office, options.template, options.month)
            own_sheets.save_filled(office, filled, options.month, options.out)
        else:
            documents.save_month_xlsx(office, options.month, options.out, options.service)
    print(options.out)


def _export_ranking(options: argparse.Namespace) -> None:
    from cusdesk.services import documents

    with open_office_of(options, read_only=True) as office:
        documents.save_ranking(office, options.id, options.out, with_names=options.names)
    print(options.out)


def _export_paper(options: argparse.Namespace) -> None:
    from cusdesk.services import documents

    with open_office_of(options, read_only=True) as office:
        documents.save_issued_paper(office, options.id, options.out)
    print(options.out)


def _export_all(options: argparse.Namespace) -> None:
    from cusdesk.services.protection.exit_export import check_export, export_all

    password = password_of(options)
    with open_office_of(options) as office:
        check_export(office, options.out, password)  # who is refused anyway is not frightened first
        print(tr("cli.export_all_warning"), file=sys.stderr, flush=True)
        exported = export_all(office, options.out, password)
    print(tr("cli.export_all_done", path=exported.path, rows=exported.rows))

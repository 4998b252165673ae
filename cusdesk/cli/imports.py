"""`import`: workbooks into the office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cusdesk.cli.common import add_verb, id_value, open_office_of
from cusdesk.core.errors import ImportProblemError, RuleError
from cusdesk.core.messages import tr

if TYPE_CHECKING:
    import argparse

    from cusdesk.services.office import Office

IMPORTS = ("residents", "applications", "services", "attendance", "hours", "invoices", "candidates")


def add_import(verbs: Any) -> None:  # noqa: ANN401 (argparse keeps the type to itself)
    """Add `import`."""
    parser = add_verb(verbs, "import", _import)
    parser.add_argument("what", choices=IMPORTS)
    parser.add_argument("office", type=Path, metavar="OFFICE")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--report", type=Path, metavar="OUT.json")
    parser.add_argument("--service", type=id_value, metavar="ID")
    parser.add_argument("--edition", type=id_value, metavar="ID")


def _import_candidates(options: argparse.Namespace) -> None:
    from cusdesk.services import recruitment

    if options.edition is None:
        raise RuleError("cli.edition_missing")
    with open_office_of(options, read_only=options.dry_run) as office:
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
    with open_office_of(options, read_only=options.dry_run) as office:
        files = list(options.files)
        if options.what == "invoices":
            files, together = _apart(files)
            if together:
                reports.append(_import_ksef(office, together, dry_run=options.dry_run))
        for path in files:
            plan = plan_import(office, options.what, path, choices)
            if not options.dry_run:
                execute_import(office, plan)
            reports.append(plan.report())
            print(_import_line(path.name, plan.counts(), dry_run=options.dry_run))
    if options.report is not None:
        from cusdesk.export.atomic import write_file

        text = json.dumps(_merged(reports), ensure_ascii=False, indent=1, default=str)
        write_file(options.report, text.encode())


def _apart(files: list[Path]) -> tuple[list[Path], list[Path]]:
    """Return lists of invoices, and files of KSeF with those in folders."""
    from cusdesk.services.imports import ksef_files

    of_ksef = [path for path in files if path.is_dir() or path.suffix.lower() == ".xml"]
    found = ksef_files(of_ksef)
    if of_ksef and not found:
        raise ImportProblemError("imports.ksef.none")
    return [path for path in files if path not in of_ksef], found


def _import_ksef(office: Office, files: list[Path], *, dry_run: bool) -> dict[str, Any]:
    """Bring invoices of KSeF in, all in one step; print what became of each file."""
    from cusdesk.services.imports import execute_import, plan_ksef

    plan = plan_ksef(office, files)
    report = plan.report()
    if not dry_run and plan.rows:
        execute_import(office, plan)
    for row in plan.rows:
        print(f"{row.sheet}: {row.title}: {tr(f'imports_plan.outcome.{row.outcome}')}")
    for problem in report["problems"]:
        if problem["kind"] == "ksef_file":
            print(f"{problem['sheet']}: {problem['message']}")
    print(_import_line(tr("cli.ksef_files", n=len(files)), plan.counts(), dry_run=dry_run))
    return report


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

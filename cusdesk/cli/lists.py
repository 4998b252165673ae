"""`list`: what the office holds, as lines or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cusdesk.cli.common import add_verb, month_value, open_office_of, print_json

if TYPE_CHECKING:
    import argparse

LISTS = (
    "residents", "plans", "services", "providers", "contracts", "pools", "funding", "invoices",
    "attendance", "hours", "meetings", "absences", "caseload", "clocks",
    "applications", "needs_talks", "unmet_needs", "papers", "editions", "candidates", "fees",
    "accounts", "problems",
)  # fmt: skip


def add_list(verbs: Any) -> None:  # noqa: ANN401 (argparse keeps the type to itself)
    """Add `list`."""
    parser = add_verb(verbs, "list", _list)
    parser.add_argument("what", choices=LISTS)
    parser.add_argument("office", type=Path, metavar="OFFICE")
    parser.add_argument("--search", default="")
    parser.add_argument("--month", type=month_value)
    parser.add_argument("--json", action="store_true")


def _list(options: argparse.Namespace) -> None:
    from cusdesk.services import listings
    from cusdesk.services.audit import record_output

    with open_office_of(options, read_only=True) as office:
        found = listings.listing(office, options.what, search=options.search, month=options.month)
        record_output(office, "read", options.what, count=len(found))
    if options.json:
        print_json(found)
        return
    for entry in found:
        print("\t".join("" if v is None else _short(v) for v in entry.values()))


def _short(value: object) -> str:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\n", " ")

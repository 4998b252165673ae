"""`create` and `demo`: new offices."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cusdesk.cli.common import add_verb, password_of
from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr

if TYPE_CHECKING:
    import argparse


def add_create(verbs: Any) -> None:  # noqa: ANN401 (argparse keeps the type to itself)
    """Add `create`."""
    parser = add_verb(verbs, "create", _create)
    parser.add_argument("office", type=Path, metavar="OFFICE.cusdesk")
    parser.add_argument("--name", default="")


def _create(options: argparse.Namespace) -> None:
    from cusdesk.domain.passwords import SHORTEST
    from cusdesk.services.office import create_office

    password = password_of(options)
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


def add_demo(verbs: Any) -> None:  # noqa: ANN401 (argparse keeps the type to itself)
    """Add `demo`."""
    parser = add_verb(verbs, "demo", _demo)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--residents", type=int, default=300)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)


def _demo(options: argparse.Namespace) -> None:
    from cusdesk.services.demo import build_demo

    password = os.environ.get("CUSDESK_PASSWORD")
    if options.password_file is not None:
        password = password_of(options)
    demo = build_demo(
        options.folder,
        residents=options.residents,
        years=options.years,
        seed=options.seed,
        password=password,
    )
    print(f"office: {demo.path}")
    print(f"password: {demo.password}")

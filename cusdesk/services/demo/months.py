"""The month before last of the fictional commune, closed with its figures; the last one is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.fees.terms import next_month
from cusdesk.domain.periods import add_months
from cusdesk.services import months

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build


def write_months(build: Build) -> None:
    """Close the month before last, on the first day it could be."""
    if not build.years:
        return
    month = add_months(build.today.replace(day=1), -2)
    with build.on(next_month(month)):
        seal = months.check_month(build.office, month).seal
        months.close_month(build.office, month, seal, build.words["closing_note"])

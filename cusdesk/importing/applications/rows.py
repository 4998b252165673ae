"""What is read out of a list of applications."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (part of the public dataclass)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.importing.residents.rows import ResidentsFile

if TYPE_CHECKING:
    from cusdesk.domain.applications import ApplicationChannel, ApplicationStatus
    from cusdesk.importing.residents.rows import ResidentRow


@dataclass(slots=True)
class ApplicationRow:
    """One application as the list has it.

    Attributes:
        person: who is served; its problems are those of the whole row.
        minute: after midnight; None where the list says no hour.
        moment_raw: what stood there when no day could be read.
        channel: None where nothing is said.
        applicant: who applies for somebody else; empty for the person served.
        is_statutory: the list calls the applicant a parent, guardian or representative.
        conditions, relief, rules: whether the statement is made; None without such a column.
        outcome: how it ended, `RECEIVED` for „w toku”; None where nothing is said.
        outcome_words: what stood there.
        title: what the list is called.
    """

    person: ResidentRow
    number: str = ""
    received_on: dt.date | None = None
    minute: int | None = None
    moment_raw: str = ""
    channel: ApplicationChannel | None = None
    applicant: str = ""
    applicant_phone: str = ""
    applicant_address: str = ""
    applicant_basis: str = ""
    is_statutory: bool = False
    description: str = ""
    wishes: str = ""
    coordinator: str = ""
    conditions: bool | None = None
    relief: bool | None = None
    rules: bool | None = None
    outcome: ApplicationStatus | None = None
    outcome_on: dt.date | None = None
    outcome_words: str = ""
    outcome_reason: str = ""
    title: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether no statement the list asks for is missing."""
        return False not in {self.conditions, self.rules}


@dataclass(slots=True)
class ApplicationsFile(ResidentsFile):
    """Everything read from a workbook; `rows` is not used, the people are in `applications`."""

    applications: list[ApplicationRow] = field(default_factory=list)

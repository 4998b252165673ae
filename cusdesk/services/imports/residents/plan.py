"""What the people of a list would do to the office; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.domain.checks import LINE_LIMIT, TEXT_LIMIT
from cusdesk.domain.polish_text import fold
from cusdesk.services.imports.model import PlannedRow
from cusdesk.services.imports.residents.fields import DATES, FIELDS
from cusdesk.services.imports.residents.known import KnownPeople, Name, differences, nearly
from cusdesk.services.imports.residents.payload import payload_of, unsaid_doubts

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cusdesk.importing.residents import ResidentRow, ResidentsFile
    from cusdesk.services.imports.residents.known import Known

_EVERY = 500
_NAMES = ("surname", "given_name", "second_name", "birth_surname")
_NAME_SIGNS = " .,'’-‐‑–()"
_LINES = tuple(name for name in FIELDS if name not in {*DATES, "notes"})


def plan_residents(
    session: Session, file: ResidentsFile, step: Callable[[int, int], None] | None = None
) -> list[PlannedRow]:
    """Return what the file's people would do to the office.

    Shape: one row a person, in the order of the file.

    Args:
        session: for the people the office has.
        file: the list as read.
        step: told now and then (rows planned, rows in all); may raise to stop the work.
    """
    planner = _Planner(KnownPeople(session), file)
    rows = []
    for done, row in enumerate(file.rows):
        if step is not None and done % _EVERY == 0:
            step(done, len(file.rows))
        rows.append(planner.plan(row))
    return rows


class _Planner:
    """Plans row after row; remembers who of the office and of the file was seen."""

    def __init__(self, people: KnownPeople, file: ResidentsFile) -> None:
        self._people = people
        self._maps = file.maps
        self._twins: list[tuple[Name, PlannedRow]] = []
        self._targets: set[bytes] = set()

    def plan(self, row: ResidentRow) -> PlannedRow:
        """Say what an import would do with one person of the file."""
        payload = payload_of(row)
        sheet, number = row.sources[0]
        planned = PlannedRow(
            outcome="new",
            sheet=sheet,
            row=number,
            title=f"{row.surname} {row.given_name}".strip(),
            payload=payload,
            problems=list(row.problems),
        )
        if row.doubts:
            planned.problems += unsaid_doubts(row, self._maps)
        self._decide(planned, row)
        return planned

    def _decide(self, planned: PlannedRow, row: ResidentRow) -> None:
        values = planned.payload["values"]
        if not row.surname and not row.given_name:
            planned.outcome, planned.reason = "rejected", "name_missing"
        elif not (row.surname and row.given_name):
            _doubt(planned, "name_incomplete", self._people.near(values))
        elif _shares_pesel(row):
            _doubt(planned, "same_pesel_twice", self._people.near(values))
        elif "duplicate" in row.doubts and self._is_second(row, planned):
            # The first of the two is certainly a person; only the second may be one too many.
            _doubt(planned, "duplicate_in_file", self._people.near(values))
        elif reason := _impossible(values):
            _doubt(planned, reason, self._people.near(values))
        elif not self._people.is_empty:
            self._against_office(planned, values)

    def _is_second(self, row: ResidentRow, planned: PlannedRow) -> bool:
        name = fold(row.surname), fold(row.given_name)
        for other, first in self._twins:
            if nearly(name, other):
                planned.twin = first
                return True
        self._twins.append((name, planned))
        return False

    def _against_office(self, planned: PlannedRow, values: dict[str, Any]) -> None:
        known = self._people.same(values)
        if known is not None:
            self._against_card(planned, known)
            return
        near = self._people.near(values)
        if near:
            _doubt(planned, "may_be_known", near)
            return
        binned = self._people.in_bin(values)
        if binned is not None:
            # No candidate: whoever is in the bin is brought back there, not by a list.
            _doubt(planned, "in_bin", [])

    def _against_card(self, planned: PlannedRow, known: Known) -> None:
        payload = planned.payload
        planned.differences = differences(known, payload)
        name = fold(payload["values"]["surname"]), fold(payload["values"]["given_name"])
        if not nearly(known.name, name):
            _doubt(planned, "pesel_of_another", [known])
        elif known.id in self._targets:
            _doubt(planned, "duplicate_in_file", [known])
        elif any(d.old for d in planned.differences):
            _doubt(planned, "contradicts_card", [known])
        else:
            planned.target = known.id
            planned.outcome = "changed" if planned.differences else "unchanged"
        self._targets.add(known.id)


def _doubt(planned: PlannedRow, reason: str, candidates: list[Known]) -> None:
    planned.outcome, planned.reason = "doubtful", reason
    planned.candidates = tuple(known.id for known in candidates)
    if candidates and not planned.differences:
        planned.differences = differences(candidates[0], planned.payload)


def _shares_pesel(row: ResidentRow) -> bool:
    return any(problem.kind == "pesel_of_two_people" for problem in row.problems)


def _impossible(values: dict[str, Any]) -> str:
    """Return why the card of such a person could not be saved as it is; empty when it could."""
    born, since = values["birth_date"], values["status_date"]
    start, end = values["disability_valid_from"], values["disability_valid_to"]
    checks = (
        (born and since and since < born, "status_before_birth"),
        (start and end and end < start, "disability_ends_before_start"),
        (any(_odd(values[name]) for name in _NAMES), "name_signs"),
        (any(len(values[name]) > LINE_LIMIT for name in _LINES), "text_too_long"),
        (len(values["notes"]) > TEXT_LIMIT, "text_too_long"),
    )
    return next((reason for applies, reason in checks if applies), "")


def _odd(name: str) -> bool:
    """Return True for signs no name has: a formula, a piece of a web page, digits."""
    return not name.isalpha() and any(not (sign.isalpha() or sign in _NAME_SIGNS) for sign in name)

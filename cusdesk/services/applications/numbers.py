"""The numbers applications get."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.applications import DEFAULT_NUMBER
from cusdesk.models.applications import Application
from cusdesk.services.office import setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

NUMBER_PATTERN = "applications.number_pattern"


class Numbers:
    """The numbers of applications by the office's pattern, each year from 1, without gaps.

    Args:
        session: for the numbers that are there.
        kept: numbers that others bring along; they are never given.
    """

    def __init__(self, session: Session, kept: Iterable[str] = ()) -> None:
        self._session = session
        self._kept = frozenset(kept)
        self._pattern = str(setting(session, NUMBER_PATTERN, DEFAULT_NUMBER))
        self._last: dict[int, int] = {}

    def take(self, year: int) -> str:
        """Return the next number of a year; the same one is never given twice."""
        if year not in self._last:
            self._last[year] = self._highest(year)
        while True:
            self._last[year] += 1
            number = self._pattern.format(n=self._last[year], year=year)
            if number not in self._kept:
                return number

    def _highest(self, year: int) -> int:
        shape = re.escape(self._pattern).replace(r"\{year\}", str(year)).replace(r"\{n\}", r"(\d+)")
        like = self._pattern.format(n="%", year=year)  # lets through a few more than the shape
        numbers = self._session.scalars(
            select(Application.number).where(Application.number.like(like))
        )
        return max((int(m[1]) for each in numbers if (m := re.fullmatch(shape, each))), default=0)

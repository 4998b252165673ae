"""PESEL: check digit, birth date and sex read from the number.

The rule of the number is in art. 15 of the act on population records (ustawa o ewidencji
ludności); the arithmetic is python-stdnum's. A wrong number is reported, never refused: some
numbers issued long ago carry errors.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stdnum.exceptions import InvalidComponent
from stdnum.pl import pesel as _pesel

if TYPE_CHECKING:
    import datetime as dt

LENGTH = 11


class Sex(enum.StrEnum):
    """Sex as forms and the state registers write it."""

    K = "K"
    M = "M"


class PeselKind(enum.StrEnum):
    """What a check of a PESEL can find."""

    OK = "ok"
    CHECKSUM = "checksum"
    DATE = "date"
    LENGTH = "length"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class PeselCheck:
    """The result of a check.

    Attributes:
        kind: `ok` or what is wrong first.
        birth_date: date in the number, also when only the check digit is wrong.
        sex: sex in the number, also when only the check digit is wrong.
        normalised: the number without spaces and hyphens.
    """

    kind: PeselKind
    birth_date: dt.date | None
    sex: Sex | None
    normalised: str

    @property
    def ok(self) -> bool:
        """Return True when the number is right in every respect."""
        return self.kind is PeselKind.OK


def check(text: str) -> PeselCheck:
    """Check a PESEL as typed; spaces and hyphens in it do not matter.

    An empty text is of a wrong length. A number of ten digits is never completed with a zero here:
    whether a spreadsheet ate it is for the import to ask.
    """
    number = "".join(_pesel.compact(text).split())
    if not (number.isascii() and number.isdigit()) and number:
        return PeselCheck(PeselKind.CHARACTERS, None, None, number)
    if len(number) != LENGTH:
        return PeselCheck(PeselKind.LENGTH, None, None, number)
    try:
        birth_date = _pesel.get_birth_date(number)
    except InvalidComponent:
        return PeselCheck(PeselKind.DATE, None, None, number)
    sex = Sex.M if _pesel.get_gender(number) == "M" else Sex.K
    right = number[-1] == _pesel.calc_check_digit(number[:-1])
    return PeselCheck(PeselKind.OK if right else PeselKind.CHECKSUM, birth_date, sex, number)

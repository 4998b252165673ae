"""PESEL: check digit, birth date and sex read from the number.

The rule of the number is in art. 15 of the act on population records (ustawa o ewidencji
ludności); the tests compare the arithmetic with python-stdnum's, which is too slow for lists of
50,000 people. A wrong number is reported, never refused: some issued long ago carry errors.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from functools import lru_cache

from stdnum.pl import pesel as _pesel

LENGTH = 11
# The check digit completes the weighted sum to a whole ten; the month carries the century.
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
_CENTURIES = (1900, 2000, 2100, 2200, 1800)


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


@lru_cache(maxsize=1024)
def check(text: str) -> PeselCheck:
    """Check a PESEL as typed; spaces and hyphens in it do not matter.

    An empty text is of a wrong length. A number of ten digits is never completed with a zero here:
    whether a spreadsheet ate it is for the import to ask.
    """
    number = text if len(text) == LENGTH else "".join(_pesel.compact(text).split())
    if not (number.isascii() and number.isdigit()) and number:
        again = "".join(_pesel.compact(text).split())
        if again == number or not (again.isascii() and again.isdigit()):
            return PeselCheck(PeselKind.CHARACTERS, None, None, again)
        number = again
    if len(number) != LENGTH:
        return PeselCheck(PeselKind.LENGTH, None, None, number)
    birth_date = _birth_date(number)
    if birth_date is None:
        return PeselCheck(PeselKind.DATE, None, None, number)
    sex = Sex.M if int(number[9]) % 2 else Sex.K
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True))
    kind = PeselKind.CHECKSUM if total % 10 else PeselKind.OK
    return PeselCheck(kind, birth_date, sex, number)


def _birth_date(number: str) -> dt.date | None:
    """Return the date in eleven digits; the month tells the century."""
    century, month = divmod(int(number[2:4]), 20)
    try:
        return dt.date(_CENTURIES[century] + int(number[:2]), month, int(number[4:6]))
    except ValueError:
        return None

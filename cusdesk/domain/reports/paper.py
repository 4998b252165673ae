"""Sheets that go to a binder or a safe: the sign-in list and the recovery sheet."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields are inspected at run time)
from dataclasses import dataclass

from cusdesk.domain.reports.common import OfficeHeader  # noqa: TC001 (dataclass fields)


@dataclass(frozen=True, slots=True)
class SignInPerson:
    """One row of the list: the same number and name as in the grid on the screen."""

    number: int
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SignInList:
    """The attendance list people sign.

    Attributes:
        service: name of the service; `group` its group, may be empty.
        dates: one date gives one wide signature column; several give a column each; none leaves
            the date to be written by hand.
        starts: beside `dates`, the hour of each day that stands there twice; else empty.
        hours: such as „16.00–17.30”; empty leaves a line to be filled by hand.
        people: in the order of the grid.
        blank_rows: empty numbered rows for those who come unannounced.
    """

    office: OfficeHeader
    service: str
    people: tuple[SignInPerson, ...]
    printed_on: dt.date
    group: str = ""
    dates: tuple[dt.date, ...] = ()
    hours: str = ""
    place: str = ""
    leader: str = ""
    blank_rows: int = 4
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The paper with which a lone copy of the office file can still be opened.

    It never carries a password.

    Attributes:
        groups: the recovery code cut into groups, in order.
        file_name: name of the office file, without its folder.
        created_on: the day the code was made.
    """

    office_name: str
    groups: tuple[str, ...]
    created_on: dt.date
    file_name: str = ""

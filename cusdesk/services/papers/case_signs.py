"""Case signs: one for a matter, numbered within its class of records and year, without gaps.

As the clerical instruction of municipal offices (Dz.U. 2011 no. 14 item 67) has it, a sign is made
of the class, the number of the matter within it and the year. A number is taken when a paper is
issued and never freed: the highest one is kept beside the papers, whose signs an erasure empties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, union

from cusdesk.domain.papers import case_sign, sign_number, sign_problem
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.protection import RetentionCase
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.domain.papers import FormSetting

CASE_SIGN, TAKEN = "papers.case_sign", "papers.case_numbers"


def proposed_sign(
    session: Session, chosen: FormSetting, record: tuple[str, bytes] | None, day: dt.date
) -> str:
    """Return the sign the record's papers bear already, else the next one of its class and year."""
    known = _sign_of(session, record)
    if known:
        return known
    pattern = str(setting(session, CASE_SIGN, ""))
    if not pattern.strip() or sign_problem(pattern):
        return ""
    n = _highest(session, pattern, chosen.record_class, day.year) + 1
    sign = case_sign(pattern, chosen.record_class, n, day.year)
    while sign and _is_used(session, sign):  # by another class, of a pattern that names no class
        n += 1
        sign = case_sign(pattern, chosen.record_class, n, day.year)
    return sign


def take_sign(session: Session, chosen: FormSetting, sign: str, day: dt.date) -> None:
    """Remember that a sign was given out; one that does not follow the pattern counts nothing."""
    pattern = str(setting(session, CASE_SIGN, ""))
    n = sign_number(pattern, chosen.record_class, day.year, sign)
    if n is None:
        return
    taken: dict[str, int] = dict(setting(session, TAKEN, {}))
    key = _key(pattern, chosen.record_class, day.year)
    if n > taken.get(key, 0):
        put_setting(session, TAKEN, taken | {key: n})


def _sign_of(session: Session, record: tuple[str, bytes] | None) -> str:
    if record is None:
        return ""
    printed = (
        select(IssuedPaper.case_sign)
        .where(IssuedPaper.record_id == record[1], IssuedPaper.case_sign != "")
        .order_by(IssuedPaper.id.desc())
        .limit(1)
    )
    marked = select(RetentionCase.case_sign).where(
        RetentionCase.record_id == record[1],
        RetentionCase.case_sign != "",
        RetentionCase.retired_at.is_(None),
    )
    return session.scalar(marked) or session.scalar(printed) or ""


def _highest(session: Session, pattern: str, record_class: str, year: int) -> int:
    """Return the highest number given in a class and year, on papers or written on a matter."""
    taken: int = setting(session, TAKEN, {}).get(_key(pattern, record_class, year), 0)
    signs = session.scalars(
        union(
            select(IssuedPaper.case_sign).where(IssuedPaper.case_sign != ""),
            select(RetentionCase.case_sign).where(RetentionCase.case_sign != ""),
        )
    )
    numbers = (sign_number(pattern, record_class, year, sign) for sign in signs)
    return max([taken, *(n for n in numbers if n is not None)])


def _key(pattern: str, record_class: str, year: int) -> str:
    """Return what a number is counted within: a pattern without the year counts on over years."""
    parts = [record_class if "{class}" in pattern else "", str(year) if "{year}" in pattern else ""]
    return "/".join(parts)


def _is_used(session: Session, sign: str) -> bool:
    return bool(session.scalar(select(func.count()).where(IssuedPaper.case_sign == sign)))

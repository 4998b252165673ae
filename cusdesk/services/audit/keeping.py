"""How long the log is kept: two years at least (KRI, § 20), longer when the office says so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem, RuleError, ValidationError
from cusdesk.db.audit import check_chain, cut_before
from cusdesk.db.audit.outside import anchors
from cusdesk.domain.access import needs
from cusdesk.domain.law import log_years
from cusdesk.services.audit.listing import start_of
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

YEARS = "audit.years"
LONGEST_YEARS = 50


@needs("office.see")
def least_years(office: Office) -> int:
    """Return for how many years the law asks to keep entries at least."""
    return log_years(office.clock.today())


@needs("office.see")
def kept_years(office: Office) -> int:
    """Return for how many whole years entries are kept."""
    least = log_years(office.clock.today())
    with office.read() as session:
        return max(least, int(setting(session, YEARS, least)))


@needs("office.settings", "audit.see")
def keep_years(office: Office, years: int) -> Changes:
    """Keep entries for longer than the law asks.

    Raises:
        ValidationError: `audit.keeping.too_short`, or `audit.keeping.too_long`.
    """
    least = log_years(office.clock.today())
    if years < least:
        raise ValidationError([Problem("years", "audit.keeping.too_short", {"n": least})])
    if years > LONGEST_YEARS:
        raise ValidationError([Problem("years", "audit.keeping.too_long", {"n": LONGEST_YEARS})])
    with office.write("office.setting") as work:
        put_setting(work.session, YEARS, years)
    return work.changes


@needs("office.see")
def oldest_to_keep(office: Office) -> dt.date:
    """Return the first day whose entries must stay."""
    today = office.clock.today()
    year = today.year - kept_years(office)
    try:
        return today.replace(year=year)
    except ValueError:  # 29 February
        return today.replace(year=year, day=28)


@needs("audit.see", "protection.change")
def cut_old(office: Office, exported_until: dt.date) -> int:
    """Remove the entries older than must be kept, after they were exported.

    Args:
        office: the open office.
        exported_until: last day of the export somebody has just made.

    Returns the number of entries removed; the cut is an entry itself. It cannot be undone.

    Raises:
        RuleError: `audit.keeping.too_early` or `audit.keeping.not_whole`; nothing was removed.
    """
    oldest = oldest_to_keep(office)
    if exported_until >= oldest:
        raise RuleError("audit.keeping.too_early", day=f"{oldest:%d.%m.%Y}")
    moment = start_of(exported_until + dt.timedelta(days=1))
    with office.database.write_unrecorded() as session:
        if check_chain(session, anchors(session)).findings:
            raise RuleError("audit.keeping.not_whole")
        removed = cut_before(session, moment, office.user_id)
    return 0 if removed is None else removed.last - removed.first + 1

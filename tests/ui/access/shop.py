"""What a dialog is opened with: the office, a context for screens, and records to show."""

from __future__ import annotations

import dataclasses
import datetime as dt

from PySide6.QtWidgets import QMainWindow

from cusdesk.core.settings import Settings
from cusdesk.services import attendance
from cusdesk.services.attendance.series import list_series
from cusdesk.ui.common.context import ScreenContext
from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.notices import ChangeBus, Notifier
from cusdesk.ui.common.operations import Operations


class Shop:
    """What the ways in take from: the open office, a context for screens, a window."""

    def __init__(self, office, folder):
        self.office, self.today = office, office.clock.today()
        office.rights = office.rights | {"protection.erase"}
        self.window = QMainWindow()
        bus, notifier = ChangeBus(), Notifier()
        ops = Operations(bus, notifier, database=InlineExecutor(), files=InlineExecutor())
        ops.setParent(self.window)
        options = Settings(folder / "settings.json")
        self.context = ScreenContext(office, ops, bus, notifier, options)

    def id(self, table):
        """Return the id of the oldest row of a table."""
        with self.office.read() as session:
            rows = session.connection().exec_driver_sql(f'SELECT min(id) FROM "{table}"')
            return rows.scalar_one()

    def group(self):
        """Return a group that has meetings in series, and one of these series."""
        for group in attendance.list_groups(self.office):
            series = list_series(self.office, group.id)
            if series:
                return group, series[0]
        raise LookupError("series")

    def meetings(self):
        """Return the meetings of a month of that group."""
        group, _ = self.group()
        months = (dt.date(2026, month, 1) for month in (6, 5, 4))
        return next(m for d in months if (m := attendance.list_meetings(self.office, group.id, d)))

    def member(self):
        """Return a person of that group."""
        return attendance.list_members(self.office, self.group()[0].id)[0]


def made_up(kind, **known):
    """Return a record with these values, and words where nothing is known."""
    wanted = [f for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]
    wanted = [f for f in wanted if f.default_factory is dataclasses.MISSING]
    return kind(**{f.name: "" for f in wanted} | known)

"""Opening the attendance grid of 30 people by 31 days and of ten times as many people.

    python -m bench.grid_open [people] [days]

Opening is the page of the group, from its making to its first painted cells, with the read of the
group, its marks, plans and sums. Beside it the same marks are read by plain SQL into a Python list
of signs and painted by a bare table of the same size, without sums, names or plans. Everything runs
on one thread, so that waiting costs nothing.
"""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtWidgets import QTableView

from bench._common import Table, Taken, argument, race, sandbox
from bench._office import add_group, add_service, new_office, people_of, raw
from bench._window import SIZE, ListModel, hush, settle
from bench.list_open import away, context_of
from cusdesk.app import make_application
from cusdesk.core.settings import THEME, Settings
from cusdesk.services import attendance
from cusdesk.ui.attendance.board_page import BoardPage
from cusdesk.ui.common.theme import Theme

BAR_GROWTH = 3.0
MONTH = dt.date(2026, 7, 1)
MARKS = """
SELECT a.resident_id, m.date, a.mark, a.minutes FROM attendance a
JOIN meetings m ON m.id = a.meeting_id
WHERE m.group_id = ? AND m.date BETWEEN '2026-07-01' AND '2026-07-31'
  AND a.retired_at IS NULL AND m.retired_at IS NULL
"""


def main() -> int:
    """Measure both sizes; 1 when the bar breaks."""
    people, days = argument(30), argument(31, 2)
    sizes = [people, 10 * people]
    with sandbox() as folder:
        application = make_application(["bench"])
        hush()
        settings = Settings(folder / "settings.json")
        Theme(application, settings.get(THEME), 100)
        office = new_office(folder, sizes[-1]).office
        service = add_service(office, "Rehabilitacja")
        dates = [MONTH + dt.timedelta(days=n) for n in range(days)]
        opened = []
        for number in sizes:
            add_group(office, service, people_of(office)[:number], dates, f"grupa {number:04}")
            group = attendance.list_groups(office)[-1].id
            table = Table(f"{number} people by {days} days")
            opened.append(measure(table, office, settings, group, days))
        small, large = (sorted(taken.cpu)[2] for taken in opened)
        table.value("opening ten times as many people, times the CPU", large / small, BAR_GROWTH)
        office.close()
    return int(table.broken)


def measure(table, office, settings, group, days) -> Taken:
    """Print one size; return what opening took."""
    bare = raw(office)
    context, stop = context_of(office, settings, threads=False)
    taken = race(
        {
            "page made, read and painted": partial(open_grid, context, group),
            "the read alone": partial(attendance.attendance_board, office, group, MONTH),
            "bare signs read and painted": partial(open_bare, bare, group, days),
        },
        5,
    )
    for name, seconds in taken.items():
        table.line(name, seconds)
    whole, _read, plain = taken.values()
    table.compare("opening beside bare signs", whole, plain)
    stop()
    bare.close()
    return whole


def open_grid(context, group) -> None:
    """Open the page until its cells are painted."""
    page = BoardPage(context)
    page.resize(*SIZE)
    page.show()
    page.show_group(group, MONTH)
    settle(lambda: page.session is not None and context.ops.is_idle)
    page.repaint()
    away(page)


def open_bare(bare, group, days) -> None:
    """Paint the signs of the same marks."""
    rows: dict[bytes, list[str]] = {}
    for person, day, mark, _minutes in bare.execute(MARKS, (group,)):
        signs = rows.setdefault(person, [""] * days)
        signs[int(day[8:]) - 1] = "x" if mark == "present" else "nb"
    view = QTableView()
    model = ListModel(list(rows.values()), days)
    view.setModel(model)
    view.resize(*SIZE)
    view.show()
    view.repaint()
    away(view)


if __name__ == "__main__":
    raise SystemExit(main())

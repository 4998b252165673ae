"""Opening the list of 3,000 and of 100,000 residents and scrolling it, beside a ready list.

    python -m bench.list_open [residents] [residents of the larger office]

Opening is the residents' screen, from its making to its first painted rows, with the thread that
reads; `load` is the part up to the known number of rows. The bare load reads the same columns of
everybody by plain SQL into a Python list. A step of the wheel is measured on our table model, once
over the office and once over ready rows in memory: the same view and the same painting.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import QTableView

from bench._common import Table, Taken, argument, race, sandbox
from bench._office import new_office, people_of, raw
from bench._window import SIZE, ListModel, hush, settle
from cusdesk.app import make_application
from cusdesk.core.settings import THEME, Settings
from cusdesk.services import residents
from cusdesk.ui.common.context import ScreenContext
from cusdesk.ui.common.executors import InlineExecutor, ThreadExecutor
from cusdesk.ui.common.notices import ChangeBus, Notifier
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.common.table import TablePanel, TableSpec
from cusdesk.ui.common.theme import Theme
from cusdesk.ui.residents.columns import COLUMNS, list_ids
from cusdesk.ui.residents.screen import ResidentsScreen

BAR_LOAD, BAR_STEP = 0.3, 1.1
STEPS, STRETCHES = 25, 24
ALL = """
SELECT surname, given_name, birth_date, locality, street, house, solectwo, status, pesel,
  (SELECT number FROM resident_phones p WHERE p.resident_id = r.id ORDER BY position LIMIT 1)
FROM resident_index i JOIN residents r ON r.id = i.resident_id ORDER BY i.sort_key
"""


def main() -> int:
    """Measure both sizes; 1 when a bar breaks at the larger one."""
    sizes = [argument(3_000), argument(100_000, 2)]
    with sandbox() as folder:
        application = make_application(["bench"])
        hush()
        settings = Settings(folder / "settings.json")
        Theme(application, settings.get(THEME), 100)
        opened = []
        for count in sizes:
            place = folder / str(count)
            place.mkdir()
            office = new_office(place, count).office
            table = Table(f"{count} residents")
            opened.append(measure(table, office, settings, judged=count == sizes[-1]))
            office.close()
        for small, large in pairwise(opened):
            grown = [b / a for a, b in zip(sorted(small.cpu), sorted(large.cpu), strict=True)]
            print(f"opening {sizes[1] / sizes[0]:.0f} times as many: {grown[2]:.2f} times the CPU")
    return int(table.broken)


def measure(table, office, settings, *, judged: bool) -> Taken:
    bare = raw(office)
    context, stop = context_of(office, settings, threads=True)
    taken = race(
        {
            "screen made, read and painted": partial(open_screen, context),
            "list_ids": lambda: residents.list_ids(office),
            "bare list read and painted": lambda: open_list(bare),
            "bare list read": lambda: bare.execute(ALL).fetchall(),
        },
        5,
    )
    for name, seconds in taken.items():
        table.line(name, seconds)
    whole, ids, bare_whole, bare_read = taken.values()
    table.compare("opening beside a bare list", whole, bare_whole)
    table.compare("load beside a bare list", ids, bare_read, BAR_LOAD if judged else None)
    stop()
    steps = scrolled(office, settings)
    for name, seconds in steps.items():
        table.line(name, seconds)
    table.compare("steps beside ready rows", *steps.values(), BAR_STEP)
    bare.close()
    return whole


def context_of(office, settings, *, threads: bool):
    """Return what a screen is given, and what ends its threads."""
    bus, notifier = ChangeBus(), Notifier()
    make = ThreadExecutor if threads else lambda _name: InlineExecutor()
    ops = Operations(bus, notifier, database=make("bench"), files=make("bench-files"))
    return ScreenContext(office, ops, bus, notifier, settings), ops.stop


def open_screen(context) -> None:
    screen = ResidentsScreen(context)
    screen.resize(*SIZE)
    screen.show()
    model = screen.list_page.panel.model
    settle(lambda: model.is_loaded and context.ops.is_idle and model.row_at(0) is not None)
    screen.repaint()
    away(screen)


def open_list(bare) -> None:
    rows = bare.execute(ALL).fetchall()
    view = QTableView()
    model = ListModel(rows, len(rows[0]))
    view.setModel(model)
    view.resize(*SIZE)
    view.show()
    view.repaint()
    away(view)


def away(widget) -> None:
    widget.close()
    widget.deleteLater()
    settle(lambda: True)


def scrolled(office, settings) -> dict[str, Taken]:
    """Return stretches of wheel steps through the list, over the office and over ready rows."""
    context, stop = context_of(office, settings, threads=False)
    ids = people_of(office)
    seen = residents.rows_for(office, ids[: (STRETCHES + 2) * STEPS * 3])
    ready = {row.id: row for row in seen}
    sources = {
        f"{STEPS} steps, rows from the office": (
            partial(list_ids, office, ""),
            partial(residents.rows_for, office),
        ),
        f"{STEPS} steps, ready rows": (
            lambda _query: ids,
            lambda wanted: [ready[i] for i in wanted if i in ready],
        ),
    }
    panels = {}
    for name, source in sources.items():
        panel = TablePanel(context, TableSpec("residents.list", COLUMNS, *source, frozen=2))
        panel.resize(*SIZE)
        panel.show()
        panel.load()
        settle(lambda panel=panel: panel.model.is_loaded)
        panels[name] = panel
    stretches = {name: partial(stretch, panel) for name, panel in panels.items()}
    taken = race(stretches, STRETCHES)
    for panel in panels.values():
        away(panel)
    stop()
    return taken


def stretch(panel) -> None:
    """Go on by some steps of three rows, painting after each."""
    bar = panel.view.verticalScrollBar()
    height = panel.view.verticalHeader().defaultSectionSize()
    for _ in range(STEPS):
        bar.setValue(bar.value() + 3 * height)
        panel.repaint()
        settle(lambda: True)


if __name__ == "__main__":
    raise SystemExit(main())

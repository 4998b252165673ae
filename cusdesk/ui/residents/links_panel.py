"""What hangs on a card: plans, services, household; each line leads to its own screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.residents import PlanHeadline, ResidentDetails, ServiceHeadline
    from cusdesk.ui.common.context import ScreenContext


class LinksPanel(QWidget):
    """White boxes.

    Signals:
        resident_requested: (id) a member of the household was chosen.
        household_requested: add somebody to the household.
        leave_requested: take the resident out of the household.
    """

    resident_requested = Signal(bytes)
    household_requested = Signal()
    leave_requested = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        layout = column(self, gap=2)
        self._plans = self._box(layout, "residents.plans.title")
        self._services = self._box(layout, "residents.services.title")
        self._household = self._box(layout, "residents.household.title")
        self._papers = self._box(layout, "residents.papers.title")

    @staticmethod
    def _box(layout: QVBoxLayout, title: str) -> QVBoxLayout:
        frame, inside = card(margin=2, gap=1)
        inside.addWidget(label(tr(title), "heading"))
        lines = column(gap=1)
        inside.addLayout(lines)
        layout.addWidget(frame)
        return lines

    def show_details(self, details: ResidentDetails, *, can_write: bool) -> None:
        """Show what hangs on this card."""
        clear(self._plans)
        for plan in details.plans:
            self._line(self._plans, _plan(plan), "plans", plan.id)
        clear(self._services)
        for service in details.services:
            self._line(self._services, _service(service), "catalogue", service.id)
        if not details.plans:
            self._plans.addWidget(label(tr("residents.plans.none"), "hint", wrap=True))
        if not details.services:
            self._services.addWidget(label(tr("residents.services.none"), "hint", wrap=True))
        if can_write and self._context.can_open("plans"):
            begin = partial(self._context.run_command, "plans", f"plans.new:{details.id.hex()}")
            new = button(tr("plans.new.action"), begin, look="link", icon_name="add")
            self._plans.addWidget(new)
        self._show_household(details, can_write=can_write)
        clear(self._papers)
        if self._context.can_open("papers"):
            show = partial(self._context.open_record, "papers", details.id)
            link = button(tr("residents.papers.show"), show, look="link", icon_name="pdf")
            self._papers.addWidget(link)

    def _show_household(self, details: ResidentDetails, *, can_write: bool) -> None:
        clear(self._household)
        for member in details.household:
            born = format_date(member.birth_date)
            words = member.name
            if born:
                words = tr("residents.household.born", name=member.name, date=born)
            self._household.addWidget(
                LineLink(words, partial(self.resident_requested.emit, member.id))
            )
        if not details.household:
            self._household.addWidget(label(tr("residents.household.none"), "hint", wrap=True))
        if not can_write:
            return
        self._button("residents.household.add", self.household_requested.emit, "add")
        if details.household:
            self._button("residents.household.leave", self.leave_requested.emit, "close")

    def _button(self, key: str, run: Callable[[], None], icon_name: str) -> None:
        self._household.addWidget(button(tr(key), run, look="link", icon_name=icon_name))

    def _line(
        self, layout: QVBoxLayout, words: tuple[str, str], feature: str, record_id: bytes
    ) -> None:
        title, about = words
        if self._context.can_open(feature):
            go = LineLink(title, partial(self._context.open_record, feature, record_id))
            go.setAccessibleDescription(about)
            layout.addWidget(go)
        else:
            layout.addWidget(label(title, wrap=True))
        if about:
            layout.addWidget(label(about, "hint", wrap=True))


def _plan(plan: PlanHeadline) -> tuple[str, str]:
    title = tr("residents.plans.unnumbered")
    if plan.number:
        title = tr("residents.plans.line", number=plan.number)
    dates = (format_date(plan.valid_from) or "…", format_date(plan.valid_to) or "…")
    period = tr("residents.plans.period", start=dates[0], end=dates[1])
    parts = [
        tr(f"enums.plan_stage.{plan.status}"),
        period if plan.valid_from or plan.valid_to else "",
        tr("residents.plans.services", n=plan.services),
        plan.coordinator,
    ]
    return title, " · ".join(part for part in parts if part)


def _service(service: ServiceHeadline) -> tuple[str, str]:
    last = ""
    if service.last_date is not None:
        last = tr("residents.services.last", date=format_date(service.last_date))
    return service.name, " · ".join(part for part in (service.detail, last) if part)

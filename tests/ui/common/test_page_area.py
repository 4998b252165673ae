"""A page that scrolls where it must, and rests where nothing happens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QStackedWidget, QTableWidget

from cusdesk.ui.common.page_area import PageArea
from cusdesk.ui.common.widgets import column


class Requests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    seen = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.seen += event.type() == QEvent.Type.LayoutRequest
        return False


def filled(qtbot) -> tuple[PageArea, QStackedWidget]:
    area, stack = PageArea(), QStackedWidget()
    stack.addWidget(QLabel("krótka"))
    tall = QLabel("\n".join("długa strona" for _ in range(80)))
    stack.addWidget(tall)
    layout = column(area.page)
    layout.addWidget(QTableWidget(30, 4))
    layout.addWidget(stack)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    return area, stack


def test_a_page_at_rest_is_left_alone(qtbot):
    area, _stack = filled(qtbot)
    qtbot.wait(100)
    requests = Requests()
    area.page.installEventFilter(requests)

    qtbot.wait(60)

    assert requests.seen == 0


def test_a_taller_page_of_a_stack_gets_its_room(qtbot):
    area, stack = filled(qtbot)
    qtbot.wait(50)
    before = area.page.height()

    stack.setCurrentIndex(1)

    qtbot.waitUntil(lambda: area.page.height() > before + 300, timeout=2000)

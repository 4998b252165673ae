"""Steps of the stories: what a coordinator does, one function a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tests.e2e.desk import CTRL, ENTER, TAB

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.desk import Desk

GOOD_PASSWORD = "zielony rower nad rzeka"


def make_new_office(desk: Desk, path: Path, name: str = "CUS w Dolinie") -> str:
    """Go through the first start by keyboard; return the recovery code."""
    start = desk.window.start
    start.welcome._doors[0].click()
    start.new._path = path
    desk.press(name, TAB, "Anna Próbna")
    start.new.password.setFocus()
    desk.press(GOOD_PASSWORD, TAB, GOOD_PASSWORD, ENTER)
    desk.until(lambda: start.holds_new_office)
    code = start.recovery.proof.code
    groups = code.split("-")
    start.recovery.proof.fields[0].setFocus()
    first, second = start.recovery.proof.asked
    desk.press(groups[first], TAB, groups[second], ENTER)
    desk.until(lambda: desk.window.workspace is not None)
    desk.settle()
    return code


def unlock(desk: Desk, password: str = GOOD_PASSWORD) -> None:
    """Type the password and wait for the answer."""
    start = desk.window.start
    desk.press(password, ENTER)
    desk.until(
        lambda: (
            desk.window.workspace is not None
            or bool(start.unlock.problem.text)
            or start.currentWidget() is not start.unlock
        )
    )
    desk.settle()


def add_resident(desk: Desk, typed: str) -> bytes:
    """Search for somebody new, and make the card that is offered under the (no) matches."""
    desk.choose("residents.new")
    page = desk.window.workspace.open_screen("residents")
    desk.press(typed)
    desk.until(page.new_page._offer.isVisible)
    desk.settle()
    desk.press(ENTER, modifier=CTRL)
    desk.settle()
    desk.press(ENTER, modifier=CTRL)
    desk.until(lambda: page._pages.currentWidget() is page.card_page)
    desk.settle()
    return page.card_page.model.resident_id


def take_starter_service(desk: Desk, words: str) -> None:
    """Take the first service of the starter catalogue that has these words."""
    from cusdesk.ui.catalogue.starter_dialog import StarterDialog

    desk.choose("catalogue.starter")
    dialog = desk.window.findChild(StarterDialog)
    dialog.search.setFocus()
    desk.press(words)
    shown = [item for item in dialog._services() if not item.isHidden()]
    shown[0].setCheckState(0, Qt.CheckState.Checked)
    dialog.take.click()
    desk.settle()


def begin_plan(desk: Desk, surname: str):
    """Begin a plan for somebody found by typing; return the page of the plan."""
    desk.choose("plans.new")
    screen = desk.window.workspace.open_screen("plans")
    screen.new_dialog.person.setFocus()
    desk.press(surname, ENTER)
    desk.until(screen.new_dialog.make.isEnabled)
    desk.press(ENTER)
    desk.until(lambda: screen.plan_page.editor.plan_id is not None)
    desk.settle()
    return screen.plan_page


def write_plan(desk: Desk, page, service: str) -> None:
    """Type the needs, one goal and one service, by keyboard alone."""
    page.go_to("needs")
    desk.press("Samotność, trudności z chodzeniem.", TAB)
    page.sections.tables["goals"].view.setFocus()
    desk.press("Wyjście z domu dwa razy w tygodniu", TAB, "krót", ENTER)
    page.sections.tables["services"].view.setFocus()
    desk.press(service, TAB)
    desk.settle()
    page.flush()
    desk.settle()


def save_plan_pdf(desk: Desk, page, path: Path, monkeypatch) -> None:
    """Save the plan as a PDF although some things are missing."""
    from cusdesk.ui.plans.output import GapsDialog

    _answer_with(monkeypatch, path)
    page.header.pdf_requested.emit()
    desk.settle()
    for dialog in desk.window.findChildren(GapsDialog):
        dialog.anyway.click()
    desk.settle()


def make_group(desk: Desk, service: str, name: str):
    """Make a group of a service; return the page of the group."""
    from cusdesk.services import catalogue
    from cusdesk.ui.attendance.group_dialog import NewGroupDialog

    desk.choose("attendance.new_group")
    screen = desk.window.workspace.open_screen("attendance")
    dialog = screen.findChild(NewGroupDialog)
    service_id = next(i for i, found in catalogue.names(desk.office) if service in found)
    dialog.form.set_value("service_id", service_id)
    dialog.form.focus("name")
    desk.press(name, TAB)
    dialog.create_group()
    desk.until(lambda: screen.group.group is not None)
    desk.settle()
    return screen.group


def add_to_group(desk: Desk, group, *surnames: str) -> None:
    """Type the names of people of a group."""
    group.show_people()
    for surname in surnames:
        before = group.members.list.topLevelItemCount()
        group.members.person.setFocus()
        desk.press(surname, ENTER)
        desk.until(lambda n=before: group.members.list.topLevelItemCount() == n + 1)
    desk.settle()


def add_meetings(desk: Desk, group, *days: int) -> None:
    """Type single days on which the group meets."""
    group.tabs.setCurrentWidget(group.meetings)
    desk.settle()
    for day in days:
        group.meetings.single.setFocus()
        desk.press(str(day), ENTER)
        desk.settle()


def type_marks(desk: Desk, group, marks: str) -> None:
    """Type marks down the days, beginning with the first person and the first day."""
    group.tabs.setCurrentWidget(group.board)
    desk.until(lambda: bool(group.board.session and group.board.session.state.columns))
    grid = group.board.session.grid
    grid.go_to((0, 0))
    grid.setFocus()
    desk.press(marks)
    group.flush()
    desk.settle()


def save_month(desk: Desk, path: Path, monkeypatch):
    """Save the month of the office as a workbook; return the screen of reports."""
    _answer_with(monkeypatch, path)
    screen = desk.screen("reports")
    screen.ask_place()
    desk.settle()
    return screen


def _answer_with(monkeypatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))


def type_on_card(desk: Desk, resident_id: bytes, field: str, text: str) -> None:
    """Type into a field of a resident's card and leave it."""
    screen = desk.screen("residents")
    screen.show_record(resident_id)
    desk.settle()
    screen.card_page.form.focus(field)
    desk.press(text)
    desk.choose("go.today")


def import_file(desk: Desk, path: Path):
    """Bring a workbook in through the wizard; return the wizard at its result."""
    from cusdesk.ui.imports.wizard.page import RESULT

    desk.choose("imports.new")
    wizard = desk.window.workspace.open_screen("imports").wizard
    wizard.file.files_chosen.emit([path])
    desk.settle()
    for _step in range(RESULT):
        desk.until(wizard.forward.isEnabled)
        wizard.forward.click()
        desk.settle()
        if wizard.question is not None:
            question, wizard.question = wizard.question, None
            yes = QMessageBox.ButtonRole.AcceptRole  # the special fields of the file are wanted
            next(b for b in question.buttons() if question.buttonRole(b) == yes).click()
            desk.settle()
    assert wizard.steps.currentIndex() == RESULT
    return wizard


def find_anywhere(desk: Desk, text: str) -> list[str]:
    """Press Ctrl+K and type; return what is offered."""
    from cusdesk.ui.shell.palette import Palette

    desk.choose("go.search")
    palette = desk.window.findChild(Palette)
    palette.field.setFocus()
    desk.press(text)
    desk.until(lambda: not palette._pause.isActive())
    desk.settle()
    found = [entry.title for entry in palette._entries]
    palette.close()
    return found

"""Steps of the legal rhythm, from the first contact to the issued papers; one function each."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from cusdesk.core.messages import tr
from cusdesk.services import papers
from cusdesk.ui.plans.edits import Place
from tests.e2e.desk import CTRL, ENTER, TAB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.form import Form
    from tests.e2e.desk import Desk


def words_of(pdf: bytes) -> str:
    """Return the words of a PDF, with single spaces."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def paper_words(desk: Desk, form: str) -> list[str]:
    """Return the words of every issued paper on a form, the newest first."""
    rows = papers.list_papers(desk.office, form=form)
    return [words_of(papers.paper_bytes(desk.office, row.id)) for row in rows]


def press_button(desk: Desk, holder: QWidget, text: str) -> None:
    """Click the button with these words that is to be seen."""
    desk.settle()
    shown = [b for b in holder.findChildren(QAbstractButton) if b.isVisibleTo(holder)]
    found = [b for b in shown if b.text() == text]
    assert len(found) == 1, (text, [b.text() for b in shown])
    found[0].click()
    desk.settle()


def fill(desk: Desk, form: Form[Any], **values: object) -> None:
    """Fill in a form: words letter by letter, everything else as chosen."""
    kinds = {spec.name: spec.kind for spec in form.spec.fields()}
    for name, value in values.items():
        if kinds[name] in {"text", "multiline", "suggest"}:
            form.focus(name)
            desk.press(Qt.Key.Key_A, modifier=CTRL)
            desk.press(value)
        else:
            form.set_value(name, value)
            form.field(name).edited.emit()
            form.field(name).left.emit()


def take_down(desk: Desk, surname: str, **values: object) -> bytes:
    """Take down an application or a contact of somebody on record; return its id."""
    desk.choose("applications.new")
    screen = desk.window.workspace.open_screen("applications")
    dialog = screen.new_dialog
    dialog.person.setFocus()
    desk.press(surname, ENTER)
    desk.until(lambda: dialog.person.resident_id is not None)
    desk.settle()
    fill(desk, dialog.form, **values)
    dialog.do.click()
    desk.settle()
    assert not dialog_is_open(screen.new_dialog), dialog.problem.text()
    return screen.editor.record_id


def dialog_is_open(dialog: Any) -> bool:
    """Return whether a window still waits for an answer."""
    import shiboken6

    return shiboken6.isValid(dialog) and dialog.isVisible()


def take_step(desk: Desk, application_id: bytes, step: str, **values: object) -> None:
    """Take a step of an application through its window."""
    screen = desk.screen("applications")
    screen.show_record(application_id)
    desk.settle()
    screen.side.step.emit(step)
    desk.settle()
    dialog = screen.steps.dialog
    fill(desk, dialog.form, **values)
    dialog.do.click()
    desk.settle()
    assert not dialog_is_open(dialog), dialog.problem.text()


def show_paper(desk: Desk, application_id: bytes, kind: str) -> Any:
    """Show a paper of an application before it goes out; return its preview."""
    screen = desk.screen("applications")
    screen.show_record(application_id)
    press_button(desk, screen.side.papers, tr(f"applications.paper.{kind}"))
    return screen.side.papers.paper_preview


def missing(preview: Any) -> list[str]:
    """Return what is listed above the pages as missing."""
    return [line.text() for line in getattr(preview, "gap_lines", [])]


def issue(desk: Desk, preview: Any) -> str:
    """Issue the paper that is shown; return its words."""
    preview.issue_button.click()
    answer(desk, preview.question)
    paper = preview.issued
    preview.close()
    return words_of(papers.paper_bytes(desk.office, paper.id))


def answer(desk: Desk, question: QMessageBox) -> None:
    """Say yes to a question."""
    yes = QMessageBox.ButtonRole.AcceptRole
    next(b for b in question.buttons() if question.buttonRole(b) == yes).click()
    desk.settle()


def hold_talk(desk: Desk, application_id: bytes, **told: str) -> Any:
    """Begin the needs talk from the application, type what was told; return its page."""
    screen = desk.screen("applications")
    screen.show_record(application_id)
    press_button(desk, screen.side, tr("applications.side.talk"))
    screen = desk.window.workspace.open_screen("needs_talks")
    screen.dialog.do.click()
    desk.settle()
    page = screen.talk_page
    fill(desk, page.forms["told"], **told)
    page.flush()
    desk.settle()
    return page


def plan_from(desk: Desk, application_id: bytes) -> Any:
    """Begin the plan from the application; return the page of the plan."""
    screen = desk.screen("applications")
    screen.show_record(application_id)
    press_button(desk, screen.side, tr("applications.step.plan"))
    page = desk.window.workspace.open_screen("plans").plan_page
    desk.until(lambda: page.editor.plan_id is not None)
    desk.settle()
    return page


def type_row(desk: Desk, page: Any, part: str, text: str) -> None:
    """Type the first cell of a new row of a table of the plan."""
    page.sections.tables[part].view.add_row()
    desk.press(text, TAB)
    desk.settle()


def write_decision(desk: Desk, plan: Any, **values: object) -> None:
    """Write the decision the service in the table rests on."""
    box = plan.sections.decisions
    box.open.click()
    desk.settle()
    dialog = box.dialog
    for name, value in values.items():
        dialog.form.set_value(name, value)
    dialog.go.click()
    desk.settle()
    assert not dialog_is_open(dialog)


def type_cell(desk: Desk, page: Any, part: str, name: str, text: str) -> None:
    """Type a cell of the last row of a table of the plan."""
    row = getattr(page.editor.draft, part)[-1]
    page.sections.tables[part].view.go_to(Place(part, row.row_id, name))
    desk.press(text, TAB)
    page.flush()
    desk.settle()


def agree(desk: Desk, page: Any) -> None:
    """Agree the plan with the person it is for."""
    page.sections.agreement.agree.click()
    desk.settle()
    page.steps.dialog.go.click()
    desk.settle()


def send(desk: Desk, page: Any, comment: str) -> None:
    """Send the plan to whoever approves."""
    page.sections.agreement.submit.click()
    desk.settle()
    dialog = page.steps.dialog
    dialog.form.focus("comment")
    desk.press(comment)
    dialog.go.click()
    desk.settle()


def approve(desk: Desk, page: Any, name: str, post: str) -> None:
    """Approve the plan."""
    page.sections.agreement.approve.click()
    desk.settle()
    dialog = page.steps.dialog
    dialog.form.set_value("approved_by", name)
    dialog.form.set_value("approved_post", post)
    dialog.go.click()
    desk.settle()


def issue_plan(desk: Desk, page: Any) -> None:
    """Issue the approved plan from its preview."""
    desk.screen("plans")
    page.header.preview_requested.emit()
    desk.settle()
    page.output.preview.issue_button.click()
    desk.settle()
    answer(desk, desk.window.findChildren(QMessageBox)[-1])
    page.output.preview.close()


def today_words(desk: Desk) -> str:
    """Return everything the screen „Dziś” says."""
    from PySide6.QtWidgets import QLabel

    screen = desk.screen("today")
    screen.load()
    desk.settle()
    links = [b.text() for b in screen.findChildren(QAbstractButton)]
    return "\n".join([label.text() for label in screen.findChildren(QLabel)] + links)


def clock_days(desk: Desk, about: str) -> dict[str, Any]:
    """Return the last day of each clock about somebody on the screen „Terminy”, by its key."""
    from cusdesk.services import clocks

    desk.screen("clocks")
    return {c.key: c.due for c in clocks.list_clocks(desk.office) if about in c.about}


def paste_list(desk: Desk, page: Any, rows: Sequence[Sequence[str]]) -> None:
    """Paste a list of candidates and take it in."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    page.paste_button.click()
    desk.settle()
    page.lists.dialog.take.click()
    desk.settle()


def begin_edition(desk: Desk, name: str, seats: int) -> Any:
    """Begin an edition of a recruitment without points; return its page."""
    desk.choose("recruitment.new")
    screen = desk.window.workspace.open_screen("recruitment")
    fill(desk, screen.dialog.form, name=name, seats=seats, criteria=())
    screen.dialog.do.click()
    desk.settle()
    return screen.page


def approve_list(desk: Desk, page: Any) -> None:
    """Approve the list of an edition."""
    page.approve_button.click()
    desk.settle()
    answer(desk, page.outcome.question)


def declare(desk: Desk, page: Any) -> list[str]:
    """Issue the declarations; return the words of each page of the one PDF."""
    page.declare_button.click()
    desk.settle()
    page.outcome.declarations.do.click()
    desk.settle()
    pages = PdfReader(BytesIO(page.outcome.preview._normal)).pages
    page.outcome.preview.close()
    return [" ".join(found.extract_text().split()) for found in pages]


def free_seat(desk: Desk, page: Any, candidate: bytes, reason: str) -> None:
    """Write down that somebody gives a seat up."""
    page.tabs.setCurrentWidget(page.ranking)
    page.ranking.panel.view.select_record(candidate)
    desk.settle()
    page.ranking.withdraw.click()
    fill(desk, page.ranking.dialog.form, reason=reason)
    page.ranking.dialog.do.click()
    desk.settle()


def carry(desk: Desk, talk: Any) -> None:
    """Carry what was told in the talk into the plan."""
    desk.screen("needs_talks")
    talk.top.carry.click()
    desk.settle()


def open_waiting(desk: Desk) -> None:
    """Open the first plan that waits for approval."""
    screen = desk.screen("plans")
    screen.show_list()
    desk.settle()
    screen.list_page.waiting.click()
    desk.settle()
    panel = screen.waiting_page.panel
    panel.setFocus()
    desk.press(ENTER)
    desk.settle()


def update(desk: Desk, page: Any, **values: str) -> None:
    """Open the approved plan for a new version and type into it."""
    desk.screen("plans")
    page.sections.agreement.update_plan.click()
    desk.settle()
    page.steps.dialog.go.click()
    desk.settle()
    for name, words in values.items():
        page.go_to(name)
        desk.press(Qt.Key.Key_A, modifier=CTRL)
        desk.press(words)
    page.flush()
    desk.settle()

"""Steps of the later half of a plan: resignation, annex, hand-over, the closing talk."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import shiboken6
from pypdf import PdfReader
from PySide6.QtWidgets import QComboBox, QMessageBox, QPushButton

from cusdesk.core.messages import tr
from cusdesk.domain.access import Role
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceStatus, ServiceUnit
from cusdesk.domain.clocks import Pace
from cusdesk.domain.plans import GoalDraft, GoalOutcome, NeedDraft, PlanServiceDraft, ReviewDraft
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import catalogue, papers, plans, residents
from cusdesk.services.attendance import VisitDraft, add_visits
from cusdesk.services.today import Urgency
from tests.e2e.desk import CTRL, DOWN, ENTER, SHIFT, TAB, K

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.office import Office
    from cusdesk.services.today import DayLine, DaySection
    from tests.e2e.desk import Desk

DIRECTOR = "Jan Wójcik"


# --- what was there before the story


def offer(office: Office, name: str, price_gr: int = 0) -> bytes:
    """Put a service by the hour into the catalogue."""
    draft = ServiceDraft(
        name=name,
        area=ServiceArea.SOCIAL_ASSISTANCE,
        unit=ServiceUnit.HOUR,
        price_gr=price_gr,
        status=ServiceStatus.REGULAR,
    )
    return catalogue.create(office, draft).id


def settle_in(office: Office, surname: str, given_name: str) -> bytes:
    """Write somebody's card."""
    draft = ResidentDraft(
        surname=surname, given_name=given_name, birth_date=dt.date(1944, 5, 14), locality="Zielona",
        house="4",
    )  # fmt: skip
    return residents.create_resident(office, draft).id


def approved_plan(
    office: Office, resident: bytes, *services: bytes, last: dt.date | None = None
) -> bytes:
    """Write a plan with a goal for every service, agreed and approved; it began 60 days ago."""
    today = office.clock.today()
    plan = plans.create_plan(office, resident).id
    details = plans.get_plan(office, plan)
    draft = details.draft
    draft.valid_from, draft.valid_to = today - dt.timedelta(60), last or today + dt.timedelta(90)
    draft.need_rows = [NeedDraft("Pomoc w domu")]
    draft.goals = [GoalDraft(text=f"Cel {n}", need_index=0) for n in range(1, len(services) + 1)]
    draft.services = [
        PlanServiceDraft(service, n, amount=120, total_amount=600, fee_gr=1200)
        for n, service in enumerate(services)
    ]
    draft.reviews = [ReviewDraft(due=draft.valid_to)]
    plans.change_plan(office, plan, draft, details.version)
    version = plans.get_plan(office, plan).version
    plans.agree_plan(office, plan, version, agreed_by="Maria Łuczak", on=today)
    version = plans.get_plan(office, plan).version
    plans.approve_plan(office, plan, version, approved_by=DIRECTOR, post="dyrektor", on=today)
    return plan


def visit(office: Office, resident: bytes, service: bytes, minutes: int) -> None:
    """Write down what was done today."""
    add_visits(office, [VisitDraft(resident, service, office.clock.today(), minutes=minutes)])


# --- what a person does


def press_button(desk: Desk, widget: QWidget, key: str, **values: object) -> None:
    """Press the one button in sight that says this."""
    words = tr(key, **values)

    def found() -> list[QPushButton]:
        buttons = widget.findChildren(QPushButton)
        return [b for b in buttons if b.text() == words and b.isVisibleTo(widget)]

    desk.settle()
    desk.until(lambda: len(found()) == 1)  # layouts show new widgets a moment later
    assert found()[0].isEnabled(), words
    found()[0].click()
    desk.settle()


def retype(desk: Desk, form, name: str, text: str) -> None:
    """Type a text in the place of what stands in a field."""
    form.window().activateWindow()
    form.focus(name)
    desk.until(lambda: form.field(name).has_focus())
    desk.press(K.Key_A, modifier=CTRL)
    desk.press(text, TAB)
    desk.settle()


def is_gone(dialog: QWidget) -> bool:
    """Tell whether a window was closed."""
    return not shiboken6.isValid(dialog) or not dialog.isVisible()


def confirm(desk: Desk, dialog) -> None:
    """Press the button of a step and see it taken."""
    dialog.go.click()
    desk.settle()
    assert is_gone(dialog), dialog._problem.text()


def show_plan(desk: Desk, plan: bytes):
    """Open a plan; return its page."""
    screen = desk.screen("plans")
    screen.show_record(plan)
    desk.settle()
    return screen.plan_page


def show_course(desk: Desk, plan: bytes):
    """Open the second page of a plan."""
    page = show_plan(desk, plan)
    page.tabs.setCurrentWidget(page.course)
    desk.settle()
    return page.course


def issue(desk: Desk, holder: QWidget) -> str:
    """Issue the paper that is shown; return the words of its bytes in the register."""
    desk.until(lambda: hasattr(holder, "paper_preview"))
    preview = holder.paper_preview
    preview.issue_button.click()
    accept = QMessageBox.ButtonRole.AcceptRole
    question = preview.question
    next(b for b in question.buttons() if question.buttonRole(b) == accept).click()
    desk.settle()
    issued = preview.issued
    preview.close()
    newest = papers.list_papers(desk.office)[0]
    assert (newest.id, newest.number) == (issued.id, issued.number)
    return pdf_words(papers.paper_bytes(desk.office, newest.id))


def pdf_words(pdf: bytes) -> str:
    """Return the words of a paper in one line."""
    reader = PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def update_plan(desk: Desk, plan: bytes, note: str):
    """Open an approved plan for a new version; return its page."""
    page = show_plan(desk, plan)
    page.header.bar.update_plan.click()
    retype(desk, page.steps.dialog.form, "note", note)
    confirm(desk, page.steps.dialog)
    return page


def agree_and_approve(desk: Desk, page) -> None:
    """Take the two steps that bring a version into force."""
    page.header.step.click()
    desk.settle()
    confirm(desk, page.steps.dialog)
    page.header.step.click()
    desk.settle()
    retype(desk, page.steps.dialog.form, "approved_by", DIRECTOR)
    confirm(desk, page.steps.dialog)


def type_amount(desk: Desk, page, row: int, text: str) -> None:
    """Type the hours of a service of the plan."""
    view = page.sections.tables["services"].view
    view.setFocus()
    line, column = view.parts.layout_spec.place_of("amount")
    view.setCurrentIndex(view.parts.index(row * view.parts.lines + line, column))
    desk.press(text, TAB)
    desk.settle()


def add_service(desk: Desk, page, words: str) -> None:
    """Type a service into the empty row at the end."""
    view = page.sections.tables["services"].view
    view.add_row()
    desk.press(words, TAB)
    desk.settle()
    page.flush()
    desk.settle()


def register_application(desk: Desk, surname: str, day: dt.date):
    """Take down an application that came on an earlier day; return the screen."""
    desk.choose("applications.new")
    screen = desk.window.workspace.open_screen("applications")
    dialog = screen.new_dialog
    dialog.person.setFocus()
    desk.press(surname, ENTER)
    desk.until(lambda: dialog.person.resident_id is not None)
    desk.settle()
    retype(desk, dialog.form, "received_on", f"{day:%d.%m.%Y}")
    retype(desk, dialog.form, "late_reason", "list czekał w sekretariacie")
    dialog.do.click()
    desk.settle()
    assert is_gone(dialog)
    return screen


def day_lines(desk: Desk, key: str) -> tuple[DayLine, ...]:
    """Return the lines of a card of „Dziś”, as they are shown."""
    shown = desk.screen("today")
    sections: tuple[DaySection, ...] = shown._sheet.sections
    return next((section.lines for section in sections if section.key == key), ())


def running(desk: Desk, key: str) -> list:
    """Return the rows of „Terminy” of one kind, as they are listed."""
    screen = desk.screen("clocks")
    return [clock for clock in screen.list.panel.model.all_rows() if clock.key == key]


def overdue(desk: Desk) -> tuple[str, bool]:
    """Return where the one overdue plan leads, and whether both screens say late."""
    (line,) = day_lines(desk, "plans_due")
    (clock,) = running(desk, "plan_due")
    late = line.urgency is Urgency.LATE and clock.pace is Pace.LATE
    assert line.feature == clock.feature
    return line.feature, late


def type_application_day(desk: Desk, page, day: dt.date) -> None:
    """Type another day of application into a plan that is not finished."""
    show_plan(desk, page.editor.plan_id)
    page.go_to("application_date")
    desk.press(K.Key_A, modifier=CTRL)
    desk.press(f"{day:%d.%m.%Y}", TAB)
    page.flush()
    desk.settle()
    assert plans.get_plan(desk.office, page.editor.plan_id).draft.application_date == day


def waive(desk: Desk, course, plan: bytes, amount: str, reason: str) -> None:
    """Let the director, who writes no plans, waive a part of the fee."""
    desk.office.take_roles([Role.DIRECTOR])
    course = show_course(desk, plan)
    press_button(desk, course.ending, "plans.waive.open")
    dialog = course.commands.dialog
    retype(desk, dialog.form, "waived_gr", amount)
    retype(desk, dialog.form, "waiver_reason", reason)
    retype(desk, dialog.form, "waived_by", DIRECTOR)
    confirm(desk, dialog)
    desk.office.take_roles([Role.COORDINATOR])
    show_course(desk, plan)


def choose_people(desk: Desk, page, count: int) -> None:
    """Choose the first rows of „Moi mieszkańcy” by the keyboard."""
    page.panel.setFocus()
    desk.press(K.Key_Home, modifier=CTRL)
    for _more in range(count - 1):
        desk.press(DOWN, modifier=SHIFT)
    assert len(page._chosen()) == count


def coordinator(desk: Desk, plan: bytes) -> str:
    """Return who leads a plan."""
    return plans.get_plan(desk.office, plan).draft.coordinator


def carried(desk: Desk) -> dict[str, int]:
    """Return how many plans everybody carries, as „Obciążenie” lists it."""
    screen = desk.screen("caseload")
    screen.run_command("caseload.loads")
    desk.settle()
    return {row.name: row.plans for row in screen.loads.people.model.all_rows() if row.plans}


def choose_outcome(desk: Desk, course, outcome: GoalOutcome) -> None:
    """Say how the first goal turned out."""
    choice = course.chain.findChild(QComboBox)
    choice.setCurrentIndex(choice.findData(outcome))
    choice.activated.emit(choice.currentIndex())
    desk.settle()

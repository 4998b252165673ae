"""The course of a plan: chain, monitoring, hand-over, resignation, closing (art. 41-45)."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.applications import ApplicationDraft, ApplicationStatus, OutcomeDraft
from cusdesk.domain.plans import (
    GoalDraft,
    GoalOutcome,
    NeedDraft,
    PlanDraft,
    PlanNoteForm,
    PlanServiceDraft,
    PlanStatus,
)
from cusdesk.services import applications, catalogue, history, papers, plans
from cusdesk.services.attendance import VisitDraft, add_visits
from cusdesk.services.plans import chain, queries, store, versions
from tests.db.test_capture import add_resident
from tests.services.test_attendance import add_service
from tests.services.test_plan_approval import agree, approve_as, begin
from tests.services.test_plans import TODAY, approve, full_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.plans import PlanDraft
    from cusdesk.models.plans import Plan
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft


@pytest.fixture
def service(office: Office) -> bytes:
    return add_service(office)


@pytest.fixture
def resident(office: Office) -> bytes:
    return add_resident(office)


@pytest.fixture
def plan(office: Office, service: bytes, resident: bytes) -> bytes:
    draft = full_draft(service)
    draft.need_rows = [NeedDraft("Pomoc w wychodzeniu z domu"), NeedDraft("Towarzystwo")]
    draft.goals[0].need_index = 0
    draft.services[0].fee_gr = 1200
    draft.services[0].total_amount = 600
    return plans.create_plan(office, resident, draft).id


def visit(office: Office, resident: bytes, service: bytes, day: dt.date, minutes: int) -> None:
    draft = VisitDraft(resident_id=resident, service_id=service, date=day, minutes=minutes)
    add_visits(office, [draft])


def version(office: Office, plan: bytes) -> int:
    return plans.get_plan(office, plan).version


def pages(office: Office, draft: PaperDraft) -> str:
    reader = pypdf.PdfReader(BytesIO(papers.render(office, draft)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_chain_leads_from_need_to_hours_left(
    office: Office, plan: bytes, resident: bytes, service: bytes
) -> None:
    visit(office, resident, service, TODAY, 90)
    visit(office, resident, service, TODAY - dt.timedelta(1), 60)  # before the plan
    first, second = plans.plan_course(office, plan).chain

    assert first.service is not None
    assert (first.need, first.goal, first.service.planned, first.service.done) == (1, 1, 600, 90)
    assert first.service.words(first.service.left) == "8,5 godz."
    assert (second.need, second.service) == (2, None)
    assert [flag.key for flag in plans.plan_flags(office, plan)] == [
        "domain.plan.need_without_service"
    ]


def test_a_service_without_a_need_and_one_withdrawn_are_flagged(
    office: Office, resident: bytes, service: bytes
) -> None:
    draft = PlanDraft(
        need_rows=[NeedDraft("Sen")],
        goals=[GoalDraft(text="bez potrzeby"), GoalDraft(text="sen", need_index=0)],
        services=[PlanServiceDraft(service, 0), PlanServiceDraft(service, 1)],
    )
    plan = plans.create_plan(office, resident, draft).id
    catalogue.retire(office, service)

    keys = [flag.key.rpartition(".")[2] for flag in plans.plan_flags(office, plan)]
    assert keys == ["goal_without_need", "service_without_need", *["service_withdrawn"] * 2]
    approve(office, plan)  # a flag, no gate


def test_a_plan_over_new_year_counts_both_years(
    office: Office, resident: bytes, service: bytes
) -> None:
    draft = full_draft(service)
    draft.valid_from, draft.valid_to = dt.date(2025, 12, 1), dt.date(2026, 2, 28)
    draft.goals[0].due, draft.reviews = None, []
    plan = plans.create_plan(office, resident, draft).id
    for day in (dt.date(2025, 12, 30), dt.date(2026, 1, 2), dt.date(2026, 3, 1)):
        visit(office, resident, service, day, 60)

    (row,) = plans.plan_course(office, plan).chain
    assert row.service is not None
    assert row.service.done == 120


def test_notes_go_into_an_approved_plan(office: Office, plan: bytes) -> None:
    approve(office, plan)
    plans.add_note(office, plan, date=TODAY, form=PlanNoteForm.PHONE, remark="czuje się lepiej")
    (note,) = plans.plan_course(office, plan).notes
    assert (note.form, note.remark, note.author) == (
        PlanNoteForm.PHONE, "czuje się lepiej", "Anna Testowa"
    )  # fmt: skip
    with pytest.raises(ValidationError):
        plans.add_note(office, plan, date=TODAY, form=PlanNoteForm.VISIT, remark=" ")
    later = TODAY + dt.timedelta(1)
    with pytest.raises(ValidationError):
        plans.add_note(office, plan, date=later, form=PlanNoteForm.VISIT, remark="x")
    history.undo(office)
    assert plans.plan_course(office, plan).notes == ()


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        (dt.date(2026, 7, 10), dt.date(2026, 7, 1), "break_order"),
        (dt.date(2026, 6, 1), dt.date(2026, 7, 1), "break_outside"),
        (dt.date(2026, 8, 5), None, "break_twice"),
    ],
)
def test_breaks_lie_in_the_plan_and_apart(
    office: Office, plan: bytes, start: dt.date, end: dt.date | None, problem: str
) -> None:
    plans.add_break(
        office, plan, start=dt.date(2026, 8, 1), end=dt.date(2026, 8, 9), reason="szpital"
    )
    with pytest.raises(ValidationError) as caught:
        plans.add_break(office, plan, start=start, end=end, reason="urlop")
    assert problem in [p.key.rpartition(".")[2] for p in caught.value.problems]


def test_an_open_break_is_ended_later(office: Office, plan: bytes) -> None:
    plans.add_break(office, plan, start=TODAY, end=None, reason="szpital")
    (row,) = plans.plan_course(office, plan).breaks
    plans.end_break(office, row.id, TODAY + dt.timedelta(5))
    assert plans.plan_course(office, plan).breaks[0].valid_to == TODAY + dt.timedelta(5)


def test_tasks_are_thirty_two_and_ticked_one_by_one(office: Office, plan: bytes) -> None:
    assert [len(phase.tasks) for phase in plans.phases()] == [3, 9, 4, 8, 4, 4]
    plans.set_task(office, plan, "planning_8", done_on=TODAY, note="uzgodniony z córką")
    assert plans.plan_course(office, plan).tasks["planning_8"].done_on == TODAY
    plans.set_task(office, plan, "planning_8", done_on=None)
    assert plans.plan_course(office, plan).tasks["planning_8"].done_on is None


def test_many_plans_are_handed_over_in_one_step(
    office: Office, plan: bytes, resident: bytes
) -> None:
    other = plans.create_plan(office, resident).id
    plans.hand_over(office, [plan, other], to="Ewa Nowa", on=TODAY, reason="urlop", note="wizyta")

    assert {plans.get_plan(office, p).draft.coordinator for p in (plan, other)} == {"Ewa Nowa"}
    row = plans.plan_course(office, plan).handovers[0]
    assert (row.from_name, row.to_name) == ("Anna Testowa", "Ewa Nowa")
    words = pages(office, plans.handover_paper(office, [plan, other]))
    assert "Ewa Nowa" in words
    assert "IPUS/2/2026" in words
    history.undo(office)
    assert plans.get_plan(office, other).draft.coordinator == "Anna Testowa"


def test_applications_without_a_plan_go_with_the_plans(
    office: Office, plan: bytes, resident: bytes
) -> None:
    wanted = ApplicationDraft(coordinator="Anna Testowa")
    begun, waiting, refused = (applications.register(office, resident, wanted).id for _ in range(3))
    applications.start_plan(office, begun)
    applications.close(office, refused, OutcomeDraft(ApplicationStatus.MOVED, TODAY))
    held = applications.without_plan_of(office, "Anna Testowa")
    assert [row.id for row in held] == [waiting]

    plans.hand_over(office, [plan], to="Ewa Nowa", on=TODAY, reason="urlop", applications=[waiting])

    assert applications.without_plan_of(office, "Anna Testowa") == []
    assert applications.get_application(office, waiting).draft.coordinator == "Ewa Nowa"
    words = pages(office, plans.handover_paper(office, [plan], [waiting]))
    assert f"wniosek {held[0].number}" in words


def test_the_sheet_names_everybody_who_gave_a_plan(
    office: Office, plan: bytes, resident: bytes
) -> None:
    other = plans.create_plan(office, resident).id
    plans.hand_over(office, [other], to="Jan Dawny", on=TODAY, reason="zastępstwo")
    plans.hand_over(office, [plan, other], to="Ewa Nowa", on=TODAY, reason="urlop")
    words = pages(office, plans.handover_paper(office, [plan, other]))
    assert "Anna Testowa, Jan Dawny" in words


def test_an_annex_stays_as_it_was_when_the_plan_goes_on(office: Office, plan: bytes) -> None:
    approve(office, plan)
    begin(office, plan)
    agree(office, plan)
    approve_as(office, plan, "Jan Testowy")
    second = plans.list_versions(office, plan)[0].id
    before = pages(office, plans.annex_paper(office, plan, second))
    plans.hand_over(office, [plan], to="Ewa Nowa", on=TODAY, reason="urlop")
    plans.end_plan(office, plan, version(office, plan), on=TODAY)
    assert pages(office, plans.annex_paper(office, plan, second)) == before


def test_resignation_with_fee_and_waiver(
    office: Office, plan: bytes, resident: bytes, service: bytes
) -> None:
    approve(office, plan)
    visit(office, resident, service, TODAY, 90)
    fee = plans.fee_until(office, plan, TODAY)
    assert (fee.first, fee.total_gr) == (dt.date(2026, 6, 1), 1800)
    plans.resign_plan(
        office,
        plan,
        version(office, plan),
        last_day=TODAY,
        resigned_on=TODAY,
        resigned_by="Maria Łuczak",
        reason="przeprowadzka",
        fee_due_gr=fee.total_gr,
    )
    assert plans.get_plan(office, plan).status is PlanStatus.RESIGNED
    with pytest.raises(ValidationError):
        plans.waive_fee(office, plan, amount_gr=1801, reason="x", by="Jan", on=TODAY)
    plans.waive_fee(office, plan, amount_gr=800, reason="trudna sytuacja", by="Jan", on=TODAY)
    words = pages(office, plans.resignation_paper(office, plan))
    assert "18,00 zł" in words
    assert "10,00 zł" in words
    assert "trudna sytuacja" in words


def test_who_resigned_and_when_is_asked_for(office: Office, plan: bytes) -> None:
    approve(office, plan)
    with pytest.raises(ValidationError) as caught:
        plans.resign_plan(
            office, plan, 1, last_day=TODAY, resigned_on=TODAY + dt.timedelta(1), resigned_by=""
        )
    assert {p.field for p in caught.value.problems} == {"resigned_by", "resigned_on"}


def test_no_end_in_the_middle_of_an_update(office: Office, plan: bytes) -> None:
    approve(office, plan)
    begin(office, plan)
    with pytest.raises(RuleError, match="update_open"):
        plans.end_plan(office, plan, version(office, plan), on=TODAY)


def test_closing_talk_is_prefilled_and_closes_a_plan_that_is_over(
    office: Office, plan: bytes, resident: bytes, service: bytes, clock: object
) -> None:
    approve(office, plan)
    visit(office, resident, service, TODAY, 120)
    draft = plans.get_plan(office, plan).draft
    goal = draft.goals[0].row_id
    assert goal is not None
    plans.set_outcome(office, plan, goal, GoalOutcome.PARTLY, "jeszcze z laską")
    talk = plans.plan_course(office, plan).closing.draft
    assert "wykonano 2 godz., zaplanowano 10 godz." in talk.course
    assert "częściowo" in talk.results
    assert talk.follow_up_on == dt.date(2027, 3, 14)

    clock.advance(days=200)  # type: ignore[attr-defined]  # fixed clock
    talk.talk_on, talk.satisfaction = dt.date(2026, 12, 14), "5"
    plans.save_closing(office, plan, talk)
    assert plans.get_plan(office, plan).status is PlanStatus.ENDED
    words = pages(office, plans.closing_paper(office, plan))
    assert "bardzo zadowolony" in words
    assert "jeszcze z laską" in words
    plans.record_follow_up(office, plan, done=dt.date(2026, 12, 20), note="radzi sobie")
    assert plans.plan_course(office, plan).closing.draft.follow_up_note == "radzi sobie"


def test_annex_prints_only_what_changed(office: Office, plan: bytes) -> None:
    approve(office, plan)
    begin(office, plan, "więcej godzin")
    details = plans.get_plan(office, plan)
    draft = details.draft
    draft.goals.insert(0, GoalDraft(text="Nowy cel", need_index=1))
    draft.services[0].goal_index, draft.services[0].amount = 1, 240
    draft.contingency = "dzwonimy do córki"
    draft.actions.clear()
    plans.change_plan(office, plan, draft, details.version)

    new = "Nowy cel; Rodzaj celu: krótkoterminowy; Potrzeba, na którą odpowiada: Towarzystwo"
    changes = {c.what: (c.before, c.after) for c in plans.annex_of(office, plan).changes}
    assert changes == {
        "Plan awaryjny": ("", "dzwonimy do córki"),
        "Cel 1": ("", new),
        "Usługa 1 (Rehabilitacja): Wymiar": ("3 godz. tygodniowo", "4 godz. tygodniowo"),
        "Działanie 1": ("zakupy; Kto je prowadzi: sąsiadka; Kiedy: w piątki", ""),
    }  # fmt: skip
    agree(office, plan)
    approve_as(office, plan, "Jan Testowy")
    newest = plans.list_versions(office, plan)[0].id
    words = pages(office, plans.annex_paper(office, plan, newest))
    assert "zmiana potrzeb, więcej godzin" in words
    assert "dzwonimy do córki" in words
    assert "Wsparcie po złamaniu biodra" not in words


def test_the_first_version_has_no_annex(office: Office, plan: bytes) -> None:
    approve(office, plan)
    with pytest.raises(RuleError, match="no_version_before"):
        plans.annex_of(office, plan, plans.list_versions(office, plan)[0].id)


def test_a_plan_from_29_february_lasts_to_28(office: Office, resident: bytes) -> None:
    start = dt.date(2028, 2, 29)
    draft = PlanDraft(valid_from=start, valid_to=dt.date(2029, 2, 28))
    assert plans.create_plan(office, resident, draft).id
    with pytest.raises(ValidationError):
        plans.create_plan(
            office, resident, PlanDraft(valid_from=start, valid_to=dt.date(2029, 3, 1))
        )


def test_a_package_brings_services_and_nothing_of_the_person(
    office: Office, plan: bytes, resident: bytes, service: bytes
) -> None:
    plans.save_package(office, plan, name="Po złamaniu")
    for name in ("", "Po złamaniu"):
        with pytest.raises(ValidationError):
            plans.save_package(office, plan, name=name)
    other = plans.create_plan(office, resident)
    (package,) = plans.list_packages(office)
    done = plans.insert_package(office, other.id, other.version, package.id)

    (row,) = plans.get_plan(office, other.id).draft.services
    assert (done.added, row.service_id, row.amount, row.schedule) == (1, service, 180, "")
    catalogue.retire(office, service)
    assert plans.list_packages(office)[0].withdrawn == 1
    approve(office, plan)
    with pytest.raises(RuleError):
        plans.insert_package(office, plan, version(office, plan), package.id)


def test_a_person_reads_what_was_approved_in_words(office: Office, plan: bytes) -> None:
    from cusdesk.services.plans.annex import told_content
    from cusdesk.services.plans.versions import versions_of

    approve(office, plan)
    with office.read() as session:
        words = told_content(versions_of(session, plan)[0].content)
    assert "Potrzeby: Wsparcie po złamaniu biodra." in words
    assert "Usługa 1: Rehabilitacja" in words
    assert "{" not in words


def test_the_course_reads_the_plan_once(
    office: Office, plan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def counted(session: Session, row: Plan) -> PlanDraft:
        """Read as ever, and note that it was read."""
        read.append(row.id)
        return store.read_draft(session, row)

    for module in (chain, queries, versions):
        monkeypatch.setattr(module, "read_draft", counted)
    plans.plan_course(office, plan)
    assert read == [plan]

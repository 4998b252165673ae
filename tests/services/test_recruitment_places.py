"""Points, the approved list, freed seats, calls; never a seat too many without a word."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.recruitment import (
    CallOutcome,
    CandidateStatus,
    CriterionMark,
    EditionDraft,
    TieRule,
)
from cusdesk.services import attendance, history, recruitment
from cusdesk.services.attendance import GroupDraft
from cusdesk.services.recruitment import CallDraft, MarkEntry
from tests.services.attendance_office import add_service
from tests.services.recruitment_office import (
    ADAM,
    DAY,
    EWA,
    JAN,
    OLA,
    POINTS,
    candidate,
    edition,
    names,
    paste,
    shared_office,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One office for tests that look at nothing but their own edition."""
    with shared_office(tmp_path_factory.mktemp("shared")) as made:
        yield made


MET, NOT_MET, UNKNOWN = CriterionMark.MET, CriterionMark.NOT_MET, CriterionMark.UNKNOWN


def mark(office, of, given_name, number, value, reason=""):
    criterion = recruitment.get_edition(office, of).draft.criteria[number].id
    who = candidate(office, of, given_name).id
    return recruitment.write_marks(office, of, [MarkEntry(who, criterion, value, reason)])


def approved(office, *rows, **fields):
    of = edition(office, **fields)
    paste(office, of, *rows)
    recruitment.approve_list(office, of)
    return of


def call(office, of, given_name, outcome, **more):
    who = candidate(office, of, given_name).id
    return recruitment.log_call(office, who, CallDraft(outcome, **more))


def test_points_follow_the_marks_and_undo_takes_them_back(office):
    of = edition(office)
    paste(office, of, OLA, EWA)
    mark(office, of, "Ewa", 1, MET)
    mark(office, of, "Ewa", 2, UNKNOWN, "brak zaświadczenia")

    assert names(office, of) == [("Ewa", 1, True), ("Aleksandra", 2, True)]
    ewa = candidate(office, of, "Ewa")
    assert (ewa.points, ewa.open_criteria) == (10, 1)
    history.undo(office)
    history.undo(office)
    assert candidate(office, of, "Ewa").points == 0


def test_a_missed_condition_excludes_nobody_by_itself(office):
    of = edition(office)
    paste(office, of, OLA)
    mark(office, of, "Aleksandra", 0, NOT_MET)
    ola = candidate(office, of, "Aleksandra")

    assert (ola.missed, ola.rank) == (("Mieszka w gminie",), 1)
    with pytest.raises(ValidationError):
        recruitment.leave(office, ola.id, CandidateStatus.EXCLUDED, DAY, " ")
    recruitment.leave(office, ola.id, CandidateStatus.EXCLUDED, DAY, "mieszka poza gminą")
    assert names(office, of) == [("Aleksandra", None, False)]


def test_an_approved_list_is_frozen(office):
    of = approved(office, OLA, EWA, ADAM)

    assert names(office, of) == [("Aleksandra", 1, True), ("Ewa", 2, True), ("Adam", 3, False)]
    with pytest.raises(RuleError, match="frozen"):
        mark(office, of, "Adam", 1, MET)
    details = recruitment.get_edition(office, of)
    draft = dataclasses.replace(details.draft, criteria=details.draft.criteria[:1])
    with pytest.raises(RuleError, match="frozen"):
        recruitment.change_edition(office, of, draft, details.version)
    with pytest.raises(RuleError, match="approved_stays"):
        recruitment.retire_edition(office, of)


def test_a_freed_seat_proposes_one_person_and_calls_are_logged(office):
    of = approved(office, OLA, EWA, ADAM, JAN, seats=1)
    assert recruitment.edition_board(office, of).next_id is None
    who = candidate(office, of, "Aleksandra").id
    recruitment.leave(office, who, CandidateStatus.WITHDRAWN, DAY, "przeprowadzka")

    board = recruitment.edition_board(office, of)
    ewa = board.candidate(board.next_id)
    assert (ewa.given_name, ewa.phone, ewa.phone_owner) == (
        "Ewa", "600100200", "Żurawska Anna"
    )  # fmt: skip
    call(office, of, "Ewa", CallOutcome.REFUSED, note="za daleko")
    assert recruitment.edition_board(office, of).next_id == candidate(office, of, "Adam").id
    call(office, of, "Adam", CallOutcome.ACCEPTED)
    board = recruitment.edition_board(office, of)
    assert (board.next_id, board.free) == (None, 0)
    adam = candidate(office, of, "Adam").calls[0]
    assert (adam.author, adam.outcome) == ("Anna Testowa", CallOutcome.ACCEPTED)


def test_unanswered_calls_let_the_next_be_proposed_and_take_no_place(office):
    of = approved(office, OLA, EWA, ADAM, seats=1, call_tries=2)
    gone = candidate(office, of, "Aleksandra").id
    recruitment.leave(office, gone, CandidateStatus.WITHDRAWN, DAY, "choroba")
    for _ in range(2):
        assert recruitment.edition_board(office, of).next_id == candidate(office, of, "Ewa").id
        call(office, of, "Ewa", CallOutcome.NOT_REACHED)

    assert recruitment.edition_board(office, of).next_id == candidate(office, of, "Adam").id
    assert candidate(office, of, "Ewa").rank == 2


def test_nobody_is_seated_over_the_number_without_a_reason(office):
    of = approved(office, OLA, EWA, seats=1)
    with pytest.raises(RuleError, match="no_seat"):
        call(office, of, "Ewa", CallOutcome.ACCEPTED)
    assert candidate(office, of, "Ewa").calls == ()
    with pytest.raises(ValidationError):
        recruitment.give_seat(office, candidate(office, of, "Ewa").id, "")
    recruitment.give_seat(office, candidate(office, of, "Ewa").id, "rodzeństwo")
    ewa = candidate(office, of, "Ewa")
    assert (ewa.status, ewa.reason) == (CandidateStatus.SEATED, "rodzeństwo")


@pytest.mark.parametrize(("seats", "seated"), [(0, 0), (None, 2)])
def test_no_seats_and_no_limit(office, seats, seated):
    of = approved(office, OLA, EWA, seats=seats)
    board = recruitment.edition_board(office, of)
    assert (board.taken, board.next_id) == (seated, None)


def test_late_candidates_wait_at_the_end(office):
    of = approved(office, OLA, EWA, seats=5)
    paste(office, of, ADAM)
    adam = candidate(office, of, "Adam")
    assert (adam.status, adam.rank) == (CandidateStatus.WAITING, 3)
    assert recruitment.edition_board(office, of).next_id == adam.id


def test_seats_never_fall_below_the_people_in_them(office):
    of = approved(office, OLA, EWA)
    details = recruitment.get_edition(office, of)
    draft = dataclasses.replace(details.draft, seats=1)
    with pytest.raises(RuleError, match="fewer_seats"):
        recruitment.change_edition(office, of, draft, details.version)
    more = dataclasses.replace(details.draft, seats=7)
    recruitment.change_edition(office, of, more, details.version)
    assert recruitment.edition_board(office, of).free == 5


def test_an_edition_is_cloned_a_year_later(office):
    of = edition(office, opens_on=dt.date(2028, 2, 29), closes_on=dt.date(2028, 3, 10))
    proposed = recruitment.next_edition(office, of).draft
    clone = recruitment.get_edition(office, recruitment.clone_edition(office, proposed).id).draft

    assert (clone.name, clone.opens_on) == ("Świetlica 2027", dt.date(2029, 2, 28))
    assert (clone.seats, clone.tie_rule) == (2, TieRule.SUBMISSION)
    assert [(c.text, c.points) for c in clone.criteria] == [(c.text, c.points) for c in POINTS]


def test_the_groups_of_an_edition_are_made_anew_and_empty(office):
    service = add_service(office, name="Zajęcia")
    draft = GroupDraft(service, "Świetlica 2026/27", leader="Ewa Nowak", place="sala 3")
    group, _ = attendance.create_group(office, draft)
    attendance.create_group(office, GroupDraft(service, "Inna"))
    of = approved(office, OLA, EWA, services=(service,))
    recruitment.enrol(office, of, group)

    proposed = recruitment.next_edition(office, of)
    assert [(g.group_id, g.next_name) for g in proposed.groups] == [(group, "Świetlica 2027/28")]
    copied = [(g.group_id, g.next_name) for g in proposed.groups]
    made = recruitment.clone_edition(office, proposed.draft, copied)
    rows = {row.name: row for row in attendance.list_groups(office, service)}
    new = rows["Świetlica 2027/28"]
    assert (new.leader, new.place, new.members) == ("Ewa Nowak", "sala 3", 0)
    choices = recruitment.groups_for(office, made.id)
    assert [one.name for one in choices][:3] == ["Inna", "Świetlica 2027/28", "Świetlica 2026/27"]
    history.undo(office)
    assert "Świetlica 2027/28" not in [g.name for g in attendance.list_groups(office, service)]


def test_the_ranking_for_the_wall_names_nobody(office):
    of = approved(office, OLA, EWA, ADAM)
    wall = recruitment.ranking_document(office, of, with_names=False)
    inside = recruitment.ranking_document(office, of, with_names=True)

    assert [row[1] for row in wall.rows] == [1, 2, 3]
    assert not {"Wrona", "Łęgi"} & set(repr(wall).split("'"))
    assert inside.rows[0][1] == "Wrona Aleksandra"
    assert "kolejność zgłoszeń" in wall.basis


def test_everybody_with_a_seat_joins_a_group_once(office):
    service = add_service(office)
    of = approved(office, OLA, EWA, ADAM, services=(service,))
    group, _ = attendance.create_group(office, GroupDraft(service, "Świetlica A"))
    assert recruitment.groups_for(office, of)[0].is_of_edition
    assert recruitment.enrol(office, of, group).added == 2
    assert recruitment.enrol(office, of, group).added == 0
    listed = [row.name for row in attendance.list_members(office, group)]
    assert listed == ["Wrona Aleksandra", "Żurawska Ewa"]


def test_an_edition_without_a_name_is_refused(office):
    with pytest.raises(ValidationError):
        recruitment.create_edition(office, EditionDraft())


def test_one_freed_seat_goes_to_one_of_two_who_answered(office):
    of = approved(office, OLA, EWA, ADAM, seats=1)
    gone = candidate(office, of, "Aleksandra").id
    recruitment.leave(office, gone, CandidateStatus.WITHDRAWN, DAY, "przeprowadzka")
    call(office, of, "Ewa", CallOutcome.CALLED, note="odpowie jutro")
    assert recruitment.edition_board(office, of).next_id == candidate(office, of, "Ewa").id

    call(office, of, "Adam", CallOutcome.ACCEPTED)  # answered first
    with pytest.raises(RuleError, match="no_seat"):
        call(office, of, "Ewa", CallOutcome.ACCEPTED)
    ewa = candidate(office, of, "Ewa")
    assert (ewa.status, ewa.rank, len(ewa.calls)) == (CandidateStatus.WAITING, 2, 1)
    assert recruitment.edition_board(office, of).taken == 1


def test_two_editions_at_once_know_nothing_of_each_other(office):
    one = approved(office, OLA, EWA, seats=1, name="Półkolonie")
    other = edition(office, seats=1, name="Obóz")
    paste(office, other, EWA, OLA)
    mark(office, other, "Ewa", 1, MET)

    assert names(office, one) == [("Aleksandra", 1, True), ("Ewa", 2, False)]
    assert names(office, other) == [("Ewa", 1, True), ("Aleksandra", 2, False)]
    in_one, in_other = candidate(office, one, "Ewa"), candidate(office, other, "Ewa")
    assert in_one.resident_id == in_other.resident_id
    assert in_one.application_id != in_other.application_id
    recruitment.leave(office, in_one.id, CandidateStatus.WITHDRAWN, DAY, "wybrała obóz")
    assert candidate(office, other, "Ewa").status is CandidateStatus.APPLIED
    with pytest.raises(RuleError, match="frozen"):
        mark(office, one, "Aleksandra", 1, MET)


@pytest.mark.parametrize(
    ("rule", "words"),
    [(TieRule.YOUNGER, "młodsz"), (TieRule.OLDER, "starsz"), (TieRule.MORE_CRITERIA, "kryteri")],
)
def test_the_rule_for_equal_points_decides_and_is_printed(office, rule, words):
    of = edition(office, seats=1, tie_rule=rule)
    paste(office, of, OLA, ADAM)
    mark(office, of, "Aleksandra", 0, MET)  # a condition without points
    for with_names in (True, False):
        basis = recruitment.ranking_document(office, of, with_names=with_names).basis
        assert words in basis.casefold()
    first = {TieRule.OLDER: "Adam"}.get(rule, "Aleksandra")
    assert names(office, of)[0][0] == first


def test_nobody_twice_in_one_list_is_a_candidate_twice(office):
    of = edition(office)
    plan, _ = paste(office, of, OLA, EWA, OLA)
    assert len(names(office, of)) == 2
    assert [row.outcome for row in plan.rows] == ["known", "known", "doubtful"]

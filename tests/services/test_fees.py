"""Rules with versions, decisions, monthly runs and their corrections on a real office."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from cusdesk.core.errors import ConflictError, RuleError, ValidationError
from cusdesk.domain.fees.decision import DecisionDraft, DecisionRelief, Regime
from cusdesk.domain.fees.rule import BandKind, FeeBand, FeePrice
from cusdesk.models.journal import Operation
from cusdesk.services import catalogue, fees, history
from cusdesk.services.fees import frozen
from cusdesk.services.fees.counting import count_month, read_book
from tests.db.test_capture import add_resident
from tests.services.attendance_office import add_service, make_group, mark_all
from tests.services.fees_office import APRIL, MAY, add_visit, confirm, decide, make, suo


def test_a_rule_comes_back_as_it_was_entered(office):
    service = add_service(office)
    saved = fees.create_rule(office, suo(service))
    found = fees.get_rule(office, saved.id)
    kept = replace(found.rule, reliefs=tuple(replace(r, id=None) for r in found.rule.reliefs))
    assert kept == suo(service)
    assert not found.is_frozen
    row = fees.list_rules(office)[0]
    assert (row.services, row.price_gr, row.market_gr) == ("Rehabilitacja", 10_000, 12_500)


def test_two_rules_of_one_service_in_one_time_are_refused(office):
    service = add_service(office)
    first = fees.create_rule(office, suo(service))
    with pytest.raises(ValidationError) as refused:
        fees.create_rule(office, suo(service))
    assert [problem.key for problem in refused.value.problems] == ["fees.problem.clash"]
    fees.retire_rule(office, first.id)
    fees.create_rule(office, suo(service))


def test_a_rule_with_a_confirmed_month_goes_on_as_a_new_version(office):
    rule, service, (person,) = make(office, "Wrona")
    confirm(office)
    found = fees.get_rule(office, rule)
    assert found.is_frozen
    dearer = replace(found.rule, prices=(FeePrice(dt.date(2026, 1, 1), 11_000),))
    with pytest.raises(RuleError, match="frozen"):
        fees.change_rule(office, rule, dearer, found.version)
    with pytest.raises(RuleError, match="frozen"):
        fees.change_rule(office, rule, replace(found.rule, services=()), found.version)
    ends = replace(found.rule, valid_to=dt.date(2026, 5, 30))
    with pytest.raises(RuleError, match="frozen_end"):
        fees.change_rule(office, rule, ends, found.version)
    with pytest.raises(RuleError, match="used"):
        fees.retire_rule(office, rule)
    june = dt.date(2026, 6, 1)
    made = fees.new_version(office, rule, replace(dearer, valid_from=june))
    assert fees.get_rule(office, rule).rule.valid_to == dt.date(2026, 5, 31)
    add_visit(office, person, service, june)
    line = fees.month_fees(office, june).proposed[0]
    assert (line.rule_id, line.total_gr, line.before_gr) == (made.id, 1_100, 10_000)


def test_a_decision_that_was_counted_from_is_frozen_and_the_next_one_ends_it(office):
    _rule, service, (person,) = make(office, "Wrona")
    decision = fees.list_decisions(office)[0]
    confirm(office)
    found = fees.get_decision(office, decision.id)
    with pytest.raises(RuleError, match="decision_frozen"):
        fees.change_decision(office, decision.id, replace(found.draft, income_gr=1), found.version)
    fees.change_decision(office, decision.id, replace(found.draft, notes="x"), found.version)
    with pytest.raises(RuleError, match="decision_used"):
        fees.retire_decision(office, decision.id)
    decide(office, person, service, 600_000, valid_from=dt.date(2026, 6, 1))
    ends = [row.valid_to for row in fees.list_decisions(office)]
    assert ends == [None, dt.date(2026, 5, 31)]


WRONG = (
    ({"resident_id": None}, "resident_id"),
    ({"is_single": False}, "persons"),
    ({"fixed_percent": 500, "fixed_rate_gr": 5}, "fixed_twice"),
    ({"reliefs": (DecisionRelief(),)}, "relief_missing"),
    ({"valid_to": dt.date(2026, 3, 1)}, "end_before_start"),
    ({"income_gr": 10**12}, "too_large"),
    ({}, "decision_clash"),
)


def test_a_wrong_decision_is_refused_with_a_sentence(office):
    service, person = add_service(office), add_resident(office, "Wrona")
    good = DecisionDraft(person, service, valid_from=APRIL, valid_to=MAY)
    fees.create_decision(office, good)
    for fields, key in WRONG:
        with pytest.raises(ValidationError) as refused:
            fees.create_decision(office, replace(good, **fields))
        assert refused.value.problems[0].key.endswith(key)


def test_a_small_change_of_income_is_told_to_leave_the_fee(office):
    _rule, service, (person,) = make(office, "Wrona")
    new = DecisionDraft(person, service, Regime.DECISION, valid_from=MAY, income_gr=250_100)
    hint = fees.income_hint(office, new)
    assert (hint.change.matters, hint.change.difference_gr) == (False, 10_100)
    assert fees.income_hint(office, replace(new, income_gr=250_101)).change.matters
    assert fees.income_hint(office, replace(new, regime=Regime.PROGRAMME)) is None


def test_a_month_is_proposed_beside_the_last_one_and_confirmed_once(office):
    _rule, service, (person, other) = make(office, "Wrona", "Żak")
    add_visit(office, person, service, APRIL)
    confirm(office, APRIL)
    found = fees.month_fees(office, MAY)
    shown = [(line.resident, line.total_gr, line.difference_gr) for line in found.proposed]
    assert shown == [("Wrona", 10_000, 9_000), ("Żak", 10_000, None)]
    assert found.proposed[0].warnings == ("no_plan",)
    done = confirm(office)
    assert (done.lines, done.total_gr, done.number) == (2, 20_000, 1)
    after = fees.month_fees(office, MAY)
    assert [line.resident_id for line in after.confirmed] == [person, other]
    assert after.proposed == ()
    with pytest.raises(RuleError, match="nothing_to_charge"):
        confirm(office)
    assert history.next_undo(office) is None or history.next_undo(office).kind != "fees.confirm"


def test_late_hours_come_as_a_line_of_the_next_run(office):
    _rule, service, (person,) = make(office, "Wrona")
    confirm(office)
    extra = add_visit(office, person, service, MAY.replace(day=30), 90)
    june = dt.date(2026, 6, 1)
    line = fees.month_fees(office, june).proposed[0]
    assert (line.month, line.is_change, line.total_gr, line.amount_gr) == (MAY, True, 11_500, 1_500)
    confirm(office)
    assert fees.month_fees(office, MAY).runs[1].number == 2
    with office.write("attendance.visit") as work:
        from cusdesk.models.attendance import Visit

        work.retire(work.get(Visit, extra))
    back = fees.month_fees(office, MAY).proposed[0]
    assert (back.amount_gr, back.total_gr) == (-1_500, 10_000)


def test_everything_taken_out_of_a_confirmed_month_is_given_back(office):
    _rule, service, (person,) = make(office, "Wrona", hours=0)
    visit = add_visit(office, person, service, MAY)
    confirm(office)
    with office.write("attendance.visit") as work:
        from cusdesk.models.attendance import Visit

        work.retire(work.get(Visit, visit))
    line = fees.month_fees(office, MAY).proposed[0]
    assert (line.amount_gr, line.total_gr) == (-1_000, 0)
    assert [step.kind for step in line.steps] == ["nothing_used"]
    assert line.warnings == ("nothing_left",)


def test_who_has_no_decision_waits_and_stops_nobody(office):
    _rule, service, (_person,) = make(office, "Wrona")
    add_visit(office, add_resident(office, "Adamska"), service, MAY)
    found = fees.month_fees(office, MAY)
    assert [(line.resident, line.is_blocked) for line in found.proposed] == [
        ("Adamska", True),
        ("Wrona", False),
    ]
    assert found.proposed[0].warnings[0] == "no_decision"
    assert confirm(office).lines == 1


def test_nothing_is_confirmed_that_was_not_looked_at_or_is_not_over(office):
    _rule, service, (person,) = make(office, "Wrona")
    seal = fees.month_fees(office, MAY).seal
    add_visit(office, person, service, MAY.replace(day=20))
    with pytest.raises(ConflictError, match="changed_meanwhile"):
        fees.confirm_month(office, MAY, seal)
    with pytest.raises(RuleError, match="month_runs"):
        fees.confirm_month(office, dt.date(2026, 6, 1), seal)


def test_a_decision_that_changes_in_a_month_makes_one_line_of_two_stretches(office):
    _rule, service, (person,) = make(office, "Wrona")
    decide(office, person, service, 101_000, valid_from=MAY.replace(day=6))
    line = fees.month_fees(office, MAY).proposed[0]
    assert (line.total_gr, line.quantity) == (5_000, 600)
    kinds = [step.kind for step in line.steps]
    assert kinds[-1] == "total"
    assert "stretch" in kinds


def test_a_line_stands_on_the_decision_of_its_last_days(office):
    _rule, service, (person,) = make(office, "Wrona")
    latest = decide(office, person, service, 101_000, valid_from=MAY.replace(day=6))
    with office.read() as session:
        counted = count_month(session, read_book(session), MAY)[person, service]
    assert counted.decision_id == latest


def test_a_rule_that_asks_for_no_income_needs_no_decision(office):
    service = add_service(office, "Obiad")
    flat = (FeeBand(None, BandKind.AMOUNT, 700, 700),)
    fees.create_rule(office, replace(suo(service), bands=flat))
    person = add_resident(office, "Wrona")
    add_visit(office, person, service, MAY)
    with office.read() as session:
        counted = count_month(session, read_book(session), MAY)[person, service]
    assert (counted.charge.total_gr, counted.missing) == (700, "")


def test_a_relief_of_a_decision_goes_on_by_name_in_the_next_version(office):
    rule, service, (person,) = make(office, "Wrona", hours=0)
    relief = fees.get_rule(office, rule).rule.reliefs[1]
    decision = fees.get_decision(office, fees.list_decisions(office)[0].id)
    given = (DecisionRelief(relief.id, MAY),)
    fees.change_decision(office, decision.id, replace(decision.draft, reliefs=given), 1)
    found = fees.get_rule(office, rule).rule
    fees.new_version(office, rule, replace(found, valid_from=MAY.replace(day=10)))
    add_visit(office, person, service, MAY.replace(day=9), 600)
    add_visit(office, person, service, MAY.replace(day=10), 600)
    assert fees.month_fees(office, MAY).proposed[0].total_gr == 10_000


def test_absences_are_charged_by_the_length_of_the_meeting(office):
    group = make_group(office, ["Wrona"], [2, 9, 16], 90)
    mark_all(office, group, "xnu")
    from cusdesk.services.attendance import month_grid

    person = month_grid(office, group, dt.date(2026, 6, 1)).people[0].resident_id
    service = catalogue.names(office)[0][0]
    fees.create_rule(office, suo(service, charges_absent=True))
    decide(office, person, service, 700_000)
    line = fees.month_fees(office, dt.date(2026, 6, 1)).proposed[0]
    assert (line.quantity, line.total_gr) == (180, 30_000)


def test_history_does_not_reach_into_what_a_confirmed_month_stands_on(office):
    rule, _service, (person,) = make(office, "Wrona")
    with office.read() as session:
        for record, table in ((rule, "fee_rules"), (person, "fee_decisions")):
            frozen.refuse_if_used(session, table, record)
    decision = fees.list_decisions(office)[0].id
    confirm(office)
    with office.read() as session:
        for record, table in ((rule, "fee_bands"), (decision, "fee_decisions")):
            with pytest.raises(RuleError, match="frozen"):
                frozen.refuse_if_used(session, table, record)
        made = session.scalars(select(Operation).where(Operation.kind == "fees.create_rule")).one()
        with pytest.raises(RuleError, match="frozen"):
            frozen.refuse_to_reach_in(session, made.id)


def test_who_stayed_away_this_month_is_told_and_not_charged(office):
    make(office, "Wrona")
    confirm(office)
    assert fees.month_fees(office, dt.date(2026, 6, 1)).proposed == ()
    office.clock.advance(days=30)
    june = fees.month_fees(office, dt.date(2026, 6, 1))
    (line,) = june.proposed
    assert (line.is_gone, line.before_gr, line.difference_gr) == (True, 10_000, -10_000)
    assert (june.chargeable, june.blocked) == ((), ())

"""Debts in parts, receipts of cash, a resident's year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.domain.fees.instalments import Part
from cusdesk.domain.fees.ledger import PaymentDraft, PaymentKind
from cusdesk.services import fees, papers
from tests.services.fees_office import add_visit, confirm, make


def indebted(office, clock):
    """Return (service, person): 100 zł for May, due on 15.06; it is 20.07."""
    _rule, service, (person,) = make(office, "Wrona")
    confirm(office)
    clock.advance(days=35)
    return service, person


def pay(office, person, amount_gr, kind=PaymentKind.CASH):
    """Write a payment of today down; return its id."""
    draft = PaymentDraft(person, kind, office.clock.today(), amount_gr, "za maj")
    return fees.add_payment(office, draft).id


def agree(office, person, **fields):
    """Agree what is proposed; return the debt in parts."""
    draft = replace(fees.propose_instalments(office, person), reason="trudna sytuacja", **fields)
    fees.agree_instalments(office, draft)
    return fees.instalments_of(office, person)[0]


def test_parts_take_the_place_of_the_first_term(office, clock):
    _service, person = indebted(office, clock)
    assert fees.list_accounts(office)[0].overdue_gr == 10_000
    agree(office, person)
    (row,) = fees.list_accounts(office)
    assert (row.open_gr, row.overdue_gr, row.charged_gr) == (10_000, 0, 10_000)
    with pytest.raises(RuleError, match="nothing_late"):
        fees.reminder_draft(office, person)
    clock.advance(days=40)
    pay(office, person, 2_000)
    values = fees.reminder_draft(office, person).document.values
    (line,) = values["lines"]
    assert (line["month"], line["open"].grosze) == ("rata 1 z 3", 1_333)
    assert line["service"] == "Usługi opiekuńcze, maj 2026"
    (plan,) = fees.instalments_of(office, person)
    assert [part.open_gr for part in plan.parts] == [1_333, 3_333, 3_334]
    assert (plan.total_gr, plan.open_gr) == (10_000, 8_000)
    first, second = plan.parts[:2]
    assert [first.state_on(first.due_on), second.state_on(first.due_on)] == ["waits", "waits"]
    assert first.state_on(office.clock.today()) == "late"
    pay(office, person, 1_333)
    assert fees.instalments_of(office, person)[0].parts[0].state_on(JULY_20) == "paid"


def test_what_is_late_is_proposed_and_one_debt_is_in_parts_at_a_time(office, clock):
    _rule, service, (person,) = make(office, "Wrona")
    confirm(office)
    clock.advance(days=30)  # 15 July: the charge of June is due today, so it is not late
    add_visit(office, person, service, dt.date(2026, 6, 2))
    confirm(office, dt.date(2026, 6, 1))
    draft = fees.propose_instalments(office, person)
    # a month later is the Assumption and a Saturday
    assert (draft.amount_gr, draft.parts[0].due_on) == (10_000, dt.date(2026, 8, 17))
    agree(office, person)
    assert fees.propose_instalments(office, person).amount_gr == 1_000
    with pytest.raises(RuleError, match="parts_hold"):
        agree(office, person)


def test_a_new_month_is_due_between_the_parts(office, clock):
    service, person = indebted(office, clock)
    agree(office, person)
    add_visit(office, person, service, dt.date(2026, 6, 2))
    confirm(office, dt.date(2026, 6, 1))  # 10 zł, due before the first part
    pay(office, person, 1_500)
    balance = fees.account_of(office, person).balance
    assert [item.open_gr for item in balance.items] == [2_833, 3_333, 3_334]
    assert (balance.open_gr, sum(item.open_gr for item in balance.items)) == (9_500, 9_500)


def test_ended_parts_bring_the_first_terms_back(office, clock):
    _service, person = indebted(office, clock)
    plan = agree(office, person)
    with pytest.raises(RuleError, match="no_debt"):
        fees.propose_instalments(office, person)
    with pytest.raises(ValidationError):
        fees.end_instalments(office, plan.id, plan.version, " ")
    fees.end_instalments(office, plan.id, plan.version, "dwie raty bez wpłaty")
    assert fees.list_accounts(office)[0].overdue_gr == 10_000
    (ended,) = fees.instalments_of(office, person)
    assert (ended.ended_on, [part.open_gr for part in ended.parts]) == (
        dt.date(2026, 7, 20), [None, None, None]
    )  # fmt: skip
    with pytest.raises(RuleError, match="parts_over"):
        fees.instalments_draft(office, person, plan.id)
    assert agree(office, person).parts[0].open_gr == 3_333


JULY_20, AUGUST_20 = dt.date(2026, 7, 20), dt.date(2026, 8, 20)
WRONG = (
    ({"amount_gr": 10_001}, "parts_more"),
    ({"amount_gr": 0}, "amount"),
    ({"parts": (Part(JULY_20, 10_000),)}, "parts_count"),
    ({"parts": (Part(JULY_20, 5_000), Part(None, 5_000))}, "part"),
    ({"parts": (Part(AUGUST_20, 5_000), Part(dt.date(2026, 8, 19), 5_000))}, "part_order"),
    ({"parts": (Part(dt.date(2026, 7, 19), 5_000), Part(AUGUST_20, 5_000))}, "part_order"),
    ({"parts": (Part(JULY_20, 5_000), Part(JULY_20, 4_999))}, "parts_sum"),
    ({"reason": " "}, "parts_reason"),
)


def test_wrong_parts_are_refused_with_a_sentence(office, clock):
    _service, person = indebted(office, clock)
    good = replace(fees.propose_instalments(office, person), reason="choroba")
    assert good.parts[0].due_on == dt.date(2026, 8, 20)
    for fields, key in WRONG:
        with pytest.raises(ValidationError) as refused:
            fees.agree_instalments(office, replace(good, **fields))
        assert [problem.key for problem in refused.value.problems] == [f"fees.problem.{key}"]
    fees.agree_instalments(office, good)


def test_the_paper_says_the_charges_and_the_parts(office, clock):
    _service, person = indebted(office, clock)
    plan = agree(office, person)
    draft = fees.instalments_draft(office, person, plan.id)
    values = draft.document.values
    assert [row["amount"].grosze for row in values["debts"]] == [10_000]
    assert [row["amount"].grosze for row in values["parts"]] == [3_333, 3_333, 3_334]
    assert papers.issue_paper(office, draft).number == "RAT/1/2026"


def test_cash_gets_one_receipt_and_a_receipted_payment_stays(office, clock):
    _service, person = indebted(office, clock)
    cash = pay(office, person, 4_000)
    draft = fees.receipt_draft(office, cash)
    assert (draft.document.values["left"].grosze, draft.document.values["even"]) == (6_000, "")
    issued = papers.issue_paper(office, draft)
    entry = fees.account_of(office, person).entries[-1]
    assert (entry.note, entry.receipt[1]) == ("za maj, pokwitowanie POK/1/2026", "POK/1/2026")
    with pytest.raises(RuleError, match="receipt_there"):
        fees.receipt_draft(office, cash)
    with pytest.raises(RuleError, match="receipt_issued"):
        fees.retire_payment(office, cash)
    papers.cancel_paper(office, issued.id, "pomyłka w kwocie")
    fees.retire_payment(office, cash)
    with pytest.raises(RuleError, match="not_cash"):
        fees.receipt_draft(office, pay(office, person, 500, PaymentKind.TRANSFER))
    for amount in (9_500, 300):  # what was left, then too much
        values = fees.receipt_draft(office, pay(office, person, amount)).document.values
        assert (values["left"], values["even"]) == (None, "1")
    with pytest.raises(NotFoundError):
        fees.receipt_draft(office, cash)


def test_a_year_adds_up_month_by_month(office, clock):
    _service, person = indebted(office, clock)
    pay(office, person, 4_000)
    mistaken = pay(office, person, 6_500, PaymentKind.TRANSFER)
    pay(office, person, 500, PaymentKind.REFUND)
    fees.retire_payment(office, mistaken)
    fees.waive(office, PaymentDraft(person, PaymentKind.WAIVER, JULY_20, 1_000, reason="choroba"))
    found = fees.year_account(office, person, 2026)
    assert (found.opening_gr, found.charged_gr, found.paid_gr) == (0, 10_000, 4_000)
    lefts = {one.month.month: one.left_gr for one in found.months}
    assert lefts == {1: 0, 2: 0, 3: 0, 4: 0, 5: 10_000, 6: 10_000, 7: 5_500}
    assert found.services == (("Usługi opiekuńcze", 10_000),)
    assert fees.year_account(office, person, 2027).months == ()
    clock.advance(days=12)  # the first of August
    assert len(fees.year_account(office, person, 2026).months) == 8
    clock.advance(days=188)
    assert fees.year_account(office, person, 2027).opening_gr == 5_500
    table = fees.year_table(office, person, 2026)
    assert table.rows[6] == ("lipiec 2026", 0, 4_000, 500, 1_000, 5_500)
    assert papers.issue_paper(office, fees.year_draft(office, person, 2026)).number.startswith(
        "ZOP"
    )

"""One month of money to the minute and the grosz: every figure follows from what was typed once."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.attendance import Mark
from cusdesk.domain.invoices import FindingKind, InvoiceStatus
from cusdesk.domain.months import FindingKind as Seen
from cusdesk.domain.pools import PoolKind
from cusdesk.services import attendance, budget, contracts, fees, invoices, months, own_sheets
from cusdesk.services.reports import ReadyKind
from tests.e2e import money
from tests.e2e.money import MAY
from tests.services.test_own_sheets import keep, template, values
from tests.services.test_reports import cells, made

MEETINGS, ABSENCES = 8, 2
BAK, LUCZAK = 630, 360
"""Minutes: eight hours and the night; six of eight."""
DELIVERED, WORTH_GR = 16_500, 49_500


@pytest.fixture
def chain(office):
    """May typed: 16,5 hours out of a pool of 16."""
    found = money.begin(office, pool_hours=16)
    assert money.fill_the_grid(found, ABSENCES) == MEETINGS  # 3 May falls on no Tuesday or Thursday
    money.visit_past_midnight(found)
    return found


def pools_over(chain):
    found = contracts.pools(chain.office).balances
    return {each.key.kind: each for each in found if each.needs_reason}


def step(chain, invoice, status, reason=""):
    invoices.take_step(chain.office, invoice, status, reason)


def seen(chain):
    return [each.kind for each in months.check_month(chain.office, MAY).findings]


def figures(office):
    sheet = attendance.monthly_sheet(office, MAY)
    return [(each.name, each.minutes) for service in sheet.services for each in service.persons]


def settle(chain):
    """Say why the pool was passed and bring the right invoice to its payment."""
    for balance in pools_over(chain).values():
        contracts.give_reason(chain.office, balance, "zgoda dyrektora na dodatkową noc")
    invoice = money.bill(chain, DELIVERED, "2/05")
    step(chain, invoice, InvoiceStatus.CHECKED, "pula przekroczona za zgodą")
    step(chain, invoice, InvoiceStatus.DESCRIBED)
    invoices.approve(chain.office, invoice)
    step(chain, invoice, InvoiceStatus.PAID)
    return invoice


def test_hours_nobody_gave_are_found_and_sent_back(chain):
    invoice = money.bill(chain, DELIVERED + 2_000, "1/05")
    check = invoices.check(chain.office, invoice)
    (more,) = [each for each in check.findings if each.kind is FindingKind.HOURS_MORE]
    assert more.difference == 2_000
    assert {(each.name, each.why) for each in check.lines[0].likely} == {("Łuczak", "absent")}
    with pytest.raises(ValidationError):
        step(chain, invoice, InvoiceStatus.RETURNED)
    step(chain, invoice, InvoiceStatus.RETURNED, "dwie nieobecności to nie godziny")


def test_the_description_says_what_was_delivered_and_paid(chain):
    invoice = settle(chain)
    words = money.words_of(chain.office, invoices.description_draft(chain.office, invoice))
    assert "Z usług skorzystało osób: 2." in words
    assert "495,00" in words
    assert "czterysta dziewięćdziesiąt pięć złotych zero groszy" in words
    for said in ("85228", "1/2026", "zamówienie poniżej progu", "16,5"):
        assert said in words
    statement = invoices.statement(chain.office, chain.provider, MAY)
    rows = [(row.name, row.minutes, row.absences) for row in statement.rows]
    assert rows == [("Bąk", BAK, 0), ("Łuczak", LUCZAK, ABSENCES)]


def test_the_month_closes_when_all_is_said_and_keeps_its_figures(chain):
    assert set(pools_over(chain)) == {PoolKind.CONTRACT, PoolKind.SOURCE}
    assert seen(chain) == [Seen.OVER_PLAN, Seen.OVER_POOL, Seen.OVER_POOL]
    settle(chain)
    check = months.check_month(chain.office, MAY)
    assert seen(chain) == [Seen.OVER_PLAN]  # the night was planned by nobody
    months.close_month(chain.office, MAY, check.seal, "noc za zgodą dyrektora")
    assert figures(chain.office) == [("Bąk", BAK), ("Łuczak", LUCZAK)]

    grid = attendance.month_grid(chain.office, chain.group, MAY)
    late = [attendance.MarkEntry(grid.meetings[0].id, chain.people[1], Mark.PRESENT)]
    with pytest.raises(RuleError):
        attendance.write_marks(chain.office, late)
    months.reopen_month(chain.office, MAY, "Łuczak był na pierwszym spotkaniu")
    attendance.write_marks(chain.office, late)
    assert figures(chain.office) == [("Bąk", BAK), ("Łuczak", LUCZAK + 60)]
    again = months.check_month(chain.office, MAY)
    assert again.seal != check.seal
    assert seen(chain).count(Seen.OVER_POOL) == 2  # more than was explained


def test_fees_and_budget_follow_from_the_same_hours(chain):
    settle(chain)
    money.charge(chain)
    owed = {row.resident: (row.charged_gr, row.open_gr) for row in fees.list_accounts(chain.office)}
    assert owed == {"Bąk": (10_500, 0), "Łuczak": (6_000, 6_000)}  # ten złote an hour
    year = budget.budget_year(chain.office, 2026)
    (source,) = year.sources
    assert (source.line.spent_gr, source.delivered_gr, source.unbilled_gr) == (
        WORTH_GR,
        WORTH_GR,
        0,
    )
    assert year.income_gr == 10_500
    assert budget.year_sheet(chain.office, year).document.totals


def test_sheets_and_their_lists_say_the_same(chain, tmp_path):
    settle(chain)
    ready = made(chain, ReadyKind.SERVICE)
    row = cells(ready.table, chain.service.hex())
    assert (row["persons"], row["minutes"], row["amount"]) == (2, BAK + LUCZAK, WORTH_GR)
    sheet = keep(chain.office, template(tmp_path / "raport.xlsx"))
    filled = own_sheets.fill(chain.office, sheet, dt.date(2026, 5, 1))
    assert values(filled.data, "B1", "B4", "D4", "E4") == ["maj", 2, 16.5, 495]

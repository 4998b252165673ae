"""Money in the window: accounts, a payment, a statement, who is late."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cusdesk.domain.access import Role
from cusdesk.domain.fees.ledger import PaymentDraft
from cusdesk.services import fees
from cusdesk.ui.fees.parts_dialog import COLUMNS
from cusdesk.ui.fees.screen import FeesScreen
from tests.services.fees_office import MAY, confirm, make
from tests.services.test_fees_money import statement


@pytest.fixture
def screen(context, office, qtbot):
    """Wrona and Żak owe 100 zł each since yesterday."""
    office.clock.advance(days=-10)
    make(office, "Wrona", "Żak")
    confirm(office, MAY)
    office.clock.advance(days=11)
    made = FeesScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1166, 680)
    made.show()
    made.tabs.setCurrentIndex(1)
    return made


def click(box, words):
    next(each for each in box.buttons() if each.text() == words).click()


def test_a_statement_is_read_and_the_sure_ones_are_booked(screen, office, tmp_path):
    page = screen.money
    assert page.state.text().startswith("Do zapłaty w całym biurze: 200,00")
    path = statement(tmp_path, "2026-06-10;100,00;za maj SR.12.2026;WRONA;", "2026-06-11;5,00;x;y;")
    page.read_file(path)
    bank = page.bank
    assert "2 nowe wpłaty" in bank.words.text()
    assert len(bank.lines) == 2
    one = bank.lines[1]
    bank.panel.view.select_record(one.id)
    assert not bank.book.isEnabled()
    bank.person.show_person(fees.list_accounts(office)[1].id, "Żak")
    bank._on_person()
    bank.book_one()
    assert [line.id for line in bank.lines] == [bank.lines[0].id]
    bank.panel.view.select_record(bank.lines[0].id)
    bank.ignore_one()
    assert bank.lines == []
    assert [row.settled_gr for row in page.rows] == [0, 500]
    assert not page.waiting.isVisible()


def test_a_payment_is_typed_and_shows_on_the_account(screen, office):
    page = screen.money
    who = page.rows[0].id
    page.panel.view.select_record(who)
    page._pay()
    page.payment.form.set_value("amount_gr", 4_000)
    page.payment.confirm()
    assert page.rows[0].open_gr == 6_000
    page.open_account(who)
    assert page.dialog.words.text().startswith("Do zapłaty: 60,00")
    payment = page.dialog._found.entries[1]
    page.dialog.panel.view.select_record(payment.id)
    page.dialog._retire()
    assert page.dialog.words.text().startswith("Do zapłaty: 100,00")


def test_a_waiver_without_a_reason_is_refused_beside_the_field(screen, office):
    page = screen.money
    page.panel.view.select_record(page.rows[0].id)
    page._waive()
    page.payment.confirm()
    assert page.payment.isVisible()
    page.payment.form.set_value("reason", "zdarzenie losowe")
    page.payment.confirm()
    assert page.rows[0].open_gr == 0


def test_who_is_late_gets_a_reminder_and_a_decision(screen, office):
    page = screen.money
    who = page.rows[0]
    page.panel.view.select_record(who.id)
    page.debt.ask_remind_all(page.rows)
    click(page.debt.question, "Wydaj upomnienia")
    assert page.debt.preview.isVisible()
    assert [row.reminders for row in page.rows] == [1, 1]
    page._decide()
    assert "UPO/1/2026" in page.debt.dialog.form.draft().facts
    page.debt.dialog.confirm()
    assert page.paper_preview.isVisible()


def test_only_who_is_late_can_be_shown(screen, office):
    page = screen.money
    draft = PaymentDraft(page.rows[0].id, paid_on=office.clock.today(), amount_gr=10_000)
    fees.add_payment(office, draft)
    page.load()
    page.only.setChecked(True)
    assert page.panel.model.rowCount() == 1


def test_a_debt_is_parted_on_the_account_and_ended(screen, office):
    page = screen.money
    page.open_account(page.rows[0].id)
    page.dialog._show_parts()
    box = page.dialog.parts_dialog
    box._propose()
    form = box.dialog.form
    form.set_value("count", 2)
    box.dialog._on_left("count")
    assert [part.amount_gr for part in form.value("parts")] == [5_000, 5_000]
    box.dialog.confirm()
    assert box.dialog.isVisible()  # no reason yet
    form.set_value("reason", "choroba")
    box.dialog.confirm()
    assert [line.state for line in box._lines()] == ["waits", "waits"]
    model = box.panel.model
    assert model.index(0, len(COLUMNS) - 1).data() == "czeka"
    assert "najbliższa 50,00" in page.dialog.words.text()
    assert page.rows[0].overdue_gr == 0
    assert not box.agree.isEnabled()
    box._ask_end()
    box.ending.form.set_value("end_reason", "bez wpłat")
    box.ending.confirm()
    assert [line.state for line in box._lines()] == ["over"] * 2
    assert page.rows[0].overdue_gr == 10_000


def test_cash_offers_its_receipt_and_a_year_its_paper(screen, office, tmp_path):
    page = screen.money
    page.open_account(page.rows[0].id)
    account = page.dialog
    account._pay()
    assert not account.dialog.receipt.isHidden()
    account.dialog.receipt.setChecked(True)
    account.dialog.form.set_value("amount_gr", 4_000)
    account.dialog.confirm()
    assert account.paper_preview.windowTitle() == "Pokwitowanie"
    account.panel.view.select_record(account._found.entries[0].id)
    assert not account.receipt.isEnabled()
    assert [action.text() for action in account.year.menu().actions()] == [
        "Pismo za 2026…", "Excel za 2026…"
    ]  # fmt: skip
    account.year.save_as(2026, tmp_path / "rok.xlsx")
    assert (tmp_path / "rok.xlsx").stat().st_size


def test_who_only_confirms_can_decide_waive_and_part_a_debt(screen, context, office, qtbot):
    office.take_roles([Role.DIRECTOR])
    made = FeesScreen(replace(context, office=office))
    qtbot.addWidget(made)
    page = made.money
    names = [action.text() for action in page.late.menu().actions()]
    assert names == ["Decyzja o opłacie…", "Umorzenie…"]
    assert not page.late.isHidden()
    assert page.pay.isHidden()
    office.take_roles([Role.SETTLEMENT_CLERK])
    other = FeesScreen(replace(context, office=office))
    qtbot.addWidget(other)
    page = other.money
    assert [action.text() for action in page.late.menu().actions()][-1].startswith("Upomnienia")

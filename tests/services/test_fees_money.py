"""Money on residents' accounts: by hand, from statements, reminders, waivers, erasure."""

from __future__ import annotations

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.fees.ledger import PaymentDraft, PaymentKind
from cusdesk.services import fees, history, papers
from cusdesk.services.today import day_sheet
from tests.services.fees_office import APRIL, MAY, add_visit, confirm, make
from tests.services.test_fees_papers import ACCOUNT, pages_of

HEAD = "Data operacji;Kwota;Tytuł;Nadawca;Nr rachunku\n"
PAYS = "61109010140000071219812874"


@pytest.fixture
def owing(office):
    """Two people owe for April, one of them for May too; only May is not yet due."""
    _rule, service, people = make(office, "Wrona", "Żak", hours=2)
    for person in people:
        add_visit(office, person, service, APRIL, 600)
    office.clock.advance(days=-42)  # the fourth of May
    confirm(office, APRIL)
    office.clock.advance(days=28)  # the first of June
    confirm(office, MAY)
    return people


def pay(office, person, amount, **fields):
    given = {"paid_on": office.clock.today(), "amount_gr": amount, **fields}
    return fees.add_payment(office, PaymentDraft(person, **given))


def statement(tmp_path, *rows, name="wyciag.csv"):
    path = tmp_path / name
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="cp1250")
    return path


def test_an_account_tells_what_is_late_and_what_came_in(office, owing):
    row = fees.list_accounts(office)[0]
    assert (row.resident, row.open_gr, row.overdue_gr) == ("Wrona", 12_000, 10_000)
    pay(office, owing[0], 11_000, title="kasa")
    found = fees.account_of(office, owing[0])
    assert [(e.is_charge, e.amount_gr, e.balance_gr) for e in found.entries] == [
        (True, 10_000, 10_000),
        (True, 2_000, 12_000),
        (False, -11_000, 1_000),
    ]
    assert found.balance.overdue_gr == 0


def test_a_payment_is_taken_back_by_undo_or_into_the_bin(office, owing):
    saved = pay(office, owing[0], 100)
    history.undo(office)
    assert fees.list_accounts(office)[0].settled_gr == 0
    history.redo(office)
    fees.retire_payment(office, saved.id)
    assert fees.list_accounts(office)[0].settled_gr == 0


def test_a_waiver_needs_a_reason_and_a_debt(office, owing):
    waiver = PaymentKind.WAIVER
    with pytest.raises(ValidationError):
        pay(office, owing[0], 100, kind=waiver)
    with pytest.raises(RuleError, match="waive_more"):
        pay(office, owing[0], 12_001, kind=waiver, reason="zdarzenie losowe")
    pay(office, owing[0], 12_000, kind=waiver, reason="zdarzenie losowe")
    assert fees.list_accounts(office)[0].open_gr == 0
    with pytest.raises(RuleError, match="refund"):
        pay(office, owing[0], 1, kind=PaymentKind.REFUND)


def test_the_same_statement_twice_books_nothing_twice(office, owing, tmp_path):
    fees.issue_notices(office, APRIL)
    path = statement(
        tmp_path,
        f"2026-05-20;100,00;za kwiecień OPL/1/2026;Ktoś Inny;{PAYS}",
        "2026-05-21;20,00;składka;Nieznany Jan;",
        "2026-05-21;-5,00;prowizja;;",
    )
    first = fees.read_statement(office, path)
    assert (first.new, first.known, first.outgoing) == (2, 0, 1)
    lines = fees.waiting_lines(office)
    assert [(line.resident, line.is_sure, line.why) for line in lines] == [
        ("Wrona", True, ("number", "amount")),
        ("", False, ()),
    ]
    done = fees.book_lines(office, {lines[0].id: owing[0]})
    assert (done.lines, done.total_gr) == (1, 10_000)
    again = fees.read_statement(office, path)
    assert (again.new, again.known) == (0, 2)
    fees.ignore_lines(office, [lines[1].id])
    assert fees.waiting_lines(office) == []
    with pytest.raises(RuleError, match="nothing_to_book"):
        fees.book_lines(office, {lines[0].id: owing[0]})
    assert fees.list_accounts(office)[0].open_gr == 2_000


def test_a_known_account_is_recognised_the_next_time(office, owing, tmp_path):
    fees.read_statement(office, statement(tmp_path, f"2026-05-20;1,00;a;b;{PAYS}"))
    line = fees.waiting_lines(office)[0]
    fees.book_lines(office, {line.id: owing[1]})
    fees.read_statement(office, statement(tmp_path, f"2026-05-30;20,00;za maj;c;{PAYS}"))
    found = fees.waiting_lines(office)[0]
    assert (found.resident, found.is_sure, found.why) == ("Żak", True, ("account", "amount"))


def test_a_booked_line_waits_again_when_its_payment_goes(office, owing, tmp_path):
    fees.read_statement(office, statement(tmp_path, "2026-05-20;1,00;a;b;"))
    line = fees.waiting_lines(office)[0]
    fees.book_lines(office, {line.id: owing[0]})
    payment = next(e for e in fees.account_of(office, owing[0]).entries if not e.is_charge)
    fees.retire_payment(office, payment.id)
    assert [each.id for each in fees.waiting_lines(office)] == [line.id]


def test_a_reminder_and_a_decision_say_what_is_late(office, owing):
    fees.change_pay_settings(office, fees.PaySettings(ACCOUNT))
    done = fees.issue_reminders(office, owing)
    (first, _second) = (page.replace("\u00a0", " ") for page in pages_of(done.pages))
    assert "100,00 zł (słownie: sto złotych zero groszy) do dnia 15.06.2026" in first
    assert "maj 2026" not in first
    said = fees.debt_decision(office, owing[0])
    assert "UPO/1/2026 z 01.06.2026" in said.facts
    draft = fees.debt_decision_draft(office, owing[0], said)
    text = pages_of(papers.render(office, draft))[0].replace("\u00a0", " ")
    assert "ustalam do zapłaty kwotę 100,00 zł" in text
    assert fees.list_accounts(office)[0].reminders == 1
    pay(office, owing[0], 10_000)
    with pytest.raises(RuleError, match="nothing_late"):
        fees.reminder_draft(office, owing[0])


def test_the_office_words_of_a_decision_take_the_place_of_the_proposal(office, owing):
    said = fees.debt_decision(office, owing[0])
    assert said.is_proposed
    assert said.legal_basis.startswith("art. 43 ustawy z dnia 19 lipca 2019 r.")
    assert "wynikają z: XL/1/2026." in said.law
    own = fees.PaySettings(ACCOUNT, "", "art. 43 (sprawdzone)", "", "Tak mówi {rules}.")
    fees.change_pay_settings(office, own)
    said = fees.debt_decision(office, owing[0])
    assert (said.legal_basis, said.law, said.is_proposed) == (
        "art. 43 (sprawdzone)", "Tak mówi XL/1/2026.", False
    )  # fmt: skip


def test_an_erased_payer_is_in_no_line_of_a_bank(office, owing, tmp_path):
    from cusdesk.db.erase import Target
    from cusdesk.models.fees import FeeBankLine
    from cusdesk.services.protection.taking_out import take_out

    fees.read_statement(
        office, statement(tmp_path, "2026-05-20;1,00;opłata;x;", "2026-05-20;2,00;Wrona x;y;")
    )
    lines = fees.waiting_lines(office)
    fees.book_lines(office, {lines[0].id: owing[0]})
    with office.database.write_unrecorded() as session:
        take_out(session, Target(owing[0]), today=office.clock.today(), user_id=None)
    with office.read() as session:
        titles = [row.title for row in session.query(FeeBankLine).order_by(FeeBankLine.position)]
    assert titles[0] == ""


def test_the_day_sheet_tells_what_waits(office, owing, tmp_path):
    def told():
        found = [s for s in day_sheet(office).sections if s.key == "fees"]
        return [line.text for section in found for line in section.lines]

    assert told() == []
    fees.read_statement(office, statement(tmp_path, "2026-05-20;1,00;a;b;"))
    office.clock.advance(days=30)
    assert told() == [
        "Opłaty za czerwiec 2026 czekają na zatwierdzenie",
        "1 wpłata z wyciągu czeka na rozpoznanie",
    ]

"""Notices, the list for the cash desk, where residents pay, what an amount was counted from."""

from __future__ import annotations

import io

import pypdf
import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.services import fees, papers
from tests.services.fees_office import APRIL, MAY, add_visit, confirm, decide, make

ACCOUNT = "PL 61 1090 1014 0000 0712 1981 2874"


def pages_of(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_notices_are_issued_once_and_come_in_one_file(office):
    fees.change_pay_settings(office, fees.PaySettings(ACCOUNT, "pokój 3"))
    _rule, service, (person, _other) = make(office, "Wrona", "Żak")
    confirm(office)
    first = fees.issue_notices(office, MAY)
    pages = pages_of(first.pages)
    assert (first.new, len(pages)) == (2, 2)
    for words in (
        "100,00 zł (słownie: sto złotych zero groszy)",
        "do 15.06.2026 na rachunek 61 1090 1014 0000 0712 1981 2874",
        "Możn",
        "[§ 4, tabela]",
        "numer: OPL/1/2026",
    ):
        assert words in pages[0].replace("\u00a0", " ")
    again = fees.issue_notices(office, MAY)
    assert (again.new, len(pages_of(again.pages))) == (0, 2)
    add_visit(office, person, service, MAY.replace(day=28))
    confirm(office)
    assert fees.issue_notices(office, MAY).new == 1
    assert fees.month_fees(office, MAY).confirmed[0].paper.startswith("OPL/")


def test_nothing_is_issued_before_the_month_is_confirmed(office):
    _rule, _service, (person,) = make(office, "Wrona")
    with pytest.raises(RuleError, match="nothing_confirmed"):
        fees.issue_notices(office, MAY)
    with pytest.raises(RuleError, match="nothing_confirmed"):
        fees.notice_draft(office, MAY, person)
    assert papers.list_papers(office) == []


def test_who_pays_nothing_gets_no_notice_and_who_gets_back_is_told(office):
    _rule, service, (person,) = make(office, "Wrona", income_gr=101_000)
    add_visit(office, person, service, APRIL)
    confirm(office)
    assert fees.missing_notices(fees.month_fees(office, MAY).confirmed) == 0
    decide(office, person, service, 240_000, valid_from=MAY.replace(day=2))
    assert fees.month_fees(office, MAY).proposed[0].amount_gr == 9_000


def test_the_cash_list_has_one_line_a_person(office):
    make(office, "Wrona", "Żak")
    confirm(office)
    document = fees.cash_list(office, MAY)
    assert [(row[1], row[5]) for row in document.rows] == [("Wrona", 10_000), ("Żak", 10_000)]


def test_an_amount_leads_to_its_days(office):
    _rule, service, (person,) = make(office, "Wrona", hours=3)
    found = fees.uses(office, person, service, MAY)
    assert [(row.date.day, row.minutes) for row in found] == [(1, 60), (2, 60), (3, 60)]


def test_a_wrong_account_is_refused(office):
    for typed in ("12", "61109010140000071219812875", "abc"):
        with pytest.raises(ValidationError):
            fees.change_pay_settings(office, fees.PaySettings(typed))

"""Invoices: what is wrong with one, and how it differs from contract and hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.domain.contracts import (
    Contract,
    ContractServiceDraft,
    ContractUnit,
    Counting,
    Terms,
)
from cusdesk.domain.invoices import (
    Billed,
    Finding,
    FindingKind,
    InvoiceDraft,
    InvoiceLineDraft,
    InvoiceStatus,
    Suspect,
    check_invoice,
    contract_for,
    is_ksef_number,
    likely,
    match_line,
    next_steps,
)

MAY = (dt.date(2026, 5, 1), dt.date(2026, 5, 31))
LINE = InvoiceLineDraft(
    b"care", "opieka", *MAY, quantity_milli=241_000, rate_gr=3800, amount_gr=915_800
)
INVOICE = InvoiceDraft(
    number="FV 38/05/2026",
    provider_id=b"provider",
    issued_on=dt.date(2026, 6, 3),
    due_on=dt.date(2026, 6, 17),
    seller_nip="856-734-62-15",
    gross_gr=915_800,
    lines=(LINE,),
)
TERMS = Terms(ContractUnit.HOUR, Counting.PERSON, 3800, 1_000_000)
GIVEN = Billed(TERMS, 235_000)


def keys(draft: InvoiceDraft, *, blocking: bool = False) -> list[str]:
    return [
        p.key.removeprefix("domain.invoice.")
        for p in check_invoice(draft)
        if p.blocking is blocking
    ]


def test_a_good_invoice_has_no_problems() -> None:
    assert check_invoice(INVOICE) == []


def test_number_and_seller_are_needed() -> None:
    assert keys(InvoiceDraft(), blocking=True) == ["number_missing", "provider_missing"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"seller_nip": "8567346216"}, "seller_nip"),
        ({"buyer_nip": "123"}, "buyer_nip"),
        ({"ksef_number": "8567346215-20260603"}, "ksef"),
        ({"gross_gr": 915_799}, "sum"),
        ({"gross_gr": None}, "gross_missing"),
        ({"lines": (replace(LINE, rate_gr=3900),)}, "arithmetic"),
    ],
)
def test_a_slip_is_warned_about(change: dict[str, object], key: str) -> None:
    assert keys(replace(INVOICE, **change)) == [key]  # type: ignore[arg-type]  # kinds differ


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("8567346215-20260603-0A1B2C-3D4E5F-7A", True),
        ("8567346215-20260603-0A1B2C3D4E5F-7A", True),
        ("8567346216-20260603-0A1B2C3D4E5F-7A", False),
        ("8567346215-20260603-0A1B2C3D4E5G-7A", False),
    ],
)
def test_the_shape_of_a_ksef_number(number: str, good: bool) -> None:
    assert is_ksef_number(number) is good


def test_every_state_but_paid_leads_on() -> None:
    assert [status for status in InvoiceStatus if not next_steps(status)] == [InvoiceStatus.PAID]
    assert next_steps(InvoiceStatus.RETURNED) == (InvoiceStatus.RECEIVED,)


def test_more_hours_than_given_are_found() -> None:
    assert match_line(1, LINE, GIVEN) == [Finding(FindingKind.HOURS_MORE, 1, 241_000, 235_000)]
    assert match_line(1, LINE, GIVEN)[0].difference == 6_000


def test_what_agrees_is_no_finding() -> None:
    assert match_line(1, LINE, replace(GIVEN, delivered=241_000)) == []
    assert match_line(1, LINE, replace(GIVEN, delivered=None)) == []


@pytest.mark.parametrize(
    ("change", "known", "kind"),
    [
        ({"rate_gr": 3900, "amount_gr": 939_900}, {}, FindingKind.RATE),
        ({"unit": ContractUnit.MEETING}, {}, FindingKind.UNIT),
        ({"amount_gr": 1}, {}, FindingKind.ARITHMETIC),
        ({"service_id": None}, {}, FindingKind.SERVICE_UNKNOWN),
        ({"period_to": None}, {}, FindingKind.PERIOD_MISSING),
        ({}, {"terms": None}, FindingKind.SERVICE_NOT_ORDERED),
        ({}, {"is_inside": False}, FindingKind.PERIOD_OUTSIDE),
        ({}, {"billed_before": 759_001}, FindingKind.OVER_POOL),
        ({}, {"delivered": 242_000}, FindingKind.HOURS_LESS),
        ({}, {"elsewhere": 1_000}, FindingKind.HOURS_MORE),
    ],
)
def test_each_difference_has_its_kind(
    change: dict[str, object], known: dict[str, object], kind: FindingKind
) -> None:
    line = replace(LINE, **change)  # type: ignore[arg-type]  # kinds differ
    given = replace(GIVEN, **{"delivered": 241_000, **known})  # type: ignore[arg-type]  # any
    assert [finding.kind for finding in match_line(1, line, given)] == [kind]


def test_without_a_contract_only_the_hours_are_compared() -> None:
    alone = replace(GIVEN, terms=None, has_contract=False)
    assert [f.kind for f in match_line(1, LINE, alone)] == [FindingKind.HOURS_MORE]


def suspect(minutes: int, why: str = "absent", day: int = 4) -> Suspect:
    return Suspect(why, dt.date(2026, 5, day), b"ewa", "Ewa", minutes)


def test_the_fewest_hours_that_add_up_are_likely() -> None:
    known = [suspect(90), suspect(60), suspect(150, "after"), suspect(30)]
    assert likely(known, 150) == (known[2],)
    assert likely(known, 180) == (known[2], known[3])
    assert likely(known, 7) == ()
    assert likely(known, -60) == ()


def under(number: str, begins: dt.date, of: bytes = b"provider") -> Contract:
    ordered = (ContractServiceDraft(b"care"),)
    return Contract(number.encode(), number, of, "", begins, None, None, ordered, ())


def test_the_contract_is_the_named_one_or_the_only_one_that_fits() -> None:
    first, later = under("1", MAY[0]), under("2", dt.date(2026, 6, 1))
    other = under("3", MAY[0], b"somebody")
    known = [first, later, other]
    assert contract_for(None, b"provider", [LINE], known) == first
    assert contract_for(b"2", b"provider", [LINE], known) == later
    assert contract_for(b"gone", b"provider", [LINE], known) is None
    assert contract_for(None, b"provider", [LINE], [first, under("4", MAY[0])]) is None
    assert contract_for(None, b"provider", [replace(LINE, service_id=None)], known) is None

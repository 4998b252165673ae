"""An invoice of KSeF: read by the field map; hostile and wrong files get one sentence."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.invoices.ksef import invoice_of

NAME = "8567346215-20260603-0A1B2C3D4E5F-7A.xml"
INVOICE = """<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://zmyslone.example/FA/3">
 <Podmiot1><DaneIdentyfikacyjne><NIP>8567346215</NIP><Nazwa>Klub „Zmyślony”</Nazwa>
 </DaneIdentyfikacyjne></Podmiot1>
 <Podmiot2><DaneIdentyfikacyjne><NIP>8512899835</NIP><Nazwa>Gmina Zmyślona</Nazwa>
 </DaneIdentyfikacyjne></Podmiot2>
 <Fa><P_1>2026-06-03</P_1><P_2>FV 38/05/2026</P_2><RodzajFaktury>VAT</RodzajFaktury>
  <OkresFa><P_6_Od>2026-05-01</P_6_Od><P_6_Do>2026-05-31</P_6_Do></OkresFa><P_15>9258.00</P_15>
  <FaWiersz><P_7>opieka</P_7><P_8A>godz.</P_8A><P_8B>241.5</P_8B><P_9A>38</P_9A><P_11>9177</P_11>
   <P_12>zw</P_12></FaWiersz>
  <FaWiersz><P_7>dojazd</P_7><P_8A>szt.</P_8A><P_8B>1</P_8B><P_9A>65.85</P_9A><P_11>65.85</P_11>
   <P_12>23</P_12></FaWiersz>
  <Platnosc><TerminPlatnosci><Termin>2026-06-17</Termin></TerminPlatnosci></Platnosc>
 </Fa>
</Faktura>"""


def test_every_field_is_read() -> None:
    found = invoice_of(NAME, INVOICE.encode())
    assert (found.number, found.nip, found.buyer_nip) == (
        "FV 38/05/2026",
        "8567346215",
        "8512899835",
    )
    assert (found.issued_on, found.due_on) == (dt.date(2026, 6, 3), dt.date(2026, 6, 17))
    assert (found.gross_gr, found.ksef_number) == (925_800, NAME[:-4])


def test_lines_become_gross() -> None:
    care, way = invoice_of(NAME, INVOICE.encode()).lines
    assert (care.quantity_milli, care.unit, care.rate_gr, care.amount_gr) == (
        241_500, "hour", 3_800, 917_700,
    )  # fmt: skip
    assert (way.rate_gr, way.amount_gr) == (8_100, 8_100)
    assert care.period == (dt.date(2026, 5, 1), dt.date(2026, 5, 31))


def test_a_file_named_otherwise_has_no_number() -> None:
    assert invoice_of("faktura.xml", INVOICE.encode()).ksef_number == ""


BOMB = """<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><Faktura>&y;</Faktura>"""
OUTSIDE = """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Faktura>&x;</Faktura>"""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (BOMB, "imports.ksef.unsafe"),
        (OUTSIDE, "imports.ksef.unsafe"),
        ("<Faktura><Fa>", "imports.ksef.not_xml"),
        ("", "imports.ksef.not_xml"),
        ("Numer;Kwota", "imports.ksef.not_xml"),
        ("<Przelew/>", "imports.ksef.not_an_invoice"),
        ("<Faktura/>", "imports.ksef.not_an_invoice"),
        ("<?xml version='1.0' encoding='zmyslone'?><Faktura/>", "imports.ksef.not_xml"),
    ],
)
def test_what_is_no_invoice_gets_one_sentence(text: str, key: str) -> None:
    with pytest.raises(ImportProblemError) as raised:
        invoice_of("x.xml", text.encode())
    assert raised.value.key == key


_SIGNS = st.characters(exclude_characters="<&>", min_codepoint=0x20, max_codepoint=0x2FF)


@given(st.text(_SIGNS, max_size=12))
def test_a_strange_amount_is_no_crash(text: str) -> None:
    changed = INVOICE.replace("9258.00", text).replace("241.5", text)
    found = invoice_of("x.xml", changed.encode())
    assert found.gross_gr is None or isinstance(found.gross_gr, int)

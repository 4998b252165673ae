"""Statements of invented payments in the shapes of several Polish banks."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.bank import read_statement

ACCOUNT = "61109010140000071219812874"
MT940 = """:20:1
:25:/PL10102010260000042270201111
:28C:1/1
:60F:C260601PLN1000,00
:61:2606020602CN100,00NTRF//1
:86:020~00VE02~20OPLATA OPL/3/2026~21 ZA MAJ~32WRONA ~33MARIA~38PL{account}~
:61:2606030603DN50,00NTRF//2
:86:020~20PROWIZJA~
:61:2606030603RC10,00NTRF//3
:86:020~20ZWROT
:61:2606040604C7,5NTRF//4
:86:Przelew; Nadawca: Żak Ewa; Tytuł: za ćwiczenia
:61:26AB040604C7,50NTRF//5
:86:zly
:62F:C260630PLN1000,00
-"""
MBANK = """mBank S.A.;
#Klient;
CUS TESTOWO;

#Data operacji;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji;
2026-06-02;PRZELEW;"OPŁATA OPL/3/2026";"WRONA MARIA  ŁĘGI";'{account}';100,00;1 100,00;
2026-06-03;PROWIZJA;"";"";'';-5,00;1 095,00;
;;;;;;#Saldo końcowe;1 095,00;
"""
PKO = (
    '"Data operacji","Data waluty","Typ transakcji","Kwota","Waluta","Saldo po transakcji",'
    '"Opis transakcji","","",""\n'
    '"2026-06-02","2026-06-02","Przelew na konto","+100.00","PLN","+1100.00",'
    '"Rachunek nadawcy: {account}","Nazwa nadawcy: WRONA MARIA","Tytuł: OPL/3/2026",""\n'
    '"2026-06-03","2026-06-03","Przelew na konto","+20.00","EUR","+1100.00","x","","",""\n'
)
MILLENNIUM = (
    "Numer rachunku/karty,Data transakcji,Data rozliczenia,Rodzaj transakcji,Na konto/Z konta,"
    "Odbiorca/Zleceniodawca,Opis,Obciążenia,Uznania,Saldo,Waluta\n"
    "10102010260000042270201111,2026-06-02,2026-06-02,PRZELEW,{account},WRONA MARIA,OPL/3/2026,"
    ",100.00,1100.00,PLN\n"
    "10102010260000042270201111,2026-06-03,2026-06-03,PRZELEW,,X,Y,-7.00,,1093.00,PLN\n"
)

ING = (
    '"Lista transakcji";;;;;\n"CUS TESTOWO";;;;;\n;;;;;\n'
    '"Data transakcji";"Data księgowania";"Dane kontrahenta";"Tytuł";"Nr rachunku";"Nazwa banku";'
    '"Szczegóły";"Nr transakcji";"Kwota transakcji (waluta rachunku)";"Waluta"\n'
    '2026-06-02;2026-06-02;" WRONA MARIA ";"OPL/3/2026";\'{account}\';"Bank";PRZELEW;\'1\';'
    "100,00;PLN\n"
    '2026-06-03;2026-06-03;"SKLEP";"x";\'\';"";KARTA;\'2\';-12,30;PLN\n'
    '"Dokument ma charakter informacyjny";;;;;\n'
)
PEKAO = (
    "Data księgowania;Data waluty;Nadawca / Odbiorca;Adres nadawcy / odbiorcy;Rachunek źródłowy;"
    "Rachunek docelowy;Tytułem;Kwota operacji;Waluta;Numer referencyjny;Typ operacji\n"
    "02.06.2026;02.06.2026;WRONA MARIA;ŁĘGI 12;'{account};'10102010260000042270201111;OPL/3/2026;"
    "100,00;PLN;'1;PRZELEW\n"
    "03.06.2026;03.06.2026;X;Y;'10102010260000042270201111;'1;Z;-5,00;PLN;'2;PRZELEW\n"
)


def opened(tmp_path, text, name="wyciag.csv", letters="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.replace("{account}", ACCOUNT).encode(letters))
    return read_statement(path)


def test_mt940_gives_what_came_in_and_names_what_it_could_not_read(tmp_path):
    found = opened(tmp_path, MT940, "wyciag.sta", "cp1250")
    shown = [(line.booked_on.day, line.amount_gr, line.payer, line.title) for line in found.lines]
    assert shown == [
        (2, 10_000, "WRONA MARIA", "OPLATA OPL/3/2026 ZA MAJ"),
        (4, 750, "Żak Ewa", "za ćwiczenia"),
    ]
    assert found.lines[0].account == ACCOUNT
    assert (found.outgoing, found.unread) == (2, ((5, "line"),))
    assert (found.first_day, found.last_day) == (dt.date(2026, 6, 2), dt.date(2026, 6, 4))


@pytest.mark.parametrize("text", [MBANK, PKO, MILLENNIUM, ING, PEKAO])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp1250"])
def test_the_tables_of_banks_are_found_by_their_headings(tmp_path, text, letters):
    found = opened(tmp_path, text, letters=letters)
    (line,) = found.lines
    assert (line.booked_on, line.amount_gr) == (dt.date(2026, 6, 2), 10_000)
    assert line.account == ACCOUNT
    assert "OPL/3/2026" in line.title
    assert found.outgoing == 1
    assert found.unread == ()


def test_the_same_payment_has_one_mark_and_two_equal_ones_have_two(tmp_path):
    row = "2026-06-02;100,00;OPL/3/2026;WRONA MARIA\n"
    head = "Data operacji;Kwota;Tytuł;Nadawca\n"
    once = opened(tmp_path, head + row).lines
    twice = opened(tmp_path, head + row.replace("OPL/3", "OPL / 3") + row).lines
    assert once[0].fingerprint == twice[0].fingerprint
    assert twice[0].fingerprint != twice[1].fingerprint


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b"PK\x03\x04zzz", "no_text"),
        (b"%PDF-1.7", "no_text"),
        (b"a;b\n1;2\n", "no_table"),
        (b"\x00\x01\x02", "no_text"),
        (b'"' + b"x" * 200_000, "unreadable"),
    ],
)
def test_what_is_no_statement_gets_one_sentence(tmp_path, data, key):
    path = tmp_path / "plik.csv"
    path.write_bytes(data)
    with pytest.raises(ImportProblemError, match=f"fees.bank.{key}"):
        read_statement(path)
    with pytest.raises(ImportProblemError, match=r"fees.bank.unreadable"):
        read_statement(tmp_path / "nie-ma.csv")

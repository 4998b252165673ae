"""Invented offices whose lists of residents are built differently, with the truth known.

Each maker writes a file and returns the people a careful clerk reads out of it. Nobody here exists.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

WOMEN = [
    "Anna", "Maria", "Zofia", "Krystyna", "Łucja", "Genowefa", "Stanisława", "Bożena", "Elżbieta",
    "Żaneta", "Wiesława", "Halina", "Róża", "Jadwiga", "Pelagia",
]  # fmt: skip
MEN = [
    "Jan", "Józef", "Stanisław", "Łukasz", "Zbigniew", "Wacław", "Mieczysław", "Paweł", "Tadeusz",
    "Władysław", "Bogusław", "Sławomir", "Ignacy", "Henryk", "Błażej",
]  # fmt: skip
SURNAMES = [
    "Wrona", "Zięba", "Kubica", "Sroka", "Mazur", "Pająk", "Żurawska", "Krupiński", "Bielecka",
    "Stachowiak", "Gołąb", "Rogala", "Świerczek", "Nowicka", "Tkacz", "Łopata", "Dróżdż",
    "Cichocka", "Hajduk", "Kmiecik",
]  # fmt: skip
VILLAGES = ["Wólka Mała", "Brzezie", "Stara Huta", "Łęgi", "Żabno Górne"]
STREETS = ["Słoneczna", "Kościuszki", "3 Maja", "Łąkowa"]


@dataclass
class Person:
    surname: str
    given_name: str
    sex: str
    birth_date: dt.date
    pesel: str
    locality: str
    house: str
    street: str = ""
    phones: list[str] = field(default_factory=list)
    second_name: str = ""
    birth_surname: str = ""
    status: str = "active"
    disability: str = ""


def pesel(birth: dt.date, sex: str, dice: random.Random) -> str:
    month = birth.month + (20 if birth.year >= 2000 else 0)
    digits = f"{birth.year % 100:02}{month:02}{birth.day:02}{dice.randrange(1000):03}"
    digits += str(dice.randrange(5) * 2 + (sex == "M"))
    total = sum(int(d) * w for d, w in zip(digits, (1, 3, 7, 9) * 3, strict=False))
    return digits + str(-total % 10)


def feminine(surname: str, sex: str) -> str:
    if surname.endswith(("ski", "cki", "ska", "cka")):
        return surname[:-1] + ("a" if sex == "K" else "i")
    return surname


def people(count: int, seed: int) -> list[Person]:
    dice = random.Random(seed)
    found: dict[tuple[str, str], Person] = {}
    while len(found) < count:
        sex = dice.choice("KM")
        given = dice.choice(WOMEN if sex == "K" else MEN)
        surname = feminine(dice.choice(SURNAMES), sex)
        birth = dt.date(1932, 1, 1) + dt.timedelta(days=dice.randrange(33_000))
        phones = (
            [f"+48{dice.choice('5678')}{dice.randrange(10**8):08}"] if dice.random() < 0.8 else []
        )
        person = Person(
            surname,
            given,
            sex,
            birth,
            pesel(birth, sex, dice),
            dice.choice(VILLAGES),
            str(dice.randrange(1, 140)),
            phones=phones,
        )
        if dice.random() < 0.2:
            person.house += dice.choice("abc")
        found.setdefault((surname, given), person)
    return list(found.values())


def spaced(phone: str) -> str:
    return f"{phone[3:6]} {phone[6:9]} {phone[9:]}" if phone else ""


def separate_columns(folder: Path) -> tuple[Path, list[Person]]:
    """Header in the third row and column, names apart, PESEL with spaces, status in words."""
    folk = people(60, 1)
    path = folder / "ewidencja.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Ewidencja")
        sheet.merge_range(0, 2, 0, 8, "Ewidencja osób objętych wsparciem – Gmina Brzezie")
        heads = ["L.p.", "Nazwisko", "Imię", "Nr ewid.", "Data ur.", "płeć (K/M)", "Miejscowość",
                 "Nr domu", "tel. kom.", "Orzeczenie", "Stan", "Uwagi"]  # fmt: skip
        sheet.write_row(2, 2, heads)
        for i, p in enumerate(folk):
            p.status = ("left", "deceased", "active", "active", "active")[i % 5]
            p.disability = ("significant", "moderate", "light", "none")[i % 4]
            status = {"left": "rezygnacja 12.05.2026", "deceased": "zgon dnia 3.02.2026",
                      "active": "aktywny" if p.sex == "M" else "aktywna"}[p.status]  # fmt: skip
            degree = {"significant": "znaczny", "moderate": "um.", "light": "lekki do 31.12.2027",
                      "none": "brak"}[p.disability]  # fmt: skip
            sheet.write_row(3 + i, 2, [
                f"{i + 1}.", p.surname.upper() if i % 7 == 0 else p.surname, p.given_name,
                f"{p.pesel[:6]} {p.pesel[6:]}", p.birth_date.strftime("%d.%m.%Y r."),
                {"K": "kobieta", "M": "mężczyzna"}[p.sex], p.locality, p.house,
                spaced(p.phones[0]) if p.phones else "brak", degree, status, "",
            ])  # fmt: skip
        sheet.write(3 + len(folk), 3, "Razem")
        sheet.write(3 + len(folk), 4, len(folk))
        sheet.write(6 + len(folk), 2, "Sporządził: pracownik socjalny")
    return path, folk


def village_sheets(folder: Path) -> tuple[Path, list[Person]]:
    """One sheet a village, the village only in its name; given name first; no title."""
    folk = people(50, 2)
    path = folder / "wsie.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for village in VILLAGES:
            sheet = book.add_worksheet(village)
            sheet.write_row(
                0, 0, ["Imię i nazwisko uczestnika", "PESEL", "Dom nr", "Telefon kontaktowy"]
            )
            own = [p for p in folk if p.locality == village]
            for i, p in enumerate(own, 1):
                number = int(p.pesel)
                sheet.write_row(
                    i,
                    0,
                    [
                        f"{p.given_name} {p.surname}",
                        number if number >= 10**10 else p.pesel,
                        p.house,
                    ],
                )
                sheet.write(i, 3, int(p.phones[0][3:]) if p.phones else "-")
    return path, folk


def comma_csv(folder: Path) -> tuple[Path, list[Person]]:
    """UTF-8 with commas, no Polish title, date in three columns, address in parts."""
    folk = people(40, 3)
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Nazwisko", "Pierwsze imię", "Drugie imię", "Nazwisko rodowe", "Dzień ur.",
                      "Miesiąc ur.", "Rok ur.", "M/K", "Kod pocztowy", "Poczta", "Miejsc.", "Ulica",
                      "Nr domu/mieszkania", "E-mail", "Tel. 1", "Tel. 2"])  # fmt: skip
        for i, p in enumerate(folk):
            p.pesel = ""
            p.second_name = ("Barbara" if p.sex == "K" else "Piotr") if i % 3 == 0 else ""
            p.birth_surname = "Żak" if p.sex == "K" and i % 4 == 0 else ""
            p.street = STREETS[i % 4] if p.locality == "Brzezie" else ""
            out.writerow([p.surname, p.given_name, p.second_name, p.birth_surname, p.birth_date.day,
                          p.birth_date.month, p.birth_date.year, p.sex, "44-123", "Brzezie",
                          p.locality, p.street and f"ul. {p.street}", p.house, "",
                          p.phones[0][3:] if p.phones else "", ""])  # fmt: skip
    return path, folk


def no_header(folder: Path) -> tuple[Path, list[Person]]:
    """No heading at all: number, whole name, PESEL, address, telephone."""
    folk = people(30, 4)
    path = folder / "bez.csv"
    lines = [
        ";".join(
            [
                str(i),
                f"{p.surname} {p.given_name}",
                p.pesel,
                f"{p.locality} {p.house}",
                spaced(p.phones[0]) if p.phones else "",
            ]
        )
        for i, p in enumerate(folk, 1)
    ]
    path.write_bytes("\r\n".join(lines).encode("cp1250"))
    return path, folk


def households(folder: Path) -> tuple[Path, list[Person]]:
    """Sections by sołectwo, name at birth and PESEL in the cell of the name."""
    folk = sorted(people(45, 5), key=lambda p: VILLAGES.index(p.locality))
    path = folder / "rodziny.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Rodziny 2026")
        sheet.write(0, 0, "WYKAZ RODZIN")
        sheet.write(1, 0, "Legenda: na czerwono osoby, które zrezygnowały; zielony – zmarli")
        red, green = (
            book.add_format({"bg_color": "#FF0000"}),
            book.add_format({"bg_color": "#92D050"}),
        )
        sheet.write_row(3, 0, ["Nr", "Osoba (nazwisko, imię, PESEL)", "Adres zam.", "Kontakt"])
        row, village = 4, ""
        for i, p in enumerate(folk):
            if p.locality != village:
                village = p.locality
                sheet.merge_range(row, 0, row, 3, f"Sołectwo {village}")
                row += 1
            p.status = {0: "left", 7: "deceased"}.get(i % 11, "active")
            look = {"left": red, "deceased": green}.get(p.status)
            if p.sex == "K" and i % 3 == 0:
                p.birth_surname = "Sęk"
            born = " z d. Sęk" if p.birth_surname else ""
            sheet.write(row, 0, i + 1, look)
            sheet.write(row, 1, f"{p.surname} {p.given_name}{born}, PESEL {p.pesel}", look)
            sheet.write(row, 2, f"{p.locality} nr {p.house}", look)
            sheet.write(row, 3, f"tel. {spaced(p.phones[0])} (córka)" if p.phones else "", look)
            row += 1
    return path, folk


def one_address_a_household(folder: Path) -> tuple[Path, list[Person]]:
    """Two-row headings; the address merged over a household or only at its first member."""
    folk = people(40, 6)
    folk.sort(key=lambda p: p.surname)
    path = folder / "gospodarstwa.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lista")
        sheet.write(0, 0, "Gospodarstwa domowe – stan na 1.06.2026")
        for column, text in enumerate(["Lp.", "Nazwisko i imię", "PESEL"]):
            sheet.merge_range(2, column, 3, column, text)
        sheet.merge_range(2, 3, 2, 5, "Adres zamieszkania")
        sheet.write_row(3, 3, ["wieś", "nr", "kod"])
        sheet.merge_range(2, 6, 3, 6, "Data urodzenia")
        i = 0
        while i < len(folk):
            pair = i + 1 < len(folk) and folk[i].surname[:4] == folk[i + 1].surname[:4]
            size = 2 if pair else 1
            merged = pair and i % 4 < 2
            for j, p in enumerate(folk[i : i + size]):
                p.phones = []
                row = 4 + i + j
                p.locality, p.house = folk[i].locality, folk[i].house
                sheet.write_row(row, 0, [i + j + 1, f"{p.surname} {p.given_name}", p.pesel])
                sheet.write(row, 6, p.birth_date.strftime("%-d/%m/%y") if i % 2 else
                            p.birth_date.strftime("%d-%m-%Y"))  # fmt: skip
                if j == 0 and not merged:
                    sheet.write_row(row, 3, [p.locality, p.house, "44-123"])
            if merged:
                for column, text in ((3, folk[i].locality), (4, folk[i].house), (5, "44-123")):
                    sheet.merge_range(4 + i, column, 5 + i, column, text)
            i += size
        sheet.write(6 + len(folk), 1, "Razem osób:")
        sheet.write_formula(6 + len(folk), 2, f"=COUNTA(C5:C{4 + len(folk)})", None, len(folk))
    return path, folk


INFLECTED = {"Wólka Mała": "Mieszkańcy Wólki Małej", "Brzezie": "Mieszkańcy Brzezia",
             "Stara Huta": "Mieszkańcy Starej Huty", "Łęgi": "Mieszkańcy Łęgów",
             "Żabno Górne": "Mieszkańcy Żabna Górnego"}  # fmt: skip


def open_document(folder: Path) -> tuple[Path, list[Person]]:
    """ods; names in capitals, given name first; sections by village and one of those who left."""
    folk = sorted(people(36, 7), key=lambda p: VILLAGES.index(p.locality))
    rows: list[list[str]] = [
        ["Rejestr osób"],
        [],
        ["nr", "imię nazwisko", "ur.", "zam.", "komórka"],
    ]
    gone = folk[::9]
    village = ""
    for i, p in enumerate(p for p in folk if p not in gone):
        if p.locality != village:
            village = p.locality
            rows.append([INFLECTED[village]])
        rows.append(_open_row(i + 1, p))
    rows.append(["Osoby, które zrezygnowały"])
    for i, p in enumerate(gone):
        p.status = "left"
        rows.append(_open_row(i + 1, p))
    path = folder / "rejestr.ods"
    write_ods(path, "Arkusz1", rows)
    return path, folk


MONTHS = [
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
    "października", "listopada", "grudnia",
]  # fmt: skip
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def _open_row(number: int, p: Person) -> list[str]:
    p.pesel = ""
    born = p.birth_date
    written = (f"{born.day} {MONTHS[born.month - 1]} {born.year} r.", born.isoformat(),
               f"{born.day}.{ROMAN[born.month - 1]}.{born.year}")[number % 3]  # fmt: skip
    phone = f"+48 {spaced(p.phones[0])}" if p.phones else "nie ma"
    return [
        str(number),
        f"{p.given_name} {p.surname}".upper(),
        written,
        f"{p.locality} {p.house}",
        phone,
    ]


def write_ods(path: Path, name: str, rows: list[list[str]]) -> None:
    """Write the least an ods needs."""
    from xml.sax.saxutils import escape

    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(cell)}</text:p></table:table-cell>"
            for cell in row
        )
        + ("" if row else "<table:table-cell/>")
        + "</table:table-row>"
        for row in rows
    )
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content{spaces} office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


MAKERS = [separate_columns, village_sheets, comma_csv, no_header, households,
          one_address_a_household, open_document]  # fmt: skip

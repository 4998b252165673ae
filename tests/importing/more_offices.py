"""More invented offices: lists that tick, export, head households and write families in one row.

As in `offices`: each maker writes a file and returns the people a careful clerk reads out of it.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import xlsxwriter
from offices import Person, people, pesel, spaced

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def exported(folder: Path) -> tuple[Path, list[Person]]:
    """A file of another program: technical headings, capitals, glued dates, a code of status."""
    folk = people(25, 31)
    path = folder / "export.csv"
    heads = ["ID_OSOBY", "NAZWISKO", "IMIE1", "IMIE2", "NAZW_ROD", "PLEC", "DATA_UR", "PESEL",
             "MIEJSC", "NR_DOMU", "TEL_KOM", "STATUS", "DATA_STAT"]  # fmt: skip
    codes = {"active": "AKTYWNY", "deceased": "ZGON", "paused": "ZAWIESZONY", "left": "NIEAKTYWNY"}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(heads)
        for i, p in enumerate(folk):
            p.status = ("active", "deceased", "paused", "active", "left")[i % 5]
            p.second_name = "Maria" if p.sex == "K" and i % 2 else ""
            p.birth_surname = "Wilk" if p.sex == "K" and i % 3 == 0 else ""
            p.house = p.house.upper()
            names = (p.surname, p.given_name, p.second_name, p.birth_surname)
            rows.writerow([
                f"{i + 1:06}", *(name.upper() for name in names), p.sex, f"{p.birth_date:%Y%m%d}",
                p.pesel, p.locality.upper(), p.house, p.phones[0][3:] if p.phones else "",
                codes[p.status], "" if p.status == "active" else "20260131",
            ])  # fmt: skip
    return path, folk


def ticked(folder: Path) -> tuple[Path, list[Person]]:
    """Tabs in a cp1250 file named csv; whole names; a column to tick for every status; no PESEL."""
    folk = people(20, 32)
    path = folder / "uczestnicy.csv"
    heads = ["Lp", "Imię i nazwisko", "Data i miejsce urodzenia", "Miejscowość", "Nr domu",
             "Telefon", "uczestniczy", "zrezygnował/a", "zmarł/a", "data"]  # fmt: skip
    with path.open("w", encoding="cp1250", newline="") as file:
        rows = csv.writer(file, delimiter="\t")
        rows.writerow(["Uczestnicy zajęć"])
        rows.writerow(heads)
        for i, p in enumerate(folk):
            p.pesel, p.status = "", ("active", "active", "left", "active", "deceased")[i % 5]
            ticks = ["x" if p.status == s else "" for s in ("active", "left", "deceased")]
            born = f"{p.birth_date.day}.{ROMAN[p.birth_date.month - 1]}.{p.birth_date.year} r."
            rows.writerow([i + 1, f"{p.given_name} {p.surname}", f"{born}, Brzezie", p.locality,
                           p.house, spaced(p.phones[0]) if p.phones else "nie ma", *ticks,
                           "" if p.status == "active" else "15.05.2026"])  # fmt: skip
        rows.writerow(["", f"Razem: {len(folk)} osób"])
    return path, folk


def households(folder: Path) -> tuple[Path, list[Person]]:
    """The address stands over every household, in bold; the members follow."""
    folk = people(24, 33)
    path = folder / "rodziny.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, bold = book.add_worksheet("Rodziny"), book.add_format({"bold": True})
        sheet.write_row(1, 0, ["Nr", "Nazwisko i imię", "Data urodzenia", "PESEL", "Telefon"])
        row = 2
        for number in range(1, len(folk) // 3 + 1):
            family = folk[3 * number - 3 : 3 * number]
            home = family[0]
            sheet.write(row, 0, f"Rodzina {number}: {home.locality} {home.house}", bold)
            for p in family:
                row += 1
                p.locality, p.house = home.locality, home.house
                sheet.write_row(row, 0, [
                    row, f"{p.surname} {p.given_name}", f"{p.birth_date:%d.%m.%Y}",
                    f"{p.pesel[:6]}-{p.pesel[6:]}", spaced(p.phones[0]) if p.phones else None,
                ])  # fmt: skip
            row += 2
    return path, folk


def wide_families(folder: Path) -> tuple[Path, list[Person]]:
    """Mother, father and two children in one row; one surname and one address for all."""
    path = folder / "wielodzietne.xlsx"
    heads = ["Lp.", "Nazwisko", "Matka – imię", "PESEL matki", "Ojciec – imię", "PESEL ojca",
             "Dziecko 1", "ur.", "Dziecko 2", "ur.", "Wieś", "Nr domu", "tel. matki"]  # fmt: skip
    surnames = ["Zięba", "Kubica", "Sroka", "Pająk", "Gołąb"]
    given = [("Anna", "Jan", "Maja", "Antoni"), ("Zofia", "", "Róża", "Łukasz"),
             ("Halina", "Paweł", "Zofia", ""), ("", "Henryk", "Anna", "Maria"),
             ("Łucja", "Ignacy", "", "")]  # fmt: skip
    folk: list[Person] = []
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("rodziny")
        sheet.write_row(0, 0, heads)
        for i, (surname, names) in enumerate(zip(surnames, given, strict=True)):
            cells: list[object] = [i + 1, surname]
            for place, name in enumerate(names):
                child = place > 1
                birth = dt.date(2012 if child else 1980, 3 + i, 5 + place)
                sex = "K" if name.endswith("a") else "M"
                number = "" if child or not name else pesel(birth, sex, _Dice(i * 10 + place))
                cells += [name or None, (f"{birth:%d.%m.%Y}" if child else number) if name else ""]
                phones = ["+48501502503"] if names[0] else []
                if name:
                    folk.append(Person(surname, name, sex, birth, number, "Brzezie", str(i + 1),
                                       phones=phones if place in {0, 2, 3} else []))  # fmt: skip
            sheet.write_row(i + 1, 0, [*cells, "Brzezie", i + 1, "501502503" if names[0] else None])
    return path, folk


class _Dice:
    """Serial numbers of invented PESELs in place of chance."""

    def __init__(self, number: int) -> None:
        self._number = number

    def randrange(self, stop: int) -> int:
        return self._number % stop


def printed_pages(folder: Path) -> tuple[Path, list[Person]]:
    """Headings on every printed page, remarks between the rows, former people on a sheet apart."""
    folk = people(24, 34)
    path = folder / "lista.xlsx"
    heads = ["L.p.", "Imię", "Nazwisko", "Nr PESEL", "Adres zamieszkania", "Telefon kontaktowy",
             "Uwagi"]  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        sheet, former = book.add_worksheet("czynni"), book.add_worksheet("Skreśleni")
        row = 0
        for i, p in enumerate(folk[:20]):
            if i % 8 == 0:
                sheet.write_row(row, 0, heads)
                sheet.write(row + 1, 1, "Uwaga: adresy do potwierdzenia z sołtysem")
                row += 2
            phone = f"+48 {spaced(p.phones[0])} (córka)" if p.phones else "brak"
            written = [f"'{p.pesel}", f"{p.pesel[:6]} {p.pesel[6:]}", p.pesel][i % 3]
            title = "mgr " if i == 3 else ""
            sheet.write_row(row, 0, [i + 1, title + p.given_name, p.surname, written,
                                     f"{p.locality} nr {p.house}", phone])  # fmt: skip
            row += 1
        sheet.write_row(row + 1, 1, ["Razem osób:", None, 20])
        former.write_row(0, 0, ["Lp", "Nazwisko i imię", "PESEL", "Miejscowość", "Nr domu",
                                "Data skreślenia", "Powód"])  # fmt: skip
        for i, p in enumerate(folk[20:]):
            p.phones, p.status = [], ("deceased", "left")[i % 2]
            former.write_row(i + 1, 0, [i + 1, f"{p.surname} {p.given_name}", p.pesel, p.locality,
                                        p.house, f"{i + 1}.04.2026",
                                        ("zgon", "wyjazd do córki")[i % 2]])  # fmt: skip
    return path, folk


MAKERS = [exported, ticked, households, wide_families, printed_pages]

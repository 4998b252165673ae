from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path

import pytest

from cusdesk.core.messages import all_messages, tr
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.reading import read_workbook
from cusdesk.importing.residents import guess_maps, read_residents
from cusdesk.importing.residents.places import spelled
from cusdesk.importing.workbook import CellStyle, Sheet, Workbook

DATA = Path(__file__).parents[1] / "data" / "import"
LIST = "01_lista_mieszkancow_CUS"
TODAY = dt.date(2026, 6, 30)
# The truth knows these second names from elsewhere: they stand nowhere in the workbook.
NOT_IN_THE_FILE = {("R027", "second_name"), ("R127", "second_name")}
# Kept only by formats with colours and comments.
LOST_BY_CSV = {"status", "comments"}


@cache
def read(ending: str):
    return read_residents(read_workbook(DATA / f"{LIST}.{ending}"), today=TODAY)


@cache
def truth() -> dict:
    return json.loads((DATA / "truth" / f"{LIST}.xlsx.json").read_text(encoding="utf-8"))


def all_problems(ending: str) -> list[CellProblem]:
    file = read(ending)
    return [*file.problems, *(problem for row in file.rows for problem in row.problems)]


def clerk(record: dict) -> dict[str, object]:
    address = {key: value or "" for key, value in record["address"].items()}
    return {
        "surname": record["last_name"], "given_name": record["first_name"],
        "second_name": record["second_name"] or "", "birth_surname": record["maiden_name"] or "",
        "pesel": record["pesel"] or "", "pesel_valid": record["pesel_valid"],
        "birth_date": record["birth_date"], "sex": record["sex"], "address": address,
        "solectwo": record["solectwo"], "phones": sorted(record["phones"]),
        "email": record["email"] or "", "disability": record["disability"] or "",
        "status": {"resigned": "left"}.get(record["status"], record["status"]),
        "contact_person": record["contact_person"] or "", "notes": record["notes"] or "",
        "plan_number": record["ipus_no"] or "", "folder_number": record["old_folder_no"] or "",
        "services_since": record["services_since"] or "",
        "other_document": (record["other_document"] or {}).get("number", ""),
        "comments": record["cell_comment"] or "",
    }  # fmt: skip


def program(row) -> dict[str, object]:
    address = {key: getattr(row.address, key) for key in ("locality", "street", "house", "flat",
                                                          "postcode", "post")}  # fmt: skip
    same = ("surname", "given_name", "second_name", "birth_surname", "pesel", "pesel_valid", "sex",
            "solectwo", "email", "status", "contact_person", "notes", "plan_number",
            "folder_number", "services_since")  # fmt: skip
    return {key: getattr(row, key) for key in same} | {
        "birth_date": row.birth_date.isoformat() if row.birth_date else None,
        "address": address, "phones": sorted(phone.number for phone in row.phones),
        "disability": "" if row.disability == "none" else row.disability,
        "other_document": row.other_document.number if row.other_document else "",
        "comments": "; ".join(row.comments),
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_the_visible_list_is_read_as_a_careful_clerk_reads_it(ending):
    by_row = {source[1]: row for row in read(ending).rows for source in row.sources}
    silent, wrong, total = [], 0, 0
    for record in truth()["records"]:
        row = by_row[record["sources"][0]["row"]]
        for field, value in clerk(record).items():
            total += 1
            lost = ending == "csv" and field in LOST_BY_CSV
            if program(row)[field] == value or (record["id"], field) in NOT_IN_THE_FILE or lost:
                continue
            wrong += 1
            if field not in row.doubts:
                silent.append((record["id"], field))
    assert silent == []
    assert wrong <= 0.01 * total


def test_every_problem_of_the_truth_is_repaired_or_reported():
    said = {(problem.row, problem.kind) for problem in all_problems("xlsx")}
    rows_with_something = {row for row, _ in said}
    for problem in truth()["problems"]:
        if problem["severity"] == "error" and problem["sheet"] == "Lista":
            assert problem["row"] in rows_with_something, problem


def test_a_format_without_colours_says_so():
    kinds = {problem.kind for problem in read("csv").problems}
    assert "colours_lost" in kinds
    assert "colours_lost" not in {problem.kind for problem in read("ods").problems}


def test_summary_sheets_are_passed_over():
    assert read("xlsx").skipped_sheets == ["podsumowanie"]


def test_doubts_are_few():
    assert sum(bool(row.doubts) for row in read("xlsx").rows) <= 45


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_every_problem_has_its_sentence(ending):
    for problem in all_problems(ending):
        assert tr(f"imports.problem.{problem.kind}", **problem.params)


def test_every_kind_in_the_code_has_a_sentence():
    import re

    folder = Path(__file__).parents[2] / "cusdesk" / "importing"
    files = [*folder.glob("residents/*.py"), *folder.glob("catalogue/*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    kinds = set(re.findall(r"""problem\(\s*"([a-z_]+)"|_both\("([a-z_]+)\"""", code, re.IGNORECASE))
    for pair in kinds:
        assert f"imports.problem.{pair[0] or pair[1]}" in all_messages()


def table(*rows: list, styles: dict | None = None, name: str = "Lista") -> Workbook:
    sheet = Sheet(name, [list(row) for row in rows], styles=styles or {})
    return Workbook("lista.xlsx", [sheet])


HEADINGS = ["Nazwisko i imię", "PESEL", "Data ur.", "Płeć", "Adres", "Telefon", "Uwagi"]
OTHERS = [["Wrona Anna", "", "", "", "", "", ""], ["Zięba Jan", "", "", "", "", "", ""],
          ["Sroka Ewa", "", "", "", "", "", ""]]  # fmt: skip


def one(**cells: object):
    row = [cells.get(key) for key in ("name", "pesel", "birth", "sex", "address", "phone", "notes")]
    if row[0] is None:
        row[0] = "Tkacz Maria"
    return read_residents(table(HEADINGS, row, *OTHERS), today=TODAY).rows[0]


@pytest.mark.parametrize(
    ("pesel", "birth", "value", "doubtful"),
    [
        ("44051401359", None, "44051401359", False),
        ("440514-01359", None, "44051401359", False),
        ("44051401358", None, "44051401358", True),
        (2211307589, "13.01.2002", "02211307589", False),
        (2211307589, None, "02211307589", True),
        (2211307589, "14.01.2002", "", True),
        ("4405140135O", None, "", True),
        ("4405140l359", None, "44051401359", True),
        ("w trakcie nadawania", None, "", False),
        ("brak", None, "", False),
        ("4,40514E+10", None, "", True),
    ],
)
def test_pesel_is_padded_and_repaired_only_when_the_rest_agrees(pesel, birth, value, doubtful):
    row = one(pesel=pesel, birth=birth, name="Tkacz")
    assert row.pesel == value
    assert ("pesel" in row.doubts) is doubtful


@pytest.mark.parametrize(
    ("written", "value", "doubtful"),
    [
        ("1950-03-12", "1950-03-12", False),
        ("12 marca 1950 r.", "1950-03-12", False),
        ("12.III.1950", "1950-03-12", False),
        (18334, "1950-03-12", False),
        ("18334", "1950-03-12", False),
        (dt.date(1950, 3, 12), "1950-03-12", False),
        ("31 lutego 1950", None, True),
        ("12.03.1899", None, True),
        ("12.03.2199", None, True),
        ("12.03.2030", "2030-03-12", True),
        ("12.03.50", "1950-03-12", True),
        (1950, None, True),
        ("kiedyś", None, True),
    ],
)
def test_birth_dates_are_read_or_doubted(written, value, doubtful):
    row = one(birth=written)
    assert (row.birth_date.isoformat() if row.birth_date else None) == value
    assert ("birth_date" in row.doubts) is doubtful


def test_the_pesel_decides_against_a_birth_date_and_a_sex():
    row = one(pesel="44051401359", birth="14.05.1945", sex="K", name="Tkacz Jan")
    assert row.birth_date == dt.date(1944, 5, 14)
    assert row.sex == "M"
    assert {"birth_date", "sex"} <= row.doubts


@pytest.mark.parametrize("written", ["K", "k.", "kobieta", "Ż", "żeńska"])
def test_sex_in_every_spelling(written):
    assert one(sex=written, name="Tkacz").sex == "K"


@pytest.mark.parametrize(
    ("remark", "status"),
    [
        ("rezygnacja 12.05.2026", "left"),
        ("zmarł 3.02.2026", "deceased"),
        ("mąż zmarł w 2020", "active"),
        ("wdowa", "active"),
        ("czasowo w szpitalu", "paused"),
    ],
)
def test_a_status_in_a_remark_is_a_doubt(remark, status):
    row = one(notes=remark)
    assert row.status == status
    assert ("status" in row.doubts) is (status != "active")
    assert row.notes == remark


def test_a_colour_without_a_legend_is_a_doubt_and_never_a_guess():
    styles = {(2, 1): CellStyle(fill="FFFF00")}
    row = read_residents(table(HEADINGS, ["Tkacz Jan"], *OTHERS, styles=styles), today=TODAY).rows[
        0
    ]
    assert row.status == "active"
    assert "status" in row.doubts


@pytest.mark.parametrize(
    ("legend", "fill", "status"),
    [
        ("żółte = zrezygnował(a), szare = zmarł(a)", "FFF2A8", "left"),
        ("Na czerwono osoby, które zrezygnowały; na szaro zmarli", "BFBFBF", "deceased"),
        ("zrezygnowali – kolor żółty, zmarli – kolor szary", "FFFF00", "left"),
        ("zrezygnowali – kolor żółty, zmarli – kolor szary", "D9D9D9", "deceased"),
    ],
)
def test_legends_in_words(legend, fill, status):
    styles = {(4, 1): CellStyle(fill=fill)}
    book = table([legend], [], HEADINGS, ["Tkacz Jan"], *OTHERS, styles=styles)
    row = read_residents(book, today=TODAY).rows[0]
    assert row.status == status
    assert row.doubts == set()


def test_strike_through_alone_is_a_doubt():
    styles = {(2, 1): CellStyle(struck_out=True)}
    row = read_residents(table(HEADINGS, ["Tkacz Jan"], *OTHERS, styles=styles), today=TODAY).rows[
        0
    ]
    assert row.status == "left"
    assert "status" in row.doubts


def test_one_pesel_in_two_rows_is_one_person_and_two_names_are_two():
    book = table(
        HEADINGS,
        ["Tkacz Jan", "44051401359", None, "M", "Brzezie 3", "600100200", None],
        ["TKACZ JAN", "44051401359", None, "M", "Brzezie 5", "600100300", "nowy adres"],
        ["Wrona Adam", "44051401359", None, "M", None, None, None],
    )
    rows = read_residents(book, today=TODAY).rows
    assert len(rows) == 2
    assert [phone.number for phone in rows[0].phones] == ["+48600100200", "+48600100300"]
    assert rows[0].address.house == "5"
    assert rows[0].other_addresses[0].house == "3"
    assert "pesel" in rows[1].doubts


def test_nothing_is_lost():
    headings = [*HEADINGS, "Rozmiar buta"]
    row = ["Tkacz Jan (u syna)", None, None, None, "Brzezie 3 za kościołem", "600 100 20", None, 44]
    found = read_residents(table(headings, row, *OTHERS), today=TODAY).rows[0]
    for text in ("u syna", "za kościołem", "600 100 20", "Rozmiar buta: 44"):
        assert text in found.all_notes


def test_a_corrected_map_is_followed():
    book = table(["Kto", "Cyfry", "Nazwisko i imię"], ["a", 5, "Tkacz Jan"], ["b", 6, "Wrona Anna"])
    columns = guess_maps(book)[0]
    assert columns.column_of("name") == 3
    corrected = columns.corrected(2, "house").corrected(1, "locality")
    row = read_residents(book, [corrected], today=TODAY).rows[0]
    assert row.address.house == "5"
    assert columns.with_saved({"1": "locality", "2": "house"}) == corrected


def test_hostile_texts_do_no_harm():
    row = one(name="=cmd|'/c calc'!A1 <b>X</b> " + "A" * 300, phone="=1+1", birth="<script>")
    assert len(row.surname) <= 120
    assert {"surname", "birth_date"} <= row.doubts


def test_ticks_under_services_name_the_service():
    book = table(
        ["Lp", "Nazwisko i imię", "Usługi", None, "Wózek"],
        [None, None, "klub seniora", "obiady", None],
        [1, "Wrona Anna", "x", None, "x"],
        [2, "Zięba Jan", None, "X", None],
    )
    rows = read_residents(book, today=TODAY).rows
    assert [row.services for row in rows] == [["klub seniora"], ["obiady"]]
    assert "Wózek: x" in rows[0].all_notes


def test_two_people_in_one_cell_are_never_one_certain_person():
    rows = read_residents(
        table(HEADINGS, ["Jan i Maria Kowalscy"], ["Wrona Anna, Wrona Ewa"], *OTHERS), today=TODAY
    ).rows
    assert len(rows) == 2 + len(OTHERS)
    assert all({"surname", "given_name"} <= row.doubts for row in rows[:2])


def test_slashes_are_doubted_where_somebody_writes_the_month_first():
    rows = read_residents(
        table(["Nazwisko", "Imię", "Data ur."], ["Lis", "Jan", "04/05/1951"],
              ["Wrona", "Anna", "03/25/1950"]),
        today=TODAY,
    ).rows  # fmt: skip
    assert all("birth_date" in row.doubts for row in rows)


def test_headings_merged_over_their_parts():
    sheet = Sheet(
        "Lista",
        [["Nazwisko i imię", None, "Adres", None], ["Wrona", "Anna", "Łęgi", "5"],
         ["Zięba", "Jan", "Wola", "6a"], ["Sroka", "Ewa", "Łęgi", "7"]],
        merged=[(1, 1, 1, 2), (1, 3, 1, 4)],
    )  # fmt: skip
    row = read_residents(Workbook("a.xlsx", [sheet]), today=TODAY).rows[0]
    found = (row.surname, row.given_name, row.address.locality, row.address.house)
    assert found == ("Wrona", "Anna", "Łęgi", "5")
    assert row.doubts == set()


def test_a_late_person_is_a_doubt():
    row = one(name="śp. Tkacz Jan")
    assert (row.surname, row.status, "status" in row.doubts) == ("Tkacz", "deceased", True)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Wierzbniki", "Wierzbniki"), ("Wieża", "Wieża"), ("Wieliczka", "Wieliczka"),
        ("wieś Brzezina", "Brzezina"), ("wieś. Brzezina", "Brzezina"),
        ("Sołectwo Łąki", "Łąki"), ("soł. Łąki", "Łąki"), ("m.Łąki", "Łąki"),
        ("Sołectwo", "Sołectwo"), ("Dolna Wieś", "Dolna Wieś"),
    ],
)  # fmt: skip
def test_the_word_village_is_cut_off_and_never_a_name_like_it(written, wanted):
    assert spelled(written) == wanted

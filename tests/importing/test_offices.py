from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from cusdesk.importing.reading import read_workbook
from cusdesk.importing.residents import read_residents

sys.path.insert(0, str(Path(__file__).parent))
import more_offices
import offices

MAKERS = [*offices.MAKERS, *more_offices.MAKERS]

TODAY = dt.date(2026, 6, 30)


def expected(person) -> dict[str, object]:
    return {
        "surname": person.surname, "given_name": person.given_name, "sex": person.sex,
        "birth_date": person.birth_date, "pesel": person.pesel, "phones": person.phones,
        "second_name": person.second_name, "birth_surname": person.birth_surname,
        "status": person.status, "disability": person.disability,
        "address": (person.locality, person.street, person.house),
    }  # fmt: skip


def found(row) -> dict[str, object]:
    values = {key: getattr(row, key) for key in (
        "surname", "given_name", "sex", "birth_date", "pesel", "second_name", "birth_surname",
        "status", "disability")}  # fmt: skip
    values["phones"] = [phone.number for phone in row.phones]
    values["address"] = (row.address.locality, row.address.street, row.address.house)
    return values


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_office_is_read_without_a_silent_mistake(make, tmp_path):
    path, people = make(tmp_path)
    rows = read_residents(read_workbook(path), today=TODAY).rows
    by_name = {(row.surname, row.given_name): row for row in rows}
    assert len(rows) == len(people)
    silent, wrong, total = [], 0, 0
    for person in people:
        row = by_name[person.surname, person.given_name]
        for field, value in expected(person).items():
            total += 1
            if found(row)[field] != value:
                wrong += 1
                if field not in row.doubts:
                    silent.append((field, value, found(row)[field]))
    assert silent == []
    assert wrong <= 0.01 * total


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_doubts_stay_few(make, tmp_path):
    path, people = make(tmp_path)
    rows = read_residents(read_workbook(path), today=TODAY).rows
    assert sum(bool(row.doubts) for row in rows) <= 0.25 * len(people)

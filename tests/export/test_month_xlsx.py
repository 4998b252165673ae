from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from cusdesk.domain.reports import DayMark, MarkKind
from cusdesk.export.xlsx.month import write_month_xlsx
from tests.export.dumps import xlsx_dump
from tests.export.samples import (
    GYMNASTICS,
    HOSTILE,
    REHABILITATION,
    TALKS,
    month,
    people,
    twice_a_day,
)

USUAL = month(REHABILITATION, GYMNASTICS, TALKS)


def made(document, **options) -> bytes:
    out = io.BytesIO()
    write_month_xlsx(document, out, **options)
    return out.getvalue()


def values(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("month_0", month()),
        ("month_nobody", month(replace(REHABILITATION, persons=()))),
        ("month_1", month(replace(REHABILITATION, persons=people(1)))),
        ("month_usual", USUAL),
    ],
)
def test_month_matches_golden(golden, name, document):
    golden.check(f"xlsx/{name}.json", xlsx_dump(made(document)))


def test_same_month_gives_same_bytes():
    assert made(USUAL) == made(USUAL)


def test_figures_of_the_office_are_those_of_the_report():
    sheet = values(made(USUAL)).worksheets[0]

    rows = list(sheet.iter_rows(min_row=6, max_row=8, min_col=4, max_col=12, values_only=True))
    assert rows == [
        (
            len(s.persons),
            s.users,
            s.meeting_count,
            unit,
            s.planned / length,
            s.delivered / length,
            None if s.unplanned is None else s.unplanned / length,
            s.left / length,
            s.absences,
        )
        for s, unit, length in zip(
            USUAL.services, ("godz.", "godz. lekc.", "spotkania"), (60, 45, 1), strict=True
        )
    ]


def test_people_of_the_office_are_counted_once():
    sheet = values(made(USUAL)).worksheets[0]

    total = sheet.cell(9, 5).value
    assert total == USUAL.distinct_users
    assert total < sum(service.users for service in USUAL.services)


def test_pesel_is_text_with_its_leading_zero():
    sheet = values(made(USUAL)).worksheets[1]

    assert sheet["C7"].value == "04405140001"


def test_names_are_never_formulas():
    names = ("=1+1", "+48", "-1", "@SUM(A1)", HOSTILE)
    persons = tuple(replace(p, name=n) for p, n in zip(people(5), names, strict=True))

    sheet = openpyxl.load_workbook(
        io.BytesIO(made(month(replace(REHABILITATION, persons=persons))))
    ).worksheets[1]

    assert [(sheet.cell(r, 2).data_type, sheet.cell(r, 2).value) for r in range(6, 11)] == [
        ("s", name) for name in names
    ]


def test_symbol_with_a_wildcard_is_counted_literally():
    mark = DayMark(MarkKind.ABSENT, "?")
    person = people(1)[0]
    marked = replace(person, marks=(mark, *person.marks[1:]))

    sheet = openpyxl.load_workbook(
        io.BytesIO(made(month(replace(REHABILITATION, persons=(marked,)))))
    ).worksheets[1]

    assert '"~?"' in sheet.cell(6, 34).value


def test_symbol_that_reads_as_a_number_is_refused():
    person = people(1)[0]
    marked = replace(person, marks=(DayMark(MarkKind.PRESENT, "1"), *person.marks[1:]))

    with pytest.raises(ValueError, match="symbol"):
        made(month(replace(REHABILITATION, persons=(marked,))))


def test_one_service_alone_has_no_office_sheet():
    book = values(made(month(TALKS), office_sheet=False))

    assert book.sheetnames == ["Konsultacje psychologiczne"]


def test_three_hundred_people_are_summed():
    service = replace(REHABILITATION, persons=people(300))

    sheet = values(made(month(service))).worksheets[1]

    assert sheet.cell(306, 37).value == pytest.approx(service.delivered / 60)


@pytest.mark.parametrize(("service", "sign"), [(REHABILITATION, "+1"), (TALKS, "")])
def test_two_meetings_of_a_day_are_two_presences(service, sign):
    without_pesel = tuple(replace(person, pesel="") for person in service.persons)
    busy = twice_a_day(replace(service, persons=without_pesel))
    data = made(month(busy), office_sheet=False)
    formulas, found = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0], values(data)
    presences = 3 + len(month(busy).days)

    assert found.worksheets[0].cell(6, 3).value == 2
    assert found.worksheets[0].cell(6, presences).value == busy.persons[0].presences
    assert found.worksheets[0].cell(6, presences + 1).value == busy.persons[0].absences
    assert str(formulas.cell(6, presences).value).endswith(f'"x"){sign}')
    assert str(formulas.cell(6, presences + 1).value).endswith("+2")

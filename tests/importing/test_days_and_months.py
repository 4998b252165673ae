from __future__ import annotations

from dataclasses import replace

import pytest

from cusdesk.importing.days import DayToken, day_token, labelled_day
from cusdesk.importing.months import MonthClues, find_month, months_in_text


@pytest.mark.parametrize(
    ("value", "token"),
    [
        (1, DayToken(1)), ("01", DayToken(1)), ("3.06", DayToken(3, 6)), (3.06, DayToken(3, 6)),
        ("3 VI 2026", DayToken(3, 6, 2026)), ("3 czerwca", DayToken(3, 6)),
        ("pn 3", DayToken(3, weekday=0)),
        ("wt\n2", DayToken(2, weekday=1)), ("2026-06-03", DayToken(3, 6, 2026)),
        ("3.06.26", DayToken(3, 6, 2026)),
        ("31.02.2026", DayToken(31, 2, 2026, impossible=True)), ("8:00", None), ("x", None),
        (32, None),
        ("1 04.05", None), (1.5, None), (True, None), (None, None),
    ],
)  # fmt: skip
def test_day_of_a_heading(value: object, token: DayToken | None) -> None:
    assert day_token(value) == token  # type: ignore[arg-type]  # kinds differ


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Spotkanie 1\n04.05.2026", DayToken(4, 5, 2026)), ("zajęcia 2 (10.06)", DayToken(10, 6)),
        ("1 i 2", None), ("od 1.05 do 31.05", None), ("grupa 2", None),
    ],
)  # fmt: skip
def test_day_inside_a_label(text: str, token: DayToken | None) -> None:
    assert labelled_day(text) == token


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Miesiąc: kwiecień 2026 r.", (2026, 4)), ("V 2026", (2026, 5)), ("2026-05", (2026, 5)),
        ("od 01.05.2026 do 31.05.2026", (2026, 5)),
        ("rok szkolny 2025/2026 – październik", (2025, 10)),
        ("za m-c 05/2026", (2026, 5)), ("za maj", (None, 5)), ("czerwiec 26", (2026, 6)),
        ("IV-VI 2026", (2026, None)), ("grupa II 2026", (2026, None)),
        ("umowa nr 5/2026", (2026, None)),
    ],
)  # fmt: skip
def test_month_in_a_title(text: str, found: tuple[int | None, int | None]) -> None:
    assert [(seen.year, seen.month) for seen in months_in_text(text)] == [found]


def test_names_of_people_are_only_weak_months() -> None:
    assert not any(seen.firm for seen in months_in_text("Prowadząca: Maja Sęk"))
    assert months_in_text("Lis Anna") == []


def test_sheet_name_is_trusted_first_and_disagreement_is_a_doubt() -> None:
    found = find_month(MonthClues("maj 2026", ["Lista za czerwiec 2026"]))
    assert (found.year, found.month, found.source) == (2026, 5, "sheet")
    assert found.doubts == ("month_disagrees",)


def test_year_of_the_file_name_completes_the_sheet_name() -> None:
    found = find_month(MonthClues("maj", (), "obecnosc_IV-VI_2026.xlsx"))
    assert (found.year, found.month, found.doubts) == (2026, 5, ())


def test_year_of_the_neighbours_is_a_warning() -> None:
    found = find_month(MonthClues("maj", siblings=frozenset({(2026, 4)})))
    assert (found.year, found.doubts, found.warnings) == (2026, (), ("year_assumed",))


def test_file_name_of_another_month_is_a_doubt_only_for_a_lone_sheet() -> None:
    clues = MonthClues("maj 2026", (), "lista_czerwiec_2026.xlsx")
    assert find_month(clues).doubts == ("month_disagrees",)
    assert find_month(replace(clues, many_sheets=True)).doubts == ()


def test_january_after_december_takes_no_year_without_a_doubt() -> None:
    found = find_month(MonthClues("styczeń", siblings=frozenset({(2025, 12)})))
    assert found.doubts == ("year_missing",)

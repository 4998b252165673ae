from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from cusdesk.core.messages import tr
from cusdesk.importing.catalogue import read_services
from cusdesk.importing.catalogue.rows import ServiceRow
from cusdesk.importing.catalogue.values import (
    read_age,
    read_group,
    read_limit,
    read_price,
    read_unit,
)
from cusdesk.importing.reading import read_workbook
from cusdesk.importing.workbook import CellStyle, Sheet, Workbook

DATA = Path(__file__).parents[1] / "data" / "import"
CATALOGUE = "02_katalog_uslug.xlsx"
UNITS = {"visit": "meeting", "workshop": "meeting"}
# Units the program has no word for: asked, whatever is proposed.
ASKED = {"stay", "month", "job"}


@cache
def read():
    return read_services(read_workbook(DATA / CATALOGUE))


@cache
def truth() -> dict:
    return json.loads((DATA / "truth" / f"{CATALOGUE}.json").read_text(encoding="utf-8"))


def clerk(record: dict) -> dict[str, object]:
    hours = record["limit_hours"]
    return {
        "name": record["name"], "area": record["area"], "age_from": record["age_from"],
        "age_to": record["age_to"], "group_min": record["group_min"],
        "group_max": record["group_max"], "price_gr": record["fee_grosz"],
        "rate_gr": record["provider_rate_grosz"], "funding": record["funding"],
        "provider": record["provider_name"] or "", "limit_minutes": hours and hours * 60,
        "status": {"active": "regular"}.get(record["status"], record["status"]),
        "unit": UNITS.get(record["unit"], record["unit"]),
    }  # fmt: skip


def test_the_visible_catalogue_is_read_as_a_careful_clerk_reads_it():
    by_row = {service.sources[0][1]: service for service in read().services}
    assert len(by_row) == len(truth()["records"])
    for record in truth()["records"]:
        service = by_row[record["sources"][0]["row"]]
        for field, value in clerk(record).items():
            if getattr(service, field) != value:
                assert field in service.doubts, (record["id"], field)
                assert field in {"status"} or value in ASKED


def test_providers_come_with_numbers_kinds_and_contacts():
    providers = {provider.name: provider for provider in read().providers}
    for record in truth()["providers"]:
        found = providers[record["name"]]
        assert (found.nip, found.email, found.procurement_text) == (
            record["nip"], record["email"], record["mode"])  # fmt: skip
        kind = {"company": "contractor", "municipal_unit": "gmina_unit"}
        assert found.kind == kind.get(record["kind"], record["kind"])


def test_every_problem_has_its_sentence():
    rows = [*read().services, *read().providers]
    for problem in [*read().problems, *(p for row in rows for p in row.problems)]:
        assert tr(f"imports.problem.{problem.kind}", **problem.params)


@pytest.mark.parametrize(
    ("text", "price", "unit", "doubtful"),
    [
        ("bezpłatnie", 0, "", False),
        ("0", 0, "", False),
        ("27 zł/h", 2700, "hour", False),
        ("5,50 zł za godz.", 550, "hour", False),
        ("12,-", 1200, "", True),
        ("10 zł/m-c", 1000, "month", True),
        ("20 zł (I spotkanie bezpł.)", 2000, "", True),
        ("od 5 zł do 20 zł", None, "", True),
        ("?", None, "", True),
        ("wg uchwały", None, "", False),
        (15.5, 1550, "", True),
    ],
)
def test_prices(text, price, unit, doubtful):
    row = ServiceRow([("K", 1)])
    read_price(text, row, "G")
    assert (row.price_gr, row.price_unit) == (price, unit)
    assert ("price_gr" in row.doubts) is doubtful


@pytest.mark.parametrize(
    ("text", "ages", "doubtful"),
    [
        ("18+", (18, None), False),
        ("6–18 lat", (6, 18), False),
        ("od 60 r.ż.", (60, None), False),
        ("do 18 lat", (None, 18), False),
        ("dorośli", (18, None), False),
        ("bez ograniczeń", (None, None), False),
        ("młodzież", (None, None), True),
        ("powyżej 60", (60, None), True),
        ("65", (65, None), True),
    ],
)
def test_ages(text, ages, doubtful):
    row = ServiceRow([("K", 1)])
    read_age(text, row, "H")
    assert (row.age_from, row.age_to) == ages
    assert ("age_from" in row.doubts) is doubtful


@pytest.mark.parametrize(
    ("text", "minutes", "units", "scope"),
    [
        ("1 800 h/rok", 108_000, None, "service_year"),
        ("30 h/os./m-c", 1_800, None, "person_month"),
        ("20 zajęć na osobę", None, 20, "person_total"),
        ("10", 600, None, "service_year"),
        ("wg decyzji", None, None, None),
    ],
)
def test_limits(text, minutes, units, scope):
    row = ServiceRow([("K", 1)])
    read_limit(text, row, "F")
    assert (row.limit_minutes, row.limit_units, row.limit_scope) == (minutes, units, scope)


def test_units_and_groups():
    row = ServiceRow([("K", 1)])
    read_unit("godz. lekcyjna", row, "E")
    read_group("8-12 os.", row, "J")
    assert (row.unit, row.group_min, row.group_max, row.mode) == ("lesson_hour", 8, 12, "group")
    assert row.doubts == set()


def test_a_struck_out_service_without_a_legend_is_a_doubt():
    rows = [
        ["Nazwa usługi", "Jedn.", "Odpłatność"],
        ["Basen", "godz.", "0"],
        ["Joga", "godz.", "0"],
    ]
    sheet = Sheet("K", [list(row) for row in rows], styles={(2, 1): CellStyle(struck_out=True)})
    services = read_services(Workbook("k.xlsx", [sheet])).services
    assert services[0].status == "ended"
    assert "status" in services[0].doubts
    assert "status" not in services[1].doubts

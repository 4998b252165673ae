"""Finding residents: type-ahead, the list with its filters and orders, duplicates."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.residents import PhoneDraft, ResidentDraft, ResidentStatus
from cusdesk.models.plans import Plan
from cusdesk.services import residents
from cusdesk.services.residents.terms import parse_terms

PEOPLE = [
    ResidentDraft(
        "Łuczak", "Żaneta", pesel="44051401359", birth_date=dt.date(1944, 5, 14),
        locality="Wola nad Wisłą", house="12", phones=[PhoneDraft("600123456")],
    ),
    ResidentDraft(
        "Kowalska-Nowak", "Anna", birth_date=dt.date(1950, 3, 12), locality="Dolina",
        street="Zielona", house="3", flat="4", solectwo="Dolina", birth_surname="Śliwa",
    ),
    ResidentDraft(
        "Kowalski", "Józef", birth_date=dt.date(1990, 12, 1), locality="Łąka", house="120",
        status=ResidentStatus.LEFT, status_date=dt.date(2026, 1, 1), email="jozef@example.org",
    ),
    ResidentDraft("Ćwik", "Adam", locality="Dolina", house="7A", solectwo="Łąka"),
]  # fmt: skip


@pytest.fixture
def people(office):
    return [residents.create_resident(office, draft).id for draft in PEOPLE]


def found(office, text):
    return [hit.surname for hit in residents.search_residents(office, text)]


@pytest.mark.parametrize(
    ("typed", "surname"),
    [
        ("luczak", "Łuczak"),
        ("ŁUCZ", "Łuczak"),
        ("zaneta lucz", "Łuczak"),
        ("140135", "Łuczak"),
        ("600 123 456", "Łuczak"),
        ("+48 600-123-456", "Łuczak"),
        ("123456", "Łuczak"),
        ("wisla 12", "Łuczak"),
        ("1944", "Łuczak"),
        ("14.05.1944", "Łuczak"),
        ("14.5.44", "Łuczak"),
        ("14.05.19", "Łuczak"),
        ("05.1944", "Łuczak"),
        ("1944-05-14", "Łuczak"),
        ("nowak", "Kowalska-Nowak"),
        ("ul. zielona 3/4", "Kowalska-Nowak"),
        ("sliwa anna", "Kowalska-Nowak"),
        ("anna dolina", "Kowalska-Nowak"),
        ("jozef@example", "Kowalski"),
        ("dolina 7a", "Ćwik"),
    ],
)
def test_found_by(office, people, typed, surname):
    assert found(office, typed) == [surname]


@pytest.mark.parametrize(
    ("typed", "surname"),
    [
        ("luczka", "Łuczak"),
        ("łuszak", "Łuczak"),
        ("zanta luczak", "Łuczak"),
        ("kowlaski", "Kowalski"),
        ("juzef kowalski", "Kowalski"),
        ("cwyk", "Ćwik"),
    ],
)
def test_slips_are_forgiven(office, people, typed, surname):
    hits = residents.search_residents(office, typed)

    assert surname in [hit.surname for hit in hits if hit.is_near]


def test_nothing_fits_nobody(office, people):
    assert (found(office, "xyzw"), found(office, "  "), found(office, "%")) == ([], [], [])


def test_surnames_that_begin_with_the_word_come_first(office, people):
    residents.create_resident(office, ResidentDraft("Adamski", "Jan", locality="Kowalewo"))

    assert found(office, "kowal")[:2] == ["Kowalska-Nowak", "Kowalski"]


def test_words_that_begin_names_count_more_than_the_address(office):
    for given_name, locality in (("Ewa", "Zarzecze"), ("Żaneta", "Łąka")):
        residents.create_resident(office, ResidentDraft("Gęś", given_name, locality=locality))

    first = residents.search_residents(office, "ges z")[0]

    assert first.given_name == "Żaneta"


def test_short_number_matches_only_beginnings(office, people):
    assert set(found(office, "12")) == {"Łuczak", "Kowalski"}


def test_new_words_are_known_at_once(office, people):
    assert found(office, "brzeczyk") == []

    residents.create_resident(office, ResidentDraft("Brzęczyk", "Jan"))

    assert found(office, "brzeczky") == ["Brzęczyk"]


def test_reindex_of_all_gives_the_same_answers(office, people):
    with office.database.write_unrecorded() as session:
        residents.reindex(session, None)

    assert found(office, "kowal jozef") == ["Kowalski"]


def test_terms_of_a_hostile_text_are_bounded():
    assert len(parse_terms("a%b_ " * 500)) <= 8


def listed(office, sort="", *, descending=False, **columns):
    wanted = residents.ResidentFilter(columns=columns)
    ids = residents.list_ids(office, wanted, sort, descending=descending)
    return [row.surname for row in residents.rows_for(office, ids)]


def test_list_is_in_polish_order(office, people):
    assert listed(office) == ["Ćwik", "Kowalska-Nowak", "Kowalski", "Łuczak"]
    assert listed(office, descending=True)[0] == "Łuczak"


@pytest.mark.parametrize(
    ("column", "typed", "surnames"),
    [
        ("surname", "kowal", ["Kowalska-Nowak", "Kowalski"]),
        ("given_name", "zan", ["Łuczak"]),
        ("birth_date", "1950", ["Kowalska-Nowak"]),
        ("birth_date", "12.03.1950", ["Kowalska-Nowak"]),
        ("age", "76", ["Kowalska-Nowak"]),
        ("age", "30-40", ["Kowalski"]),
        ("age", ">80", ["Łuczak"]),
        ("age", "76+", ["Kowalska-Nowak", "Łuczak"]),
        ("age", "<50", ["Kowalski"]),
        ("age", "dużo", []),
        ("pesel", "440514", ["Łuczak"]),
        ("place", "dol 3/4", ["Kowalska-Nowak"]),
        ("place", "zielona", ["Kowalska-Nowak"]),
        ("locality", "laka", ["Kowalski"]),
        ("solectwo", "laka", ["Ćwik"]),
        ("phone", "600 123", ["Łuczak"]),
        ("status", "nie korzysta", ["Kowalski"]),
    ],
)
def test_filter_row(office, people, column, typed, surnames):
    assert listed(office, **{column: typed}) == surnames


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("given_name", "Ćwik", "Łuczak"),
        ("birth_date", "Łuczak", "Ćwik"),
        ("age", "Kowalski", "Ćwik"),
        ("place", "Ćwik", "Łuczak"),
        ("solectwo", "Kowalska-Nowak", "Łuczak"),
        ("status", "Ćwik", "Kowalski"),
        ("phone", "Łuczak", "Kowalski"),
        ("pesel", "Łuczak", "Kowalski"),
    ],
)
def test_orders_put_empty_values_last(office, people, sort, first, last):
    order = listed(office, sort)

    assert (order[0], order[-1]) == (first, last)


def test_empty_values_stay_last_when_the_order_is_turned(office, people):
    assert listed(office, "birth_date", descending=True)[-1] == "Ćwik"
    assert listed(office, "phone", descending=True)[0] == "Łuczak"


def test_house_numbers_are_ordered_as_numbers(office):
    for house in ("12", "2", "100"):
        residents.create_resident(office, ResidentDraft(f"Dom {house}", "J", "D", house=house))

    assert listed(office, "place") == ["Dom 2", "Dom 12", "Dom 100"]


def test_search_box_of_the_list_forgives_a_slip(office, people):
    ids = residents.list_ids(office, residents.ResidentFilter(text="luczka"))

    assert ids == [people[0]]


def test_statuses_and_counts(office, people):
    left = residents.ResidentFilter(statuses=("left",))

    assert residents.list_ids(office, left) == [people[2]]
    assert (len(residents.list_ids(office)), len(residents.list_ids(office, left))) == (4, 1)


def test_row_shows_the_newest_open_plan(office, people):
    with office.write("plans.create") as work:
        for number, status in enumerate(("approved", "ended")):
            work.session.add(
                Plan(
                    resident_id=people[0],
                    subject_id=people[0],
                    status=status,
                    coordinator=f"KIPUS {number}",
                    valid_from=dt.date(2025 + number, 1, 1),
                )
            )

    (row,) = residents.rows_for(office, [people[0]])

    assert (row.coordinator, row.plan_status, row.age) == ("KIPUS 0", "approved", 82)
    assert listed(office, coordinator="kipus") == ["Łuczak"]
    assert listed(office, "coordinator")[0] == "Łuczak"
    assert len(residents.get_resident(office, people[0]).plans) == 2


def test_villages_are_offered_in_polish_order(office, people):
    assert residents.localities(office) == ["Dolina", "Łąka", "Wola nad Wisłą"]
    assert residents.solectwa(office) == ["Dolina", "Łąka"]


def doubles(office, *names, exclude=None, **values):
    warnings = residents.duplicates_of(office, ResidentDraft(*names, **values), exclude)
    return [(warning.reason, warning.row.surname) for warning in warnings]


@pytest.mark.parametrize(
    ("names", "values", "reason"),
    [
        (("Inna", "Osoba"), {"pesel": "440514 01359"}, "pesel"),
        (("Luczak", "Zaneta"), {"birth_date": dt.date(1944, 5, 14)}, "name_birth_date"),
        (("Łuczka", "Żaneta"), {"birth_date": dt.date(1944, 5, 14)}, "name_birth_date"),
        (("Żaneta", "Łuczak"), {"birth_date": dt.date(1944, 5, 14)}, "name_birth_date"),
        (("Łuczak", "Żaneta"), {"locality": "wola nad wisla", "house": "12"}, "name_address"),
    ],
)
def test_duplicate_warnings(office, people, names, values, reason):
    assert doubles(office, *names, **values) == [(reason, "Łuczak")]


def test_married_name_is_found_by_the_name_at_birth(office):
    born = dt.date(1950, 3, 12)
    residents.create_resident(office, ResidentDraft("Śliwa", "Anna", birth_date=born))

    found = doubles(office, "Nowak", "Anna", birth_surname="Śliwa", birth_date=born)

    assert found == [("name_birth_date", "Śliwa")]


def test_neighbours_and_namesakes_are_no_duplicates(office, people):
    house = {"locality": "Wola nad Wisłą", "house": "12"}
    assert doubles(office, "Łuczak", "Żaneta", birth_date=dt.date(1975, 1, 1), **house) == []
    assert doubles(office, "Łuczak", "Marian", **house) == []
    assert doubles(office, "Łuczak", "Żaneta") == []


def test_own_record_is_no_duplicate(office, people):
    draft = residents.get_resident(office, people[0]).draft

    assert residents.duplicates_of(office, draft, people[0]) == []

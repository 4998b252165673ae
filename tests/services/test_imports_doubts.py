"""What could be written wrong without a word: it has to wait for a person instead."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from cusdesk.domain.catalogue import ServiceDraft
from cusdesk.services import imports
from cusdesk.services.catalogue import add_service
from tests.services.import_office import (
    ADAM,
    EWA,
    JAN,
    OLA,
    bring,
    column,
    count,
    edit,
    outcomes,
    people_file,
    plan,
    resident,
    table_file,
)


def row(base: list[str], **changes: str) -> list[str]:
    names = ("surname", "given", "pesel", "born", "place", "house", "phone", "email", "status",
             "notes")  # fmt: skip
    return [changes.get(name, value) for name, value in zip(names, base, strict=True)]


@pytest.fixture
def known(office, tmp_path):
    """An office that knows four people."""
    bring(office, people_file(tmp_path, EWA, JAN, OLA, ADAM, name="stara.csv"))
    return office


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row(JAN, born=""), "may_be_known"),
        (row(JAN, given="Jn"), "may_be_known"),
        (row(EWA, surname="Kowal", given="Maria"), "pesel_of_another"),
        (row(EWA, place="Łęgi", house="9"), "contradicts_card"),
        (row(EWA, pesel="55051324143"), "may_be_known"),
        (row(EWA, pesel="", born=""), "may_be_known"),
        (row(OLA, status="zgon 3.02.2026"), "contradicts_card"),
        (row(JAN, given=""), "name_incomplete"),
        (row(JAN, surname="Jan", given="Nowak"), "may_be_known"),
    ],
    ids=["no birth date", "slip", "pesel of another", "other address", "slip in pesel",
         "only a name", "died meanwhile", "no given name", "swapped"],
)  # fmt: skip
def test_somebody_known_is_never_doubled_or_overwritten(known, tmp_path, line, reason):
    planned, _ = bring(known, people_file(tmp_path, line, row(ADAM, given="Bogdan", house="77",
                                                              born="1.01.1980")))  # fmt: skip
    assert outcomes(planned)[0] == ("doubtful", reason)
    assert planned.rows[0].candidates
    assert count(known, "residents") == 5


def test_father_and_son_are_two_people(known, tmp_path):
    planned = plan(known, people_file(tmp_path, row(JAN, born="12.12.1979"), OLA))
    assert outcomes(planned) == [("new", ""), ("unchanged", "")]


def test_list_that_says_nothing_leaves_the_status(known, tmp_path):
    edit(known, "Wrona", status="left")
    planned = plan(known, people_file(tmp_path, OLA, row(ADAM, status="aktywny")))
    assert outcomes(planned) == [("unchanged", "")] * 2


def test_second_row_of_a_known_person_waits(known, tmp_path):
    lines = [row(OLA, email="ola@example.pl"), row(OLA, email="wrona@example.pl", surname="WRONA")]
    planned = plan(known, people_file(tmp_path, *lines, ADAM))
    written = [r for r in planned.rows if r.outcome == "changed" and r.title.startswith("Wrona")]
    assert len(written) <= 1
    assert len([r for r in planned.rows if r.problems or r.reason]) >= 1


def test_two_people_with_one_pesel_both_wait(office, tmp_path):
    planned = plan(office, people_file(tmp_path, EWA, row(JAN, pesel=EWA[2], born="")))
    assert outcomes(planned) == [("doubtful", "same_pesel_twice")] * 2


def test_namesakes_of_one_file_without_birth_dates_wait(office, tmp_path):
    planned = plan(office, people_file(tmp_path, row(JAN, born=""), row(JAN, born="", house="9")))
    assert outcomes(planned) == [("new", ""), ("doubtful", "duplicate_in_file")]


def test_person_in_the_bin_does_not_come_back_by_a_list(known, tmp_path):
    with known.write("residents.retire") as work:
        work.session.execute(text("UPDATE residents SET retired_at = 1 WHERE surname = 'Nowak'"))
    planned = plan(known, people_file(tmp_path, JAN, OLA))
    assert outcomes(planned) == [("doubtful", "in_bin"), ("unchanged", "")]


def test_person_of_an_import_taken_back_is_new_again(office, tmp_path):
    path = people_file(tmp_path, EWA, JAN)
    _, result = bring(office, path)
    imports.undo_import(office, result.batch_id)
    assert outcomes(plan(office, path)) == [("new", "")] * 2


def test_what_was_removed_by_hand_does_not_come_back(office, tmp_path):
    path = people_file(tmp_path, row(EWA, email="ewa@example.pl"), JAN)
    bring(office, path)
    edit(office, "Żurawska", email="")
    with office.write("residents.edit") as work:
        work.session.execute(text("UPDATE resident_phones SET number = '600100201'"))
    planned, _ = bring(office, path)
    assert outcomes(planned) == [("doubtful", "contradicts_card"), ("unchanged", "")]
    assert {d.field for d in planned.rows[0].differences} == {"email", "phones"}
    assert column(office, "SELECT email FROM residents WHERE surname = 'Żurawska'") == [""]


def test_every_doubt_of_the_reader_is_said(office, tmp_path):
    bad = row(EWA, pesel="55051324149", phone="60010020", email="ewa(at)x", status="chyba tak")
    planned, _ = bring(office, people_file(tmp_path, bad, JAN))
    said = {(p["kind"], p["column"]) for p in imports.problem_json(office)}
    assert {("pesel_checksum", "C"), ("phone_invalid", "G"), ("email_invalid", "H")} <= said
    assert {"pesel", "phones", "email"} <= set(planned.rows[0].payload["doubts"])


# attendance

MARKS = [["Lista obecności – Gimnastyka – maj 2026"], ["Lp.", "Nazwisko i imię", "5", "7", "12"]]


def attendance(folder, *lines: list[str], heading: list[list[str]] | None = None, name="maj.csv"):
    return table_file(folder, [*(heading or MARKS), *lines], name)


@pytest.fixture
def gym(known):
    """The known people and a catalogue with two services."""
    with known.write("catalogue.create") as work:
        for name in ("Gimnastyka", "Zajęcia komputerowe dla seniorów"):
            add_service(work, ServiceDraft(name=name))
    return known


def test_known_people_get_their_marks(gym, tmp_path):
    lines = (["1", "Nowak Jan", "x", "nb", "x"], ["2", "Wrona Aleksandra", "x", "", "u"])
    path = attendance(tmp_path, *lines)
    planned, _ = bring(gym, path, "attendance")
    assert planned.counts()["new"] == count(gym, "attendance") == 5
    assert plan(gym, path, "attendance").counts()["unchanged"] == 5


@pytest.mark.parametrize("name", ["Nowak", "Kowal Maria", "Nowak J. i Wrona A."])
def test_nobody_is_guessed(gym, tmp_path, name):
    path = attendance(tmp_path, ["1", name, "x", "x", "x"], ["2", "Zięba Adam", "x", "x", "x"])
    planned, _ = bring(gym, path, "attendance")
    assert planned.counts()["doubtful"] == 3
    assert count(gym, "attendance") == 3


def test_namesakes_wait(gym, tmp_path):
    bring(gym, people_file(tmp_path, row(JAN, born="12.12.1979", house="3"), OLA, name="syn.csv"))
    planned = plan(gym, attendance(tmp_path, ["1", "Nowak Jan", "x", "x", "x"]), "attendance")
    assert outcomes(planned) == [("doubtful", "person_ambiguous")]
    assert len(planned.rows[0].candidates) == 2


def test_service_is_not_guessed_by_common_words(gym, tmp_path):
    heading = [["Lista obecności – Zajęcia ruchowe dla seniorów – maj 2026"], MARKS[1]]
    path = attendance(tmp_path, ["1", "Nowak Jan", "x", "x", "x"], heading=heading)
    (planned,) = plan(gym, path, "attendance").rows
    assert planned.reason in {"service_new", "service_in_doubt"}
    assert "komputerowe" not in planned.payload["service_name"] or planned.outcome == "doubtful"


def test_chosen_service_is_taken(gym, tmp_path):
    (service,) = column(gym, "SELECT id FROM services WHERE name LIKE 'Zajęcia%'")
    path = attendance(tmp_path, ["1", "Nowak Jan", "x", "x", "x"])
    bring(gym, path, "attendance", service_id=service)
    assert column(gym, "SELECT service_id FROM service_groups") == [service]


def test_dead_person_did_not_come(gym, tmp_path):
    edit(gym, "Nowak", status="deceased", status_date="2026-05-06")
    path = attendance(tmp_path, ["1", "Nowak Jan", "x", "x", "x"])
    planned = plan(gym, path, "attendance")
    assert outcomes(planned) == [("new", ""), ("doubtful", "person_deceased")]
    assert [r.weight for r in planned.rows] == [1, 2]


def test_other_mark_than_in_the_office_waits_and_a_removed_one_too(gym, tmp_path):
    bring(gym, attendance(tmp_path, ["1", "Nowak Jan", "x", "x", ""]), "attendance")
    with gym.write("attendance.edit") as work:
        work.session.execute(text("UPDATE attendance SET retired_at = 1 WHERE rowid = 1"))
    path = attendance(tmp_path, ["1", "Nowak Jan", "x", "nb", "x"], name="maj2.csv")
    planned = plan(gym, path, "attendance")
    assert set(outcomes(planned)) == {
        ("doubtful", "day_removed"), ("doubtful", "day_differs"), ("new", "")
    }  # fmt: skip


def test_person_written_twice_with_different_marks_waits(gym, tmp_path):
    lines = (["1", "Nowak Jan", "x", "", "x"], ["2", "Jan Nowak", "nb", "x", "x"])
    planned, _ = bring(gym, attendance(tmp_path, *lines), "attendance")
    assert column(gym, "SELECT count(*) FROM attendance") == [2]
    assert planned.counts()["doubtful"] == 2


# hours

TITLE = [["Karta pracy – maj 2026"], ["Usługa: Gimnastyka"]]
CARD = [*TITLE, ["Opiekunka: Kurek Teresa"],
        ["Data", "Nazwisko i imię podopiecznego", "Od", "Do", "Czynności"]]  # fmt: skip


def card(folder, *lines: list[str], heading=None, name="karta.csv"):
    return table_file(folder, [*(heading or CARD), *lines], name)


def test_visit_at_the_same_time_by_another_worker_waits(gym, tmp_path):
    line = ["5.05.2026", "Nowak Jan", "8:00", "9:30", "zakupy"]
    bring(gym, card(tmp_path, line), "hours")
    other = [*TITLE, ["Opiekunka: Lis Anna"], CARD[-1]]
    overlapping = ["5.05.2026", "Nowak Jan", "9:00", "10:00", "obiad"]
    path = card(tmp_path, overlapping, heading=other, name="druga.csv")
    assert outcomes(plan(gym, path, "hours")) == [("doubtful", "visit_differs")]
    assert column(gym, "SELECT minutes FROM visits") == [90]


def test_card_without_a_worker_waits(gym, tmp_path):
    heading = [*TITLE, CARD[-1]]
    path = card(tmp_path, ["5.05.2026", "Nowak Jan", "8:00", "9:30", "x"], heading=heading)
    (planned,) = plan(gym, path, "hours").rows
    assert planned.outcome == "doubtful"


def test_removed_visit_does_not_come_back(gym, tmp_path):
    path = card(tmp_path, ["5.05.2026", "Nowak Jan", "8:00", "9:30", "zakupy"])
    bring(gym, path, "hours")
    with gym.write("attendance.retire_visit") as work:
        work.session.execute(text("UPDATE visits SET retired_at = 1"))
    assert outcomes(plan(gym, path, "hours")) == [("doubtful", "visit_removed")]


def test_pesel_and_name_have_to_agree(gym, tmp_path):
    heading = [*CARD[:-1], ["Data", "Podopieczny", "PESEL", "Od", "Do"]]
    lines = (["5.05.2026", "Wrona Aleksandra", EWA[2], "8:00", "9:00"],
             ["5.05.2026", "Żurawska Ewa", EWA[2], "10:00", "11:00"],
             ["5.05.2026", "Nowak Jan", "62070110579", "12:00", "13:00"])  # fmt: skip
    planned = plan(gym, card(tmp_path, *lines, heading=heading), "hours")
    assert [o for o, _ in outcomes(planned)] == ["doubtful", "new", "doubtful"]
    assert planned.rows[1].payload["resident_id"] == resident(gym, "Żurawska")


def test_namesakes_are_told_apart_by_the_year_of_birth(office, tmp_path):
    other = row(JAN, pesel="", born="1.01.2003")
    bring(office, people_file(tmp_path, row(JAN, pesel="", born="5.05.1955"), other))
    name = f"{JAN[1]} {JAN[0]}"
    lines = [["data", "osoba", "opiekunka", "od", "do"],
             ["1.06.2026", f"{name} (ur. 2003)", "Lis Anna", "8:00", "9:00"],
             ["2.06.2026", f"{name} (ur. 1971)", "Lis Anna", "8:00", "9:00"]]  # fmt: skip
    planned = plan(office, table_file(tmp_path, lines, name="Opieka.csv"), "hours")
    assert [found[0] for found in outcomes(planned)] == ["new", "doubtful"]


def test_the_only_word_of_a_sheet_names_the_only_service_that_has_it(office, tmp_path):
    with office.write("catalogue.add") as work:
        add_service(work, ServiceDraft(name="Joga dla seniora"))
    bring(office, people_file(tmp_path, JAN))
    lines = [["data", "uczestnik", "obecność", "zajęcia"],
             ["1.06.2026", f"{JAN[1]} {JAN[0]}", "T", "Joga"]]  # fmt: skip
    planned = plan(office, table_file(tmp_path, lines, name="lista.csv"), "attendance")
    assert outcomes(planned) == [("new", "service_guessed")]

from __future__ import annotations

import pytest

from cusdesk.importing.people_names import NameHabits, learn_habits, read_name, surname_only

STEADY = NameHabits("surname_first", steady=True)


@pytest.mark.parametrize(
    ("text", "surname", "given", "second", "birth"),
    [
        ("Wrona Anna", "Wrona", "Anna", "", ""),
        ("Anna Wrona", "Wrona", "Anna", "", ""),
        ("WRONA ANNA MARIA", "Wrona", "Anna", "Maria", ""),
        ("wrona anna", "Wrona", "Anna", "", ""),
        ("Kowalska - Wrona Anna", "Kowalska-Wrona", "Anna", "", ""),
        ("KOWALSKA-WRONA ANNA", "Kowalska-Wrona", "Anna", "", ""),
        ("Wrona Anna z d. Sroka", "Wrona", "Anna", "", "Sroka"),
        ("Wrona Anna zd. SROKA", "Wrona", "Anna", "", "Sroka"),
        ("Wrona (z domu Sroka) Anna", "Wrona", "Anna", "", "Sroka"),
        ("Wrona Anna (d. Sroka)", "Wrona", "Anna", "", "Sroka"),
        ("Wrona Anna, z domu Sroka-Zięba", "Wrona", "Anna", "", "Sroka-Zięba"),
        ("p. Wrona Anna", "Wrona", "Anna", "", ""),
        ("Pani Anna Wrona", "Wrona", "Anna", "", ""),
        ("12. Wrona Anna", "Wrona", "Anna", "", ""),
        ("Wrona, Anna", "Wrona", "Anna", "", ""),
        ("Koval Oksana", "Koval", "Oksana", "", ""),
        ("von Thun Jan", "von Thun", "Jan", "", ""),
    ],
)
def test_names_that_can_be_read_in_one_way(text, surname, given, second, birth):
    name = read_name(text, STEADY, "")
    found = (name.surname, name.given_name, name.second_name, name.birth_surname)
    assert found == (surname, given, second, birth)
    assert name.doubts == set()


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Wrona", "given_name"),
        ("Wrona A.", "given_name"),
        ("Marcin Adam", "surname"),
        ("Nguyen Thi", "surname"),
        ("Jan i Maria Wrona", "surname"),
        ("Wrona Sroka Anna", "surname"),
        ("Wojcik Anna", "surname"),
        ("Wr?na Anna", "surname"),
        ("Wrona Anna (Kowalska)", "birth_surname"),
        ("123", "surname"),
        ("Wrona " + "Anna " * 60, "surname"),
    ],
)
def test_names_that_cannot_are_doubts(text, doubted):
    assert doubted in read_name(text, STEADY, "").doubts


def test_sex_decides_between_two_given_names():
    name = read_name("Urban Anna", STEADY, "K")
    assert (name.surname, name.given_name) == ("Urban", "Anna")
    name = read_name("Karol Urszula", STEADY, "K")
    assert (name.surname, name.doubts) == ("Karol", set())


def test_lost_letters_come_back():
    name = read_name("Nowak Bozena", STEADY, "")
    assert (name.given_name, name.doubts) == ("Bożena", set())
    name = read_name("Nowak Bo?ena", STEADY, "")
    assert (name.given_name, name.doubts) == ("Bożena", set())
    name = read_name("Jasinska Ewa", STEADY, "")
    assert (name.surname, name.doubts) == ("Jasińska", {"surname"})


def test_surnames_of_the_file_restore_letters():
    habits = learn_habits(["Śniegoń Jan", "Śniegoń Anna", "Sniegon Ewa"])
    assert read_name("Sniegon Ewa", habits, "").surname == "Śniegoń"
    assert habits.order == "surname_first"
    assert learn_habits(["Anna Wrona", "Jan Zięba"]).order == "given_first"


def test_other_things_in_the_cell_of_a_name():
    name = read_name("Wrona Anna, PESEL 44051401359, ur. 14.05.1944 r.", STEADY, "")
    assert (name.surname, name.pesel, name.birth_date) == ("Wrona", "44051401359", "14.05.1944")
    assert read_name("Wrona Anna (u córki)", STEADY, "").notes == ["u córki"]
    assert surname_only("KOWALSKA - WRONA (z d. Sroka)") == "KOWALSKA-WRONA"

from __future__ import annotations

import pytest

from cusdesk.domain.person_match import CandidateIndex, PersonKey, match_person
from cusdesk.domain.person_names import parse_person_name

PEOPLE = [
    PersonKey("1", "Ździebło", "Aniela", locality="Brzozowo"),
    PersonKey("2", "Kowal", "Maria", locality="Brzozowo"),
    PersonKey("3", "Kowal", "Maria", locality="Stara Wieś"),
    PersonKey("4", "Górecka-Łoś", "Ewa", "Teresa", "Brzozowo"),
    PersonKey("5", "Szymczykiewicz", "Eugeniusz", locality="Kąty"),
    PersonKey("6", "Wrona", "Marian"),
    PersonKey("7", "Kuśnierz", "Piotr", birth_surname=""),
    PersonKey("8", "Sowa", "Zofia", birth_surname="Dzięcioł"),
    PersonKey("9", "Adam", "Jan"),
    PersonKey("10", "Jan", "Adam"),
]
INDEX = CandidateIndex(PEOPLE)


@pytest.mark.parametrize(
    ("written", "kind", "ids"),
    [
        ("Ździebło Aniela", "certain", ("1",)),
        ("aniela zdzieblo", "certain", ("1",)),
        ("p. ŹDZIEBŁO  ANIELA ", "certain", ("1",)),
        ("Ździebło Aniela – Brzozowo", "certain", ("1",)),
        ("Ździebło Aniela – Kąty", "probable", ("1",)),
        ("Ździebło Aniela (od maja)", "certain", ("1",)),
        ("Ździebło Aniela Wanda", "probable", ("1",)),
        ("Ździebło A.", "probable", ("1",)),
        ("Ździebło B.", "none", ()),
        ("p. Ździebło", "probable", ("1",)),
        ("Kowal Maria", "ambiguous", ("2", "3")),
        ("Maria Kowal (Stara Wieś)", "certain", ("3",)),
        ("Kowal Maria Brzozowo", "certain", ("2",)),
        ("Kowal M.", "ambiguous", ("2", "3")),
        ("Ewa Górecka - Łoś", "certain", ("4",)),
        ("Górecka Łoś Ewa Teresa", "certain", ("4",)),
        ("Górecka Ewa", "probable", ("4",)),
        ("Szymczykiewcz Eugeniusz", "probable", ("5",)),
        ("Szymczykiewicz Eugenisz", "probable", ("5",)),
        ("Wrona Maria", "none", ()),
        ("Wrona Stanisław", "none", ()),
        ("Ku?nierz Piotr", "probable", ("7",)),
        ("Dzięcioł Zofia", "probable", ("8",)),
        ("Zofia Sowa z d. Dzięcioł", "certain", ("8",)),
        ("Jan Adam", "ambiguous", ("9", "10")),
        ("Wrona Marian i Sowa Zofia", "ambiguous", ("6", "8")),
        ("Nikt Taki", "none", ()),
        ("", "none", ()),
        ("123", "none", ()),
    ],
)
def test_written_name_is_matched_without_guessing(
    written: str, kind: str, ids: tuple[str, ...]
) -> None:
    match = match_person(INDEX, written)
    assert (match.kind, match.ids) == (kind, ids)


def test_slips_in_both_words_are_nobody() -> None:
    assert match_person(INDEX, "Szymczykiewcz Eugenisz").kind == "none"


@pytest.mark.parametrize(
    ("text", "surname", "given", "note"),
    [
        ("Wrona Marian", "Wrona", "Marian", ""),
        ("Marian Wrona", "Wrona", "Marian", ""),
        ("WRONA MARIAN ", "Wrona", "Marian", ""),
        ("p.Wrona Marian", "Wrona", "Marian", ""),
        ("M. Wrona", "Wrona", "M.", ""),
        ("J.Wrona", "Wrona", "J.", ""),
        ("Wrona, Marian", "Wrona", "Marian", ""),
        ("3. Wrona Marian, Kąty 5", "Wrona", "Marian", "Kąty 5"),
        ("Wrona Marian – Stara Wieś", "Wrona", "Marian", "Stara Wieś"),
        ("Anna Maria Wrona", "Wrona", "Anna", ""),
        ("Górecka - Łoś Ewa", "Górecka-Łoś", "Ewa", ""),
    ],
)
def test_name_is_taken_apart(text: str, surname: str, given: str, note: str) -> None:
    name = parse_person_name(text)
    assert (name.surname, name.given_name, name.note) == (surname, given, note)
    assert name.as_written == text


def test_traits_say_what_is_unusual() -> None:
    assert parse_person_name("WRONA MARIAN").traits >= {"all_caps"}
    assert parse_person_name("p. Wrona").traits >= {"prefix", "surname_only"}
    assert parse_person_name("Marian Wrona").traits >= {"given_first"}
    assert parse_person_name("Wrona Ewa, Sowa Jan").traits >= {"several_people"}
    assert parse_person_name("x" * 400).traits >= {"too_long"}


def test_key_is_equal_for_any_order_and_case() -> None:
    assert parse_person_name("ŁOŚ Ewa").key == parse_person_name("p. Ewa Los").key

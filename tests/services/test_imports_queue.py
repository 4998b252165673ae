"""Deciding the rows that wait, and giving back the rows that could not be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.attendance import Mark
from cusdesk.domain.catalogue import ServiceDraft
from cusdesk.domain.special_fields import SpecialField
from cusdesk.services import history, imports
from cusdesk.services.catalogue import add_service
from tests.helpers.people import act_as, switch_on
from tests.services.import_office import (
    EWA,
    JAN,
    OLA,
    bring,
    column,
    count,
    people_file,
    resident,
    table_file,
)


@pytest.fixture
def known(office, tmp_path):
    """An office that knows Jan Nowak and Ewa Żurawska."""
    bring(office, people_file(tmp_path, EWA, JAN, name="stara.csv"))
    return office


def moved(folder):
    """The same Jan at another address and with a telephone, and somebody new."""
    return people_file(folder, [*JAN[:4], "Łęgi", "99", "600100999"], OLA)


def waiting(office):
    return imports.list_issues(office, outcomes=("doubtful",))


def test_row_taken_as_new_is_another_person(known, tmp_path):
    bring(known, moved(tmp_path))
    (issue,) = waiting(known)
    imports.take_as_new(known, issue.id)
    found = column(known, "SELECT house FROM residents WHERE surname = 'Nowak' ORDER BY house")
    assert found == ["7", "99"]
    assert waiting(known) == []


@pytest.mark.parametrize(("overwrite", "house"), [(False, "7"), (True, "99")])
def test_row_taken_for_a_person_fills_or_replaces(known, tmp_path, overwrite, house):
    bring(known, moved(tmp_path))
    (issue,) = waiting(known)
    imports.take_for(known, issue.id, issue.candidates[0], overwrite=overwrite)
    assert column(known, "SELECT house FROM residents WHERE surname = 'Nowak'") == [house]
    assert "600100999" in column(known, "SELECT number FROM resident_phones")
    assert column(known, "SELECT resident_id FROM resident_index WHERE folded LIKE '%600100999%'")
    with pytest.raises(NotFoundError):
        imports.dismiss(known, issue.id)


def test_dismissed_row_writes_nothing_and_comes_back_by_undo(known, tmp_path):
    bring(known, moved(tmp_path))
    (issue,) = waiting(known)
    imports.dismiss(known, issue.id)
    assert waiting(known) == []
    history.undo(known)
    assert len(waiting(known)) == 1


def test_undo_of_the_import_takes_its_decisions_along(known, tmp_path):
    _, result = bring(known, moved(tmp_path))
    (issue,) = waiting(known)
    imports.take_for(known, issue.id, issue.candidates[0], overwrite=True)
    imports.undo_import(known, result.batch_id)
    assert column(known, "SELECT house FROM residents WHERE surname = 'Nowak'") == ["7"]
    assert count(known, "residents") == 2
    assert waiting(known) == []
    assert history.redo(known) is not None
    assert column(known, "SELECT house FROM residents WHERE surname = 'Nowak'") == ["99"]


def test_side_by_side_shows_what_differs(known, tmp_path):
    bring(known, moved(tmp_path))
    (issue,) = waiting(known)
    assert issue.candidates == (resident(known, "Nowak"),)
    differences = {d.field: (d.old, d.new) for d in issue.differences}
    assert differences["locality"] == ("Brzezie", "Łęgi")
    assert issue.raw[:2] == ("Nowak", "Jan")


def test_many_warnings_are_looked_at_in_one_step(known, tmp_path):
    bad = [
        ["Kowal", "Ada", "55051324149"],
        ["Zając", "Iga", "62070110578"],
        ["Lis", "Jan", "5505132"],
    ]
    bring(known, people_file(tmp_path, *bad))
    warnings = imports.list_issues(known, outcomes=("warning",))
    assert len(warnings) >= 3
    imports.dismiss_all(known, [issue.id for issue in warnings])
    assert imports.list_issues(known, outcomes=("warning",)) == []


# lists of attendance and work cards


@pytest.fixture
def gym(known):
    """The known people and one service."""
    with known.write("catalogue.create") as work:
        add_service(work, ServiceDraft(name="Gimnastyka"))
    return known


def marks(folder, *lines: list[str]):
    head = [["Lista obecności – Gimnastyka – maj 2026"], ["Lp.", "Nazwisko i imię", "5", "7", "12"]]
    return table_file(folder, [*head, *lines], "maj.csv")


def test_unknown_person_of_a_list_is_chosen(gym, tmp_path):
    lines = (["1", "Nowak Jan", "x", "x", ""], ["2", "Lis Iga", "x", "nb", "x"])
    bring(gym, marks(tmp_path, *lines), "attendance")
    (issue,) = waiting(gym)
    with pytest.raises(RuleError) as refused:
        imports.take_as_new(gym, issue.id)
    assert refused.value.key == "imports_plan.choose_person"
    imports.take_for(gym, issue.id, resident(gym, "Żurawska"), overwrite=False)
    assert count(gym, "attendance") == 5


def test_unclear_mark_is_decided(gym, tmp_path):
    path = marks(tmp_path, ["1", "Nowak Jan", "x", "?!", "x"], ["2", "Żurawska Ewa", "x", "", "x"])
    bring(gym, path, "attendance")
    (issue,) = waiting(gym)
    with pytest.raises(RuleError) as refused:
        imports.take_as_new(gym, issue.id)
    assert refused.value.key == "imports_plan.choose_mark"
    imports.take_as_new(gym, issue.id, imports.Answer(mark=Mark.EXCUSED))
    assert column(gym, "SELECT count(*) FROM attendance WHERE mark = 'excused'") == [1]


def test_other_mark_replaces_the_old_one_when_told_so(gym, tmp_path):
    bring(gym, marks(tmp_path, ["1", "Nowak Jan", "x", "x", "x"]), "attendance")
    bring(gym, marks(tmp_path, ["1", "Nowak Jan", "x", "nb", "x"]), "attendance")
    (issue,) = waiting(gym)
    imports.take_as_new(gym, issue.id)
    assert column(gym, "SELECT mark FROM attendance ORDER BY mark") == [
        "absent", "present", "present",
    ]  # fmt: skip


def test_visit_without_hours_is_completed(gym, tmp_path):
    head = [["Karta pracy – maj 2026"], ["Usługa: Gimnastyka"], ["Opiekunka: Kurek Teresa"],
            ["Data", "Podopieczny", "Od", "Do"]]  # fmt: skip
    lines = (["5.05.2026", "Nowak Jan", "8:00", "?"], ["6.05.2026", "Nowak Jan", "8:00", "9:00"])
    bring(gym, table_file(tmp_path, [*head, *lines], "karta.csv"), "hours")
    (issue,) = waiting(gym)
    with pytest.raises(RuleError) as refused:
        imports.take_as_new(gym, issue.id)
    assert refused.value.key == "imports_plan.choose_minutes"
    imports.take_as_new(gym, issue.id, imports.Answer(minutes=75, date=dt.date(2026, 5, 5)))
    assert column(gym, "SELECT minutes FROM visits ORDER BY date") == [75, 60]


# rows that go back


def test_rejected_rows_come_back_with_their_reason(office, tmp_path):
    nameless = ["", "", "62070110579", "", "Łęgi", "4", "", "", "", "bez nazwiska"]
    planned, result = bring(office, people_file(tmp_path, EWA, nameless, JAN))
    assert planned.counts()["rejected"] == 1
    out = tmp_path / "odrzucone.xlsx"
    assert imports.save_rejects(office, result.batch_id, out) == 1
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("Nazwisko", "Imię", "PESEL")
    assert rows[1][2] == "62070110579"
    assert rows[1][-1] == 3
    assert "nazwiska" in rows[1][-3]


def test_waiting_rows_can_be_given_back_too(known, tmp_path):
    _, result = bring(known, moved(tmp_path))
    out = tmp_path / "watpliwe.xlsx"
    assert imports.save_rejects(known, result.batch_id, out) == 0
    assert imports.save_rejects(known, result.batch_id, out, with_doubtful=True) == 1


def corrected(issue, **values):
    """Return an answer with a row as somebody corrected it."""
    return imports.Answer(draft=replace(imports.row_draft(issue), **values))


def test_corrected_row_is_written_as_new(known, tmp_path):
    bring(known, people_file(tmp_path, ["Nowak", "", "", "3.05.1950", "Brzezie", "9"]))
    (issue,) = waiting(known)
    answer = corrected(issue, given_name="Janusz", numbers="600 100 777, 600100778")
    imports.take_as_new(known, issue.id, answer)
    assert "Janusz" in column(known, "SELECT given_name FROM residents WHERE surname = 'Nowak'")
    numbers = column(known, "SELECT number FROM resident_phones")
    assert {"600100777", "600100778"} <= set(numbers)
    assert column(known, "SELECT resident_id FROM resident_index WHERE folded LIKE '%janusz%'")


def test_correction_wins_over_the_card_and_the_rest_only_fills(known, tmp_path):
    bring(known, moved(tmp_path))
    (issue,) = waiting(known)
    answer = corrected(issue, house="12a")
    imports.take_for(known, issue.id, issue.candidates[0], overwrite=False, answer=answer)
    query = "SELECT locality || ' ' || house FROM residents WHERE surname = 'Nowak'"
    assert column(known, query) == ["Brzezie 12a"]
    history.undo(known)
    assert column(known, query) == ["Brzezie 7"]
    assert [i.id for i in waiting(known)] == [issue.id]


def test_correction_is_checked_as_the_card_is(known, tmp_path):
    bring(known, moved(tmp_path))
    (issue,) = waiting(known)
    answer = corrected(issue, surname="", numbers="12")
    with pytest.raises(ValidationError) as caught:
        imports.take_as_new(known, issue.id, answer)
    assert {problem.field for problem in caught.value.problems} == {"surname"}
    found = imports.check_row(answer.draft, known.clock.today())
    assert "numbers" in {problem.field for problem in found}
    assert [i.id for i in waiting(known)] == [issue.id]


def test_a_row_that_is_not_touched_stays_what_it_was(known, tmp_path):
    bring(known, moved(tmp_path))
    (issue,) = waiting(known)
    imports.take_as_new(known, issue.id, corrected(issue))
    found = column(known, "SELECT house FROM residents WHERE surname = 'Nowak' ORDER BY house")
    assert found == ["7", "99"]
    assert "600100999" in column(known, "SELECT number FROM resident_phones")


def test_special_values_are_covered_for_who_may_not_see_them(known, tmp_path):
    head = ["Nazwisko", "Imię", "Data urodzenia", "Miejscowość", "Nr domu", "Niepełnosprawność"]
    said = ["Nowak", "Jan", "3.05.1950", "Łęgi", "99", "znaczny"]
    odd = ["Wrona", "Ola", "1.02.1971", "Łęgi", "12", "xyz trzeci"]
    silent = ["Żurawska", "Ewa", "", "Łęgi", "5", ""]
    switch_on(known, SpecialField.DISABILITY)
    bring(known, table_file(tmp_path, [head, said, odd, silent], "orzeczenia.csv"))
    everything = imports.list_issues(known)
    assert any(issue.payload["values"]["disability"] == "significant" for issue in waiting(known))
    assert any("xyz trzeci" in f"{issue}" for issue in everything)

    act_as(known, Role.SETTLEMENT_CLERK, Role.OFFICE_WORKER)
    seen = f"{imports.list_issues(known)} {imports.problem_json(known)}"
    for word in ("significant", "znaczny", "xyz trzeci"):
        assert word not in seen
    assert "(zakryte)" in seen
    assert "Nowak" in seen
    (jan,) = (issue for issue in waiting(known) if issue.title.startswith("Nowak"))
    draft = imports.row_draft(jan)
    with pytest.raises(RuleError, match="denied"):
        imports.take_for(
            known, jan.id, jan.candidates[0], overwrite=True, answer=imports.Answer(draft=draft)
        )

"""„Historia i dziennik”: asking the log, proving and saving it, giving back from the bin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from cusdesk.domain.access import Role
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import audit, history, residents
from cusdesk.ui.audit.screen import AuditScreen
from tests.db.audit.test_chain import tamper


@pytest.fixture
def people(office):
    office.take_roles([*office.roles, Role.DIRECTOR])
    drafts = [ResidentDraft("Łuczak", "Żaneta"), ResidentDraft("Kowalska", "Anna")]
    ids = [residents.create_resident(office, draft).id for draft in drafts]
    audit.record_view(office, "residents", ids[0], ids[0])
    return ids


@pytest.fixture
def opened():
    return []


@pytest.fixture
def screen(context, office, people, qtbot, opened):
    road = {"open_record": lambda *where: opened.append(where), "can_open": lambda _feature: True}
    screen = AuditScreen(replace(context, office=office, **road))
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    return screen


def whats(page):
    model = page.panel.model
    return [model.row_at(n).what for n in range(model.rowCount())]


def words(widget):
    return " ".join(part.text() for part in widget.findChildren(QLabel))


def test_the_log_is_newest_first_and_opens_the_record(screen, people, opened):
    assert whats(screen.log)[0] == "otwarcie karty mieszkańca"
    assert len(whats(screen.log)) == 4
    screen.log.panel.record_opened.emit(screen.log.panel.model.id_at(0))
    assert opened == [("residents", people[0])]


def test_who_looked_at_a_card(screen, people):
    screen.show_record(people[0])
    assert whats(screen.log) == ["otwarcie karty mieszkańca"]
    screen.show_record(people[1])
    assert whats(screen.log) == []
    screen.log.filters.clear()
    assert len(whats(screen.log)) == 4


def test_a_period_narrows_the_log(screen):
    screen.log.filters.last.setText("14.6.2026")
    screen.log.filters.last.editingFinished.emit()
    assert whats(screen.log) == []
    assert screen.log.filters.last.text() == "14.06.2026"


def test_proving_says_whole_or_what_is_wrong(screen, office):
    screen.log.check()
    assert "Dziennik jest nienaruszony" in words(screen.log.proof)
    tamper(office, "UPDATE audit_entries SET moment = moment + 1 WHERE seq = 2")
    screen.log.check()
    assert "Dziennik naruszono: znaleziono 1 ślad" in words(screen.log.proof)
    assert "wpis 2 z" in words(screen.log.proof)


def test_the_log_is_saved_and_says_so(screen, tmp_path, notices):
    screen.log.save_as(tmp_path / "dziennik.txt")
    assert "4\t2026" in (tmp_path / "dziennik.txt").read_text(encoding="utf-8-sig")
    assert notices.list[-1].level == "success"
    assert whats(screen.log)[0] == "zapis dziennika do pliku: 4 wpisy"


def test_the_bin_gives_back(screen, office, people):
    residents.retire_resident(office, people[1])
    screen.tabs.setCurrentWidget(screen.bin)
    screen.bin.load()
    model = screen.bin.panel.model
    assert [model.row_at(0).name, model.row_at(0).age] == ["Kowalska Anna", "ostatnio"]
    screen.bin.panel.view.select_record(model.id_at(0))
    screen.bin.restore.click()
    assert model.rowCount() == 0
    assert history.bin_rows(office) == []


def test_without_the_right_only_the_bin_is_there(context, office, qtbot):
    office.take_roles([Role.OFFICE_WORKER])
    screen = AuditScreen(replace(context, office=office))
    qtbot.addWidget(screen)
    assert screen.log is None
    assert screen.tabs.count() == 1
    assert "dyrektor i administrator" in words(screen)

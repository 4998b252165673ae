"""„Osoby i uprawnienia” on the screen: an administrator changes, everybody else reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from cusdesk.domain.access import Role
from cusdesk.services import people
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.people.screen import PeopleScreen
from tests.helpers.office import PASSWORD
from tests.helpers.people import OTHER_PASSWORD, act_as, add_colleague

NEW = "trzy spokojne bociany"


@pytest.fixture
def screen(context, office, qtbot):
    made = PeopleScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def words(widget):
    QTest.qWait(1)  # a layout shows new widgets in its own time
    return [part.text() for part in widget.findChildren(QLabel) if part.isVisible()]


def buttons(widget):
    found = widget.findChildren(QPushButton)
    return [part.text() for part in found if part.isVisible()]


def by_name(office, name):
    return next(person for person in people.list_people(office) if person.name == name)


def type_password(fields, text=NEW):
    fields.password.setText(text)
    fields.again.setText(text)


def test_somebody_new_gets_roles_and_a_password(screen, office):
    screen.add_person()
    dialog = screen.dialog
    dialog.name.setText("Jan Próbny")
    dialog.confirm()
    assert "Wpisz hasło" in dialog.problem.text()
    type_password(dialog.passwords)
    dialog.confirm()
    assert "rolę" in dialog.problem.text()

    dialog.roles[Role.OSL].setChecked(True)
    dialog.confirm()

    assert by_name(office, "Jan Próbny").roles == (Role.OSL,)
    assert "Jan Próbny" in words(screen)
    assert any("Hasło tymczasowe" in text for text in words(screen))


def test_roles_are_changed(screen, office):
    add_colleague(office, "Jan Próbny", Role.OSL)
    screen.change(by_name(office, "Jan Próbny"))
    screen.dialog.roles[Role.DIRECTOR].setChecked(True)
    screen.dialog.post.setText("dyrektorka")
    screen.dialog.confirm()

    jan = by_name(office, "Jan Próbny")
    assert (jan.post, jan.roles) == ("dyrektorka", (Role.OSL, Role.DIRECTOR))


def test_an_account_is_switched_off_after_a_question(screen, office):
    add_colleague(office, "Jan Próbny", Role.OSL)
    screen.switch_off(by_name(office, "Jan Próbny"))
    assert "zabrać kopię" in screen.dialog.informativeText()
    screen.dialog.reject()
    assert by_name(office, "Jan Próbny").is_on

    screen.switch_off(by_name(office, "Jan Próbny"))
    screen.dialog.accept()
    assert not by_name(office, "Jan Próbny").is_on
    screen.set_password(by_name(office, "Jan Próbny"))
    type_password(screen.dialog.passwords)
    screen.dialog.confirm()
    assert by_name(office, "Jan Próbny").is_on


def test_ones_own_password_is_changed(screen, office):
    screen.run_command("people.own_password")
    dialog = screen.dialog
    fields = (dialog.old, dialog.passwords.password, dialog.passwords.again)
    assert [field.accessibleName() for field in fields] == [
        "Dotychczasowe hasło", "Nowe hasło", "Nowe hasło jeszcze raz"
    ]  # fmt: skip
    dialog.old.setText("pomyłka")
    type_password(dialog.passwords)
    dialog.confirm()
    assert "nieprawidłowe" in dialog.problem.text()

    dialog.old.setText(PASSWORD)
    dialog.confirm()
    assert people.is_own_password(office, NEW)


def test_others_read_and_are_told_whom_to_ask(context, office, qtbot):
    add_colleague(office, "Jan Próbny", Role.OSL)
    act_as(office, Role.OSL)
    made = PeopleScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.show()

    assert any("nadaje administrator: Anna Testowa" in text for text in words(made))
    assert "Zmień…" not in buttons(made)
    assert "Dodaj osobę" not in buttons(made)


def test_the_table_shows_every_right_and_prints(screen, office):
    table = screen.access.table
    assert table.rowCount() == len(people.access_table(office))
    screen.access.show_paper()
    assert screen.access.findChild(PdfPreview) is not None


def test_an_untested_sheet_is_proved_here(context, tmp_path, clock, qtbot):
    from tests.helpers.office import make_office

    created = make_office(tmp_path, clock)
    people.postpone_recovery(created.office)
    made = PeopleScreen(replace(context, office=created.office))
    qtbot.addWidget(made)
    made.show()
    assert made.bar.isVisible()

    made.prove_recovery()
    made.dialog.code.setText(created.recovery_code)
    made.dialog.confirm()
    assert not made.bar.isVisible()
    created.office.close()


def test_a_meter_and_advice_follow_the_typing(screen, office):
    screen.add_person()
    fields = screen.dialog.passwords
    fields.password.setText("Testowo-biuro-1")
    weak = fields.meter.value()
    fields.password.setText(OTHER_PASSWORD)

    assert weak < fields.meter.value()
    assert fields.advice.text() == "Mocne hasło."


def test_another_sheet_is_shown_printed_and_proved(screen, office, notices):
    screen.new_sheet()
    dialog = screen.dialog
    dialog.confirm()
    assert "hasło" in dialog.problem.text().lower()
    assert not dialog.proof.code
    dialog.password.setText(PASSWORD)
    dialog.confirm()
    groups = dialog.proof.code.split("-")
    assert len(groups) == 11
    dialog.proof.print_button.click()
    assert dialog.findChild(PdfPreview) is not None

    dialog.confirm()
    assert "nie zgadzają" in dialog.problem.text()
    assert people.is_recovery_untested(office)
    for place, field in zip(dialog.proof.asked, dialog.proof.fields, strict=True):
        field.setText(groups[place])
    dialog.confirm()
    assert not people.is_recovery_untested(office)
    assert "Nowa kartka" in notices.list[-1].text


def test_only_who_manages_people_gets_another_sheet(context, office, qtbot):
    act_as(office, Role.COORDINATOR)
    made = PeopleScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.show()
    assert not made.sheet.isVisible()

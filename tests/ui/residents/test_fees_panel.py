"""What the card of a resident says of fees."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPushButton

from cusdesk.services import fees
from cusdesk.ui.residents.fees_panel import FeesPanel
from tests.services.fees_office import MAY, confirm, make


def words_of(panel):
    shown = [*panel.findChildren(QLabel), *panel.findChildren(QPushButton)]
    return [each.accessibleName() or each.text() for each in shown if not each.isHidden()]


def test_the_card_tells_the_balance_and_leads_to_the_account(context, office, qtbot):
    _rule, _service, (person,) = make(office, "Wrona")
    commands = []
    panel = FeesPanel(
        replace(
            context,
            office=office,
            can_open=lambda _feature: True,
            run_command=lambda *command: commands.append(command),
        )
    )
    qtbot.addWidget(panel)
    panel.show_resident(person, can_write=True)
    assert "Nie ma jeszcze naliczonych opłat." in words_of(panel)
    confirm(office, MAY)
    panel.show_resident(person, can_write=True)
    found = words_of(panel)
    assert "Do zapłaty: 100,00\u00a0zł" in found
    decision = "Usługi opiekuńcze: od 01.04.2026, dochód na osobę 2\u00a0400,00\u00a0zł"
    assert decision in found
    links = {each.accessibleName() or each.text(): each for each in panel.findChildren(QPushButton)}
    links["Do zapłaty: 100,00\u00a0zł"].click()
    links["Ustal opłatę"].click()
    ids = person.hex()
    assert commands == [("fees", f"fees.account:{ids}"), ("fees", f"fees.decision:{ids}")]
    draft = replace(fees.propose_instalments(office, person), reason="choroba")
    fees.agree_instalments(office, draft)
    panel.show_resident(person, can_write=True)
    assert any("najbliższa 33,33" in words for words in words_of(panel))

"""Files beside a record on the screen: dropped, refused, described, opened, put away."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QLabel

from cusdesk.core.looked_at import wipe_opened
from cusdesk.domain.needs_talks import scheme_on
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import attachments, needs_talks, residents
from cusdesk.ui.common.attachments import AttachmentsPanel, about_words

DAY = dt.date(2026, 6, 15)


@pytest.fixture
def talk(office):
    person = residents.create_resident(office, ResidentDraft("Łuczak", "Maria")).id
    return needs_talks.create_talk(office, person).id


@pytest.fixture
def panel(qtbot, context, office, talk):
    made = AttachmentsPanel(replace(context, office=office))
    qtbot.addWidget(made)
    dimensions = scheme_on(DAY).dimensions
    made.show_record(("needs_talks", talk), can_write=True, dimensions=dimensions)
    made.show()
    return made


def drop(panel, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action = Qt.DropAction.CopyAction
    nothing = Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPointF(5, 5), action, data, Qt.MouseButton.LeftButton, nothing))


def words(panel):
    return " ".join(made.text() for made in panel.findChildren(QLabel) if made.text())


def test_dropped_files_are_kept_and_refused_ones_say_why(panel, office, talk, tmp_path):
    good, bad = tmp_path / "opinia.pdf", tmp_path / "opinia.exe"
    good.write_bytes(b"%PDF-1.7")
    bad.write_bytes(b"MZ")
    drop(panel, good, bad)

    (row,) = attachments.list_attachments(office, record=("needs_talks", talk))
    assert row.title == "opinia"
    assert "opinia.pdf" in words(panel)
    assert "może uruchamiać program" in panel._problem.text()


def test_a_file_is_described_opened_saved_and_put_away(
    panel, office, tmp_path, monkeypatch, notices
):
    path = tmp_path / "opinia.pdf"
    path.write_bytes(b"%PDF-1.7")
    panel.add_files([path])
    (row,) = attachments.list_attachments(office)
    panel.describe(row)
    panel.dialog.form.field("author").editor.setText("Ewa Testowa")
    panel.dialog.form.field("valid_to").editor.setText("1.6.2026")
    panel.dialog.form.set_value("dimension", "access")
    panel.dialog.confirm()
    (row,) = attachments.list_attachments(office)
    said, is_over = about_words(row, DAY)
    assert is_over
    assert "Ewa Testowa" in said
    assert "Dojazd" in said

    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    panel.open_file(row)
    assert opened[0].toLocalFile().endswith("opinia.pdf")
    assert "usunie ją, gdy zamkniesz biuro" in notices.list[-1].text
    assert wipe_opened() == 0
    panel.save(row, tmp_path / "kopia.pdf")
    assert (tmp_path / "kopia.pdf").read_bytes() == b"%PDF-1.7"
    panel._retire(row)
    assert attachments.list_attachments(office) == []
    assert "Nie ma załączników." in words(panel)

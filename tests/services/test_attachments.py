"""Files in an office: taken in once, refused, looked at, saved, erased without a trace."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, RuleError, StorageError, ValidationError
from cusdesk.core.looked_at import wipe_opened
from cusdesk.core.messages import describe
from cusdesk.domain.access import Role
from cusdesk.domain.attachments import AttachmentDraft, limit_bytes
from cusdesk.domain.residents import ResidentDraft
from cusdesk.domain.special_fields import SpecialField
from cusdesk.models.blobs import Blob
from cusdesk.services import attachments, history, needs_talks, residents
from cusdesk.services.attachments import commands
from tests.helpers.people import act_as, switch_on

if TYPE_CHECKING:
    from cusdesk.services.office import Office

PDF = b"%PDF-1.7\nopinia psychologa, Kanarek7x\n"


@pytest.fixture
def person(office: Office) -> bytes:
    return residents.create_resident(office, ResidentDraft("Zając", "Irena")).id


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "opinia.pdf"
    path.write_bytes(PDF)
    return path


def blobs(office: Office) -> int:
    with office.read() as session:
        return session.scalar(select(func.count()).select_from(Blob)) or 0


def test_a_file_is_kept_once_and_comes_back_whole(office: Office, person: bytes, scan: Path):
    record = ("residents", person)
    first = attachments.add_file(office, record, scan)
    scan.unlink()
    scan.with_name("kopia.pdf").write_bytes(PDF)
    attachments.add_file(office, record, scan.with_name("kopia.pdf"))

    rows = attachments.list_attachments(office, record=record)
    assert sorted(row.title for row in rows) == ["kopia", "opinia"]
    assert blobs(office) == 1
    assert attachments.attachment_bytes(office, first.id) == ("opinia.pdf", PDF)
    attachments.save_attachment(office, first.id, scan)
    assert scan.read_bytes() == PDF
    attachments.retire_attachment(office, first.id)
    assert len(attachments.list_attachments(office, resident_id=person)) == 1
    history.restore(office, "attachments", first.id)
    assert len(attachments.list_attachments(office, resident_id=person)) == 2


def test_what_cannot_come_in_leaves_nothing(office: Office, person, scan, tmp_path: Path):
    (tmp_path / "pusty.pdf").write_bytes(b"")
    (tmp_path / "a.exe").write_bytes(b"MZ")
    (tmp_path / "duzy.pdf").write_bytes(PDF.ljust(limit_bytes() + 1))
    tried = {"pusty.pdf": "empty", "a.exe": "dangerous", "duzy.pdf": "too_large"}
    for name, why in (tried | {"znikl.pdf": "not_there", ".": "folder"}).items():
        with pytest.raises(RuleError) as refusal:
            attachments.add_file(office, ("residents", person), tmp_path / name)
        assert refusal.value.key.endswith(why)
        assert describe(refusal.value)
    with pytest.raises(NotFoundError):
        attachments.add_file(office, ("residents", b"x" * 16), scan)
    assert blobs(office) == 0


def test_a_file_that_changes_while_it_is_read_is_not_let_in(tmp_path, monkeypatch) -> None:
    path = tmp_path / "skan.pdf"
    path.write_bytes(b"%PDF-1.4")
    limit = limit_bytes()

    def grow() -> int:
        """Write on in the moments before and after the reading."""
        with path.open("ab") as file:
            file.write(b"x")
        return limit

    monkeypatch.setattr(commands, "limit_bytes", grow)
    with pytest.raises(RuleError) as refusal:
        attachments.read_file(path)
    assert refusal.value.key == "attachments.refused.changed"


def test_words_about_a_file_are_changed_its_bytes_never(office: Office, person: bytes, scan: Path):
    saved = attachments.add_file(office, ("residents", person), scan)
    draft = AttachmentDraft("Opinia psychologa", "Ewa Testowa", dt.date(2026, 5, 1))
    attachments.change_attachment(office, saved.id, draft, saved.version)
    wrong = AttachmentDraft(issued_on=dt.date(2030, 1, 1))
    with pytest.raises(ValidationError):
        attachments.change_attachment(office, saved.id, wrong, 2)
    (row,) = attachments.list_attachments(office, resident_id=person)
    assert (row.title, row.author) == ("Opinia psychologa", "Ewa Testowa")
    history.undo(office)
    assert attachments.list_attachments(office, resident_id=person)[0].author == ""


def test_an_opinion_of_health_is_only_for_whom_it_may_be(office: Office, person, scan):
    talk = needs_talks.create_talk(office, person).id
    opinion = AttachmentDraft("Opinia lekarza", dimension="health")
    with pytest.raises(RuleError, match="off"):
        attachments.add_file(office, ("needs_talks", talk), scan, opinion)
    switch_on(office, SpecialField.HEALTH)
    saved = attachments.add_file(office, ("needs_talks", talk), scan, opinion)
    assert len(attachments.list_attachments(office, resident_id=person)) == 1
    act_as(office, Role.OFFICE_WORKER)
    assert attachments.list_attachments(office, resident_id=person) == []
    with pytest.raises(RuleError, match="denied"):
        attachments.attachment_bytes(office, saved.id)


def test_a_copy_to_look_at_is_closed_to_others_and_wiped(office: Office, person, scan):
    saved = attachments.add_file(office, ("residents", person), scan)
    path = attachments.open_copy(office, saved.id)
    assert path.read_bytes() == PDF
    assert not path.stat().st_mode & stat.S_IWUSR
    if os.name == "posix":  # on Windows the profile is closed to others as a whole
        assert path.stat().st_mode & 0o777 == 0o400
        assert path.parent.stat().st_mode & 0o077 == 0
    assert wipe_opened() == 0
    assert not path.parent.exists()


def test_bytes_that_changed_are_not_given_out(office: Office, person: bytes, scan: Path):
    saved = attachments.add_file(office, ("residents", person), scan)
    with office.write("attachments.change") as work:
        work.session.execute(Blob.__table__.update().values(content=b"%PDF-x"))
    with pytest.raises(StorageError, match="damaged"):
        attachments.attachment_bytes(office, saved.id)

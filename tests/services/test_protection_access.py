"""What a person gets of themselves: everything, in words, with the same inside as data."""

from __future__ import annotations

import datetime as dt
import json

import pypdf
import pytest

from cusdesk.db.capture import captured_fields
from cusdesk.db.erase import personal_tables
from cusdesk.domain.access import Role
from cusdesk.domain.reports.sections import PaperSection
from cusdesk.domain.residents import PhoneDraft, ResidentDraft
from cusdesk.services import audit, residents
from cusdesk.services.protection import subject_access, subject_sections
from tests.services.canaries import Canaries, write_person


@pytest.fixture
def office(office):
    office.take_roles(Role)
    return office


def all_words(paper):
    for section in paper.sections:
        yield section.heading
        for pair in (*section.facts, *section.texts):
            yield from pair
        for table in section.tables:
            yield from table.headings
            for row in table.rows:
                yield from row


def test_every_word_about_the_person_is_in_it(office):
    canaries = Canaries()
    person = write_person(office, canaries)
    with office.read() as session:
        from sqlalchemy import select

        held = {
            value
            for table in personal_tables()
            for row in session.execute(
                select(*(table.c[n] for n in captured_fields(table))).where(
                    table.c.subject_id == person
                )
            )
            for value in row
            if isinstance(value, str) and value in canaries.words
        }

    said = "\n".join(all_words(subject_access.subject_paper(office, person)))

    assert len(held) > 40
    assert [word for word in held if word not in said] == []


def test_the_file_says_who_what_for_and_how_long(office, tmp_path):
    draft = ResidentDraft(
        surname="Lis",
        given_name="Adam",
        birth_date=dt.date(1950, 1, 2),
        phones=[PhoneDraft("600700800", "dom")],
    )
    lis = residents.create_resident(office, draft).id
    audit.record_view(office, "residents", lis, lis)

    subject_access.save_subject_file(office, lis, tmp_path / "lis.pdf")

    reader = pypdf.PdfReader(tmp_path / "lis.pdf")
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Adam Lis, ur. 02.01.1950" in text
    assert "art. 22 ustawy z 19 lipca 2019 r." in text
    assert "600700800" in text.replace(" ", "")
    assert "Anna Testowa" in text
    assert "Lis" not in str(reader.metadata)
    (content,) = reader.attachments["dane.json"]
    records = json.loads(content)["records"]
    assert records["residents"][0]["surname"] == "Lis"
    assert records["resident_phones"][0]["number"] == "600700800"


def test_giving_the_file_is_in_the_log(office, tmp_path):
    lis = residents.create_resident(office, ResidentDraft(surname="Lis", given_name="Adam")).id

    subject_access.save_subject_file(office, lis, tmp_path / "lis.pdf")

    ids = audit.list_entries(office)
    assert "wydanie osobie jej danych" in {line.what for line in audit.lines_for(office, ids)}


def test_data_of_the_household_are_not_given(office):
    lis = residents.create_resident(office, ResidentDraft(surname="Lis", given_name="Adam")).id
    wife = residents.create_resident(office, ResidentDraft(surname="Lisowa", given_name="Ewa")).id
    residents.set_household(office, lis, wife)

    said = "\n".join(all_words(subject_access.subject_paper(office, lis)))

    assert "Lisowa" not in said


def test_a_feature_adds_its_section(office, monkeypatch):
    lis = residents.create_resident(office, ResidentDraft(surname="Lis", given_name="Adam")).id
    added = PaperSection("consents", "Zgody", empty="Nie ma.")
    own = [*subject_sections.SECTIONS, lambda _session, _id: [added]]
    monkeypatch.setattr(subject_access, "SECTIONS", own)

    assert subject_access.subject_paper(office, lis).sections[-1] is added

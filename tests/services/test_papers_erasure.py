"""An erasure takes the words of issued papers and their bytes; the number stays."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.db.erase import Target, rows_of
from cusdesk.domain.access import Role
from cusdesk.domain.plans import PlanDraft
from cusdesk.domain.protection.erasure import Basis, ErasureDecision
from cusdesk.domain.residents import ResidentDraft, ResidentStatus
from cusdesk.models.blobs import Blob
from cusdesk.models.papers import IssuedPaper
from cusdesk.services import papers, plans, residents
from cusdesk.services.protection import erasure
from tests.services.canaries import decrypted
from tests.services.test_papers import FORM, VALUES

CANARY = "Kanarkowska"
DECISION = ErasureDecision(Basis.RETENTION, "art. 17 RODO", "", "3/2026", "CUS.5110.3.2014")
BY_REQUEST = ErasureDecision(Basis.REQUEST, "art. 17 RODO", "wniosek osoby", "4/2026", "CUS.1.2")


def pieces_of(content, other):
    """Return pieces of a file that another file does not share."""
    pieces = [content[at : at + 48] for at in range(0, len(content) - 48, 48)]
    return [piece for piece in pieces if piece not in other]


@pytest.fixture
def issued(office):
    office.take_roles(Role)
    draft = ResidentDraft(
        surname=CANARY,
        given_name="Ewa",
        status=ResidentStatus.LEFT,
        status_date=dt.date(2014, 5, 1),
    )
    resident = residents.create_resident(office, draft).id
    values = VALUES | {"addressee.name": CANARY, "programme": CANARY}
    paper = papers.issue_paper(
        office, papers.draft_paper(office, FORM, values, resident_id=resident)
    )
    other = papers.issue_paper(office, papers.draft_paper(office, FORM, VALUES))
    return resident, paper, other


def test_the_words_and_the_bytes_go_and_the_number_stays(office, issued, tmp_path):
    resident, paper, other = issued
    before = decrypted(office.path, office.database.key, tmp_path / "plain.db")
    own = pieces_of(paper.content, other.content)
    assert sum(piece in before for piece in own) > len(own) / 2

    erasure.erase(office, Target(resident), DECISION)

    after = decrypted(office.path, office.database.key, tmp_path / "plain.db")
    assert CANARY.encode() not in after
    assert not any(piece in after for piece in own)
    row = papers.get_paper(office, paper.id)
    assert (row.number, row.recipient, row.has_content) == ("ZAKW/1/2026", "", False)
    with pytest.raises(NotFoundError):
        papers.paper_bytes(office, paper.id)
    assert papers.paper_bytes(office, other.id) == other.content
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(Blob)) == 1
    following = papers.issue_paper(office, papers.draft_paper(office, FORM, VALUES))
    assert following.number == "ZAKW/3/2026"


def test_erasing_a_plan_takes_its_issued_papers(office):
    office.take_roles(Role)
    resident = residents.create_resident(office, ResidentDraft(surname=CANARY, given_name="Ewa")).id
    plan = plans.create_plan(office, resident, PlanDraft()).id
    for record in (("plans", plan), ("applications", plan)):
        draft = papers.draft_paper(office, FORM, VALUES, resident_id=resident, record=record)
        papers.issue_paper(office, draft)
    with office.read() as session:
        rows = rows_of(session, Target(resident, plan))
    assert len(rows["issued_papers"]) == 1


def person(office, **more):
    draft = ResidentDraft(
        **(
            {
                "surname": CANARY,
                "given_name": "Ewa",
                "status": ResidentStatus.LEFT,
                "status_date": dt.date(2014, 5, 1),
            }
            | more
        )
    )
    return residents.create_resident(office, draft).id


def meeting(office, findings):
    values = {"recipients": "dyrektor", "findings": findings, "subjects": "sprawy"}
    return papers.issue_paper(office, papers.draft_paper(office, "coordinators_meeting", values))


def test_a_paper_of_a_matter_goes_whoever_it_is_addressed_to(office, tmp_path):
    office.take_roles(Role)
    resident = person(office)
    plan = plans.create_plan(office, resident, PlanDraft()).id
    values = VALUES | {"addressee.name": "Zakład Opieki Testowej", "programme": CANARY}
    draft = papers.draft_paper(office, FORM, values, record=("plans", plan))
    paper = papers.issue_paper(office, draft)
    assert papers.get_paper(office, paper.id).resident_id == resident

    erasure.erase(office, Target(resident), BY_REQUEST)

    after = decrypted(office.path, office.database.key, tmp_path / "plain.db")
    assert CANARY.encode() not in after
    assert "Zakład Opieki Testowej".encode() not in after
    assert not papers.get_paper(office, paper.id).has_content


def test_a_record_of_a_meeting_that_names_the_person_loses_its_pages(office):
    office.take_roles(Role)
    resident = person(office, given_name="Halina")
    named = meeting(office, f"Omówiono sprawę Haliny {CANARY[:-1]}iej.")
    perhaps = meeting(office, f"Pani {CANARY} prosi o zmianę godzin.")
    other = meeting(office, "Ewa Testowa prowadzi nowe plany.")
    preview = erasure.preview(office, resident)
    assert tr("protection.goes.issued_papers") in [line.what for line in preview.goes]
    assert [perhaps.number in mention.place for mention in preview.mentions] == [True]

    erasure.erase(office, Target(resident), BY_REQUEST)

    assert not papers.get_paper(office, named.id).has_content
    for paper in (perhaps, other):
        assert papers.paper_bytes(office, paper.id) == paper.content


def test_a_paper_that_may_name_a_namesake_is_shown_and_stays(office):
    office.take_roles(Role)
    resident = person(office)
    person(office, birth_date=dt.date(1960, 1, 1))
    paper = meeting(office, f"Omówiono sprawę: Ewa {CANARY}.")
    places = [mention.place for mention in erasure.preview(office, resident).mentions]
    assert any(paper.number in place for place in places)
    erasure.erase(office, Target(resident), BY_REQUEST)
    assert papers.get_paper(office, paper.id).has_content


def test_a_paper_an_earlier_program_left_to_nobody_goes_with_its_matter(office):
    office.take_roles(Role)
    resident = person(office)
    plan = plans.create_plan(office, resident, PlanDraft()).id
    values = VALUES | {"addressee.name": "Zakład Opieki Testowej"}
    paper = papers.issue_paper(office, papers.draft_paper(office, FORM, values))
    with office.write("papers.issue") as work:
        row = work.get(IssuedPaper, paper.id)
        row.record_feature, row.record_id = "plans", plan
    erasure.erase(office, Target(resident), BY_REQUEST)
    assert not papers.get_paper(office, paper.id).has_content

"""Case signs: one for a matter, numbered within class and year, without gaps."""

from __future__ import annotations

import pytest

from cusdesk.db.erase import Target
from cusdesk.domain.access import Role
from cusdesk.domain.papers import FormSetting, sign_number
from cusdesk.domain.protection.erasure import Basis, ErasureDecision
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import papers, residents
from cusdesk.services.papers.settings import change_paper_settings
from cusdesk.services.protection import erasure

NOTICE, WAITING = "qualification_notice", "waiting_notice"
DECISION = ErasureDecision(Basis.REQUEST, "art. 17 RODO", "wniosek osoby", "4/2026", "CUS.1.2")


@pytest.fixture(autouse=True)
def classes(office):
    office.take_roles(Role)
    settings = [FormSetting(NOTICE, "5110"), FormSetting(WAITING, "5120")]
    change_paper_settings(office, "CUS.{class}.{n}.{year}", settings)


def issue(office, form=NOTICE, matter=b"1", **more):
    record = ("applications", matter * 16)
    return papers.issue_paper(office, papers.draft_paper(office, form, {}, record=record, **more))


def sign(office, paper):
    return papers.get_paper(office, paper.id).case_sign


def test_every_class_counts_for_itself_and_every_year_anew(office, clock):
    found = [sign(office, issue(office, NOTICE, b"1")), sign(office, issue(office, WAITING, b"2"))]
    found.append(sign(office, issue(office, NOTICE, b"3")))
    clock.advance(days=204)
    found.append(sign(office, issue(office, NOTICE, b"4")))
    assert found == ["CUS.5110.1.2026", "CUS.5120.1.2026", "CUS.5110.2.2026", "CUS.5110.1.2027"]


def test_one_matter_keeps_its_sign(office):
    assert sign(office, issue(office)) == sign(office, issue(office, WAITING))


def test_drafts_made_side_by_side_get_signs_of_their_own(office):
    drafts = [
        papers.draft_paper(office, NOTICE, {}, record=("applications", matter * 16))
        for matter in (b"1", b"2", b"2")
    ]
    signs = [sign(office, paper) for paper in papers.issue_papers(office, drafts)]
    assert signs == ["CUS.5110.1.2026", "CUS.5110.2.2026", "CUS.5110.2.2026"]


def test_a_number_nobody_issued_is_not_lost(office):
    papers.draft_paper(office, NOTICE, {}, record=("applications", b"9" * 16))
    assert sign(office, issue(office)) == "CUS.5110.1.2026"


def test_a_sign_given_by_hand_is_kept_and_counted_on_from(office):
    draft = papers.draft_paper(office, NOTICE, {}, record=("applications", b"1" * 16))
    paper = papers.issue_paper(office, papers.with_case_sign(office, draft, "CUS.5110.7.2026"))
    assert sign(office, paper) == "CUS.5110.7.2026"
    assert sign(office, issue(office, matter=b"2")) == "CUS.5110.8.2026"


def test_an_erased_matter_does_not_free_its_number(office):
    resident = residents.create_resident(office, ResidentDraft(surname="Nowak", given_name="Jan"))
    paper = issue(office, resident_id=resident.id)
    erasure.erase(office, Target(resident.id), DECISION)
    assert sign(office, paper) == ""
    assert sign(office, issue(office, matter=b"2")) == "CUS.5110.2.2026"


def test_a_pattern_without_the_class_never_gives_a_sign_twice(office):
    settings = [FormSetting(NOTICE, "5110"), FormSetting(WAITING, "5120")]
    change_paper_settings(office, "CUS.{n}.{year}", settings)
    found = [sign(office, issue(office, NOTICE, b"1")), sign(office, issue(office, WAITING, b"2"))]
    assert found == ["CUS.1.2026", "CUS.2.2026"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("CUS.5110.12.2026", 12), ("CUS.5110.12.2025", None), ("CUSx5110.12.2026", None), ("", None)],
)
def test_the_number_is_read_from_a_sign_of_the_pattern_only(typed, expected):
    assert sign_number("CUS.{class}.{n}.{year}", "5110", 2026, typed) == expected

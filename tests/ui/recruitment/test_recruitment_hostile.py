"""An edition, a pasted list and papers of people whose names try to be something else."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from cusdesk.domain.recruitment import CandidateStatus, CriterionDraft, CriterionMark
from cusdesk.services import recruitment
from cusdesk.services.recruitment import MarkEntry
from cusdesk.ui.common.table.output import render_pdf
from cusdesk.ui.recruitment.screen import RecruitmentScreen
from tests.hostile.seen import show_tips, troubles
from tests.hostile.texts import mixed
from tests.services.recruitment_office import edition

HEAD = ["Nazwisko", "Imię", "Miejscowość", "Opiekun", "Uwagi"]


def pasted(screen, texts):
    """Paste a list of hostile people; return what was seen as markup."""
    cells = [HEAD, *([" ".join(next(texts).split()) for _ in HEAD] for _ in range(25))]
    cells += [["Wrona", "Ola", "Łęgi", "Lis", "x"], ["Wrona", "Jan", "Łęgi", "Lis", next(texts)]]
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in cells))
    screen.page.paste()
    found = set(troubles(screen.page.lists.dialog))
    show_tips(screen.page.lists.dialog)
    screen.page.lists.dialog.take_in()
    return found


def approved(office, of, texts):
    """Judge, approve and free a seat with hostile words."""
    board = recruitment.edition_board(office, of)
    entries = [
        MarkEntry(row.id, c.id, CriterionMark.UNKNOWN, next(texts))
        for row in board.candidates
        for c in board.edition.draft.criteria
    ]
    recruitment.write_marks(office, of, entries)
    recruitment.approve_list(office, of)
    who, day = board.candidates[0].id, office.clock.today()
    recruitment.leave(office, who, CandidateStatus.WITHDRAWN, day, next(texts))


def test_a_hostile_edition_on_screen_and_on_paper(context, office, qtbot):
    texts = mixed()
    criteria = tuple(CriterionDraft(None, next(texts), 5) for _ in range(3))
    of = edition(office, name=next(texts), seats=20, notes=next(texts), criteria=criteria)
    screen = RecruitmentScreen(replace(context, office=office))
    qtbot.addWidget(screen)
    screen.show()
    found = set(troubles(screen))
    screen.show_record(of)
    found |= pasted(screen, texts)
    approved(office, of, texts)
    screen.page.load()
    for number in range(screen.page.tabs.count()):
        screen.page.tabs.setCurrentIndex(number)
        found.update(troubles(screen))
        show_tips(screen)
    screen.page.outcome.ask_declarations()
    found.update(troubles(screen.page.outcome.declarations))
    screen.page.outcome.declarations.reject()
    assert not found, "\n".join(sorted(found))
    for with_names in (True, False):
        document = recruitment.ranking_document(office, of, with_names=with_names)
        assert render_pdf(document).startswith(b"%PDF")

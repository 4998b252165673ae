"""Recruitment on the day sheet: whom to call, what to approve, and nothing else."""

from __future__ import annotations

import datetime as dt

from cusdesk.domain.recruitment import CandidateStatus
from cusdesk.services import recruitment
from cusdesk.services.today import day_sheet
from tests.services.recruitment_office import ADAM, DAY, EWA, OLA, candidate, edition, paste


def lines(office):
    sections = [s for s in day_sheet(office).sections if s.key == "recruitment"]
    return [(line.text, line.when) for s in sections for line in s.lines]


def test_a_list_to_approve_and_a_freed_seat_are_told(office):
    of = edition(office, seats=2, closes_on=DAY - dt.timedelta(days=3))
    edition(office, name="Bez kandydatów", closes_on=DAY - dt.timedelta(days=3))
    paste(office, of, OLA, EWA, ADAM)
    assert lines(office) == [
        ("Świetlica 2026: zgłoszenia zamknięte, lista do zatwierdzenia", "3 dni temu")
    ]
    recruitment.approve_list(office, of)
    assert lines(office) == []
    who = candidate(office, of, "Aleksandra").id
    recruitment.leave(office, who, CandidateStatus.WITHDRAWN, DAY, "przeprowadzka")
    assert lines(office) == [("Świetlica 2026: 1 wolne miejsce, zadzwoń do następnej osoby", "")]
    ewa = candidate(office, of, "Ewa").id
    recruitment.leave(office, ewa, CandidateStatus.EXCLUDED, DAY, "poza gminą")
    refused = "Świetlica 2026: 1 osoba wykluczona, wniosek czeka na decyzję o odmowie"
    assert (refused, "") in lines(office)

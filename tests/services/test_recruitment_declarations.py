"""Declarations: what they lack is said before; one PDF by village; each is registered."""

from __future__ import annotations

import io

import pypdf
import pytest

from cusdesk.core.errors import RuleError
from cusdesk.services import papers, recruitment
from tests.services.recruitment_office import (
    ADAM,
    EWA,
    JAN,
    OLA,
    candidate,
    edition,
    paste,
    shared_office,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One office for tests that look at nothing but their own edition."""
    with shared_office(tmp_path_factory.mktemp("shared")) as made:
        yield made


SENIOR = ["Lis Jan", "", "1.02.1950", "Żabno", "3", "", ""]


def texts_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def approved(office, *rows, **fields):
    of = edition(office, **fields)
    paste(office, of, *rows)
    recruitment.approve_list(office, of)
    return of


def test_what_is_lacking_is_said_before(office):
    of = edition(office)
    paste(office, of, ADAM, SENIOR)
    with pytest.raises(RuleError, match="not_approved"):
        recruitment.declarations(office, of)
    recruitment.approve_list(office, of)

    adam, senior = recruitment.declarations(office, of)
    assert adam.lacks == ("PESEL", "telefon", "rodzic lub opiekun")
    assert senior.lacks == ("PESEL", "telefon")


def test_one_file_by_village_and_name(office):
    of = approved(office, SENIOR, OLA, EWA, JAN, seats=4)
    done = recruitment.issue_declarations(office, of)

    pages = texts_of(done.pages)
    assert [next(n for n in ("Ewa Ż", "Aleksandra W", "Jan W", "Jan L") if n in page)
            for page in pages] == ["Ewa Ż", "Aleksandra W", "Jan W", "Jan L"]  # fmt: skip
    assert "Rodzic lub opiekun" in pages[0]
    assert "Wrona Maria" in pages[1]
    assert "mojego dziecka" not in pages[3]
    assert "brak:" not in " ".join(pages)


def test_each_is_registered_once_and_printed_again(office):
    of = approved(office, OLA, EWA)
    assert recruitment.issue_declarations(office, of).issued == 2
    again = recruitment.issue_declarations(office, of)

    assert (again.issued, len(texts_of(again.pages))) == (0, 2)
    ola, ewa = candidate(office, of, "Aleksandra"), candidate(office, of, "Ewa")
    numbers = [papers.get_paper(office, row.paper_id).number for row in (ola, ewa)]
    assert len(set(numbers)) == 2
    assert papers.list_papers(office, record=("recruitment", ola.id))[0].id == ola.paper_id


def test_nobody_seated_gets_none(office):
    of = approved(office, OLA, seats=0)
    with pytest.raises(RuleError, match="nobody_seated"):
        recruitment.issue_declarations(office, of)

"""The log is proved in Polish, against heads kept in the profile and on paper; old entries go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.services import audit
from cusdesk.services.office import open_office
from tests.db.audit.test_chain import entries, tamper
from tests.db.test_capture import add_resident
from tests.helpers.office import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.clock import FixedClock
    from cusdesk.services.office import Office


@pytest.fixture
def office(office: Office, clock: FixedClock) -> Office:
    office.take_roles([*office.roles, Role.DIRECTOR])
    for surname in ("Łuczak", "Żak", "Nowak"):
        add_resident(office, surname)
        clock.advance(days=1)
    return office


def reopened(office: Office, clock: FixedClock) -> Office:
    office.close()
    again = open_office(office.path, password=PASSWORD, clock=clock)
    again.take_roles([*again.roles, Role.DIRECTOR])
    return again


def test_an_untouched_log_is_whole(office: Office) -> None:
    proof = audit.verify(office)
    assert proof.is_whole
    assert (proof.entries, proof.changes, proof.sentences) == (4, 5, ())
    assert proof.head.startswith("4 ")


def test_findings_say_where_when_and_about_whom(office: Office) -> None:
    tamper(office, "UPDATE changes SET row_id = zeroblob(16) WHERE seq = 4")
    (sentence,) = audit.verify(office).sentences
    assert sentence == (
        "Zmieniono zapamiętane wartości: było lub jest (wpis 3 z 16.06.2026 12:00, dotyczy: Żak)."
    )


def test_a_cut_tail_is_found_by_the_head_in_the_profile(office: Office, clock: FixedClock) -> None:
    office = reopened(office, clock)
    tamper(
        office,
        "DELETE FROM audit_entries WHERE seq > 2",
        "DELETE FROM audit_parts WHERE entry > 2",
        "DELETE FROM changes WHERE seq > 3",
    )
    for _ in range(2):  # closing the office once more does not hide it
        proof = audit.verify(office)
        assert proof.findings == ("tail",)
        assert "wpisy 3–4" in proof.sentences[0]
        office = reopened(office, clock)
    office.close()


def test_a_rebuilt_log_is_found_by_the_head_on_paper(office: Office) -> None:
    with office.read() as session:
        printed = audit.head_for_paper(session)
    assert audit.verify(office, printed=printed).is_whole
    tamper(office, "DELETE FROM audit_entries", "DELETE FROM audit_parts")
    for _ in range(5):
        add_resident(office)
    assert audit.verify(office).is_whole
    assert audit.verify(office, printed=printed).findings == ("rebuilt",)


def test_entries_are_kept_for_two_years_and_never_less(office: Office, clock: FixedClock) -> None:
    assert audit.kept_years(office) == 2
    with pytest.raises(ValidationError):
        audit.keep_years(office, 1)
    audit.keep_years(office, 5)
    assert audit.oldest_to_keep(office) == dt.date(2021, 6, 18)
    with pytest.raises(RuleError) as caught:
        audit.cut_old(office, clock.today())
    assert caught.value.key == "audit.keeping.too_early"


def test_old_entries_are_cut_with_a_seal_and_the_rest_stays_provable(
    office: Office, clock: FixedClock
) -> None:
    clock.advance(days=3 * 365)
    add_resident(office, "Zając")
    removed = audit.cut_old(office, dt.date(2026, 12, 31))

    assert removed == 4
    assert entries(office) == ["residents.create", "audit.cut"]
    assert audit.verify(office).is_whole
    tamper(office, "UPDATE changes SET row_id = zeroblob(16) WHERE seq = 4")
    assert audit.verify(office).findings == ("values",)


def test_a_log_with_findings_is_not_cut(office: Office, clock: FixedClock) -> None:
    clock.advance(days=3 * 365)
    add_resident(office)
    tamper(office, "UPDATE audit_entries SET moment = moment + 1 WHERE seq = 2")
    with pytest.raises(RuleError) as caught:
        audit.cut_old(office, dt.date(2026, 12, 31))
    assert caught.value.key == "audit.keeping.not_whole"


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "txt"])
def test_the_log_of_a_period_goes_into_a_file(office: Office, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"dziennik.{suffix}"
    wanted = audit.AuditFilter(last_day=dt.date(2026, 6, 16))
    assert audit.save_log(office, path, wanted) == 3
    assert path.stat().st_size > 0
    assert entries(office)[-1] == "audit.export"


def test_the_text_to_sign_carries_the_head(office: Office) -> None:
    words = audit.log_text(office, audit.AuditFilter())
    assert "Dziennik sprawdzono w całości: jest nienaruszony." in words
    assert audit.verify(office).head in words
    assert words.index("założenie biura") < words.index("Nowak")


def test_the_log_needs_the_right_to_see_it(office: Office) -> None:
    office.take_roles([Role.COORDINATOR])
    with pytest.raises(RuleError):
        audit.list_entries(office)
    with office.read() as session:
        assert session.scalar(text("SELECT count(*) FROM audit_entries")) == 4

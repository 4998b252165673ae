"""The history speaks Polish; one past change can be taken back; the bin shows and gives back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, RuleError
from cusdesk.core.messages import all_messages
from cusdesk.db.capture import captured_fields, captured_tables
from cusdesk.domain.access import Role
from cusdesk.domain.providers import ProviderDraft
from cusdesk.domain.residents import ResidentDraft
from cusdesk.models.residents import Resident, ResidentIndex
from cusdesk.services import history, office_settings, providers, residents
from cusdesk.services.history.names import CALLED
from tests.db.test_capture import add_resident

if TYPE_CHECKING:
    from cusdesk.core.clock import FixedClock
    from cusdesk.services.history import HistoryEntry
    from cusdesk.services.office import Office


@pytest.fixture
def resident_id(office: Office, clock: FixedClock) -> bytes:
    """A resident whose street was changed three times, half an hour apart."""
    made = residents.create_resident(
        office, ResidentDraft(surname="Łuczak", given_name="Maria", locality="Stary Bór")
    )
    for street in ("Leśna", "Polna", "Wąska"):
        clock.advance(minutes=30)
        residents.change_fields(office, made.id, {"street": street, "house": street[0]})
    return made.id


def of_field(office: Office, resident_id: bytes, name: str, after: str) -> HistoryEntry:
    found = history.history_of(office, "residents", resident_id)
    return next(e for e in found if (e.field, e.after) == (name, after))


def street(office: Office, resident_id: bytes) -> str:
    return residents.get_resident(office, resident_id).draft.street


def test_every_captured_field_and_thing_has_a_polish_name() -> None:
    fields = {f"fields.{t.name}.{f}" for t in captured_tables() for f in captured_fields(t)}
    assert fields <= set(all_messages())
    things = {f"history.thing.{name}" for name in CALLED} - set(all_messages())
    assert things == {
        "history.thing.settings",
        "history.thing.users",
        "history.thing.import_batches",
    }
    assert set(CALLED) <= {table.name for table in captured_tables()}


def test_history_of_a_record_reads_from_and_to(office: Office, clock: FixedClock) -> None:
    resident_id = add_resident(office)
    clock.advance(hours=1)
    with office.write("residents.update") as work:
        row = work.get(Resident, resident_id)
        row.birth_date = dt.date(1950, 3, 1)
        row.status = "paused"

    entries = history.history_of(office, "residents", resident_id)
    shown = {(e.field, e.before, e.after) for e in entries}
    assert ("Data urodzenia", "", "01.03.1950") in shown
    assert (None, "", "") in shown
    assert {e.user_name for e in entries} == {"Anna Testowa"}
    assert len(entries) == 3


def test_taking_back_the_last_change_needs_no_warning(office: Office, resident_id: bytes) -> None:
    last = of_field(office, resident_id, "Ulica", "Wąska")
    view = history.look_at_change(office, last.change)
    assert (view.field, view.now, view.then, view.later) == ("Ulica", "Wąska", "Polna", ())
    assert view.together == ("Nr domu",)

    history.take_back_change(office, last.change)
    assert street(office, resident_id) == "Polna"
    assert history.next_undo(office) == "cofnięcie jednej zmiany"
    history.undo(office)
    assert street(office, resident_id) == "Wąska"


def test_taking_back_an_older_change_lists_what_it_goes_over(
    office: Office, resident_id: bytes
) -> None:
    first = of_field(office, resident_id, "Ulica", "Leśna")
    view = history.look_at_change(office, first.change)
    assert [(e.before, e.after) for e in view.later] == [("Polna", "Wąska"), ("Leśna", "Polna")]
    history.take_back_change(office, first.change)
    assert street(office, resident_id) == ""
    with pytest.raises(RuleError) as caught:
        history.take_back_change(office, first.change)
    assert caught.value.key == "history.take_back.nothing"


def test_taking_back_a_name_keeps_the_search_true(office: Office, resident_id: bytes) -> None:
    residents.change_fields(office, resident_id, {"surname": "Żak"})
    change = of_field(office, resident_id, "Nazwisko", "Żak").change
    history.take_back_change(office, change)
    found = residents.list_ids(office, residents.ResidentFilter(text="łuczak"))
    assert found == [resident_id]
    with office.read() as session:
        assert session.scalars(select(ResidentIndex.surname_folded)).all() == ["luczak"]


def test_taking_back_the_making_of_a_record_puts_it_into_the_bin(
    office: Office, resident_id: bytes
) -> None:
    made = history.history_of(office, "residents", resident_id)[-1]
    assert made.field is None
    assert len(history.look_at_change(office, made.change).later) == 6
    history.take_back_change(office, made.change)
    assert [(r.kind, r.name, r.retired_by) for r in history.bin_rows(office)] == [
        ("mieszkaniec", "Łuczak Maria", "Anna Testowa")
    ]


def test_taking_back_needs_the_right_to_change(office: Office, resident_id: bytes) -> None:
    change = of_field(office, resident_id, "Ulica", "Leśna").change
    office.take_roles([Role.SOCIAL_ASSISTANCE])
    with pytest.raises(RuleError):
        history.look_at_change(office, change)
    with pytest.raises(RuleError):
        history.take_back_change(office, change)


def test_settings_have_one_history(office: Office) -> None:
    for place in ("Stary Bór", "Nowy Bór"):
        draft = replace(office_settings.get(office), place=place)
        office_settings.change(office, draft)
    found = history.history_of(office, history.ALL_SETTINGS, b"")
    assert ("miejscowość na pismach", "Stary Bór", "Nowy Bór") in [
        (e.part, e.before, e.after) for e in found
    ]


def test_bin_shows_every_feature_and_gives_back(office: Office, clock: FixedClock) -> None:
    resident = add_resident(office)
    provider = providers.create(office, ProviderDraft(name="Pomocna Dłoń")).id
    providers.retire(office, provider)
    clock.advance(days=91)
    residents.retire_resident(office, resident)

    rows = history.bin_rows(office)
    assert [(r.name, r.is_recent) for r in rows] == [("Łuczak", True), ("Pomocna Dłoń", False)]
    for row in rows:
        history.restore(office, row.table, row.id)
    assert history.bin_rows(office) == []
    assert residents.list_ids(office) == [resident]
    with pytest.raises(NotFoundError):
        history.restore(office, "providers", provider)


def test_bin_leaves_out_what_somebody_may_not_see(office: Office, resident_id: bytes) -> None:
    residents.retire_resident(office, resident_id)
    office.take_roles([Role.ADMINISTRATOR])
    assert history.bin_rows(office) == []
    office.take_roles([Role.SOCIAL_ASSISTANCE])
    (row,) = history.bin_rows(office)
    assert not row.can_restore

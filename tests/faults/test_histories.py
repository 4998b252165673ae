"""Random histories of a whole office against a model of what a person must see.

Typing, bin, undo, redo, copies, restores, kills, new passwords and erasures in any order; after
each step the office holds exactly what the model says. `CUSDESK_LONG_FAULTS=1` runs long.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import text

from cusdesk.core.clock import FixedClock
from cusdesk.core.errors import NotFoundError, RuleError
from cusdesk.core.messages import tr
from cusdesk.db.erase import Target
from cusdesk.domain.access import Role
from cusdesk.domain.protection.erasure import Basis, ErasureDecision
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import audit, copies, history, residents
from cusdesk.services.office import open_office
from cusdesk.services.people.passwords import change_own_password
from cusdesk.services.protection.erasure import erase
from tests.faults.common import assert_sound
from tests.helpers.office import CHEAP, PASSWORD, make_office

LONG = bool(os.environ.get("CUSDESK_LONG_FAULTS"))
WORDS = st.sampled_from(["Zmyślonka", "Łąka", "O'Neil; DROP", "ńńń", "=1+1"])
LATER = 61
"""Seconds after which an edit is a step of its own."""
PEOPLE = "SELECT id, surname, locality, retired_at IS NOT NULL FROM residents"

STUB = tr("protection.erased.name")
"""What stays of an erased person, so that counts of the past stay true."""

Person = tuple[str, str, bool]
State = dict[bytes, Person]


class OfficeHistory(RuleBasedStateMachine):
    """An office and its model: living and retired people, undo steps, copies."""

    people = Bundle("people")

    @initialize()
    def begin(self) -> None:
        """Make an empty office with a home of its own."""
        self.folder = Path(tempfile.mkdtemp())
        self.before_home = {name: os.environ.get(name) for name in ("HOME", "XDG_DATA_HOME")}
        for name in self.before_home:
            os.environ[name] = str(self.folder / "home")
        self.clock = FixedClock(dt.datetime(2026, 6, 15, 8))  # noqa: DTZ001 (local wall time)
        self.password = PASSWORD
        self.office = make_office(self.folder, self.clock).office
        self.office.take_roles(Role)
        self.model: State = {}
        self.undos: list[State] = []
        self.redos: list[State] = []
        self.copies: dict[Path, State] = {}
        self.erased: set[bytes] = set()

    def teardown(self) -> None:
        """Check the file and the log once more, then throw all away."""
        if not hasattr(self, "office"):
            return
        try:
            assert_sound(self.office)
            proof = audit.verify(self.office)
            assert proof.is_whole, proof.sentences
        finally:
            self.office.close()
            for name, value in self.before_home.items():
                os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _step(self) -> None:
        """Remember the state for undo; time goes on, so that this is a step of its own."""
        self.clock.advance(seconds=LATER)
        self.undos.append(dict(self.model))
        self.redos.clear()

    def _forget_steps(self) -> None:
        self.undos.clear()
        self.redos.clear()

    @rule(target=people, surname=WORDS)
    def create(self, surname: str) -> bytes:
        """Add somebody."""
        self._step()
        made = residents.create_resident(
            self.office, ResidentDraft(surname=surname, given_name="Ewa")
        )
        self.model[made.id] = (surname, "", False)
        return made.id

    @rule(who=people, first=WORDS, second=WORDS)
    def type_twice(self, who: bytes, first: str, second: str) -> None:
        """Write a field and correct it at once: one step of undo."""
        surname, locality, retired = self.model.get(who, ("", "", True))
        if retired:
            with pytest.raises(NotFoundError):
                residents.change_fields(self.office, who, {"locality": first})
            return
        if {first, second} == {locality}:
            return  # nothing changes, so there is no step
        self._step()
        residents.change_fields(self.office, who, {"locality": first})
        self.clock.advance(seconds=5)
        residents.change_fields(self.office, who, {"locality": second})
        self.model[who] = (surname, second, False)

    @rule(who=people)
    def retire(self, who: bytes) -> None:
        """Put somebody into the bin."""
        surname, locality, retired = self.model.get(who, ("", "", True))
        if not retired:
            self._step()
            residents.retire_resident(self.office, who)
            self.model[who] = (surname, locality, True)

    @rule(who=people)
    def take_out_of_bin(self, who: bytes) -> None:
        """Take somebody out of the bin, unless they were erased or never came back."""
        if who not in self.model:
            with pytest.raises((NotFoundError, RuleError)):
                residents.restore_resident(self.office, who)
            return
        surname, locality, retired = self.model[who]
        if retired:
            self._step()
            residents.restore_resident(self.office, who)
            self.model[who] = (surname, locality, False)

    @precondition(lambda self: self.undos)
    @rule()
    def undo(self) -> None:
        """Take the last step back."""
        self.clock.advance(seconds=LATER)
        assert history.undo(self.office) is not None
        self.redos.append(dict(self.model))
        before = self.undos.pop()
        # a person whose making was taken back lies in the bin
        gone = {who: (*row[:2], True) for who, row in self.model.items() if who not in before}
        self.model = {**before, **gone}

    @precondition(lambda self: self.redos)
    @rule()
    def redo(self) -> None:
        """Repeat the step taken back."""
        self.clock.advance(seconds=LATER)
        assert history.redo(self.office) is not None
        self.undos.append(dict(self.model))
        self.model = self.redos.pop()

    @precondition(lambda self: self.model)
    @rule()
    def reopen(self) -> None:
        """Close and open again: undo goes on."""
        self.office.close()
        self._open()

    @precondition(lambda self: self.model)
    @rule()
    def kill(self) -> None:
        """Go on with the bytes a killed program would leave behind."""
        left = {path: path.read_bytes() for path in self.folder.glob("biuro*") if path.is_file()}
        self.office.close()
        for path, content in left.items():
            with contextlib.suppress(OSError):
                path.write_bytes(content)
        self._open()

    def _open(self) -> None:
        path = self.folder / "biuro.cusdesk"
        self.office = open_office(path, password=self.password, clock=self.clock)
        self.office.take_roles(Role)

    @precondition(lambda self: self.model)
    @rule(number=st.integers(1, 9))
    def change_password(self, number: int) -> None:
        """Take a new password; the file stays as it is."""
        new = f"Nowe-zmyslone-haslo-{number}"
        change_own_password(self.office, self.password, new, CHEAP)
        self.password = new

    @precondition(lambda self: self.model and len(self.copies) < 4)
    @rule()
    def make_copy(self) -> None:
        """Make a safe copy."""
        self.clock.advance(seconds=LATER)
        self.copies[copies.make_copy(self.office).path] = dict(self.model)

    @precondition(lambda self: self.copies)
    @rule(number=st.integers(0, 20))
    def restore(self, number: int) -> None:
        """Go back to a copy; who was erased since stays erased."""
        there = [path for path in self.copies if path.exists()]
        if not there:
            return
        copy = there[number % len(there)]
        self.clock.advance(seconds=LATER)
        copies.restore(self.office, copy)
        self.model = {w: row for w, row in self.copies[copy].items() if w not in self.erased}
        self._forget_steps()

    @rule(who=people)
    def erase(self, who: bytes) -> None:
        """Erase somebody for good."""
        if who not in self.model:
            return
        self.clock.advance(seconds=LATER)
        decision = ErasureDecision(
            Basis.UNLAWFUL, "art. 17 RODO", "karta założona omyłkowo", "1/2026", "CUS.1.2026"
        )
        erase(self.office, Target(who), decision)
        del self.model[who]
        self.erased.add(who)
        self._forget_steps()

    @invariant()
    def shows_what_the_model_says(self) -> None:
        """The office holds the model, and the search finds the living."""
        if not hasattr(self, "office"):
            return
        with self.office.read() as session:
            rows = session.execute(text(PEOPLE)).all()
            indexed = set(session.scalars(text("SELECT resident_id FROM resident_index")))
        seen = {who: (name, place, bool(gone)) for who, name, place, gone in rows}
        for who in self.erased & seen.keys():
            assert seen.pop(who) == (STUB, "", True)
        assert seen == self.model
        assert indexed == {who for who, row in self.model.items() if not row[2]}


OfficeHistory.TestCase.settings = settings(
    max_examples=300 if LONG else 6,
    stateful_step_count=60 if LONG else 25,
    deadline=None,
    derandomize=not LONG,
    phases=(Phase.generate,) if not LONG else tuple(Phase),  # shrinking takes minutes
    suppress_health_check=list(HealthCheck),
)
TestOfficeHistory = OfficeHistory.TestCase

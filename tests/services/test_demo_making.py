"""Making the fictional commune: even progress, and nothing left of one that was stopped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.cancel import CancelToken
from cusdesk.core.errors import OperationCancelledError, StorageError
from cusdesk.core.messages import tr
from cusdesk.core.paths import user_data_dir
from cusdesk.domain.demo import DEMO_FILE, DEMO_PASSWORD
from cusdesk.services.demo import build_demo, door, enter_demo, is_fictional
from cusdesk.services.demo.steps import all_steps
from cusdesk.services.office import create_office

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.clock import FixedClock


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> None:
    build = partial(build_demo, residents=1, years=0, clock=clock)
    monkeypatch.setattr(door, "build_demo", build)


class Stopper:
    """Asks to stop once a step is reached, and remembers what it was told."""

    def __init__(self, step: str) -> None:
        self.token, self.told, self._step = CancelToken(), [], step

    def __call__(self, done: int, total: int, key: str = "") -> None:
        self.told.append((done, total, key))
        if key == f"demo.step.{self._step}":
            self.token.cancel()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("step", ["office", "plans"])
def test_a_commune_that_was_stopped_leaves_nothing(
    tmp_path: Path, clock: FixedClock, step: str
) -> None:
    kept = _files(user_data_dir())
    stopper = Stopper(step)

    with pytest.raises(OperationCancelledError):
        build_demo(
            tmp_path / "gmina",
            residents=6,
            years=0,
            clock=clock,
            progress=stopper,
            cancel=stopper.token,
        )

    assert not (tmp_path / "gmina").exists()
    assert _files(user_data_dir()) == kept


def test_a_folder_that_was_there_stays(tmp_path: Path, clock: FixedClock) -> None:
    stopper = Stopper("residents")
    with pytest.raises(OperationCancelledError):
        build_demo(tmp_path, residents=1, clock=clock, progress=stopper, cancel=stopper.token)
    assert list(tmp_path.iterdir()) == []


def test_progress_goes_forward_in_polish_to_its_end(tmp_path: Path, clock: FixedClock) -> None:
    heard = Stopper("never")
    build_demo(tmp_path / "gmina", residents=15, years=0, clock=clock, progress=heard)

    shares = [done / total for done, total, _key in heard.told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    steps = {key for _done, _total, key in heard.told if key}
    assert steps == {f"demo.step.{step.name}" for step in all_steps()}
    assert all(tr(key)[0].isupper() for key in steps)
    assert [key for *_numbers, key in heard.told].count("demo.step.plans") == 4


def test_a_half_made_commune_is_made_anew(tmp_path: Path, clock: FixedClock, small: None) -> None:
    half = create_office(
        tmp_path / DEMO_FILE, name="x", user_name="Jan Próbny", password=DEMO_PASSWORD, clock=clock
    ).office
    all_steps()[0].write(_of(half))
    half.close()

    office = enter_demo(tmp_path)

    assert is_fictional(office)
    assert "fikcyjna" in office.name
    office.close()
    office.path.unlink()  # by hand: its keys stay
    again = enter_demo(tmp_path)
    assert is_fictional(again)
    again.close()


def _of(office):
    from cusdesk.domain.dictionaries import dictionary
    from cusdesk.services.demo.model import Build

    return Build(office, None, dictionary("demo"), office.clock.today(), 0, [])


def test_a_real_office_under_the_name_is_left_alone(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / DEMO_FILE
    create_office(
        path, name="CUS", user_name="Jan Próbny", password=DEMO_PASSWORD, clock=clock
    ).office.close()

    with pytest.raises(StorageError) as caught:
        enter_demo(tmp_path)

    assert caught.value.key == "demo.other_office"
    assert path.is_file()

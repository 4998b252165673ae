"""Every dialog of the program at the smallest and the largest letters, on the smallest screen.

The long walk of `test_every_screen.py` comes to most of them by the keys a person presses; here
each is made and measured alone, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil

import pytest
import shiboken6
from PySide6.QtWidgets import QDialog

import cusdesk.ui
from cusdesk.core.clock import FixedClock
from cusdesk.services.office import open_office
from cusdesk.ui.common.theme import current
from tests.conftest import MONDAY
from tests.ui.access import measure, opening
from tests.ui.access.conftest import LONG, PASSWORD
from tests.ui.access.opened_dialogs import BASES, WAYS
from tests.ui.access.shop import Shop
from tests.ui.access.walk import settle

_UI = "cusdesk.ui."


def _subclasses(kind):
    for one in kind.__subclasses__():
        yield one
        yield from _subclasses(one)


def _dialogs():
    for module in pkgutil.walk_packages(cusdesk.ui.__path__, _UI):
        importlib.import_module(module.name)
    kinds = [kind for kind in _subclasses(QDialog) if kind.__module__.startswith(_UI)]
    return {f"{kind.__module__.removeprefix(_UI)}.{kind.__name__}": kind for kind in kinds}


DIALOGS = _dialogs()
SIZES = (100, 125, 150, 200) if LONG else (100, 200)


@pytest.fixture(scope="module")
def shop(commune, nothing_waits, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dialogs")
    shutil.copytree(commune.parent, folder, dirs_exist_ok=True)
    office = open_office(folder / commune.name, password=PASSWORD, clock=FixedClock(MONDAY))
    made = Shop(office, folder)
    yield made
    made.window.deleteLater()
    settle(1)
    office.close()


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size}%")
def size(request, shop):
    """The size of text: the smallest and the largest, and by night those between."""
    current().apply("light", request.param)
    yield request.param
    current().apply("light", 100)


def test_no_dialog_is_forgotten():
    ways = {name.partition("/")[0] for name in WAYS}
    assert ways | BASES == set(DIALOGS)


@pytest.mark.parametrize("name", WAYS)
def test_dialog_fits_and_begins_where_it_should(size, name, shop):
    dialog = WAYS[name](DIALOGS[name.partition("/")[0]], shop)
    dialog.show()
    settle()

    found = [*opening.findings(dialog), *measure.findings(dialog), *opening.after_escape(dialog)]
    if shiboken6.isValid(dialog):
        dialog.close()
        dialog.deleteLater()
        settle(1)
    assert not found, "\n" + "\n".join(found)

"""What tests of the window get: a theme, an inline runner of operations, a context for screens."""

from __future__ import annotations

import pytest

from cusdesk.core.settings import Settings
from cusdesk.ui.common.context import ScreenContext
from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.notices import ChangeBus, Notifier
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.common.theme import current


@pytest.fixture
def theme(qapp):
    """The light theme at normal size."""
    present = current()
    if (present.name, present.percent) != ("light", 100):
        present.apply("light", 100)
    return present


@pytest.fixture
def bus(qapp):
    return ChangeBus()


@pytest.fixture
def notices(qapp):
    """Everything the message bar would have shown, as a list."""
    notifier = Notifier()
    posted = []
    notifier.take_waiting()
    notifier.posted.connect(posted.append)
    notifier.list = posted
    return notifier


@pytest.fixture
def ops(bus, notices):
    """Operations that run at once on the test's thread."""
    return Operations(bus, notices, database=InlineExecutor(), files=InlineExecutor())


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


class NoOffice:
    """Stands for an office in which everything may be changed, for tests of widgets alone."""

    read_only = False

    def can_change(self, feature):
        return True

    def may(self, right):
        return True


@pytest.fixture
def context(theme, ops, bus, notices, settings):
    """What a screen is given, without an office."""
    return ScreenContext(NoOffice(), ops, bus, notices, settings)

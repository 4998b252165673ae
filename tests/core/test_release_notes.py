"""The notes of a release: this version first, ten lines at most, nothing of programmers."""

from __future__ import annotations

import re

import pytest

import cusdesk
from cusdesk.core.release_notes import MOST_LINES, releases


def test_this_version_has_its_notes():
    assert releases()[0].version == cusdesk.__version__


@pytest.mark.parametrize("release", releases(), ids=lambda it: it.version)
def test_notes_are_short_and_plain(release):
    assert 1 <= len(release.lines) <= MOST_LINES
    for line in release.lines:
        assert len(line) <= 100
        assert "\n" not in line
        assert not re.search(r"`|\*|cusdesk/|klient", line)


def test_newer_versions_stand_above():
    days = [release.made_on for release in releases()]
    assert days == sorted(days, reverse=True)

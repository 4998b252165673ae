"""The sandbox around every test holds."""

from __future__ import annotations

import logging
import socket
import time
from pathlib import Path

import pytest

from cusdesk.core import paths


def test_home_and_the_program_s_folders_lie_in_the_sandbox(home):
    assert Path.home() == home
    assert paths.user_config_dir().is_relative_to(home)
    assert paths.user_data_dir().is_relative_to(home)


def test_no_test_can_reach_the_network():
    with pytest.raises(pytest.fail.Exception, match="network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_summer_time_is_the_polish_one():
    assert time.strftime("%H", time.localtime(1_781_517_600)) == "12"


@pytest.mark.expects_log_warnings
def test_a_marked_test_may_log_warnings():
    logging.getLogger("cusdesk.test").warning("meant")


def test_qt_is_invisible_and_speaks_polish(qapp):
    from PySide6.QtCore import QLocale

    assert qapp.platformName() == "offscreen"
    assert QLocale().toString(12345.5, "f", 2) == "12\N{NO-BREAK SPACE}345,50"

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins
plain = builtins.__import__
from cusdesk.ui.common.quick_imports import load_qt
load_qt()
from PySide6.QtWidgets import QApplication, QLabel
from cusdesk.ui.shell import message_bar
application = QApplication([])
assert QLabel("x").text() == "x"
print(builtins.__import__ is plain)
"""


def test_qt_works_with_the_plain_import():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["True"], done.stderr

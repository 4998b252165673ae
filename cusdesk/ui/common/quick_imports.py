"""Keeping PySide6 from looking into every module that is imported after it.

PySide6 puts an import of its own in place of Python's, which reads the source of each new module
only to learn whether `from __feature__ import snake_case` could be meant in it. With the database
libraries that is some 300 files and a fifth of the time they take to load. This program uses no
such feature.
"""

from __future__ import annotations

import builtins


def load_qt() -> None:
    """Load PySide6 and leave Python's own import in its place; for the very start of the window."""
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401 (only loaded)

    builtins.__import__ = plain

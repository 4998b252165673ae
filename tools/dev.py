#!/usr/bin/env python3
"""One command for everything a developer does: `python3 tools/dev.py <verb>`.

Standard library only, Linux and Windows. This file must be readable by any Python 3.7 or later, so
that an unsupported Python hears a sentence instead of a syntax error; the modules it imports after
that check may use everything Python 3.11 has.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOWEST, BEYOND = (3, 11), (3, 15)


def refusal(version: tuple[int, ...]) -> str | None:
    """Return the sentence for an unsupported Python, or None when it is supported."""
    if LOWEST <= version[:2] < BEYOND:
        return None
    names = [f"python3.{minor}" for minor in range(BEYOND[1] - 1, LOWEST[1] - 1, -1)]
    found = [name for name in names if shutil.which(name)]
    advice = f"Try: {found[0]} tools/dev.py" if found else "Please install Python 3.13."
    return f"cusdesk needs Python 3.11 to 3.14; this is {version[0]}.{version[1]}. {advice}"


def main(arguments: list[str]) -> int:
    """Run one verb and return the exit status."""
    sentence = refusal(tuple(sys.version_info[:3]))
    if sentence:
        print(sentence, file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    from tools.verbs import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tools.windows package|wine`: what `tools/dev.py` runs in the environment."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run one of the two verbs; return the exit status."""
    if arguments[:1] == ["package"]:
        from tools.windows.package import package

        return package(arguments[1:])
    from tests.windows.run import wine

    return wine(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

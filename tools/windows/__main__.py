"""`python -m tools.windows`: what `tools/dev.py package` runs in the environment."""

from __future__ import annotations

import sys

from tools.windows.package import package

if __name__ == "__main__":
    sys.exit(package(sys.argv[1:]))

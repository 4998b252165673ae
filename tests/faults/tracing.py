"""Whether this machine lets strace look into a program, which every injected fault needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache

import pytest


@cache
def why_not() -> str:
    """Return why no system call can be intercepted here, "" when all is well."""
    if sys.platform != "linux":
        return "system calls are intercepted by strace, which is Linux's"
    if shutil.which("strace") is None:
        return "strace is not installed"
    waiting = [sys.executable, "-S", "-c", "input()"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, text=True) as child:
        tracer = subprocess.Popen(
            ["strace", "-p", str(child.pid)], stderr=subprocess.PIPE, text=True
        )
        assert tracer.stderr is not None
        said = tracer.stderr.readline().strip()
        child.communicate("\n")
        tracer.communicate()
    return "" if "attached" in said else f"strace may not attach to programs here: {said}"


# 2026-11-22: writes are cut off by strace; .ci/run installs it, some machines forbid attaching
needs_strace = pytest.mark.skipif(bool(why_not()), reason=f"{why_not()} (2026-11-22)")

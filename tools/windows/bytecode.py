#!/usr/bin/env python3
"""Compile every module of a folder once, so that the program never writes into its own folder.

Runs as a program of its own, with `PYTHONHASHSEED=0` and nothing else imported: what is written
must depend on the sources and on this Python alone. The files carry a hash that nobody compares
(PEP 552), so that their time plays no part.
"""

from __future__ import annotations

import py_compile
import sys
from pathlib import Path


def compile_all(folder: Path, with_source: tuple[str, ...]) -> int:
    """Compile all modules in order; return how many.

    Args:
        folder: everything below it is compiled.
        with_source: parts of the folder whose sources stay; elsewhere the bytecode takes their
            place, which halves the number of files a slow disk and a virus scanner look at.
    """
    modules = sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).as_posix())
    for module in modules:
        name = module.relative_to(folder).as_posix()
        keeps = name.startswith(with_source)
        py_compile.compile(
            str(module),
            cfile=None if keeps else str(module.with_suffix(".pyc")),
            dfile=name,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        if not keeps:
            module.unlink()
    return len(modules)


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]), tuple(sys.argv[2:]))

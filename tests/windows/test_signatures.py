"""What is shipped of Python is what the Python Software Foundation signed."""

from __future__ import annotations

import subprocess

from tools.windows import libraries

ROOTS = "/etc/ssl/certs/ca-certificates.crt"


def test_python_is_signed_by_its_makers(program):
    ours = [p for p in sorted((program / "python").iterdir()) if p.suffix in libraries.KINDS]
    foundation = [path for path in ours if not path.name.startswith(("vcruntime", "msvcp"))]
    command = ["osslsigncode", "verify", "-ignore-crl", "-CAfile", ROOTS, "-TSA-CAfile", ROOTS]
    for path in foundation:
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
        assert "Python Software Foundation" in done.stdout, path.name
        assert "Succeeded" in done.stdout, path.name
    assert len(foundation) > 20


def test_what_carries_no_signature_is_known(program):
    """An unsigned file is what a virus scanner looks at longest; a new one is worth a thought."""
    paths = [p for p in sorted(program.rglob("*")) if p.suffix in libraries.KINDS]
    unsigned = [path.relative_to(program) for path in paths if not libraries.is_signed(path)]
    folders = {path.parts[1] for path in unsigned}
    print(f"{len(unsigned)} of {len(paths)} carry none, in: {', '.join(sorted(folders))}")

    assert not {"PySide6", "shiboken6"} & folders
    assert {path.parts[0] for path in unsigned} == {"lib"}

"""Two libraries every Windows 10 has and Wine 8 has not; only for tests, never shipped.

`icuuc.dll` is what Qt asks for conversions of old encodings: each function it imports answers
nothing. `bcryptprimitives.dll` is where Rust takes random numbers from: it hands on those of
advapi32. What Wine brings itself is left alone.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pefile

RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{ return SystemFunction036(data, (ULONG)size); }
"""


def put_standins(system32: Path, program: Path, work: Path) -> list[str]:
    """Compile what is missing into the system folder of a prefix; return the names."""
    made = []
    sources = {"icuuc.dll": _silent(program, "icuuc.dll"), "bcryptprimitives.dll": RANDOM}
    for name, source in sources.items():
        if (system32 / name).exists():
            continue
        text = work / f"{name}.c"
        text.write_text(source, encoding="ascii")
        command = ["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-o", str(system32 / name)]
        subprocess.run([*command, str(text), "-ladvapi32"], check=True)
        made.append(name)
    return made


def _silent(program: Path, name: str) -> str:
    """Return C with every function that any library of the program imports from another one."""
    wanted = set()
    for path in sorted((program / "lib" / "PySide6").glob("*.dll")):
        image = pefile.PE(str(path))
        for entry in getattr(image, "DIRECTORY_ENTRY_IMPORT", ()):
            if entry.dll.decode().lower() == name:
                wanted |= {item.name.decode() for item in entry.imports}
        image.close()
    return "\n".join(
        f"__declspec(dllexport) long long {function}(void) {{ return 0; }}"
        for function in sorted(wanted)
    )

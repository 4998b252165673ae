"""What a Windows program or library imports, and which version it says it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

KINDS = {".dll", ".pyd", ".exe"}
AMD64 = 0x8664


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return the file names a library asks the system for, at once or later, in small letters."""
    import pefile

    kinds = [
        pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"],
        pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT"],
    ]
    image = pefile.PE(str(path), fast_load=True)
    try:
        image.parse_data_directories(directories=kinds)
        entries = [
            *getattr(image, "DIRECTORY_ENTRY_IMPORT", ()),
            *getattr(image, "DIRECTORY_ENTRY_DELAY_IMPORT", ()),
        ]
        return tuple(sorted({entry.dll.decode("ascii").lower() for entry in entries}))
    finally:
        image.close()


def machine(path: Path) -> int:
    """Return the processor a library is made for, as its header says."""
    import pefile

    image = pefile.PE(str(path), fast_load=True)
    try:
        return int(image.FILE_HEADER.Machine)
    finally:
        image.close()


def is_signed(path: Path) -> bool:
    """Say whether a file carries an Authenticode signature, whosever it is."""
    import pefile

    image = pefile.PE(str(path), fast_load=True)
    try:
        index = pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_SECURITY"]
        return bool(image.OPTIONAL_HEADER.DATA_DIRECTORY[index].Size)
    finally:
        image.close()


def version(path: Path) -> tuple[int, ...]:
    """Return the four numbers of the file's version, (0,) when it says none."""
    import pefile

    image = pefile.PE(str(path), fast_load=True)
    try:
        kinds = [pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]]
        image.parse_data_directories(directories=kinds)
        for info in getattr(image, "VS_FIXEDFILEINFO", ()):
            high, low = info.FileVersionMS, info.FileVersionLS
            return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)
        return (0,)
    finally:
        image.close()

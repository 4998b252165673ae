"""What Windows says of itself. Every function takes its source, so that tests can play Windows."""

from __future__ import annotations

import ctypes
from pathlib import PureWindowsPath
from typing import Any, Protocol

from cusdesk.domain.computer import Printers
from cusdesk.domain.dictionaries import words

_DEVICES = r"Software\Microsoft\Windows NT\CurrentVersion\Devices"
_DEFAULT = r"Software\Microsoft\Windows NT\CurrentVersion\Windows"
_ASSOC_EXECUTABLE, _ASSOC_NAME = 2, 4
_LONGEST = 1024


class Registry(Protocol):
    """What is read of the registry of the person (HKEY_CURRENT_USER)."""

    def names(self, path: str) -> list[str]:
        """Return the names of the values of a key; none when it is not there."""
        ...

    def value(self, path: str, name: str) -> str:
        """Return a value as text; "" when it is not there."""
        ...


class PersonRegistry:
    """The real one."""

    def __init__(self) -> None:
        from importlib import import_module

        self._winreg: Any = import_module("winreg")

    def names(self, path: str) -> list[str]:
        """Return the names of the values of a key."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, path) as key:
                count = self._winreg.QueryInfoKey(key)[1]
                return [self._winreg.EnumValue(key, place)[0] for place in range(count)]
        except OSError:
            return []

    def value(self, path: str, name: str) -> str:
        """Return a value as text."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, path) as key:
                return str(self._winreg.QueryValueEx(key, name)[0])
        except OSError:
            return ""


def printers(registry: Registry) -> Printers:
    """Return the printers of the person, as Windows keeps them for old programs too."""
    default = registry.value(_DEFAULT, "Device").partition(",")[0]
    return Printers(tuple(sorted(registry.names(_DEVICES))), default)


class _Memory(ctypes.Structure):
    """MEMORYSTATUSEX."""

    _fields_ = [
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("total", "available", "a", "b", "c", "d", "e")),
    ]


def memory(kernel: Any) -> tuple[int, int] | None:  # noqa: ANN401 (a library of the system)
    """Return memory in all and available, in bytes; `kernel` is kernel32."""
    status = _Memory()
    status.length = ctypes.sizeof(status)
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.total), int(status.available)


def program_for(ending: str, shell: Any) -> str:  # noqa: ANN401 (a library of the system)
    """Return the name of the program that opens files of a kind, "" for none.

    Args:
        ending: with its dot.
        shell: shlwapi.
    """
    executable = _association(_ASSOC_EXECUTABLE, ending, shell)
    name = PureWindowsPath(executable).name
    if not executable or name.lower() in words("computer", "no_program"):
        return ""
    return _association(_ASSOC_NAME, ending, shell) or name


def _association(what: int, ending: str, shell: Any) -> str:  # noqa: ANN401 (as above)
    room = ctypes.create_unicode_buffer(_LONGEST)
    size = ctypes.c_uint32(_LONGEST)
    if shell.AssocQueryStringW(0, what, ending, None, room, ctypes.byref(size)) != 0:
        return ""
    return room.value

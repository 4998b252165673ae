"""What Windows and Linux say of themselves, played by facts; the trial of a folder for real."""

from __future__ import annotations

import ctypes

import pytest

from cusdesk.core import files
from cusdesk.domain.computer import Printers, Trial
from cusdesk.services.computer import linux, system, windows
from cusdesk.services.computer.system import System, refused_folders, try_folder

MEMINFO = "MemTotal:        3880000 kB\nMemFree:  1 kB\nMemAvailable:    1500000 kB\n"


class Registry:
    def __init__(self, devices, default):
        self._devices, self._default = devices, default

    def names(self, path):
        return self._devices if path.endswith("Devices") else []

    def value(self, path, name):
        return self._default if name == "Device" else ""


def test_printers_of_windows_come_from_the_registry():
    found = windows.printers(Registry(["HP 1020", "Fax"], "HP 1020,winspool,Ne00:"))
    assert found == Printers(("Fax", "HP 1020"), "HP 1020")
    assert windows.printers(Registry([], "")) == Printers(())


class Kernel:
    def GlobalMemoryStatusEx(self, status):
        status._obj.total, status._obj.available = 4_000_000_000, 1_000_000_000
        return int(status._obj.length == 64)


def test_memory_of_windows():
    assert windows.memory(Kernel()) == (4_000_000_000, 1_000_000_000)


class Shell:
    """shlwapi with these associations: executable and name."""

    def __init__(self, executable, name):
        self._answers = {2: executable, 4: name}

    def AssocQueryStringW(self, _flags, what, ending, _extra, room, _size):
        if ending != ".xlsx" or not self._answers[what]:
            return -1
        room.value = self._answers[what]
        return 0


@pytest.mark.parametrize(
    ("executable", "name", "program"),
    [
        ("C:\\Program Files\\Office\\EXCEL.EXE", "Excel", "Excel"),
        ("C:\\Program Files\\LibreOffice\\scalc.exe", "", "scalc.exe"),
        ("C:\\Windows\\system32\\OpenWith.exe", "Wybierz program", ""),
        ("", "", ""),
    ],
)
def test_what_opens_a_workbook_on_windows(executable, name, program):
    assert windows.program_for(".xlsx", Shell(executable, name)) == program


def test_the_structure_has_the_size_windows_wants():
    assert ctypes.sizeof(windows._Memory) == 64


def lpstat(names, default):
    return {"-e": names, "-d": default}


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (
            lpstat("HP\nBrother\n", "system default destination: HP\n"),
            Printers(("HP", "Brother"), "HP"),
        ),
        (lpstat("HP\n", "no system default destination\n"), Printers(("HP",), "")),
        (lpstat("", ""), Printers(())),
        (lpstat(None, None), None),
    ],
)
def test_printers_of_linux_come_from_cups(answers, found):
    assert linux.printers(lambda command: answers[command[1]]) == found


def test_memory_of_linux():
    assert linux.memory(MEMINFO) == (3_880_000 * 1024, 1_500_000 * 1024)
    assert linux.memory("nothing") is None


def test_what_opens_a_workbook_on_linux():
    assert linux.workbook_program(lambda _c: "libreoffice-calc.desktop\n") == "libreoffice-calc"
    assert linux.workbook_program(lambda _c: "\n") == ""
    assert linux.workbook_program(lambda _c: None) is None


def test_a_program_that_is_not_there_is_no_error():
    assert linux.run(["cusdesk-no-such-program"]) is None


def test_this_computer_can_be_asked_everything(tmp_path):
    asked = System()
    assert asked.free(tmp_path) > 0
    assert asked.free(tmp_path / "missing") is None
    total, available = asked.memory()
    assert total > available > 0
    assert asked.offset() in {60, 120}  # the tests live in Warsaw
    assert refused_folders(asked.own_folders) == []


def test_a_healthy_folder_passes_its_trial_and_is_left_empty(tmp_path):
    trial = try_folder(tmp_path)
    assert not trial.is_refused
    assert trial.held == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_refused(tmp_path):
    assert try_folder(tmp_path / "missing").is_refused
    assert refused_folders(lambda: [tmp_path, tmp_path / "x"]) == [str(tmp_path / "x")]


def held_by_a_scanner(times):
    left = [times]

    def step():
        if left[0]:
            left[0] -= 1
            error = PermissionError(13, "held")
            error.winerror = 32
            raise error

    return step


def test_a_scanner_that_lets_go_is_counted_and_one_that_does_not_refuses(monkeypatch):
    monkeypatch.setattr(system.time, "sleep", lambda _s: None)
    assert system._patiently(held_by_a_scanner(3)) == 3
    with pytest.raises(PermissionError):
        system._patiently(held_by_a_scanner(len(files.WAITS_S) + 1))


def test_plain_missing_rights_are_not_waited_for(monkeypatch):
    def step():
        raise PermissionError(13, "no")

    monkeypatch.setattr(system.time, "sleep", lambda _s: pytest.fail("waited"))
    with pytest.raises(PermissionError):
        system._patiently(step)
    assert Trial().is_refused is False

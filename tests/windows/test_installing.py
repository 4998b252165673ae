"""The life of the program on one PC: install, use, upgrade, back, repair, remove."""

from __future__ import annotations

import time

import pytest

from tests.windows.wine import NEW, OLD, UNINSTALL, version_in

PASSWORD = "Pokazowa-gmina-2026"
A_BOX = 800
"""Pixels: a window less wide is a box with a sentence."""


@pytest.fixture(scope="module")
def before(pc):
    """Every path on the disk before the program came."""
    return pc.files()


def uninstall(pc, *words):
    """Run the uninstaller in place, so that its exit code is heard."""
    return pc.run(str(pc.installed / "Odinstaluj.exe"), "/S", *words, *pc.last("_?", pc.installed))


def test_it_installs_silently_without_rights(pc, before, old_setup):
    begun = time.monotonic()
    assert pc.run(str(old_setup), "/S").status == 0
    print(f"installed in {time.monotonic() - begun:.0f} s")

    assert version_in(pc.installed / "program") == OLD
    assert (pc.installed / "program" / "app" / "cusdesk" / "stale.py").is_file()


def test_windows_knows_the_program(pc):
    assert pc.value(UNINSTALL, "DisplayName") == "cusdesk"
    assert pc.value(UNINSTALL, "DisplayVersion") == OLD
    assert pc.value(UNINSTALL, "InstallLocation") == pc.path(pc.installed)
    assert pc.value(r"HKCU\Software\Classes\.cusdesk") == "cusdesk.biuro"
    assert pc.value(r"HKCU\Software\Classes\.cuswym") == "cusdesk.wymiana"
    opens = pc.value(r"HKCU\Software\Classes\cusdesk.biuro\shell\open\command")
    assert opens == rf'"{pc.path(pc.installed)}\program\python\Cusdesk.exe" -m cusdesk "%1"'


def test_nothing_lies_outside_its_folder_but_the_shortcut(pc, before):
    own = pc.installed.relative_to(pc.disk).as_posix()
    folders = {own, own.rpartition("/")[0]}
    new = {name for name in pc.files() - before if not name.startswith(f"{own}/")} - folders

    assert {name.rpartition("/")[2] for name in new} == {"cusdesk.lnk"}


def test_the_installed_program_does_its_work(pc, work):
    said = pc.console(pc.installed / "program", "--selftest", "full")
    (work / "selftest.txt").write_text(said.text, encoding="utf-8")

    assert said.status == 0, said.text


def test_the_command_line_works_with_polish_names(pc):
    folder = pc.home / "Documents" / "Gmina żółta"
    words = ("cmd", "/c", "call", pc.path(pc.installed / "program" / "cusdesk.cmd"))
    made = pc.run(*words, "demo", pc.path(folder), "--residents", "4", "--years", "1")
    office = next(folder.glob("*.cusdesk"))
    listed = pc.run(
        *words, "list", "residents", pc.path(office), "--json", CUSDESK_PASSWORD=PASSWORD
    )
    wrong = pc.run(*words, "list", "residents", pc.path(office), CUSDESK_PASSWORD="nie to hasło")

    assert made.status == 0, made.text
    assert '"surname"' in listed.text
    assert wrong.status == 1
    assert "Traceback" not in wrong.text


def test_the_start_menu_opens_the_window(pc, work):
    link = next(pc.home.rglob("cusdesk.lnk"))
    pc.start("start", pc.path(link))
    took = pc.window("cusdesk")
    print(f"window after {took} s")

    assert took is not None
    assert pc.is_painted(work / "start-menu.png")


def test_a_running_program_is_neither_replaced_nor_removed(pc, new_setup):
    assert pc.run(str(new_setup), "/S").status == 12
    assert uninstall(pc).status == 12
    assert uninstall(pc, "/WROC").status == 12
    assert version_in(pc.installed / "program") == OLD


@pytest.fixture
def file_types(pc):
    """Close every window. Wine reads file types for all people alone: ours are copied there."""
    pc.end()
    marks = "cusdesk.biuro", "cusdesk.wymiana"
    for key in (".cusdesk", ".cuswym", *(rf"{mark}\shell\open\command" for mark in marks)):
        value = pc.value(rf"HKCU\Software\Classes\{key}")
        words = "reg", "add", rf"HKLM\Software\Classes\{key}", "/ve", "/d", value, "/f"
        assert pc.run(*words).status == 0


def test_a_double_click_on_an_exchange_file_says_what_it_is(pc, file_types, hands):
    brought = pc.home / "Documents" / "paczka żółta.cuswym"
    brought.write_text("wymiana")
    opening = pc.start("start", "/wait", pc.path(brought))
    hands.sees("^cusdesk$")
    hands.photographs("double-click-exchange")
    assert pc.width("^cusdesk$") < A_BOX
    hands.press("Return")

    assert pc.finish(opening).status == 1
    assert brought.read_text() == "wymiana"


def test_a_double_click_opens_the_office(pc, file_types, hands):
    office = next((pc.home / "Documents" / "Gmina żółta").glob("*.cusdesk"))
    pc.start("start", pc.path(office))
    hands.sees("^cusdesk$")
    assert pc.width("^cusdesk$") > A_BOX
    hands.types(PASSWORD)
    hands.press("Return")
    hands.sees("gmina fikcyjna")
    hands.photographs("double-click")


def test_an_upgrade_waits_for_the_end_of_the_program(pc, new_setup):
    waiting = pc.start(str(new_setup), "/S", "/CZEKAJ")
    assert pc.until(lambda: list(pc.home.rglob("ns*.tmp/System.dll")))  # it asks for the mark
    assert waiting.poll() is None
    assert version_in(pc.installed / "program") == OLD
    pc.run("taskkill", "/f", "/im", "Cusdesk.exe")

    assert pc.finish(waiting).status == 0
    assert version_in(pc.installed / "program") == NEW


def test_the_upgrade_left_nothing_old_in_the_new_and_kept_the_one_before(pc):
    assert not (pc.installed / "program" / "app" / "cusdesk" / "stale.py").exists()
    assert version_in(pc.installed / "program.poprzedni") == OLD
    assert pc.value(UNINSTALL, "DisplayVersion") == NEW
    office = next((pc.home / "Documents" / "Gmina żółta").glob("*.cusdesk"))
    program = pc.installed / "program.poprzedni"  # the newer one would change its tables first
    checked = pc.console(program, "verify", pc.path(office), CUSDESK_PASSWORD=PASSWORD)
    assert checked.status == 0, checked.text


def test_an_older_installer_is_refused(pc, old_setup):
    assert pc.run(str(old_setup), "/S").status == 11
    assert version_in(pc.installed / "program") == NEW


def test_a_repair_mends_and_keeps_the_version_before(pc, new_setup):
    broken = pc.installed / "program" / "lib" / "six.pyc"
    broken.unlink()
    assert pc.run(str(new_setup), "/S").status == 0

    assert broken.is_file()
    assert version_in(pc.installed / "program.poprzedni") == OLD
    assert sorted(path.name for path in pc.installed.iterdir()) == [
        "Odinstaluj.exe", "instalacja.log", "program", "program.poprzedni",
    ]  # fmt: skip


def test_back_to_the_version_before_and_forth(pc):
    assert uninstall(pc, "/WROC").status == 0
    assert version_in(pc.installed / "program") == OLD
    assert pc.value(UNINSTALL, "DisplayVersion") == OLD
    assert pc.console(pc.installed / "program", "--selftest").status == 0

    assert uninstall(pc, "/WROC").status == 0
    assert version_in(pc.installed / "program") == NEW


def test_removing_leaves_everything_of_the_person(pc, before):
    kept = [
        pc.local / "cusdesk" / "keys" / "klucz.json",
        pc.installed / "program" / "biuro.cusdesk",  # nobody should, somebody will
    ]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("dane")
    offices = list((pc.home / "Documents").rglob("*.cusdesk"))
    assert uninstall(pc).status == 0

    assert kept[0].read_text() == "dane"
    assert (pc.installed / "pozostawione-1" / "biuro.cusdesk").read_text() == "dane"
    assert all(path.is_file() for path in offices)
    left = [path.name for path in pc.installed.iterdir() if path.name != "Odinstaluj.exe"]
    assert left == ["pozostawione-1"]
    for key in (UNINSTALL, r"HKCU\Software\Classes\.cusdesk", r"HKCU\Software\cusdesk"):
        assert pc.run("reg", "query", key).status != 0
    assert not list(pc.home.rglob("cusdesk.lnk"))

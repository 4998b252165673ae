"""A new version from a stick: from the window of the old program to that of the new, and back.

Driven by keys in the real window. Both versions believe a key made for this trial alone; what is
shipped believes none until somebody who publishes releases makes one.
"""

from __future__ import annotations

import json

import pytest

from cusdesk.core.manifest import file_sha256
from cusdesk.db.copy_files import BEFORE_VERSION, copies_in
from tests.windows import trial
from tests.windows.trial import NEXT_SCHEMA
from tests.windows.wine import NEW, OLD, UNINSTALL, version_in

PASSWORD = "Pokazowa-gmina-2026"
START, OFFICE_OPEN = "^cusdesk$", "Gmina Aktualna"
DIALOG, CHOOSING, PALETTE = "Aktualizacja z pliku", "Wskaż", "Szukaj wszędzie"
ASK = """
import json, sys
from pathlib import Path
from cusdesk.core.errors import CusdeskError
from cusdesk.core.messages import describe
from cusdesk.services.updates import check_update
said = {}
for name in sys.argv[1:]:
    try:
        said[name] = ["offered", check_update(Path(name)).file.version]
    except CusdeskError as error:
        said[name] = [error.key, describe(error)]
print("SAID" + json.dumps(said))
"""
"""What the window asks, asked by the installed Python: no window can be read under Wine."""


@pytest.fixture(scope="module")
def stick(work, new_setup):
    """A stick with the genuine file and everything that is like it and is not."""
    folder = work / "pendrive"
    folder.mkdir(exist_ok=True)
    setup = new_setup.read_bytes()
    genuine = trial.update(folder / "nowa.cusakt", setup).read_bytes()
    trial.update(folder / "podrobiona.cusakt", setup, key=trial.FORGER)
    trial.update(folder / "starsza.cusakt", b"MZ old", version="0.0.1", schema=NEXT_SCHEMA - 1)
    trial.exchange_setup(folder / "nowa.cusakt", folder / "podmieniona.cusakt", b"MZ other")
    changed = bytearray(genuine)
    changed[len(changed) // 2] ^= 1
    (folder / "zmieniona.cusakt").write_bytes(changed)
    (folder / "obcieta.cusakt").write_bytes(genuine[: len(genuine) // 2])
    return folder


@pytest.fixture(scope="module")
def office(pc, old_setup):
    """An office somebody works in with the old version: the next start asks for its password."""
    assert pc.run(str(old_setup), "/S").status == 0
    made_at = pc.home / "Documents" / "Gmina" / "biuro.cusdesk"
    made_at.parent.mkdir()
    words = ("create", pc.path(made_at), "--name", OFFICE_OPEN)
    made = pc.console(pc.installed / "program", *words, CUSDESK_PASSWORD=PASSWORD)
    assert made.status == 0, made.text
    return made_at


def everything(folder):
    return {path: file_sha256(path) for path in folder.rglob("*") if path.is_file()}


def copies(pc):
    """Return the copies made before a new version, of all offices on this PC, newest first."""
    folders = (pc.local / "cusdesk" / "backups").glob("*")
    found = [copy for folder in folders for copy in copies_in(folder)]
    return [copy for copy in found if copy.reason == BEFORE_VERSION]


def open_office(pc, hands, office):
    """Open it from its icon and give the password."""
    pc.start(str(pc.installed / "program" / "python" / "Cusdesk.exe"), "-m", "cusdesk",
             pc.path(office))  # fmt: skip
    hands.sees(START)
    hands.types(PASSWORD)
    hands.press("Return")


def show_update(hands):
    hands.press("ctrl+k")
    hands.sees(PALETTE)
    hands.types("aktualizacja")
    hands.press("Return")
    hands.sees(DIALOG)


def choose(pc, hands, path):
    """Point at a file; the button that asks for it has the focus."""
    hands.press("Return")
    hands.sees(CHOOSING)
    hands.types(pc.path(path))
    hands.press("Return")
    hands.sees_no(CHOOSING)


def test_what_is_no_newer_file_of_ours_is_refused_with_a_sentence(pc, office, stick):
    script = pc.disk / "ask.py"
    script.write_text(ASK, encoding="utf-8")
    before = everything(pc.installed), everything(office.parent)
    names = sorted(pc.path(path) for path in stick.iterdir())
    console = pc.installed / "program" / "python" / "cusdesk-konsola.exe"
    text = pc.run(str(console), pc.path(script), *names).text
    said = json.loads(text.partition("SAID")[2])
    said = {name.rpartition("\\")[2]: answer for name, answer in said.items()}

    assert said.pop("nowa.cusakt") == ["offered", NEW]
    assert {name: key.rpartition(".")[2] for name, (key, _) in said.items()} == {
        "podrobiona.cusakt": "false", "podmieniona.cusakt": "false", "starsza.cusakt": "older",
        "zmieniona.cusakt": "unreadable", "obcieta.cusakt": "unreadable",
    }  # fmt: skip
    assert all("Niczego nie zmieniono." in words for _, words in said.values())
    assert (everything(pc.installed), everything(office.parent)) == before
    assert not (pc.local / "cusdesk" / "updates").exists()


def test_a_forged_file_is_refused_in_the_window(pc, hands, office, stick):
    open_office(pc, hands, office)
    hands.sees(OFFICE_OPEN)
    show_update(hands)
    choose(pc, hands, stick / "podrobiona.cusakt")
    hands.photographs("update-refused")

    assert copies(pc) == []
    assert not (pc.local / "cusdesk" / "updates").exists()


def test_a_genuine_file_replaces_the_program(pc, hands, stick):
    choose(pc, hands, stick / "nowa.cusakt")
    hands.photographs("update-offered")
    hands.press("Return")
    assert pc.until(lambda: version_in(pc.installed / "program") == NEW)

    made = copies(pc)
    assert [(copy.is_checked, copy.certificate.schema) for copy in made] == [
        (True, NEXT_SCHEMA - 1)
    ]
    assert version_in(pc.installed / "program.poprzedni") == OLD


def test_the_new_version_comes_by_itself_and_opens_the_office(pc, hands, office):
    hands.sees(START)
    assert len(pc.windows("cusdesk")) == 1
    hands.types(PASSWORD)
    hands.press("Return")
    hands.sees(OFFICE_OPEN)
    hands.photographs("update-done")

    assert pc.value(UNINSTALL, "DisplayVersion") == NEW
    newest = copies(pc)[0]
    assert (newest.is_checked, newest.certificate.schema) == (True, NEXT_SCHEMA - 1)


def test_the_way_back_brings_the_old_version(pc, hands):
    show_update(hands)
    hands.press("shift+Tab", "shift+Tab", "space")  # from the end, past what may scroll
    hands.sees("Powrót do poprzedniej")
    hands.photographs("way-back-asked")
    hands.press("Tab", "Return")
    assert pc.until(lambda: version_in(pc.installed / "program") == OLD)
    hands.sees("cusdesk")
    hands.photographs("way-back-done")
    hands.press("Return")
    hands.sees_no("cusdesk")

    assert version_in(pc.installed / "program.poprzedni") == NEW
    assert pc.value(UNINSTALL, "DisplayVersion") == OLD


def test_the_old_version_opens_the_copy_and_keeps_the_newer_file(pc, hands, office):
    newer = file_sha256(office)
    open_office(pc, hands, office)
    hands.photographs("newer-office-met")
    assert file_sha256(office) == newer
    hands.press("space")
    hands.sees(OFFICE_OPEN)
    hands.photographs("copy-opened")

    aside = next(office.parent.glob("nowsza-wersja-*"))
    assert newer in everything(aside).values()

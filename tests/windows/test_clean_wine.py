"""Wine as it comes lacks two libraries of Windows 10: what works there, and where it ends."""

from __future__ import annotations

from tests.windows.wine import LOADING, NEW, UNINSTALL, version_in


def test_a_version_that_does_not_start_here_is_not_installed(bare, new_setup, work):
    """Qt6Core asks for icuuc.dll, cryptography for bcryptprimitives.dll; Wine 8 has neither."""
    done = bare.run(str(new_setup), "/S")
    said = (bare.installed / "sprawdzenie.txt").read_text(encoding="utf-8")
    (work / "clean-wine.txt").write_text(said, encoding="utf-8")

    assert done.status == 14
    assert "DOBRZE  pliki programu" in said
    assert f"{LOADING} QtCore" in said
    assert not (bare.installed / "program").exists()
    assert not (bare.installed / "program.nowy").exists()
    assert bare.value(UNINSTALL, "DisplayVersion") is None


def test_without_the_trial_start_everything_else_works(bare, new_setup):
    assert bare.run(str(new_setup), "/S", "/BEZPROBY").status == 0
    assert version_in(bare.installed / "program") == NEW
    assert bare.value(UNINSTALL, "DisplayVersion") == NEW
    assert bare.console(bare.installed / "program", "--selftest", "files").status == 0
    assert bare.console(bare.installed / "program", "--help").status == 0


def test_it_goes_as_it_came(bare):
    uninstaller = bare.installed / "Odinstaluj.exe"
    assert bare.run(str(uninstaller), "/S", *bare.last("_?", bare.installed)).status == 0

    assert not (bare.installed / "program").exists()
    assert bare.value(UNINSTALL, "DisplayVersion") is None

"""The program's own check says what is wrong in words, and leaves nothing behind."""

from __future__ import annotations

import pytest

from cusdesk import __main__, selftest
from cusdesk.core import manifest, paths


@pytest.fixture(autouse=True)
def _own_profile(monkeypatch):
    monkeypatch.setattr(paths, "_profile", None)  # the test of the program sets it


def test_cheap_steps_pass_and_write_a_line_each(tmp_path, home):
    steps = {name: selftest.STEPS[name] for name in ("files", "resources")}
    lines, failed = selftest.run(steps)

    assert failed == []
    assert [line.split()[0] for line in lines[1:-1]] == ["DOBRZE", "DOBRZE"]
    assert not any(home.iterdir())


def test_a_broken_step_is_told_and_the_others_go_on(monkeypatch, tmp_path):
    def broken(_folder):
        raise ImportError("DLL load failed")

    well = dict.fromkeys(selftest.STEPS, lambda _folder: None)
    monkeypatch.setattr(selftest, "STEPS", well | {"resources": broken})
    status = selftest.main(["short", str(tmp_path / "out.txt")])

    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert status == selftest.NOT_WELL
    assert "ImportError: DLL load failed" in text
    assert "DOBRZE  okno programu" in text


def test_changed_files_have_a_status_of_their_own(monkeypatch, capfdbinary):
    def broken(_folder):
        raise selftest.UnwellError("a.dll")

    monkeypatch.setattr(selftest, "STEPS", {"files": broken})

    assert selftest.main(["files"]) == selftest.NOT_WHOLE


def test_files_that_differ_are_named(tmp_path, monkeypatch):
    (tmp_path / "a.dll").write_bytes(b"x")
    made = manifest.make_manifest(tmp_path, "1")
    (tmp_path / manifest.FILE_NAME).write_bytes(made.to_bytes())
    monkeypatch.setattr(paths, "program_dir", lambda: tmp_path)
    selftest.check_files(tmp_path)
    (tmp_path / "a.dll").unlink()

    with pytest.raises(selftest.UnwellError, match=r"brakuje pliku a\.dll"):
        selftest.check_files(tmp_path)


def test_wrong_usage(capsys):
    assert selftest.main(["one.txt", "two.txt"]) == selftest.WRONG_USAGE
    assert "Użycie" in capsys.readouterr().err


def test_an_exchange_file_is_told_that_it_must_wait(capsys):
    status = __main__.main([r"E:\Wymiana\biuro.cuswym"])

    assert status == __main__.REFUSED
    assert "„biuro.cuswym” to plik wymiany" in capsys.readouterr().err


def test_a_lost_part_of_the_program_is_a_sentence(monkeypatch, capsys):
    def lost():
        raise ImportError("Qt6Core.dll")

    monkeypatch.setattr("cusdesk.ui.common.quick_imports.load_qt", lost)

    assert __main__.main([]) == __main__.REFUSED
    assert "brakuje jego części (Qt6Core.dll)" in capsys.readouterr().err

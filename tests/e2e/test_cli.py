"""The command line on real office files: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pypdf
import pytest

from cusdesk import cli
from cusdesk.domain.access import Role
from cusdesk.domain.people import PersonDraft
from cusdesk.services import people
from cusdesk.services.office import open_office
from tests.helpers.office import CHEAP

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "Wierzba-nad-stawem-7"


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional commune, made once by the command itself."""
    folder = tmp_path_factory.mktemp("commune")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUSDESK_PASSWORD", PASSWORD)
        assert cli.main(["demo", str(folder), "--residents", "40"]) == 0
    return folder / "gmina-fikcyjna.cusdesk"


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert cli.main(["list", *arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_create_prints_the_recovery_code_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "biuro.cusdesk"
    assert cli.main(["create", str(office), "--name", "CUS Próbny"]) == 0
    out = capsys.readouterr().out
    assert "recovery code: " in out
    assert len(out.split("recovery code: ")[1].strip().split("-")) == 7

    assert cli.main(["create", str(office)]) == 1
    assert "już istnieje" in capsys.readouterr().err
    assert listed(capsys, "residents", str(office)) == []


def test_create_refuses_a_short_password_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUSDESK_PASSWORD", "krotkie")
    assert cli.main(["create", str(tmp_path / "biuro.cusdesk")]) == 1
    assert "co najmniej 12 znaków" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_password_never_comes_from_an_argument(
    commune: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.delenv("CUSDESK_PASSWORD")
    assert cli.main(["verify", str(commune)]) == 1
    assert "CUSDESK_PASSWORD" in capsys.readouterr().err

    secret = tmp_path / "haslo.txt"
    secret.write_text(PASSWORD + "\r\n", encoding="utf-8")
    assert cli.main(["verify", str(commune), "--password-file", str(secret)]) == 0
    assert cli.main(["verify", str(commune), "--password-file", str(tmp_path / "brak")]) == 1


def test_wrong_password_and_wrong_usage(
    commune: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSDESK_PASSWORD", "nie to")
    assert cli.main(["verify", str(commune)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "Traceback" not in error

    for wrong in (["verify"], ["list", "cats", str(commune)], ["export", "month", "x", "maj"], []):
        assert cli.main(wrong) == 2


def test_every_list_is_json(commune: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = listed(capsys, "residents", str(commune))
    assert len(people) == 40
    assert {"surname", "given_name", "pesel", "birth_date", "sex", "address", "phones"} <= set(
        people[0]
    )
    assert {p["sex"] for p in people} == {"K", "M"}
    assert all(number.startswith("+48") for p in people for number in p["phones"])
    for what in ("plans", "services", "providers", "attendance", "hours", "clocks", "caseload"):
        assert listed(capsys, what, str(commune)), what
    assert listed(capsys, "applications", str(commune), "--search", "odmowa")
    assert listed(capsys, "problems", str(commune)) == []


def test_search_forgives_lost_letters(commune: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everybody = listed(capsys, "residents", str(commune))
    surname = next(p["surname"] for p in everybody if p["surname"] in {"Bąk", "Łuczak", "Cieślak"})
    plain = surname.translate(str.maketrans("ąłśćęńóźżŁŚ", "alscenozzLS")).lower()

    found = listed(capsys, "residents", str(commune), "--search", plain)
    assert surname in {p["surname"] for p in found}


def test_plan_and_month_become_files(
    commune: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = listed(capsys, "plans", str(commune))[0]
    pdf, folder = tmp_path / "plan.pdf", tmp_path / "plany"
    assert cli.main(["export", "plan", str(commune), plan["id"], "--out", str(pdf)]) == 0
    assert plan["number"] in pypdf.PdfReader(pdf).pages[0].extract_text()
    assert cli.main(["export", "plan", str(commune), "--all", "--out", str(folder)]) == 0
    assert len(list(folder.glob("*.pdf"))) == len(listed(capsys, "plans", str(commune)))

    month = listed(capsys, "attendance", str(commune))[0]["date"][:7]
    sheet = tmp_path / "miesiac.xlsx"
    assert cli.main(["export", "month", str(commune), month, "--out", str(sheet)]) == 0
    assert len(openpyxl.load_workbook(sheet).sheetnames) >= 2


def test_backup_is_a_whole_office(
    commune: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "kopia.cusdesk"
    assert cli.main(["backup", str(commune), "--out", str(copy)]) == 0
    assert cli.main(["verify", str(copy)]) == 0
    assert listed(capsys, "residents", str(copy)) == listed(capsys, "residents", str(commune))
    assert cli.main(["backup", str(commune), "--out", str(copy)]) == 1


@pytest.mark.parametrize("name", ["brak.cusdesk", "tekst.cusdesk", "folder"])
def test_what_is_no_office_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "tekst.cusdesk").write_text("zwykły tekst", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert cli.main(["list", "residents", str(tmp_path / name), "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1


def test_restore_previews_then_puts_the_copy_in_place(
    commune: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "biuro.cusdesk"
    assert cli.main(["create", str(office)]) == 0
    assert cli.main(["backup", str(office)]) == 0
    copy = capsys.readouterr().out.split("backup: ")[1].strip()

    assert cli.main(["restore", str(office), copy, "--dry-run"]) == 0
    assert "zrobiono 0 rzeczy" in capsys.readouterr().out
    assert cli.main(["restore", str(office), copy]) == 0
    out = capsys.readouterr().out
    assert "Przywrócono kopię" in out
    assert "before: " in out
    assert cli.main(["restore", str(office), str(commune)]) == 1
    assert "innego biura" in capsys.readouterr().err


def test_a_damaged_office_is_kept_and_its_copy_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "biuro.cusdesk"
    assert cli.main(["create", str(office)]) == 0
    assert cli.main(["backup", str(office)]) == 0
    copy = capsys.readouterr().out.split("backup: ")[1].strip()
    office.write_bytes(office.read_bytes()[:20] + b"\0" * 5000)

    assert cli.main(["verify", str(office)]) == 1
    said = capsys.readouterr().err
    assert "uszkodzony" in said
    assert copy in said
    assert cli.main(["restore", str(office), copy]) == 0
    assert "aside: " in capsys.readouterr().out
    assert cli.main(["verify", str(office)]) == 0


def test_copies_go_to_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office, stick = tmp_path / "biuro.cusdesk", tmp_path / "pendrive"
    stick.mkdir()
    assert cli.main(["create", str(office)]) == 0
    assert cli.main(["backup", str(office), "--folder", str(stick)]) == 0
    assert len(list(stick.glob("biuro_kopia_*.cusdesk"))) == 1


def test_a_person_is_named_and_works_with_their_own_rights(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "biuro.cusdesk"
    assert cli.main(["create", str(path), "--user", "Anna Testowa"]) == 0
    office = open_office(path, password=PASSWORD)
    draft = PersonDraft("Jan Próbny", "", (Role.ADMINISTRATOR,))
    people.add_person(office, draft, PASSWORD, is_temporary=False, cost=CHEAP)
    office.close()

    assert listed(capsys, "residents", str(path), "--user", "Anna Testowa") == []
    assert cli.main(["list", "residents", str(path), "--user", "Jan Próbny"]) == 1
    assert "przeglądać karty i listy mieszkańców" in capsys.readouterr().err
    assert cli.main(["list", "residents", str(path), "--user", "Ewa Obca"]) == 1
    assert "nie ma takiego użytkownika" in capsys.readouterr().err


def test_check_tells_the_state_of_the_computer_and_of_the_file(
    commune: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    assert cli.main(["check", str(commune)]) == 0
    out = capsys.readouterr().out
    assert "[ok] Miejsce pliku biura: biuro leży na tym komputerze" in out
    assert "[!!] Kopia na tym komputerze: " in out
    assert "Zrób pierwszą kopię" in out
    assert "40 mieszkańców" in out

    monkeypatch.setenv("CUSDESK_PASSWORD", "nie to")
    assert cli.main(["check", str(commune)]) == 1
    seen = capsys.readouterr()
    assert "Miejsce na dysku" in seen.out
    assert seen.err.count("\n") == 1

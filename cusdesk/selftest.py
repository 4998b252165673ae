"""`cusdesk --selftest`: does this copy of the program work on this computer?

For the installer, which asks before a new version takes the place of the old one, and for support.
Everything happens in a new folder with a Polish name that is removed afterwards; nothing of the
person's own is opened or written.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import cusdesk
from cusdesk.core import manifest, paths
from cusdesk.core.messages import all_messages, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WELL, NOT_WELL, WRONG_USAGE, NOT_WHOLE = 0, 1, 2, 3
DEPTHS = {
    "files": ("files",),
    "short": ("files", "resources", "office", "window"),
    "full": ("files", "resources", "office", "papers", "window"),
}
_MOST_DIFFERENCES = 5
_RESIDENTS = 3


class UnwellError(Exception):
    """A step found what should not be; the text is a sentence for a person."""


def main(arguments: Sequence[str]) -> int:
    """Run the test; write its lines and return the exit status.

    Args:
        arguments: how deep (`files`, `short`, which is usual, or `full`) and, or, a file for the
            lines; without a file they are printed.
    """
    depths = [word for word in arguments if word in DEPTHS] or ["short"]
    files = [word for word in arguments if word not in DEPTHS]
    if len(files) > 1 or len(depths) > 1:
        sys.stderr.write(tr("program.selftest.usage") + "\n")
        return WRONG_USAGE
    lines, failed = run({name: STEPS[name] for name in DEPTHS[depths[0]]})
    text = "\n".join(lines) + "\n"
    if files:
        Path(files[0]).write_text(text, encoding="utf-8")
    elif sys.stdout is not None:
        sys.stdout.buffer.write(text.encode())
    if "files" in failed:
        return NOT_WHOLE
    return NOT_WELL if failed else WELL


def run(wanted: dict[str, Callable[[Path], None]]) -> tuple[list[str], list[str]]:
    """Run the steps one after another; return a line for each, and the names of those that failed.

    Args:
        wanted: steps by name; each takes the folder it may write to.
    """
    lines = [tr("program.selftest.title", version=cusdesk.__version__)]
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix=_sample("folder"), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        paths.keep_everything_in(folder / "profil")
        for step, work in wanted.items():
            words = tr(f"program.selftest.step.{step}")
            begun = time.perf_counter()
            try:
                work(folder)
            except Exception as error:  # noqa: BLE001 (whatever it is, it is the result)
                failed.append(step)
                reason = str(error) if isinstance(error, UnwellError) else _kind(error)
                lines.append(tr("program.selftest.failed", step=words, reason=reason))
            else:
                seconds = f"{time.perf_counter() - begun:.1f}".replace(".", ",")
                lines.append(tr("program.selftest.ok", step=words, seconds=seconds))
    lines.append(tr("program.selftest.not_well" if failed else "program.selftest.all_well"))
    return lines, failed


def _sample(name: str) -> str:
    """Return a name with Polish letters, as offices have them."""
    return tr(f"program.selftest.sample.{name}")


def _kind(error: BaseException) -> str:
    """Return class and words of an error: nothing in this test is about a living person."""
    return f"{type(error).__name__}: {error}"


def check_files(_folder: Path) -> None:
    """Compare the program's folder with its manifest; a checkout has none and passes.

    Raises:
        UnwellError: naming the first files that differ.
    """
    program = paths.program_dir()
    if program is None:
        return
    found = list(manifest.differences(program, manifest.read_manifest(program)))
    if found:
        words = [
            tr(f"program.selftest.reason.{item.kind}", path=item.path)
            for item in found[:_MOST_DIFFERENCES]
        ]
        raise UnwellError("; ".join(words))


def check_resources(_folder: Path) -> None:
    """Read the messages, the law, a holiday, a number in words and a font.

    Raises:
        UnwellError: something of it is empty.
    """
    import datetime as dt

    from cusdesk.domain.calendar import holiday_name
    from cusdesk.domain.dictionaries import dictionary
    from cusdesk.domain.money import amount_in_words
    from cusdesk.export.pdf.fonts import word_width

    found = (
        all_messages(),
        dictionary("law"),
        holiday_name(dt.date(2026, 11, 11)),
        amount_in_words(123_456),
        word_width("DejaVuSans", _sample("name")),
    )
    if not all(found):
        raise UnwellError(tr("program.selftest.reason.empty"))


def check_office(folder: Path) -> None:
    """Make an encrypted office, write, copy and check it, and open it again by its password.

    Raises:
        UnwellError: what was written is not there.
    """
    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.office import backup_office, create_office, open_office, verify_office
    from cusdesk.services.residents import create_resident

    path, name, password = folder / _sample("office"), _sample("name"), _sample("password")
    made = create_office(path, name=name, user_name=name, password=password)
    with closing(made.office) as office:
        create_resident(office, ResidentDraft(surname=name, given_name=name))
        copy = backup_office(office, folder / "kopia.cusdesk")
    with closing(open_office(path, password=password)) as office:
        if verify_office(office) != 1 or not copy.is_file():
            raise UnwellError(tr("program.selftest.reason.empty"))


def check_papers(folder: Path) -> None:
    """Build a small fictional commune, write its plans as PDF and a month as xlsx; read both.

    Raises:
        UnwellError: a file says nothing.
    """
    from cusdesk.export.render import pdf_text
    from cusdesk.importing.reading import read_workbook
    from cusdesk.services import documents
    from cusdesk.services.demo import build_demo
    from cusdesk.services.office import open_office

    demo = build_demo(folder / "gmina", residents=_RESIDENTS, years=1, seed=1, password=None)
    sheet = folder / _sample("sheet")
    with closing(open_office(demo.path, password=demo.password)) as office:
        month = office.clock.today().replace(day=1)
        documents.save_month_xlsx(office, month, sheet)
        plans = documents.save_all_plans(office, folder / "plany")
    words = [pdf_text(path.read_bytes()) for path in plans]
    if not words or not all(words) or not read_workbook(sheet).sheets:
        raise UnwellError(tr("program.selftest.reason.empty"))


def check_window(folder: Path) -> None:
    """Draw the window without showing it, in Polish, with an icon, and print its picture as PDF.

    Raises:
        UnwellError: the window cannot be drawn; the text says what is missing of it.
    """
    from cusdesk import app
    from cusdesk.ui.shell import proof

    _application = app.make_application(sys.argv[:1])  # lives as long as it is drawn
    missing = proof.draw(app.make_window, folder)
    if missing:
        parts = ", ".join(tr(f"program.selftest.part.{name}") for name in missing)
        raise UnwellError(tr("program.selftest.reason.window", part=parts))


STEPS: dict[str, Callable[[Path], None]] = {
    "files": check_files,
    "resources": check_resources,
    "office": check_office,
    "papers": check_papers,
    "window": check_window,
}

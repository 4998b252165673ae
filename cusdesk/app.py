"""The composition root of the window: paths, log, settings, look, threads, and the main window."""

from __future__ import annotations

import logging
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import cusdesk
from cusdesk.core.clock import SystemClock
from cusdesk.core.logging_setup import set_up_logging
from cusdesk.core.messages import tr
from cusdesk.core.paths import resource_dir, user_log_dir
from cusdesk.core.settings import LAST_OFFICE, TEXT_SIZE, THEME, Settings, load_settings
from cusdesk.core.trouble import NativeWatch
from cusdesk.ui.common.executors import ThreadExecutor
from cusdesk.ui.common.notices import ChangeBus, Notifier
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.common.theme import Theme
from cusdesk.ui.shell.crash import CrashReporter
from cusdesk.ui.shell.loading import ScreenLoader
from cusdesk.ui.shell.main_window import MainWindow
from cusdesk.ui.shell.qt_words import MissingWords
from cusdesk.ui.shell.tidying import tidy_here

if TYPE_CHECKING:
    from collections.abc import Sequence

logger = logging.getLogger(__name__)

_FILE_THREADS = 2


def speak_polish(application: QApplication) -> None:
    """Make Qt's own buttons, dates and numbers Polish."""
    QLocale.setDefault(QLocale("pl_PL"))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_pl", folder):
        application.installTranslator(translator)
    application.installTranslator(MissingWords(application))


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the application object, named and speaking Polish."""
    application = QApplication(list(arguments))
    application.setApplicationName("cusdesk")
    application.setApplicationDisplayName(tr("shell.window"))
    application.setDesktopFileName("cusdesk")
    application.setWindowIcon(QIcon(str(resource_dir("icons") / "app.svg")))
    speak_polish(application)
    return application


def make_window(settings: Settings) -> MainWindow:
    """Return the main window with real threads behind it."""
    bus, notifier = ChangeBus(), Notifier()
    ops = Operations(
        bus,
        notifier,
        database=ThreadExecutor("cusdesk-database"),
        files=ThreadExecutor("cusdesk-files", _FILE_THREADS),
    )
    window = MainWindow(ops, bus, notifier, settings)
    for helper in (bus, notifier, ops):
        helper.setParent(window)
    window.first_painted.connect(_load_services)
    loader = ScreenLoader(window)
    # not beside the first data: on a slow disk both would wait for each other
    window.start.office_ready.connect(lambda *_: ops.call_when_idle(loader.begin))
    window.closed.connect(ops.stop)
    return window


def _load_services() -> None:
    """Import the heavy libraries while the person reads the first page."""

    def load() -> None:
        """Import what the first screens stand on."""
        import cusdesk.services.history
        import cusdesk.services.office
        import cusdesk.services.today  # noqa: F401 (only to have them ready)

    threading.Thread(target=load, name="cusdesk-imports", daemon=True).start()


def open_first(window: MainWindow, settings: Settings, office: str | None) -> None:
    """Show the asked-for office, else the last one, else the three doors."""
    wanted = office or settings.get(LAST_OFFICE)
    if wanted and (office or Path(wanted).is_file()):
        window.start.ask_password(wanted)
    else:
        window.start.show_doors()


def run(office: str | None = None) -> int:
    """Open the window and stay until it closes; return the exit status."""
    log_folder = user_log_dir()
    application = make_application(sys.argv[:1])
    tidy_here(application)
    settings = load_settings()
    Theme(application, settings.get(THEME), settings.get(TEXT_SIZE))
    reporter = CrashReporter(log_folder)
    reporter.install()
    reporter.is_starting = True
    watch = NativeWatch(log_folder)
    window = make_window(settings)
    reporter.window = window
    window.first_painted.connect(partial(_begin_log, log_folder, watch, reporter))
    window.closed.connect(watch.end)
    open_first(window, settings, office)
    window.show()
    return application.exec()


def _begin_log(folder: Path, watch: NativeWatch, reporter: CrashReporter) -> None:
    """Write the log from now on, and tell of a sudden end the last time."""
    reporter.is_starting = False
    set_up_logging(folder)
    logger.info("cusdesk %s begins", cusdesk.__version__)
    number = watch.begin(SystemClock().now())
    if number and reporter.window is not None:
        reporter.window.care.tell_sudden_end(number)

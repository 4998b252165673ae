"""The cards of the help and the list of keys, shown for printing."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.clock import SystemClock
from cusdesk.core.help_cards import help_card
from cusdesk.core.messages import tr
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.shell.help_topics import all_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.shell.actions import Actions


def show_card(parent: QWidget, name: str, ops: Operations) -> None:
    """Show one card; its large print is made when it is asked for."""
    _show(parent, help_card(name).title, tr("shell.help.card_file", name=name), ops, _card(name))


def show_keys(parent: QWidget, actions: Actions, ops: Operations) -> None:
    """Show the list of keys."""
    title = tr("shell.keys.title")
    _show(parent, title, tr("shell.help.keys_file"), ops, _keys(actions))


def _card(name: str) -> Callable[..., bytes]:
    def make(*, large: bool = False) -> bytes:
        """Return the card as a PDF."""
        from cusdesk.export.pdf.cards import render_card

        out = io.BytesIO()
        render_card(help_card(name), SystemClock().today(), out, large=large)
        return out.getvalue()

    return make


def _keys(actions: Actions) -> Callable[..., bytes]:
    sections = all_keys(actions)

    def make(*, large: bool = False) -> bytes:
        """Return the list as a PDF."""
        from cusdesk.export.pdf.cards import render_keys

        out = io.BytesIO()
        render_keys(sections, SystemClock().today(), out, large=large)
        return out.getvalue()

    return make


def _show(
    parent: QWidget, title: str, file_name: str, ops: Operations, make: Callable[..., bytes]
) -> None:
    def preview(pdf: bytes) -> None:
        """Open the pages."""
        PdfPreview(parent, title, pdf, file_name, ops, partial(make, large=True)).open()

    ops.files(make).on_success(preview).run()

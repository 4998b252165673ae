"""One edition in the window: the page, the roads that lead into it and out of it."""

from __future__ import annotations

from cusdesk.ui.recruitment.edition.page import EditionPage

__all__ = ["EditionPage"]

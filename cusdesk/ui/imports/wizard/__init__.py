"""The wizard: file, columns, plan, result."""

from __future__ import annotations

from cusdesk.ui.imports.wizard.page import WizardPage

__all__ = ["WizardPage"]

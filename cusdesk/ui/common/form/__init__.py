"""Forms as data: fields described by specs over a draft dataclass, drawn and checked alike."""

from __future__ import annotations

from cusdesk.ui.common.form.form import Form
from cusdesk.ui.common.form.spec import Choice, FieldSpec, FormSpec, Section

__all__ = ["Choice", "FieldSpec", "Form", "FormSpec", "Section"]

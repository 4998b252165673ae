"""PESEL on the form: fills birth date and sex, asks for a reason only when something is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.pesel import check

if TYPE_CHECKING:
    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.ui.common.form import Form


class PeselFields:
    """Joins the fields `pesel`, `birth_date`, `sex` and `pesel_reason` of a form."""

    def __init__(self, form: Form[ResidentDraft]) -> None:
        self._form = form
        form.edited.connect(self._on_edited)

    def fill(self) -> dict[str, object]:
        """Fill empty birth date and sex out of a right number; return what was filled."""
        self.show_reason()
        read = check(str(self._form.value("pesel") or ""))
        filled: dict[str, object] = {}
        if read.ok:
            for name, value in (("birth_date", read.birth_date), ("sex", read.sex)):
                if value is not None and not self._form.value(name):
                    self._form.set_value(name, value)
                    filled[name] = value
        return filled

    def show_reason(self) -> None:
        """Ask for a reason while the number is missing or wrong, or when one is given already."""
        number = str(self._form.value("pesel") or "")
        has_reason = bool(self._form.value("pesel_reason"))
        self._form.set_field_visible("pesel_reason", has_reason or not check(number).ok)

    def _on_edited(self, name: str) -> None:
        if name == "pesel" and check(str(self._form.value("pesel") or "")).ok:
            self.fill()

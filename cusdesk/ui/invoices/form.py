"""The form of one invoice, in the order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.domain.contracts import ContractUnit
from cusdesk.domain.invoices import InvoiceKind, InvoiceLineDraft
from cusdesk.domain.labels import label
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Sequence

    Choices = Callable[[], Sequence[Choice]]


def _enum(kind: type[enum.StrEnum]) -> list[Choice]:
    return [Choice(value, label(value)) for value in kind]


def _field(
    name: str,
    kind: Any = "text",  # noqa: ANN401 (any kind of field)
    **more: Any,  # noqa: ANN401 (any options of a field)
) -> FieldSpec:
    return FieldSpec(name, f"fields.invoices.{name}", kind, **more)


def invoice_form(providers: Choices, contracts: Choices, services: Choices) -> FormSpec:
    """Return the form; the callables give providers, contracts and services."""
    document: list[FieldSpec | tuple[FieldSpec, ...]] = [
        (
            _field("kind", "choice", required=True, choices=_enum(InvoiceKind), width=24),
            _field("number", required=True),
        ),
        _field("provider_id", "choice", required=True, choices=providers),
        _field("contract_id", "choice", choices=contracts, hint="invoices.form.contract_hint"),
        (_field("issued_on", "date"), _field("received_on", "date"), _field("due_on", "date")),
        (_field("gross_gr", "money"), _field("paid_on", "date")),
    ]
    numbers: list[FieldSpec | tuple[FieldSpec, ...]] = [
        (_field("seller_nip", width=16), _field("buyer_nip", width=16)),
        _field("ksef_number", hint="invoices.form.ksef_hint"),
    ]
    words: list[FieldSpec | tuple[FieldSpec, ...]] = [
        _field("purpose", "multiline", lines=3, hint="invoices.form.purpose_hint"),
        _field("notes", "multiline", lines=3),
    ]
    return FormSpec(
        [
            Section("invoices.form.document", document),
            Section("invoices.form.lines", [_lines(services)], "invoices.form.lines_hint"),
            Section("invoices.form.numbers", numbers),
            Section("invoices.form.words", words),
        ]
    )


def _lines(services: Choices) -> FieldSpec:
    def one(
        name: str,
        kind: Any,  # noqa: ANN401 (any kind of field)
        **more: Any,  # noqa: ANN401 (any options of a field)
    ) -> FieldSpec:
        """Return a field of a line."""
        return FieldSpec(name, f"fields.invoice_lines.{name}", kind, **more)

    return FieldSpec(
        "lines",
        "invoices.form.billed",
        "rows",
        row_type=InvoiceLineDraft,
        row_fields=(
            one("service_id", "choice", choices=services),
            one("period_from", "date", starts_line=True),
            one("period_to", "date"),
            one("unit", "choice", choices=_enum(ContractUnit), required=True, width=18),
            one("quantity_milli", "quantity", width=14, starts_line=True),
            one("rate_gr", "money"),
            one("amount_gr", "money"),
            one("words", "text", starts_line=True),
        ),
        add_label="invoices.form.add_line",
    )

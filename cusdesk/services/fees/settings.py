"""What stands on papers about fees: account, cash desk, the words of a decision about a debt."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import one_line
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_DIGITS = 26


@dataclass(slots=True)
class PaySettings:
    """Where residents pay.

    Attributes:
        account: as it is printed; 26 digits in the usual groups.
        cash_desk: place and hours; "" without one.
        debt_basis_programme, debt_basis_decision: legal basis of a decision about a debt, for
            services of the programme and for those under a decision; "" proposes one.
        debt_law: why the law lets the office decide; `{rules}` stands for the resolutions.
    """

    account: str = ""
    cash_desk: str = ""
    debt_basis_programme: str = ""
    debt_basis_decision: str = ""
    debt_law: str = ""


_FIELDS = fields(PaySettings)
DEBT_WORDS = ("debt_basis_programme", "debt_basis_decision", "debt_law")


@needs("fees.see")
def pay_settings(office: Office) -> PaySettings:
    """Return where residents pay."""
    with office.read() as session:
        return read_pay_settings(session)


def read_pay_settings(session: Session) -> PaySettings:
    """Return the same inside a session."""
    return PaySettings(*(str(setting(session, f"fees.{each.name}", "")) for each in _FIELDS))


@needs("fees.change")
def change_pay_settings(office: Office, wanted: PaySettings) -> Changes:
    """Set where residents pay.

    Raises:
        ValidationError: the account is no Polish account number.
    """
    account = account_words(wanted.account)
    with office.write("fees.settings") as work:
        put_setting(work.session, "fees.account", account)
        put_setting(work.session, "fees.cash_desk", one_line(wanted.cash_desk))
        for name in DEBT_WORDS:
            put_setting(work.session, f"fees.{name}", getattr(wanted, name).strip())
    return work.changes


def account_words(typed: str) -> str:
    """Return an account number in its usual groups; "" stays empty.

    Raises:
        ValidationError: not 26 digits, or they fail the check of ISO 7064 (mod 97).
    """
    digits = typed.upper().replace("PL", "").replace(" ", "").replace("-", "")
    if not digits:
        return ""
    is_account = digits.isascii() and digits.isdigit() and len(digits) == _DIGITS
    if not is_account or int(f"{digits[2:]}2521{digits[:2]}") % 97 != 1:
        raise ValidationError([Problem("account", "fees.problem.account")])
    groups = [digits[place : place + 4] for place in range(2, _DIGITS, 4)]
    return " ".join([digits[:2], *groups])

"""The decision to erase a person: on what ground, and what it must say.

RODO (Regulation 2016/679), art. 17: erasure on request, when the data are not needed any more, or
when they were collected without a ground; art. 17(3)(b) and (d): not while a legal duty or the
archives need them. Terms come from the list of records (Dz.U. 2019 poz. 246); the act on CUS sets
none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem

if TYPE_CHECKING:
    from cusdesk.domain.protection.person_words import PersonWords

SHORTEST_REASON = 10


class Basis(StrEnum):
    """Why a person is erased."""

    RETENTION = "retention"
    """The term of every class is over."""
    REQUEST = "request"
    """The person asked, and nothing stands against it."""
    UNLAWFUL = "unlawful"
    """The card should never have been made."""


@dataclass(slots=True)
class ErasureDecision:
    """What a person writes before an erasure; none of it may name the erased one.

    Attributes:
        legal_basis: article, or the consent of the state archive with its sign and date.
        protocol_number: number of the protocol in the office's own order.
        case_sign: under which the paper file lies; the only trace of the case that stays.
    """

    basis: Basis = Basis.RETENTION
    legal_basis: str = ""
    reason: str = ""
    protocol_number: str = ""
    case_sign: str = ""


def check_decision(
    decision: ErasureDecision, words: PersonWords, *, has_ended: bool
) -> list[Problem]:
    """Return what stands against an erasure.

    Args:
        decision: what was written.
        words: how the person may be named; the register must not hold it.
        has_ended: whether the terms of all classes are over.
    """
    problems = []
    if not decision.protocol_number.strip():
        problems.append(Problem("protocol_number", "protection.erase.problem.protocol"))
    if not has_ended:
        problems.extend(_before_the_end(decision))
    problems.extend(
        Problem(name, "protection.erase.problem.names_person")
        for name in ("legal_basis", "reason", "protocol_number", "case_sign")
        if words.sign_in(getattr(decision, name)) is not None
    )
    if not decision.case_sign.strip():
        problems.append(Problem("case_sign", "protection.erase.problem.no_sign", blocking=False))
    return problems


def _before_the_end(decision: ErasureDecision) -> list[Problem]:
    """RODO, art. 17(3): before the term only with a legal basis and a reason of its own."""
    problems = []
    if decision.basis is Basis.RETENTION:
        problems.append(Problem("basis", "protection.erase.problem.not_ended"))
    if not decision.legal_basis.strip():
        problems.append(Problem("legal_basis", "protection.erase.problem.legal_basis"))
    if len(decision.reason.strip()) < SHORTEST_REASON:
        problems.append(Problem("reason", "protection.erase.problem.reason"))
    return problems

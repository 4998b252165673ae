"""Amounts on papers: money and time that print themselves and can be added up in a table."""

from __future__ import annotations

from dataclasses import dataclass

from cusdesk.domain.money import amount_in_words


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money; `{total}` on a form prints figures, `{total.in_words}` words."""

    grosze: int

    @property
    def in_words(self) -> str:
        """The amount in words."""
        return amount_in_words(self.grosze)

    def __add__(self, other: Money) -> Money:
        return Money(self.grosze + other.grosze)


@dataclass(frozen=True, slots=True)
class Hours:
    """A length of time, printed in hours with a decimal comma."""

    minutes: int

    def __add__(self, other: Hours) -> Hours:
        return Hours(self.minutes + other.minutes)

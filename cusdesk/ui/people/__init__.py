"""„Osoby i uprawnienia”: who works with the program, their roles and passwords."""

from __future__ import annotations

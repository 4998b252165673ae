"""The house rules, one module a subject; each has `check(repository) -> Iterator[Finding]`."""

from __future__ import annotations

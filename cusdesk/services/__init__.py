"""Use cases: commands and queries, one module a feature, DTOs out.

A command takes the open `Office` first, does its work in one `office.write(kind, …)` block and
returns `Changes` (or a result that carries them). A query reads columns, not entities, and returns
frozen dataclasses.
"""

from __future__ import annotations

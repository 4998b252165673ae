"""Lists of records: a model that asks for ids first and rows by pages, and its view.

For a screen, use `TablePanel` with a `TableSpec`: `ColumnSpec`s and two plain callables.
"""

from __future__ import annotations

from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.model import QueryTableModel
from cusdesk.ui.common.table.panel import (
    EmptyState,
    ListPlace,
    PrintableTable,
    TablePanel,
    TableSpec,
)
from cusdesk.ui.common.table.spec import ColumnSpec, TableQuery

__all__ = [
    "ColumnSpec",
    "EmptyState",
    "ListPlace",
    "MemorySource",
    "PrintableTable",
    "QueryTableModel",
    "TablePanel",
    "TableQuery",
    "TableSpec",
]

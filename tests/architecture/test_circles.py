"""No module needs itself by a way round: each can be read, and loaded, after those it names."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_modules_need_each_other_in_one_direction() -> None:
    graph = grimp.build_graph("cusdesk", exclude_type_checking_imports=True, cache_dir=None)

    order = TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    )

    order.prepare()  # raises CycleError, which names the circle

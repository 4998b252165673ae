from __future__ import annotations

from cusdesk.domain.changes import Changes


def test_touches_any_of_the_named_features():
    many: frozenset[bytes] = frozenset()
    changes = Changes("residents.update", {"residents": frozenset({b"1"}), "plans": many})
    assert changes.touches("services", "residents")
    assert changes.touches("services", "plans")
    assert not changes.touches("services")
    assert not changes.touches()

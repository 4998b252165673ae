"""Run by the system's own Python: print role and name of all that is shown on the first page."""

from __future__ import annotations

from at_spi import Bus, words
from read_at_spi import FOUND, check_focus, check_names

bus = Bus("cusdesk")
bus.wait(lambda: bus.find("push button"), "no doors")
bus.settle(3)
check_names(bus, "doors")
check_focus(bus, "doors")
for node in bus.shown():
    print(f"{node.get_role_name()}\t{words(node)}")
print("\n".join(f"wrong: {one}" for one in FOUND))

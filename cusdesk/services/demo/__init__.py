"""The fictional commune: invented people, services, plans and a year of attendance."""

from __future__ import annotations

from cusdesk.domain.demo import DEMO_PASSWORD
from cusdesk.services.demo.build import DemoOffice, build_demo
from cusdesk.services.demo.door import enter_demo
from cusdesk.services.demo.removal import remove_demo
from cusdesk.services.fictional import is_fictional

__all__ = [
    "DEMO_PASSWORD",
    "DemoOffice",
    "build_demo",
    "enter_demo",
    "is_fictional",
    "remove_demo",
]

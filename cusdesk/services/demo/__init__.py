"""The fictional commune: invented people, services, plans and a year of attendance."""

from __future__ import annotations

from cusdesk.services.demo.build import DEMO_PASSWORD, DemoOffice, build_demo
from cusdesk.services.demo.removal import remove_demo
from cusdesk.services.fictional import is_fictional

__all__ = ["DEMO_PASSWORD", "DemoOffice", "build_demo", "is_demo", "is_fictional", "remove_demo"]

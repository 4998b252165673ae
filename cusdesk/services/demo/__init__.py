"""The fictional commune: invented people, services, plans and a year of attendance."""

from __future__ import annotations

from cusdesk.services.demo.build import DEMO_PASSWORD, DemoOffice, build_demo, is_demo

__all__ = ["DEMO_PASSWORD", "DemoOffice", "build_demo", "is_demo"]

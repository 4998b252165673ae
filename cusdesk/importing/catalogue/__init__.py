"""A catalogue of services and a list of providers, whatever their shape."""

from __future__ import annotations

from cusdesk.importing.catalogue.reader import guess_maps, read_services
from cusdesk.importing.catalogue.rows import ProviderRow, ServiceRow, ServicesFile

__all__ = ["ProviderRow", "ServiceRow", "ServicesFile", "guess_maps", "read_services"]

"""The open office: making it, opening it, its settings. Every use case takes it first."""

from __future__ import annotations

from cusdesk.services.office.files import (
    FILE_SUFFIX,
    backup_office,
    copies_home,
    last_backup,
    verify_office,
)
from cusdesk.services.office.opened import Office
from cusdesk.services.office.opening import CreatedOffice, create_office, open_office
from cusdesk.services.office.settings import office_header, office_setting, put_setting, setting

__all__ = [
    "FILE_SUFFIX",
    "CreatedOffice",
    "Office",
    "backup_office",
    "copies_home",
    "create_office",
    "last_backup",
    "office_header",
    "office_setting",
    "open_office",
    "put_setting",
    "setting",
    "verify_office",
]

"""Attachments: encrypted files on a resident's card, an application or a talk."""

from __future__ import annotations

from cusdesk.services.attachments.commands import (
    add_file,
    change_attachment,
    read_file,
    retire_attachment,
)
from cusdesk.services.attachments.opened import open_copy
from cusdesk.services.attachments.queries import (
    AttachmentRow,
    attachment_bytes,
    attachment_draft,
    list_attachments,
    save_attachment,
)

__all__ = [
    "AttachmentRow",
    "add_file",
    "attachment_bytes",
    "attachment_draft",
    "change_attachment",
    "list_attachments",
    "open_copy",
    "read_file",
    "retire_attachment",
    "save_attachment",
]

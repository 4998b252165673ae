"""The exception families of the program.

Everything raised on purpose derives from `CusdeskError` and carries a message key with
parameters; `core.messages.describe` turns it into a Polish sentence at the edge (window, command
line). Anything else that escapes is a bug. No exception may carry personal data in its key; what a
person needs to see goes into `params`, which is never logged.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass


class CusdeskError(Exception):
    """Something we expect, to be said in one sentence.

    Attributes:
        key: message key in `resources/messages`.
        params: values for the placeholders of the message.
    """

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field: shown beside the field, never fatal by itself.

    `blocking` problems stop a save; the others are warnings.
    """

    field: str
    key: str
    params: dict[str, object] = dataclasses.field(default_factory=dict)
    blocking: bool = True


class ValidationError(CusdeskError):
    """The draft cannot be saved as it stands."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("errors.validation")
        self.problems = problems


class ConflictError(CusdeskError):
    """The record was changed by somebody else since it was read."""


class NotFoundError(CusdeskError):
    """The record is not there any more."""


class RuleError(CusdeskError):
    """A legal or office rule says no; the message explains the rule and names its source."""


class StorageError(CusdeskError):
    """The office file or the disk: locked, full, read-only, damaged, newer, not ours."""


class DocumentError(CusdeskError):
    """A document could not be made or written."""


class ImportProblemError(CusdeskError):
    """A file brought for import cannot be read at all."""


class OperationCancelledError(CusdeskError):
    """The person pressed cancel: silent."""

    def __init__(self) -> None:
        super().__init__("errors.cancelled")

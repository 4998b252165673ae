"""The fields of a resident's card that a list can fill."""

from __future__ import annotations

FIELDS = (
    "surname",
    "given_name",
    "second_name",
    "birth_surname",
    "pesel",
    "pesel_reason",
    "other_document",
    "birth_date",
    "sex",
    "locality",
    "street",
    "house",
    "flat",
    "postcode",
    "post",
    "solectwo",
    "email",
    "status",
    "status_date",
    "disability",
    "disability_valid_from",
    "disability_valid_to",
    "notes",
)
DATES = ("birth_date", "status_date", "disability_valid_from", "disability_valid_to")
UNSAID = {"status": "active", "disability": "none"}
"""What a list says by saying nothing; never written over what the card says."""
EMPTY = {"disability": "none"}
"""What a card says by saying nothing; a list may fill it. A status is always said."""
PARTS = ("phones", "contact", "note")
"""What a list adds to a card without replacing anything."""

"""Report dataclass in, xlsx out, by XlsxWriter.

Every formula carries its computed value, because LibreOffice shows the stored one; nothing a person
typed is ever written as a formula; the bytes depend only on the content.
"""

from __future__ import annotations

"""Rules of data protection: terms of cases, what an erasure asks for, whom a text names."""

from __future__ import annotations

"""The course of a plan on the screen: from the chain of needs to the closing talk."""

from __future__ import annotations

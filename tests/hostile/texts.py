"""Texts that break programs, each of its own kind; none of them about anybody."""

from __future__ import annotations

import itertools

BOLD = "<b>Jan</b> Nowacki"
LOADS = '<img src="{canary}">Nowacki'
SWALLOWS = "Nowacki <!-- "
ENTITY = "&lt;b&gt; R&D &amp; spółka"
TAG_AFTER_LINE = "Nowacki\n<table><tr><td>x</td></tr></table>"

MARKUP = (BOLD, SWALLOWS, ENTITY, "<a href='file:///'>tu</a>", "<style>*{}</style>x", "<br/>x")
FORMULAS = (
    "=1+1",
    "+48 600 100 200",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://przyklad.invalid","tu")',
    '=DDE("cmd";"/C calc")',
)
STARTERS = ("=1+1", "+1+1", "-1+1", "@A1", "\t=1+1", "\r=1+1", "\x00=1+1")
HIDDEN = (
    "Ann\u202eawon\u202c",
    "An\u200bna\ufeff No\u2060wak",
    "A\x00n\x1bn\x07a\x7f\x9b[31m",
    "Anna\u2028Nowak\u2029z Doliny",
    "\ud83dAnna\udc00",
    "\U000e0041\U000e0042Anna\u00ad",
)
QUOTING = (
    "O'Hara; DROP TABLE residents;--",
    '"; --',
    "100%_sure",
    "{name} {0} %s %(x)s $x",
    "[*]",
    "Kowalski & Syn",
    "\\\\serwer\\udział",
    "../../etc/passwd",
    "CON",
    "a/b:c*?<>|",
)
WIDE = ("Ż" * 300, "👩‍👩‍👧 🧓🏽 𝒩owak", "Z" + "\u0301\u0323" * 40 + "ażółć", "נועה ישראלי", "ﷺ")

ALL = (*MARKUP, *FORMULAS, *STARTERS, *HIDDEN, *QUOTING, *WIDE)


def mixed(canary: str = "/nie/ma.png"):
    """Return an endless supply of texts of every kind, short enough for any field."""
    texts = (LOADS.format(canary=canary), *ALL)
    return itertools.cycle(text[:200] for text in texts)

"""No real person in the repository.

A PESEL with a right check digit may belong to somebody. Tests and examples therefore use births
in the years 1800-1899 and 2100-2299, which nobody living has. Numbers drawn at random and taken
from nowhere, and folders of wholly invented people, are listed in
`tests/data/invented_pesels.txt`, each with what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.rules.repository import Finding, Repository

LIST = "tests/data/invented_pesels.txt"
ELEVEN_DIGITS = re.compile(r"(?<![\w.])[0-9]{11}(?!\w)")
WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
LIVING = {0, 1}
"""What the tens of the month divided by two say: 0 for 1900-1999, 1 for 2000-2099."""


def may_be_somebody(digits: str) -> bool:
    """Say whether eleven digits are a PESEL a living person could have."""
    control = -sum(w * int(d) for w, d in zip(WEIGHTS, digits[:10], strict=True)) % 10
    month, day = int(digits[2:4]), int(digits[4:6])
    is_date = 1 <= month % 20 <= 12 and 1 <= day <= 31
    return control == int(digits[10]) and is_date and month // 20 in LIVING


def check(repository: Repository) -> Iterator[Finding]:
    """Yield valid PESELs that are neither impossible nor listed."""
    table = repository.sources.get(LIST)
    listed = set(re.findall(r"^[\w/.-]+", table.text, re.MULTILINE)) if table else set()
    folders = tuple(entry for entry in listed if entry.endswith("/"))
    for source in repository.sources.values():
        if source.path.endswith(".lock") or source.path == LIST or source.path.startswith(folders):
            continue
        for number, line in enumerate(source.lines, 1):
            for digits in ELEVEN_DIGITS.findall(line):
                if may_be_somebody(digits) and digits not in listed:
                    message = f"{digits} could be somebody's: see the rule in tools/rules/people.py"
                    yield source.finding(number, "pesel", message)

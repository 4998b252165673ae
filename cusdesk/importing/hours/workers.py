"""One spelling of every worker in a file: `Ryś A.`, `ryś adam` and `Adam Ryś` are one person."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.domain.person_names import is_initial
from cusdesk.domain.polish_text import fold
from cusdesk.importing.grid import problem_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.person_names import PersonName
    from cusdesk.importing.hours.model import Visit


def unify_workers(visits: Sequence[Visit]) -> list[Visit]:
    """Return the visits with the fullest, most usual spelling of each worker.

    The same words in another order or without Polish letters are the same worker. An initial stands
    for the only worker of the file with that surname and initial, with a warning; where several
    fit, or none, the name stays as written.
    """
    usual: dict[str, PersonName] = {}
    often = Counter(visit.worker.as_written for visit in visits)
    named = sorted(
        {visit.worker.as_written: visit.worker for visit in visits if visit.worker.words}.values(),
        key=lambda worker: (-_letters(worker), -often[worker.as_written]),
    )
    for worker in named:
        usual.setdefault(worker.key, worker)
    return [_unified(visit, usual) for visit in visits]


def _letters(worker: PersonName) -> int:
    """Return how many letters a name has that plain typing loses."""
    return sum(not sign.isascii() for sign in worker.as_written)


def _unified(visit: Visit, usual: dict[str, PersonName]) -> Visit:
    worker = visit.worker
    if not worker.words:
        return visit
    initials = [fold(word).rstrip(".") for word in worker.words if is_initial(word)]
    whole = {fold(word) for word in worker.words if not is_initial(word)}
    if not initials:
        return replace(visit, worker=usual[worker.key])
    fitting = [other for other in usual.values() if _fits(other, whole, initials)]
    if len(fitting) != 1:
        return visit
    problem = problem_at(
        visit.place, "worker_by_initial", "warning",
        raw=worker.as_written, expected=fitting[0].as_written,
    )  # fmt: skip
    return replace(visit, worker=fitting[0], problems=(*visit.problems, problem))


def _fits(other: PersonName, whole: set[str], initials: list[str]) -> bool:
    words = [fold(word) for word in other.words]
    rest = [word for word in words if word not in whole]
    if any(map(is_initial, other.words)) or not whole <= set(words) or not rest:
        return False
    return len(rest) == len(initials) and all(
        any(word.startswith(initial) for word in rest) for initial in initials
    )

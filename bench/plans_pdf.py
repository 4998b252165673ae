"""100 individual plans (IPUS) as PDF, beside bare reportlab writing the same lines.

    python -m bench.plans_pdf [number of plans]

The bare side gets every line with its place, font and size as a ready list, page by page, and
writes it: nothing is measured, wrapped, broken into pages or framed. Both make one file a plan
and leave it in memory. Reading the plans out of the office is shown on its own line.
"""

from __future__ import annotations

import datetime as dt
import io

from bench._common import Table, argument, race, sandbox
from bench._lines import bare, len_of, lines_of
from bench._office import TODAY, add_service, new_office, people_of
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.plans import (
    ActionDraft,
    AmountPer,
    GoalDraft,
    GoalTerm,
    PlanDraft,
    PlanServiceDraft,
    PlanServiceForm,
    ReviewDraft,
)
from cusdesk.export.pdf.plan import render_plan
from cusdesk.services import plans

BAR = 1.5
NEEDS = (
    "Po złamaniu kości udowej porusza się o kuli i potrzebuje pomocy przy zakupach, kąpieli i"
    " cięższych pracach domowych. Rzadko wychodzi z domu, skarży się na samotność. Bliscy mieszkają"
    " obok, pracują na zmiany i są zmęczeni. Nr"
)
GOAL = "Samodzielnie przygotowuje śniadanie i kolację oraz dba o porządek w kuchni, nr"
RESOURCES = "Chce wrócić do gotowania i śpiewu w kole gospodyń; do świetlicy ma 300 metrów, nr"


def main() -> int:
    """Make all plans both ways; 1 when the bar breaks."""
    count = argument(100)
    with sandbox() as folder:
        office = new_office(folder, max(count, 10)).office
        service = add_service(office, "Usługi opiekuńcze w miejscu zamieszkania")
        ids = [
            plans.create_plan(office, person, draft(number, service)).id
            for number, person in enumerate(people_of(office)[:count])
        ]
        documents = [plans.plan_document(office, plan_id) for plan_id in ids]
        lines, pages = pages_of(documents)
        table = Table(f"{count} plans, {pages} pages, {sum(map(len_of, lines))} lines")
        taken = race(
            {
                "plan_document: out of the office": lambda: [
                    plans.plan_document(office, plan_id) for plan_id in ids
                ],
                "render_plan": lambda: [render_plan(each, io.BytesIO()) for each in documents],
                "bare reportlab, same lines": lambda: [bare(each) for each in lines],
            },
            5,
        )
        for name, seconds in taken.items():
            table.line(name, seconds)
        _read, ours, same = taken.values()
        table.compare("plans beside bare reportlab", ours, same, BAR)
        office.close()
    return int(table.broken)


def draft(number: int, service: bytes) -> PlanDraft:
    """Return a usual plan: 4 goals, 5 services, 3 actions, 3 reviews; no two alike."""
    start, end = dt.date(2026, 7, 1), dt.date(2026, 12, 31)
    return PlanDraft(
        application_date=start - dt.timedelta(12),
        drawn_on=TODAY.date(),
        valid_from=start,
        valid_to=end,
        programme="Program usług społecznych dla gminy Zielona Dolina na lata 2025–2027",
        coordinator="Joanna Wzorcowa",
        needs=f"{NEEDS} {number}. {RESOURCES} {number}.",
        resources=f"{RESOURCES} {number}",
        goals=[
            GoalDraft(term, f"{GOAL} {number}", "liczba posiłków w tygodniu", "co najmniej 10", end)
            for term in list(GoalTerm) * 2
        ],
        services=[
            PlanServiceDraft(
                service_id=service,
                goal_index=place % 4,
                form=next(iter(PlanServiceForm)),
                place=f"w domu, Zagaje {number}",
                schedule="poniedziałek, środa i piątek 8.00–10.00",
                unit=ServiceUnit.HOUR,
                amount=360 + place,
                amount_per=AmountPer.WEEK,
                valid_from=start,
                valid_to=end,
                fee_gr=850,
                funding="program CUS, budżet gminy",
            )
            for place in range(5)
        ],
        actions=[
            ActionDraft(
                "Sąsiadka zagląda po południu i pomaga w zakupach", "sąsiadka", "codziennie"
            )
            for _ in range(3)
        ],
        coordinator_duties="umawia usługi, co miesiąc rozmawia z mieszkańcem i wykonawcami",
        resident_duties="uczestniczy w usługach, odwołuje wizyty dzień wcześniej",
        partner_duties="prowadzą usługi w ustalonych godzinach, zgłaszają nieobecności",
        reviews=[ReviewDraft(due=start + dt.timedelta(50 * n)) for n in (1, 2, 3)],
        contingency=f"Wykonawca przysyła zastępstwo tego samego dnia; dom nr {number}.",
        crisis="Całodobowy telefon wsparcia 999 999 990; w zagrożeniu życia 112.",
        fee_information="Opłata wynosi 8,50 zł za godzinę po uldze 50%, do 15. dnia miesiąca.",
    )


def pages_of(documents) -> tuple[list, int]:
    """Return plan -> pages -> lines, and how many pages our side made of them."""
    made: list[int] = []
    found = lines_of(documents, lambda plan: made.append(render_plan(plan, io.BytesIO())))
    if sum(map(len, found)) != sum(made):
        message = "not every page was caught: the bare side would have less to write"
        raise RuntimeError(message)
    return found, sum(made)


if __name__ == "__main__":
    raise SystemExit(main())

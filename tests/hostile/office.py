"""An office in which every text somebody may type is hostile; written by the services alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from cusdesk.domain.access import Role
from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationDraft,
    ApplicationStatus,
    AskedDocument,
    OutcomeDraft,
    WishedService,
)
from cusdesk.domain.attendance import Mark
from cusdesk.domain.budget import FundingSourceDraft
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceMode, ServiceStatus
from cusdesk.domain.contracts import AnnexDraft, ContractDraft, ContractServiceDraft
from cusdesk.domain.fees.decision import DecisionDraft
from cusdesk.domain.fees.ledger import PaymentDraft, PaymentKind
from cusdesk.domain.fees.rule import FeePrice
from cusdesk.domain.fees.starter import starter_rule
from cusdesk.domain.invoices import InvoiceDraft
from cusdesk.domain.needs_talks import AnswerDraft, TalkDraft, UnmetDraft, UsedService
from cusdesk.domain.office import Approver, Coordinator, OfficeSettingsDraft
from cusdesk.domain.people import PersonDraft
from cusdesk.domain.plans import ActionDraft, GoalDraft, PlanDraft, PlanServiceDraft, ReviewDraft
from cusdesk.domain.providers import ProviderDraft
from cusdesk.domain.residents import PhoneDraft, RepresentativeDraft, ResidentDraft
from cusdesk.domain.special_fields import ProgrammeDraft, SpecialField
from cusdesk.services import (
    applications,
    attendance,
    budget,
    catalogue,
    contracts,
    drafts,
    fees,
    invoices,
    needs_talks,
    office_settings,
    people,
    plans,
    programmes,
    providers,
    residents,
)
from tests.helpers.office import CHEAP
from tests.helpers.people import OTHER_PASSWORD
from tests.hostile.texts import mixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cusdesk.services.office import Office

JUNE = dt.date(2026, 6, 1)
MAY = dt.date(2026, 5, 1)
LONGEST_CODE = 20
CODES = {
    *("house", "flat", "postcode", "number", "nip", "regon", "pesel"),
    *("seller_nip", "buyer_nip", "ksef_number"),
    *("number_pattern", "application_pattern"),
}


@dataclass(frozen=True)
class Hostile:
    """What was written: ids by feature, for opening."""

    residents: list[bytes]
    services: list[bytes]
    providers: list[bytes]
    plans: list[bytes]
    groups: list[bytes]
    talks: list[bytes]
    applications: list[bytes]
    contracts: list[bytes]
    sources: list[bytes]
    invoices: list[bytes]


def records_by_screen(made: Hostile) -> dict[str, list[bytes]]:
    """Return the records each screen is to show: a few of each, their texts are all different."""
    return {
        "residents": made.residents[::4],
        "plans": made.plans[:2],
        "needs_talks": made.talks,
        "applications": made.applications,
        "catalogue": made.services,
        "providers": made.providers,
        "attendance": made.groups,
        "contracts": made.contracts,
        "budget": made.sources,
        "invoices": made.invoices,
    }


def hostile(draft: Any, texts: Iterator[str]) -> Any:
    """Return a draft with every text it has made hostile; numbers, dates and choices stay."""
    found = {}
    for field in fields(draft):
        value = getattr(draft, field.name)
        if type(value) is str and field.name not in CODES:
            found[field.name] = next(texts)
        elif isinstance(value, (list, tuple)) and value and is_dataclass(value[0]):
            found[field.name] = type(value)(hostile(part, texts) for part in value)
    return replace(draft, **found)


def fill(office: Office, canary: str = "/nie/ma.png", count: int = 45) -> Hostile:
    """Write the office; `count` people, so that each text is once somebody's surname."""
    texts = mixed(canary)
    office.take_roles(list(Role))
    settings = hostile(
        OfficeSettingsDraft(coordinators=(Coordinator(),), approvers=(Approver(),)), texts
    )
    office_settings.change(office, settings)
    programme = ProgrammeDraft(special_fields=tuple(SpecialField))
    programmes.create_programme(office, hostile(programme, texts))
    for _ in range(3):
        draft = hostile(PersonDraft(roles=(Role.OUS,)), texts)
        people.add_person(office, draft, OTHER_PASSWORD, cost=CHEAP)
    made = [_resident(office, texts) for _ in range(count)]
    given_by = [providers.create(office, hostile(ProviderDraft(), texts)).id for _ in range(8)]
    offered = [_service(office, texts, given_by[n]) for n in range(8)]
    groups = [_group(office, texts, offered[n], made[n * 5 : n * 5 + 5]) for n in range(3)]
    plan_ids = [_plan(office, texts, made[n], offered, given_by) for n in range(4)]
    talks = [_talk(office, texts, made[n]) for n in (0, 0, 1)]
    asked = [_application(office, texts, made[n]) for n in (0, 1)]
    sources = [budget.create(office, hostile(FundingSourceDraft(), texts)).id for _ in range(2)]
    signed = [
        _contract(office, texts, given_by[n], offered[n], sources[n]) for n in range(len(sources))
    ]
    billed = [_invoice(office, texts, given_by[n], contract) for n, contract in enumerate(signed)]
    _fees(office, texts, made[:3], offered[0])
    drafts.keep(office, "residents.new", "7", {"surname": next(texts), "notes": next(texts)})
    residents.retire_resident(office, made[-1])
    providers.retire(office, given_by[-1])
    return Hostile(
        made[:-1], offered, given_by[:-1], plan_ids, groups, talks, asked, signed, sources, billed
    )


def _fees(office: Office, texts: Iterator[str], people: list[bytes], service: bytes) -> None:
    """Write a rule, decisions, a confirmed month, money by hand and a waiver."""
    price = FeePrice(dt.date(2026, 1, 1), 4_500)
    rule = replace(starter_rule("suo_national"), services=(service,), prices=(price,))
    fees.create_rule(office, hostile(rule, texts))
    for person in people:
        draft = DecisionDraft(person, service, valid_from=MAY, income_gr=700_000)
        fees.create_decision(office, hostile(draft, texts))
        visit = attendance.VisitDraft(person, service, MAY, minutes=60)
        attendance.add_visits(office, [replace(visit, worker=next(texts))])
    fees.confirm_month(office, MAY, fees.month_fees(office, MAY).seal)
    for kind in (PaymentKind.CASH, PaymentKind.WAIVER):
        paid = PaymentDraft(people[0], kind, JUNE, 100, "x", "x")
        fees.add_payment(office, hostile(paid, texts))


def _invoice(office: Office, texts: Iterator[str], provider: bytes, contract: bytes) -> bytes:
    draft = InvoiceDraft(
        number="1/2026",
        provider_id=provider,
        contract_id=contract,
        issued_on=JUNE,
        received_on=JUNE,
        gross_gr=3200,
    )
    return invoices.create(office, hostile(draft, texts)).id


def _contract(
    office: Office, texts: Iterator[str], provider: bytes, service: bytes, source: bytes
) -> bytes:
    draft = ContractDraft(
        number="1/2026",
        provider_id=provider,
        valid_from=JUNE,
        funding_source_id=source,
        services=(ContractServiceDraft(service, rate_gr=3200),),
        annexes=(AnnexDraft(valid_from=JUNE),),
    )
    return contracts.create(office, hostile(draft, texts)).id


def _resident(office: Office, texts: Iterator[str]) -> bytes:
    draft = ResidentDraft(
        birth_date=dt.date(1950, 1, 2),
        phones=[PhoneDraft("600100200")],
        representatives=[RepresentativeDraft()],
    )
    saved = residents.create_resident(office, hostile(draft, texts))
    residents.change_fields(office, saved.id, {"notes": next(texts)}, saved.version)
    residents.add_note(office, saved.id, JUNE, f"x{next(texts)}")
    return saved.id


def _application(office: Office, texts: Iterator[str], resident: bytes) -> bytes:
    draft = ApplicationDraft(
        applicant_kind=ApplicantKind.CARER,
        services=(WishedService(),),
        documents=(AskedDocument(asked_on=JUNE),),
    )
    made = applications.register(office, resident, hostile(draft, texts)).id
    receipt = applications.present_receipt(office)
    applications.correct_receipt(office, made, receipt, next(texts))
    today = office.clock.today()
    refusal = OutcomeDraft(ApplicationStatus.REFUSED, today)
    applications.decide(office, made, hostile(refusal, texts))
    applications.reopen(office, made, next(texts))
    passed = OutcomeDraft(ApplicationStatus.PASSED_ON, today, consented_on=today)
    applications.close(office, made, hostile(passed, texts))
    return made


def _talk(office: Office, texts: Iterator[str], resident: bytes) -> bytes:
    talk = needs_talks.create_talk(office, resident).id
    draft = hostile(TalkDraft(used=(UsedService(),)), texts)
    values = {f.name: getattr(draft, f.name) for f in fields(draft)}
    values = {name: value for name, value in values.items() if name not in {"held_on", "answers"}}
    needs_talks.change_talk(office, talk, values)
    answer = hostile(AnswerDraft(level=2), texts)
    said = {"level": 2, "deficit": answer.deficit, "resource": answer.resource}
    needs_talks.change_answer(office, talk, "access", said)
    needs_talks.add_unmet_need(office, resident, hostile(UnmetDraft(), texts), talk)
    return talk


def _service(office: Office, texts: Iterator[str], provider: bytes) -> bytes:
    draft = ServiceDraft(
        area=ServiceArea("health"), mode=ServiceMode.INDIVIDUAL, status=ServiceStatus.REGULAR
    )
    draft = hostile(draft, texts)
    return catalogue.create(
        office, replace(draft, aliases=[next(texts)], provider_ids=[provider])
    ).id


def _group(office: Office, texts: Iterator[str], service: bytes, members: list[bytes]) -> bytes:
    draft = hostile(attendance.GroupDraft(service_id=service), texts)
    group, _changes = attendance.create_group(office, draft, members)
    attendance.add_meetings(office, group, [JUNE, JUNE.replace(day=8)], minutes=60)
    grid = attendance.month_grid(office, group, JUNE)
    attendance.write_marks(
        office,
        [
            attendance.MarkEntry(m.id, p.resident_id, Mark.PRESENT)
            for m in grid.meetings
            for p in grid.people
        ],
    )
    visit = attendance.VisitDraft(members[0], service, JUNE, minutes=60)
    attendance.add_visits(office, [replace(visit, worker=next(texts), activities=next(texts))])
    return group


def _plan(office, texts, resident, offered, given_by) -> bytes:
    draft = PlanDraft(
        valid_from=JUNE,
        valid_to=dt.date(2026, 12, 1),
        application_date=JUNE,
        drawn_on=JUNE,
        goals=[GoalDraft(), GoalDraft()],
        services=[
            PlanServiceDraft(service_id=s, provider_id=p, amount=60)
            for s, p in zip(offered[:4], given_by, strict=False)
        ],
        actions=[ActionDraft(), ActionDraft()],
        reviews=[ReviewDraft(due=dt.date(2026, 9, 1))],
    )
    draft = replace(hostile(draft, texts), agreed_by="", approved_by="", approved_post="")
    saved = plans.create_plan(office, resident, draft)
    plans.agree_plan(office, saved.id, saved.version, agreed_by=next(texts), on=JUNE)
    version = plans.get_plan(office, saved.id).version
    plans.approve_plan(
        office, saved.id, version, approved_by=next(texts), post=next(texts), on=JUNE
    )
    return saved.id

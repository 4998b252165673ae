"""Applications of the fictional commune: waiting, decided, passed on, a first contact."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.applications import (
    DECIDED,
    ApplicantKind,
    ApplicationChannel,
    ApplicationDraft,
    ApplicationStatus,
    AskedDocument,
    OutcomeDraft,
    Receipt,
    WishedService,
)
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.times_of_day import parse_time
from cusdesk.services import applications

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

_TEXTS = ("applicant_name", "applicant_phone", "applicant_basis", "description", "wishes")


def write_applications(build: Build) -> None:
    """Write the entries of `demo_applications.toml`, the oldest first."""
    for row in dictionary("demo_applications")["entry"]:
        day = build.today - dt.timedelta(days=row["days"])
        channel = ApplicationChannel(row.get("channel", "in_person"))
        resident_id = build.people[row["resident"] % len(build.people)][0]
        made = applications.register(
            build.office,
            resident_id,
            _draft(build, row, day),
            Receipt(day, parse_time(row["time"]) or 0, channel),
            is_contact=row.get("is_contact", False),
        )
        if "outcome" in row:
            _end(build, made.id, dict(row["outcome"]))


def _draft(build: Build, row: dict[str, Any], day: dt.date) -> ApplicationDraft:
    def ago(days: int) -> dt.date | None:
        """Return the day so many days before today; 0 means no date."""
        return build.today - dt.timedelta(days=days) if days else None

    service = row.get("service")
    service_id = None if service is None else build.service_ids[service % len(build.service_ids)]
    relief = row.get("relief", "")
    return ApplicationDraft(
        applicant_kind=ApplicantKind(row.get("applicant_kind", "self")),
        programme=build.words["programme"],
        coordinator=build.rng.choice(build.words["coordinators"]),
        services=(WishedService(service_id, row.get("words", "")),),
        conditions_stated_on=day if row.get("stated") else None,
        relief_stated_on=day if relief else None,
        relief_ground=relief,
        documents=tuple(
            AskedDocument(name, ago(asked), ago(due), ago(delivered))
            for name, asked, due, delivered in row.get("documents", ())
        ),
        **{name: row.get(name, "") for name in _TEXTS},
    )


def _end(build: Build, application_id: bytes, row: dict[str, Any]) -> None:
    day = build.today - dt.timedelta(days=row.pop("days"))
    consented, back = row.pop("consented", False), row.pop("back", 0)
    draft = OutcomeDraft(
        kind=ApplicationStatus(row.pop("kind")),
        decided_on=day,
        consented_on=day if consented else None,
        check_back_on=build.today + dt.timedelta(days=back) if back else None,
        **row,
    )
    service = applications.decide if draft.kind in DECIDED else applications.close
    service(build.office, application_id, draft)

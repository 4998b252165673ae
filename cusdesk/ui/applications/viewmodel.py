"""What the screen of applications knows and offers, without widgets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.errors import RuleError
from cusdesk.domain.applications import ApplicationDraft, check_application
from cusdesk.services import applications, catalogue, office_settings, plans
from cusdesk.services.programmes import list_programmes
from cusdesk.ui.common.form import Choice
from cusdesk.ui.common.record import RecordCalls

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem
    from cusdesk.domain.changes import Changes
    from cusdesk.services.applications import ApplicationDetails, KnownPerson
    from cusdesk.services.office import Office
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext

REFRESH_ON = ("applications", "plans", "residents", "catalogue", "protection", "needs_talks")


@dataclass(frozen=True, slots=True)
class _Known:
    services: list[Choice]
    programmes: list[Choice]
    coordinators: list[Choice]


class ApplicationChoices(QObject):
    """Services, programmes, coordinators and people of the card, always as they are now."""

    changed = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._known = _Known([], [], [])
        self._people: list[Choice] = []
        context.bus.changed.connect(self._on_changes)

    def load(self) -> None:
        """Read them."""
        operation = self._context.ops.read(_known, self._context.office)
        operation.replacing("application-choices").on_success(self._on_read).run()

    def services(self) -> list[Choice]:
        """Return the services, in Polish order."""
        return self._known.services

    def programmes(self) -> list[Choice]:
        """Return programmes of the office and those written so far."""
        return self._known.programmes

    def coordinators(self) -> list[Choice]:
        """Return who may coordinate."""
        return self._known.coordinators

    def people(self) -> list[Choice]:
        """Return who may apply for the person served."""
        return self._people

    def show_people(self, people: tuple[KnownPerson, ...]) -> None:
        """Offer the people of another card."""
        self._people = [Choice(person.name, person.name) for person in people]

    def _on_read(self, found: _Known) -> None:
        self._known = found
        self.changed.emit()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("applications", "catalogue", "programmes", "office"):
            self.load()


def _known(office: Office) -> _Known:
    services = [Choice(service_id, name) for service_id, name in catalogue.names(office)]
    named = [row.draft.name for row in list_programmes(office)]
    people = [person.name for person in office_settings.get(office).coordinators]
    if office.may("plans.see"):
        named += plans.programmes(office)
        people += plans.coordinators(office)
    people += applications.coordinators(office)
    return _Known(services, _texts(named), _texts([*people, office.user_name]))


def _texts(names: list[str]) -> list[Choice]:
    return [Choice(name, name) for name in dict.fromkeys(names) if name]


def record_calls(office: Office) -> RecordCalls[ApplicationDraft]:
    """Return the services behind the form."""
    return RecordCalls(
        "applications",
        ApplicationDraft,
        partial(applications.get_application, office),
        _draft_of,
        _no_form,
        partial(_change, office),
        partial(_check, office),
        refresh_on=REFRESH_ON,
    )


def _draft_of(details: ApplicationDetails) -> ApplicationDraft:
    return details.draft


def _no_form(_draft: ApplicationDraft) -> Saved:
    """An application begins in its own window, never on the form."""
    raise RuleError("applications.rule.not_a_fact")


def _change(office: Office, application_id: bytes, draft: ApplicationDraft, name: str) -> Saved:
    return applications.change_fields(office, application_id, {name: getattr(draft, name)})


def _check(office: Office, draft: ApplicationDraft, _application_id: bytes | None) -> list[Problem]:
    return check_application(draft, office.clock.today())


def title_of(details: ApplicationDetails) -> str:
    """Return the head of the page: number and person."""
    from cusdesk.core.messages import tr

    key = "applications.head.contact" if details.is_contact else "applications.head.title"
    return tr(key, number=details.row.number, name=details.row.resident_name)

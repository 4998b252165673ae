"""How every dialog of the program is opened over the invented commune: class → a way in.

What a dialog is given is what its screen would give it; where the small commune has no such
record, one is made up.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from cusdesk.core.cancel import CancelToken
from cusdesk.domain.fees.decision import DecisionDraft
from cusdesk.domain.fees.instalments import InstalmentDraft
from cusdesk.domain.fees.rule import FeeRule
from cusdesk.domain.protection.registers import REGISTERS
from cusdesk.services import (
    attachments,
    budget,
    clocks,
    fees,
    history,
    imports,
    needs_talks,
    papers,
    people,
    plans,
    programmes,
    recruitment,
)
from cusdesk.services.attendance.board import attendance_board
from cusdesk.services.attendance.series import next_year
from cusdesk.services.papers import clauses, settings, summary, templates
from cusdesk.services.protection import erasure
from cusdesk.services.updates import Installed
from cusdesk.ui.applications.viewmodel import ApplicationChoices
from cusdesk.ui.attendance.grid.paste import plan_paste
from cusdesk.ui.attendance.grid.state import GridState
from cusdesk.ui.common.behind import BehindColumn, BehindList, BehindRow
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.grid.paste import PastedCell
from cusdesk.ui.fees.rule_form import rule_form
from cusdesk.ui.months.viewmodel import read_page
from cusdesk.ui.plans.dialogs import Agreement, agreement_spec
from cusdesk.ui.plans.handing import Hands, InHands
from cusdesk.ui.protection.registers.dialog import form_needs
from cusdesk.ui.recruitment.forms import edition_form, fields_of
from cusdesk.ui.shell.actions import Actions
from cusdesk.ui.shell.palette import Entry
from tests.conftest import MONDAY
from tests.ui.access.shop import made_up
from tests.ui.common.test_pdf_preview import pdf

NAME = "Wyszogrodzka-Pierzchałowska Aleksandra Wirginia"
"""As long as names are."""
WORDS = "Podopieczna prosi o pomoc w zakupach i o towarzyszenie u lekarza dwa razy w tygodniu."
_DAY = dt.date(2026, 6, 1)


def _write(_draft):
    raise AssertionError("a dialog is looked at, it writes nothing")


def _form():
    fields = [FieldSpec("day", "fields.editions.opens_on", "date")]
    return FormSpec([Section("", fields)])


@dataclasses.dataclass
class _Draft:
    day: dt.date | None = None


def _form_dialog(cls, shop):
    return cls(shop.context, NAME, _form(), _Draft(), _write, "Zapisz", shop.window, WORDS)


def _series(cls, shop):
    return cls(shop.context, *shop.group(), shop.today, shop.window)


def _marks(cls, shop):
    board = attendance_board(shop.office, shop.group()[0].id, shop.meetings()[0].date)
    state = GridState(board, all_days=False)
    text = "x\tcoś\nnie wiem\tx\n" + "x\n" * 30
    return cls(shop.window, state, plan_paste(state, text, [(0, 0)]))


def _cells(cls, shop):
    cells = [PastedCell(0, 0, "x", ""), PastedCell(0, 1, "", WORDS), PastedCell(1, 0, "y", "")]
    return cls(shop.window, cells, ["Nazwisko i imię", "Adres zamieszkania"])


def _own_clock(cls, shop):
    return cls(shop.context, clocks.get_own(shop.office, shop.id("own_clocks")), shop.window)


def _attachment(cls, shop):
    entry = made_up(attachments.AttachmentRow, size=7, version=1, issued_on=None, valid_to=None)
    return cls(shop.context, shop.window, entry, [])


def _behind(cls, shop):
    columns = (BehindColumn("fields.editions.name"), BehindColumn("fields.editions.notes"))
    rows = (BehindRow(b"1", (NAME, WORDS), ("residents", b"1")),)
    return cls(shop.context, BehindList(NAME, columns, rows), shop.window)


def _paper(cls, shop):
    draft = summary.blank_draft(shop.office, "application")
    return cls(shop.window, shop.context, draft, pdf(1))


def _take_back(cls, shop):
    entry = made_up(history.HistoryEntry, moment=MONDAY, user_name=NAME, field="adres")
    view = history.TakeBackView(None, "adres", WORDS, WORDS, (entry, entry), ("miejscowość",))
    return cls(shop.window, view)


def _fee_line():
    return made_up(
        fees.FeeLine, resident=NAME, service="Usługi sąsiedzkie", rule="Uchwała", month=_DAY,
        unit="hour", unit_minutes=60, quantity=600, total_gr=9000, amount_gr=9000, before_gr=None,
        decision_id=None, run_id=None, steps=(), warnings=(), is_blocked=False, is_change=False,
        is_gone=False, full_gr=12000, market_gr=20000, due_on=_DAY,
    )  # fmt: skip


def _decision(cls, shop):
    choices = fees.decision_choices(shop.office)
    return cls(shop.context, choices, DecisionDraft(), _write, shop.window, text=WORDS)


def _rule(cls, shop):
    words = ("Nowe zasady odpłatności", "Wpisz", WORDS)
    return cls(shop.context, words, rule_form(shop.office), FeeRule(), _write, shop.window)


def _invoices(cls, shop):
    row = made_up(
        imports.PlannedRow, outcome="new", row=7, sheet="Faktury", title="FV/7/2026",
        payload={"gross_gr": 12300},
    )  # fmt: skip
    plan = imports.ImportPlan("invoices", "faktury za czerwiec.xlsx", "0", [row])
    return cls(shop.context, plan, shop.window)


def _clause(cls, shop):
    return cls(shop.context, clauses.list_clauses(shop.office)[0], shop.window)


def _signing(cls, shop):
    return cls(shop.context, *settings.paper_settings(shop.office), shop.window)


def _template(cls, shop):
    checked = templates.TemplateCheck("pismo.docx", b"", ("mieszkaniec.imie", "dzisiaj"), ())
    return cls(shop.context, checked, shop.window)


def _meeting_paper(cls, shop):
    found = clocks.list_entries(shop.office, "quarterly_meeting") or clocks.list_entries(
        shop.office
    )
    return cls(shop.context, found, shop.window)


def _handing(cls, shop):
    held = [InHands("plans", b"1", f"{NAME}, IPUS/1/2026"), InHands("plans", b"2", NAME)]
    return cls(shop.window, shop.context, Hands("Maria Przykładowa", held))


def _plan_step(cls, shop):
    spec = agreement_spec(["Maria Przykładowa"])
    return cls(shop.window, shop.context, "agree", spec, Agreement())


def _plan_paper(cls, shop):
    document = plans.paper_of(shop.office, shop.id("plans"))
    return cls(shop.window, document, pdf(1), plans.document_gaps(document), shop.context)


def _gaps(cls, shop):
    gaps = [plans.PlanGap("needs", "needs", WORDS)] * 12
    return cls(shop.window, gaps, "Zapisz mimo to")


def _package(cls, shop):
    package = plans.PackageRow(b"1", NAME, WORDS, ("Usługi sąsiedzkie", "Klub seniora"))
    return cls(shop.window, shop.context, package)


def _entry(register):
    def open_it(cls, shop):
        known = form_needs(shop.office, register).known
        return cls(shop.context, REGISTERS[register], None, known, shop.window)

    return open_it


def _edition(cls, shop):
    found = recruitment.get_edition(shop.office, shop.id("editions"))
    made = cls(
        shop.context, "Zmień nabór", edition_form(shop.office, is_frozen=False),
        fields_of(found.draft), _write, "Zapisz", shop.window, WORDS,
    )  # fmt: skip
    made.make_room()
    return made


def _declarations(cls, shop):
    row = made_up(recruitment.DeclarationRow, name=NAME, lacks=("PESEL", "adres"))
    return cls(shop.context, shop.id("editions"), [row] * 4, shop.window)


def _group(cls, shop):
    edition = shop.id("editions")
    return cls(shop.context, edition, recruitment.groups_for(shop.office, edition), shop.window)


def _intake(cls, shop):
    source = recruitment.pasted_list([
        ["Lp.", "Nazwisko i imię", "Data urodzenia", "Miejscowość"],
        ["1", NAME, "7.08.2016", "Żabno"],
        ["2", "Sowa Adam", "nie wiadomo", "Żabno"],
    ])  # fmt: skip
    plan = recruitment.plan_candidates(shop.office, shop.id("editions"), source)
    return cls(shop.context, source, plan, shop.window)


def _help(cls, shop):
    return cls(shop.window, Actions(shop.window), "recruitment", shop.context.ops)


def _palette(cls, shop):
    return cls(shop.window, shop.context.ops, [Entry("Terminy", WORDS, "calendar", print)], None)


def _plain(cls, shop):
    return cls(shop.context, shop.window)


def _of_resident(*more):
    def open_it(cls, shop):
        return cls(shop.context, shop.id("residents"), *more, shop.window)

    return open_it


def _month(cls, shop):
    return cls(shop.context, read_page(shop.office, dt.date(2026, 5, 1)), shop.window)


WAYS = {
    "applications.new_dialog.NewApplicationDialog": lambda cls, s: cls(
        s.context, ApplicationChoices(s.context, s.window), s.window
    ),
    "applications.steps.StepDialog": _form_dialog,
    "attendance.grid.paste.PastePreview": _marks,
    "attendance.group_dialog.NewGroupDialog": _plain,
    "attendance.meeting_dialog.MeetingDialog": lambda cls, s: cls(
        s.context, s.meetings()[0], s.window
    ),
    "attendance.member_dialogs.LeaveDialog": lambda cls, s: cls(s.member(), s.today, s.window),
    "attendance.member_dialogs.PlanDialog": lambda cls, s: cls(s.member(), 60, s.window),
    "attendance.paper.PaperDialog": lambda cls, s: cls(
        s.context, s.group()[0].id, s.meetings(), s.window
    ),
    "attendance.series.breaks_dialog.BreaksDialog": _plain,
    "attendance.series.change_dialog.SeriesDialog": _series,
    "attendance.series.year_dialog.NextYearDialog": lambda cls, s: cls(
        s.context, next_year(s.office, s.group()[0].id), s.window
    ),
    "attendance.visits.sheets_dialog.SheetsDialog": lambda cls, s: cls(s.context, _DAY, s.window),
    "audit.keeping_dialog.KeepingDialog": _plain,
    "budget.year_page.PlanDialog": lambda cls, s: cls(
        s.context, (s.id("funding_sources"), NAME, 2026), budget.PlanDraft(), s.window
    ),
    "catalogue.provider_dialog.ProviderDialog": _plain,
    "catalogue.starter_dialog.StarterDialog": _plain,
    "clocks.dialogs.OwnClockDialog": lambda cls, s: cls(s.context, None, s.window),
    "clocks.dialogs.OwnClockDialog/known": _own_clock,
    "common.attachment_dialog.AttachmentDialog": _attachment,
    "common.behind.BehindDialog": _behind,
    "common.disclosure.DisclosureDialog": _of_resident(WORDS),
    "common.form_dialog.FormDialog": _form_dialog,
    "common.grid.paste.PastePreview": _cells,
    "common.papers.PaperPreview": _paper,
    "common.pdf_preview.PdfPreview": lambda cls, s: cls(
        s.window, NAME, pdf(1), "pismo.pdf", s.context.ops, lambda: pdf(1)
    ),
    "common.progress.ProgressDialog": lambda cls, _s: cls(NAME, CancelToken()),
    "common.record.history.HistoryDialog": lambda cls, s: cls(
        s.context, "residents", s.id("residents"), NAME, s.window
    ),
    "common.record.take_back.TakeBackDialog": _take_back,
    "computer.dialog.ComputerDialog": lambda cls, s: cls(s.window, s.context.ops),
    "fees.account_dialog.AccountDialog": _of_resident(),
    "fees.bank_dialog.BankDialog": lambda cls, s: cls(s.context, s.window, WORDS),
    "fees.decision_dialog.DecisionDialog": _decision,
    "fees.explain_dialog.ExplainDialog": lambda cls, s: cls(s.context, _fee_line(), s.window),
    "fees.parts_dialog.PartsDialog": _of_resident(NAME),
    "fees.parts_form.PartsForm": lambda cls, s: cls(s.context, InstalmentDraft(), NAME, s.window),
    "fees.payment_dialog.PaymentDialog": lambda cls, s: cls(s.context, (None, ""), s.window),
    "fees.rule_dialog.RuleDialog": _rule,
    "invoices.import_dialog.ImportDialog": _invoices,
    "months.dialogs.CloseDialog": _month,
    "months.dialogs.ReopenDialog": _month,
    "needs_talks.dialogs.PersonDialog": lambda cls, s: cls(
        s.context, "Nowa rozmowa", "Zacznij", s.window
    ),
    "needs_talks.dialogs.UnmetDialog": lambda cls, s: cls(
        s.context, s.window, row=needs_talks.list_unmet_needs(s.office)[0]
    ),
    "office.paper_dialogs.ClauseDialog": _clause,
    "office.paper_dialogs.SigningDialog": _signing,
    "office.programmes.ProgrammeDialog": lambda cls, s: cls(
        s.context, programmes.list_programmes(s.office)[0], s.window
    ),
    "office.templates.AddDialog": _template,
    "papers.new.MeetingDialog": _meeting_paper,
    "papers.new.SummaryDialog": lambda cls, s: cls(s.context, _DAY, s.today, s.window),
    "papers.own.OwnTemplateDialog": lambda cls, s: cls(
        s.context, [templates.TemplateRow(b"1", NAME, "pismo.docx")], s.window
    ),
    "papers.screen.CancelDialog": lambda cls, s: cls(
        s.context, made_up(papers.PaperRow, number="P/7/2026", form_title=NAME), s.window
    ),
    "people.dialogs.OwnPasswordDialog": _plain,
    "people.dialogs.PersonDialog": lambda cls, s: cls(s.context, None, s.window),
    "people.dialogs.RecoveryDialog": _plain,
    "people.dialogs.SetPasswordDialog": lambda cls, s: cls(
        s.context, people.list_people(s.office)[0], s.window
    ),
    "people.sheet_dialog.SheetDialog": _plain,
    "plans.dialogs.StepDialog": _plan_step,
    "plans.handing.HandingDialog": _handing,
    "plans.new_dialog.NewPlanDialog": lambda cls, s: cls(s.window, s.context),
    "plans.output.GapsDialog": _gaps,
    "plans.output.PlanPreview": _plan_paper,
    "plans.packages_page.PackageDialog": _package,
    "protection.erase_dialog.EraseDialog": lambda cls, s: cls(
        s.context, erasure.preview(s.office, s.id("residents")), s.window
    ),
    **{f"protection.registers.dialog.EntryDialog/{name}": _entry(name) for name in REGISTERS},
    "recruitment.declarations_dialog.DeclarationsDialog": _declarations,
    "recruitment.edition_dialog.EditionDialog": _edition,
    "recruitment.group_dialog.GroupDialog": _group,
    "recruitment.intake_dialog.IntakeDialog": _intake,
    "residents.picker.PersonPicker": lambda cls, s: cls(s.window, s.context, NAME),
    "shell.crash_dialog.CrashDialog": lambda cls, s: cls(s.window, "A1B2C3", f"{WORDS}\n" * 40),
    "shell.help_dialog.HelpDialog": _help,
    "shell.kept_text.KeptText": lambda cls, s: cls([(NAME, [("Uwagi", WORDS)])], s.window),
    "shell.palette.Palette": _palette,
    "updates.dialog.UpdateDialog": lambda cls, s: cls(
        s.window, s.context.ops, s.office, print, installed=Installed("portable"), keys={}
    ),
}
"""`module.Class` below `cusdesk.ui` (and which of several forms) → opens it."""

BASES = {
    "attendance.member_dialogs._Question",
    "common.dialog.CommandDialog",
    "fees.beside.TwoHalves",
    "months.dialogs._WordsDialog",
    "people.dialogs._Dialog",
}
"""What other dialogs are made of; nobody sees it alone."""

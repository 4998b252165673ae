"""Services on the screen: fields are written when left, a new one waits, undo shows at once."""

from __future__ import annotations

from PySide6.QtCore import Qt

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceUnit
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import catalogue, drafts, history, providers
from cusdesk.services.catalogue import Shown
from cusdesk.ui.catalogue.provider_dialog import ProviderDialog
from cusdesk.ui.catalogue.screen import CatalogueScreen
from cusdesk.ui.catalogue.starter_dialog import StarterDialog
from cusdesk.ui.common.record.history import HistoryDialog


def type_into(screen, name, text):
    """Type into a field and leave it, as a person does."""
    field = screen.form.field(name)
    field.editor.setText(text)
    field.edited.emit()
    field.left.emit()


def listed(screen):
    return [screen.panel.model.row_at(n).name for n in range(screen.panel.model.rowCount())]


def test_a_left_field_is_written_and_the_list_follows(screen, office, joga):
    screen.show_record(joga)
    assert screen.form.value("name") == "Joga"
    type_into(screen, "price_gr", "12,50")

    assert catalogue.get(office, joga).draft.price_gr == 1250
    screen.show_list()
    assert screen.panel.model.row_at(0).price_gr == 1250


def test_a_refused_field_says_why_and_keeps_the_data(screen, office, joga):
    screen.show_record(joga)
    type_into(screen, "name", "  ")
    assert catalogue.get(office, joga).draft.name == "Joga"
    assert screen.form.field("name").widget.property("state") == "problem"


def test_undo_elsewhere_shows_on_the_form(screen, office, joga, ops, clock):
    clock.advance(minutes=5)
    screen.show_record(joga)
    type_into(screen, "place", "świetlica")
    ops.write(history.undo, office).run()
    assert screen.form.value("place") == ""


def test_undo_of_the_creation_leaves_the_form(screen, office, joga, ops):
    screen.show_record(joga)
    ops.write(history.undo, office).run()
    assert not screen.parts.form.isEnabled()


def test_the_unit_takes_its_limit_along(screen, office, joga):
    catalogue.change_fields(office, joga, {"limit_minutes": 600})
    screen.show_record(joga)
    combo = screen.form.field("unit").combo
    combo.setCurrentIndex(combo.findText("spotkanie"))
    combo.activated.emit(combo.currentIndex())

    draft = catalogue.get(office, joga).draft
    assert (draft.unit, draft.limit_minutes) == (ServiceUnit.MEETING, None)
    assert screen.form.field("limit_units").widget.isVisible()
    assert not screen.form.field("limit_minutes").widget.isVisible()


def test_a_new_service_waits_as_a_draft_until_it_is_created(screen, office, office_context, qtbot):
    screen.start_new()
    type_into(screen, "name", "Zupełnie nowa usługa")
    assert len(catalogue.list_ids(office)) == 1
    screen.show_list()

    other = CatalogueScreen(office_context)  # as after the program was closed
    qtbot.addWidget(other)
    other.start_new()
    assert other.form.value("name") == "Zupełnie nowa usługa"
    other.editor.create()
    assert catalogue.find_service(office, "Zupełnie nowa usługa")[0].certain
    assert drafts.drafts(office, "catalogue.new") == []


def test_a_new_service_without_a_name_is_not_made(screen, office):
    screen.start_new()
    screen.editor.create()
    assert len(catalogue.list_ids(office)) == 1
    assert screen.form.field("name").widget.property("state") == "problem"


def test_a_near_name_is_pointed_at_while_typing(screen):
    screen.start_new()
    type_into(screen, "name", "JOGA")
    assert screen.form.field("name").widget.property("state") == "warning"


def test_the_side_says_what_the_numbers_mean(screen, joga):
    screen.show_record(joga)
    type_into(screen, "market_price_gr", "40")
    said = screen.side.price.text().replace("\u00a0", " ")
    assert said == (
        "Mieszkaniec płaci 25% ceny rynkowej (40,00 zł). Centrum dokłada 30,00 zł do jednostki."
    )
    assert screen.side.limit.text() == "Bez limitu."


def test_the_bin_hides_shows_and_gives_back(screen, office, joga, notices):
    screen.show_record(joga)
    screen._retire.click()
    assert listed(screen) == []
    screen.shown.setCurrentIndex(list(Shown).index(Shown.RETIRED))
    assert listed(screen) == ["Joga"]
    screen.show_record(joga)
    assert not screen.form.isEnabled()
    screen._restore.click()
    assert screen.form.isEnabled()
    assert catalogue.list_ids(office) == [joga]


def test_the_notice_of_the_bin_offers_undo(screen, office, joga, notices):
    screen.show_record(joga)
    screen._retire.click()
    notices.list[-1].action()
    assert catalogue.list_ids(office) == [joga]
    assert listed(screen) == ["Joga"]


def test_filters_of_the_list_ask_the_service(screen, office):
    catalogue.create(office, ServiceDraft(name="Logopeda", area=ServiceArea.FAMILY_SUPPORT))
    screen.panel.load()
    assert listed(screen) == ["Logopeda", "Joga"]
    screen.panel.view.set_filter(0, "yoga")  # an alias finds it too
    assert listed(screen) == ["Joga"]


def test_a_new_provider_joins_the_service(screen, office, office_context, joga, qtbot):
    screen.show_record(joga)
    dialog = ProviderDialog(office_context, screen)
    dialog.provider_created.connect(screen._on_provider_created)
    dialog.create_provider()
    assert dialog.form.field("name").widget.property("state") == "problem"
    dialog.form.field("name").editor.setText("Klub Ruchu")
    dialog.create_provider()

    details = catalogue.get(office, joga)
    assert details.provider_names == ("Klub Ruchu",)
    assert screen.form.draft().provider_ids[0].provider_id == details.draft.provider_ids[0]


def test_providers_of_other_screens_can_be_chosen_at_once(screen, office, joga, ops):
    ops.write(providers.create, office, ProviderDraft(name="Gabinet")).run()
    assert [c.text for c in screen.choices.providers()] == ["Gabinet"]


def test_starter_services_are_ticked_by_set(office_context, office, screen, qtbot):
    dialog = StarterDialog(office_context, screen)
    top = dialog.tree.topLevelItem(0)
    assert not dialog.take.isEnabled()
    top.setCheckState(0, Qt.CheckState.Checked)
    assert len(dialog.ticked()) == top.childCount()

    dialog.take.click()
    assert len(catalogue.list_ids(office)) == top.childCount() + 1
    again = StarterDialog(office_context, screen)
    again.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    assert again.ticked() == []


def test_the_starter_catalogue_is_searched(office_context, screen):
    dialog = StarterDialog(office_context, screen)
    dialog.search.setText("sasiedzkie")
    shown = [i.text(0) for i in dialog._services() if not i.isHidden()]
    assert "Usługi sąsiedzkie" in shown
    assert len(shown) < 5


def test_a_very_long_name_does_not_stretch_the_window(screen, office, joga):
    catalogue.change_fields(office, joga, {"name": "Bardzo długa nazwa " * 10})
    screen.show_record(joga)
    assert screen.minimumSizeHint().width() < 1150


def test_the_history_of_a_service_is_readable(screen, office, joga, clock):
    clock.advance(minutes=5)
    screen.show_record(joga)
    type_into(screen, "name", "Joga dla wszystkich")
    screen.show_history()
    model = screen.findChild(HistoryDialog).panel.model
    lines = [model.row_at(n) for n in range(model.rowCount())]
    assert [(n.field, n.before, n.after) for n in lines] == [
        ("Nazwa", "Joga", "Joga dla wszystkich"),
        ("utworzono", "", ""),
    ]
    assert {n.user for n in lines} == {"Anna Testowa"}

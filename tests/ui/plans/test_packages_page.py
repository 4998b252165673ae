"""Packages of services: the list, a change, the bin and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cusdesk.core.errors import ValidationError
from cusdesk.domain.plans import PlanServiceDraft
from cusdesk.services import history, plans


@pytest.fixture
def package(office, plan, care, meetings):
    details = plans.get_plan(office, plan)
    draft = details.draft
    draft.services = [PlanServiceDraft(care), PlanServiceDraft(meetings)]
    plans.change_plan(office, plan, draft, details.version)
    plans.save_package(office, plan, name="Senior w domu")
    return plans.list_packages(office)[0].id


@pytest.fixture
def packages(screen, package):
    screen.show_packages()
    return screen.packages_page


def test_a_package_is_renamed_and_cut_down(packages, office, package):
    packages.panel.view.selectRow(0)
    assert packages.edit.isEnabled()
    packages.edit.click()
    dialog = packages.dialog
    dialog.form.set_value("name", "Senior")
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.go.click()
    (row,) = plans.list_packages(office)
    assert (row.name, row.services) == ("Senior", ("Usługi opiekuńcze",))


def test_a_package_goes_to_the_bin_and_comes_back(packages, office, package):
    packages.retire_package(package)
    assert plans.list_packages(office) == []
    history.undo(office)
    assert len(plans.list_packages(office)) == 1
    packages.retire_package(package)
    packages.bin.click()
    assert packages.panel.model.row_at(0).name == "Senior w domu"
    packages.panel.record_opened.emit(package)
    assert len(plans.list_packages(office)) == 1


def test_a_name_stays_one_of_a_kind(office, package, plan):
    plans.retire_package(office, package)
    plans.save_package(office, plan, name="Senior w domu")
    with pytest.raises(ValidationError):
        plans.restore_package(office, package)
    other = plans.list_packages(office)[0].id
    with pytest.raises(ValidationError):
        plans.change_package(office, other, name="Inny", description="", services=[])

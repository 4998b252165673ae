"""An office of the first format: who used it goes on doing everything, and sees what was there."""

from __future__ import annotations

import shutil
from pathlib import Path

from cusdesk.domain.access import FIRST_ROLES
from cusdesk.domain.special_fields import SpecialField
from cusdesk.services import people, programmes
from cusdesk.services.office import open_office

OLD = Path(__file__).parents[1] / "data" / "offices" / "version_1"


def test_its_people_keep_their_powers_and_its_fields_stay_on(tmp_path: Path) -> None:
    for file in OLD.iterdir():
        shutil.copy(file, tmp_path)
    office = open_office(tmp_path / "gmina-fikcyjna.cusdesk", password="Pokazowa-gmina-2026")

    assert office.roles == FIRST_ROLES
    [first] = people.list_people(office)
    assert (first.is_me, first.has_password, first.changed_on) == (True, True, None)
    assert programmes.visible_fields(office) == {SpecialField.DISABILITY}
    office.close()

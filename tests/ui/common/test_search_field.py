"""The search field: pictures as large as the text, a cross that clears."""

from __future__ import annotations

import pytest

from cusdesk.ui.common.search_field import SearchField
from cusdesk.ui.common.theme import current


@pytest.fixture
def field(qtbot):
    made = SearchField()
    qtbot.addWidget(made)
    made.resize(400, 40)
    made.show()
    return made


def test_pictures_grow_with_the_text(theme, qtbot):
    theme.apply("light", 200)
    field = SearchField()
    qtbot.addWidget(field)

    assert field.sign.width() > 30
    assert field.sign.width() == current().icon_size
    assert field.cross.iconSize().width() == current().icon_size
    assert field.textMargins().left() > current().icon_size


def test_the_cross_is_there_for_words_alone_and_clears_them(field):
    assert not field.cross.isVisible()

    field.setText("lucz")
    assert field.cross.isVisible()
    assert field.cross.geometry().right() < field.width()

    field.cross.click()
    assert field.text() == ""
    assert not field.cross.isVisible()

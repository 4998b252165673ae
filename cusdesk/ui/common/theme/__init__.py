"""The look of the program: palettes, sizes, one style sheet, icons. No other module styles widgets.

`manager.Theme` is made once by `cusdesk.app`; widgets ask `current()` for colours and sizes.
"""

from __future__ import annotations

from cusdesk.ui.common.theme.icons import icon
from cusdesk.ui.common.theme.manager import Theme, current, space

__all__ = ["Theme", "current", "icon", "space"]

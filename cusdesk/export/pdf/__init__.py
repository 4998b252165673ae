"""Report dataclass in, PDF out: embedded fonts, plain text only, page n of m.

The pages are stacked by `pages.paginate` from blocks that hold plain text. That is why a name with
angle brackets needs no escaping, why the number of pages is known before the first is drawn, and
why three hundred plans take hardly longer than drawing their bare lines. reportlab writes the file.

The renderers are `plan.render_plan`, `plan.render_plans`, `table.render_table`,
`sign_in.render_sign_in_list` and `recovery.render_recovery_sheet`; each is imported from its own
module, so that a program that prints nothing loads nothing.
"""

from __future__ import annotations

"""Papers: a form and values become a draft, the draft a paper, the paper a frozen entry.

How a feature gets a paper of its own: docs/recipes/new_paper.md.
"""

from __future__ import annotations

from cusdesk.services.papers.drafting import PaperDraft, PaperGap, draft_paper, with_case_sign
from cusdesk.services.papers.issuing import (
    IssuedPaper,
    cancel_paper,
    issue_paper,
    issue_papers,
    render,
)
from cusdesk.services.papers.listing import list_ids, paper_json, rows_for
from cusdesk.services.papers.register import (
    PaperRow,
    get_paper,
    list_papers,
    paper_bytes,
    papers_bytes,
)

__all__ = [
    "IssuedPaper",
    "PaperDraft",
    "PaperGap",
    "PaperRow",
    "cancel_paper",
    "draft_paper",
    "get_paper",
    "issue_paper",
    "issue_papers",
    "list_ids",
    "list_papers",
    "paper_bytes",
    "paper_json",
    "papers_bytes",
    "render",
    "rows_for",
    "with_case_sign",
]

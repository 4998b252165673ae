"""Stacking blocks into pages."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.export.pdf.blocks import Block


@dataclass(slots=True)
class Page:
    """The blocks of one page, each with its distance from the top."""

    room: float
    placed: list[tuple[Block, float]] = field(default_factory=list)
    used: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on the page yet."""
        return not self.placed

    @property
    def is_bare(self) -> bool:
        """Whether nothing but headings stands on the page."""
        return all(block.keeps_next for block, _ in self.placed)

    def gap(self, block: Block) -> float:
        """Room above a block: none at the top of a page."""
        return 0.0 if self.is_empty else block.space

    def fits(self, block: Block) -> bool:
        """Whether the whole block still fits."""
        return self.used + self.gap(block) + block.height <= self.room + 0.01

    def put(self, block: Block) -> None:
        """Place a block below the others."""
        self.used += self.gap(block)
        self.placed.append((block, self.used))
        self.used += block.height

    def take_back(self) -> Block:
        """Remove the last block and return it."""
        block, _ = self.placed.pop()
        self.used = self.placed[-1][1] + self.placed[-1][0].height if self.placed else 0.0
        return block


def paginate(blocks: Iterable[Block], first_room: float, room: float) -> list[Page]:
    """Stack blocks into pages of the given heights (points).

    Headings stay with what follows. At least one page comes back.
    """
    queue = deque(blocks)
    pages = [Page(first_room)]
    while queue:
        page = pages[-1]
        block = queue.popleft()
        if page.fits(block) and _company_fits(page, block, queue):
            page.put(block)
            continue
        pieces = None
        if not block.keeps_next:
            left = page.room - page.used - page.gap(block)
            pieces = block.split(left, force=page.is_bare)
        if pieces:
            page.put(pieces[0])
            queue.appendleft(pieces[1])
        elif page.is_empty:
            page.put(block)
            continue
        else:
            queue.appendleft(block)
        pages.append(Page(room))
    if len(pages) > 1 and pages[-1].is_empty:
        pages.pop()
    return pages


def _company_fits(page: Page, block: Block, queue: deque[Block]) -> bool:
    """Whether a heading has room for the beginning of what follows it."""
    if page.is_empty:
        return True
    need = page.gap(block) + block.height
    for following in queue if block.keeps_next else ():
        need += following.space + (following.height if following.keeps_next else following.least)
        if not following.keeps_next:
            break
    return page.used + need <= page.room + 0.01


def add_with_company(pages: list[Page], ending: list[Block], room: float) -> None:
    """Place the closing blocks (signatures) together and never alone on a page.

    When they do not fit below the last block, the tail of that block moves to the new page with
    them. Blocks that fit on no page are stacked as they come.
    """
    need = sum(block.height + block.space for block in ending)
    if pages[-1].used + need <= pages[-1].room + 0.01:
        for block in ending:
            pages[-1].put(block)
        return
    companions = _tail(pages, room - need)
    fresh = paginate([*companions, *ending], room, room)
    pages.extend(fresh)


def _tail(pages: list[Page], room: float) -> list[Block]:
    """Take from the last page what is to accompany the signatures: at most `room` high."""
    page = pages[-1]
    if not page.placed:
        pages.pop()
        return []
    block = page.take_back()
    pieces = block.split_tail()
    if pieces and pieces[1].height <= room:
        page.put(pieces[0])
        return [pieces[1]]
    taken = [block]
    while page.placed and page.placed[-1][0].keeps_next:
        taken.insert(0, page.take_back())
    if not page.placed or sum(b.height + b.space for b in taken) > room:
        for item in taken:
            page.put(item)
        return []
    return taken

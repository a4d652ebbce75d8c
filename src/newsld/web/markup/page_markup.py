"""The markup of a page: all of its syntaxes, and its main story, which rules about articles judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.syntax.document import Source
from newsld.web.markup.addresses import same_address
from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.main_story import MainStory, choose_main_story
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.object_types import merge_types
from newsld.web.markup.queries import is_update
from newsld.web.markup.story_identity import addresses_of
from newsld.web.structured_data import ExtractedItem, extract_items, read_open_graph

if TYPE_CHECKING:
    from newsld.web.html.page import Page
    from newsld.web.html.visible_story import VisibleStory

_VISIBLE: Final = ("headline", "datePublished", "author", "articleBody")
"""Terms whose values readers see on a page."""
_NOT_OF_STORY: Final = frozenset({"isPartOf"})
"""Terms of Open Graph that describe the site."""


class _MergedNode(Node):
    """A story that a page describes several times: values that its first description lacks are in the others."""

    __slots__ = ("others",)

    def __init__(self, first: Node, others: Sequence[Node]) -> None:
        super().__init__(
            first.data,
            first.block,
            first.markup,
            owner=first.owner,
            term=first.term,
            pointer=first.pointer,
            context=first.context,
        )
        self.others = tuple(others)
        types = list(first.types)
        for other in others:
            types = merge_types(types, other.types)
        self._types = tuple(types)

    def _find_values(self, term: str) -> list[Value]:
        found = super()._find_values(term)
        for other in self.others:
            if found:
                break
            found = list(other.values(term))
        return found


@dataclass
class PageMarkup(Markup):
    """All markup of a page. With `all_articles`, rules judge every article of the page, not only its main story.

    `visible` is the visible story, if it was read.
    """

    all_articles: bool = False
    visible: VisibleStory | None = None

    @cached_property
    def main_story(self) -> MainStory | None:
        """The main story; None for a page without one, and if all articles are wanted."""
        if self.all_articles or self.page is None:
            return None
        candidates = [article for article in self.find_articles(secondary=False) if not is_update(article)]
        secondary = [] if candidates else self.find_articles(secondary=True)
        return choose_main_story(candidates, secondary, self)

    @cached_property
    def articles(self) -> list[Node]:
        """The main story with the entries of its live blog, or all main articles."""
        if self.all_articles or self.page is None:
            return self.find_articles(secondary=False)
        story = self.main_story
        if story is None:
            return []
        first, *others = story.descriptions
        updates = [
            article
            for article in self.find_articles(secondary=False)
            if is_update(article) and _outermost(article) in story.descriptions
        ]
        return [_MergedNode(first, others) if others else first, *updates]

    @cached_property
    def open_graph(self) -> MarkupBlock | None:
        """What the tags of the page say about its main story, if other markup describes it; None if they do not."""
        story, page = self.main_story, self.page
        if story is None or page is None or story.descriptions[0].block.syntax == "opengraph":
            return None
        known = [link for one in story.descriptions for link in addresses_of(one)]
        for item in read_open_graph(page):
            data = {term: value for term, value in item.data.items() if term not in _NOT_OF_STORY}
            address = str(data.get("url", ""))
            if any(same_address(address, link, page.address_base) for link in known) or (
                not known and story.reason != "first"
            ):
                return replace(_block(page, item, _next_number(self.blocks)), data=data)
        return None

    @property
    def missing_terms(self) -> tuple[str, ...]:
        """The terms to take from the visible page: none where markup has the text of the story."""
        if self.all_articles or (self.main_story is None and self.has_article):
            return ()
        tags = self.open_graph.data if self.open_graph is not None else {}
        article = self.articles[0] if self.articles else None
        missing = tuple(
            term for term in _VISIBLE if term not in tags and (article is None or not article.has(term))
        )
        return missing if "articleBody" in missing else ()

    @property
    def is_ambiguous(self) -> bool:
        """True if nothing but their order distinguishes the main story from other articles of the page."""
        return self.main_story is not None and self.main_story.reason == "first"

    def release_nodes(self) -> None:
        """Release all nodes, also those of the main story."""
        self.__dict__.pop("main_story", None)
        super().release_nodes()


def _outermost(update: Node) -> Node:
    """Return the live blog that an entry belongs to, by way of the entries that contain it."""
    while is_update(update) and update.owner is not None:
        update = update.owner
    return update


def add_other_syntaxes(page: Page, blocks: Sequence[MarkupBlock]) -> tuple[list[MarkupBlock], list[Finding]]:
    """Return the JSON-LD blocks of a page, a block for each item in microdata, then in RDFa, and findings.

    Open Graph is read only when no other syntax has an article.
    """
    found = list(blocks)
    items, findings = extract_items(page)
    number = _next_number(blocks)
    for syntax in ("microdata", "rdfa"):
        for one in items:
            if one.syntax == syntax:
                found.append(_block(page, one, number))
                number += 1
    if not Markup(Source(b""), found).has_article:
        found += [_block(page, one, number) for one in read_open_graph(page)]
    return found, findings


def _next_number(blocks: Sequence[MarkupBlock]) -> int:
    """Return the number for the next block."""
    return max((block.number for block in blocks if block.number is not None), default=-1) + 1


def _block(page: Page, items: ExtractedItem, number: int) -> MarkupBlock:
    return MarkupBlock(items.data, number, items.syntax, locate=items.positions, excerpt=page.excerpt)

"""Merge the syntaxes of a page: JSON-LD, then microdata, then RDFa, and Open Graph if there is no article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding
from newsld.syntax.document import Source
from newsld.web.markup.addresses import address_key, same_address
from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.nodes import Markup, Node
from newsld.web.structured_data import ExtractedItem, extract_items, read_open_graph

if TYPE_CHECKING:
    from newsld.web.html import Page

__all__ = ["add_other_syntaxes"]

_MOST_COMPARED: Final = 100
"""The number of articles with a relative address that an article is compared with."""

_DISPLAY_NAMES: Final = {
    "json-ld": "JSON-LD",
    "microdata": "microdata",
    "rdfa": "RDFa",
    "opengraph": "Open Graph",
}


def add_other_syntaxes(page: Page, blocks: Sequence[MarkupBlock]) -> tuple[list[MarkupBlock], list[Finding]]:
    """Return the JSON-LD blocks of a page, and a block for each item in another syntax.

    An article that an earlier syntax already describes is left out (NLD-INF-003). Open Graph is read only when no
    other syntax has an article.
    """
    found = list(blocks)
    items, findings = extract_items(page)
    number = max((block.number for block in blocks if block.number is not None), default=-1) + 1
    for syntax in ("microdata", "rdfa"):
        new = []
        for one in items:
            if one.syntax == syntax:
                new.append(_block(page, one, number))
                number += 1
        if new:
            kept, left_out = _drop_known(page, found, new)
            found += kept
            findings += left_out
    if not Markup(Source(b""), found).has_article:
        found += [_block(page, one, number) for one in read_open_graph(page)]
    return found, findings


def _block(page: Page, items: ExtractedItem, number: int) -> MarkupBlock:
    return MarkupBlock(items.data, number, items.syntax, locate=items.positions, excerpt=page.excerpt)


def _drop_known(
    page: Page, known: Sequence[MarkupBlock], new: Sequence[MarkupBlock]
) -> tuple[Sequence[MarkupBlock], list[Finding]]:
    """Return the new blocks without the known articles, and a finding for each of these."""
    earlier = Markup(Source(b""), known).articles
    if not earlier:
        return new, []
    findings = []
    dropped: dict[int | None, MarkupBlock] = {}
    later = Markup(Source(b""), new).articles
    known_articles = _KnownArticles(earlier, page.base)
    for article in reversed(later):
        same = known_articles.find(article)
        if same is None and len(earlier) == len(later) == 1 and not _is_identified(article):
            same = earlier[0]
        if same is None:
            continue
        how, before = _DISPLAY_NAMES[article.block.syntax], _DISPLAY_NAMES[same.block.syntax]
        message = f"the page describes this article in {how} as well; it is read from {before}"
        suggestion = f"leave out the {how}, or keep both as they are: they are not compared"
        finding = article.finding("NLD-INF-003", message, suggestion=suggestion)
        findings.append(article.block.place(finding, "").at(None, file=None))
        if article.owner is None:
            dropped[article.block.number] = article.block
        else:
            _remove_value(article.owner.data, article.data)
    kept = [block for block in new if block.number not in dropped]
    referred = {name for block in kept for name in block.index.local_ids}
    for block in dropped.values():
        if shared := [data for data in _objects(block.data) if data.get("@id") in referred and len(data) > 1]:
            graph = {"@context": block.data["@context"], "@graph": shared}
            kept.append(MarkupBlock(graph, block.number, block.syntax, excerpt=page.excerpt))
    return kept, findings[::-1]


class _KnownArticles:
    """Articles by what identifies them, so that a search looks at few of them."""

    def __init__(self, articles: Sequence[Node], base: str | None) -> None:
        self._base = base
        self._articles = articles
        self._by_name: dict[str, int] = {}
        self._relative: list[int] = []
        for number, article in enumerate(articles):
            for name in self._names(article):
                self._by_name.setdefault(name, number)
            if any(address_key(address, base) is None for address in _addresses(article)):
                self._relative.append(number)

    def find(self, article: Node) -> Node | None:
        """Return the first article that is the same as this one; None if there is none."""
        found = {self._by_name[name] for name in self._names(article) if name in self._by_name}
        is_relative = any(address_key(address, self._base) is None for address in _addresses(article))
        # Addresses without a host equal those of any host with the same path.
        others = range(len(self._articles)) if is_relative else self._relative
        found.update(
            number
            for number in others[:_MOST_COMPARED]
            if _is_same(article, self._articles[number], self._base)
        )
        return self._articles[min(found)] if found else None

    def _names(self, article: Node) -> Iterator[str]:
        if article.id is not None and not article.id.startswith("_:"):
            yield f"id {article.id}"
        for headline in _headlines(article):
            yield f"headline {headline}"
        for address in _addresses(article):
            if (key := address_key(address, self._base)) is not None:
                yield f"address {key}"


def _objects(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects in an object, not itself."""
    waiting: list[Any] = list(data.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _is_same(one: Node, other: Node, base: str | None) -> bool:
    """Return whether two nodes are one article: by their ids, their addresses, or their headlines."""
    if one.id is not None and one.id == other.id and not one.id.startswith("_:"):
        return True
    if any(same_address(mine, its, base) for mine in _addresses(one) for its in _addresses(other)):
        return True
    return not _headlines(one).isdisjoint(_headlines(other))


def _is_identified(article: Node) -> bool:
    """Return whether an article has any id, address or headline."""
    return bool(article.id or _headlines(article) or _addresses(article))


def _addresses(article: Node) -> list[str]:
    values = (value for term in ("url", "mainEntityOfPage") for value in article.values(term))
    return [link for value in values if (link := value.link)]


def _headlines(article: Node) -> set[str]:
    return {" ".join(unescape(text).split()).casefold() for text in article.texts("headline", "name")}


def _remove_value(owner: dict[str, object], data: object) -> None:
    """Remove a value from an object."""
    for key, value in list(owner.items()):
        if value is data:
            del owner[key]
        elif isinstance(value, list):
            kept = [one for one in value if one is not data]
            if len(kept) < len(value):
                owner[key] = kept

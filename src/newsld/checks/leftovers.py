"""What stands in the markup and belongs to no article: it is not read with one."""

from __future__ import annotations

from collections.abc import Iterator

from newsld.findings import Finding
from newsld.markup import Check, Markup

__all__ = ["CHECKS", "all_belongs_to_an_article"]


def all_belongs_to_an_article(markup: Markup) -> Iterator[Finding]:
    """NLD-INF-002: every node can be reached from an article, where there is one."""
    if markup.has_article:
        from newsld.jsonld.found import left_out  # brings the models along, which other checks do without

        yield from left_out((block.data, block.number) for block in markup.blocks)


CHECKS: tuple[Check, ...] = (Check(("NLD-INF-002",), "markup", all_belongs_to_an_article),)

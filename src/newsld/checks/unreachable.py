"""What cannot be read of the markup as it is meant: what belongs to no article, and what is no JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator

from newsld.findings import Finding
from newsld.web.markup import Check, Markup

__all__ = ["CHECKS", "all_belongs_to_an_article", "valid_json_ld"]


def all_belongs_to_an_article(markup: Markup) -> Iterator[Finding]:
    """NLD-INF-002: every node can be reached from an article, where there is one."""
    if markup.has_article:
        from newsld.schemaorg.jsonld.foreign.articles import (
            left_out,  # brings the models along, which other checks do without
        )

        yield from left_out((block.data, block.number) for block in markup.blocks)


def valid_json_ld(markup: Markup) -> Iterator[Finding]:
    """NLD-SYN-018: a block is not only JSON, but says something by the rules of JSON-LD."""
    doubtful = [block for block in markup.blocks if block.syntax == "json-ld" and not block.index.known_valid]
    if doubtful:
        from newsld.schemaorg.jsonld.foreign.articles import invalid_blocks

        yield from invalid_blocks((block.data, block.number) for block in doubtful)


CHECKS: tuple[Check, ...] = (
    Check(("NLD-INF-002",), "markup", all_belongs_to_an_article),
    Check(("NLD-SYN-018",), "markup", valid_json_ld),
)

"""Check for markup that is lost: nodes that belong to no article, and blocks that are not valid JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator

from newsld.findings import Finding
from newsld.web.markup import Check, Markup
from newsld.web.markup.story_markup import StoryMarkup


def nodes_belong_to_article(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-INF-002 for nodes that no article refers to, if the markup has an article; a story has nothing else."""
    if markup.has_article and not isinstance(markup, StoryMarkup):
        from newsld.schemaorg.jsonld.foreign.articles import (
            unreached_findings,  # imports the models, which the other checks do not need
        )

        yield from unreached_findings((block.data, block.number) for block in markup.blocks)


def blocks_are_valid_json_ld(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-SYN-018 for blocks of JSON that are not valid JSON-LD."""
    suspects = [block for block in markup.blocks if block.syntax == "json-ld" and not block.known_valid]
    if suspects:
        from newsld.schemaorg.jsonld.foreign.articles import invalid_block_findings

        yield from invalid_block_findings((block.data, block.number) for block in suspects)


CHECKS: tuple[Check, ...] = (
    Check(("NLD-INF-002",), "markup", nodes_belong_to_article),
    Check(("NLD-SYN-018",), "markup", blocks_are_valid_json_ld),
)

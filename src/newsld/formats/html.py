"""Read HTML pages (`.html`), of any origin: their published markup, to check it and to import its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding, Position
from newsld.formats import ReadOptions
from newsld.syntax.document import Document, Positions, Source
from newsld.syntax.json import json_positions, load_json
from newsld.web.markup import Markup, MarkupBlock
from newsld.web.markup.page_markup import add_other_syntaxes

if TYPE_CHECKING:
    from newsld.web.html import Page, Script

__all__ = ["markup", "no_article", "read"]

_CONSEQUENCES: Final = frozenset({"NLD-SYN-001", "NLD-SYN-012"})
"""Findings that only follow from a missing end tag of a script."""


def markup(source: Source, options: ReadOptions) -> tuple[Markup | None, list[Finding]]:
    """Return the markup of a page: a block of JSON-LD for each script, and the blocks in other syntaxes.

    The findings are about the page, the text of the blocks, and their number.
    """
    from newsld.web.html import read_page

    page, findings = read_page(source.content, limit=options.limit)
    if page is None:
        return None, findings
    blocks = []
    for script in page.scripts:
        data, script_findings = _loaded(page, script, options)
        findings += script_findings
        locate = partial(_positions, page, script)
        blocks.append(
            MarkupBlock(data, script.number, locate=locate, excerpt=page.excerpt, text=script.content)
        )
    blocks, other_findings = add_other_syntaxes(page, blocks)
    return Markup(source, blocks, page), findings + other_findings


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the articles of a page as documents with the shape of a story: those of newsld, or else all others."""
    from newsld.schemaorg.jsonld.foreign.articles import import_documents
    from newsld.schemaorg.jsonld.reader import stories

    published, findings = markup(source, options)
    if published is None or published.page is None:
        yield from findings
        return
    blocks = {block.number: block for block in published.blocks}
    stories_by_block = {at: list(stories(block.data)) for at, block in blocks.items()}
    for finding in findings:
        at = finding.block
        # A repaired block of others is read in full, and an empty one has nothing to lose.
        is_unread = at in blocks and blocks[at].data is None and finding.code != "NLD-SYN-012"
        is_lossy = is_unread or bool(stories_by_block.get(at))
        yield finding if is_lossy else finding.downgraded()

    def locate(block: int | None) -> Positions:
        return blocks[block].positions

    broken = {finding.block for finding in findings}
    number = 0
    for at, several in stories_by_block.items():
        for story, origin in several:
            number += 1
            # After a repair, a story of newsld may not be the one that was written.
            if at not in broken:
                places = partial(locate, at)
                yield Document(
                    story,
                    source,
                    places,
                    published.page.lines,
                    block=at,
                    number=number,
                    source_pointer=origin,
                )
    if not number:
        data = [(block.data, at) for at, block in blocks.items()]
        base = published.page.base
        yield from import_documents(
            source, data, base=base, lines=published.page.lines, locate=locate, notes=options.notes
        )


def no_article(published: Markup) -> str:
    """Return the message for a page without an article in any syntax."""
    if published.blocks:
        return "no article in the JSON-LD of this page or in its other markup"
    return "no JSON-LD in this page, and no article in its other markup"


def _loaded(page: Page, script: Script, options: ReadOptions) -> tuple[Any, list[Finding]]:
    """Return the data of a script, and the findings about its text with their positions in the page."""
    place = page.place(script.start)
    data, findings = load_json(script.content, limit=options.limit, origin=place)
    placed = []
    if not script.closed:
        findings = [_unclosed(page, script), *(one for one in findings if one.code not in _CONSEQUENCES)]
    for finding in findings:
        if finding.line is None or finding.code == "NLD-SYN-012":
            finding = replace(finding, line=place.line, column=place.column)
        at = Position(finding.line or place.line, finding.column or 1)
        placed.append(replace(finding, block=script.number).with_excerpt(page.excerpt(at)))
    return data, placed


def _unclosed(page: Page, script: Script) -> Finding:
    """Return the finding about a script without an end tag."""
    place = page.place(script.tag)
    message = "this script has no end tag: the rest of the page is read as its text"
    suggestion = "write </script> after its data"
    return Finding("NLD-SYN-017", message, suggestion=suggestion, line=place.line, column=place.column)


def _positions(page: Page, script: Script) -> Positions:
    return json_positions(script.content, origin=page.place(script.start))

"""HTML pages (`.html`): what they say of themselves, as markup to check and as articles, whoever wrote it."""

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

_OF_NO_END: Final = frozenset({"NLD-SYN-001", "NLD-SYN-012"})
"""What else would be said of a script that has taken in the rest of its page, or nothing."""


def markup(source: Source, options: ReadOptions) -> tuple[Markup | None, list[Finding]]:
    """The JSON-LD of a page, a block for each script, and what it says in other syntaxes.

    The findings are what is wrong with the page, with the blocks as written, and with their number.
    """
    from newsld.web.html import read_page

    page, findings = read_page(source.content, limit=options.limit)
    if page is None:
        return None, findings
    blocks = []
    for script in page.scripts:
        data, faults = _loaded(page, script, options)
        findings += faults
        locate = partial(_positions, page, script)
        blocks.append(
            MarkupBlock(data, script.number, locate=locate, excerpt=page.excerpt, text=script.content)
        )
    blocks, doubts = add_other_syntaxes(page, blocks)
    return Markup(source, blocks, page), findings + doubts


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """The articles of a page as documents of a story's shape: those that newsld wrote, or else all that are there."""
    from newsld.schemaorg.jsonld.foreign.articles import import_documents
    from newsld.schemaorg.jsonld.reader import stories

    found, findings = markup(source, options)
    if found is None or found.page is None:
        yield from findings
        return
    blocks = {block.number: block for block in found.blocks}
    told = {at: list(stories(block.data)) for at, block in blocks.items()}
    for finding in findings:
        at = finding.block
        # In a block that somebody else wrote and that was read, or had nothing in it, nothing is lost.
        held = at in blocks and (told[at] or (blocks[at].data is None and finding.code != "NLD-SYN-012"))
        yield finding if held else finding.downgraded()

    def locate(block: int | None) -> Positions:
        return blocks[block].positions

    broken = {finding.block for finding in findings}
    number = 0
    for at, several in told.items():
        for story, origin in several:
            number += 1
            # What we wrote was exact: after a repair it is not.
            if at not in broken:
                places = partial(locate, at)
                yield Document(
                    story, source, places, found.page.lines, block=at, number=number, source_pointer=origin
                )
    if not number:
        data = [(block.data, at) for at, block in blocks.items()]
        base = found.page.base
        yield from import_documents(
            source, data, base=base, lines=found.page.lines, locate=locate, notes=options.notes
        )


def no_article(found: Markup) -> str:
    """What to say of a page that tells no article in any syntax."""
    if found.blocks:
        return "no article in the JSON-LD of this page, nor in any other markup of it"
    return "no JSON-LD in this page, and no article in any other markup of it"


def _loaded(page: Page, script: Script, options: ReadOptions) -> tuple[Any, list[Finding]]:
    """The data of a script, and what is wrong with its text, placed in the page."""
    place = page.place(script.start)
    data, findings = load_json(script.content, limit=options.limit, origin=place)
    placed = []
    if not script.closed:
        findings = [_endless(page, script), *(one for one in findings if one.code not in _OF_NO_END)]
    for finding in findings:
        if finding.line is None or finding.code == "NLD-SYN-012":
            finding = replace(finding, line=place.line, column=place.column)
        at = Position(finding.line or place.line, finding.column or 1)
        placed.append(replace(finding, block=script.number).with_excerpt(page.excerpt(at)))
    return data, placed


def _endless(page: Page, script: Script) -> Finding:
    """What to say of a script that lacks its end tag."""
    place = page.place(script.tag)
    message = "this script never ends: all that follows it in the page is taken for its text"
    mend = "write </script> behind its data"
    return Finding("NLD-SYN-017", message, suggestion=mend, line=place.line, column=place.column)


def _positions(page: Page, script: Script) -> Positions:
    return json_positions(script.content, origin=page.place(script.start))

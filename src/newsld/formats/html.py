"""HTML pages (`.html`): what they say of themselves, as markup to check and, where newsld wrote it, as stories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from newsld.document import Document, Positions, Source
from newsld.findings import Finding
from newsld.formats import ReadOptions
from newsld.markup import Block, Markup
from newsld.markup.syntaxes import with_other_syntaxes
from newsld.syntax.json import json_positions, load_json

if TYPE_CHECKING:
    from newsld.html import Page, Script

__all__ = ["markup", "no_article", "read"]


def markup(source: Source, options: ReadOptions) -> tuple[Markup | None, list[Finding]]:
    """The JSON-LD of a page, a block for each script, and what it says in other syntaxes.

    The findings are what is wrong with the page, with the blocks as written, and with their number.
    """
    from newsld.html import read_page

    page, findings = read_page(source.content, limit=options.limit)
    if page is None:
        return None, findings
    blocks = []
    for script in page.scripts:
        data, faults = _loaded(page, script, options)
        findings += faults
        locate = partial(_positions, page, script)
        blocks.append(Block(data, script.number, locate=locate, line=page.line, text=script.content))
    blocks, doubts = with_other_syntaxes(page, blocks)
    return Markup(source, blocks, page), findings + doubts


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """The articles that newsld wrote into the page in full, as documents of a story's shape."""
    from newsld.html import read_page
    from newsld.jsonld.reading import stories

    page, findings = read_page(source.content, limit=options.limit)
    yield from findings
    number = 0
    for script in page.scripts if page is not None else ():
        assert page is not None, "scripts are those of a page"
        data, faults = _loaded(page, script, options)
        yield from faults
        for story, origin in stories(data) if not faults else ():
            number += 1
            yield Document(
                story,
                source,
                locate=partial(_positions, page, script),
                text=page.text,
                block=script.number,
                number=number,
                origin=origin,
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
    for finding in findings:
        if finding.line is None or finding.code == "NLD-SYN-012":
            finding = replace(finding, line=place.line, column=place.column)
        placed.append(replace(finding, block=script.number, excerpt=page.line(finding.line or place.line)))
    return data, placed


def _positions(page: Page, script: Script) -> Positions:
    return json_positions(script.content, origin=page.place(script.start))

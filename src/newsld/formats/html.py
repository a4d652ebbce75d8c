"""Read HTML pages (`.html`), of any origin: their published markup, to check it and to import its articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding, Position
from newsld.formats import ReadOptions
from newsld.model.text.shorten import with_article
from newsld.model.vocabulary import is_class
from newsld.syntax.document import Document, Positions, Source
from newsld.syntax.json import json_positions, load_json
from newsld.web.markup import Markup, MarkupBlock, Node
from newsld.web.markup.meta_tags import own_address
from newsld.web.markup.page_markup import PageMarkup, add_other_syntaxes
from newsld.web.markup.story_differences import STORY_CODES, story_findings, visible_finding

if TYPE_CHECKING:
    from newsld.web.html.page import Page, Script

_CONSEQUENCES: Final = frozenset({"NLD-SYN-001", "NLD-SYN-012"})
"""Findings that only follow from a missing end tag of a script."""
_SURROUNDINGS: Final = (
    "ItemList", "ListItem", "MediaObject", "Organization", "Person", "Place", "Rating", "WebPage", "WebPageElement",
    "WebSite",
)  # fmt: skip
"""Types of what pages on any subject describe."""


def markup(source: Source, options: ReadOptions) -> tuple[PageMarkup | None, list[Finding]]:
    """Return the markup of a page: a block of JSON-LD for each script, and the blocks in other syntaxes.

    The findings are about the page, the text of the blocks, and their number.
    """
    from newsld.web.html.page import read_page

    page, findings = read_page(source.content, limit=options.limit)
    if page is None:
        return None, findings
    page.address = options.address
    blocks = []
    for script in page.scripts:
        data, script_findings = _loaded(page, script, options)
        findings += script_findings
        locate = partial(_positions, page, script)
        blocks.append(
            MarkupBlock(data, script.number, locate=locate, excerpt=page.excerpt, text=script.content)
        )
    blocks, other_findings = add_other_syntaxes(page, blocks)
    published = PageMarkup(source, blocks, page, all_articles=options.all_articles)
    if published.main_story is not None:
        other_findings += story_findings(published.main_story)
    if options.body == "page" and (missing := published.missing_terms):
        from newsld.web.html.visible_story import read_visible_story

        published.visible = read_visible_story(page)
        if published.visible.paragraphs:
            other_findings.append(visible_finding(page, published.visible, missing))
    return published, findings + other_findings


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the main story of a page as a document with the shape of a story, or all of its articles.

    If newsld wrote any of them, only these are read.
    """
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
    own = [(at, story) for at, several in stories_by_block.items() for story in several]
    if not own:
        yield from _import(published, options)
        return
    broken = {finding.block for finding in findings if finding.code not in STORY_CODES}
    main = {(one.block.number, one.pointer) for one in _descriptions(published)}
    chosen = [one for one in own if (one[0], one[1].origin("")) in main] if len(own) > 1 else own
    for number, (at, story) in enumerate(chosen or own, start=1):
        # After a repair, a story of newsld may not be the one that was written.
        if at not in broken:
            document = Document(
                story.data,
                source,
                partial(_block_positions, blocks, at),
                published.page.lines,
                block=at,
                number=number,
                source_pointer=story.origin,
            )
            if story.findings:
                yield from map(document.place, story.findings)
            else:
                yield document


def _import(published: PageMarkup, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the main story of a page from all of its descriptions, or all of its articles."""
    from newsld.schemaorg.jsonld.foreign.articles import import_documents
    from newsld.schemaorg.jsonld.foreign.story_merger import Description
    from newsld.schemaorg.jsonld.foreign.visible_fields import add_visible_fields, visible_only

    page = published.page
    assert page is not None, "a page was read"
    blocks = {block.number: block for block in published.blocks}
    found = list(_descriptions(published))
    if (tags := published.open_graph) is not None:
        blocks[tags.number] = tags
        found += Markup(published.source, [tags]).articles
    story = [
        Description(one.block.number, one.pointer, one.id, tuple(one.texts("headline", "name")))
        for one in found
    ]
    documents = import_documents(
        published.source,
        [(block.data, at) for at, block in blocks.items()],
        base=page.base or page.address,
        story=story,
        lines=page.lines,
        locate=partial(_block_positions, blocks),
        notes=options.notes,
    )
    visible = published.visible
    for item in documents:
        if isinstance(item, Document) and visible is not None and visible.paragraphs:
            add_visible_fields(item.data, visible, published.missing_terms)
        if story or options.all_articles or isinstance(item, Finding):
            yield item
    if not story and visible is not None and visible.paragraphs:
        data = visible_only(visible, own_address(published) or page.address)
        yield Document(data, published.source, lines=page.lines, is_story=False)


def _descriptions(published: PageMarkup) -> tuple[Node, ...]:
    return () if published.main_story is None else published.main_story.descriptions


def _block_positions(blocks: Mapping[int | None, MarkupBlock], number: int | None) -> Positions:
    return blocks[number].positions


def no_article(published: Markup) -> str:
    """Return the message for a page without a story, in any syntax."""
    if published.has_article:
        return "the articles in this page have other addresses: none of them is the story of the page"
    if (subject := _other_subject(published)) is not None:
        return f"no article in this page: its markup describes {with_article(subject)}"
    if published.blocks:
        return "no article in the JSON-LD of this page or in its other markup"
    return "no JSON-LD in this page, and no article in its other markup"


def _other_subject(published: Markup) -> str | None:
    """Return the type of what the markup of a page describes other than the page, its site and its publisher."""
    for node in published.nodes:
        kinds = [kind for kind in node.types if is_class(kind)] if node.owner is None else []
        if kinds and node.block.syntax != "opengraph" and not node.is_a(*_SURROUNDINGS):
            return kinds[0]
    return None


def _loaded(page: Page, script: Script, options: ReadOptions) -> tuple[Any, list[Finding]]:
    """Return the data of a script, and the findings about its text with their positions in the page."""
    place = page.place(script.start)
    data, findings = load_json(script.content, limit=options.limit, origin=place)
    placed = []
    if not script.closed:
        findings = [_unclosed(page, script), *(one for one in findings if one.code not in _CONSEQUENCES)]
    for finding in findings:
        if finding.code == "NLD-SYN-012":
            finding = replace(finding, message="the script is empty", suggestion="remove it").with_severity(
                "info"
            )
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

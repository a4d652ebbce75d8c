"""Lay out the blocks of a body as Markdown: nest them, and write the start of every line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsld.formats.markdown.escaping import lines
from newsld.model.text import Span
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import Block, Body

EVERYWHERE = "between"
"""The key of the text between all blocks, if it is not a blank line."""
_BETWEEN = "\n\n"
_FEWEST_EQUAL = 2
_CLOSING = lazy_pattern(r" #+\Z")


@dataclass(slots=True)
class BlockNode:
    """A block and the blocks inside it."""

    block: Block
    inside: list[BlockNode] = field(default_factory=list)


def leaves(body: Body) -> list[Span]:
    """Return the spans of the paragraphs and headings, in order."""
    return [block.words for block in body.blocks if block.kind in {"paragraph", "heading"}]


def gaps(body: Body) -> dict[int, str] | None:
    """Return the texts before leaves, by number, that are not a blank line; the one after the last leaf ends the text.

    None if Markdown cannot represent the body: its blocks are empty, overlap, or leave out words.
    """
    found: dict[int, str] = {}
    end = 0
    spans = leaves(body)
    for number, span in enumerate(spans):
        if span.start < end or span.end <= span.start:
            return None
        gap = body.text[end : span.start]
        if gap != (_BETWEEN if number else ""):
            found[number] = gap
        end = span.end
    rest = body.text[end:]
    if rest:
        found[len(spans)] = rest
    if not spans or end > len(body.text):
        return None
    return found if not any(gap.strip() for gap in found.values()) else None


def gap_keys(gaps: Mapping[int, str], count: int) -> dict[str, str]:
    """Return gaps by their keys in front matter: a text that is between all of `count` leaves has one key for all."""
    inner = [gaps.get(number) for number in range(1, count)]
    if len(inner) < _FEWEST_EQUAL or inner[0] is None or any(gap != inner[0] for gap in inner):
        return {str(number): gap for number, gap in gaps.items()}
    others = {str(number): gap for number, gap in gaps.items() if not 0 < number < count}
    return {EVERYWHERE: inner[0], **others}


def block_tree(blocks: Sequence[Block]) -> list[BlockNode]:
    """Return the outermost blocks as nodes, each with the blocks inside it."""
    roots: list[BlockNode] = []
    open_nodes: list[BlockNode] = []
    for block in blocks:
        node = BlockNode(block)
        while open_nodes and not block.words.within(open_nodes[-1].block.words):
            open_nodes.pop()
        (open_nodes[-1].inside if open_nodes else roots).append(node)
        if block.kind in {"list-item", "block-quote"}:
            open_nodes.append(node)
    return roots


def block_lines(
    nodes: Sequence[BlockNode],
    write: Callable[[Block], str],
    around: Callable[[Block], tuple[list[str], list[str]]],
) -> list[str]:
    """Return the lines of blocks, separated by blank lines.

    `write` returns the words of a block in Markdown, `around` the paragraphs to put before and after it.
    """
    result: list[str] = []
    delimiter = "."
    before: Block | None = None
    for node in nodes:
        block = node.block
        last = before.number if before is not None and before.kind == "list-item" else None
        if block.number is not None and last is not None and block.number != last + 1:
            delimiter = ")" if delimiter == "." else "."
        if result:
            result.append("")
        result += _node(node, delimiter, write, around)
        before = block
    return result


def _node(
    node: BlockNode,
    delimiter: str,
    write: Callable[[Block], str],
    around: Callable[[Block], tuple[list[str], list[str]]],
) -> list[str]:
    block = node.block
    if block.kind == "block-quote":
        return [f"> {line}" if line else ">" for line in block_lines(node.inside, write, around)]
    if block.kind == "list-item":
        marker = "- " if block.number is None else f"{block.number}{delimiter} "
        margin = " " * len(marker)
        inside = block_lines(node.inside, write, around) or [""]
        return [marker + inside[0], *(margin + line if line else "" for line in inside[1:])]
    words = write(block)
    if block.kind == "heading":
        title = "".join(lines(words.replace("\n", "&#10;")))
        result = f"{title[:-1]}\\#" if _CLOSING.search(title) else title
        return [f"{'#' * (block.level or 1)} {result}"]
    shown = lines(words)
    first, last = around(block)
    if not first and not last:
        return shown
    return "\n\n".join([*first, "\n".join(shown), *last]).split("\n")

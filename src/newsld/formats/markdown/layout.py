"""The blocks of a body as Markdown: which of them hold which, and what stands at the start of every line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsld.formats.markdown.escaping import lines
from newsld.model import Block, Body
from newsld.model.text import Span

__all__ = ["Node", "gaps", "leaves", "show", "tree"]

_BETWEEN = "\n\n"
_CLOSING = re.compile(r" #+\Z")


@dataclass(slots=True)
class Node:
    """A block with the blocks that stand in it."""

    block: Block
    inside: list[Node] = field(default_factory=list)


def leaves(body: Body) -> list[Span]:
    """The blocks that hold words, in order."""
    return [block.words for block in body.blocks if block.kind in {"paragraph", "heading"}]


def gaps(body: Body) -> dict[int, str] | None:
    """The texts before blocks of words, by number, where they are not a blank line; the last closes the text.

    None when Markdown cannot lay the body out: blocks that are empty, overlap or leave words between them.
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


def tree(blocks: Sequence[Block]) -> list[Node]:
    """The blocks with those that they hold inside them."""
    roots: list[Node] = []
    open_nodes: list[Node] = []
    for block in blocks:
        node = Node(block)
        while open_nodes and not block.words.within(open_nodes[-1].block.words):
            open_nodes.pop()
        (open_nodes[-1].inside if open_nodes else roots).append(node)
        if block.kind in {"list-item", "block-quote"}:
            open_nodes.append(node)
    return roots


def show(
    nodes: Sequence[Node],
    write: Callable[[Block], str],
    around: Callable[[Block], tuple[list[str], list[str]]],
) -> list[str]:
    """The lines of blocks, parted by blank lines.

    `write` gives the words of a block in Markdown, `around` what stands as paragraphs of its own before and after it.
    """
    shown: list[str] = []
    delimiter = "."
    before: Block | None = None
    for node in nodes:
        block = node.block
        last = before.number if before is not None and before.kind == "list-item" else None
        if block.number is not None and last is not None and block.number != last + 1:
            delimiter = ")" if delimiter == "." else "."
        if shown:
            shown.append("")
        shown += _node(node, delimiter, write, around)
        before = block
    return shown


def _node(
    node: Node,
    delimiter: str,
    write: Callable[[Block], str],
    around: Callable[[Block], tuple[list[str], list[str]]],
) -> list[str]:
    block = node.block
    if block.kind == "block-quote":
        return [f"> {line}" if line else ">" for line in show(node.inside, write, around)]
    if block.kind == "list-item":
        marker = "- " if block.number is None else f"{block.number}{delimiter} "
        margin = " " * len(marker)
        inside = show(node.inside, write, around) or [""]
        return [marker + inside[0], *(margin + line if line else "" for line in inside[1:])]
    words = write(block)
    if block.kind == "heading":
        title = "".join(lines(words.replace("\n", "&#10;")))
        shown = f"{title[:-1]}\\#" if _CLOSING.search(title) else title
        return [f"{'#' * (block.level or 1)} {shown}"]
    first, last = around(block)
    return "\n\n".join([*first, "\n".join(lines(words)), *last]).split("\n")

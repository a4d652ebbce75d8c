"""Nodes and values of markup: raw JSON seen as schema.org things, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from newsld.document import Positions, Source, escape_pointer
from newsld.findings import Finding, Position
from newsld.vocabulary import is_a, local_name

if TYPE_CHECKING:
    from newsld.html import Page

__all__ = ["Block", "Markup", "Node", "Value"]

Syntax = Literal["json-ld", "microdata", "rdfa", "opengraph", "story"]

_VALUE_KEYS: Final = frozenset({"@value", "@type", "@language", "@direction", "@index"})
_APART: Final = frozenset(
    {"citation", "isBasedOn", "isPartOf", "hasPart", "itemListElement", "mentions", "appearance", "firstAppearance",
     "subjectOf", "relatedLink", "significantLink", "interpretedAsClaim", "workExample", "about", "itemReviewed"}
)  # fmt: skip
"""Terms under which an article is another one that is spoken of, and not the one that is told."""


@dataclass(frozen=True)
class Block:
    """One piece of markup: the JSON of a script or a file, or what microdata says put in the same form.

    `number` counts the JSON-LD blocks of a page from 0; it is None where the file is the block. `locate` gives
    the places of its values in the file. `line` gives a line of the file by its number, from 1.
    """

    data: Any
    number: int | None = None
    syntax: Syntax = "json-ld"
    locate: Callable[[], Positions] | None = None
    line: Callable[[int], str | None] = lambda _number: None

    @cached_property
    def positions(self) -> Positions:
        """Where every value of the block stands; empty where nobody can tell."""
        return self.locate() if self.locate else Positions({})

    def place(self, finding: Finding, file: str) -> Finding:
        """The finding with the line and column of its pointer."""
        position: Position | None = self.positions.find(finding.pointer, key=finding.at_key)
        return finding.at(position, file=file, excerpt=self.line(position.line) if position else None)


class Node:
    """One schema.org thing: an object of the markup that is no literal.

    `data` is the object as it is written, `types` its types as bare names ("NewsArticle"; what
    is not schema.org's stays as written), `pointer` the RFC 6901 JSON Pointer to it in its block.
    """

    __slots__ = ("block", "data", "markup", "owner", "pointer", "term", "types")

    def __init__(
        self, data: dict[str, Any], pointer: str, block: Block, markup: Markup, owner: Node | None, term: str
    ) -> None:
        """The node that stands at `pointer`, as a value of the `term` of its `owner`, where it has one."""
        self.data = data
        self.pointer = pointer
        self.block = block
        self.markup = markup
        self.owner = owner
        self.term = term
        self.types: tuple[str, ...] = markup.types_of(data)

    @property
    def id(self) -> str | None:
        """Its `@id`, as written; None for a node without one."""
        name = self.data.get("@id", self.data.get("id"))
        return name if isinstance(name, str) else None

    def is_a(self, *kinds: str) -> bool:
        """Whether one of its types is one of these schema.org types or below it."""
        return any(is_a(name, kind) for name in self.types for kind in kinds)

    def has(self, term: str) -> bool:
        """Whether it has a value for a term that is more than nothing (null, "", [])."""
        return any(True for _ in self.values(term))

    def values(self, term: str) -> Iterator[Value]:
        """The values of a term in order, each with its place; nulls, empty texts and empty lists are none."""
        for key in self.markup.keys_of(self.data, term):
            yield from self._unfolded(self.data[key], f"{self.pointer}/{escape_pointer(key)}", term)

    def texts(self, *terms: str) -> Iterator[str]:
        """The literal texts of these terms, one after the other."""
        for term in terms:
            for value in self.values(term):
                if value.text is not None:
                    yield value.text

    def nodes(self, term: str) -> Iterator[Node]:
        """The values of a term that are nodes, references followed."""
        for value in self.values(term):
            if value.node is not None:
                yield value.node

    def _unfolded(self, raw: Any, pointer: str, term: str) -> Iterator[Value]:
        if isinstance(raw, list):
            for place, item in enumerate(raw):
                yield from self._unfolded(item, f"{pointer}/{place}", term)
        elif isinstance(raw, dict) and ("@list" in raw or "@set" in raw):
            key = "@list" if "@list" in raw else "@set"
            yield from self._unfolded(raw[key], f"{pointer}/{key}", term)
        elif raw is not None and raw != "" and raw != {}:
            yield Value(raw, pointer, self, term)

    def finding(
        self,
        code: str,
        message: str,
        *,
        help: str | None = None,
        at: Value | str | None = None,  # noqa: A002 -- the name it has in a finding
    ) -> Finding:
        """A finding about this node, or about one of its values, or about the first value of a term (`at`)."""
        if isinstance(at, str):
            at = next(self.values(at), None)
        pointer = at.pointer if at is not None else self.pointer
        return Finding(code, message, help=help, pointer=pointer, block=self.block.number)


class Value:
    """One value of a term: a literal, a node, or a reference to one.

    `raw` is the JSON as written, `pointer` where it stands.
    """

    __slots__ = ("_owner", "pointer", "raw", "term")

    def __init__(self, raw: Any, pointer: str, owner: Node, term: str) -> None:
        """The value that stands at `pointer` under the `term` of its `owner`."""
        self.raw = raw
        self.pointer = pointer
        self.term = term
        self._owner = owner

    @property
    def literal(self) -> Any:
        """The text, number or boolean that it is, out of a value object where it stands in one; None for a node."""
        if isinstance(self.raw, dict):
            return self.raw.get("@value")
        return None if self.node is not None else self.raw

    @property
    def text(self) -> str | None:
        """The text that it is; None for a node, a number or a boolean."""
        found = self.literal
        return found if isinstance(found, str) else None

    @property
    def link(self) -> str | None:
        """The address that it is: its text, or the `@id` or url of the node."""
        if isinstance(self.raw, str):
            return self.raw
        if self.node is not None:
            return next(self.node.texts("url", "contentUrl"), None) or self.node.id
        return None

    @property
    def node(self) -> Node | None:
        """The node that it is or refers to: the fullest that the markup has under the same `@id`."""
        return self._owner.markup.resolve(self)

    @property
    def block(self) -> Block:
        """The block that it stands in."""
        return self._owner.block

    @property
    def owner(self) -> Node:
        """The node that has it."""
        return self._owner


@dataclass
class Markup:
    """All markup of one input.

    `page` is the HTML that it stood in, for rules that compare the two; None for a file of data.
    """

    source: Source
    blocks: Sequence[Block] = ()
    page: Page | None = None
    nodes: list[Node] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.nodes = []
        for block in self.blocks:
            self.nodes += self._walked(block)

    @cached_property
    def by_id(self) -> dict[str, list[Node]]:
        """Every node that says more than its name, by its `@id`."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            if (name := node.id) is not None and len(node.data) > 1:
                found.setdefault(name, []).append(node)
        return found

    @cached_property
    def articles(self) -> list[Node]:
        """The articles that are told: not those that another node cites, lists or is part of."""
        return [
            node for node in self.nodes if node.is_a("Article") and len(node.data) > 1 and not _apart(node)
        ]

    def resolve(self, value: Value) -> Node | None:
        """The node that a value is or refers to."""
        raw = value.raw
        if not isinstance(raw, dict) or "@value" in raw:
            return None
        name = raw.get("@id")
        if isinstance(name, str) and (known := self.by_id.get(name)):
            return max(known, key=lambda one: len(one.data))
        return Node(raw, value.pointer, value.block, self, value.owner, value.term)

    def types_of(self, data: dict[str, Any]) -> tuple[str, ...]:
        """The types that an object states, as bare names where they are schema.org's."""
        stated = data.get("@type", data.get("type", ()))
        names = stated if isinstance(stated, list) else (stated,)
        return tuple([local_name(name) or name for name in names if isinstance(name, str)])

    def keys_of(self, data: dict[str, Any], term: str) -> Iterator[str]:
        """The keys of an object that mean a schema.org term: its name, or its IRI in any form."""
        for key in data:
            if key == term or (":" in key and local_name(key) == term):
                yield key

    def place(self, finding: Finding) -> Finding:
        """The finding with its file, line and column."""
        for block in self.blocks:
            if block.number == finding.block:
                return block.place(finding, self.source.name)
        return finding.at(None, file=self.source.name)

    def _walked(self, block: Block) -> Iterator[Node]:
        """Every object of a block that can be a node, the outer before the inner, in the order of the text."""
        waiting: list[tuple[Any, str, Node | None, str]] = [(block.data, "", None, "")]
        while waiting:
            value, at, owner, term = waiting.pop()
            if isinstance(value, list):
                waiting += [
                    (item, f"{at}/{place}", owner, term) for place, item in reversed(list(enumerate(value)))
                ]
            elif isinstance(value, dict) and "@value" not in value:
                node = Node(value, at, block, self, owner, term)
                yield node
                waiting += [
                    (item, f"{at}/{escape_pointer(key)}", node, local_name(key) or key)
                    for key, item in reversed(value.items())
                    if isinstance(item, (dict, list)) and key != "@context"
                ]


def _apart(node: Node) -> bool:
    """Whether a node is told of only for the sake of another."""
    step: Node | None = node
    while step is not None:
        if step.term in _APART:
            return True
        step = step.owner
    return False

"""Nodes and values of markup: raw JSON as schema.org things, each with its position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from newsld.findings import Finding
from newsld.model.literals import boolean_of, is_typed
from newsld.syntax.document import Source, escape_pointer
from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.contexts import SCHEMA_ORG, Context, extend_context
from newsld.web.markup.index import is_container
from newsld.web.markup.object_types import any_is_a, articles_of, id_of, is_secondary, types_of
from newsld.web.markup.schema_cache import node_fits

if TYPE_CHECKING:
    from newsld.web.html.page import Page


class Node:
    """One schema.org thing: an object of the markup that is not a literal.

    `data` is the raw object, `types` its types as bare names ("NewsArticle"; types of other vocabularies
    stay as written). `owner` is the node that has it as a value of `term`, None for a top-level node.
    Two nodes are equal when they are the same object of the same markup.
    """

    __slots__ = (
        "_pointer",
        "_step",
        "_types",
        "_values",
        "block",
        "context",
        "data",
        "markup",
        "owner",
        "term",
    )
    others: tuple[Node, ...] = ()  # further descriptions of a story that its page describes several times

    def __init__(
        self,
        data: dict[str, Any],
        block: MarkupBlock,
        markup: Markup,
        *,
        owner: Node | None = None,
        term: str = "",
        step: str = "",
        pointer: str | None = None,
        context: Context = SCHEMA_ORG,
    ) -> None:
        """Create the node at `pointer`, or at `step` below its owner, as a value of the owner's `term`."""
        self.data = data
        self.block = block
        self.markup = markup
        self.owner = owner
        self.term = term
        self.context = context
        self._step = step
        self._pointer = pointer
        self._types: tuple[str, ...] | None = None
        self._values: dict[str, list[Value]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.data is other.data

    def __hash__(self) -> int:
        return id(self.data)

    def __repr__(self) -> str:
        return f"<{'/'.join(self.types) or 'Node'} at {self.pointer!r}>"

    @property
    def pointer(self) -> str:
        """The RFC 6901 JSON Pointer to the node in its block."""
        if self._pointer is None:
            self._pointer = (self.owner.pointer if self.owner is not None else "") + self._step
        return self._pointer

    @property
    def types(self) -> tuple[str, ...]:
        """Its types; one in the wrong case counts as the correct one."""
        if self._types is None:
            self._types = self.markup.types_of(self)
        return self._types

    @property
    def id(self) -> str | None:
        """Its `@id`, as written; None for a node without one."""
        name = self.data.get("@id")
        if name is None and not self.block.known_valid:
            name = id_of(self.data, self.context)
        return name if isinstance(name, str) else None

    def is_a(self, *kinds: str) -> bool:
        """Return whether one of its types is one of these schema.org types or a subtype."""
        return any_is_a(self.types, kinds)

    def has(self, term: str) -> bool:
        """Return whether it has a value for a term that is not empty (null, "", [])."""
        return any(True for _ in self.values(term))

    def values(self, term: str) -> Iterator[Value]:
        """Return the values of a term, each with its position; nulls, empty texts and empty lists are left out."""
        # Many rules query the author of the same article.
        known = self._values.get(term)
        if known is None:
            if not self._values:
                self.markup.caching_nodes.append(self)
            known = self._values[term] = self._find_values(term)
        return iter(known)

    def release_values(self) -> None:
        """Release the values that were looked up, which refer to this node."""
        self._values.clear()

    def _find_values(self, term: str) -> list[Value]:
        found: list[Value] = []
        for key in self.markup.keys_of(self, term):
            raw = self.data[key]
            if isinstance(raw, (list, dict)):
                found += self._expand(raw, key, "", term)
            elif raw is not None and raw != "":
                found.append(Value(raw, self, term, key))
        return found

    def texts(self, *terms: str) -> Iterator[str]:
        """Yield the literal texts of these terms, one after the other."""
        for term in terms:
            for value in self.values(term):
                if value.text is not None:
                    yield value.text

    def nodes(self, term: str) -> Iterator[Node]:
        """Yield the values of a term that are nodes, references resolved."""
        for value in self.values(term):
            if (node := value.node) is not None:
                yield node

    def _expand(self, raw: Any, key: str, step: str, term: str) -> Iterator[Value]:
        if isinstance(raw, list):
            for place, item in enumerate(raw):
                yield from self._expand(item, key, f"{step}/{place}", term)
        elif isinstance(raw, dict) and ("@list" in raw or "@set" in raw):
            inner = "@list" if "@list" in raw else "@set"
            yield from self._expand(raw[inner], key, f"{step}/{inner}", term)
        elif raw is not None and raw not in ("", {}):
            yield Value(raw, self, term, key, step)

    def finding(
        self,
        code: str,
        message: str,
        *,
        suggestion: str | None = None,
        at: Value | str | None = None,
        below: str = "",
        at_key: bool = False,
    ) -> Finding:
        """Return a finding about this node, or about one of its values, or about the first value of a term (`at`).

        `below` is a pointer from there to the subject of the finding; with `at_key` the key there is at fault.
        """
        if isinstance(at, str):
            at = next(self.values(at), None)
        pointer = at.pointer if at is not None else self.pointer
        return Finding(
            code,
            message,
            suggestion=suggestion,
            pointer=pointer + below,
            block=(self if at is None else at.owner).block.number,
            at_key=at_key,
        )


class Value:
    """One value of a term: a literal, a node, or a reference to one. `raw` is the JSON as written."""

    __slots__ = ("_node", "_step", "key", "owner", "raw", "term")

    def __init__(self, raw: Any, owner: Node, term: str, key: str, step: str = "") -> None:
        """Create the value of `owner` at `step` below its `key`, as written, which means `term`."""
        self.raw = raw
        self.owner = owner
        self.term = term
        self.key = key
        self._step = step
        self._node: Node | Literal[False] | None = False

    @property
    def pointer(self) -> str:
        """The RFC 6901 JSON Pointer to the value in its block."""
        return self.owner.pointer + self.step

    @property
    def step(self) -> str:
        """The pointer to the value from its owner."""
        return f"/{escape_pointer(self.key)}{self._step}"

    @property
    def literal(self) -> Any:
        """The text, number or boolean, taken out of a value object if needed; None for a node."""
        if isinstance(self.raw, dict):
            return self.raw.get("@value")
        return None if self.node is not None else self.raw

    @property
    def text(self) -> str | None:
        """The text; None for a node, a number or a boolean."""
        found = self.literal
        return found if isinstance(found, str) else None

    @property
    def boolean(self) -> bool | None:
        """The boolean that it means in its syntax: also text, a typed value, or `https://schema.org/True`."""
        return boolean_of(self.raw)

    @property
    def is_only_text(self) -> bool:
        """True if its syntax has no numbers and booleans (microdata, RDFa, Open Graph), or it states its datatype."""
        return self.block.syntax not in ("json-ld", "story") or is_typed(self.raw)

    @property
    def link(self) -> str | None:
        """The address: the text, or the url or `@id` of the node."""
        if (node := self.node) is not None:
            return next(node.texts("url", "contentUrl"), None) or node.id
        return self.text

    @property
    def node(self) -> Node | None:
        """The node, references resolved: the one with the most keys under the same `@id`."""
        if self.raw.__class__ is not dict and not self.owner.markup.resolves_text:
            return None
        if self._node is False:
            self._node = self.owner.markup.resolve(self)
        return self._node

    @property
    def block(self) -> MarkupBlock:
        """The block that contains it."""
        return self.owner.block


@dataclass
class Markup:
    """All markup of one input.

    `page` is the HTML page that contains it, for rules that compare the two; None for a data file. `resolves_text` is
    True if a text may be the id of a node: only in a story.
    """

    source: Source
    blocks: Sequence[MarkupBlock] = ()
    page: Page | None = None
    resolves_text: ClassVar[bool] = False
    _by_id: dict[str, list[Node]] = field(default_factory=dict, init=False, repr=False)
    caching_nodes: list[Node] = field(default_factory=list, init=False, repr=False, compare=False)

    @cached_property
    def nodes(self) -> list[Node]:
        """All objects that can be a thing, the outer before the inner, in the order of the text."""
        found: list[Node] = []
        for block in self.blocks:
            block.index.sort_by_text()
            by_place: list[Node] = []
            for at, indexed in enumerate(block.objects):
                owner = block.owner(indexed)
                node = Node(
                    indexed[0],
                    block,
                    self,
                    owner=by_place[owner] if owner >= 0 else None,
                    term=block.term(indexed),
                    pointer=block.pointer(at),
                    context=indexed[4],
                )
                by_place.append(node)
            found += [node for node in by_place if not is_container(node.data)]
        return found

    def with_id(self, name: str) -> list[Node]:
        """Return the nodes with this id that have other keys too."""
        if name not in self._by_id:
            self._by_id[name] = [
                self._node(block, at)
                for block in self._blocks_by_id.get(name, ())
                for at in block.with_id(name)
            ]
        return self._by_id[name]

    @cached_property
    def articles(self) -> list[Node]:
        """The main articles: not those that another node cites, lists or is part of."""
        return self.find_articles(secondary=False)

    def find_articles(self, *, secondary: bool) -> list[Node]:
        """Return the main articles, or the `secondary` ones: those that another node cites, lists or is part of."""
        found: list[Node] = []
        for block in self.blocks:
            if len(block.index.articles) > 1:
                block.index.sort_by_text()
            for at in articles_of(block):
                is_part = is_secondary(block, at)
                if is_part and not secondary:
                    continue
                node = self._node(block, at)
                if (is_part or node.id in self._cited_ids) is secondary:
                    found.append(node)
        return found

    @cached_property
    def _blocks_by_number(self) -> dict[int | None, MarkupBlock]:
        return {block.number: block for block in reversed(self.blocks)}

    @cached_property
    def _blocks_by_id(self) -> dict[str, list[MarkupBlock]]:
        found: dict[str, list[MarkupBlock]] = {}
        for block in self.blocks:
            for name in block.index.by_id:
                found.setdefault(name, []).append(block)
        return found

    @cached_property
    def _cited_ids(self) -> frozenset[str]:
        return frozenset[str]().union(*(block.index.cited_ids for block in self.blocks))

    @cached_property
    def has_article(self) -> bool:
        """True if it has any article, main or not."""
        return any(True for block in self.blocks for _ in articles_of(block))

    @cached_property
    def is_known_valid(self) -> bool:
        """True if surely no type, term or value in any block is at fault.

        False means only that the markup has to be checked in detail.
        """
        if not all(block.known_valid for block in self.blocks):
            return False
        for block in self.blocks:
            named, objects = block.index.by_id, block.objects
            for name, term in block.index.typed_references:
                if (at := named.get(name)) is not None:
                    # In a block known to be valid, objects with one id have one type.
                    declared = objects[at][0].get("@type", ())
                    if not (declared.__class__ is str and term.nodes.get(declared)) and not node_fits(
                        term, declared
                    ):
                        return False
        if len(self.blocks) == 1:
            return True
        return all(
            node_fits(term, block.objects[at][0].get("@type", ()))
            for name, term in {pair for block in self.blocks for pair in block.index.typed_references}
            for block in self._blocks_by_id.get(name, ())
            for at in block.with_id(name)
        )

    def release_nodes(self) -> None:
        """Release all nodes, which refer to this object, so that their memory is freed at once."""
        for name in ("nodes", "articles", "things"):
            self.__dict__.pop(name, None)
        self._by_id.clear()
        for node in self.caching_nodes:
            node.release_values()
        self.caching_nodes.clear()

    def resolve(self, value: Value) -> Node | None:
        """Return the node that a value is or refers to."""
        raw = value.raw
        if not isinstance(raw, dict) or "@value" in raw:
            return None
        owner = value.owner
        context = owner.context
        if "@context" in raw:
            context = extend_context(context, raw["@context"])
        node = Node(raw, owner.block, self, owner=owner, term=value.term, step=value.step, context=context)
        if (name := node.id) is not None and (known := self.with_id(name)):
            fullest = max(known, key=lambda one: len(one.data))
            return node if len(fullest.data) == len(raw) else fullest
        return node

    def types_of(self, node: Node) -> tuple[str, ...]:
        """Return the types of a node."""
        return types_of(node.data, node.context)

    def keys_of(self, node: Node, term: str) -> Sequence[str]:
        """Return the keys of a node that mean a schema.org term: its name, its IRI in any form, an alias."""
        if node.block.known_valid or (node.context is SCHEMA_ORG and ":" not in "".join(node.data)):
            return (term,) if term in node.data else ()
        return node.context.keys(node.data, term)

    def place(self, finding: Finding) -> Finding:
        """Return the finding with its file, line and column."""
        if finding.line is None:
            block = self._blocks_by_number.get(finding.block)
            if block is not None:
                return block.place(finding, self.source.name)
        return finding if finding.file else finding.at(None, file=self.source.name)

    def _node(self, block: MarkupBlock, at: int) -> Node:
        """Return the node of an object, with its owners."""
        indexed = block.objects[at]
        owner = block.owner(indexed)
        return Node(
            indexed[0],
            block,
            self,
            owner=self._node(block, owner) if owner >= 0 else None,
            term=block.term(indexed),
            pointer=block.pointer(at),
            context=indexed[4],
        )

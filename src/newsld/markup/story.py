"""A story's plain data seen as markup, so that the rules for published articles hold for sources too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsld.document import Document, pointer
from newsld.markup.nodes import Block, Markup, Node, Value

__all__ = ["StoryMarkup"]

_KINDS: Final = {"people": "Person", "organizations": "Organization", "places": "Place", "events": "Event"}
_PARTS: Final = {"image": "ImageObject", "hasPart": "WebPageElement", "correction": "CorrectionComment"}
_REFERENCES: Final = frozenset(
    {"author", "editor", "contributor", "publisher", "copyrightHolder", "about", "contentLocation",
     "locationCreated", "parentOrganization", "location", "areaServed", "organizer", "superEvent"}
)  # fmt: skip


class StoryMarkup(Markup):
    """The markup that a story will be published as: its article, with ids followed to what they name."""

    def __init__(self, document: Document) -> None:
        """The markup of a document of story shape; it need not be sound."""
        self._data = document.data
        block = Block(document.data, document.block, "story")
        super().__init__(document.source, [block])

    def resolve(self, value: Value) -> Node | None:
        """The thing that an id names, or the part that stands here."""
        raw = value.raw
        if isinstance(raw, dict):
            node = Node(raw, value.pointer, value.block, self, value.owner, value.term)
            node.types = node.types or (_PARTS.get(value.term, "Thing"),)
            return node
        if isinstance(raw, str) and value.term in _REFERENCES:
            for collection in _KINDS:
                things = self._data.get(collection)
                if isinstance(things, dict) and isinstance(thing := things.get(raw), dict):
                    node = Node(thing, pointer(collection, raw), value.block, self, value.owner, value.term)
                    node.types = node.types or (_KINDS[collection],)
                    return node
        return None

    def types_of(self, data: dict[str, Any]) -> tuple[str, ...]:
        """The types that an object states, or that of the place it stands in."""
        stated = data.get("type")
        names = stated if isinstance(stated, list) else (stated,)
        return tuple([name for name in names if isinstance(name, str)])

    def _walked(self, block: Block) -> Iterator[Node]:
        """The article alone: everything else is reached from it."""
        root = Node(block.data, "", block, self, None, "")
        root.types = root.types or ("NewsArticle",)
        yield root

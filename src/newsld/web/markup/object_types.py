"""What the objects of a block call themselves: their names, their types, and which of them are articles."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from newsld.model.vocabulary import is_a
from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.contexts import SCHEMA_ORG, Context
from newsld.web.markup.schema_cache import correct_case

__all__ = ["any_is_a", "articles_of", "id_of", "is_secondary", "types_of"]

_SECONDARY: Final = frozenset(
    {"citation", "isBasedOn", "isPartOf", "hasPart", "itemListElement", "mentions", "appearance", "firstAppearance",
     "subjectOf", "relatedLink", "significantLink", "interpretedAsClaim", "workExample", "about", "itemReviewed"}
)  # fmt: skip
"""Terms under which an article is another one that is spoken of, and not the one that is told."""


def id_of(data: dict[str, Any], context: Context) -> Any:
    """The name of an object that has it under another key than `@id`."""
    return next((data[key] for key in context.keys(data, "@id")), data.get("id"))


def articles_of(block: MarkupBlock) -> list[int]:
    """Where the articles are among the objects of a block."""
    if block.index.known_valid:
        return block.index.articles
    return [
        at
        for at in block.index.articles
        if len((seen := block.objects[at])[0]) > 1 and any_is_a(types_of(seen[0], seen[4]), ("Article",))
    ]


@lru_cache(maxsize=16384)
def any_is_a(types: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
    """Whether one of these types is one of these kinds or below it."""
    return any(is_a(name, kind) for name in types for kind in kinds)


def is_secondary(block: MarkupBlock, at: int) -> bool:
    """Whether an object is told of only for the sake of another."""
    objects, known_valid = block.objects, block.index.known_valid
    while at >= 0:
        seen = objects[at]
        if (seen[2] if known_valid else block.term(seen)) in _SECONDARY:
            return True
        at = seen[1]
    return False


def types_of(data: dict[str, Any], context: Context) -> tuple[str, ...]:
    """The types that an object states, as bare names; one in the wrong case is the one that was meant."""
    stated = data.get("@type")
    if context is SCHEMA_ORG:
        if stated is None:
            stated = data.get("type")
        if isinstance(stated, str):
            return _known(stated)
    elif stated is None:
        stated = next((data[key] for key in context.keys(data, "@type")), None)
    if isinstance(stated, str):
        stated = [stated]
    if not isinstance(stated, list):
        return ()
    return tuple([_meant(name, context) for name in stated if isinstance(name, str)])


@lru_cache(maxsize=4096)
def _known(name: str) -> tuple[str, ...]:
    return (_meant(name, SCHEMA_ORG),)


def _meant(name: str, context: Context) -> str:
    """The type that is meant: a bare name of schema.org's, or what is written."""
    bare = context.term(name) or name
    return correct_case(bare)

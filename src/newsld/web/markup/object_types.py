"""Ids and types of the objects of a block, and which of them are articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from newsld.model.vocabulary import is_a, is_class, local_name
from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.contexts import SCHEMA_ORG, Context
from newsld.web.markup.schema_cache import correct_case

_SECONDARY: Final = frozenset(
    {"citation", "isBasedOn", "isPartOf", "hasPart", "itemListElement", "mentions", "appearance", "firstAppearance",
     "subjectOf", "relatedLink", "significantLink", "interpretedAsClaim", "workExample", "about", "itemReviewed"}
)  # fmt: skip
"""Terms whose articles are other ones, and not the main article."""


def id_of(data: dict[str, Any], context: Context) -> Any:
    """Return the id of an object that has it under another key than `@id`."""
    return next((data[key] for key in context.keys(data, "@id")), data.get("id"))


def articles_of(block: MarkupBlock) -> list[int]:
    """Return the indexes of the articles among the objects of a block."""
    if block.known_valid:
        return block.index.articles
    return [
        at
        for at in block.index.articles
        if len((indexed := block.objects[at])[0]) > 1
        and any_is_a(types_of(indexed[0], indexed[4]), ("Article",))
    ]


def is_private(block: MarkupBlock) -> bool:
    """Return whether a block is private data of a publishing system: no context, keyword or type of schema.org."""
    return (
        block.syntax == "json-ld"
        and not block.index.contexts
        and not any(
            any(key[:1] == "@" for key in data) or any(map(is_class, types_of(data, context)))
            for data, _, _, _, context in block.objects
        )
    )


@lru_cache(maxsize=16384)
def any_is_a(types: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
    """Return whether one of these types is one of these kinds or a subtype."""
    return any(is_a(name, kind) for name in types for kind in kinds)


def is_secondary(block: MarkupBlock, at: int) -> bool:
    """Return whether an object only belongs to another one that refers to it."""
    objects, known_valid = block.objects, block.known_valid
    while at >= 0:
        indexed = objects[at]
        if (indexed[2] if known_valid else block.term(indexed)) in _SECONDARY:
            return True
        at = indexed[1]
    return False


def merge_types(types: Sequence[str], more: Sequence[str]) -> list[str]:
    """Return the types of two descriptions of one thing: of a type and its subtype in the other, only the subtype."""
    added = [kind for kind in more if kind not in types and not any(is_a(one, kind) for one in types)]
    return [kind for kind in types if not any(is_a(one, kind) for one in added)] + added


def types_of(data: dict[str, Any], context: Context) -> tuple[str, ...]:
    """Return the types of an object, as bare names; one in the wrong case is corrected. `additionalType` has types."""
    declared = _declared_types(data, context)
    added = data.get("additionalType") if context.known else None
    if added is None:
        return declared
    several = added if isinstance(added, list) else [added]
    names = [_additional(one) for one in several]
    return (*declared, *dict.fromkeys(name for name in names if name is not None and name not in declared))


def _additional(value: Any) -> str | None:
    """Return the schema.org type that a value of `additionalType` names, if any."""
    address = value.get("@id") if isinstance(value, dict) else value
    name = (local_name(address) or address) if isinstance(address, str) else ""
    return name if is_class(name) else None


def _declared_types(data: dict[str, Any], context: Context) -> tuple[str, ...]:
    """Return the types in `@type`."""
    declared = data.get("@type")
    if context is SCHEMA_ORG:
        if declared is None:
            declared = data.get("type")
        if isinstance(declared, str):
            return _known(declared)
    elif declared is None:
        declared = next((data[key] for key in context.keys(data, "@type")), None)
    if isinstance(declared, str):
        declared = [declared]
    if not isinstance(declared, list):
        return ()
    return tuple([_meant(name, context) for name in declared if isinstance(name, str)])


@lru_cache(maxsize=4096)
def _known(name: str) -> tuple[str, ...]:
    return (_meant(name, SCHEMA_ORG),)


def _meant(name: str, context: Context) -> str:
    """Return the bare name of a schema.org type, or the type as written."""
    bare = context.term(name) or name
    return correct_case(bare)

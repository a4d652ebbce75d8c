"""Check contexts and ids of published markup: terms have a vocabulary, and references lead somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.shorten import quote, truncate
from newsld.model.vocabulary import is_a
from newsld.syntax.document import escape_pointer
from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.check import Check
from newsld.web.markup.contexts import HARMLESS, UNKNOWN, context_faults, is_schema_org
from newsld.web.markup.index import IndexedObject
from newsld.web.markup.nodes import Markup
from newsld.web.markup.object_types import articles_of, is_private, types_of
from newsld.web.markup.story_markup import StoryMarkup

_IDENTIFYING: Final = frozenset(
    {"name", "headline", "url", "legalName", "datePublished", "dateModified", "contentUrl", "email"}
)
"""The properties that a thing has once: other values are those of another thing."""
_MOST_COMPARED: Final = 8
"""How many earlier objects with the same @id an object is compared with."""
_FURNITURE: Final = ("WebPageElement", "ListItem")
_NAMES: Final = frozenset({"@id", "id", "@type", "type", "@context"})


def known_contexts(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-SYN-005 for contexts at other addresses than schema.org's, which newsld does not fetch."""
    for block in markup.blocks:
        if block.syntax != "json-ld" or block.known_valid:
            continue
        reported: set[str] = set()
        for at in block.index.contexts:
            local = block.objects[at][0]["@context"]
            if isinstance(local, str) and is_schema_org(local):
                continue
            outermost = block.objects[at][1] < 0
            if outermost and not any(map(_has_plain_names, block.objects)):
                continue  # every name has a prefix, so that none needs a vocabulary
            for below, message, suggestion in context_faults(local, outermost=outermost):
                if message not in reported:
                    reported.add(message)
                    is_apart = UNKNOWN in message and markup.has_article and not articles_of(block)
                    if is_apart:
                        suggestion = f"if its terms are schema.org’s, {suggestion}; otherwise leave it"
                    pointer = f"{block.pointer(at)}/@context{below}"
                    finding = Finding(
                        "NLD-SYN-005", message, suggestion=suggestion, pointer=pointer, block=block.number
                    )
                    # Data of another vocabulary next to the story is none of the story's.
                    yield (finding.with_severity("info") if is_apart or suggestion in HARMLESS else finding)


def _has_plain_names(indexed: IndexedObject) -> bool:
    """Return whether an object has keys or types without a prefix, which only a vocabulary gives a meaning."""
    data = indexed[0]
    kinds = data.get("@type")
    names: list[Any] = [key for key in data if key[:1] != "@"]
    names += kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and ":" not in name for name in names)


def declared_contexts(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-SYN-019 for every block without a context, or with a vocabulary that lacks its slash."""
    for block in markup.blocks:
        for at in block.index.contexts if block.syntax == "json-ld" and not block.known_valid else ():
            for below, vocabulary in _vocabularies(block.objects[at][0]["@context"]):
                message = (
                    f"the vocabulary {quote(vocabulary)} lacks its slash: headline means {vocabulary}headline"
                )
                pointer = f"{block.pointer(at)}/@context{below}/@vocab"
                yield Finding(
                    "NLD-SYN-019",
                    message,
                    suggestion=f'write "@vocab": "{vocabulary}/"',
                    pointer=pointer,
                    block=block.number,
                )
        if block.syntax == "json-ld" and not block.index.contexts and not is_private(block):
            message = "the markup has no @context"
            suggestion = 'begin it with "@context": "https://schema.org"'
            yield Finding(
                "NLD-SYN-019", message, suggestion=suggestion, pointer=block.pointer(0), block=block.number
            )


def _vocabularies(local: Any) -> Iterator[tuple[str, str]]:
    """Yield the schema.org vocabularies of a context that have no slash at the end, with pointers to their objects."""
    contexts = enumerate(local) if isinstance(local, list) else [("", local)]
    for place, one in contexts:
        vocabulary = one.get("@vocab") if isinstance(one, dict) else None
        if isinstance(vocabulary, str) and is_schema_org(vocabulary) and vocabulary[-1] not in "/#":
            yield (f"/{place}" if place != "" else ""), vocabulary


def resolved_references(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-SYN-007 for references by a local name that nothing in the input has."""
    if isinstance(markup, StoryMarkup):
        return
    known: Collection[str] | None = None
    for block in markup.blocks:
        if block.syntax != "json-ld" or not block.index.local_ids:
            continue  # in attributes of a page, a fragment is the address of a part of the page
        if known is None:
            names = [one.index.by_id.keys() for one in markup.blocks]
            known = names[0] if len(names) == 1 else set().union(*names)
        objects, missing = block.objects, block.index.local_ids.difference(known)
        if not any(map(_is_local, missing)):
            continue
        missing = {name for name in missing if _is_local(name)} - _fragments(markup)
        for at in block.index.references:
            data = objects[at][0]
            name = _name(data)
            if isinstance(name, str) and name in missing:
                message = f"nothing in this input has the @id {quote(name)}"
                suggestion = "add this @id to the object that is meant, or write its full address"
                pointer = f"{block.pointer(at)}/{escape_pointer(next(iter(data)))}"
                yield Finding(
                    "NLD-SYN-007", message, suggestion=suggestion, pointer=pointer, block=block.number
                )


def _name(data: dict[str, Any]) -> Any:
    """Return the @id of a reference, which is its only value."""
    return next(iter(data.values()))


def _is_local(name: str) -> bool:
    """Return whether a name is valid in its own input only: a fragment, a blank node, a bare word.

    A path (`/staff/ines`, `ines.html`) is the address of another document, which may define it.
    """
    if name.startswith(("#", "_:")):
        return True
    return bool(name.strip()) and not any(sign in name for sign in "/:.?")


def _fragments(markup: Markup) -> set[str]:
    """Return the fragments of all @ids in the markup."""
    return {
        f"#{fragment}"
        for block in markup.blocks
        for name in block.index.by_id
        if (fragment := name.partition("#")[2])
    }


def defined_once(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-REF-008 for objects that contradict an earlier object with the same @id."""
    if isinstance(markup, StoryMarkup):
        return
    repeated = {name: None for block in markup.blocks for name, _ in block.index.duplicates}
    if len(markup.blocks) > 1:
        names = Counter(name for block in markup.blocks for name in block.index.by_id)
        repeated |= {name: None for name, number in names.items() if number > 1}
    for name in repeated:
        objects = [
            (block, at)
            for block in markup.blocks
            for at in block.with_id(name)
            if not _is_page_furniture(block.objects[at])
        ]
        for index, (block, at) in enumerate(objects[1:], start=1):
            for first, before in objects[:index][:_MOST_COMPARED]:
                key = _contradiction(first.objects[before], block.objects[at])
                if key is not None:
                    finding = _contradiction_finding(markup, name, (first, before), (block, at), key)
                    # Two captions or descriptions of one thing may both be right.
                    yield finding if key in _IDENTIFYING else finding.with_severity("info")
                    break
            else:
                continue
            break  # one finding for one name, however many objects share it


def _is_page_furniture(indexed: IndexedObject) -> bool:
    """Return whether an object is an entry of a menu or another list of the page, and no thing of the story."""
    types = types_of(indexed[0], indexed[4])
    return bool(types) and all(any(is_a(kind, one) for one in _FURNITURE) for kind in types)


def _contradiction(one: IndexedObject, other: IndexedObject) -> str | None:
    """Return the first property with a single value in both objects that differs between them."""
    # In a breadcrumb, the name of a page is a label.
    if one[0] is other[0] or "item" in (one[2], other[2]):
        return None
    for key, value in other[0].items():
        before = one[0].get(key)
        if value != before and key not in _NAMES and _is_literal(value) and _is_literal(before):
            return key
    return None


def _is_literal(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and str(value).strip() != ""


def _contradiction_finding(
    markup: Markup, name: str, first: tuple[MarkupBlock, int], second: tuple[MarkupBlock, int], key: str
) -> Finding:
    step = f"/{escape_pointer(key)}"
    places = [
        Finding("NLD-REF-008", "", pointer=block.pointer(at) + step, block=block.number)
        for block, at in (first, second)
    ]
    line = markup.place(places[0]).line
    where = f" on line {line}" if line is not None else ""
    message = f"{quote(name)} is defined twice: its {truncate(key)} differs from the one{where or ' before'}"
    return replace(
        places[1],
        message=message,
        suggestion="give different things different @ids, and one thing the same data",
    )


CHECKS: tuple[Check, ...] = (
    Check(("NLD-SYN-005",), "markup", known_contexts),
    Check(("NLD-SYN-019",), "markup", declared_contexts),
    Check(("NLD-SYN-007",), "markup", resolved_references),
    Check(("NLD-REF-008",), "markup", defined_once),
)

"""Contexts and names of published markup: that machines know what is meant, and find what is referred to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.shorten import truncate
from newsld.syntax.document import escape_pointer
from newsld.web.markup.blocks import Block
from newsld.web.markup.check import Check
from newsld.web.markup.contexts import faults, is_schema_org
from newsld.web.markup.index import Seen
from newsld.web.markup.nodes import Markup
from newsld.web.markup.story_markup import StoryMarkup

__all__ = ["CHECKS", "defined_once", "known_contexts", "resolved_references", "stated_contexts"]

_MOST: Final = 8
"""With how many earlier objects of its name one is compared."""
_NAMES: Final = frozenset({"@id", "id", "@type", "type", "@context"})


def known_contexts(markup: Markup) -> Iterator[Finding]:
    """NLD-SYN-005: a context is schema.org's or is written out; no other can be known without fetching it."""
    for block in markup.blocks:
        if block.syntax != "json-ld" or block.survey.sound:
            continue
        said: set[str] = set()
        for at in block.survey.contexts:
            local = block.objects[at][0]["@context"]
            if isinstance(local, str) and is_schema_org(local):
                continue
            for below, message, mend in faults(local, outermost=block.objects[at][1] < 0):
                if message not in said:
                    said.add(message)
                    pointer = f"{block.pointer(at)}/@context{below}"
                    yield Finding(
                        "NLD-SYN-005", message, suggestion=mend, pointer=pointer, block=block.number
                    )


def stated_contexts(markup: Markup) -> Iterator[Finding]:
    """NLD-SYN-019: markup names its context, without which its terms are nobody's; once a block."""
    for block in markup.blocks:
        if block.syntax == "json-ld" and block.objects and not block.survey.contexts:
            message = "no @context says that these are terms of schema.org"
            mend = 'begin it with "@context": "https://schema.org"'
            yield Finding(
                "NLD-SYN-019", message, suggestion=mend, pointer=block.pointer(0), block=block.number
            )


def resolved_references(markup: Markup) -> Iterator[Finding]:
    """NLD-SYN-007: what a node refers to by a name that holds in this input only is there."""
    if isinstance(markup, StoryMarkup):
        return
    known: Collection[str] | None = None
    for block in markup.blocks:
        if not block.survey.referred:
            continue
        if known is None:
            names = [one.survey.named.keys() for one in markup.blocks]
            known = names[0] if len(names) == 1 else set().union(*names)
        objects, missing = block.objects, block.survey.referred.difference(known)
        if not any(map(_is_local, missing)):
            continue
        missing = {name for name in missing if _is_local(name)} - _fragments(markup)
        for at in block.survey.references:
            data = objects[at][0]
            name = _name(data)
            if isinstance(name, str) and name in missing:
                message = f"{truncate(name)} is not defined here"
                mend = "give the node that is meant this @id, or write its whole address"
                pointer = f"{block.pointer(at)}/{escape_pointer(next(iter(data)))}"
                yield Finding("NLD-SYN-007", message, suggestion=mend, pointer=pointer, block=block.number)


def _name(data: dict[str, Any]) -> Any:
    """The name that a reference has, its only value."""
    return next(iter(data.values()))


def _is_local(name: str) -> bool:
    """Whether a name means something in its own input only: a fragment, a blank node, a relative address."""
    if name.startswith(("https://", "http://")):
        return False
    if name.startswith("_:"):
        return True
    scheme, colon, _ = name.partition(":")
    return bool(name.strip()) and not (
        colon and scheme.isascii() and scheme[:1].isalpha() and "/" not in scheme
    )


def _fragments(markup: Markup) -> set[str]:
    """The fragments of all names that something has."""
    return {
        f"#{fragment}"
        for block in markup.blocks
        for name in block.survey.named
        if (fragment := name.partition("#")[2])
    }


def defined_once(markup: Markup) -> Iterator[Finding]:
    """NLD-REF-008: two nodes of one name do not contradict each other."""
    if isinstance(markup, StoryMarkup):
        return
    twice = {name: None for block in markup.blocks for name, _ in block.survey.again}
    if len(markup.blocks) > 1:
        names = Counter(name for block in markup.blocks for name in block.survey.named)
        twice |= {name: None for name, number in names.items() if number > 1}
    for name in twice:
        told = [(block, at) for block in markup.blocks for at in block.named(name)]
        for place, (block, at) in enumerate(told[1:], start=1):
            for first, before in told[:place][:_MOST]:
                key = _contradiction(first.objects[before], block.objects[at])
                if key is not None:
                    yield _twice(markup, name, (first, before), (block, at), key)
                    break


def _contradiction(one: Seen, other: Seen) -> str | None:
    """The first property that two objects have with one value each, and not the same."""
    # The name of a page in a breadcrumb is a label for it.
    if one[0] is other[0] or "item" in (one[2], other[2]):
        return None
    for key, value in other[0].items():
        before = one[0].get(key)
        if value != before and key not in _NAMES and _is_literal(value) and _is_literal(before):
            return key
    return None


def _is_literal(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and str(value).strip() != ""


def _twice(
    markup: Markup, name: str, first: tuple[Block, int], second: tuple[Block, int], key: str
) -> Finding:
    step = f"/{escape_pointer(key)}"
    places = [
        Finding("NLD-REF-008", "", pointer=block.pointer(at) + step, block=block.number)
        for block, at in (first, second)
    ]
    line = markup.place(places[0]).line
    where = f" on line {line}" if line is not None else ""
    message = f"{truncate(name)} is defined twice: its {truncate(key)} is another one{where}"
    return replace(
        places[1], message=message, suggestion="give two things two @ids, and one thing one content"
    )


CHECKS: tuple[Check, ...] = (
    Check(("NLD-SYN-005",), "markup", known_contexts),
    Check(("NLD-SYN-019",), "markup", stated_contexts),
    Check(("NLD-SYN-007",), "markup", resolved_references),
    Check(("NLD-REF-008",), "markup", defined_once),
)

"""Contexts and names of published markup: that machines know what is meant, and find what is referred to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from newsld.document import escape_pointer
from newsld.findings import Finding
from newsld.markup.checking import Check
from newsld.markup.contexts import faults, is_schema_org
from newsld.markup.nodes import Markup, Node
from newsld.markup.story import StoryMarkup

__all__ = ["CHECKS", "defined_once", "known_contexts", "resolved_references"]

_LONGEST: Final = 60
_NAMES: Final = frozenset({"@id", "id", "@type", "type", "@context"})


def known_contexts(markup: Markup) -> Iterator[Finding]:
    """NLD-SYN-005: a context is schema.org's or is written out; no other can be known without fetching it."""
    for block in markup.blocks:
        if block.syntax != "json-ld":
            continue
        said: set[str] = set()
        for at in block.survey.contexts:
            local = block.objects[at][0]["@context"]
            if isinstance(local, str) and is_schema_org(local):
                continue
            for below, message, mend in faults(local):
                if message not in said:
                    said.add(message)
                    pointer = f"{block.pointer(at)}/@context{below}"
                    yield Finding("NLD-SYN-005", message, help=mend, pointer=pointer, block=block.number)


def resolved_references(markup: Markup) -> Iterator[Finding]:
    """NLD-SYN-007: what a node refers to by a name that holds in this input only is there."""
    if isinstance(markup, StoryMarkup):
        return
    for block in markup.blocks:
        objects, missing = block.objects, block.survey.referred
        for one in markup.blocks:
            missing = missing - one.survey.named.keys()
        if not any(map(_is_local, missing)):
            continue
        missing = {name for name in missing if _is_local(name)} - _fragments(markup)
        for at in block.survey.references:
            data = objects[at][0]
            name = _name(data)
            if isinstance(name, str) and name in missing:
                message = f"{_shown(name)} is not defined here"
                mend = "give the node that is meant this @id, or write its whole address"
                pointer = f"{block.pointer(at)}/{escape_pointer(next(iter(data)))}"
                yield Finding("NLD-SYN-007", message, help=mend, pointer=pointer, block=block.number)


def _name(data: dict[str, Any]) -> Any:
    """The name that a reference has, its only value."""
    return next(iter(data.values()))


def _is_local(name: str) -> bool:
    """Whether a name means something in its own input only: a fragment, a blank node, a relative address."""
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
    counts = Counter[str]()
    for block in markup.blocks:
        counts.update({name: len(places) for name, places in block.survey.named.items()})
    for name in [name for name, number in counts.items() if number > 1]:
        nodes = markup.named(name)
        # The name of a page in a breadcrumb is a label for it.
        told = [node for node in nodes if node.term != "item" and node.data.keys() - _NAMES]
        for place, node in enumerate(told[1:], start=1):
            for first in told[:place][:8]:
                if (key := _contradiction(first, node)) is not None:
                    yield _twice(markup, name, first, node, key)
                    break


def _contradiction(first: Node, second: Node) -> str | None:
    """The first property that two nodes have with one value each, and not the same."""
    if first.data is second.data:
        return None
    for key, value in second.data.items():
        other = first.data.get(key)
        if key not in _NAMES and value != other and _is_literal(value) and _is_literal(other):
            return key
    return None


def _is_literal(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and str(value).strip() != ""


def _twice(markup: Markup, name: str, first: Node, second: Node, key: str) -> Finding:
    before = markup.place(first.finding("NLD-REF-008", "", below=f"/{escape_pointer(key)}"))
    where = f" on line {before.line}" if before.line is not None else ""
    message = f"{_shown(name)} is defined twice: its {_shown(key)} is another one{where}"
    mend = "give two things two @ids, and one thing one content"
    return second.finding("NLD-REF-008", message, help=mend, below=f"/{escape_pointer(key)}")


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


CHECKS: tuple[Check, ...] = (
    Check(("NLD-SYN-005",), "markup", known_contexts),
    Check(("NLD-SYN-007",), "markup", resolved_references),
    Check(("NLD-REF-008",), "markup", defined_once),
)

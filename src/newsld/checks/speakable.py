"""Speakable parts: that a voice assistant can find the words that it is to read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model.text.closest_match import suggest
from newsld.web.markup import Check, Markup, Node, Value
from newsld.web.markup.queries import is_reference_only

__all__ = ["CHECKS", "parts_are_located"]

_LOCATORS: Final = ("cssSelector", "xpath", "xPath")
"""schema.org writes xpath, Google xPath."""
_MEND: Final = 'write {"@type": "SpeakableSpecification", "cssSelector": [".headline", ".summary"]}'


def parts_are_located(markup: Markup) -> Iterator[Finding]:
    """NLD-SPK-001: speakable is a SpeakableSpecification with either cssSelector or xpath."""
    for node in markup.nodes:
        for value in node.values("speakable"):
            yield from _faults(node, value)


def _faults(owner: Node, value: Value) -> Iterator[Finding]:
    part = value.node
    if part is None:
        yield owner.finding(
            "NLD-SPK-001", "speakable is no SpeakableSpecification", suggestion=_MEND, at=value
        )
        return
    if is_reference_only(part):
        return
    if not part.is_a("SpeakableSpecification"):
        stated = f"is a {part.types[0]}" if part.types else "has no type"
        message = f"speakable {stated}"
        suggestion = 'write "@type": "SpeakableSpecification"'
        yield part.finding("NLD-SPK-001", message, suggestion=suggestion, at="@type")
    given = [term for term in _LOCATORS if part.has(term)]
    if not given:
        near = next((near for key in part.data for near in suggest(key, _LOCATORS)), None)
        suggestion = f"did you mean {near}?" if near else "add one of the two"
        yield part.finding(
            "NLD-SPK-001", "speakable has neither cssSelector nor xpath", suggestion=suggestion
        )
    elif "cssSelector" in given and len(given) > 1:
        suggestion = "keep one of the two: a part is found by either"
        yield part.finding(
            "NLD-SPK-001",
            f"speakable has both cssSelector and {given[1]}",
            suggestion=suggestion,
            at=given[1],
        )


CHECKS: tuple[Check, ...] = (Check(("NLD-SPK-001",), "markup", parts_are_located),)

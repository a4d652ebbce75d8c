"""Check speakable parts: a voice assistant can find the words to read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model.text.closest_match import suggest
from newsld.model.text.shorten import quote_value
from newsld.web.markup import Check, Markup, Node, Value
from newsld.web.markup.queries import is_reference_only

_LOCATORS: Final = ("cssSelector", "xpath", "xPath")
"""schema.org uses xpath, Google xPath."""
_EXAMPLE: Final = 'write {"@type": "SpeakableSpecification", "cssSelector": [".headline", ".summary"]}'


def speakable_has_selector(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-SPK-001 if speakable is not a SpeakableSpecification with either cssSelector or xpath."""
    for node in markup.nodes:
        for value in node.values("speakable"):
            yield from _findings(node, value)


def _findings(owner: Node, value: Value) -> Iterator[Finding]:
    part = value.node
    if part is None:
        message = f"speakable is {quote_value(value.raw)}, not a SpeakableSpecification"
        yield owner.finding("NLD-SPK-001", message, suggestion=_EXAMPLE, at=value)
        return
    if is_reference_only(part):
        return
    if not part.is_a("SpeakableSpecification"):
        has_type = (
            f"has the type {part.types[0]}, not SpeakableSpecification" if part.types else "has no type"
        )
        message = f"speakable {has_type}"
        suggestion = 'write "@type": "SpeakableSpecification"'
        yield part.finding("NLD-SPK-001", message, suggestion=suggestion, at="@type")
    given = [term for term in _LOCATORS if part.has(term)]
    if not given:
        near = next((near for key in part.data for near in suggest(key, _LOCATORS)), None)
        suggestion = f"did you mean {near}?" if near else "add cssSelector or xpath"
        yield part.finding(
            "NLD-SPK-001", "speakable has neither cssSelector nor xpath", suggestion=suggestion
        )
    elif "cssSelector" in given and len(given) > 1:
        suggestion = "remove one of the two"
        yield part.finding(
            "NLD-SPK-001",
            f"speakable has both cssSelector and {given[1]}",
            suggestion=suggestion,
            at=given[1],
        )


CHECKS: tuple[Check, ...] = (Check(("NLD-SPK-001",), "markup", speakable_has_selector),)

"""What the selected rules judge that is no article, so that a page with the subject of a profile is not empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from newsld.web.markup.nodes import Markup, Node

_SUBJECTS: Final[dict[str, Callable[[Node], bool]]] = {
    "NLD-CLM-": lambda node: node.is_a("ClaimReview"),
    "NLD-SPK-": lambda node: node.has("speakable"),
    "NLD-PAY-": lambda node: node.is_a("CreativeWork") and node.has("isAccessibleForFree"),
}
"""The subject of a group of rules that do not only judge articles, by the beginning of their codes."""


def has_subject(markup: Markup, rules: frozenset[str]) -> bool:
    """Return whether the markup has an article, or the subject of a group of rules of which one is selected."""
    if markup.has_article:
        return True
    tests = [test for group, test in _SUBJECTS.items() if any(code.startswith(group) for code in rules)]
    return any(test(node) for node in markup.nodes for test in tests)

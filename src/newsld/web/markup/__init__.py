"""Markup: what a page, a file or a story says in schema.org's terms, as nodes that rules can ask.

A rule never sees JSON, microdata or a story's plain data: it asks a `Node` for the `Value`s of a term, and each of
them knows where it stands.
"""

from __future__ import annotations

from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value

__all__ = ["Check", "Markup", "MarkupBlock", "Node", "Value"]

"""Markup: schema.org data of a page, a file or a story, as nodes that rules can query.

A rule never reads JSON, microdata or a story's plain data: it gets the `Value`s of a term from a `Node`, and each
of them has its position.
"""

from __future__ import annotations

from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value

__all__ = ["Check", "Markup", "MarkupBlock", "Node", "Value"]

"""Check that a document has the structure of a story: keys, types, forms and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.versions import STORY_VERSION
from newsld.syntax.document import Document
from newsld.syntax.patterns import lazy_pattern

_SCALAR: Final = lazy_pattern(r"[^\s,\[\]{}#'\"]+")
"""A number, a boolean or a word as it is written in YAML or JSON."""


def check_version(data: Mapping[str, Any]) -> Finding | None:
    """Return the finding for a story in version 1 of the format, whose other errors follow from it; None for others."""
    version = data.get("newsld")
    if version is True or version != 1:
        return None
    return Finding(
        "NLD-SCH-004",
        f"the story is in version 1 of the format, and this newsld reads version {STORY_VERSION}",
        suggestion=f"write `newsld: {STORY_VERSION}`, and `origin: given` for `origin: known`",
        pointer="/newsld",
    )


def check_structure(document: Document) -> list[Finding]:
    """Return one finding, with its pointer, for each place where a document differs from the story schema.

    Validating takes a fraction of a millisecond. Only an invalid document is validated again for explanations.
    """
    from newsld.schemaorg.json_schema.explain import explain
    from newsld.schemaorg.json_schema.validator import is_valid

    if is_valid(document.data):
        return []
    return [_as_written(finding, document) for finding in explain(document.data)]


def _as_written(finding: Finding, document: Document) -> Finding:
    """Return the finding with the words of the source in its suggestion: `1.10` is not 1.1, nor `007` 7."""
    from newsld.schemaorg.json_schema.explain import QUOTE_IT

    if finding.suggestion is None or not finding.suggestion.startswith(QUOTE_IT) or document.lines is None:
        return finding
    position = document.positions.find(finding.pointer)
    excerpt = document.lines.excerpt_at(position) if position is not None else None
    words = _SCALAR.match(excerpt.text, position.column - excerpt.column) if excerpt and position else None
    return replace(finding, suggestion=f'{QUOTE_IT} "{words[0]}"') if words else finding

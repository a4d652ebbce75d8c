"""Whether a document has the structure of a story: keys, types, forms and limits."""

from __future__ import annotations

from newsld.findings import Finding
from newsld.schemaorg.json_schema import explain, is_valid
from newsld.syntax.document import Document

__all__ = ["check_structure"]


def check_structure(document: Document) -> list[Finding]:
    """What keeps a document from being a story, one finding a fault, each with its pointer.

    A story that is well formed costs a fraction of a millisecond; only the other is looked at again to
    explain it.
    """
    return [] if is_valid(document.data) else explain(document.data)

"""N-Quads (`.nq`), for triple stores: the triples of the JSON-LD that newsld writes. Write-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsld.formats import WriteOptions
from newsld.schemaorg.jsonld.foreign.exporter import document_of
from newsld.schemaorg.jsonld.nquads import to_nquads

if TYPE_CHECKING:
    from newsld.model import NewsArticle

__all__ = ["write"]


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """The article's triples as UTF-8 N-Quads, in the order of the nested document."""
    document = document_of(article, full=options.profile == "full", pending=options.pending)
    return to_nquads(document).encode()

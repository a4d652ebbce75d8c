"""N-Quads (`.nq`), for triple stores: the triples of the JSON-LD that newsld writes. Write-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsld.formats import WriteOptions
from newsld.jsonld.nquads import to_nquads
from newsld.jsonld.writing import to_jsonld

if TYPE_CHECKING:
    from newsld.models import NewsArticle

__all__ = ["write"]


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """The article's triples as UTF-8 N-Quads, in the order of the nested document."""
    document = to_jsonld(article, full=options.profile == "full", pending=options.pending)
    return to_nquads(document).encode()

"""Write N-Quads (`.nq`) for triple stores: the triples of the JSON-LD that newsld writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsld.formats import WriteOptions
from newsld.schemaorg.jsonld.foreign.exporter import export_article
from newsld.schemaorg.jsonld.nquads import to_nquads

if TYPE_CHECKING:
    from newsld.model import NewsArticle

__all__ = ["write", "write_line"]

_BLANK_NODE: Final = re.compile(rb'^_:|(?<= )_:(?=[^\s"]+ \.$)', re.MULTILINE)


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """Return the triples of an article as UTF-8 N-Quads, in the order of the nested document."""
    document = export_article(article, full=options.jsonld == "full", pending=options.pending)
    return to_nquads(document).encode()


def write_line(article: NewsArticle, options: WriteOptions, number: int) -> bytes:
    """Return an article as its lines of an archive; `number` makes the names of its blank nodes unique there."""
    content = write(article, options)
    return _BLANK_NODE.sub(b"_:n%d." % number, content) if number > 1 else content

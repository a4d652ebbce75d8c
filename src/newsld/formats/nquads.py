"""Write N-Quads (`.nq`) for triple stores: the triples of the JSON-LD that newsld writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding, Unwritable
from newsld.formats import WriteOptions
from newsld.model.views import address
from newsld.schemaorg.jsonld.foreign.exporter import export_article
from newsld.schemaorg.jsonld.iris import article_uuid
from newsld.schemaorg.jsonld.nquads import to_nquads
from newsld.schemaorg.jsonld.processor import ExpansionError
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_BLANK_NODE: Final = lazy_pattern(rb'^_:|(?<= )_:(?=[^\s"]+ \.$)', re.MULTILINE)


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """Return the triples of an article as UTF-8 N-Quads, in the order of the nested document.

    Values that RDF has no place for are left out and reported as NLD-OUT-003. Raises Unwritable without
    `options.report`, and for JSON-LD that no processor can read.
    """
    lost: list[Finding] = []
    try:
        text = to_nquads(
            export_article(article, **options.document), base=_base(article, options), report=lost.append
        )
    except ExpansionError as error:
        suggestion = "fix the JSON-LD that the article was read from"
        raise Unwritable([Finding("NLD-OUT-003", str(error), suggestion=suggestion)]) from error
    if lost:
        if options.report is None:
            raise Unwritable(lost)
        for finding in dict.fromkeys(lost):
            options.report(finding)
    return text.encode()


def _base(article: NewsArticle, options: WriteOptions) -> str | None:
    """Return what relative IRIs are resolved against, if the document does not contain it."""
    page = address(article) or ""
    if page.startswith("http"):
        return page
    return None if options.jsonld == "full" else article.url or article_uuid(article)


def write_line(article: NewsArticle, options: WriteOptions, number: int) -> bytes:
    """Return an article as its lines of an archive; `number` makes the names of its blank nodes unique there."""
    content = write(article, options)
    return _BLANK_NODE.sub(b"_:n%d." % number, content) if number > 1 else content

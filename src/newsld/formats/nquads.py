"""Write N-Quads (`.nq`) for triple stores: the triples of the JSON-LD that newsld writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsld.findings import Finding, Unwritable
from newsld.formats import WriteOptions
from newsld.model.views import address
from newsld.schemaorg.jsonld.foreign.exporter import export_article
from newsld.schemaorg.jsonld.iris import article_uuid
from newsld.schemaorg.jsonld.nquads import to_nquads
from newsld.schemaorg.jsonld.processor import ExpansionError
from newsld.schemaorg.jsonld.records import Records

if TYPE_CHECKING:
    from newsld.model import NewsArticle


def write(article: NewsArticle | Records, options: WriteOptions) -> bytes:
    """Return the triples of an article, or of its records, as UTF-8 N-Quads, in the order of the nested document.

    Values that RDF has no place for are left out and reported as NLD-OUT-003. Raises Unwritable without
    `options.report`, and for JSON-LD that no processor can read.
    """
    return _render(article, options, "_:")


def write_line(article: NewsArticle | Records, options: WriteOptions, number: int) -> bytes:
    """Return an article as its lines of an archive; `number` makes the names of its blank nodes unique there."""
    return _render(article, options, f"_:n{number}." if number > 1 else "_:")


def _render(article: NewsArticle | Records, options: WriteOptions, blank: str) -> bytes:
    lost: list[Finding] = []
    document = export_article(article, **options.document)
    try:
        text = to_nquads(document, base=_base(article, options), report=lost.append, blank=blank)
    except ExpansionError as error:
        suggestion = "fix the JSON-LD that the article was read from"
        raise Unwritable([Finding("NLD-OUT-003", str(error), suggestion=suggestion)]) from error
    if lost:
        if options.report is None:
            raise Unwritable(lost)
        for finding in dict.fromkeys(lost):
            options.report(finding)
    return text.encode()


def _base(article: NewsArticle | Records, options: WriteOptions) -> str | None:
    """Return what relative IRIs are resolved against, if the document does not contain it."""
    page = article.address if isinstance(article, Records) else address(article) or ""
    if page.startswith("http"):
        return page
    if options.jsonld == "full":
        return None
    return article.address if isinstance(article, Records) else article.url or article_uuid(article)

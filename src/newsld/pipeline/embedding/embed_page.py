"""Embed one story in one page, in memory."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding, Position, Unwritable
from newsld.formats import WriteOptions
from newsld.formats.jsonld import write
from newsld.pipeline.embedding.social_tags import Tags, build_tags, missing_tags
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.json import dump_json
from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.escaping import escape_json
from newsld.web.html.page import read_page
from newsld.web.html.splice import MARK_ATTRIBUTE, SpliceResult, embed_block, remove_block

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.web.html.page import Page

_RELATIVE: Final = b'"@id":"#'
_BASE_TAG: Final = lazy_pattern(rb"<base[\s/>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Insert:
    """The content to embed in a page: the UTF-8 JSON of the script, and meta tags for programs without JSON-LD."""

    data: bytes
    tags: Tags = ()

    def data_with_absolute_ids(self) -> bytes:
        """Return the JSON without identifiers that are relative to the address of the page, as a `<base>` changes it.

        They become relative to the address of the story, or to its own identifier if it has none.
        """
        document = json.loads(self.data)
        base = str(next((one for one in (document.get("url"), document.get("@id")) if one), ""))
        absolute = _with_absolute_ids(document, base.partition("#")[0])
        return escape_json(dump_json(absolute))


def build_insert(
    article: NewsArticle, *, meta: bool = False, claims: bool = False, drafts: bool = False
) -> Insert:
    """Return the content to embed for an article: the bytes of `export --jsonld page`, and with `meta` its tags.

    `claims` adds the attributed statements. Raises Unwritable for an article that JSON-LD cannot represent, and without
    `drafts` for a draft (NLD-EMB-026).
    """
    if not drafts and article.is_draft:
        suggestion = "run newsld review, or embed it anyway with --drafts"
        raise Unwritable(
            [Finding("NLD-EMB-026", "the story is a draft that nobody has verified", suggestion)]
        )
    options = WriteOptions(jsonld="page", claims=claims)
    return Insert(write(article, options), build_tags(article) if meta else ())


def embed_page(
    content: bytes,
    insert: Insert,
    *,
    nonce: str | None = None,
    limit: int = SIZE_LIMIT,
    page: Page | None = None,
) -> SpliceResult:
    """Return a page with a story embedded, replacing what newsld embedded before; no other byte changes.

    Tags by others are preserved and not duplicated. The result is parsed and compared before it is returned; a page
    for which this fails is refused with findings. `page` is the parsed content, when the caller has it.
    """
    tags = insert.tags
    if tags:
        findings: list[Finding] = []
        if page is None:
            page, findings = read_page(content, limit=limit)
        if page is None:
            return SpliceResult(None, tuple(findings))
        tags = missing_tags(tags, _foreign_tag_names(page))
    data = insert.data
    if _RELATIVE in data and _BASE_TAG.search(content):
        page = page or read_page(content, limit=limit)[0]
        if page is not None and page.base is not None:
            data = insert.data_with_absolute_ids()
    metas = [{"property": name, "content": text} for name, text in tags]
    result = embed_block(content, data, metas=metas, nonce=nonce, limit=limit)
    return result if result.content is not None else _with_excerpts(result, page, content, limit)


def _with_absolute_ids(value: Any, base: str) -> Any:
    if isinstance(value, list):
        return [_with_absolute_ids(item, base) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: base + item
        if key == "@id" and isinstance(item, str) and item[:1] == "#"
        else _with_absolute_ids(item, base)
        for key, item in value.items()
    }


def clear_page(content: bytes, *, limit: int = SIZE_LIMIT) -> SpliceResult:
    """Return a page without what newsld embedded; refused with findings when the end of that is missing."""
    result = remove_block(content, limit=limit)
    return result if result.content is not None else _with_excerpts(result, None, content, limit)


def _foreign_tag_names(page: Page) -> frozenset[str]:
    """Return the names of the meta tags of a page that newsld did not write, in lower case."""
    return frozenset(
        name.lower()
        for meta in page.metas
        if MARK_ATTRIBUTE not in meta.attributes and meta.get("content")
        for name in (*meta.words("property"), *meta.words("name"))
    )


def _with_excerpts(refusal: SpliceResult, page: Page | None, content: bytes, limit: int) -> SpliceResult:
    """Return a refusal whose findings have the source lines that they are about."""
    page = page or read_page(content, limit=limit)[0]
    if page is None:
        return refusal
    findings = [
        finding
        if finding.line is None
        else finding.with_excerpt(page.excerpt(Position(finding.line, finding.column or 1)))
        for finding in refusal.findings
    ]
    return replace(refusal, findings=tuple(findings))

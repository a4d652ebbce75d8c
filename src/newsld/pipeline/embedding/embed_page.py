"""One page and one story: the bytes of the page with the story's data in it, or why it stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from newsld.formats import WriteOptions
from newsld.formats.jsonld import write
from newsld.pipeline.embedding.social_tags import Tags, missing_tags, tags_of
from newsld.syntax.decode import SIZE_LIMIT
from newsld.web.html import read_page
from newsld.web.html.splice import MARK_ATTRIBUTE, SpliceResult, embed_block, remove_block

if TYPE_CHECKING:
    from newsld.findings import Finding
    from newsld.model import NewsArticle
    from newsld.web.html import Page

__all__ = ["Insert", "clear_page", "embed_page", "insert_for"]

_OPTIONS: Final = WriteOptions(profile="page")


@dataclass(frozen=True, slots=True)
class Insert:
    """What a story puts into a page: the UTF-8 JSON of its script, and tags for those who read no JSON-LD."""

    data: bytes
    tags: Tags = ()


def insert_for(article: NewsArticle, *, meta: bool = False) -> Insert:
    """What an article puts into its page: exactly what `export --profile page` writes, and with `meta` its tags.

    Raises Unwritable for what JSON-LD cannot carry.
    """
    return Insert(write(article, _OPTIONS), tags_of(article) if meta else ())


def embed_page(
    content: bytes,
    insert: Insert,
    *,
    nonce: str | None = None,
    limit: int = SIZE_LIMIT,
    page: Page | None = None,
) -> SpliceResult:
    """A page with a story in it, in place of what newsld put there before; every other byte is as it was.

    Tags that the page has from somebody else are left to them, and not doubled. What was written is read again and
    compared before it is given away; a page in which that cannot be is refused with findings. `page` is the
    content as read, where the caller has read it already.
    """
    tags = insert.tags
    if tags:
        faults: list[Finding] = []
        if page is None:
            page, faults = read_page(content, limit=limit)
        if page is None:
            return SpliceResult(None, tuple(faults))
        tags = missing_tags(tags, _stated(page))
    metas = [{"property": name, "content": text} for name, text in tags]
    made = embed_block(content, insert.data, metas=metas, nonce=nonce, limit=limit)
    return made if made.content is not None else replace(made, findings=_shown(made, page, content, limit))


def clear_page(content: bytes, *, limit: int = SIZE_LIMIT) -> SpliceResult:
    """A page without what newsld put into it; one in which that has no end is refused with findings."""
    made = remove_block(content, limit=limit)
    return made if made.content is not None else replace(made, findings=_shown(made, None, content, limit))


def _stated(page: Page) -> frozenset[str]:
    """The names of the tags that somebody else put into a page."""
    return frozenset(
        name.lower()
        for meta in page.metas
        if MARK_ATTRIBUTE not in meta.attributes and meta.get("content")
        for name in (*meta.words("property"), *meta.words("name"))
    )


def _shown(made: SpliceResult, page: Page | None, content: bytes, limit: int) -> tuple[Finding, ...]:
    """The findings of a refusal with the lines that they are about."""
    page = page or read_page(content, limit=limit)[0]
    if page is None:
        return made.findings
    return tuple(
        [
            finding if finding.line is None else replace(finding, excerpt=page.line(finding.line))
            for finding in made.findings
        ]
    )

"""Law 1 for Markdown: what is written reads back to the equal article, whatever its texts are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from newsld.findings import Finding, Unwritable
from newsld.formats.markdown import read, write
from newsld.model import NewsArticle
from newsld.model.from_document import read_article
from newsld.syntax.document import Document, Source
from strategies import articles


def read_back(content: bytes) -> tuple[NewsArticle | None, list[Finding]]:
    """The article of a Markdown file, and every finding on the way to it."""
    article, findings = None, []
    for found in read(Source(content)):
        if isinstance(found, Document):
            article, more = read_article(found)
            findings += [found.place(finding) for finding in more]
        else:
            findings.append(found)
    return article, findings


@settings(max_examples=100, deadline=None)
@given(articles())
def test_what_is_written_reads_back_to_the_equal_article_without_a_finding(article: NewsArticle) -> None:
    """Law 1: read(write(a)) == a, and our own files have nothing wrong with them."""
    content = write(article)
    again, findings = read_back(content)
    assert findings == []
    assert again == article
    assert write(again) == content


@settings(max_examples=50, deadline=None)
@given(articles(nul=True))
def test_nul_is_refused_with_its_code_and_everything_else_is_written(article: NewsArticle) -> None:
    """Markdown has no NUL: an article with one is Unwritable, never a file that reads back differently."""
    try:
        content = write(article)
    except Unwritable as refusal:
        assert {finding.code for finding in refusal.findings} == {"NLD-SYN-010"}
    else:
        assert read_back(content) == (article, [])


def test_lone_surrogates_are_refused() -> None:
    """Half a surrogate pair is no character and has no UTF-8."""
    with pytest.raises(Unwritable, match="NLD-SYN-008"):
        write(NewsArticle().model_copy(update={"headline": "\ud800"}))

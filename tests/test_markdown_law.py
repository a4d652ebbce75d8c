"""Law 1 for Markdown: what is written reads back to the equal article, whatever its texts are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import newsld
from newsld.findings import Finding, Unwritable
from newsld.formats.markdown import read, write
from newsld.formats.markdown.file_parts import MARKER
from newsld.model import NewsArticle
from newsld.model.from_document import read_article
from newsld.pipeline.fixing import fix
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


def outdated(content: bytes) -> Finding | None:
    """The finding about what a Markdown file has below its marker line."""
    (document,) = (found for found in read(Source(content)) if isinstance(found, Document))
    article, _ = read_article(document)
    return document.outdated(article) if document.outdated else None


OTHER = b"""
## <a id="people"></a>People

|Name|Roles|
|-|-|
|Ines Farrow|member at Dockers\xe2\x80\x99 Union|

[farrow]: #people
"""
"""What an export writes below the marker line of a small story."""


@settings(max_examples=40, deadline=None)
@given(articles())
def test_what_is_below_the_marker_line_is_regenerated_from_what_is_above(article: NewsArticle) -> None:
    """What an export writes is up to date; the tables of another story, or none, are replaced by the same bytes."""
    content = write(article)
    assert outdated(content) is None
    marker = f"{MARKER}\n".encode()
    story, found, _ = content.rpartition(marker)
    for below in (b"", OTHER) if found else ():
        finding = outdated(story + marker + below)
        assert finding is not None
        assert finding.fix is not None
        assert story + str(finding.fix.value).encode() == content


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


STORY = """---
newsld: 2
type: newsArticle   # in the wrong case
headline: Port strike
---

# Port strike

“We  will stay,” [Ines Farrow][farrow] told the Coast Wire.[^stay]

[^stay]: Coast Wire, citing [Ines Farrow][farrow].

```yaml newsld
people:
  ines-farrow: {name: Ines Farrow}   # by hand
organizations: {coast-wire: Coast Wire}
```

<!-- newsld: for readers -->

## <a id="people"></a>People

|Name|Roles|
|-|-|
|Ines Farow||

[farow]: #people

Ask the desk before you publish.
"""


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_fix_regenerates_the_tables_and_changes_nothing_above_them_but_what_it_fixes(
    mark: bytes, line_end: str
) -> None:
    """The article is the same, notes of the desk remain, and a second fix has nothing to do."""
    content = mark + STORY.replace("\n", line_end).encode()
    result = fix(Source(content, name="story.md"))
    assert result is not None
    assert [one.code for one in result.fixed] == ["NLD-VOC-001", "NLD-INF-009"]
    assert result.remaining == ()
    above, found, below = result.content.partition(MARKER.encode())
    assert above == content.partition(MARKER.encode())[0].replace(b"newsArticle", b"NewsArticle")
    assert found
    lines = below.decode().split(line_end)
    assert not any("\n" in line for line in lines)
    assert "|Ines Farrow||" in lines
    assert lines[-4:] == ["[farrow]: #people", "", "Ask the desk before you publish.", ""]
    assert newsld.read(result.content) == newsld.read(content.replace(b"newsArticle", b"NewsArticle"))
    assert fix(Source(result.content, name="story.md")) is None


def test_a_file_without_the_marker_line_gets_no_tables() -> None:
    """Nobody needs them in a file that is written by hand, and only a marker line asks for them."""
    above = STORY.partition(MARKER)[0].replace("newsArticle", "NewsArticle").encode()
    assert fix(Source(above, name="story.md")) is None
    (finding,) = newsld.check(above + MARKER.encode(), "markdown", select="INF")
    assert finding.message == "the tables below the text are out of date: Sources, People, Organizations"

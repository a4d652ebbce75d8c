"""Law 1 for Markdown: what is written reads back to the equal article, whatever its texts are."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

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
@example(NewsArticle(body=MARKER))
@example(NewsArticle(body=f"{MARKER}\n\n# {MARKER}\nit leaks"))
def test_what_is_below_the_marker_line_is_regenerated_from_what_is_above(article: NewsArticle) -> None:
    """What an export writes is up to date; the tables of another story, or none, are replaced by the same bytes."""
    content = write(article)
    assert outdated(content) is None
    marker = f"\n{MARKER}\n".encode()  # the text may have one too, within a line
    story, found, _ = content.partition(marker)
    for below in (b"", OTHER) if found else ():
        finding = outdated(story + marker + below)
        assert finding is not None
        assert finding.fix is not None
        assert story + b"\n" + str(finding.fix.value).encode() == content


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


@pytest.mark.parametrize(
    "note",
    [
        "## Sources\n\n|Contact|Phone|\n|-|-|\n|Ines|01234|",
        "````\n\n## People\n\n|Name|Roles|\n|-|-|\n|An example||\n\n````",
        "```\nfirst\n\n\n\nsecond\n```\n\n    indented\n\n\n    code",
        "[phone]: #contacts\n\nSee [phone].\u00a0",
        f"{MARKER}\n\n## People\n\n|Name|Roles|\n|-|-|\n|Of another file||",
        "One line\r\nwith other line ends.",
    ],
)
def test_what_somebody_wrote_below_the_marker_line_remains_byte_for_byte(note: str) -> None:
    """A table with other columns, code, a link of one's own, and all of a second file are no tables of the story."""
    content = STORY.replace("Ask the desk before you publish.", note).encode()
    result = fix(Source(content, name="story.md"))
    assert result is not None
    below = result.content.decode().partition(MARKER)[2]
    assert "|Ines Farrow||" in below
    assert "|Ines Farow||" not in below
    assert below.endswith(f"\n\n{note}\n")
    assert fix(Source(result.content, name="story.md")) is None


@pytest.mark.parametrize(
    "story",
    [
        "---\nnewsld: 2\nheadline: Port strike\n---\n",
        "---\nnewsld: 2\nheadline: Port strike\npeople: {ines: Ines Farrow}\nbody: Ines Farrow spoke.\n---\n",
    ],
)
def test_a_text_below_the_marker_line_is_not_replaced_by_that_of_the_story(story: str) -> None:
    """It may be a note, or the text itself, and no longer the copy that an export wrote."""
    content = f"{story}\n{MARKER}\n\nMy text.\n\nIts second paragraph.\n".encode()
    finding = outdated(content)
    assert finding is not None
    assert finding.suggestion is not None
    assert finding.suggestion.startswith("delete the text")
    assert fix(Source(content, name="story.md")) is None
    result = fix(Source(content.replace(b"newsld: 2\n", b"newsld: 2\ntype: newsArticle\n"), name="story.md"))
    assert result is not None
    assert result.content == content.replace(b"newsld: 2\n", b"newsld: 2\ntype: NewsArticle\n")
    empty = fix(Source(f"{story}\n{MARKER}\n".encode(), name="story.md"))
    assert empty is not None
    assert outdated(empty.content) is None


def test_a_marker_line_at_the_end_of_a_windows_file_gets_its_line_ends() -> None:
    """Also with spaces after it, or without a line end of its own."""
    for end in ("", "  \n\nA note.\n"):
        content = f"{STORY.partition(MARKER)[0]}{MARKER}{end}".replace("\n", "\r\n").encode()
        result = fix(Source(content, name="story.md"))
        assert result is not None
        assert result.content.count(b"\n") == result.content.count(b"\r\n")

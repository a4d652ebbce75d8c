"""The Markdown that is written: what it links, what it looks like, and what others make of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

import newsld
from markdown_story import BODY, CAPTURES, documents, story, whole
from newsld.formats.markdown import layout, write
from newsld.formats.markdown.file_parts import MARKER, FileParts, split_file
from newsld.formats.markdown.head import head_blocks
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from strategies import articles, texts

STORIES = sorted((Path(__file__).parent.parent / "fixtures" / "stories").glob("*/story.md"))
JUDGE = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
HEAD = re.compile(r"\A(?:# .*\n\n(?:\*[^*].*\*\n\n)?(?:\*\*.*\*\*\n\n)?)?(?:<!-- -->\n\n)?")
CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]")
ENTITIES = {
    "people": {"jo": {"name": "Jo Hale"}},
    "organizations": {"wire": {"name": "Coast Wire"}},
    "events": {"strike": {"name": "dock strike"}},
    "figures": {"held": {"value": 4, "words": "four boats"}},
}


def written(**data: Any) -> str:
    """The Markdown of a story with these data, which reads back to it."""
    article = article_from({**ENTITIES, **data})
    content = write(article)
    assert whole(content) == article
    return content.decode()


def body_of(markdown: str) -> str:
    """Return the Markdown of the text and its footnotes, without the head."""
    parts = split_file(markdown)
    assert isinstance(parts, FileParts)
    text = "\n".join(line.rstrip() for line in parts.markdown.split("\n")).strip("\n")
    return HEAD.sub("", text)


def inlines(tokens: list[Token]) -> Iterator[list[Token]]:
    """The inline contents above the data and outside of footnotes, as the judge parsed them."""
    notes = 0
    for token in tokens:
        if token.type == "fence":
            return
        notes += {"footnote_block_open": 1, "footnote_block_close": -1}.get(token.type, 0)
        if token.type == "html_block" and token.content.strip() == MARKER:
            return
        if token.type == "inline" and not notes:
            yield token.children or []


def words(children: list[Token]) -> str:
    """The words of inline content, without pictures and footnote marks."""
    shown = {"text": None, "text_special": None, "softbreak": "\n", "hardbreak": "\n"}
    return "".join(shown[it.type] or it.content for it in children if it.type in shown)


@settings(max_examples=60)
@given(articles())
def test_another_parser_sees_the_same_words_in_the_same_blocks(article: NewsArticle) -> None:
    """markdown-it reads the words of every block exactly as the article has them, but for control characters.

    It shows a numeric reference to one of these as U+FFFD, which CommonMark asks for NUL only, and drops spaces of any
    kind at the ends of a block, where CommonMark names only spaces and tabs.
    """
    content = write(article).decode()
    if article.body is None or not body_of(content):
        return
    head = sum(1 for block in head_blocks(article) if block)
    seen = [text for children in inlines(JUDGE.parse(content)) if (text := words(children))][head:]
    texts = [CONTROL.sub("\ufffd", span.slice(article.text)) for span in layout.leaves(article.body)]
    assert [text.strip() for text in seen] == [text.strip() for text in texts]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_a_rendered_story_has_no_broken_reference_and_no_front_matter(path: Path) -> None:
    """On any page that shows Markdown every label is a link, every footnote is shown, and no YAML is."""
    document, _ = documents(path.read_bytes())
    assert document is not None
    article = article_from(document.data)
    content = write(article).decode()
    shown = JUDGE.render(content)
    assert "][" not in shown and "[^" not in shown and "newsld: 2" not in shown and "&lt;!--" not in shown
    assert shown.count('class="footnote-item"') == body_of(content).count("\n[^")
    assert whole(content.encode()) == article


def test_there_are_stories_to_render() -> None:
    """The cases above collect themselves, and there are some."""
    assert len(STORIES) >= 3


def test_the_example_is_written_unchanged() -> None:
    """Export gives the body that a person wrote, with names without brackets, links in full, and soft breaks joined."""
    body = body_of(write(whole(story(BODY, CAPTURES))).decode())
    assert (
        body
        == BODY.replace("[officials] said", "[officials][officials] said")
        .replace("[Port Aldane]\n", "Port Aldane ")
        .replace("[Coast Wire][coast-wire]", "Coast Wire")
        .replace("[port officials][officials]", "port officials")
        .replace("[Port Authority][port-authority]", "Port Authority")
        .strip()
    )


def test_longer_words_are_linked_and_names_inside_them_need_no_link() -> None:
    """Links cannot nest: the longest words are linked, a name in them is a mention by itself, others are entries."""
    markdown = written(
        body="The head of Coast Wire, who left four boats.",
        mentions=[
            {"words": "The head of Coast Wire", "of": "jo", "form": "nominal"},
            {"words": "head", "of": "strike", "form": "nominal"},
            {"words": "Coast Wire", "of": "wire", "form": "name"},
        ],
    )
    assert body_of(markdown) == "[The head of Coast Wire][jo], who left [four boats][held]."
    assert "mentions:\n  - {strike: head}\n" in markdown


def test_words_with_several_meanings_are_one_link() -> None:
    """An entity comes before an event, a figure and a date; one link has all their labels."""
    words_, date = "four boats", {"words": "four boats", "date": {"date": "2025", "basis": "inferred"}}
    event = {"words": words_, "of": "strike", "form": "nominal"}
    person = {"words": words_, "of": "jo", "form": "nominal"}
    assert body_of(written(body="So four boats.", mentions=[date])) == "So [four boats][held, 2025]."
    assert (
        body_of(written(body="So four boats.", mentions=[date, event, person]))
        == "So [four boats][jo, strike, held, 2025]."
    )


def test_forms_are_written_once_for_the_same_words() -> None:
    """A form that does not follow from the words is written once under `forms`; an exception is an entry."""
    mentions = [{"words": {"exact": "her", "start": at}, "of": "jo", "form": "nominal"} for at in (0, 4, 8)]
    mentions[2]["form"] = "pronoun"
    markdown = written(body="her her her. four boats", mentions=mentions)
    assert "forms:\n  jo: {her: nominal}\n" in markdown
    assert markdown.count("form: ") == 1


def test_a_name_that_is_no_mention_is_followed_by_a_comment() -> None:
    """The writer marks the names that mean nothing, or switches the rule off where most of them do."""
    one = {"words": {"exact": "Jo Hale", "start": 0}, "of": "jo", "form": "name"}
    two = {"words": {"exact": "Jo Hale", "start": 12}, "of": "jo", "form": "name"}
    body = "Jo Hale and Jo Hale and Jo Hale in four boats."
    marked = body_of(written(body=body, mentions=[one, two]))
    assert marked == "Jo Hale and Jo Hale and Jo Hale<!-- --> in [four boats][held]."
    off = written(body=body, mentions=[one])
    assert body_of(off) == "[Jo Hale][jo] and Jo Hale and Jo Hale in [four boats][held]."
    assert "mentions: explicit\n" in off
    assert body_of(written(body="[Jo Hale] left in four boats.")).startswith("\\[Jo Hale\\] left")


def test_text_that_only_looks_like_markdown_stays_text() -> None:
    """An aside stays bare, and what would be taken for a mark has a backslash."""
    markdown = written(body="It “was [sic]” there: *no* four boats [Jo Hale], AT&T, a_b_c, 1. <b> &amp;")
    assert body_of(markdown) == (
        "It “was [sic]” there: \\*no\\* [four boats][held] \\[Jo Hale\\], AT&T, a_b_c, 1. \\<b> \\&amp;"
    )


@pytest.mark.parametrize(
    "text",
    ["a\n", "a\n\n\nb", "\n a", "a\n \nb\n\n", "a\r\n\r\nb", "a\u2028\u2029b four boats", "a\n\n\n\nb\t"],
)
def test_gaps_that_are_no_blank_line_are_written_under_body(text: str) -> None:
    """Wire text with other white space between its paragraphs stays readable, and exact."""
    article = article_from({"body": text})
    content = write(article)
    assert body_of(content.decode()).startswith("a")
    assert "text:" not in content.decode()
    assert whole(content) == article


@pytest.mark.parametrize(
    "body",
    [
        " \n ",
        {"text": "a b c", "blocks": [{"words": {"start": 0, "end": 1}}, {"words": {"start": 4, "end": 5}}]},
        {"text": "ab", "blocks": [{"words": {"start": 0, "end": 2}}, {"words": {"start": 1, "end": 2}}]},
        {"text": "ab", "blocks": []},
        {"text": "ab", "blocks": [{"kind": "list-item", "words": {"start": 0, "end": 2}}]},
        {"text": "ab", "blocks": [{"kind": "heading", "words": {"start": 0, "end": 2}}]},
    ],
)
def test_a_body_that_markdown_cannot_express_is_in_the_front_matter(body: Any) -> None:
    """Whatever the blocks are, the file reads back to them; the words are shown for readers below the marker."""
    article = article_from({"body": body})
    content = write(article)
    assert body_of(content.decode()) == ""
    assert whole(content) == article


def test_an_article_without_a_body_gets_none() -> None:
    """An article without a text does not get one."""
    assert "body" not in write(NewsArticle()).decode()
    assert whole(write(NewsArticle())).body is None


@settings(max_examples=200)
@given(st.lists(texts(), min_size=1, max_size=4).map("".join))
def test_any_text_of_one_block_is_written_into_the_body(text: str) -> None:
    """Escaping alone carries any text: paragraph, heading, list item or quote, it never falls back."""
    span = {"start": 0, "end": len(text)}
    for around in ([], [{"kind": "list-item", "words": span}], [{"kind": "block-quote", "words": span}]):
        for kind in ({"kind": "paragraph"}, {"kind": "heading", "level": 2}):
            article = article_from({"body": {"text": text, "blocks": [*around, {**kind, "words": span}]}})
            content = write(article)
            expected = bool(text.strip()) or not text
            assert (body_of(content.decode()) != "") >= expected
            assert whole(content) == article


@pytest.mark.parametrize("at", [0, 1, 3, 5, 6, 8])
def test_a_picture_keeps_its_offset(at: int) -> None:
    """Before, in, between and after the words: a picture is shown at its place, and the body stays Markdown."""
    marks = [
        {"kind": "picture", "words": {"start": at, "end": at}, "url": url} for url in ("a.jpg", "b c.jpg")
    ]
    markdown = write(article_from({"body": {"text": "One\n\nTwo", "marks": marks}})).decode()
    assert body_of(markdown).count("![](") == 2
    assert whole(markdown.encode()) == article_from({"body": {"text": "One\n\nTwo", "marks": marks}})


@pytest.mark.parametrize(("body", "first"), [("[a]:b", "a"), ("^[1]:", "1")])
def test_brackets_of_the_text_around_linked_words_read_back(body: str, first: str) -> None:
    """What looks like a definition of a link in the text stays text, with links in and after it."""
    spans = [{"start": at, "end": at + 1} for at in map(body.index, (first, ":"))]
    dates = [{"date": f"2024-01-0{day}", "basis": "inferred"} for day in (1, 2)]
    mentions = [{"words": span, "date": date} for span, date in zip(spans, dates, strict=True)]
    assert "[:][2024-01-02]" in written(body=body, figures={}, mentions=mentions)


@pytest.mark.parametrize("origin", ["given", "not-given"])
@pytest.mark.parametrize("covers", [[], ["a"]])
def test_a_carried_chain_keeps_its_own_origin(covers: list[str], origin: str) -> None:
    """A footnote that only points to an earlier one would take its origin too: where it differs, it is stated."""
    text = written(
        body="a b c",
        figures={},
        citations={
            "x": {"covers": covers, "chain": [{"parties": "jo"}], "origin": "not-given"},
            "y": {"covers": "c", "chain": [{"parties": "jo", "inherited": "x"}], "origin": origin},
        },
    )
    assert "[^y]: Carried over from [^x]" in text
    assert ("Carried over from [^x]; origin not given." in text) == (origin == "not-given")
    assert ("inherited: x}], origin: given" in text) == (origin == "given")


def test_a_body_that_does_not_read_back_is_in_the_front_matter() -> None:
    """Blocks that Markdown swallows whole are no failure of writing: the front matter holds them."""
    first = {"start": 0, "end": 1}
    blocks = [{"kind": "block-quote", "words": first}, {"words": first}]
    marks = [{"kind": "picture", "words": {"start": 0, "end": 0}}]
    text = written(
        figures={},
        body={"text": " ", "blocks": blocks, "marks": marks},
        mentions=[{"words": first, "date": "1971"}],
    )
    assert "> ![](" in text or "kind: picture" in text
    assert 'date: "1971"' in text


def test_a_body_that_is_nested_too_deeply_is_in_the_front_matter() -> None:
    """Quotes in quotes that no reader of Markdown would follow are written all the same."""
    span = {"start": 0, "end": 3}
    text = written(
        figures={},
        body={"text": "abc", "blocks": [*[{"kind": "block-quote", "words": span}] * 300, {"words": span}]},
    )
    assert text.count("{kind: block-quote, words: abc}") == 300
    assert not any(line.startswith(">") for line in text.splitlines())


@pytest.mark.parametrize(
    "name",
    ["Ferry back", ["Ferry back", "Ferry"], {"@value": "Ferry back", "@language": "en"}, " Ferry  back #"],
)
def test_a_name_instead_of_a_headline_stays_a_name(name: object) -> None:
    """It may be shown above the text, and is not read as a headline."""
    published = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "name": name,
        "articleBody": "At noon.",
    }
    (article,) = newsld.load(json.dumps(published).encode(), "jsonld").articles
    assert article.headline is None
    (again,) = newsld.read(newsld.write(article, "markdown"), "markdown")
    assert again == article

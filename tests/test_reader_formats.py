"""Text for readers and passages for retrieval: both are only written, and lose no word of the body."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

import newsld
from newsld.findings import Unwritable
from newsld.formats import WriteOptions, chunks, text
from newsld.formats.chunks import CHUNK_SCHEMA, LONGEST, passages
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from stories import FOLDER, fixture_articles
from strategies import articles

FIXTURES = fixture_articles()
PARSER = MarkdownIt("commonmark").use(footnote_plugin, inline=False)
VALIDATOR = jsonschema.Draft202012Validator(CHUNK_SCHEMA)
STORY = {
    "newsld": 2,
    "url": "https://herald.example/ferry",
    "headline": "Ferry *back* [again]",
    "description": "A day late.",
    "datePublished": "2025-05-12T07:30:00+01:00",
    "author": "ines",
    "publisher": "herald",
    "people": {"ines": {"name": "Ines Farrow"}, "mate": {"name": "a mate", "anonymous": True}},
    "organizations": {
        "herald": {"name": "The Herald"}, "wire": {"name": "Coast Wire"}, "line": {"name": "Sound Lines"},
    },
    "body": "The ferry is “back”, a mate said.\n\nIt sails at 8. Nobody is hurt.\n\n# 1. of 3 <b> _x_ [y]",
    "citations": {
        "back": {
            "covers": "The ferry is “back”",
            "chain": [
                {"parties": ["wire"], "date": "2025-05-12", "url": "https://wire.example/1", "headline": "Back"},
                {"parties": ["mate", "line"], "role": "as owner"},
            ],
        },
        "sails": {"covers": "It sails at 8.", "origin": "own"},
        "hurt": {"covers": "Nobody is hurt.", "origin": "not-given", "chain": [{"parties": ["wire"]}]},
        "none": {"covers": "# 1. of 3"},
    },
    "mentions": [{"words": "a mate", "of": "mate", "form": "name"}],
}  # fmt: skip


def plain(markdown: str) -> list[str]:
    """Return the words of each block before the notes, as markdown-it reads them, without references to notes."""
    found = []
    for token in PARSER.parse(markdown):
        if token.type == "footnote_block_open":
            break
        if token.type == "inline":
            kinds = {
                "text": lambda child: child.content,
                "softbreak": lambda _: "\n",
                "hardbreak": lambda _: "\n",
            }
            children = token.children or []
            assert {child.type for child in children} <= {
                *kinds, "footnote_ref", "image", "link_open", "link_close", "em_open", "em_close", "strong_open",
                "strong_close",
            }  # fmt: skip
            found.append("".join([kinds[child.type](child) for child in children if child.type in kinds]))
    return found


def words(written: str) -> list[str]:
    """Return the words of a text, however they are spaced."""
    return written.split()


def body_words(article: NewsArticle) -> list[str]:
    """Return the words of the body in the text for readers."""
    bare = article.model_copy(
        update=dict.fromkeys(("author", "publisher"), ())
        | dict.fromkeys(("headline", "description", "date_published", "url")) | {"extra": {}}
    )  # fmt: skip
    blocks = plain(text.write(bare, WriteOptions()).decode())
    return words("\n".join(blocks[:-1] if blocks and blocks[-1] == "Sources" else blocks))


def test_the_text_of_a_story_has_headline_byline_date_text_and_sources() -> None:
    """Nothing else is in it, and nothing is left of what Markdown would take for markup."""
    written = text.write(article_from(STORY), WriteOptions()).decode()
    assert written == (
        "# Ferry \\*back\\* \\[again\\]\n\n"
        "By Ines Farrow · The Herald · 12 May 2025, 07:30 UTC+01:00\n\n"
        "<https://herald.example/ferry>\n\n"
        "*A day late.*\n\n"
        "The ferry is “back”,[^1] a mate said.\n\n"
        "It sails at 8.[^2] Nobody is hurt.[^3]\n\n"
        "\\# 1. of 3[^4] \\<b\\> \\_x\\_ \\[y\\]\n\n"
        "## Sources\n\n"
        "[^1]: Coast Wire, 12 May 2025 ([“Back”](https://wire.example/1)), citing a mate (not named) and Sound Lines, "
        "as owner.\n"
        "[^2]: The publication itself.\n"
        "[^3]: Coast Wire, citing a source that is not given.\n"
        "[^4]: A source that is not given.\n"
    )


@pytest.mark.parametrize("story", FIXTURES)
def test_no_word_of_a_story_is_lost_in_its_text(story: str) -> None:
    """markdown-it reads the words of the body, and each note is referred to and defined."""
    article = FIXTURES[story]
    written = newsld.write(article, "text").decode()
    assert body_words(article) == words(article.text)
    assert f"# {article.headline}" in written
    assert sorted(set(re.findall(r"(?<!\n)\[\^(\d+)\](?!:)", written))) == sorted(
        re.findall(r"^\[\^(\d+)\]:", written, re.MULTILINE)
    )
    assert "```" not in written and not written.startswith("---")


@settings(max_examples=100, deadline=None)
@given(articles(layout=False))
def test_no_word_of_any_text_is_lost(article: NewsArticle) -> None:
    """Hostile text comes out as it went in, whatever Markdown makes of its characters."""
    assert body_words(article) == words(article.text)


@pytest.mark.parametrize("body", ["#\r0", "0\r# 0", "0 \r#\r0", "a\r\n#\r0", "0\r#", "1.\r0", "0\r> 0"])
def test_a_carriage_return_begins_a_line(body: str) -> None:
    """As in Markdown: a sign after it is text, too."""
    article = NewsArticle(headline="x", body=body)
    assert body_words(article) == words(article.text)


@settings(max_examples=50, deadline=None)
@given(articles())
def test_any_article_is_written(article: NewsArticle) -> None:
    """Any layout gives text and chunks, the same every time."""
    assert text.write(article, WriteOptions()) == text.write(article, WriteOptions())
    check_chunks(article)


def check_chunks(article: NewsArticle) -> list[dict[str, Any]]:
    """Return the chunks of an article, which must fit the schema and have every word of the body once."""
    content = chunks.write(article, WriteOptions())
    found = [json.loads(line) for line in content.splitlines()]
    end = 0
    for number, chunk in enumerate(found, 1):
        VALIDATOR.validate(chunk)
        assert chunk["text"] == article.text[chunk["start"] : chunk["end"]]
        assert (chunk["number"], chunk["of"]) == (number, len(found))
        assert not article.text[end : chunk["start"]].strip()
        end = chunk["end"]
        for entity in chunk["entities"]:
            for start, stop in entity["mentions"]:
                assert start < chunk["end"] and stop > chunk["start"]
    assert not article.text[end:].strip()
    assert content.count(b"\n") == len(found)
    return found


@pytest.mark.parametrize("story", FIXTURES)
def test_every_mention_and_statement_of_a_story_is_in_a_chunk(story: str) -> None:
    """Each with its chain of sources, in the passages that have its words."""
    article = FIXTURES[story]
    found = check_chunks(article)
    mentioned = {
        (entity["id"], *span) for one in found for entity in one["entities"] for span in entity["mentions"]
    }
    assert mentioned == {(mention.of, *mention.words) for mention in article.mentions if mention.of}
    stated = {one["id"]: one for chunk in found for one in chunk["citations"]}
    assert stated.keys() == {citation.id for citation in article.citations if citation.covers}
    for citation in article.citations:
        if citation.covers:
            chain = [[party["id"] for party in hop["parties"]] for hop in stated[citation.id]["chain"]]
            assert chain == [list(hop.parties) for hop in citation.chain]


def test_a_statement_without_a_chain_has_no_origin_in_chunks() -> None:
    """It is null, and never `given`."""
    found = {one["id"]: one["origin"] for one in check_chunks(article_from(STORY))[0]["citations"]}
    assert found == {"back": "given", "sails": "own", "hurt": "not-given", "none": None}


def test_passages_are_whole_blocks_under_their_heading() -> None:
    """A heading begins a passage; long paragraphs are split between sentences only."""
    sentence = "A ferry with many cars sails to the islands every morning. "
    body = {
        "text": f"Start.\n\nPorts\n\n{sentence * 30}\n\nEnd.",
        "blocks": [
            {"words": "Start."},
            {"kind": "heading", "level": 2, "words": "Ports"},
            {"words": (sentence * 30).strip()},
            {"words": "End."},
        ],
    }
    article = article_from({"newsld": 2, "body": body})
    assert article.body is not None
    found = passages(article.body)
    assert [heading for _, heading in found] == [None, "Ports", "Ports", "Ports"]
    assert all(span.end - span.start <= LONGEST for span, _ in found)
    texts = [span.slice(article.text) for span, _ in found]
    assert texts[:2] == ["Start.", "Ports"]
    assert texts[2].endswith("morning.") and texts[3].startswith("A ferry") and texts[3].endswith("End.")


def test_a_folder_walk_ignores_both(tmp_path: Path) -> None:
    """Files next to their story are not read again."""
    (tmp_path / "ferry.json").write_text(json.dumps(STORY), "utf-8")
    assert newsld.export(tmp_path, tmp_path, ["text", "chunks"]).errors == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        ".newsld_manifest.json",
        "ferry.json",
        "ferry.reader.md",
        "ferry.chunks.jsonl",
    }
    assert newsld.load(tmp_path).documents == 1


def test_an_archive_becomes_one_file_of_chunks(tmp_path: Path) -> None:
    """The chunks of all lines follow each other."""
    lines = [json.dumps({**STORY, "url": f"https://herald.example/{number}"}) for number in range(3)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    assert newsld.export(tmp_path / "news.jsonl", tmp_path / "out", ["chunks"]).errors == 0
    found = [
        json.loads(line) for line in (tmp_path / "out" / "news.chunks.jsonl").read_text("utf-8").splitlines()
    ]
    assert len({one["article"]["key"] for one in found}) == 3


def test_nul_is_refused_in_text() -> None:
    """Markdown cannot carry it; JSON can."""
    article = article_from({"newsld": 2, "body": "a\0b"})
    with pytest.raises(Unwritable):
        text.write(article, WriteOptions())
    assert json.loads(chunks.write(article, WriteOptions()))["text"] == "a\0b"


def test_the_schema_of_chunks_is_valid_and_printed() -> None:
    """`newsld schema chunks` prints it."""
    jsonschema.Draft202012Validator.check_schema(CHUNK_SCHEMA)
    assert FOLDER

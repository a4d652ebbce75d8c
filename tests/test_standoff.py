"""YAML, JSON and JSON Lines: stories that refer to words of their text, also when the text is in its own file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from newsld.findings import Finding
from newsld.formats import ReadOptions, WriteOptions, find_format
from newsld.model import NewsArticle
from newsld.model.from_document import article_from, read_article
from newsld.model.standoff import fill_quotations
from newsld.schemaorg.json_schema.explain import explain
from newsld.syntax.document import Document, Source
from strategies import articles

STORY = """\
newsld: 2
headline: Dockers end strike
body: |
  “The gates are open,” officials said. A year ago it was “a long night”.
  “Good,” said Norway.
organizations:
  officials: {name: port officials}
places:
  norway: {type: Country, name: NO}
mentions:
  - {words: officials, of: officials, form: nominal}
  - {words: Norway, of: norway}
citations:
  gates: {covers: The gates are open, mode: direct, chain: [{parties: officials}]}
quotations:
  open: {citation: gates}
"""


def read(name: str, source: Source, limit: int = 1 << 25) -> tuple[list[Document], list[Finding]]:
    """Return the documents and the findings of an input."""
    parts = list(find_format(name).load().read(source, ReadOptions(limit=limit)))
    return [one for one in parts if isinstance(one, Document)], [
        one for one in parts if isinstance(one, Finding)
    ]


def write(name: str, article: NewsArticle) -> bytes:
    """Return the article in a format."""
    content: bytes = find_format(name).write(article, WriteOptions())
    return content


def story(content: bytes | str, name: str = "yaml", path: Path | None = None) -> Document:
    """Return the one story of an input without findings."""
    raw = content.encode() if isinstance(content, str) else content
    documents, findings = read(name, Source(raw, name=f"story.{name}", path=path))
    assert findings == []
    assert len(documents) == 1
    return documents[0]


@pytest.mark.parametrize("name", ["yaml", "json", "jsonl"])
@given(article=articles(nul=True))
def test_an_article_is_read_back_equal(name: str, article: NewsArticle) -> None:
    """Reading what was written gives the equal article, whose bytes are the same again."""
    content = write(name, article)
    document = story(content, name)
    assert explain(document.data) == []
    again = article_from(document.data)
    assert again == article
    assert write(name, again) == content


@given(articles(nul=True))
def test_json_and_json_lines_hold_the_same(article: NewsArticle) -> None:
    """A line of an archive is the JSON file without its layout."""
    line = write("jsonl", article)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == json.loads(write("json", article))


def test_an_archive_is_as_many_stories_as_lines() -> None:
    """Lines are stories in order, blank lines are ignored, and each story has its number."""
    lines = [b'{"newsld":2,"headline":"%d"}' % number for number in range(3)]
    content = b"\xef\xbb\xbf" + lines[0] + b"\r\n\n   \n" + lines[1] + b"\n" + lines[2]
    documents, findings = read("jsonl", Source(content, name="a.jsonl"))
    assert findings == []
    assert [(one.number, one.data["headline"]) for one in documents] == [(1, "0"), (2, "1"), (3, "2")]


def test_a_bad_line_stops_no_other() -> None:
    """A line with an error is findings with its line number; the lines around it are stories."""
    content = b'{"newsld":2}\n{"newsld":2,"newsld":2}\n\xff\n[1]\n{"newsld":2,"headline":3}\n'
    documents, findings = read("jsonl", Source(content, name="a.jsonl"))
    assert [one.number for one in documents] == [1, 5]
    assert [(one.code, one.file, one.line) for one in findings] == [
        ("NLD-SYN-002", "a.jsonl", 2),
        ("NLD-SYN-009", "a.jsonl", 3),
        ("NLD-SYN-006", "a.jsonl", 4),
    ]
    (fault,) = explain(documents[1].data)
    placed = documents[1].place(fault)
    assert (placed.pointer, placed.line, placed.column) == ("/headline", 5, 24)
    assert placed.excerpt == '{"newsld":2,"headline":3}'


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ('{"newsld":2,"headline":null}', False),
        ('{"newsld":2,"mentions":[{"words":"a","of":"x","date":null}],"body":"a","people":{"x":{}}}', False),
        ('{"newsld":2,"headline":"null","keywords":["null"]}', True),
        ('{"newsld":2,"extra":{"award":null}}', True),
    ],
)
def test_a_field_of_a_story_cannot_be_null(line: str, fits: bool) -> None:
    """No field of a story is null, the word is not null, and a property in `extra` may be null."""
    (document,), findings = read("jsonl", Source(line.encode()))
    article, _ = read_article(document)
    assert findings == []
    assert (article is not None) == fits


def test_a_line_has_a_limit_of_its_own() -> None:
    """The limit holds for each line, not for the archive."""
    line = b'{"newsld":2,"headline":"0123456789"}\n'
    documents, findings = read("jsonl", Source(line * 3 + line.replace(b"0", b"0" * 20)), limit=50)
    assert len(documents) == 3
    assert [(one.code, one.line) for one in findings] == [("NLD-SYN-004", 4)]


def test_quotations_are_filled_in_from_their_citation() -> None:
    """A quotation with only a citation gets its one quoted text, and the parties of the last hop as speakers."""
    article = article_from(story(STORY).data)
    (quotation,) = article.quotations
    assert [words.slice(article.text) for words in quotation.words] == ["The gates are open"]
    assert quotation.speaker == ("officials",)


@pytest.mark.parametrize(
    ("covers", "code"),
    [
        ("officials said", "NLD-GRD-001"),
        ("{from: The gates, to: a long night}", "NLD-GRD-002"),
    ],
)
def test_ambiguous_quotations_are_findings(covers: str, code: str) -> None:
    """If a citation covers no quoted text, or several, its quotation has no words, and there is a finding."""
    content = STORY.replace("The gates are open, mode", covers + ", mode")
    documents, findings = read("yaml", Source(content.encode(), name="story.yaml"))
    assert [(one.code, one.pointer, one.line) for one in findings] == [(code, "/quotations/open", 16)]
    assert "words" not in documents[0].data["quotations"]["open"]


@given(articles())
def test_complete_quotations_are_not_changed(article: NewsArticle) -> None:
    """Nothing is added to the quotations of an article's data."""
    from newsld.model.to_document import story_data

    data = story_data(article)
    assert fill_quotations(data) == (data, [])


@pytest.mark.parametrize(
    "odd",
    [None, 1, "x", [], {}, [None], {"x": None}, {"x": {"citation": {}}}, {"open": {"citation": "gates"}}],
)
def test_malformed_data_is_left_to_the_structure_check(odd: Any) -> None:
    """Malformed quotations, citations and bodies are not filled in, and raise nothing."""
    for data in (
        {"quotations": odd},
        {"quotations": odd, "citations": odd, "body": odd},
        {"quotations": odd, "citations": {"gates": odd}, "body": "x"},
    ):
        assert fill_quotations(dict(data))[0] == data


# -- the body in a file --------------------------------------------------------------------------------------


def read_with_body_file(
    folder: Path, name: str, source: str = "story.yaml"
) -> tuple[list[Document], list[Finding]]:
    """Return the documents and findings of a story in a folder whose body is in a file."""
    path = folder / source
    data = {"newsld": 2, "body": {"file": name}}
    path.write_text(
        json.dumps(data) if source.endswith("json") else f"newsld: 2\nbody: {{file: {json.dumps(name)}}}\n"
    )
    return read(source.rpartition(".")[2], Source(name=f"stories/{source}", path=path))


@pytest.mark.parametrize("source", ["story.yaml", "story.json"])
def test_the_body_is_the_exact_text_of_its_file(tmp_path: Path, source: str) -> None:
    """Line ends, spaces, the last line feed and unusual characters of a wire story are preserved."""
    text = "LEAD \r\n\r\nSecond  par\tagraph\u2028.\n \n\x0c\u00a0“x”\r\n"
    (tmp_path / "wire.txt").write_bytes(text.encode())
    documents, findings = read_with_body_file(tmp_path, "wire.txt", source)
    assert findings == []
    article = article_from(documents[0].data)
    assert article.text == text
    assert (tmp_path / "wire.txt").read_bytes() == text.encode()
    assert article_from(story(write("yaml", article)).data) == article


def test_the_body_may_be_in_a_folder_below(tmp_path: Path) -> None:
    """A path is relative to the folder of the story."""
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a b.txt").write_text("x")
    documents, findings = read_with_body_file(tmp_path, "wire/a b.txt")
    assert findings == []
    assert documents[0].data["body"] == {"text": "x"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../wire.txt", "NLD-SCH-005"),
        ("a/../../wire.txt", "NLD-SCH-005"),
        ("/etc/hostname", "NLD-SCH-005"),
        ("C:/wire.txt", "NLD-SCH-005"),
        ("..\\wire.txt", "NLD-SCH-005"),
        ("link.txt", "NLD-SCH-005"),
        ("missing.txt", "NLD-REF-007"),
        (".", "NLD-REF-007"),
        ("a\x00b", "NLD-SCH-005"),
    ],
)
def test_an_invalid_body_file_is_a_finding(tmp_path: Path, name: str, code: str) -> None:
    """No file outside the story's folder is read, and a missing file is reported."""
    (tmp_path / "wire.txt").write_text("secret")
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "wire.txt")
    documents, findings = read_with_body_file(folder, name)
    assert documents == []
    (finding,) = findings
    assert (finding.code, finding.file, finding.line, finding.column) == (code, "stories/story.yaml", 2, 14)
    assert finding.suggestion


def test_findings_about_a_body_file_name_that_file(tmp_path: Path) -> None:
    """A wire story that is not UTF-8 is a finding with its own name and line."""
    (tmp_path / "wire.txt").write_bytes(b"one\ncaf\xe9\n")
    _, findings = read_with_body_file(tmp_path, "wire.txt")
    assert [(one.code, one.file, one.line, one.column) for one in findings] == [
        ("NLD-SYN-009", "stories/wire.txt", 2, 4)
    ]


def test_standard_input_cannot_have_a_body_file() -> None:
    """A story without a path cannot have its body in a file."""
    _, findings = read("yaml", Source(b"newsld: 2\nbody: {file: wire.txt}\n", name="<stdin>"))
    assert [(one.code, one.pointer) for one in findings] == [("NLD-REF-007", "/body/file")]


# -- broken inputs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code", "line", "column"),
    [
        ("yaml", b"", "NLD-SYN-012", 1, 1),
        ("yaml", b"# nothing\n", "NLD-SYN-006", None, None),
        ("yaml", b"- newsld: 2\n", "NLD-SYN-006", 1, 1),
        ("yaml", b"title: x\n", "NLD-SYN-006", 1, 1),
        ("yaml", b"newsld: 2\nheadline: \xff\n", "NLD-SYN-009", 2, 11),
        ("yaml", b"newsld: 2\nnewsld: 2\n", "NLD-SYN-002", 2, 1),
        ("json", b'{"newsld": 2,}', "NLD-SYN-001", 1, 14),
        ("json", b"[]", "NLD-SYN-006", 1, 1),
        ("json", b'{"newsld": 2,\n "headline": 1e999}', "NLD-SYN-003", 2, 14),
    ],
)
def test_broken_inputs_are_findings_with_their_place(
    name: str, content: bytes, code: str, line: int | None, column: int | None
) -> None:
    """An input that cannot be read is a finding with file, line and column, never an exception."""
    _, findings = read(name, Source(content, name=f"a.{name}"))
    assert [(one.code, one.file, one.line, one.column) for one in findings] == [
        (code, f"a.{name}", line, column)
    ]


def test_too_large_is_a_finding() -> None:
    """The limit of the options holds for files."""
    for name in ("yaml", "json"):
        documents, findings = read(name, Source(b'{"newsld": 2}'), limit=5)
        assert documents == []
        assert [one.code for one in findings] == ["NLD-SYN-004"]

"""One story through the pipeline: what is read, what is blocked by errors, and what the settings add."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import newsld
from newsld.findings import Unreadable
from newsld.findings.errors import ConfigurationError, UsageError
from newsld.formats import sniff
from newsld.formats.sniffing import head_of
from newsld.pipeline.flow import load
from newsld.pipeline.settings import Settings
from newsld.pipeline.story_checks import check_article
from newsld.syntax.document import Source

ROOT = Path(__file__).resolve().parent.parent
STORIES = sorted((ROOT / "fixtures" / "stories").glob("*/story.*"))
FORMATS = ("jsonld", "markdown", "yaml", "json", "jsonl", "csv")

SHARED = """\
organizations:
  coast-wire: {type: NewsMediaOrganization, name: Coast Wire, location: port-aldane}
  unused: {name: Unused}
places:
  port-aldane: {type: City, name: Port Aldane, containedInPlace: aldane}
  aldane: {type: Country, name: Aldane}
"""


def _yaml(rest: str) -> Source:
    return Source(f"newsld: 2\n{rest}".encode(), name="story.yaml")


def _shared(tmp_path: Path, text: str = SHARED, name: str = "newsroom.yaml") -> Settings:
    (tmp_path / name).write_text(text, "utf-8")
    return Settings(entities=(tmp_path / name,))


def test_there_are_stories() -> None:
    """A test without cases would always pass."""
    assert len(STORIES) >= 5


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_every_story_reads_without_an_error_and_checks_alike_in_memory(path: Path) -> None:
    """A file and its article have the same findings, except those about text."""
    loaded = newsld.load(path)
    assert len(loaded.articles) == loaded.documents == 1
    in_memory = check_article(loaded.articles[0])
    assert sorted(finding.code for finding in in_memory) == sorted(
        finding.code for finding in loaded.findings
    )
    assert all((finding.file, finding.line, finding.column) == (None, None, None) for finding in in_memory)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("name", FORMATS)
def test_the_format_of_bytes_is_detected(path: Path, name: str) -> None:
    """Every export is read back from bytes without a name, to the equal article."""
    [article] = newsld.read(path)
    assert newsld.read(newsld.write(article, name)) == [article]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (b"---\nnewsld: 2\n---\nWords.\n", "markdown"),
        (b"\xef\xbb\xbf---\r\nnewsld: 2\r\n---\r\nWords.\r\n", "markdown"),
        (b"---\nnewsld: 2\n", "yaml"),
        (b"newsld: 2\n", "yaml"),
        (b'{"newsld": 2}', "json"),
        (b' \n{"@context": "https://schema.org"}', "jsonld"),
        (b'[{"@type": "NewsArticle"}]', "jsonld"),
        (b'{"newsld": 2}\n{"newsld": 2}\n', "jsonl"),
        (b'{"newsld": 2,\n "body": "x"}\n', "json"),
        (b"PK\x03\x04...", "csv"),
        (b"", "yaml"),
        (b"\xff\xfe\x00", "yaml"),
    ],
)
def test_the_format_of_a_text_is_detected_from_its_beginning(text: bytes, name: str) -> None:
    """A text of no other format is read as YAML."""
    assert sniff(head_of(text)).name == name


def test_a_story_with_an_error_is_not_returned() -> None:
    """All of its findings are, in the order of the lines."""
    loaded = load(
        _yaml(
            "body: The ferry is back.\ndatePublised: x\nauthor: nobody\nevents: {a: {startDate: 2025-02-30}}\n"
        )
    )
    assert not loaded.articles
    assert [(finding.code, finding.line) for finding in loaded.findings] == [
        ("NLD-SCH-001", 3),
        ("NLD-REF-001", 4),
        ("NLD-DAT-002", 5),
    ]
    assert {finding.file for finding in loaded.findings} == {"story.yaml"}


def test_an_invalid_line_of_an_archive_blocks_one_article() -> None:
    """The others are returned in order; the finding has the line number."""
    lines = [b'{"newsld":2,"headline":"%d"}' % number for number in range(5)]
    lines[1] = b'{"newsld":2,"headline":"1","headline":"2"}'
    lines[3] = b"{"
    loaded = load(Source(b"\n".join(lines), name="a.jsonl"))
    assert [article.headline for article in loaded.articles] == ["0", "2", "4"]
    assert [(finding.code, finding.line) for finding in loaded.findings] == [
        ("NLD-SYN-002", 2),
        ("NLD-SYN-001", 4),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"{}", b"[]", b"null", b"{", b"---\n---\n", b"\xff", b"PK\x03\x04"]
)
@pytest.mark.parametrize("name", ["a.md", "a.yaml", "a.json", "a.jsonl", "a.jsonld", "a.zip", "a.txt", "a"])
def test_an_input_without_an_article_has_an_error(name: str, content: bytes) -> None:
    """An input without an article is always reported."""
    loaded = load(Source(content, name=name))
    assert not loaded.articles
    assert any(finding.severity == "error" for finding in loaded.findings)
    assert all(finding.file is not None and finding.file.startswith(name) for finding in loaded.findings)


def test_reading_nothing_raises_with_the_reasons() -> None:
    """`newsld.read` returns articles or raises with the reasons why there are none."""
    with pytest.raises(Unreadable) as fault:
        newsld.read(b"{")
    assert [finding.code for finding in fault.value.findings] == ["NLD-SYN-001"]


def test_a_format_that_is_not_read_is_refused() -> None:
    """A wrong format is an error of the caller, not of the story."""
    with pytest.raises(UsageError, match="did you mean jsonld"):
        newsld.load(b"{}", "jsnold")
    with pytest.raises(UsageError, match="cannot read it"):
        newsld.load(b"{}", "nquads")


def test_the_zone_of_the_newsroom_gives_naive_timestamps_their_offset() -> None:
    """Every timestamp of the article, in summer and in winter; one with an offset is preserved."""
    story = _yaml(
        "datePublished: 2025-01-12T07:30:00\ndateModified: 2025-07-12T07:30\ndateCreated: 2025-01-11T07:30:00Z\n"
        "correction: [{text: x, datePublished: 2025-07-13T08:00:00}]\n"
    )
    assert {finding.code for finding in load(story).findings} == {"NLD-DAT-001"}
    [article] = load(story, settings=Settings(zone="Europe/Berlin")).articles
    assert article.date_published == "2025-01-12T07:30:00+01:00"
    assert article.date_modified == "2025-07-12T07:30:00+02:00"
    assert article.date_created == "2025-01-11T07:30:00Z"
    assert article.correction[0].date_published == "2025-07-13T08:00:00+02:00"


def test_an_hour_that_happens_twice_still_needs_its_offset() -> None:
    """The zone does not decide which of the two is meant, so newsld does not guess."""
    story = _yaml("datePublished: 2025-10-26T02:30:00\n")
    [finding] = load(story, settings=Settings(zone="Europe/Berlin")).findings
    assert finding.code == "NLD-DAT-001"


def test_shared_entities_are_copied_with_all_that_they_refer_to(tmp_path: Path) -> None:
    """Only what the story uses is copied, with what that uses; the article is then complete in itself."""
    [article] = load(_yaml("publisher: coast-wire\n"), settings=_shared(tmp_path)).articles
    assert [entity.id for entity in article.entities] == ["coast-wire", "aldane", "port-aldane"]
    assert newsld.read(newsld.write(article, "jsonld")) == [article]


def test_labels_of_a_markdown_story_may_name_shared_entities(tmp_path: Path) -> None:
    """By id and by name, in the text and in a footnote."""
    text = (
        "---\nnewsld: 2\n---\nThe ferry is back in [Port Aldane], [Coast Wire][coast-wire] said.[^a]\n\n"
        "[^a]: [Coast Wire][coast-wire].\n"
    )
    loaded = load(Source(text.encode(), name="story.md"), settings=_shared(tmp_path))
    assert not loaded.findings
    [article] = loaded.articles
    assert {mention.of for mention in article.mentions} == {"port-aldane", "coast-wire"}


def test_a_story_may_repeat_a_shared_entity_but_not_change_it(tmp_path: Path) -> None:
    """An exported copy is read back; a different definition is a finding, however it is written."""
    same = "publisher: aldane\nplaces: {aldane: {type: [Country], name: Aldane}}\n"
    other = "publisher: aldane\nplaces: {aldane: {type: Country, name: Aldania}}\n"
    kind = "publisher: aldane\norganizations: {aldane: {name: Aldane}}\n"
    settings = _shared(tmp_path)
    assert not load(_yaml(same), settings=settings).findings
    for story in (other, kind):
        assert [finding.code for finding in load(_yaml(story), settings=settings).findings] == ["NLD-REF-006"]


@pytest.mark.parametrize(
    "text",
    ["organizations: [a]\n", "people: {a: {nam: A}}\n", "headline: x\n", "organizations: {a: {", "- a\n", "",
     "people: {a: {name: A}}\nplaces: {a: {name: A}}\n", "people: {A b: {name: A}}\n"],
)  # fmt: skip
def test_a_broken_entity_file_stops_the_run(tmp_path: Path, text: str) -> None:
    """The error names the file."""
    with pytest.raises(ConfigurationError, match="newsroom-broken"):
        load(_yaml("headline: x\n"), settings=_shared(tmp_path, text, "newsroom-broken.yaml"))


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    """The limit is per article: each line of an archive counts by itself."""
    (tmp_path / "a.yaml").write_text("newsld: 2\nheadline: " + "x" * 500, "utf-8")
    (tmp_path / "a.jsonl").write_text('{"newsld":2}\n' * 100, "utf-8")
    settings = Settings(size_limit=400)
    [finding] = load(Source(name="a.yaml", path=tmp_path / "a.yaml"), settings=settings).findings
    assert finding.code == "NLD-SYN-004"
    assert len(load(Source(name="a.jsonl", path=tmp_path / "a.jsonl"), settings=settings).articles) == 100


def test_a_folder_is_read_as_all_its_stories(tmp_path: Path) -> None:
    """A package of tables is one input, another folder the stories in it."""
    [article] = newsld.read(b"newsld: 2\nheadline: One\n")
    newsld.export([article, article.model_copy(update={"headline": "Two"})], tmp_path)
    assert sorted(article.headline or "" for article in newsld.read(tmp_path / "csv")) == ["One", "Two"]
    assert [article.headline for article in newsld.read(tmp_path)] == ["Two", "Two", "One", "One"]
    with pytest.raises(UsageError):
        newsld.read(tmp_path / "nowhere")


def test_importing_newsld_loads_nothing_heavy() -> None:
    """Names of the package are loaded at their first use, and have the names that they are imported by."""
    assert {name: getattr(newsld, name).__name__ for name in newsld.__all__} == {
        name: name for name in newsld.__all__
    }
    assert set(newsld.__all__) <= set(dir(newsld))
    with pytest.raises(AttributeError):
        _ = newsld.nothing


@pytest.mark.parametrize("value", [True, 5, None, {}, [], "x"])
def test_a_merged_property_that_is_no_list_is_not_preserved(value: Any) -> None:
    """What somebody made of our own marks is read as far as it goes, and is no traceback."""
    document = {
        "@context": ["https://schema.org", {"newsld": "https://w3id.org/newsld#"}],
        "@type": "NewsArticle",
        "@id": "https://e.example/a",
        "url": "https://e.example/a",
        "newsld:version": 2,
        "newsld:derived": True,
        "isAccessibleForFree": value,
        "newsld:merged": "isAccessibleForFree",
    }
    found = load(Source(json.dumps(document).encode(), name="a.jsonld"))
    assert all("isAccessibleForFree" not in article.extra for article in found.articles)


def test_true_is_not_a_version() -> None:
    """Although it equals 1 in Python."""
    found = load(Source(b'{"newsld": true, "headline": "x"}', name="a.json"))
    assert not found.articles
    assert [finding.pointer for finding in found.findings] == ["/newsld"]


def test_python_respects_the_excluded_files_of_a_configuration(tmp_path: Path) -> None:
    """`newsld.load` and `newsld.check` read the stories that the command line reads."""
    (tmp_path / "newsld.toml").write_text('exclude = ["drafts/"]\n', "utf-8")
    (tmp_path / "drafts").mkdir()
    for name, content in (("a.yaml", "newsld: 2\nbody: A.\n"), ("drafts/b.yaml", "newsld: 3\n")):
        (tmp_path / name).write_text(content, "utf-8")
    assert len(newsld.load(tmp_path).articles) == 1
    assert newsld.check(tmp_path, select="SCH") == []

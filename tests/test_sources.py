"""`newsld sources`: counts that equal those made by hand, and those of the tables."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

import newsld
from command_line import invoke
from newsld.findings import Unwritable
from newsld.model import NewsArticle
from newsld.views.sources import count_table
from newsld.views.sources.audit import DIMENSIONS, Audit
from newsld.views.sources.measures import KINDS, MEASURES, SOURCE_MEASURES
from newsld.views.sources.story_audit import DOCUMENTS, audit_story
from stories import FOLDER, fixture_articles
from strategies import articles

FIXTURES = fixture_articles()
BY_HAND = tomllib.loads((Path(__file__).parent / "hand_counts.toml").read_text("utf-8"))


def audited(several: Iterable[NewsArticle]) -> Audit:
    """Return the audit of articles."""
    audit = Audit()
    for article in several:
        audit.add(audit_story(article))
    return audit


# -- counts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_counts_equal_those_made_by_hand(name: str) -> None:
    """Each measure of a story, and everything about each source."""
    by_hand = {key: value for key, value in BY_HAND[name].items() if key != "by_source"}
    audit = audited([FIXTURES[name]])
    assert by_hand.keys() <= MEASURES.keys()
    assert audit.counts == {measure: by_hand.get(measure, 0) for measure in MEASURES}
    found = {
        row.name: {measure: count for measure, count in row.counts.items() if count and measure != "stories"}
        for row in audit.sources()
    }
    assert found == BY_HAND[name]["by_source"]


def test_three_stories_were_counted_by_hand() -> None:
    """A test that reads no count would hold nothing."""
    assert len(BY_HAND) == 3
    assert all(len(counts) > 20 for counts in BY_HAND.values())


def rows_of_table(article: NewsArticle) -> list[dict[str, str]]:
    """Return the rows of the table `sources` of an article."""
    with zipfile.ZipFile(io.BytesIO(newsld.write(article, "csv"))) as files:
        name = next(name for name in files.namelist() if name.endswith("sources.csv"))
        return list(csv.DictReader(io.StringIO(files.read(name).decode(), newline="")))


def counted_as_table(article: NewsArticle) -> list[tuple[Any, ...]]:
    """Return what the audit counts for each source, in the terms of the table."""
    return sorted(
        (source.name, source.key.joined_by == "words", *(source.counts[place] for place in (1, 2, 4)))
        for source in audit_story(article).sources
        if source.counts[0]
    )


def table_counts(article: NewsArticle) -> list[tuple[Any, ...]]:
    """Return what the table has for each source."""
    return sorted(
        (row["name"] or row["source"].partition("#")[2], row["anonymous"] == "true",
         *(int(row[name]) for name in ("statements", "direct_statements", "quotations")))
        for row in rows_of_table(article)
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(FIXTURES))
def test_the_table_of_sources_has_the_same_counts(name: str) -> None:
    """An analyst who adds up sources.csv gets what the audit shows."""
    assert counted_as_table(FIXTURES[name]) == table_counts(FIXTURES[name])


@given(articles())
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_counts_of_any_article_add_up(article: NewsArticle) -> None:
    """Every statement, source and quotation is in exactly one of the parts that exclude each other."""
    counts = audited([article]).counts
    assert counts["statements"] == len(article.citations)
    assert counts["given"] + counts["not_given"] + counts["own"] + counts["unsourced"] == counts["statements"]
    assert counts["named"] + counts["unnamed"] == counts["given"]
    assert counts["only_unnamed"] <= counts["unnamed"]
    assert counts["one_source"] <= counts["given"] >= counts["direct"]
    assert counts["sources_named"] + counts["sources_unnamed"] == counts["sources"]
    assert sum(counts[f"sources_{kind}"] for kind in KINDS) == counts["sources"]
    parts = ("named", "unnamed", "nobody")
    assert (
        sum(counts[f"quotations_{part}"] for part in parts) == counts["quotations"] == len(article.quotations)
    )
    try:
        table = table_counts(article)
    except Unwritable:
        return
    assert counted_as_table(article) == table


def story(**changes: Any) -> NewsArticle:
    """Return a story in which one person says something, with other fields."""
    fields: dict[str, Any] = {
        "headline": "Port",
        "body": "Ships wait, Ada Holm said.",
        "people": {"ada": {"name": "Ada Holm"}},
        "citations": {"wait": {"covers": "Ships wait", "chain": [{"parties": "ada"}]}},
    }
    data = json.dumps({"newsld": 2, **fields, **changes}).encode()
    return newsld.read(data, "json")[0]


def test_a_statement_that_repeats_another_has_the_sources_of_both() -> None:
    """Two sources for the same statement are not one source."""
    people = {"ada": {"name": "Ada Holm"}, "bo": {"name": "Bo Lind"}}
    first = {"covers": "Ships wait", "chain": [{"parties": "ada"}]}
    body = "Ships wait, Ada Holm said. They wait, said Bo Lind."
    second = {"covers": "They wait", "chain": [{"parties": "bo"}]}
    for repeats, one_source in ((None, 2), ("a", 0)):
        again = {**second, "repeats": repeats} if repeats else second
        article = story(people=people, body=body, citations={"a": first, "b": again})
        assert audited([article]).counts["one_source"] == one_source


@pytest.mark.parametrize(
    ("hop", "is_document"),
    [
        ({"form": "court filing"}, True),
        ({"form": "Report"}, True),
        ({"form": "interview"}, False),
        ({"form": "post"}, False),
        ({"headline": "Harbours in figures"}, True),
        ({"url": "https://council.example/paper.pdf"}, True),
        ({}, False),
    ],
)
def test_what_a_document_is(hop: dict[str, str], is_document: bool) -> None:
    """A named or addressed work, or a form that is written down as a record."""
    article = story(
        citations={"wait": {"covers": "Ships wait", "chain": [{"parties": "ada", **hop}]}},
        quotations={"wait": {"words": "Ships wait", "citation": "wait"}},
    )
    counts = audited([article]).counts
    assert (counts["documents"], counts["quotations_documents"]) == (is_document, is_document)


# -- across stories --------------------------------------------------------------------------------------------------


def person(name: str, **fields: Any) -> NewsArticle:
    """Return a story in which this person says something."""
    return story(people={"ada": {"name": name, **fields}})


def test_sources_are_joined_by_iri_else_by_exact_name_and_kind() -> None:
    """Nothing is guessed: another spelling, another kind, and a name without an IRI are other sources."""
    audit = audited([
        person("Ada Holm"), person("Ada Holm"), person("A. Holm"),
        person("Ada Holm", sameAs="http://www.wikidata.org/entity/Q1"),
        person("Ada M. Holm", sameAs=["https://ada.example/", "http://www.wikidata.org/entity/Q1"]),
        person("Ada Holm-Lind", url="https://ada.example/"),
        story(people={}, organizations={"ada": {"name": "Ada Holm"}}),
        person("Ada Holm", anonymous=True),
    ])  # fmt: skip
    found = {(row.key.kind, row.key.joined_by, row.name): row.counts["stories"] for row in audit.sources()}
    assert found == {
        ("person", "name", "Ada Holm"): 2,
        ("person", "name", "A. Holm"): 1,
        ("person", "iri", "Ada Holm"): 3,
        ("institution", "name", "Ada Holm"): 1,
        ("person", "words", "Ada Holm"): 1,
    }


def test_stories_are_grouped_by_month_section_and_author() -> None:
    """A story with two sections or authors is in both groups; one without is in a group without a name."""
    people = {"ada": {"name": "Ada Holm"}, "bo": {"name": "Bo Lind"}}
    audit = audited([
        story(datePublished="2025-03-04", articleSection=["World", "Ports"], people=people, author=["ada", "bo"]),
        story(datePublished="2025-03-31T08:00:00Z", articleSection="World"),
        story(),
    ])  # fmt: skip
    groups = {
        dimension: {row.name: row.counts["stories"] for row in audit.groups(dimension)}
        for dimension in DIMENSIONS
    }
    assert groups == {
        "month": {"": 1, "2025-03": 2},
        "section": {"World": 2, "": 1, "Ports": 1},
        "author": {"": 2, "Ada Holm": 1, "Bo Lind": 1},
    }


def test_many_keys_are_counted_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The result does not depend on how many keys fit into memory."""
    several = [*FIXTURES.values(), *FIXTURES.values(),
               *(person(f"P {number}", sameAs=[f"https://a.example/{number}", f"https://b.example/{number // 2}"])
                 for number in range(30))]  # fmt: skip

    def everything() -> list[Any]:
        audit = audited(several)
        return [list(audit.sources()), *(list(audit.groups(one)) for one in DIMENSIONS), audit.counts]

    in_memory = everything()
    monkeypatch.setattr(count_table, "MOST_IN_MEMORY", 3)
    assert everything() == in_memory


# -- the command -----------------------------------------------------------------------------------------------------


def run(*arguments: str | Path, code: int = 0) -> str:
    """Return the output of the command."""
    done = invoke("sources", *arguments)
    assert done.exit_code == code, done.output
    return done.stdout if code == 0 else done.output


def test_text_shows_shares_and_sources() -> None:
    """An editor reads who is named, what has no source, and who is quoted most."""
    text = run(FOLDER)
    lines = {tuple(line.split()[:2]): line.split() for line in text.splitlines() if line}
    assert lines["not", "named"][2:] == ["8", "31%"]
    assert "Joe Biden" in text
    assert "Kremlin officials (not named)" in text
    assert "2024-12" in text


def test_csv_has_each_source_and_each_group() -> None:
    """The tables are CSV with one row for each source, month, section or author."""
    audit = audited(FIXTURES.values())
    rows = list(csv.DictReader(io.StringIO(run(FOLDER, "-f", "csv"), newline="")))
    assert [row["name"] for row in rows] == [one.name for one in audit.sources()]
    assert sum(int(row["statements"]) for row in rows) == sum(
        one.counts["statements"] for one in audit.sources()
    )
    for dimension in DIMENSIONS:
        text = run(FOLDER, "-f", "csv", "--table", dimension)
        groups = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [row[dimension] for row in groups] == [one.name for one in audit.groups(dimension)]
    totals = list(csv.DictReader(io.StringIO(run(FOLDER, "-f", "csv", "--table", "totals"), newline="")))
    assert {row["measure"]: int(row["count"]) for row in totals} == audit.counts


def test_json_has_everything(tmp_path: Path) -> None:
    """One object with totals, groups and all sources."""
    output = tmp_path / "audit.json"
    run(FOLDER, "-f", "json", "-o", output)
    found = json.loads(output.read_text("utf-8"))
    assert found.keys() == {"version", "totals", "months", "sections", "authors", "attributes", "sources"}
    assert found["totals"]["stories"] == len(FIXTURES)
    biden = next(one for one in found["sources"] if one["name"] == "Joe Biden")
    assert biden["iri"] == "http://www.wikidata.org/entity/Q6279"
    assert {name: biden[name] for name in ("named", "joined_by", "statements", "quotations", "passed_on")} == {
        "named": True, "joined_by": "iri", "statements": 4, "quotations": 4, "passed_on": 0,
    }  # fmt: skip
    assert all(found["sources"][0].keys() >= {name} for name in SOURCE_MEASURES)


def test_an_archive_is_counted_with_several_processes(tmp_path: Path) -> None:
    """JSON Lines give the same as the files, whatever the number of processes."""
    archive = tmp_path / "archive.jsonl"
    archive.write_bytes(b"".join(newsld.write(article, "jsonl") for article in FIXTURES.values()))
    files = json.loads(run(FOLDER, "-f", "json"))
    for jobs in ("1", "2"):
        assert json.loads(run(archive, "-f", "json", "-j", jobs)) == files


def test_a_story_is_counted_once(tmp_path: Path) -> None:
    """A second story with the url of an earlier one is reported, and not counted."""
    archive = tmp_path / "archive.jsonl"
    line = newsld.write(story(url="https://a.example/1"), "jsonl")
    archive.write_bytes(line + line)
    done = invoke("sources", "-f", "json", archive)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["totals"]["stories"] == 1
    assert "NLD-REF-009" in done.stderr
    assert "not counted again" in done.stderr


def test_a_story_with_an_error_is_not_counted(tmp_path: Path) -> None:
    """The others are; the exit status is 1."""
    archive = tmp_path / "archive.jsonl"
    archive.write_bytes(newsld.write(story(), "jsonl") + b'{"newsld": 2, "headline": 1}\n')
    done = invoke("sources", "-f", "json", archive)
    assert done.exit_code == 1
    assert json.loads(done.stdout)["totals"]["stories"] == 1
    assert "archive.jsonl:2" in done.stderr


def test_recorded_attributes_are_joined_and_nothing_is_inferred(tmp_path: Path) -> None:
    """Only what the file says is counted; everybody else is not recorded."""
    file = tmp_path / "recorded.csv"
    file.write_text(
        "name,iri,expertise\n,http://www.wikidata.org/entity/Q6279,politics\nAbu Mohammed al-Jolani,,military\n",
        "utf-8",
    )
    found = json.loads(run(FOLDER / "asylum" / "story.md", "-f", "json", "--attributes", file))
    (attribute,) = found["attributes"]
    assert attribute == {
        "attribute": "expertise",
        "values": [
            {"value": "military", "sources": 1, "statements": 2, "quotations": 0},
            {"value": "politics", "sources": 1, "statements": 4, "quotations": 4},
            {"value": None, "sources": 8, "statements": 14, "quotations": 6},
        ],
    }
    assert "As recorded: expertise" in run(FOLDER / "asylum" / "story.md", "--attributes", file)
    rows = run(FOLDER / "asylum" / "story.md", "--attributes", file, "-f", "csv", "--table", "attributes")
    assert '"expertise","politics",1,4,4' in rows


def test_attributes_are_joined_by_any_address_of_a_source(tmp_path: Path) -> None:
    """A row for one address of a source is for all stories in which it has another one."""
    archive, file = tmp_path / "archive.jsonl", tmp_path / "recorded.csv"
    several = (["https://a.example/", "https://b.example/"], ["https://b.example/", "https://c.example/"],
               ["https://c.example/"])  # fmt: skip
    archive.write_bytes(
        b"".join(newsld.write(person(f"P{len(one)}", sameAs=one), "jsonl") for one in several)
    )
    file.write_text("iri,expertise\nhttps://c.example/,ports\n", "utf-8")
    found = json.loads(run(archive, "-f", "json", "--attributes", file))
    assert found["attributes"][0]["values"] == [
        {"value": "ports", "sources": 1, "statements": 3, "quotations": 0}
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("person,group\nAda,a\n", "no column name or iri"),
        ("name\nAda\n", "no other column"),
        ("name,group\nAda,a\nAda,b\n", "line 3: Ada has other values"),
        ("", "empty"),
    ],
)
def test_a_wrong_file_of_attributes_is_a_fault_of_the_call(
    content: str, message: str, tmp_path: Path
) -> None:
    """The message says what to do."""
    file = tmp_path / "recorded.csv"
    file.write_text(content, "utf-8")
    assert message in run(FOLDER, "--attributes", file, code=2)


def test_options_that_do_not_fit_are_refused() -> None:
    """A table of its own is for CSV, and attributes need a file."""
    assert "--table is for -f csv" in run(FOLDER, "--table", "month", code=2)
    assert "needs --attributes" in run(FOLDER, "-f", "csv", "--table", "attributes", code=2)


# -- the page --------------------------------------------------------------------------------------------------------


def test_html_has_charts_and_the_same_numbers(tmp_path: Path) -> None:
    """One page without requests and scripts; every bar has its number next to it."""
    page = run(FOLDER, "-f", "html")
    assert "<svg" in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    counts = audited(FIXTURES.values()).counts
    for measure in ("stories", "statements", "sources", "quotations"):
        assert f"<b>{counts[measure]}</b> <span>{measure}</span>" in page
    assert "Joe Biden" in page
    empty = tmp_path / "empty.json"
    empty.write_text('{"newsld": 2, "headline": "Nobody says anything"}', "utf-8")
    assert "<b>0</b> <span>statements</span>" in run(empty, "-f", "html")


def test_html_escapes_names(tmp_path: Path) -> None:
    """Markup in a name, a section or an attribute is text on the page."""
    hostile = "</style><script>alert(1)</script><img src=x onerror=alert(2)>"
    path, file = tmp_path / "story.json", tmp_path / "recorded.csv"
    path.write_bytes(newsld.write(story(people={"ada": {"name": hostile}}, articleSection=hostile), "json"))
    file.write_text(f'name,"{hostile}"\n"{hostile}","{hostile}"\n', "utf-8")
    page = run(path, "-f", "html", "--attributes", file)
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("</style>") == 1


def test_every_measure_is_defined_in_the_docs() -> None:
    """A reader of the numbers finds what each of them means."""
    page = (Path(__file__).parent.parent / "docs" / "reference" / "sources.md").read_text("utf-8")
    for measure in (*MEASURES, *SOURCE_MEASURES, *KINDS):
        kind = next((one for one in KINDS if measure.endswith(f"_{one}")), None)
        name = measure if kind is None else f"{measure.removesuffix(kind)}KIND"
        assert f"`{name}`" in page, measure
    assert set(re.findall(r"\w+", page)) >= DOCUMENTS

"""N-Quads: what RDF has no place for is reported, and the rest of the article is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import newsld
from command_line import invoke

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Quay reopens",
}
URL = "https://herald.example/news/quay"


def _export(folder: Path, article: dict[str, Any]) -> tuple[int, str, set[str]]:
    """Return the exit status, the report, and the predicates of the triples that an independent parser reads."""
    source = folder / "in.jsonld"
    source.write_text(json.dumps(article), "utf-8")
    done = invoke("export", source, "-o", folder / "out", "-f", "nquads")
    quads = pyoxigraph.parse((folder / "out" / "in.nq").read_bytes(), format=pyoxigraph.RdfFormat.N_QUADS)
    return done.exit_code, done.stderr, {str(quad.predicate.value).rpartition("/")[2] for quad in quads}


LOST: dict[str, tuple[dict[str, Any], str]] = {
    "a relative address": ({"image": "/img/quay.jpg"}, "image is “/img/quay.jpg”, which is relative"),
    "a relative address of an author": (
        {"author": {"@type": "Person", "name": "Mara Lunn", "sameAs": "mara"}},
        "sameAs is “mara”, which is relative",
    ),
    "a space": ({"url": "https://herald.example/a b"}, "help: write https://herald.example/a%20b"),
    "a brace": ({"url": "https://herald.example/{id}"}, "help: write https://herald.example/%7Bid%7D"),
    "brackets": ({"url": "https://herald.example/?a[]=1"}, "help: write https://herald.example/?a%5B%5D=1"),
    "a percent sign": ({"url": "https://herald.example/100%"}, "help: write https://herald.example/100%25"),
    "two number signs": ({"url": "https://herald.example/#a#b"}, "which is not a valid IRI"),
    "a port in words": ({"url": "https://herald.example:http/"}, "which is not a valid IRI"),
    "a character for private use": ({"url": "https://herald.example/\ue000"}, "which is not a valid IRI"),
    "a broken host": ({"about": {"@id": "http://[quay"}}, "about is “http://[quay”, which is not a valid IRI"),
    "a type of two words": (
        {"author": {"@type": "News Person", "name": "Mara Lunn"}},
        "the type of author is “News Person”",
    ),
    "a key of two words": ({"sub headline": "Ferries sail"}, "the key “sub headline”"),
    "a language of two words": (
        {"alternativeHeadline": {"@value": "Quay", "@language": "en gb"}},
        "the language of alternativeHeadline is “en gb”",
    ),
    "an account": ({"publisher": {"@type": "Organization", "name": "H", "sameAs": "@herald"}}, "sameAs begins with @"),
}  # fmt: skip


@pytest.mark.parametrize("name", LOST)
def test_a_value_without_a_place_in_rdf_is_an_error(name: str, tmp_path: Path) -> None:
    """The headline is written, whatever is wrong elsewhere."""
    terms, message = LOST[name]
    status, report, predicates = _export(tmp_path, {**ARTICLE, **terms})
    assert (status, report.count("error NLD-OUT-003 ")) == (1, 1)
    assert message in report
    assert "headline" in predicates


@pytest.mark.parametrize("address", ["/news/quay", "https://herald.example/a b", "quay#article"])
def test_an_article_whose_own_address_is_odd_is_written(address: str, tmp_path: Path) -> None:
    """About a blank node: only its name is lost."""
    status, report, predicates = _export(
        tmp_path, {**ARTICLE, "@id": address, "description": "Ferries sail."}
    )
    assert (status, "the @id of the article" in report) == (1, True)
    assert predicates >= {"headline", "description"}


@pytest.mark.parametrize(
    "terms", [{"@id": "/news/quay"}, {"image": "../quay.jpg"}, {"about": {"@id": "#quay"}}]
)
@pytest.mark.parametrize("address", [{"url": URL}, {"mainEntityOfPage": URL}])
def test_the_address_of_the_article_resolves_the_others(
    terms: dict[str, Any], address: dict[str, Any], tmp_path: Path
) -> None:
    """Then nothing is lost."""
    status, report, predicates = _export(tmp_path, {**ARTICLE, **address, **terms})
    assert (status, report) == (0, "")
    assert predicates >= {"headline", *address}
    assert "herald.example" in (tmp_path / "out" / "in.nq").read_text("utf-8")


def test_python_refuses_or_reports() -> None:
    """Nothing is lost in silence there either."""
    content = json.dumps({**ARTICLE, "image": "/img/quay.jpg"}).encode()
    (article,) = newsld.load(content, "jsonld").articles
    with pytest.raises(newsld.Unwritable, match="NLD-OUT-003"):
        newsld.write(article, "nquads")
    findings: list[newsld.Finding] = []
    assert b"Quay reopens" in newsld.write(article, "nquads", report=findings.append)
    assert [one.code for one in findings] == ["NLD-OUT-003"]


def test_a_line_of_an_archive_is_named(tmp_path: Path) -> None:
    """By its number; the others are written."""
    lines = [json.dumps({**ARTICLE, "image": image}) for image in ("https://h.example/1.jpg", "2.jpg")]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(lines), "utf-8")
    done = invoke("export", source, "-o", tmp_path / "out", "-f", "nquads")
    assert (done.exit_code, done.stderr.count("story 2 “Quay reopens”: image is “2.jpg”")) == (1, 1)
    assert (tmp_path / "out" / "in.nq").read_text("utf-8").count("headline") == 2


def test_markup_that_no_processor_reads_is_not_written(tmp_path: Path) -> None:
    """A datatype that is no address makes the whole document invalid."""
    date = {"@value": "2025-03-04", "@type": "a day"}
    (tmp_path / "in.jsonld").write_text(json.dumps({**ARTICLE, "datePublished": date}), "utf-8")
    done = invoke("export", tmp_path, "-o", tmp_path / "out", "-f", "nquads")
    assert (done.exit_code, done.stderr.count("(not written as nquads)")) == (1, 1)
    assert not (tmp_path / "out").exists()

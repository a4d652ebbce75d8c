"""Programs that read news pages find the headline, authors and date of pages with embedded stories, and no others.

Each fixture story is embedded in a page of its own, with its text as HTML, as on a site.
"""

from __future__ import annotations

import html
import json
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from pyld import jsonld

import newsld
from newsld.model import NewsArticle
from newsld.model.views import byline
from rdf_judge import BASE, _load, canonical, triples
from stories import fixture_articles

extruct = pytest.importorskip("extruct", reason="NO JUDGE: extruct reads no page")

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
  <meta charset="utf-8">
  <title>{title}</title>
</head>
<body>
<article>
<h1>{title}</h1>
{text}
</article>
</body>
</html>
"""
OPTIONS: dict[str, dict[str, bool]] = {"plain": {}, "meta": {"meta": True}, "claims": {"claims": True}}

each_page = pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name in fixture_articles() for kind in OPTIONS]
)


@cache
def _page(name: str, kind: str) -> str:
    """Return the page of a story with its data embedded."""
    article = fixture_articles()[name]
    paragraphs = [f"<p>{html.escape(text)}</p>" for text in article.text.split("\n\n")]
    page = PAGE.format(
        lang=article.in_language or "en",
        title=html.escape(article.headline or ""),
        text="\n".join(paragraphs),
    )
    return newsld.embed(page, article, **OPTIONS[kind])


def _article(name: str) -> tuple[NewsArticle, str, set[str], str]:
    """Return a story with its headline, its byline and its publication date."""
    article = fixture_articles()[name]
    assert article.headline and article.date_published
    return article, article.headline, set(byline(article)), str(article.date_published)[:10]


def _people(article: NewsArticle) -> set[str]:
    """Return the names of the authors who are people."""
    return {person.name for person in article.people if person.id in article.author and person.name}


@each_page
def test_trafilatura_reads_the_story(name: str, kind: str) -> None:
    """It finds headline, date, site and the people of the byline, and no mentioned person as author."""
    trafilatura = pytest.importorskip("trafilatura", reason="NO JUDGE: trafilatura reads no page")
    article, headline, authors, day = _article(name)
    found = trafilatura.bare_extraction(_page(name, kind), url=article.url, with_metadata=True).as_dict()
    named = set(filter(None, (found["author"] or "").split("; ")))
    assert (found["title"], found["date"]) == (headline, day)
    assert _people(article) <= named <= authors


@each_page
def test_newspaper_reads_the_story(name: str, kind: str) -> None:
    """It finds the same, and organizations as authors."""
    article, headline, authors, day = _article(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says at every import which of its own parts are missing
        newspaper = pytest.importorskip("newspaper", reason="NO JUDGE: newspaper4k reads no page")
        found = newspaper.Article(article.url or BASE, language="en", fetch_images=False)
        found.download(input_html=_page(name, kind))
        found.parse()
    assert found.title == headline
    assert set(found.authors) == authors
    assert found.publish_date is not None and found.publish_date.date().isoformat() == day


def _found(name: str, kind: str) -> dict[str, Any]:
    """Return the JSON-LD of a page that extruct finds."""
    (found,) = extruct.extract(_page(name, kind), syntaxes=["json-ld"])["json-ld"]
    assert isinstance(found, dict)
    return found


@each_page
def test_extruct_finds_the_same_json(name: str, kind: str) -> None:
    """The extracted values equal those that export writes."""
    written = newsld.write(fixture_articles()[name], "jsonld", jsonld="page", claims=kind == "claims")
    assert _found(name, kind) == json.loads(written)


@each_page
def test_extruct_finds_the_same_tags(name: str, kind: str) -> None:
    """Open Graph tags have the headline, the address and the time of the story, or are absent."""
    article, headline, _, _ = _article(name)
    extracted = extruct.extract(_page(name, kind), syntaxes=["opengraph"])["opengraph"]
    if kind != "meta":
        assert extracted == []
        return
    tags = dict(extracted[0]["properties"])
    wanted = {
        "og:type": "article",
        "og:title": headline,
        "article:published_time": str(article.date_published),
    }
    assert wanted.items() <= tags.items()
    assert tags.get("og:url") == article.url


@pytest.mark.parametrize("kind", ["plain", "claims"])
@pytest.mark.parametrize("name", fixture_articles())
def test_pyld_and_pyoxigraph_see_the_same_triples(name: str, kind: str) -> None:
    """Two readers of linked data agree on the page, and on the file that export writes."""
    page = _found(name, kind)
    written = json.loads(
        newsld.write(fixture_articles()[name], "jsonld", jsonld="page", claims=kind == "claims")
    )
    seen = canonical(triples(page))
    assert seen == canonical(triples(written))
    options = {
        "base": BASE,
        "documentLoader": _load,
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
    }
    other = jsonld.normalize(page, options)
    assert {line.removesuffix(" .") for line in other.splitlines()} == {
        one.removesuffix(" .") for one in seen
    }


@pytest.mark.parametrize("kind", ["plain", "claims"])
@pytest.mark.parametrize("name", fixture_articles())
def test_only_the_story_is_an_article_with_authors_of_its_own(name: str, kind: str) -> None:
    """Cited reports are under `citation` or with their figure, mentioned people under `mentions`."""
    page = _found(name, kind)
    _, headline, authors, _ = _article(name)
    assert page["headline"] == headline
    assert {author["name"] for author in _listed(page.get("author"))} == authors
    assert all({"@type", "name"} <= author.keys() for author in _listed(page.get("author")))
    others = [term for term, node in _nodes(page) if node.get("@type") == "NewsArticle" and node is not page]
    assert set(others) <= {"citation", "subjectOf"}


def _nodes(node: Any, term: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object in a document with the term whose value it is."""
    if isinstance(node, list):
        for item in node:
            yield from _nodes(item, term)
    elif isinstance(node, dict):
        yield term, node
        for key, value in node.items():
            yield from _nodes(value, key)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]

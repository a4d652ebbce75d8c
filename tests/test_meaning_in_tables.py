"""What a value means is in the model and the tables, whatever its form; the form is what is written back."""

from __future__ import annotations

import json
from typing import Any

import pytest

import newsld
from newsld.model import Person

TERMS = {
    "headline": "Hafen offen",
    "datePublished": "2025-05-12T07:30:00+01:00",
    "isAccessibleForFree": False,
    "inLanguage": "de",
    "author": {"@type": "Person", "name": "Mara Lunn"},
}


def _prefixed(prefix: str, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {
        (key if key[0] == "@" else f"{prefix}:{key}"): (
            f"{prefix}:{one}" if key == "@type" else _prefixed(prefix, one)
        )
        for key, one in value.items()
    }


def _read(document: dict[str, Any]) -> newsld.NewsArticle:
    (article,) = newsld.read(json.dumps(document).encode(), "jsonld")
    # The lexical form is what is written back.
    (again,) = newsld.read(newsld.write(article, "jsonld"), "jsonld")
    assert again == article
    return article


def _tagged(**more: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", **TERMS, **more}


@pytest.mark.parametrize(
    "document",
    [
        {"@context": "https://schema.org", **_tagged()},
        {"@context": ["https://schema.org", {"@language": "de"}], **_tagged()},
        {"@context": "https://schema.org", **_tagged(headline={"@value": "Hafen offen", "@language": "de"})},
        {"@context": "https://schema.org", **_tagged(datePublished="2025-05-12T07:30:00+0100")},
        {"@context": "https://schema.org", **_tagged(datePublished="Mon, 12 May 2025 07:30:00 +0100")},
        {"@context": "https://schema.org", **_tagged(isAccessibleForFree="https://schema.org/False")},
        {
            "@context": "https://schema.org",
            **_tagged(isAccessibleForFree={"@type": "xsd:boolean", "@value": "false"}),
        },
        {"@context": "https://schema.org", **_tagged(inLanguage={"@value": "de"}, author="Mara Lunn")},
        {"@context": {"@vocab": "http://schema.org/"}, **_tagged()},
        {"@context": {"@vocab": "https://schema.org"}, **_tagged()},
        {"@context": {"@vocab": "http://www.schema.org/"}, **_tagged()},
        {"@context": {"schema": "https://schema.org/"}, **_prefixed("schema", _tagged())},
        {"@context": {"s": "http://schema.org/"}, **_prefixed("s", _tagged())},
        {"@context": "https://schema.org", **_prefixed("schema", _tagged())},
    ],
)
def test_every_form_means_the_same(document: dict[str, Any]) -> None:
    """Headline, date, access, language and author are in the model, and in the tables made from it."""
    article = _read(document)
    assert article.headline == "Hafen offen"
    assert article.date_published == "2025-05-12T07:30:00+01:00"
    assert article.is_accessible_for_free is False
    assert article.in_language == "de"
    assert [one.name for one in article.entities] == ["Mara Lunn"]
    assert len(article.author) == 1


@pytest.mark.parametrize("term", ["author", "publisher", "contributor"])
@pytest.mark.parametrize(("name", "is_person"), [("Mara Lunn", True), ("Reuters", False)])
def test_a_name_alone_has_a_row(term: str, name: str, is_person: bool) -> None:
    """It is written back as text, and for the readers of a page as an object."""
    article = _read({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "T", term: name})
    (thing,) = article.entities
    assert (thing.name, isinstance(thing, Person)) == (name, is_person)
    assert json.loads(newsld.write(article, "jsonld"))[term] == name
    page = json.loads(newsld.write(article, "jsonld", jsonld="page"))
    assert page[term]["name"] == name


@pytest.mark.parametrize("address", ["https://h.example/mara", "/mara"])
def test_an_address_is_no_name(address: str) -> None:
    """It stays where it is."""
    article = _read(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "T", "author": address}
    )
    assert (article.entities, article.extra["author"]) == ((), address)


@pytest.mark.parametrize(
    "values",
    [
        ["T", {"@value": "T", "@language": "en"}],
        [{"@value": "T", "@language": "en"}, "T"],
        [{"@value": "T", "@language": "en"}, {"@value": "U", "@language": "de"}],
        ["T", "T", {"@value": "T", "@language": "en"}],
    ],
)
def test_no_form_gets_lost_next_to_another(values: list[Any]) -> None:
    """One field holds one text; all others are kept."""
    article = _read({"@context": "https://schema.org", "@type": "NewsArticle", "headline": values})
    assert article.headline == "T"
    written = json.loads(newsld.write(article, "jsonld"))["headline"]
    forms = {json.dumps(one) for one in (written if isinstance(written, list) else [written])}
    assert forms == {json.dumps(one) for one in values}


def test_the_page_of_an_article_has_each_value_once() -> None:
    """Its readers want the plain form."""
    article = _read({"@context": ["https://schema.org", {"@language": "de"}], **_tagged()})
    assert json.loads(newsld.write(article, "jsonld", jsonld="page"))["headline"] == "Hafen offen"


@pytest.mark.parametrize("vocabulary", ["http://schema.org", "https://schema.org", "http://www.schema.org"])
def test_a_vocabulary_without_its_slash_gets_a_finding(vocabulary: str) -> None:
    """It is read nevertheless."""
    text = json.dumps({"@context": {"@vocab": vocabulary}, "@type": "NewsArticle", "headline": "T"})
    (found,) = newsld.check(text.encode(), "jsonld")
    assert (found.code, found.severity, found.pointer) == ("NLD-SYN-019", "warning", "/@context/@vocab")
    (article,) = newsld.read(text.encode(), "jsonld")
    assert article.headline == "T"

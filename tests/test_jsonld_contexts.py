"""Contexts that are named again and again: to process schema.org's takes a tenth of a second each time."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

import newsld
from newsld.schemaorg.jsonld.processor import ExpansionError, expand

NAMED = "https://schema.org"
OWN = {"x": "https://terms.example/x"}


def _nested(depth: int, context: Any) -> dict[str, Any]:
    person: dict[str, Any] = {"@context": context, "@type": "Person", "name": "Ines", "x": "y"}
    return {**person, "knows": _nested(depth - 1, context)} if depth else person


DOCUMENTS: dict[str, Any] = {
    "in one list": {"@context": [NAMED] * 200 + [OWN], "@type": "NewsArticle", "x": "y"},
    "in turns": {"@context": [NAMED, OWN] * 100, "@type": "NewsArticle", "x": "y"},
    "from level to level": {"@context": NAMED, "@type": "NewsArticle", "author": _nested(40, [NAMED, OWN])},
    "in the definition of a term": {
        "@context": [{"z": {"@id": "https://terms.example/z", "@context": NAMED}}, NAMED],
        "@type": "NewsArticle",
        "z": {"z": {"z": {"z": {"z": {"z": {"z": {"z": {"z": {"name": "Ines"}}}}}}}}},
    },
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_contexts_without_end_are_refused(name: str) -> None:
    """5 kB do not take 15 seconds; what is understood without their processing is checked all the same."""
    with pytest.raises(ExpansionError, match="8 times"):
        expand(DOCUMENTS[name])
    content = json.dumps({**DOCUMENTS[name], "headline": "Quay reopens"}).encode()
    newsld.check(b'{"@context": "https://schema.org", "@type": "NewsArticle"}', "jsonld")
    begin = time.process_time()
    newsld.check(content, "jsonld", extend_select="ALL")
    (article,) = newsld.load(content, "jsonld").articles
    assert time.process_time() - begin < 1
    assert article.headline == "Quay reopens"


@pytest.mark.parametrize("count", [1, 2, 7])
def test_as_many_contexts_as_people_write_are_processed(count: int) -> None:
    """A context of its own for each author, and a list that names schema.org twice, are no attack."""
    authors = [{"@context": [NAMED, OWN], "@type": "Person", "x": str(one)} for one in range(60)]
    document = {"@context": [NAMED] * count + [OWN], "@type": "NewsArticle", "author": authors}
    (node,) = expand(document)
    assert len(node["http://schema.org/author"]) == 60

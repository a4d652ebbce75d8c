"""The cases of fixtures/pages: published markup of every shape, a folder each, with the stories that are made of it.

A case is blocks of JSON-LD (`block*.jsonld`) or a whole page (`page.html`). Beside a page may stand what it says, as
plain JSON-LD written by hand (`meant*.jsonld`), for the judge of triples. Run as a program, it writes every
`expected/` anew.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import newsld
from newsld.formats import WriteOptions, find_format
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.schemaorg.jsonld.foreign.articles import ForeignArticle, import_articles

__all__ = [
    "BASE",
    "FOLDER",
    "PAGES",
    "SHAPES",
    "articles_of",
    "blocks_of",
    "expected_of",
    "meant_by",
    "page_of",
    "told",
]

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "pages"
BASE = "https://herald.example/a/1"
"""The address at which all of them are read."""

SHAPES = sorted({path.parent.name for path in FOLDER.glob("*/block*.jsonld")})
"""The names of the folders that have blocks of JSON-LD."""

PAGES = sorted({path.parent.name for path in FOLDER.glob("*/page.html")})
"""The names of the folders that have a page."""


@cache
def blocks_of(shape: str) -> tuple[Any, ...]:
    """The data of the blocks of a case, in the order of their names."""
    return tuple(json.loads(path.read_bytes()) for path in sorted((FOLDER / shape).glob("block*.jsonld")))


def page_of(shape: str) -> Path:
    """The page of a case."""
    return FOLDER / shape / "page.html"


@cache
def meant_by(shape: str) -> tuple[Any, ...]:
    """What the page of a case says, as blocks of JSON-LD; nothing where nobody wrote that down."""
    return tuple(json.loads(path.read_bytes()) for path in sorted((FOLDER / shape).glob("meant*.jsonld")))


@cache
def articles_of(shape: str) -> tuple[NewsArticle, ...]:
    """The articles of a case."""
    if shape in PAGES:
        return newsld.load(page_of(shape)).articles
    numbered = [(data, number) for number, data in enumerate(blocks_of(shape))]
    found = import_articles(numbered, BASE)
    return tuple(article_from(one.data) for one in found if isinstance(one, ForeignArticle))


def told(shape: str) -> dict[str, bytes]:
    """The stories that a case makes, as YAML, by the names of their files."""
    module = find_format("yaml").load()
    return {
        f"{number}.yaml": module.write(article, WriteOptions())
        for number, article in enumerate(articles_of(shape), start=1)
    }


def expected_of(shape: str) -> dict[str, bytes]:
    """The stories that a case is to make, likewise."""
    return {path.name: path.read_bytes() for path in (FOLDER / shape / "expected").iterdir()}


if __name__ == "__main__":
    for name in (*SHAPES, *PAGES):
        folder = FOLDER / name / "expected"
        folder.mkdir(exist_ok=True)
        for file, content in told(name).items():
            (folder / file).write_bytes(content)

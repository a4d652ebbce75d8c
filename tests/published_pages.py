"""The cases of fixtures/pages: published markup of every shape, with the stories that newsld imports from it.

A case is a folder with blocks of JSON-LD (`block*.jsonld`) or a page (`page.html`). With a page may be its data as
plain JSON-LD, written by hand (`meant*.jsonld`), to compare triples with. Run as a script, it regenerates every
`expected/`.
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

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "pages"
BASE = "https://herald.example/a/1"
"""The address of all pages."""

SHAPES = sorted({path.parent.name for path in FOLDER.glob("*/block*.jsonld")})
"""The names of the folders that have blocks of JSON-LD."""

PAGES = sorted({path.parent.name for path in FOLDER.glob("*/page.html")})
"""The names of the folders that have a page."""


@cache
def blocks_of(shape: str) -> tuple[Any, ...]:
    """Return the data of the blocks of a case, in the order of their names."""
    return tuple(json.loads(path.read_bytes()) for path in sorted((FOLDER / shape).glob("block*.jsonld")))


def page_of(shape: str) -> Path:
    """Return the path of the page of a case."""
    return FOLDER / shape / "page.html"


@cache
def handwritten_blocks(shape: str) -> tuple[Any, ...]:
    """Return the handwritten JSON-LD of a page; empty if there is none."""
    return tuple(json.loads(path.read_bytes()) for path in sorted((FOLDER / shape).glob("meant*.jsonld")))


@cache
def articles_of(shape: str) -> tuple[NewsArticle, ...]:
    """Return the articles of a case."""
    if shape in PAGES:
        return newsld.load(page_of(shape), all_articles=True).articles
    numbered = [(data, number) for number, data in enumerate(blocks_of(shape))]
    items = import_articles(numbered, BASE)
    return tuple(article_from(one.data) for one in items if isinstance(one, ForeignArticle))


def imported_stories(shape: str) -> dict[str, bytes]:
    """Return the stories of a case as YAML, by file name."""
    return {
        f"{number}.yaml": find_format("yaml").write(article, WriteOptions())
        for number, article in enumerate(articles_of(shape), start=1)
    }


def expected_of(shape: str) -> dict[str, bytes]:
    """Return the expected stories of a case as YAML, by file name."""
    return {path.name: path.read_bytes() for path in (FOLDER / shape / "expected").iterdir()}


if __name__ == "__main__":
    for name in (*SHAPES, *PAGES):
        folder = FOLDER / name / "expected"
        folder.mkdir(exist_ok=True)
        for file, content in imported_stories(name).items():
            (folder / file).write_bytes(content)

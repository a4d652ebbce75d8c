"""The cases of fixtures/pages: published markup of every shape, a folder each, with the story that is made of it.

Run as a program, it writes every `expected/` anew.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from newsld.formats import WriteOptions, find_format
from newsld.jsonld.found import FoundArticle, found_articles
from newsld.models import NewsArticle
from newsld.models.reading import article_from

__all__ = ["BASE", "SHAPES", "articles_of", "blocks_of", "expected_of"]

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "pages"
BASE = "https://herald.example/a/1"
"""The address at which all of them are read."""

SHAPES = sorted({path.parent.name for path in FOLDER.glob("*/block*.jsonld")})
"""The names of the folders that have blocks of JSON-LD."""


@cache
def blocks_of(shape: str) -> tuple[Any, ...]:
    """The data of the blocks of a case, in the order of their names."""
    return tuple(json.loads(path.read_bytes()) for path in sorted((FOLDER / shape).glob("block*.jsonld")))


@cache
def articles_of(shape: str) -> tuple[NewsArticle, ...]:
    """The articles of a case."""
    numbered = [(data, number) for number, data in enumerate(blocks_of(shape))]
    found = found_articles(numbered, BASE)
    return tuple(article_from(one.data) for one in found if isinstance(one, FoundArticle))


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
    for name in SHAPES:
        folder = FOLDER / name / "expected"
        folder.mkdir(exist_ok=True)
        for file, content in told(name).items():
            (folder / file).write_bytes(content)

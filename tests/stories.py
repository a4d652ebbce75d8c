"""The fixture stories as articles, by name: read once, the way that users read them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import newsld
from newsld.model import NewsArticle

FOLDER = Path(__file__).parent.parent / "fixtures" / "stories"


@cache
def fixture_paths() -> dict[str, Path]:
    """Every source of a story under fixtures/stories, by the name of its folder."""
    found = {
        path.parent.name: path
        for suffix in ("md", "yaml")
        for path in sorted(FOLDER.glob(f"*/story.{suffix}"))
    }
    assert found, f"no story in {FOLDER}"
    return found


@cache
def fixture_articles() -> dict[str, NewsArticle]:
    """Every story as an article, by the name of its folder."""
    return {name: newsld.read(path)[0] for name, path in fixture_paths().items()}

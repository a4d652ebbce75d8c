"""Stories in Jinja: the filter `newsld_jsonld` and the global `newsld_script`."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup

from newsld.contrib import jsonld, script
from newsld.model import NewsArticle

__all__ = ["NewsldExtension", "install"]


def install(environment: Environment) -> None:
    """Add to an environment what its templates can then use.

    `{{ newsld_script(story, nonce) }}` is the whole script element of an article or of the path of a story, and
    `{{ story | newsld_jsonld }}` what stands in it. Both are safe as they are, and autoescaping leaves them alone.
    """
    environment.filters["newsld_jsonld"] = _jsonld
    environment.globals["newsld_script"] = _script


class NewsldExtension(Extension):
    """The same as `install`, for those who name their extensions: `newsld.contrib.jinja.NewsldExtension`."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        install(environment)


def _jsonld(story: NewsArticle | str | Path) -> Markup:
    return Markup(jsonld(story))


def _script(story: NewsArticle | str | Path, nonce: object = None) -> Markup:
    return Markup(script(story, nonce))

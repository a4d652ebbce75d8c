"""Jinja integration: the filter `newsld_jsonld` and the global function `newsld_script`."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup

from newsld.contrib import jsonld, script
from newsld.model import NewsArticle

__all__ = ["NewsldExtension", "install"]


def install(environment: Environment) -> None:
    """Add the filter and the global function to an environment.

    `{{ newsld_script(story, nonce) }}` is the script element for an article or the path of a story, and
    `{{ story | newsld_jsonld }}` is its content. Both are marked as safe, so that autoescaping does not change them.
    """
    environment.filters["newsld_jsonld"] = _jsonld
    environment.globals["newsld_script"] = _script


class NewsldExtension(Extension):
    """A Jinja extension that calls `install`, named `newsld.contrib.jinja.NewsldExtension`."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        install(environment)


def _jsonld(story: NewsArticle | str | Path) -> Markup:
    return Markup(jsonld(story))


def _script(story: NewsArticle | str | Path, nonce: object = None) -> Markup:
    return Markup(script(story, nonce))

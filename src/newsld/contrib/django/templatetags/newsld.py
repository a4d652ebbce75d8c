"""The template tag `newsld_script` and the filter `newsld_jsonld`, for `{% load newsld %}`."""

from __future__ import annotations

from pathlib import Path

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from newsld.contrib import jsonld, script
from newsld.model import NewsArticle

__all__ = ["newsld_jsonld", "newsld_script", "register"]

register = Library()


def newsld_script(story: NewsArticle | str | Path, nonce: object = None) -> SafeString:
    """Return the script element of an article or a path: `{% newsld_script story nonce=request.csp_nonce %}`."""
    return mark_safe(script(story, nonce))


def newsld_jsonld(story: NewsArticle | str | Path) -> SafeString:
    """Return the content of the script, escaped for it: `{{ story|newsld_jsonld }}`."""
    return mark_safe(jsonld(story))


register.simple_tag(newsld_script)
register.filter(newsld_jsonld)

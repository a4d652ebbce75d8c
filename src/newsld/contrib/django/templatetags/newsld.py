"""`{% load newsld %}`: the tag `newsld_script` and the filter `newsld_jsonld`."""

from __future__ import annotations

from pathlib import Path

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from newsld.contrib import jsonld, script
from newsld.model import NewsArticle

__all__ = ["newsld_jsonld", "newsld_script", "register"]

register = Library()


def newsld_script(story: NewsArticle | str | Path, nonce: object = None) -> SafeString:
    """`{% newsld_script story %}`, or with `nonce=request.csp_nonce`: the script element of an article or a path."""
    return mark_safe(script(story, nonce))


def newsld_jsonld(story: NewsArticle | str | Path) -> SafeString:
    """`{{ story|newsld_jsonld }}`: what stands in the script, escaped for it."""
    return mark_safe(jsonld(story))


register.simple_tag(newsld_script)
register.filter(newsld_jsonld)

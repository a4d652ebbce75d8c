"""What a news sitemap takes from an article: its publication, language, title and time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model.dates.publishers import read_published
from newsld.model.text.languages import iso_639
from newsld.model.text.shorten import shorten
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.queries import is_stub, is_update

__all__ = ["CHECKS", "languages", "plain_names", "publication", "times", "titles"]

_UNDERSCORED: Final = re.compile(r"[A-Za-z]{2,3}(?:_[A-Za-z0-9]{2,8})+", re.ASCII)
_W3C: Final = "2025-03-04 or 2025-03-04T18:20:00+00:00"
_MISNAMED: Final = {"kr": "ko", "jp": "ja", "cn": "zh-cn", "tw": "zh-tw", "gr": "el", "cz": "cs", "dk": "da",
                    "ua": "uk", "eng": "en", "english": "en", "german": "de", "deutsch": "de", "french": "fr",
                    "français": "fr", "spanish": "es", "español": "es", "italian": "it", "italiano": "it",
                    "portuguese": "pt", "português": "pt", "russian": "ru", "arabic": "ar", "hindi": "hi",
                    "chinese": "zh-cn", "japanese": "ja", "korean": "ko", "turkish": "tr", "polish": "pl"}  # fmt: skip


def publication(markup: Markup) -> Iterator[Finding]:
    """NLD-NSM-003: the publication has a name, and the article a language."""
    for article in _listed(markup):
        named = [node for node in article.nodes("publisher") if is_stub(node) or node.has("name")]
        if not named and not any(True for _ in article.texts("publisher")):
            mend = "give publisher a name, exactly as it stands on news.google.com"
            where = next(article.nodes("publisher"), article)
            message = "the publisher has no name" if where is not article else "has no publisher"
            yield where.finding("NLD-NSM-003", message, suggestion=mend)
        if not article.has("inLanguage"):
            mend = 'add inLanguage, such as "en"'
            yield article.finding("NLD-NSM-003", "has no inLanguage", suggestion=mend)


def plain_names(markup: Markup) -> Iterator[Finding]:
    """NLD-NSM-004: the name of the publication has nothing in parentheses."""
    found: dict[Finding, None] = {}
    for article in _listed(markup):
        for value in _names(article):
            name = (value.text or "").strip()
            if re.search(r"[()（）]", name):
                bare = " ".join(re.sub(r"[(（][^()（）]*[)）]?|[()（）]", " ", name).split())
                message = f"the publication’s name “{name}” has parentheses"
                mend = f"write “{bare}”" if bare else "write the name as it stands on news.google.com"
                found[value.owner.finding("NLD-NSM-004", message, suggestion=mend, at=value)] = None
    yield from found


def languages(markup: Markup) -> Iterator[Finding]:
    """NLD-NSM-005: the language is its ISO 639 code, of two or three letters."""
    for article in _listed(markup):
        for value in article.values("inLanguage"):
            for told in _tags(value):
                text = (told.text or "").strip()
                if iso_639(text):
                    continue
                message = f"“{text}” is no ISO 639 code of a language"
                first = re.split(r"[\s,;_-]", text.lower())[0]
                mend = (
                    f"write {text.replace('_', '-')}"
                    if _UNDERSCORED.fullmatch(text)
                    else f"write {_MISNAMED[first]}"
                    if first in _MISNAMED
                    else "write two or three letters, such as en, or zh-cn and zh-tw"
                )
                yield told.owner.finding("NLD-NSM-005", message, suggestion=mend, at=told)


def times(markup: Markup) -> Iterator[Finding]:
    """NLD-NSM-006: the time of publication is there, as a W3C date or a W3C date and time with its offset."""
    for article in _listed(markup):
        if not article.has("datePublished"):
            mend = f"add datePublished, the first time of publication, as in {_W3C}"
            yield article.finding("NLD-NSM-006", "has no datePublished", suggestion=mend)
        for value in article.values("datePublished"):
            text = (value.text or "").strip()
            found = read_published(text)
            if found is None or not found.is_w3c:
                mend = f"write it as in {_W3C}"
                if found is not None and (found.has_zone or not found.has_time):
                    mend = f"write {found.iso}"
                elif found is not None:
                    mend = f"write {found.iso} with the offset of its clock, or the date alone"
                message = f"datePublished {shorten(text or value.raw)} is no W3C date and time"
                yield article.finding("NLD-NSM-006", message, suggestion=mend, at=value)


def titles(markup: Markup) -> Iterator[Finding]:
    """NLD-NSM-007: the article has a title."""
    for article in _listed(markup):
        if not any(text.strip() for text in article.texts("headline", "name")):
            yield article.finding(
                "NLD-NSM-007", "has no headline", suggestion="add headline: a sitemap needs a title"
            )


def _listed(markup: Markup) -> Iterator[Node]:
    """The articles that a sitemap would list: not the entries of a live blog."""
    return (article for article in markup.articles if not is_update(article))


def _names(article: Node) -> Iterator[Value]:
    for value in article.values("publisher"):
        if value.node is not None:
            yield from (name for name in value.node.values("name") if name.text is not None)
        elif value.text is not None:
            yield value


def _tags(value: Value) -> Iterator[Value]:
    """The texts that say a language: of a Language node its code, or its name where it has none."""
    node = value.node
    if node is None:
        yield value
    elif not is_stub(node):
        for term in ("identifier", "alternateName", "name"):
            if node.has(term):
                yield from (tag for tag in node.values(term) if tag.text is not None)
                return


CHECKS: tuple[Check, ...] = (
    Check(("NLD-NSM-003",), "markup", publication),
    Check(("NLD-NSM-004",), "markup", plain_names),
    Check(("NLD-NSM-005",), "markup", languages),
    Check(("NLD-NSM-006",), "markup", times),
    Check(("NLD-NSM-007",), "markup", titles),
)

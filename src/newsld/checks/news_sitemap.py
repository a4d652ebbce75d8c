"""Check what a news sitemap needs from an article: publication, language, title and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model.dates import is_language_tag
from newsld.model.dates.published_forms import parse_published
from newsld.model.text.languages import OTHER_LANGUAGES, iso_639
from newsld.model.text.shorten import quote, quote_value
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.queries import is_reference_only, untagged_articles

_UNDERSCORED: Final = lazy_pattern(r"[A-Za-z]{2,3}(?:_[A-Za-z0-9]{2,8})+", re.ASCII)
_W3C: Final = "2025-03-04T18:20:00+00:00"
_CODE_OF: Final = {"kr": "ko", "jp": "ja", "cn": "zh-cn", "tw": "zh-tw", "gr": "el", "cz": "cs", "dk": "da",
                    "ua": "uk", "eng": "en", "english": "en", "german": "de", "deutsch": "de", "french": "fr",
                    "français": "fr", "spanish": "es", "español": "es", "italian": "it", "italiano": "it",
                    "portuguese": "pt", "português": "pt", "russian": "ru", "arabic": "ar", "hindi": "hi",
                    "chinese": "zh-cn", "japanese": "ja", "korean": "ko", "turkish": "tr", "polish": "pl"}  # fmt: skip


def publication_exists(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-NSM-003 if the publication has no name or the article no language."""
    for article in untagged_articles(markup):
        named = [node for node in article.nodes("publisher") if is_reference_only(node) or node.has("name")]
        if not named and not any(True for _ in article.texts("publisher")):
            owner = next(article.nodes("publisher"), article)
            message = "the publisher has no name" if owner is not article else "the article has no publisher"
            suggestion = "name the publication, exactly as on news.google.com"
            yield _on_page(owner.finding("NLD-NSM-003", message, suggestion=suggestion), article)
        if not article.has("inLanguage"):
            tag = (markup.page.lang if markup.page is not None else None) or ""
            suggestion = 'add inLanguage, such as "en"'
            if is_language_tag(tag):
                suggestion = f'add "inLanguage": "{tag}", which is the language of the page'
            finding = article.finding("NLD-NSM-003", "the article has no inLanguage", suggestion=suggestion)
            yield _on_page(finding, article)


def name_has_no_parentheses(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-NSM-004 for publication names with parentheses."""
    findings: dict[Finding, None] = {}
    for article in untagged_articles(markup):
        for value in _names(article):
            name = (value.text or "").strip()
            if re.search(r"[()（）]", name):
                bare = " ".join(re.sub(r"[(（][^()（）]*[)）]?|[()（）]", " ", name).split())
                message = f"the publication name {quote(name)} contains parentheses"
                suggestion = f"write {quote(bare)}" if bare else "write the name as on news.google.com"
                finding = value.owner.finding("NLD-NSM-004", message, suggestion=suggestion, at=value)
                findings[_on_page(finding, article)] = None
    yield from findings


def language_is_iso_639(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-NSM-005 for languages that are not ISO 639 codes of two or three letters, or those of countries."""
    for article in untagged_articles(markup):
        title = next(article.texts("headline", "name"), "")
        for value in article.values("inLanguage"):
            for tag in _tags(value):
                text = (tag.text or "").strip()
                if iso_639(text, title):
                    continue
                other = OTHER_LANGUAGES.get(text.lower())
                problem = (
                    f"the code of {other}, not of this text" if other else "not an ISO 639 language code"
                )
                message = f"inLanguage {quote(text)} is {problem}"
                first = re.split(r"[\s,;_-]", text.lower())[0]
                suggestion = (
                    f"write {text.replace('_', '-')}"
                    if _UNDERSCORED.fullmatch(text)
                    else f"write {_CODE_OF[first]}"
                    if first in _CODE_OF
                    else "write a code of two or three letters, such as en, zh-cn or zh-tw"
                )
                yield tag.owner.finding("NLD-NSM-005", message, suggestion=suggestion, at=tag)


def date_is_w3c(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-NSM-006 if datePublished is missing, or not a W3C date or date and time with an offset."""
    for article in untagged_articles(markup):
        if not article.has("datePublished"):
            suggestion = f"add datePublished with the time of first publication, as in {_W3C}"
            yield article.finding("NLD-NSM-006", "the article has no datePublished", suggestion=suggestion)
        for value in article.values("datePublished"):
            text = (value.text or "").strip()
            date = parse_published(text)
            if date is None or not date.is_w3c:
                suggestion = f"write it as in {_W3C}"
                if date is not None and date.has_zone:
                    suggestion = f"write {date.iso}"
                elif date is not None and not date.has_time:
                    suggestion = f"write {date.iso}, or better its time too, as in {date.iso}T18:20:00+01:00"
                elif date is not None:
                    suggestion = f"write {date.iso} with its UTC offset, as in {date.iso}+01:00"
                message = f"datePublished {quote_value(text or value.raw)} is not a W3C date"
                finding = article.finding("NLD-NSM-006", message, suggestion=suggestion, at=value)
                # A sitemap that newsld writes has the date in this form.
                yield finding if date is None else _on_page(finding, article)


def article_has_title(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-NSM-007 if an article has neither headline nor name."""
    for article in untagged_articles(markup):
        if not any(text.strip() for text in article.texts("headline", "name")):
            yield article.finding(
                "NLD-NSM-007",
                "the article has no headline",
                suggestion="add headline: a sitemap needs a title",
            )


def _on_page(finding: Finding, article: Node) -> Finding:
    """Return a finding as info if the article is published: its sitemap can have what the page lacks."""
    return finding if article.block.syntax == "story" else finding.with_severity("info")


def _names(article: Node) -> Iterator[Value]:
    for value in article.values("publisher"):
        if value.node is not None:
            yield from (name for name in value.node.values("name") if name.text is not None)
        elif value.text is not None:
            yield value


def _tags(value: Value) -> Iterator[Value]:
    """Yield the texts that state a language; of a Language node its code, or its name if it has no code."""
    node = value.node
    if node is None:
        yield value
    elif not is_reference_only(node):
        for term in ("identifier", "alternateName", "name"):
            if node.has(term):
                yield from (tag for tag in node.values(term) if tag.text is not None)
                return


CHECKS: tuple[Check, ...] = (
    Check(("NLD-NSM-003",), "markup", publication_exists),
    Check(("NLD-NSM-004",), "markup", name_has_no_parentheses),
    Check(("NLD-NSM-005",), "markup", language_is_iso_639),
    Check(("NLD-NSM-006",), "markup", date_is_w3c),
    Check(("NLD-NSM-007",), "markup", article_has_title),
)

"""Check for slips of publishing systems: empty dates, relative addresses, the site's name in the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from newsld.findings import Finding
from newsld.model.dates import is_language_tag
from newsld.model.dates.published_forms import PublishedDate, parse_published
from newsld.model.literals import language_tag_of
from newsld.model.text.bylines import is_same_organization
from newsld.model.text.closest_match import suggest
from newsld.model.text.scripts import main_script, scripts_of
from newsld.model.text.shorten import LONGEST, quote
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup import Check, Markup, Node, Value
from newsld.web.markup.addresses import is_absolute, same_address
from newsld.web.markup.meta_tags import canonical, meta_finding, metas
from newsld.web.markup.queries import language, publishers, standalone_articles
from newsld.web.structured_data.escaped_text import plain_text

_DATES: Final = ("datePublished", "dateModified", "dateCreated")
_FIRST_YEAR: Final = 1605
"""The year of the first newspaper; no article is older."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD: Final = timedelta(days=366)
"""How far ahead an article may be announced."""
_TIMES: Final = (
    "article:published_time",
    "article:modified_time",
    "article:expiration_time",
    "og:updated_time",
)
_ESCAPED: Final = lazy_pattern(r"<\w|</|&#?\w{1,31};")
_BEFORE: Final = 20
"""How many characters before the first tag or character reference are shown."""
_SITE: Final = lazy_pattern(r"(.{3,}?)\s+(?:[-–—|·•]|::)\s+([^-–—|·•:]{2,60})", re.DOTALL)
"""A headline, a separator and the last part behind it."""
_SECTIONS: Final = lazy_pattern(r"[^\s,;|][^,;|]*(?:[,;|][^\s,;|][^,;|]*)+")
_SCRIPT_TAG: Final = lazy_pattern(r"[-_][A-Za-z]{4}(?:[-_]|\Z)")
"""The subtag of a script in a language tag, as in sr-Latn."""
_LANGUAGES: Final = {
    "arabic": "ar", "chinese": "zh", "deutsch": "de", "english": "en", "español": "es", "french": "fr",
    "français": "fr", "german": "de", "hindi": "hi", "italian": "it", "italiano": "it", "japanese": "ja",
    "portuguese": "pt", "português": "pt", "russian": "ru", "spanish": "es", "turkish": "tr",
}  # fmt: skip
"""Names that publishers write in place of a language tag."""


def dates_are_real(article: Node) -> Iterator[Finding]:
    """Yield NLD-GOO-025 for dates that a system writes where it has none, and for dates far in the future."""
    for term in _DATES:
        for value in article.values(term):
            date = parse_published(value.text.strip()) if value.text is not None else None
            if date is not None and (fault := _unreal(date)):
                message = f"{term} is {value.text}, {fault}"
                suggestion = "write the date of the article, or remove it if there is none"
                yield article.finding("NLD-GOO-025", message, suggestion=suggestion, at=value)


def _unreal(date: PublishedDate) -> str | None:
    """Return why a date cannot be that of an article; None for any other."""
    moment = date.local - (date.offset or timedelta(0)) if 1 < date.local.year < 9999 else date.local
    if moment == _EPOCH:
        return "which is how computers write a missing date"
    if date.local.year < _FIRST_YEAR:
        return "which is before the first newspaper"
    if date.local > datetime.now(UTC) + _AHEAD:
        return "which is more than a year from now"
    return None


def bodies_are_plain_text(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-SYN-020 for the first articleBody with tags or character references that were clearly escaped."""
    escaped = [
        (value, plain)
        for article in markup.articles
        for value in article.values("articleBody")
        if value.block.syntax != "story" and (plain := plain_text(value.text or "")) is not None
    ]
    for value, plain in escaped[:1]:
        text = " ".join((value.text or "").split())
        kind = "tags" if "<" in text or "&lt;" in text else "character references"
        more = f" (and {len(escaped) - 1} more)" if len(escaped) > 1 else ""
        sign = _ESCAPED.search(text)
        start = max(sign.start() - _BEFORE, 0) if sign else 0
        message = f"articleBody contains {kind}, which are not plain text: {quote(text[start:])}{more}"
        suggestion = "write the text as readers see it, without tags and with the characters themselves"
        if len(shown := " ".join(plain.split())) <= LONGEST:
            suggestion = f"write the text as readers see it: {quote(shown)}"
        yield value.owner.finding("NLD-SYN-020", message, suggestion=suggestion, at=value)


def publisher_has_addresses(article: Node) -> Iterator[Finding]:
    """Yield NLD-GOO-051 for a url, sameAs or logo of a publisher that is not an absolute address."""
    if article.block.syntax == "story":  # an article in microdata or RDFa may have a publisher in JSON-LD
        return
    for publisher in publishers(article):
        for term in ("url", "sameAs", "logo"):
            for value in publisher.values(term):
                for link in _links(value):
                    text = (link.text or "").strip()
                    if text and not is_absolute(text) and link.block.syntax == "json-ld":
                        message = f"the publisher’s {term} {quote(text)} is not an absolute address"
                        suggestion = "write the full address, with https:// and the name of the site"
                        yield link.owner.finding("NLD-GOO-051", message, suggestion=suggestion, at=link)


def _links(value: Value) -> Iterator[Value]:
    """Yield the texts that are the address of a value."""
    if value.node is None:
        yield value
    elif value.term == "logo":
        for term in ("url", "contentUrl"):
            yield from value.node.values(term)


def headline_has_no_site_name(article: Node) -> Iterator[Finding]:
    """Yield NLD-GOO-032 if a headline ends with the name of the publisher."""
    for value in article.values("headline"):
        found = _SITE.fullmatch((value.text or "").strip())
        if found is None:
            continue
        names = [name for node in publishers(article) for name in node.texts("name", "alternateName")]
        if any(is_same_organization(found[2], name) for name in names):
            message = f"the headline ends with the name of the publisher, {quote(found[2])}"
            suggestion = (
                f"remove {quote(value.text.strip()[found.end(1) :].strip())} from it" if value.text else None
            )
            yield article.finding("NLD-GOO-032", message, suggestion=suggestion, at=value)


def tag_times_are_iso(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-OGP-005 for article times in tags that are not ISO 8601, or are those of a missing date."""
    for name in _TIMES:
        for meta in metas(markup, name):
            text = meta.content.strip()
            date = parse_published(text)
            if date is None or not date.is_iso:
                suggestion = "write it as in 2025-03-04T18:20:00+00:00"
                if date is not None and (date.has_zone or not date.has_time):
                    suggestion = f"write {date.iso}"
                elif (count := _count(text)) is not None:
                    suggestion = f"write {count}"
                message = f"{name} is {quote(text)}, not a date in ISO 8601"
                yield meta_finding(markup, meta, "NLD-OGP-005", message, suggestion=suggestion)
            elif fault := _unreal(date):
                message, suggestion = f"{name} is {text}, {fault}", "write the date of the article, or no tag"
                yield meta_finding(markup, meta, "NLD-OGP-005", message, suggestion=suggestion)


def _count(text: str) -> str | None:
    """Return the time of a count of seconds or milliseconds since 1970."""
    if not (text.isascii() and text.isdigit() and len(text) in (10, 13)):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()


def addresses_are_canonical(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-PGE-006 if the address of an article differs from the canonical one in scheme or www alone."""
    page = canonical(markup)
    if page is None or not is_absolute(page):
        return
    for article in standalone_articles(markup):
        values = [value for term in ("url", "mainEntityOfPage") for value in article.values(term)]
        value = next((value for value in values if _is_other_origin(value.link or "", page)), None)
        if value is not None:
            message = f"{value.term} is {value.link}, but the canonical link is {page}"
            yield article.finding("NLD-PGE-006", message, suggestion=f"write {page}", at=value)


def _is_other_origin(link: str, page: str) -> bool:
    """Return whether an address leads to a page, but through another scheme, or with or without www."""
    return (
        is_absolute(link)
        and _origin(link) != _origin(page)
        and _rest(link) == _rest(page)
        and same_address(link, page) is True
    )


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address.strip())
    return parts.scheme.lower(), (parts.hostname or "").lower()


def _rest(address: str) -> str:
    """Return path and query of an address, without a final slash."""
    parts = urlsplit(address.strip())
    return f"{parts.path.rstrip('/')}?{parts.query}"


def language_is_tag(article: Node) -> Iterator[Finding]:
    """Yield NLD-VOC-009 for an inLanguage that is no language tag."""
    if article.block.syntax == "story":  # the models check it
        return
    for value in article.values("inLanguage"):
        text = (value.text or "").strip()
        if not text or is_language_tag(text) or value.block.syntax == "opengraph":
            continue
        tag = language_tag_of(text) or _LANGUAGES.get(text.casefold())
        near = suggest(text.casefold(), _LANGUAGES)
        tag = tag or (_LANGUAGES[near[0]] if near else None)
        suggestion = f"write {tag}" if tag else 'write a language tag, such as "en" or "pt-BR"'
        message = f"inLanguage is {quote(text)}, which is not a language tag"
        yield article.finding("NLD-VOC-009", message, suggestion=suggestion, at=value)


def language_fits_script(article: Node) -> Iterator[Finding]:
    """Yield NLD-VOC-012 if an article's text is in another script than its language, such as Cyrillic for English."""
    tags = list(article.texts("inLanguage"))
    code = language(article) or ""
    expected = scripts_of(code)
    if expected is None or len(tags) != 1 or _SCRIPT_TAG.search(tags[0]):
        return
    text = " ".join([*article.texts("headline"), *article.texts("articleBody", "description")])
    script = main_script(text)
    if script is not None and script not in expected:
        message = f"inLanguage is {tags[0]}, but the text is in another script ({script})"
        suggestion = "write the language of the text"
        yield article.finding("NLD-VOC-012", message, suggestion=suggestion, at="inLanguage")


def sections_are_separate(article: Node) -> Iterator[Finding]:
    """Yield NLD-VOC-010 for an articleSection that holds several sections."""
    for value in article.values("articleSection"):
        text = (value.text or "").strip()
        if _SECTIONS.fullmatch(text) and not any(character.isdigit() for character in text):
            parts = ", ".join(quote(part.strip()) for part in re.split("[,;|]", text) if part.strip())
            message = f"articleSection is {quote(text)}, which is several sections in one text"
            yield article.finding("NLD-VOC-010", message, suggestion=f"write a list: {parts}", at=value)


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-025",), "article", dates_are_real),
    Check(("NLD-GOO-032",), "article", headline_has_no_site_name),
    Check(("NLD-GOO-051",), "article", publisher_has_addresses),
    Check(("NLD-OGP-005",), "page", tag_times_are_iso),
    Check(("NLD-PGE-006",), "page", addresses_are_canonical),
    Check(("NLD-SYN-020",), "markup", bodies_are_plain_text),
    Check(("NLD-VOC-009",), "article", language_is_tag),
    Check(("NLD-VOC-010",), "article", sections_are_separate),
    Check(("NLD-VOC-012",), "article", language_fits_script),
)

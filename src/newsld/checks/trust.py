"""Check what the Trust Project recommends: policies of the publisher, sources and methods of the article.

Publishers that take part are checked for every policy: a NewsMediaOrganization, and one that links a policy already.
Any other publisher gets one finding, and its articles get none of the wishes for every article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from newsld.findings import Finding
from newsld.model.dates.published_forms import parse_published
from newsld.model.text.shorten import quote, quote_value, shorten
from newsld.model.vocabulary import in_domain, in_range, ranges
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.queries import first_type, is_update, publishers

POLICIES: Final = {
    "NLD-TRU-001": "publishingPrinciples",
    "NLD-TRU-002": "correctionsPolicy",
    "NLD-TRU-003": "ethicsPolicy",
    "NLD-TRU-004": "actionableFeedbackPolicy",
    "NLD-TRU-005": "diversityPolicy",
    "NLD-TRU-006": "diversityStaffingReport",
    "NLD-TRU-007": "unnamedSourcesPolicy",
    "NLD-TRU-008": "ownershipFundingInfo",
    "NLD-TRU-009": "masthead",
    "NLD-TRU-010": "missionCoveragePrioritiesPolicy",
    "NLD-TRU-011": "noBylinesPolicy",
    "NLD-TRU-012": "verificationFactCheckingPolicy",
    "NLD-TRU-013": "foundingDate",
}
"""The property of a publisher that each rule checks."""

_OWN_TERMS: Final = tuple(term for term in POLICIES.values() if term != "foundingDate")
"""The policies; any organization has a founding date."""

_KINDS: Final = (
    "AdvertiserContentArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReportageNewsArticle", "ReviewNewsArticle", "SatiricalArticle",
)  # fmt: skip
_PRINT: Final = ("printEdition", "printSection", "printPage", "printColumn")
_MOST_OF_A_NAME: Final = 8
"""Organizations of one name that are compared with a publisher."""

_ADDRESS: Final = lazy_pattern(r"https?://[^\s/]+\S*", re.IGNORECASE)
_DAY: Final = lazy_pattern(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


def check_trust(markup: Markup) -> Iterator[Finding]:
    """Yield the findings about publishers, each checked once, and about the articles of those that take part."""
    organizations = _Organizations(markup)
    findings: dict[Finding, None] = {}
    for article in markup.articles:
        if is_update(article):
            continue
        several = list(publishers(article))
        for publisher in several:
            if _publishes_news(article, publisher):
                principles = article.has("publishingPrinciples")
                findings.update(dict.fromkeys(policies_exist(publisher, organizations, principles)))
        is_own = article.block.syntax == "story"
        is_judged = (
            any(organizations.take_part(publisher) for publisher in several)
            if several
            else article.is_a("NewsArticle", "LiveBlogPosting")
        )
        if is_own or is_judged:
            for find in (type_states_kind, sources_exist, backstory_exists, place_of_reporting_exists):
                findings.update(dict.fromkeys(find(article)))
    yield from findings


class _Organizations:
    """The organizations of a page by name: many a site describes itself in a block of its own."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup

    @cached_property
    def _by_name(self) -> dict[str, list[Node]]:
        """The organizations with a policy, by each of their names, searched once for all articles."""
        found: dict[str, list[Node]] = {}
        for node in self._markup.nodes:
            if node.is_a("Organization") and any(node.has(term) for term in POLICIES.values()):
                for name in node.texts("name"):
                    same = found.setdefault(_key(name), [])
                    if len(same) < _MOST_OF_A_NAME:
                        same.append(node)
        return found

    def same(self, publisher: Node) -> list[Node]:
        """Return the publisher, and the organizations of the same name that have a policy."""
        others = [one for name in publisher.texts("name") for one in self._by_name.get(_key(name), ())]
        return [publisher, *(one for one in others if one != publisher)]

    def take_part(self, publisher: Node) -> bool:
        """Return whether a publisher is news media, or has one of the policies."""
        return any(
            one.is_a("NewsMediaOrganization") or any(one.has(term) for term in _OWN_TERMS)
            for one in self.same(publisher)
        )


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def type_states_kind(article: Node) -> Iterator[Finding]:
    """Yield NLD-TRU-020 if the type does not state the kind of article."""
    if not article.is_a(*_KINDS):
        suggestion = f"add one of {', '.join(_KINDS)}"
        message = f"the type {', '.join(article.types)} does not state the kind of article"
        yield article.finding("NLD-TRU-020", message, suggestion=suggestion, at=first_type(article))


def sources_exist(article: Node) -> Iterator[Finding]:
    """Yield NLD-TRU-021 if an article names no sources."""
    if not (article.has("citation") or article.has("isBasedOn") or _has_chain(article)):
        suggestion = "add citation or isBasedOn with the reports and documents that it is based on"
        yield article.finding("NLD-TRU-021", "the article names no source", suggestion=suggestion)


def backstory_exists(article: Node) -> Iterator[Finding]:
    """Yield NLD-TRU-022 if an article has no backstory."""
    if not article.has("backstory"):
        suggestion = "add backstory: why and how the story was done"
        yield article.finding("NLD-TRU-022", "the article has no backstory", suggestion=suggestion)


def place_of_reporting_exists(article: Node) -> Iterator[Finding]:
    """Yield NLD-TRU-023 if an article does not state where it was reported from."""
    if not any(article.has(term) for term in ("dateline", "locationCreated", "contentLocation")):
        suggestion = "add dateline, or locationCreated with the place"
        yield article.finding(
            "NLD-TRU-023", "the article does not state where it was reported from", suggestion=suggestion
        )


def print_terms_fit(article: Node) -> Iterator[Finding]:
    """Yield NLD-TRU-024 for print properties of other types than NewsArticle, and for ones that are not text."""
    for term in _PRINT:
        for value in article.values(term):
            if not article.is_a("NewsArticle"):
                message, suggestion = (
                    f"{term} is a property of NewsArticle only",
                    "set the type to NewsArticle or a subtype",
                )
                yield article.finding("NLD-TRU-024", message, suggestion=suggestion, at=value)
                break
            if value.text is None:
                literal = value.literal
                message = f"{term} is {shorten(value.raw)}, not text"
                suggestion = f'write "{literal}"' if isinstance(literal, int) else "write it as text"
                yield article.finding("NLD-TRU-024", message, suggestion=suggestion, at=value)


def correction_updates_date(article: Node) -> Iterator[Finding]:
    """Yield NLD-TRU-025 if a corrected article has no dateModified, or one before the correction."""
    value = next((one for one in article.values("correction") if not _is_blank(one)), None)
    if value is None:
        return
    changed = [parse_published(text.strip()) for text in article.texts("dateModified")]
    first = [parse_published(text.strip()) for text in article.texts("datePublished")]
    suggestion = "set dateModified to the time of the correction"
    if not changed:
        yield article.finding(
            "NLD-TRU-025", "the article was corrected but has no dateModified", suggestion=suggestion
        )
    elif changed == first and None not in changed:
        message = "the article was corrected, but dateModified is still datePublished"
        yield article.finding("NLD-TRU-025", message, suggestion=suggestion, at="dateModified")
    elif value.node is not None and changed[0] is not None:
        corrected = [
            date for text in value.node.texts("datePublished") if (date := parse_published(text.strip()))
        ]
        if corrected and changed[0].before(corrected[0]):
            message = "the article was corrected after its dateModified"
            yield article.finding("NLD-TRU-025", message, suggestion=suggestion, at="dateModified")


def _is_blank(correction: Value) -> bool:
    """Return whether a correction has an empty text: templates write one for every article."""
    if correction.node is None:
        return not (correction.text or "").strip()
    texts = correction.node.texts("text")
    return "text" in correction.node.data and not any(text.strip() for text in texts)


def _has_chain(article: Node) -> bool:
    """Return whether a story has a footnote with a chain of sources."""
    footnotes = article.data.get("citations") if article.block.syntax == "story" else None
    return isinstance(footnotes, dict) and any(
        isinstance(footnote, dict) and footnote.get("chain") for footnote in footnotes.values()
    )


def _publishes_news(article: Node, publisher: Node) -> bool:
    """Return whether a publisher is a news organization, or its article is news and it is no person."""
    if publisher.is_a("NewsMediaOrganization"):
        return True
    return article.is_a("NewsArticle", "LiveBlogPosting") and not publisher.is_a("Person")


def policies_exist(
    publisher: Node, organizations: _Organizations, principles: bool = False
) -> Iterator[Finding]:
    """Yield NLD-TRU-001 to 013 for policies that a publisher lacks or has in a wrong form.

    It does not lack what an organization of the same name has on the page. With `principles` its article has
    publishingPrinciples. Of a publisher that takes no part, only NLD-TRU-001 is missing.
    """
    name = next(publisher.texts("name"), "").strip()
    subject = f"the publisher {quote(name)}" if name else "the publisher"
    if not organizations.take_part(publisher):
        if not principles:
            message = f"{subject} has no publishingPrinciples, and none of the policies of the Trust Project"
            suggestion = (
                "set the type to NewsMediaOrganization, and add publishingPrinciples with their address"
            )
            yield publisher.finding("NLD-TRU-001", message, suggestion=suggestion)
        return
    others = organizations.same(publisher)[1:]
    for code, term in POLICIES.items():
        if not (
            (term == "publishingPrinciples" and principles)
            or (not publisher.has(term) and any(one.has(term) for one in others))
        ):
            yield from _policy_findings(publisher, code, term, f"{subject} has no {term}")


def _policy_findings(publisher: Node, code: str, term: str, missing: str) -> Iterator[Finding]:
    add = f"add {term} with the address of the page"
    if not in_domain(term, publisher.types):
        suggestion = "set the type to NewsMediaOrganization"
        for value in publisher.values(term):
            message = f"{term} is not a property of {' and '.join(publisher.types)}"
            yield publisher.finding(code, message, suggestion=suggestion, at=value)
            return
        yield publisher.finding(code, missing, suggestion=f"{suggestion}, and {add}")
        return
    if not publisher.has(term):
        suggestion = "add foundingDate with the year, month or day" if term == "foundingDate" else add
        yield publisher.finding(code, missing, suggestion=suggestion)
    for value in publisher.values(term):
        if not _fits(value, term):
            expected = "a date" if term == "foundingDate" else "an absolute http(s) address"
            message = f"{term} is {quote_value(value.raw)}, not {expected}"
            yield publisher.finding(code, message, suggestion=f"write {expected}", at=value)


def _fits(value: Value, term: str) -> bool:
    if value.node is not None:
        return in_range(term, value.node.types)
    text = (value.text or "").strip()
    if term == "foundingDate":
        return bool(_DAY.fullmatch(text))
    return bool(_ADDRESS.fullmatch(text)) or ("Text" in ranges(term) and bool(text))


CHECKS: tuple[Check, ...] = (
    Check((*POLICIES, "NLD-TRU-020", "NLD-TRU-021", "NLD-TRU-022", "NLD-TRU-023"), "markup", check_trust),
    Check(("NLD-TRU-024",), "article", print_terms_fit),
    Check(("NLD-TRU-025",), "article", correction_updates_date),
)

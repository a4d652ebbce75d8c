"""What the Trust Project asks: the policies of who publishes, and what an article tells of how it was made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model.dates.publishers import read_published
from newsld.model.vocabulary import in_domain, in_range, ranges
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.queries import first_type, is_update, publishers

__all__ = [
    "CHECKS",
    "POLICIES",
    "corrected_later",
    "kind_of_work",
    "local",
    "made_how",
    "printed_where",
    "sourced",
]

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
"""What a publisher tells of itself, by the code of the rule that asks for it."""

_KINDS: Final = (
    "AdvertiserContentArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReportageNewsArticle", "ReviewNewsArticle", "SatiricalArticle",
)  # fmt: skip
_PRINT: Final = ("printEdition", "printSection", "printPage", "printColumn")
_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


def kind_of_work(article: Node) -> Iterator[Finding]:
    """NLD-TRU-020: the type says what kind of work an article is."""
    if not is_update(article) and not article.is_a(*_KINDS):
        suggestion = f"add one of {', '.join(_KINDS)}"
        message = "the type does not say what kind of work it is"
        yield article.finding("NLD-TRU-020", message, suggestion=suggestion, at=first_type(article))


def sourced(article: Node) -> Iterator[Finding]:
    """NLD-TRU-021: an article names what it rests on."""
    if not (is_update(article) or article.has("citation") or article.has("isBasedOn") or _has_chain(article)):
        suggestion = "add citation or isBasedOn, with the reports and documents it rests on"
        yield article.finding("NLD-TRU-021", "names no source", suggestion=suggestion)


def made_how(article: Node) -> Iterator[Finding]:
    """NLD-TRU-022: an article tells how it came about."""
    if not is_update(article) and not article.has("backstory"):
        suggestion = "add backstory: why the story was done, and how"
        yield article.finding("NLD-TRU-022", "has no backstory", suggestion=suggestion)


def local(article: Node) -> Iterator[Finding]:
    """NLD-TRU-023: an article says where it was reported from."""
    if not is_update(article) and not any(
        article.has(term) for term in ("dateline", "locationCreated", "contentLocation")
    ):
        suggestion = "add dateline, or locationCreated with the place"
        yield article.finding("NLD-TRU-023", "does not say where it was reported from", suggestion=suggestion)


def printed_where(article: Node) -> Iterator[Finding]:
    """NLD-TRU-024: where an article stood in print is said of NewsArticles only, and as text."""
    for term in _PRINT:
        for value in article.values(term):
            if not article.is_a("NewsArticle"):
                message, suggestion = (
                    f"{term} is for NewsArticle only",
                    "make the type NewsArticle, or a type below it",
                )
                yield article.finding("NLD-TRU-024", message, suggestion=suggestion, at=value)
                break
            if value.text is None:
                message = f"{term} is no text"
                shown = value.literal
                suggestion = f'write "{shown}"' if isinstance(shown, int) else "write it as text"
                yield article.finding("NLD-TRU-024", message, suggestion=suggestion, at=value)


def corrected_later(article: Node) -> Iterator[Finding]:
    """NLD-TRU-025: a correction moves dateModified."""
    value = next(article.values("correction"), None)
    if value is None:
        return
    changed = [read_published(text.strip()) for text in article.texts("dateModified")]
    first = [read_published(text.strip()) for text in article.texts("datePublished")]
    suggestion = "set dateModified to when the correction was made"
    if not changed:
        yield article.finding("NLD-TRU-025", "was corrected, and has no dateModified", suggestion=suggestion)
    elif changed == first and None not in changed:
        message = "was corrected, and dateModified is still datePublished"
        yield article.finding("NLD-TRU-025", message, suggestion=suggestion, at="dateModified")
    elif value.node is not None and changed[0] is not None:
        made = [date for text in value.node.texts("datePublished") if (date := read_published(text.strip()))]
        if made and changed[0].before(made[0]):
            message = "was corrected after its dateModified"
            yield article.finding("NLD-TRU-025", message, suggestion=suggestion, at="dateModified")


def _has_chain(article: Node) -> bool:
    """Whether a story has a footnote that names somebody."""
    footnotes = article.data.get("citations") if article.block.syntax == "story" else None
    return isinstance(footnotes, dict) and any(
        isinstance(footnote, dict) and footnote.get("chain") for footnote in footnotes.values()
    )


def _policy(code: str, term: str) -> Callable[[Markup], Iterator[Finding]]:
    """The check that publishers tell of themselves what `term` is for: once for each, in the right form."""

    def find(markup: Markup) -> Iterator[Finding]:
        found: dict[Finding, None] = {}
        for article in markup.articles:
            if is_update(article) or (term == "publishingPrinciples" and article.has(term)):
                continue
            for publisher in publishers(article):
                found.update(dict.fromkeys(_of(publisher, code, term)))
        yield from found

    find.__doc__ = f"{code}: the publisher has {term}."
    return find


def _of(publisher: Node, code: str, term: str) -> Iterator[Finding]:
    named = next(publisher.texts("name"), "the publisher").strip()
    if not in_domain(term, publisher.types):
        suggestion = "make the type NewsMediaOrganization"
        for value in publisher.values(term):
            message = f"{term} is not for {' and '.join(publisher.types)}"
            yield publisher.finding(code, message, suggestion=suggestion, at=value)
            return
        yield publisher.finding(
            code, f"{named} has no {term}", suggestion=f"{suggestion}, and add its address"
        )
        return
    if not publisher.has(term):
        suggestion = (
            "add the day, month or year it was founded"
            if term == "foundingDate"
            else f"add the address of the page that says it, as {term}"
        )
        yield publisher.finding(code, f"{named} has no {term}", suggestion=suggestion)
    for value in publisher.values(term):
        if not _fits(value, term):
            expected = "a date" if term == "foundingDate" else "an absolute http(s) address"
            yield publisher.finding(
                code, f"{term} is not {expected}", suggestion=f"write {expected}", at=value
            )


def _fits(value: Value, term: str) -> bool:
    if value.node is not None:
        return in_range(term, value.node.types)
    text = (value.text or "").strip()
    if term == "foundingDate":
        return bool(_DAY.fullmatch(text))
    return bool(_ADDRESS.fullmatch(text)) or ("Text" in ranges(term) and bool(text))


CHECKS: tuple[Check, ...] = (
    *(Check((code,), "markup", _policy(code, term)) for code, term in POLICIES.items()),
    Check(("NLD-TRU-020",), "article", kind_of_work),
    Check(("NLD-TRU-021",), "article", sourced),
    Check(("NLD-TRU-022",), "article", made_how),
    Check(("NLD-TRU-023",), "article", local),
    Check(("NLD-TRU-024",), "article", printed_where),
    Check(("NLD-TRU-025",), "article", corrected_later),
)

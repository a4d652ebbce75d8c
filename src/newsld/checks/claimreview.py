"""Check fact checks: a ClaimReview has the claim, who made it, and the verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Final

from newsld.findings import Finding
from newsld.model.text.shorten import join_missing, quote, quote_value, with_article
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup import Check, Markup, Node, Value
from newsld.web.markup.addresses import same_site
from newsld.web.markup.meta_tags import own_address
from newsld.web.markup.queries import is_reference_only

_REQUIRED: Final = ("claimReviewed", "reviewRating", "url")
_LONGEST_CLAIM: Final = 74
_SHORTEST_VERDICT: Final = 3
_LONGEST_READ: Final = 500
_MOST_VERDICTS: Final = 9
_FIGURE: Final = lazy_pattern(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,12})?", re.ASCII)
_SEPARATOR: Final = r"\s*[:–—\-|()\[\]]\s*"
_WORST, _BEST = Decimal(1), Decimal(5)
"""The default ends of a scale, from schema.org."""


def required_properties_exist(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-CLM-001 if a ClaimReview lacks the claim, the rating or its address."""
    for review in _reviews(markup):
        for term in _REQUIRED:
            if not review.has(term):
                yield review.finding(
                    "NLD-CLM-001", f"the ClaimReview has no {term}", suggestion=_HOW_TO_ADD[term]
                )


_HOW_TO_ADD: Final = {
    "claimReviewed": "add the claim as one short sentence, in the claimant’s words",
    "reviewRating": "add a Rating whose alternateName is the verdict",
    "url": "add the address of the page with the whole fact check",
}


def verdicts_are_words(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-CLM-002 for every rating without a verdict in words."""
    for review in _reviews(markup):
        for value in review.values("reviewRating"):
            rating = value.node
            if rating is None:
                message = f"reviewRating is {quote_value(value.raw)}, not a Rating"
                suggestion = 'write {"@type": "Rating", "alternateName": …}, with the verdict in words'
                yield review.finding("NLD-CLM-002", message, suggestion=suggestion, at=value)
            elif not is_reference_only(rating) and not rating.has("alternateName"):
                suggestion = 'add the verdict in words as alternateName, such as "Mostly false"'
                yield rating.finding("NLD-CLM-002", "the rating has no alternateName", suggestion=suggestion)


def claim_is_short(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-CLM-003 for claims that are too long or contain the verdict."""
    for review in _reviews(markup):
        ratings = review.nodes("reviewRating")
        verdicts = list(
            islice((text for one in ratings for text in one.texts("alternateName")), _MOST_VERDICTS)
        )
        for value in review.values("claimReviewed"):
            claim = " ".join((value.text or "").split())
            if len(claim) > _LONGEST_CLAIM:
                message = f"claimReviewed has {len(claim)} characters"
                suggestion = f"shorten it to at most {_LONGEST_CLAIM} characters"
                finding = review.finding("NLD-CLM-003", message, suggestion=suggestion, at=value)
                # Google says to try: a whole sentence often is somewhat longer.
                yield finding.with_severity("info") if len(claim) <= 2 * _LONGEST_CLAIM else finding
            for verdict in verdicts:
                if _gives_away(claim, " ".join(verdict.split())):
                    message = f"claimReviewed contains the verdict {quote(verdict)}"
                    suggestion = "remove it: the verdict belongs in alternateName of the rating"
                    yield review.finding("NLD-CLM-003", message, suggestion=suggestion, at=value)


def review_url_is_on_site(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-CLM-004 if the url of a ClaimReview is on another site than its page."""
    page = own_address(markup)
    if page is None:
        return
    for review in _reviews(markup):
        for value in review.values("url"):
            if value.link is not None and same_site(value.link, page) is False:
                message = f"the url {value.link} is not on the site of the page, {page}"
                suggestion = "write the address of the fact check on this site, not a short link"
                yield review.finding("NLD-CLM-004", message, suggestion=suggestion, at=value)


def claims_are_described(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-CLM-005 if it is not stated who checked a claim, or where, when and by whom it was made."""
    for review in _reviews(markup):
        authors = [author for author in review.nodes("author") if not is_reference_only(author)]
        if not review.has("author"):
            suggestion = "add author: the organization or person who checked the claim, with a name"
            yield review.finding("NLD-CLM-005", "the ClaimReview has no author", suggestion=suggestion)
        for author in authors:
            if not author.has("name"):
                suggestion = "add the name of the organization or person who checked the claim"
                yield author.finding(
                    "NLD-CLM-005", "the author of the ClaimReview has no name", suggestion=suggestion
                )
        if not review.has("itemReviewed"):
            suggestion = "add the Claim with author, datePublished, appearance and firstAppearance"
            yield review.finding("NLD-CLM-005", "the ClaimReview has no itemReviewed", suggestion=suggestion)
        for value in review.values("itemReviewed"):
            yield from _claim_findings(review, value)


def _claim_findings(review: Node, value: Value) -> Iterator[Finding]:
    claim = value.node
    if claim is None or (claim.types and not claim.is_a("Claim")):
        item = with_article(claim.types[0]) if claim is not None else quote_value(value.raw)
        message = f"itemReviewed is {item}, not a Claim"
        suggestion = 'write "@type": "Claim", and put the work that made it into appearance'
        yield review.finding("NLD-CLM-005", message, suggestion=suggestion, at=value)
        return
    if is_reference_only(claim):
        return
    missing = [term for term in ("author", "datePublished") if not claim.has(term)]
    if not claim.has("appearance") and not claim.has("firstAppearance"):
        missing += ["appearance", "firstAppearance"]
    if missing:
        suggestion = "add who made the claim, when and where"
        yield claim.finding("NLD-CLM-005", f"the claim has no {join_missing(missing)}", suggestion=suggestion)
    for author in claim.nodes("author"):
        lacks = [term for term in ("name", "sameAs") if not author.has(term)]
        if lacks and not is_reference_only(author):
            suggestion = "add the name of the claimant, and sameAs with a page about them"
            yield author.finding(
                "NLD-CLM-005", f"the author of the claim has no {join_missing(lacks)}", suggestion=suggestion
            )


def ratings_are_in_range(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-CLM-006 for ratings that are not on their scale, and for scales that do not rise."""
    for review in _reviews(markup):
        for rating in review.nodes("reviewRating"):
            yield from _scale_findings(rating)


def _scale_findings(rating: Node) -> Iterator[Finding]:
    worst, value, best = (_figure(rating, term) for term in ("worstRating", "ratingValue", "bestRating"))
    if value is not None and value == worst == best:
        return  # a claim without a rating: all three are -1 or 0, and the verdict is in words
    if worst is not None and worst < _WORST:
        message = f"worstRating {worst} is below 1"
        yield rating.finding(
            "NLD-CLM-006", message, suggestion="start the scale at 1 or above", at="worstRating"
        )
        return
    low, high = _WORST if worst is None else worst, _BEST if best is None else best
    if (worst is not None or best is not None) and high <= low:
        message = f"bestRating {_bound(best, high)} is not above worstRating {_bound(worst, low)}"
        at = "bestRating" if best is not None else "worstRating"
        yield rating.finding(
            "NLD-CLM-006", message, suggestion="make bestRating greater than worstRating", at=at
        )
    elif value is not None and not low <= value <= high:
        message = f"ratingValue {value} is not between {_bound(worst, low)} and {_bound(best, high)}"
        suggestion = "write a number on the scale, or correct worstRating and bestRating"
        yield rating.finding("NLD-CLM-006", message, suggestion=suggestion, at="ratingValue")


def one_review_per_page(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-CLM-007 for every further ClaimReview with another claim."""
    seen: set[str] = set()
    for review in _reviews(markup):
        claim = " ".join(next(review.texts("claimReviewed"), review.pointer).split()).casefold()
        if seen and claim not in seen:
            message = "the page has more than one ClaimReview"
            suggestion = "put each on its own page; otherwise none is shown as a single result"
            yield review.finding("NLD-CLM-007", message, suggestion=suggestion)
        seen.add(claim)


def claimant_is_not_reviewer(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-CLM-008 if the reviewer made the claim, or if no sources are cited."""
    cited = any(_cites(article) for article in markup.articles)
    for review in _reviews(markup):
        reviewers = {_name(author) for author in review.nodes("author")} - {""}
        for claim in review.nodes("itemReviewed"):
            for value in claim.values("author") if claim.is_a("Claim") else ():
                claimant = (
                    _name(value.node) if value.node is not None else (value.text or "").casefold().strip()
                )
                if claimant in reviewers:
                    message = "the claim has the same author as the ClaimReview"
                    suggestion = "write who made the claim as its author, not who checked it"
                    yield claim.finding("NLD-CLM-008", message, suggestion=suggestion, at=value)
        if not (cited or _cites(review)):
            suggestion = "add citation with the primary sources of the analysis"
            finding = review.finding("NLD-CLM-008", "the ClaimReview has no citation", suggestion=suggestion)
            yield finding.with_severity("info")


def _cites(node: Node) -> bool:
    """Return whether a review or an article cites sources."""
    return any(node.has(term) for term in ("citation", "isBasedOn"))


def _reviews(markup: Markup) -> Iterator[Node]:
    """Yield the fact checks in the markup, without bare references to others."""
    return (node for node in markup.nodes if node.is_a("ClaimReview") and not is_reference_only(node))


def _gives_away(claim: str, verdict: str) -> bool:
    """Return whether a claim begins or ends with the verdict and a separator: `False: the moon is a cheese`."""
    if not _SHORTEST_VERDICT <= len(verdict) < len(claim) <= _LONGEST_READ:
        return False
    words = re.escape(verdict)
    apart = rf"[(\[]?{words}{_SEPARATOR}\S.*|.*\S{_SEPARATOR}{words}[)\].!]*"
    return re.fullmatch(apart, claim, re.IGNORECASE | re.DOTALL) is not None


def _figure(rating: Node, term: str) -> Decimal | None:
    """Return the number of a term, also if it is text."""
    for value in rating.values(term):
        literal = value.literal
        if isinstance(literal, bool) or not isinstance(literal, str | int | float):
            continue
        text = str(literal).strip()
        if _FIGURE.fullmatch(text):
            try:
                return Decimal(text)
            except InvalidOperation:  # pragma: no cover -- the pattern is narrower
                return None
    return None


def _bound(explicit: Decimal | None, used: Decimal) -> str:
    return f"{used}" if explicit is not None else f"{used} (the default)"


def _name(node: Node | None) -> str:
    return " ".join(next(node.texts("name"), "").split()).casefold() if node is not None else ""


CHECKS: tuple[Check, ...] = (
    Check(("NLD-CLM-001",), "markup", required_properties_exist),
    Check(("NLD-CLM-002",), "markup", verdicts_are_words),
    Check(("NLD-CLM-003",), "markup", claim_is_short),
    Check(("NLD-CLM-004",), "markup", review_url_is_on_site),
    Check(("NLD-CLM-005",), "markup", claims_are_described),
    Check(("NLD-CLM-006",), "markup", ratings_are_in_range),
    Check(("NLD-CLM-007",), "markup", one_review_per_page),
    Check(("NLD-CLM-008",), "markup", claimant_is_not_reviewer),
)

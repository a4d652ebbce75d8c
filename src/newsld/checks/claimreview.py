"""Fact checks: that a ClaimReview says what was claimed, by whom, and what the verdict is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Final

from newsld.findings import Finding
from newsld.web.markup import Check, Markup, Node, Value
from newsld.web.markup.addresses import same_site
from newsld.web.markup.meta_tags import own_address
from newsld.web.markup.queries import is_stub

__all__ = [
    "CHECKS",
    "claim_is_short",
    "claims_are_described",
    "one_review_a_page",
    "origin_is_distinct",
    "ratings_are_in_range",
    "required_is_there",
    "reviews_are_at_home",
    "verdicts_are_words",
]

_REQUIRED: Final = ("claimReviewed", "reviewRating", "url")
_LONGEST_CLAIM: Final = 74
_SHORTEST_VERDICT: Final = 3
_LONGEST_READ: Final = 500
_MOST_VERDICTS: Final = 9
_FIGURE: Final = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,12})?", re.ASCII)
_PARTED: Final = r"\s*[:–—\-|()\[\]]\s*"
_WORST, _BEST = Decimal(1), Decimal(5)
"""The ends of a scale that does not say its own, as schema.org has it."""


def required_is_there(markup: Markup) -> Iterator[Finding]:
    """NLD-CLM-001: a ClaimReview has the claim, the rating and the address of the fact check."""
    for review in _reviews(markup):
        for term in _REQUIRED:
            if not review.has(term):
                yield review.finding("NLD-CLM-001", f"the ClaimReview has no {term}", suggestion=_WHAT[term])


_WHAT: Final = {
    "claimReviewed": "add the claim in one short sentence, in the words of those who made it",
    "reviewRating": "add a Rating whose alternateName is the verdict",
    "url": "add the address of the page with the whole fact check",
}


def verdicts_are_words(markup: Markup) -> Iterator[Finding]:
    """NLD-CLM-002: a rating says its verdict in words."""
    for review in _reviews(markup):
        for value in review.values("reviewRating"):
            rating = value.node
            if rating is None:
                mend = 'write {"@type": "Rating", "alternateName": the verdict in words}'
                yield review.finding("NLD-CLM-002", "reviewRating is no Rating", suggestion=mend, at=value)
            elif not is_stub(rating) and not rating.has("alternateName"):
                mend = 'add the verdict in words as alternateName, such as "Mostly false"'
                yield rating.finding("NLD-CLM-002", "the rating has no alternateName", suggestion=mend)


def claim_is_short(markup: Markup) -> Iterator[Finding]:
    """NLD-CLM-003: the claim fits in a search result, and leaves the verdict to the rating."""
    for review in _reviews(markup):
        ratings = review.nodes("reviewRating")
        verdicts = list(
            islice((text for one in ratings for text in one.texts("alternateName")), _MOST_VERDICTS)
        )
        for value in review.values("claimReviewed"):
            claim = " ".join((value.text or "").split())
            if len(claim) > _LONGEST_CLAIM:
                message = f"claimReviewed has {len(claim)} characters"
                yield review.finding("NLD-CLM-003", message, suggestion="say it in less than 75", at=value)
            for verdict in verdicts:
                if _gives_away(claim, " ".join(verdict.split())):
                    message = f"claimReviewed has the verdict {verdict!r} in it"
                    mend = "leave the claim alone; the verdict is the rating's alternateName"
                    yield review.finding("NLD-CLM-003", message, suggestion=mend, at=value)


def reviews_are_at_home(markup: Markup) -> Iterator[Finding]:
    """NLD-CLM-004: a ClaimReview stands on the site that its url leads to."""
    page = own_address(markup)
    if page is None:
        return
    for review in _reviews(markup):
        for value in review.values("url"):
            if value.link is not None and same_site(value.link, page) is False:
                message = f"the url {value.link} is of another site than the page, {page}"
                mend = "write the address of the fact check on this site, and no short link"
                yield review.finding("NLD-CLM-004", message, suggestion=mend, at=value)


def claims_are_described(markup: Markup) -> Iterator[Finding]:
    """NLD-CLM-005: a ClaimReview says who checked, and where, when and by whom the claim was made."""
    for review in _reviews(markup):
        authors = [author for author in review.nodes("author") if not is_stub(author)]
        if not review.has("author"):
            mend = "add the organization or person who checked the claim, with a name"
            yield review.finding("NLD-CLM-005", "the ClaimReview has no author", suggestion=mend)
        for author in authors:
            if not author.has("name"):
                mend = "add the name of who checked the claim"
                yield author.finding(
                    "NLD-CLM-005", "the author of the ClaimReview has no name", suggestion=mend
                )
        if not review.has("itemReviewed"):
            mend = "add the Claim: its author, datePublished, appearance and firstAppearance"
            yield review.finding("NLD-CLM-005", "the ClaimReview has no itemReviewed", suggestion=mend)
        for value in review.values("itemReviewed"):
            yield from _claim_faults(review, value)


def _claim_faults(review: Node, value: Value) -> Iterator[Finding]:
    claim = value.node
    if claim is None or (claim.types and not claim.is_a("Claim")):
        stated = f"a {claim.types[0]}" if claim is not None else "no node"
        message = f"itemReviewed is {stated}, not a Claim"
        mend = 'write "@type": "Claim"; what it stood in is its appearance or firstAppearance'
        yield review.finding("NLD-CLM-005", message, suggestion=mend, at=value)
        return
    if is_stub(claim):
        return
    missing = [term for term in ("author", "datePublished") if not claim.has(term)]
    if not claim.has("appearance") and not claim.has("firstAppearance"):
        missing += ["appearance", "firstAppearance"]
    if missing:
        mend = "add who made the claim, when, and where it was seen"
        yield claim.finding("NLD-CLM-005", f"the claim has no {_listed(missing)}", suggestion=mend)
    for author in claim.nodes("author"):
        lacks = [term for term in ("name", "sameAs") if not author.has(term)]
        if lacks and not is_stub(author):
            mend = "name who made the claim; sameAs is an address that says who that is"
            yield author.finding(
                "NLD-CLM-005", f"the author of the claim has no {_listed(lacks)}", suggestion=mend
            )


def ratings_are_in_range(markup: Markup) -> Iterator[Finding]:
    """NLD-CLM-006: a figure for a rating lies on its scale, and the scale has two ends."""
    for review in _reviews(markup):
        for rating in review.nodes("reviewRating"):
            yield from _scale_faults(rating)


def _scale_faults(rating: Node) -> Iterator[Finding]:
    worst, value, best = (_figure(rating, term) for term in ("worstRating", "ratingValue", "bestRating"))
    if worst is not None and worst < _WORST:
        message = f"worstRating is {worst}"
        yield rating.finding(
            "NLD-CLM-006", message, suggestion="let the scale begin at 1 or above", at="worstRating"
        )
        return
    low, high = _WORST if worst is None else worst, _BEST if best is None else best
    if (worst is not None or best is not None) and high <= low:
        message = f"bestRating {_told(best, high)} is not above worstRating {_told(worst, low)}"
        at = "bestRating" if best is not None else "worstRating"
        yield rating.finding(
            "NLD-CLM-006", message, suggestion="let the scale go up from worst to best", at=at
        )
    elif value is not None and not low <= value <= high:
        message = f"ratingValue {value} is not from {_told(worst, low)} to {_told(best, high)}"
        mend = "write a figure of the scale, or the worstRating and bestRating that it is of"
        yield rating.finding("NLD-CLM-006", message, suggestion=mend, at="ratingValue")


def one_review_a_page(markup: Markup) -> Iterator[Finding]:
    """NLD-CLM-007: a page has one ClaimReview, as only such a one is shown by itself."""
    seen: set[str] = set()
    for review in _reviews(markup):
        told = " ".join(next(review.texts("claimReviewed"), review.pointer).split()).casefold()
        if seen and told not in seen:
            message = "another ClaimReview on the same page"
            mend = "put each on a page of its own, or know that none is shown as a single result"
            yield review.finding("NLD-CLM-007", message, suggestion=mend)
        seen.add(told)


def origin_is_distinct(markup: Markup) -> Iterator[Finding]:
    """NLD-CLM-008: a claim is somebody else's than the reviewer's, and the review cites what it rests on."""
    cited = any(_cites(article) for article in markup.articles)
    for review in _reviews(markup):
        reviewers = {_name(author) for author in review.nodes("author")} - {""}
        for claim in review.nodes("itemReviewed"):
            for value in claim.values("author") if claim.is_a("Claim") else ():
                named = _name(value.node) if value.node is not None else (value.text or "").casefold().strip()
                if named in reviewers:
                    message = "the claim is by the author of the ClaimReview"
                    mend = "name who made the claim; the author of the ClaimReview is who checked it"
                    yield claim.finding("NLD-CLM-008", message, suggestion=mend, at=value)
        if not (cited or _cites(review)):
            mend = "add the primary sources of the analysis as citation"
            yield review.finding("NLD-CLM-008", "the ClaimReview has no citation", suggestion=mend)


def _cites(node: Node) -> bool:
    """Whether a review or an article says what it rests on."""
    return any(node.has(term) for term in ("citation", "isBasedOn"))


def _reviews(markup: Markup) -> Iterator[Node]:
    """The fact checks that are told here, not only pointed at."""
    return (node for node in markup.nodes if node.is_a("ClaimReview") and not is_stub(node))


def _gives_away(claim: str, verdict: str) -> bool:
    """Whether a claim begins or ends with the verdict, set apart from it: `False: the moon is a cheese`."""
    if not _SHORTEST_VERDICT <= len(verdict) < len(claim) <= _LONGEST_READ:
        return False
    words = re.escape(verdict)
    apart = rf"[(\[]?{words}{_PARTED}\S.*|.*\S{_PARTED}{words}[)\].!]*"
    return re.fullmatch(apart, claim, re.IGNORECASE | re.DOTALL) is not None


def _figure(rating: Node, term: str) -> Decimal | None:
    """The number under a term, also where it is written as text."""
    for value in rating.values(term):
        found = value.literal
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            continue
        text = str(found).strip()
        if _FIGURE.fullmatch(text):
            try:
                return Decimal(text)
            except InvalidOperation:  # pragma: no cover -- the pattern is narrower
                return None
    return None


def _told(stated: Decimal | None, taken: Decimal) -> str:
    return f"{taken}" if stated is not None else f"{taken} (which it is where none is given)"


def _name(node: Node | None) -> str:
    return " ".join(next(node.texts("name"), "").split()).casefold() if node is not None else ""


def _listed(terms: list[str]) -> str:
    return (
        terms[0] if len(terms) == 1 else f"{', '.join(terms[:-1])} and no {terms[-1]}".replace(", ", ", no ")
    )


CHECKS: tuple[Check, ...] = (
    Check(("NLD-CLM-001",), "markup", required_is_there),
    Check(("NLD-CLM-002",), "markup", verdicts_are_words),
    Check(("NLD-CLM-003",), "markup", claim_is_short),
    Check(("NLD-CLM-004",), "markup", reviews_are_at_home),
    Check(("NLD-CLM-005",), "markup", claims_are_described),
    Check(("NLD-CLM-006",), "markup", ratings_are_in_range),
    Check(("NLD-CLM-007",), "markup", one_review_a_page),
    Check(("NLD-CLM-008",), "markup", origin_is_distinct),
)

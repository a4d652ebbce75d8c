"""Check the value and the bounds of figures against the words that state them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.text.quantities import Bound, numbers_in, qualifier_before
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.model.captures import Figure

_PERCENT: Final = frozenset({"percent", "per cent", "%", "Prozent"})
"""Units in which three-quarters may be written as 75."""


def check_quantities(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-001 for numbers that the words do not state, and -002 for bounds that they contradict."""
    assert article.body is not None, "the caller checks for a body"
    language = (article.in_language or "en").partition("-")[0].lower()
    is_english = language == "en"
    for figure in article.figures:
        words = " ".join([article.body.text[span.start : span.end] for span in figure.words])
        stated = numbers_in(words, language)
        if not stated:
            continue
        values = stated[0].values.union(*[one.values for one in stated[1:]])
        wrong = [
            (key, number)
            for key, number in (("value", figure.value), ("min", figure.min), ("max", figure.max))
            if number is not None
            and number not in values
            and not _is_part(number, values, figure, words, language)
        ]
        for key, number in wrong:
            whole = [one for one in values if one == int(one)]
            nearest = min(whole or values, key=lambda one: (abs(one - Decimal(number)), one))
            yield Finding(
                "NLD-CAP-001",
                f"the words of the figure {figure.id} say {quote(words)}, and its {key} is {number}",
                suggestion=f"write {key}: {nearest.normalize():f}, or correct the words",
                pointer=pointer("figures", figure.id, key),
            )
        if not wrong and is_english and len(figure.words) == 1:
            yield from _bounds(figure, words, stated[0].start)


def _is_part(number: Decimal, values: frozenset[Decimal], figure: Figure, words: str, language: str) -> bool:
    """Return whether the unit has the rest of a number: 31 "million crowns", or 75 "percent" for three-quarters."""
    if figure.unit is None:
        return False
    if any(number * scale in values for scale in _scale(figure.unit, language)):
        return True
    is_share = figure.unit in _PERCENT and not any(map(str.isdecimal, words))
    return is_share and number in {100 * one for one in values if one < 1}


@lru_cache(maxsize=1024)
def _scale(unit: str, language: str) -> frozenset[Decimal]:
    """Return what a unit multiplies numbers by; the figures of an archive have few units."""
    scales = numbers_in(f"1 {unit}", language)
    return scales[0].values if scales else frozenset()


def _bounds(figure: Figure, words: str, number: int) -> Iterator[Finding]:
    """Yield NLD-CAP-002 where a qualifier before the number, at an offset in the words, states another bound."""
    found = qualifier_before(words, number)
    if found is None:
        return
    bound, qualifier = found
    suggestion = _correction(figure, bound)
    if suggestion is not None:
        yield Finding(
            "NLD-CAP-002",
            f"the words of the figure {figure.id} say {quote(qualifier)}, and its bounds do not",
            suggestion=suggestion,
            pointer=pointer("figures", figure.id),
        )


def _correction(figure: Figure, bound: Bound) -> str | None:
    """Return what to write so that a figure has a bound, None if it has it."""
    if bound == "about":
        has_bound = figure.approximate or figure.min is not None or figure.max is not None
        return None if has_bound else "add approximate: true"
    key = "min" if bound in ("more_than", "at_least") else "max"
    if getattr(figure, key) is None:
        return f"write {key}: instead of {'value' if figure.value is not None else 'min' if key == 'max' else 'max'}:"
    if figure.exclusive is False and bound == "more_than":
        return "add exclusive: true, because the number itself is excluded"
    if figure.exclusive in (True, key) and bound in ("at_least", "at_most"):
        return "remove exclusive:, because the number itself is included"
    return None

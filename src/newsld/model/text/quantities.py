"""Read the numbers and their qualifiers in words of a story: "more than 3.5 lakh", "between 12 and 15"."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import Final, Literal, NamedTuple

__all__ = ["Bound", "Quantity", "numbers_in", "qualifier_in"]

Bound = Literal["more_than", "at_least", "less_than", "at_most", "about"]


class Quantity(NamedTuple):
    """A number in words: its span, and every value that it can have.

    `1.200` can be 1.2 or 1200, and the first number of "two to three million" 2 or 2 million.
    """

    start: int
    end: int
    values: frozenset[Decimal]


_UNITS: Final[dict[str, int | Decimal]] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "a": 1, "an": 1, "half": Decimal("0.5"), "dozen": 12,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "million": 10**6,
    "millions": 10**6, "mn": 10**6, "m": 10**6, "crore": 10**7, "crores": 10**7, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12, "tn": 10**12, "dozen": 12,
}  # fmt: skip
_AMBIGUOUS: Final = frozenset({"k", "m"})
"""Abbreviations that can also be a unit: 3.5m are millions or metres."""
_DIGITS: Final = r"\d+(?:[.,'’\u00a0\u202f ]\d{2,3})*(?:[.,]\d+)?"
_WORD: Final = "|".join(sorted({*_UNITS, *_TENS} - {"a", "an", "dozen", "half"}, key=len, reverse=True))
_SPELLED: Final = rf"(?:(?:half an?|an?|{_WORD})(?:[ -](?:and[ -])?(?:{_WORD}|hundred|thousand))*)"
_SCALE: Final = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER: Final = re.compile(
    rf"(?<![\w.,])(?:(?P<digits>{_DIGITS})|(?P<spelled>{_SPELLED}))(?P<scales>(?:[ -]?(?:{_SCALE})\b)*)(?!\w)",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\s*(?:-|–|to|and|or)\s*", re.IGNORECASE)

_QUALIFIERS: Final[dict[str, Bound]] = {
    "no more than": "at_most", "not more than": "at_most", "at most": "at_most", "up to": "at_most",
    "a maximum of": "at_most", "no fewer than": "at_least", "no less than": "at_least", "not less than": "at_least",
    "at least": "at_least", "a minimum of": "at_least", "more than": "more_than", "in excess of": "more_than",
    "upwards of": "more_than", "fewer than": "less_than", "less than": "less_than", "nearly": "less_than",
    "almost": "less_than", "just under": "less_than", "about": "about", "around": "about", "roughly": "about",
    "approximately": "about", "an estimated": "about",
}  # fmt: skip
_QUALIFIER: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(_QUALIFIERS, key=len, reverse=True))})\b"
    r"(?=(?: some| an estimated)? ?[^\w\s]?\s?(?P<number>\w))",
    re.IGNORECASE,
)


def numbers_in(words: str) -> list[Quantity]:
    """Return the numbers in words, in order: digits of any script, and English number words below a million.

    An ordinal number, or a number inside a word, is none. A lone "a" or "one" is no number either.
    """
    found: list[tuple[int, int, frozenset[Decimal], Decimal]] = []
    for match in _NUMBER.finditer(_western(words)):
        scale = Decimal(1)
        names = re.findall(_SCALE, match["scales"].casefold())
        for word in names:
            scale *= _SCALES[word]
        if match["digits"]:
            values = _digit_values(match["digits"])
        elif (value := _spelled(match["spelled"].casefold())) is not None:
            if scale == 1 and match["spelled"].casefold() in {"a", "an", "one"}:
                continue
            values = frozenset({value})
        else:
            continue
        scaled = frozenset({value * scale for value in values})
        if names and names[-1] in _AMBIGUOUS:
            scaled |= values
        found.append((match.start(), match.end(), scaled, scale))
    quantities: list[Quantity] = []
    for index, (start, end, values, scale) in enumerate(found):
        if scale == 1 and index + 1 < len(found) and _RANGE.fullmatch(words, end, found[index + 1][0]):
            values |= {value * found[index + 1][3] for value in values}
        quantities.append(Quantity(start, end, values))
    return quantities


def qualifier_in(words: str) -> tuple[Bound, str] | None:
    """Return the bound that a qualifier before a number states, and the qualifier; None without a sure one.

    English only. "Over" and "some" can mean other things, and are not read.
    """
    match = _QUALIFIER.search(words)
    stated = numbers_in(words)
    if match is None or not stated or stated[0].start != match.start("number"):
        return None
    return _QUALIFIERS[match[0].casefold()], match[0]


def _western(words: str) -> str:
    """Return words with the digits and separators of other scripts as Western ones; offsets stay the same."""
    if words.isascii():
        return words
    return "".join(
        str(unicodedata.decimal(one)) if one.isdecimal() else {"٬": ",", "٫": "."}.get(one, one)
        for one in words
    )


@cache
def _digit_values(text: str) -> frozenset[Decimal]:
    """Return the values that digits with separators can have: `1,200` is 1200, `1.200` is 1200 or 1.2."""
    plain = re.sub(r"['’\u00a0\u202f ]", "", text)
    signs = re.findall(r"[.,]", plain)
    values = set()
    if not signs or re.fullmatch(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}", plain):
        values.add(Decimal(re.sub(r"[.,]", "", plain)))
    if signs and (len(signs) == 1 or (len(set(signs)) > 1 and signs.count(signs[-1]) == 1)):
        whole, _, fraction = plain.rpartition(signs[-1])
        values.add(Decimal(f"{re.sub(r'[.,]', '', whole)}.{fraction}"))
    return frozenset(values)


def _spelled(text: str) -> Decimal | None:
    """Return the value of English number words, None for words that are no number."""
    total, current = Decimal(0), Decimal(0)
    words = [word for word in re.split(r"[ -]", text) if word != "and"]
    if words[0] == "half" and len(words) == 2:
        return Decimal("0.5")
    for word in words:
        if word == "hundred":
            current = (current or 1) * Decimal(100)
        elif word == "thousand":
            total, current = total + (current or 1) * Decimal(1000), Decimal(0)
        elif (number := _TENS.get(word, _UNITS.get(word))) is not None:
            current += number
        else:
            return None
    return total + current

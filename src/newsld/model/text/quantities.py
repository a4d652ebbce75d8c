"""Read the numbers and their qualifiers in words of a story: "more than 3.5 lakh", "between 12 and 15"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from newsld.syntax.patterns import lazy_pattern

Bound = Literal["more_than", "at_least", "less_than", "at_most", "about"]


class Quantity(NamedTuple):
    """A number in words: its span, and every value that it can have.

    `1.200` can be 1.2 or 1200, and the first number of "two to three million" 2 or 2 million. `value` is the one that
    the language and the words after it suggest.
    """

    start: int
    end: int
    values: frozenset[Decimal]
    value: Decimal


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
_GERMAN_UNITS: Final[dict[str, int | Decimal]] = {
    "null": 0, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
    "siebzig": 70, "achtzig": 80, "neunzig": 90, "hundert": 100,
}  # fmt: skip
_GERMAN_SCALES: Final = {
    "tausend": 10**3, "million": 10**6, "millionen": 10**6, "mio.": 10**6, "milliarde": 10**9, "milliarden": 10**9,
    "mrd.": 10**9, "dutzend": 12,
}  # fmt: skip
_FRACTIONS: Final[dict[str, int]] = {
    "thirds": 3, "quarters": 4, "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8, "ninths": 9, "tenths": 10,
    "hundredths": 100, "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8,
    "neuntel": 9, "zehntel": 10,
}  # fmt: skip
_PERIODS: Final = frozenset({" quarters", " viertel"})
"""Fractions that are also a part of a year or of a town."""
_AND_A_PART: Final = r"[ -]and[ -]an?[ -](?:half|quarter)(?! of |\w)"
_ONE_IN: Final = lazy_pattern(
    r"(?<![\w-])(?<!no )(?<!no\. )(?<!number )(?<!room )(?<!the )(?P<one>(?:one|1) in )\Z"
)
_TIMES: Final = lazy_pattern(r"[ -](?:second|minute|hour|day|week|month|year|decade|more|of)s?(?!\w)")
_ARTICLES: Final = frozenset({"a", "an", "one"})
_ONE: Final = Decimal(1)
_AMBIGUOUS: Final = frozenset({"k", "m"})
"""Abbreviations that can also be a unit: 3.5m are millions or metres."""
_DIGITS: Final = r"\d+(?:[.,'’\u00a0\u202f ]\d{2,3})*(?:[.,]\d+)?"
_WORD: Final = "|".join(sorted({*_UNITS, *_TENS} - {"a", "an", "dozen", "half"}, key=len, reverse=True))
_ABOUT: Final = ("about ", "around ", "nearly ", "almost ", "roughly ", "than ")
_HALF: Final = (
    r"(?:half(?:(?<!first half)(?<!second half)(?<!other half)(?<!latter half)(?<!a half)"
    r"(?= of (?:the|them|these|those|that|this|what|its|his|her|their|all|us)\b| (?:its|his|her|their)\b)"
    rf"|(?:{'|'.join(f'(?<={word}half)' for word in _ABOUT)})(?! an?(?!\w))(?![\w-]))"
    r"|an?[ -]quarter(?:(?= of (?:the|them|these|those|its|his|her|their|all|us|\w+s)\b)"
    rf"|(?:{'|'.join(f'(?<={word}a quarter)' for word in _ABOUT)})(?![\w-])))"
)
_AND: Final = r"(?:(?:(?<=hundred[ -])|(?<=thousand[ -]))and[ -])?"  # "twelve and fifteen" are two numbers
_ARTICLE: Final = rf"an?(?![ -](?:{_WORD})(?!\w))"  # "a two-day visit"
_SPELLED: Final = rf"(?:{_HALF}|(?:half an?|{_ARTICLE}|{_WORD})(?:[ -]{_AND}(?:{_WORD}|hundred|thousand))*)"
_SEPARATORS: Final = {"٬": ",", "٫": "."}
_WESTERN: Final = frozenset("0123456789")
_RANGE: Final = lazy_pattern(r"\s*(?:-|–|to|and|or|bis|und|oder)\s*", re.IGNORECASE)

QUALIFIERS: Final[dict[str, Bound]] = {
    "no more than": "at_most", "not more than": "at_most", "at most": "at_most", "up to": "at_most",
    "a maximum of": "at_most", "no fewer than": "at_least", "no less than": "at_least", "not less than": "at_least",
    "at least": "at_least", "a minimum of": "at_least", "more than": "more_than", "in excess of": "more_than",
    "upwards of": "more_than", "fewer than": "less_than", "less than": "less_than", "nearly": "less_than",
    "almost": "less_than", "just under": "less_than", "about": "about", "around": "about", "roughly": "about",
    "approximately": "about", "an estimated": "about",
}  # fmt: skip
_COUNTS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "four": 4, "five": 5}
_DIVISORS: Final = {"third": 3, "sixth": 6, "seventh": 7, "ninth": 9}
_QUALIFIER: Final = lazy_pattern(
    rf"\b(?:{'|'.join(sorted(QUALIFIERS, key=len, reverse=True))})\b"
    r"(?=(?: some| an estimated)? ?[^\w\s]?\s?(?P<number>\w))",
    re.IGNORECASE,
)


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], Mapping[str, int], re.Pattern[str]]:
    """Return the pattern of a number in a language, its scales, and the pattern of one scale."""
    if language == "de":
        spelled = "(?:" + "|".join(sorted(_GERMAN_UNITS, key=len, reverse=True)) + "|ein(?:e|er)?(?= mi))"
        scales: dict[str, int] = {**_GERMAN_SCALES, "lakh": 10**5, "crore": 10**7}
    else:
        spelled, scales = rf"{_SPELLED}(?!\w)", _SCALES  # "am" is no "a m"
    scale = "|".join(sorted(map(re.escape, scales), key=len, reverse=True))
    number = re.compile(
        r"(?:(?<![\w.,])|(?<=(?<!\w)n)(?=\d+(?:\.\d+)?(?:k|m|bn|tn| million| billion)\b))"
        rf"(?:(?P<digits>{_DIGITS})|(?P<spelled>{spelled}))"
        rf"(?:(?:[ -]and[ -](?P<count>{_WORD}))?(?P<fraction>[ -](?:{'|'.join(_FRACTIONS)})(?!\w)))?"
        rf"(?P<half>{_AND_A_PART})?(?P<scales>(?:[ -]?(?:{scale})(?!\w))*)(?P<more>{_AND_A_PART})?(?!\w)"
    )  # for lower case: trying forty words at every word is five times as fast if the case makes a difference
    return number, scales, re.compile(scale)


def number_spans(words: str, language: str = "en") -> list[tuple[int, int]]:
    """Return the spans of what may be numbers in words: all that `numbers_in` reads, and a few that it skips."""
    return [match.span() for match in _grammar(language)[0].finditer(_plain(words))]


def numbers_in(words: str, language: str = "en") -> list[Quantity]:
    """Return the numbers in words, in order: digits of any script, and number words below a million.

    Number words are read in English, or in German. An ordinal number, or a number inside a word, is none. A lone "a" or
    "one" is no number either, and neither is a fraction without a short decimal form, such as two thirds.
    """
    number, scales, scale_pattern = _grammar(language)
    found: list[tuple[int, int, frozenset[Decimal], Decimal, Decimal]] = []
    for match in number.finditer(_plain(words)):
        digits, spelled, count, fraction, half, scaled, more = match.groups()
        half = half or more
        if digits is not None:
            values = _digit_values(digits)
            if not values:  # digits with separators that no number has
                continue
            likely = next(iter(values)) if len(values) == 1 else _likely(digits, values, language)
        else:
            is_article = spelled in _ARTICLES and not (scaled or half)
            value = None if is_article else _spelled(spelled, language)
            if value is None:
                continue
            values, likely = frozenset({value}), value
        end, scale = match.end(), _ONE
        if fraction:
            parts = _in_parts(fraction, count, values, language)
            is_sure = count or half or scaled or match.string.startswith(" of ", end)
            if fraction in _PERIODS and not is_sure:
                values, end = values | parts, match.start("fraction")
            elif not parts:
                continue
            else:
                is_period = fraction in _PERIODS and not count
                values, likely = (parts | values if is_period else parts), min(parts)
        if half:
            added = Decimal("0.5" if half.endswith("half") else "0.25")
            values, likely = frozenset({value + added for value in values}), likely + added
        if scaled:
            names = scale_pattern.findall(scaled)
            for name in names:
                scale *= scales[name]
            unscaled = values if names[-1] in _AMBIGUOUS else frozenset()
            values, likely = unscaled.union([value * scale for value in values]), likely * scale
        start = match.start()
        if (
            match.string.endswith(" in ", 0, start)
            and scale == 1
            and (share := _share(match.string, start, end, likely))
        ):
            start, values, likely = share[0], values | {share[1]}, share[1]
        found.append((start, end, values, scale, likely))
    quantities: list[Quantity] = []
    for index, (start, end, values, scale, value) in enumerate(found):
        if scale == 1 and index + 1 < len(found) and _RANGE.fullmatch(words, end, found[index + 1][0]):
            values |= {value * found[index + 1][3] for value in values}
            value *= found[index + 1][3]
        quantities.append(Quantity(start, end, values, value))
    return quantities


def _share(words: str, start: int, end: int, number: Decimal) -> tuple[int, Decimal] | None:
    """Return where "one in eight" begins, for a number at an offset, and its value to three places; None otherwise."""
    one = _ONE_IN.search(words, max(0, start - 12), start)
    if one is None or not 2 <= number <= 100 or _TIMES.match(words, end):
        return None
    return one.start("one"), (1 / number).quantize(Decimal("0.001")).normalize()


def _in_parts(
    fraction: str, counted: str | None, values: frozenset[Decimal], language: str
) -> frozenset[Decimal]:
    """Return the values of three-quarters, or of "two and three-quarters"; none without a short decimal form."""
    parts = _FRACTIONS[fraction[1:]]
    if 1000 % parts:
        return frozenset()
    count = _spelled(counted, language) if counted else None
    return frozenset({value / parts if count is None else value + count / parts for value in values})


def _likely(digits: str, values: frozenset[Decimal], language: str) -> Decimal:
    """Return the value of digits by the separators of a language: 1.200 is 1200 in German, and 1.2 in English."""
    point = "," if language == "de" else "."
    whole = [value for value in values if value == value.to_integral_value()]
    parts = [value for value in values if value not in whole]
    decimal = digits.rpartition(point)[2] if point in digits else ""
    if parts and decimal and (digits.count(point) == 1):
        return parts[0]
    return whole[0] if whole else next(iter(values))


def fraction(count: str, part: str) -> Decimal:
    """Return the value of a fraction without a short decimal form, to three places: "two", "third" is 0.667."""
    return (Decimal(_COUNTS[count.lower()]) / _DIVISORS[part.lower()]).quantize(Decimal("0.001"))


def qualifier_before(words: str, number: int) -> tuple[Bound, str] | None:
    """Return the bound that a qualifier before the first number in words states, and the qualifier; None if not sure.

    `number` is where that number begins. English only. "Over" and "some" can mean other things, and are not read.
    """
    match = _QUALIFIER.search(words, 0, number + 1) if number else None
    if match is None or match.start("number") != number:
        return None
    return QUALIFIERS[match[0].casefold()], match[0]


def _plain(words: str) -> str:
    """Return words in lower case, with the digits and separators of other scripts as Western ones; offsets stay."""
    lower = words.lower()
    if len(lower) != len(words):
        lower = "".join([one.lower() if len(one.lower()) == 1 else one for one in words])
    if lower.isascii() or not any(one in _SEPARATORS or one.isdecimal() for one in set(lower) - _WESTERN):
        return lower
    return "".join(
        [str(unicodedata.decimal(one)) if one.isdecimal() else _SEPARATORS.get(one, one) for one in lower]
    )


@lru_cache(4096)
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


def _spelled(text: str, language: str) -> Decimal | None:
    """Return the value of number words, None for words that are no number."""
    if language == "de":
        return Decimal(_GERMAN_UNITS.get(text, 1))
    total, current = Decimal(0), Decimal(0)
    words = [word for word in text.replace("-", " ").split(" ") if word != "and"]
    if words[-1] == "quarter":
        return Decimal("0.25")
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

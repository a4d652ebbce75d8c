"""Read the numbers and their qualifiers in words of a story, and find the figures in a text: "more than 3.5 lakh"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final, Literal, NamedTuple

__all__ = ["Bound", "FoundFigure", "Quantity", "find_figures", "number_spans", "numbers_in", "qualifier_in"]

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


class FoundFigure(NamedTuple):
    """A figure in a text: its span with qualifier and unit, its bound, its value, and the higher one of a range."""

    start: int
    end: int
    bound: Bound | Literal["exactly", "between"]
    value: Decimal
    to: Decimal | None
    unit: str | None


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
_AMBIGUOUS: Final = frozenset({"k", "m"})
"""Abbreviations that can also be a unit: 3.5m are millions or metres."""
_DIGITS: Final = r"\d+(?:[.,'’\u00a0\u202f ]\d{2,3})*(?:[.,]\d+)?"
_WORD: Final = "|".join(sorted({*_UNITS, *_TENS} - {"a", "an", "dozen", "half"}, key=len, reverse=True))
_SPELLED: Final = rf"(?:(?:half an?|an?|{_WORD})(?:[ -](?:and[ -])?(?:{_WORD}|hundred|thousand))*)"
_SEPARATORS: Final = {"٬": ",", "٫": "."}
_WESTERN: Final = frozenset("0123456789")
_RANGE: Final = re.compile(r"\s*(?:-|–|to|and|or|bis|und|oder)\s*", re.IGNORECASE)

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


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], Mapping[str, int], re.Pattern[str]]:
    """Return the pattern of a number in a language, its scales, and the pattern of one scale."""
    if language == "de":
        spelled = "(?:" + "|".join(sorted(_GERMAN_UNITS, key=len, reverse=True)) + "|ein(?:e|er)?(?= mi))"
        scales: dict[str, int] = {**_GERMAN_SCALES, "lakh": 10**5, "crore": 10**7}
    else:
        spelled, scales = _SPELLED, _SCALES
    scale = "|".join(sorted(map(re.escape, scales), key=len, reverse=True))
    number = re.compile(
        rf"(?<![\w.,])(?:(?P<digits>{_DIGITS})|(?P<spelled>{spelled}))(?P<scales>(?:[ -]?(?:{scale})(?!\w))*)(?!\w)"
    )  # for lower case: trying forty words at every word is five times as fast if the case makes a difference
    return number, scales, re.compile(scale)


def number_spans(words: str, language: str = "en") -> list[tuple[int, int]]:
    """Return the spans of what may be numbers in words: all that `numbers_in` reads, and a few that it skips."""
    return [match.span() for match in _grammar(language)[0].finditer(_plain(words))]


def numbers_in(words: str, language: str = "en") -> list[Quantity]:
    """Return the numbers in words, in order: digits of any script, and number words below a million.

    Number words are read in English, or in German. An ordinal number, or a number inside a word, is none. A lone "a" or
    "one" is no number either.
    """
    number, scales, scale_pattern = _grammar(language)
    found: list[tuple[int, int, frozenset[Decimal], Decimal, Decimal]] = []
    for match in number.finditer(_plain(words)):
        scale = Decimal(1)
        names = scale_pattern.findall(match["scales"].casefold())
        for word in names:
            scale *= scales[word]
        if match["digits"]:
            values = _digit_values(match["digits"])
            likely = _likely(match["digits"], values, language)
        else:
            value = _spelled(match["spelled"].casefold(), language)
            if value is None or (scale == 1 and match["spelled"].casefold() in {"a", "an", "one"}):
                continue
            values, likely = frozenset({value}), value
        scaled = frozenset({value * scale for value in values})
        if names and names[-1] in _AMBIGUOUS:
            scaled |= values
        found.append((match.start(), match.end(), scaled, scale, likely * scale))
    quantities: list[Quantity] = []
    for index, (start, end, values, scale, value) in enumerate(found):
        if scale == 1 and index + 1 < len(found) and _RANGE.fullmatch(words, end, found[index + 1][0]):
            values |= {value * found[index + 1][3] for value in values}
            value *= found[index + 1][3]
        quantities.append(Quantity(start, end, values, value))
    return quantities


def _likely(digits: str, values: frozenset[Decimal], language: str) -> Decimal:
    """Return the value of digits by the separators of a language: 1.200 is 1200 in German, and 1.2 in English."""
    point = "," if language == "de" else "."
    whole = [value for value in values if value == value.to_integral_value()]
    parts = [value for value in values if value not in whole]
    decimal = digits.rpartition(point)[2] if point in digits else ""
    if parts and decimal and (digits.count(point) == 1):
        return parts[0]
    return whole[0] if whole else next(iter(values))


def qualifier_in(words: str) -> tuple[Bound, str] | None:
    """Return the bound that a qualifier before a number states, and the qualifier; None without a sure one.

    English only. "Over" and "some" can mean other things, and are not read.
    """
    match = _QUALIFIER.search(words)
    stated = numbers_in(words) if match is not None else ()
    if match is None or not stated or stated[0].start != match.start("number"):
        return None
    return _QUALIFIERS[match[0].casefold()], match[0]


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


def _spelled(text: str, language: str) -> Decimal | None:
    """Return the value of number words, None for words that are no number."""
    if language == "de":
        return Decimal(_GERMAN_UNITS.get(text, 1))
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


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LOOSE: Final[dict[str, Bound]] = {
    "over": "more_than", "above": "more_than", "under": "less_than", "below": "less_than", "just over": "more_than",
    "some": "about", "as many as": "at_most", "as much as": "at_most", "mehr als": "more_than", "über": "more_than",
    "mindestens": "at_least", "wenigstens": "at_least", "weniger als": "less_than", "fast": "less_than",
    "knapp": "less_than", "beinahe": "less_than", "unter": "less_than", "bis zu": "at_most", "höchstens": "at_most",
    "maximal": "at_most", "rund": "about", "etwa": "about", "ungefähr": "about", "circa": "about", "zirka": "about",
    "gut": "more_than", "estimated": "about", "well over": "more_than", "close to": "less_than",
}  # fmt: skip
"""Words before a number that have other meanings, or belong to another language; they count directly before it."""
_BEFORE: Final = re.compile(
    rf"(?:(?<!\w)(?:the )?(?P<words>{'|'.join(sorted({**_QUALIFIERS, **_LOOSE}, key=len, reverse=True))})(?: some| an "
    r"estimated| a)?\s+)?(?P<currency>(?:US|A|C|NZ)?\$|[€£₹¥₦₺]|Rs\.?|EUR|USD|GBP)?\s?\Z",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"(?<!\w)(?P<words>between|from|zwischen|von)\s+\S{0,3}\Z", re.IGNORECASE)
_PERCENT: Final = re.compile(
    r"\s?%|[ -](?:per ?cent|percentage points?|Prozent(?:punkte)?)(?!\w)", re.IGNORECASE
)
_NUMBERED: Final = re.compile(
    r"(?:article|section|chapter|page|resolution|highway|route|flight|no\.|nr\.|number|room|gate|terminal|aged?|level|"
    r"phase|part|paragraph|paragraf|artikel|seite|linie|unit|block|pier|platform|group|type|version|act|bus|line)\s*\Z",
    re.IGNORECASE,
)
_NO_UNIT: Final = _words(
    "and or of in to the a an on at have has had were was is are been by for from with as that who which after before "
    "when ago but said will would could can may did does not more less than other others since until per under over "
    "also while so if it they he she we you all only still into about during und oder der die das in im am an "
    "auf aus bei mit nach seit von vor zu zum zur wurden sind waren war ist hat haben hatte hatten werden als bis uhr "
    "am pm a.m p.m o’clock minus plus"
)
_COUNTED: Final = _words(
    "people men women children persons police staff troops percent cattle sheep fish aircraft crew personnel km miles "
    "feet kg tonnes tons dollars euros pounds rupees yen crowns kronor hectares acres barrels years year month week "
    "day hour minute"
)
_WORD_AFTER: Final = re.compile(r"(?P<gap>[ \u00a0]|-)(?P<word>[^\W\d_][\w’'-]*)")
_JOINED: Final = re.compile(r"[:/]\d|[.,]\d|-\d")
_AGE: Final = re.compile(r"(?:year|month|week|day)s?-olds?")
_PART_OF: Final = re.compile(r" of (?:the|his|her|its|their|these|those|all) (?=[^\W\d_])")
_MORE: Final[dict[str, Bound]] = {"more": "at_least", "so": "about", "fewer": "at_most", "less": "at_most"}
_OR_MORE: Final = re.compile(r" or (?P<more>more|so|fewer|less)(?!\w)")


def find_figures(text: str, language: str = "en") -> list[FoundFigure]:
    """Return the figures in a text: quantities of things, people, money, time, and percentages, in order.

    Bare years, ordinal numbers, times of day, ages, scores and numbers that only name something ("Article 5") are
    skipped. Takes time linear in the length of the text.
    """
    found: list[FoundFigure] = []
    numbers = numbers_in(text, language)
    skip = False
    for index, number in enumerate(numbers):
        if skip:
            skip = False
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        joint = text[number.end : following.start] if following is not None else ""
        between = _BETWEEN.search(text[max(0, number.start - 12) : number.start])
        joints = ("and", "und", "to", "bis") if between else ("to", "bis", "-", "–")
        is_range = following is not None and joint.strip(" $€£").lower() in joints
        figure = _figure(text, number, following if is_range else None, between if is_range else None)
        if figure is not None:
            found.append(figure)
            skip = is_range
    return found


def _figure(
    text: str, number: Quantity, last: Quantity | None, between: re.Match[str] | None
) -> FoundFigure | None:
    """Return the figure of a number, or of a range of two; None if it is no quantity."""
    begin = max(0, number.start - 32)
    before = _BEFORE.search(text[begin : number.start])
    qualifier = before["words"] if before else None
    currency = before["currency"] if before else None
    end = last.end if last is not None else number.end
    more = _OR_MORE.match(text, end)
    end = more.end() if more is not None else end
    percent = _PERCENT.match(text, end)
    unit_end = percent.end() if percent else end
    unit = text[end:unit_end].strip(" -") or None
    if unit is None:
        part = _PART_OF.match(text, end)
        unit_end, unit = _unit(text, part.end() - 1 if part is not None else end)
        unit_end = unit_end if unit is not None else end
    words = text[number.start : number.end]
    is_scaled = any(one.isalpha() for one in words) if words[0].isdecimal() else " " in words
    is_sure = currency is not None or is_scaled or percent is not None
    if (unit is not None and _AGE.fullmatch(unit)) or not (
        is_sure or _counts(text, number, end, unit, is_qualified=bool(qualifier or more))
    ):
        return None
    start = number.start
    if between is not None:
        start = max(0, number.start - 12) + between.start("words")
    elif before is not None and before[0]:
        start = begin + (
            before.start("words") if qualifier else before.start("currency") if currency else len(before[0])
        )
        start = start if qualifier or currency else number.start
    bound: Bound | Literal["exactly", "between"] = "exactly"
    if qualifier is not None:
        known = {**_LOOSE, **_QUALIFIERS}
        bound = known[" ".join(qualifier.casefold().split())]
    if qualifier is None:
        more = more or _OR_MORE.match(text, unit_end)
        if more is not None:
            bound = _MORE[more["more"]]
            unit_end = max(unit_end, more.end())
    if last is not None:
        return FoundFigure(start, unit_end, "between", number.value, last.value, unit or currency)
    return FoundFigure(start, unit_end, bound, number.value, None, unit or currency)


def _unit(text: str, end: int) -> tuple[int, str | None]:
    """Return the end and the text of the unit after a number: the next word, or up to three that end with a plural."""
    words: list[re.Match[str]] = []
    at = end
    while len(words) < 3:
        match = _WORD_AFTER.match(text, at)
        if match is None or match["word"].casefold() in _NO_UNIT or (words and match["gap"] == "-"):
            break
        words.append(match)
        at = match.end()
        name = match["word"].casefold()
        if name in _COUNTED or (name.endswith("s") and not name.endswith(("ss", "us", "’s", "'s"))):
            return at, text[words[0].start("word") : at]
        if match["gap"] == "-" or name.endswith(("’s", "'s")):
            break
    if not words:
        return end, None
    first = words[0]
    if first["word"].endswith(("’s", "'s")):
        return end, None
    return first.end(), first["word"]


def _counts(text: str, number: Quantity, end: int, unit: str | None, *, is_qualified: bool) -> bool:
    """Return whether a bare number counts something, and does not name a year, a time or one of several."""
    if _JOINED.match(text, end) or text[max(0, number.start - 1) : number.start] in (":", "/", "-", "–", "#"):
        return False
    if _NUMBERED.search(text[max(0, number.start - 12) : number.start]):
        return False
    words = text[number.start : number.end]
    if words.isdecimal() and len(words) == 4 and 1500 <= number.value < 2100:
        return is_qualified and unit is not None
    return unit is not None or is_qualified

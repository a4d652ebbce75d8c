"""Find the figures in a text: quantities of things, people, money, time, and percentages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from newsld.model.text.attribution import word_set
from newsld.model.text.quantities import QUALIFIERS, Bound, Quantity, fraction, numbers_in
from newsld.syntax.patterns import lazy_pattern


class FoundFigure(NamedTuple):
    """A figure in a text: its span with qualifier and unit, its bound, its value, and the higher one of a range."""

    start: int
    end: int
    bound: Bound | Literal["exactly", "between"]
    value: Decimal
    to: Decimal | None
    unit: str | None


_LOOSE: Final[dict[str, Bound]] = {
    "over": "more_than", "above": "more_than", "under": "less_than", "below": "less_than", "just over": "more_than",
    "some": "about", "as many as": "at_most", "as much as": "at_most", "mehr als": "more_than", "über": "more_than",
    "mindestens": "at_least", "wenigstens": "at_least", "weniger als": "less_than", "fast": "less_than",
    "knapp": "less_than", "beinahe": "less_than", "unter": "less_than", "bis zu": "at_most", "höchstens": "at_most",
    "maximal": "at_most", "rund": "about", "etwa": "about", "ungefähr": "about", "circa": "about", "zirka": "about",
    "gut": "more_than", "estimated": "about", "well over": "more_than", "close to": "less_than",
    "within": "at_most", "innerhalb von": "at_most", "binnen": "at_most",
    "older than": "more_than", "younger than": "less_than", "longer than": "more_than", "shorter than": "less_than",
    "as few as": "at_least", "as little as": "at_least", "passed": "more_than", "topped": "more_than",
    "exceeded": "more_than", "exceeding": "more_than", "surpassed": "more_than", "surpassing": "more_than",
    "in the region of": "about", "estimated at": "about", "perhaps": "about",
    "higher than": "more_than", "lower than": "less_than", "larger than": "more_than", "smaller than": "less_than",
}  # fmt: skip
"""Words before a number that have other meanings, or belong to another language; they count directly before it."""
_BEFORE: Final = lazy_pattern(
    rf"(?:(?<!\w)(?:the )?(?P<words>{'|'.join(sorted({**QUALIFIERS, **_LOOSE}, key=len, reverse=True))})(?: some| an "
    r"estimated| a)?\s+)?(?P<currency>(?:US|A|C|NZ)?\$|[€£₹¥₦₺]|Rs\.?|EUR|USD|GBP|(?-i:(?<!\w)N))?\s?\Z",
    re.IGNORECASE,
)
_BETWEEN: Final = lazy_pattern(r"(?<!\w)(?P<words>between|from|zwischen|von)\s+\S{0,3}\Z", re.IGNORECASE)
_PERCENT: Final = lazy_pattern(
    r"\s?%|[ -](?:per ?cent|percentage points?|Prozent(?:punkte)?)(?!\w)", re.IGNORECASE
)
_NUMBERED: Final = lazy_pattern(
    r"(?:article|section|chapter|page|resolution|highway|route|flight|no\.|nr\.|number|room|gate|terminal|aged?|level|"
    r"local|phase|part|paragraph|paragraf|artikel|seite|linie|unit|block|pier|platform|group|type|version|act|bus"
    r"|line)\s*\Z",
    re.IGNORECASE,
)
_NO_UNIT: Final = word_set(
    "and or of in to the a an on at have has had were was is are been by for from with as that who which after before "
    "when ago but said will would could can may did does not more less than other others since until per under over "
    "also while so if it they he she we you all only still into about during und oder der die das in im am an "
    "auf aus bei mit nach seit von vor zu zum zur wurden sind waren war ist hat haben hatte hatten werden als bis uhr "
    "am pm a.m p.m o’clock minus plus"
)
_COUNTED: Final = word_set(
    "people men women children persons police staff troops percent cattle sheep fish aircraft crew personnel km miles "
    "feet kg tonnes tons dollars euros pounds rupees yen crowns kronor hectares acres barrels years year month week "
    "day hour minute"
)
_UNITS_OF_TIME: Final = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
_ANAPHORIC: Final = lazy_pattern(r"(?:[Tt]he|[Tt]hese|[Tt]hose) \Z")
_KNOWN_TWO: Final = word_set(
    "countries nations states governments sides parties leaders delegations companies firms men women teams clubs "
    "groups"
)
"""What the text has named, after "the two"."""
_SINGLE: Final = lazy_pattern(
    r"(?P<number>[Oo]ne(?<![\w-]...)|an?(?<![\w-]a)(?<![\w-]an))"
    r" (?:(?P<kind>full|whole|business|working|calendar|more|further|confirmed) )?"
    r"(?:(?P<unit>second|minute|hour|day|week|fortnight|month|year|decade|century)"
    r"|(?P<thing>count|case|death|injury|arrest|seat|vote|goal|complaint|fatality))(?![\w-])"
    r"(?! (?:ago|later|earlier|old|from now|on from|after that|he|she|it|they|we|you)\b| on,)"
)
"""One of a unit of time or of what is counted: "less than a week", "one month", "one count"."""
_HARMED: Final = lazy_pattern(
    r"(?P<number>[Oo]ne(?<![\w-]...)) (?P<thing>(?!of\b|day\b|more\b|another\b)(?:[\w-]+ ){0,2}?[a-z-]+(?<!s))"
    r"(?= (?:was|is|has been|had been) (?:also )?(?:killed|injured|wounded|hurt|shot|stabbed|hospitali[sz]ed"
    r"|arrested|detained"
    r"|charged|missing|dead|rescued|treated)\b| (?:has|had|was|were) died\b| died\b)"
)
"""One that something was done to: "one serviceman had been hospitalised"."""
_SHARE: Final = lazy_pattern(
    r"(?<![\w-])(?P<count>an?|one|two|four|five)[ -](?P<part>third|sixth|seventh|ninth)s?(?![\w-])",
    re.IGNORECASE,
)
"""A fraction without a short decimal form: "two thirds"."""
_SHARE_OF: Final = lazy_pattern(r" of (?:(?:the|its|his|her|their|all|these|those) )?[a-z]")
_CHANGED_BY: Final = lazy_pattern(r"\b(?:by|up|down) \Z")
_ORDINAL: Final = lazy_pattern(r" (?:party|person|man|woman|child|time|country|team|company|grader)\b")
"""What follows "a third" that is no share: "owned by a third party"."""
_TOLL: Final = lazy_pattern(
    r"\b(?:toll|tally|total|count|(?:number|figure)(?= (?:of|who|for|has|had|rose|fell|stood|now|later)\b))\b"
    r"[^.;:“”]{0,110} (?:at|to|reached|was|is) \Z",
    re.IGNORECASE,
)
"""The words before a number without a noun that counts all the same: "the toll rose to 38"."""
_VOTED: Final = lazy_pattern(
    r"\b(?:vote[ds]?|votes|majority of|margin of|verdict of|[Aa]pproved it|passed)(?: by| of)?(?: by)? \Z"
)
_VOTES: Final = lazy_pattern(r"(?: votes)?(?: to |[-–])")
"""What joins the votes for and against: "voted 11 to 8"."""
_FORM: Final = lazy_pattern(
    r"-(?:tier|way|state|horse|faced|sided|wheel|wheeled|seater|piece|handed|dimensional|pronged|star|letter)s?\b"
)
"""What a number and a hyphen make an adjective of form, and no figure: "a two-tier workforce"."""
_AFTER_ALL: Final = lazy_pattern(r" (?:before|after)\b")
_WITH_UNIT: Final = lazy_pattern(
    r"(?P<number>\d(?<![\w.,–-].)(?:\d{0,2}(?:,\d{3})+|\d{0,5}(?:\.\d{1,3})?))"
    r"(?P<unit>km/h|km|kg|mph|kmh|kph|cm|mm|ft|lbs?|MW|GW|kW|MWh|GWh|ha"
    r"|p(?!\.m)(?<!240p)(?<!360p)(?<!480p)(?<!720p)(?<!1080p)(?<!1440p)(?<!2160p))"
    r"(?![\w/])"
    r"(?!(?<=mm) (?:pistols?|handguns?|rifles?|guns?|rounds?|bullets?|shells?|films?|cameras?|lens|lenses|cannons?)\b)"
)
"""A number that is one word with its unit: "17km"."""
_OF_NUMBER: Final = lazy_pattern(r" of (?:(?:the|its|their) )?(?=\d)")
_YEAR: Final = lazy_pattern(r"(?:19|20)\d\d")
_SPENT: Final = frozenset({"passed", "topped"})
"""Bounds that mean something else before "a month"."""
_SEATS: Final = frozenset(
    {"seats", "seat", "votes", "members", "councillors", "MPs", "lawmakers", "delegates"}
)
_LASTING: Final = (" for ", " lasted ", " took ", " takes ", " spent ", " declared ")
"""Words before the one week, or year, that something takes."""
_HELD: Final = lazy_pattern(r"\b(?:had|has|have|won|took|secured|holds|held|gained) \Z")
"""What a party does with seats or votes, whose number needs no noun: "the Alliance had 27"."""
_ANOTHER_HELD: Final = lazy_pattern(
    r"(?:,| and|, and) (?:the (?:[a-z]+ )?)?[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*)? \Z"
)
_LISTED: Final = lazy_pattern(r"[,.;]| and ")
_WORD_AFTER: Final = lazy_pattern(r"(?P<gap>[ \u00a0]|-)(?P<word>[^\W\d_][\w’'-]*)")
_CLOCK: Final = lazy_pattern(
    r"[ \u00a0\u202f]?(?:[ap]\. ?m(?!\w)|[ap]m(?!\w)|o['’]clock(?!\w))", re.IGNORECASE
)
_JOINED: Final = lazy_pattern(r"[:/]\d|[.,]\d|-\d")
_UNDER_AGE: Final = lazy_pattern(
    r"\b(?:children|those|girls|boys|pupils|adults|anyone|people) (?:under|over|aged) \Z"
)
_PUT_AT: Final = lazy_pattern(r"\b(?:puts?|estimate[sd]?|estimating|putting) [^.;:“”]{2,60} at \Z")
_AGE: Final = lazy_pattern(r"(?:year|month|week|day)s?-olds?")
_PART_OF: Final = lazy_pattern(
    r" (?:of (?:the|his|her|its|their|these|those|that|this|all)|his|her|its|their) (?=[^\W\d_])"
)
_ALONE: Final = lazy_pattern(
    r" (?:of (?:them|us|those|these|(?:the|its|his|her|their) [\w-]+[’']s)"
    r"|more|others?|were|are|have|had|remain|remained|died)(?!\w)(?! than\b)"
)
"""Words after a number that counts what was named before: "two of them", "three more", "200 were killed"."""
_CHANGED: Final = lazy_pattern(
    r"\b(?:rose|rise|risen|rising|fell|fall|fallen|falling|grew|grown|dropped|drop|climbed|jumped|cut|raised|increased|"
    r"increase|decreased|reduced|lowered|declined|slipped|up|down)\b[^.;]{0,40}\Z"
)
"""What went from one figure to another, which is no range between them."""
_MORE: Final[dict[str, Bound]] = {"more": "at_least", "so": "about", "fewer": "at_most", "less": "at_most"}
_OR_MORE: Final = lazy_pattern(r" or (?P<more>more|so|fewer|less)(?!\w)")


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
        changed = between is not None and _CHANGED.search(text[max(0, number.start - 60) : number.start])
        if changed and between is not None and between["words"].lower() == "from":
            between, following = None, None
        joints = ("and", "und", "to", "bis") if between else ("to", "bis", "-", "–")
        is_range = following is not None and joint.strip(" $€£%").lower() in joints
        is_range = is_range and not (
            "%" in joint and any(one in joint for one in "$€£¥")
        )  # "rose 6.2% to $31.40"
        is_range = is_range and following is not None and number.value <= following.value  # no fall
        if following is not None and _is_vote(text, number, following):
            votes = (number, following)
            found.extend(FoundFigure(one.start, one.end, "exactly", one.value, None, None) for one in votes)
            skip = True
            continue
        if following is not None and joint in ("-", "–") and number.value >= following.value:
            skip = True  # a score: "a 3-1 win"
            continue
        figure = _figure(text, number, following if is_range else None, between if is_range else None)
        if figure is not None:
            found.append(figure)
            skip = is_range
        elif _is_held(text, number, found[-1] if found else None):
            found.append(FoundFigure(number.start, number.end, "exactly", number.value, None, None))
    if language == "en":
        found += _single_ones(text)
        found.sort()
    return found


def _is_vote(text: str, number: Quantity, following: Quantity) -> bool:
    """Return whether two numbers are the votes for and against: "voted 11 to 8", "a majority of 10 to two"."""
    return (
        _VOTES.fullmatch(text, number.end, following.start) is not None
        and _VOTED.search(text, max(0, number.start - 24), number.start) is not None
        and not (unit := _unit(text, following.end)[1] or "").endswith(
            "s" if number.value < following.value and unit != "votes" else tuple(_UNITS_OF_TIME)
        )
    )


def _is_held(text: str, number: Quantity, before: FoundFigure | None) -> bool:
    """Return whether a number without a noun counts all the same: "had 27, Unity 19", "cut from 45 people to 28"."""
    if before is not None and text[before.end : number.start] == " to ":
        around = text[max(0, before.start - 60) : before.start]
        return around.endswith("from ") and _CHANGED.search(around) is not None
    if text[number.start : number.end].lower() == "zero":
        return text.endswith((" to ", " at "), 0, number.start)
    if _TOLL.search(text, max(0, number.start - 140), number.start) and _unit(text, number.end)[1] is None:
        return _JOINED.match(text, number.end) is None and text[number.start : number.end] != "zero"
    if not _LISTED.match(text, number.end) or text[number.end : number.end + 2] in (",0", ".0"):
        return False
    if _YEAR.fullmatch(text, number.start, number.end) is not None:
        return False  # "won 2016, and lost 2020"
    if _HELD.search(text, max(0, number.start - 12), number.start):
        return True
    return (
        before is not None
        and (before.unit is None or before.unit.split()[-1] in _SEATS)
        and before.bound == "exactly"
        and _ANOTHER_HELD.fullmatch(text, before.end, number.start) is not None
    )


def _single_ones(text: str) -> list[FoundFigure]:
    """Return the figures that are one, and those that are one word with their unit."""
    found = []
    for match in _SINGLE.finditer(text):
        bound, start = _bound_before(text, match.start())
        if text[start : match.start()].strip().casefold() in _SPENT:
            continue
        is_one = match["number"] != "a" and match["number"] != "an"
        if match["thing"] is not None:
            is_figure = is_one and not text.endswith(("no ", "No "), 0, match.start())
        elif match["unit"] == "day":
            is_figure = bound is not None or match["kind"] is not None
        else:
            is_lasting = match["unit"] not in ("second", "minute") and text.endswith(
                _LASTING, 0, match.start()
            )
            is_figure = bound is not None or match["unit"] == "fortnight" or is_one or is_lasting
            is_figure = is_figure and (bound is not None or _AFTER_ALL.match(text, match.end()) is None)
        if is_figure:
            unit = match["unit"] or match["thing"]
            found.append(FoundFigure(start, match.end(), bound or "exactly", Decimal(1), None, unit))
    for match in _HARMED.finditer(text):
        bound, start = _bound_before(text, match.start())
        if not text.endswith(("no ", "No "), 0, match.start()):
            found.append(
                FoundFigure(start, match.end(), bound or "exactly", Decimal(1), None, match["thing"])
            )
    for match in _SHARE.finditer(text):
        bound, start = _bound_before(text, match.start())
        if bound is not None or _is_share(text, match):
            share = fraction(match["count"], match["part"])
            part = _PART_OF.match(text, match.end())
            end, unit = _unit(text, part.end() - 1 if part is not None else match.end())
            end = end if part is not None and unit is not None else match.end()
            found.append(
                FoundFigure(start, end, bound or "exactly", share, None, unit if end > match.end() else None)
            )
    for match in _WITH_UNIT.finditer(text):
        bound, start = _bound_before(text, match.start())
        value = Decimal(match["number"].replace(",", ""))
        found.append(FoundFigure(start, match.end(), bound or "exactly", value, None, match["unit"]))
    return found


def _is_share(text: str, match: re.Match[str]) -> bool:
    """Return whether words are a share: "two thirds", "a third of"; not "two ninth graders", "one third party"."""
    if _SHARE_OF.match(text, match.end()):
        return True
    if match["count"].lower() not in ("a", "an", "one"):
        return match[0].endswith("s")
    is_changed = _CHANGED_BY.search(text, max(0, match.start() - 8), match.start()) is not None
    return (is_changed or match["count"].lower() == "one") and _ORDINAL.match(text, match.end()) is None


def _bound_before(text: str, at: int) -> tuple[Bound | None, int]:
    """Return the bound that the words before an offset state, and where they begin; None and the offset without."""
    begin = max(0, at - 32)
    before = _BEFORE.search(text[begin:at])
    words = " ".join(before["words"].casefold().split()) if before is not None and before["words"] else ""
    bound = None if words == "within" else {**_LOOSE, **QUALIFIERS}.get(words)
    return bound, begin + before.start("words") if before is not None and bound is not None else at


def _figure(
    text: str, number: Quantity, last: Quantity | None, between: re.Match[str] | None
) -> FoundFigure | None:
    """Return the figure of a number, or of a range of two; None if it is no quantity."""
    begin = max(0, number.start - 32)
    before = _BEFORE.search(text[begin : number.start])
    qualifier = before["words"] if before else None
    currency = before["currency"] if before else None
    end = last.end if last is not None else number.end
    if currency is None and _CLOCK.match(text, end):
        return None
    more = _OR_MORE.match(text, end)
    end = more.end() if more is not None else end
    percent = _PERCENT.match(text, end)
    unit_end = percent.end() if percent else end
    if percent is None and _FORM.match(text, end):
        return None
    unit = text[end:unit_end].strip(" -") or None
    of = _OF_NUMBER.match(text, end) if unit is None else None
    if of is not None:  # "51 of 60 seats"
        whole = re.compile(r"\d[\d,]*").match(text, of.end())
        unit_end, unit = _unit(text, whole.end() if whole is not None else end)
        unit_end = unit_end if unit is not None else end
    elif unit is None:
        part = _PART_OF.match(text, end)
        unit_end, unit = _unit(text, part.end() - 1 if part is not None else end)
        unit_end = unit_end if unit is not None else end
    words = text[number.start : number.end]
    is_scaled = (
        any(one.isalpha() for one in words)
        if words[0].isdecimal()
        else " " in words or words.lower() == "half"
    )
    is_sure = currency is not None or is_scaled or percent is not None
    if _is_known(text, number.start, unit, words):
        return None
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
        known = {**_LOOSE, **QUALIFIERS}
        bound = known[" ".join(qualifier.casefold().split())]
    if qualifier is None:
        more = more or _OR_MORE.match(text, unit_end)
        if more is not None:
            bound = _MORE[more["more"]]
            unit_end = max(unit_end, more.end())
    if last is not None:
        return FoundFigure(start, unit_end, "between", number.value, last.value, unit or currency)
    return FoundFigure(start, unit_end, bound, number.value, None, unit or currency)


def _is_known(text: str, start: int, unit: str | None, words: str) -> bool:
    """Return whether a number only points back: "the two leaders", "the five had agreed"."""
    if not words.isalpha() or not _ANAPHORIC.search(text, max(0, start - 6), start):
        return False
    return unit is None or (words.lower() == "two" and unit.split()[-1] in _KNOWN_TWO)


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
    if _UNDER_AGE.search(text[max(0, number.start - 24) : number.start]):
        return False
    if words.isdecimal() and len(words) == 4 and 1500 <= number.value < 2100:
        return is_qualified and unit is not None
    return (
        unit is not None
        or is_qualified
        or _ALONE.match(text, end) is not None
        or (words.isascii() and "," in words)
        or text.endswith("nother ", 0, number.start)
        or (text.startswith(" to ", end) and text.endswith("from ", 0, number.start))
        or _PUT_AT.search(text[max(0, number.start - 80) : number.start]) is not None
    )

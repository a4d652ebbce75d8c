"""Define the words of calendars, one table for each language: weekdays, months, relative days, prepositions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final


@dataclass(frozen=True)
class CalendarWords:
    """The words for dates in one language.

    All but the names of months are matched in any case. `before` are the prepositions that belong to a date,
    `before_year` those that make a bare number a year, and `before_month` those that make a bare name of a month a
    date, `alone` the months that are a date without a preposition, `modified` those before a month that describes a
    noun ("the June election"). `day_stop` is the pattern between the number of a day and its month. `future` are words
    of a clause that speaks of what is to come, `deadline` those right before a weekday that is still to come, and
    `reported` those before the weekday of a report. `since` are the prepositions of a time without an end. `shifts` are
    days relative to today, `neighbors` days relative to the date before them.
    """

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    weekday_ending: str
    before: str
    before_year: str
    before_month: str
    modified: str
    alone: str
    day_stop: str
    future: str
    deadline: str
    reported: str
    since: str
    shifts: dict[str, int]
    neighbors: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]
    last: str
    this: str
    next: str
    past_period: str
    """Pattern of "in the past N units", with the groups `n` and `unit`."""
    distance: tuple[str, str, str]
    """Patterns of "N units ago", "N units earlier" and "N units later", with the groups `n` and `unit`."""
    vague: str
    """Pattern of expressions whose date the text does not settle: "years ago", "in recent weeks"."""
    short_months: dict[str, int] = field(default_factory=dict)
    """The names of months that mean one only next to a number: "Jan 5"."""

    @cached_property
    def month_numbers(self) -> dict[str, int]:
        """The number of a month by each of its names, in lower case."""
        return {name.lower(): number for number, names in enumerate(self.months, 1) for name in names}

    @cached_property
    def weekday_numbers(self) -> dict[str, int]:
        """The number of a weekday, from Monday as 0, by each of its names, in lower case."""
        return {name.lower(): number for number, names in enumerate(self.weekdays) for name in names}

    @cached_property
    def month_pattern(self) -> str:
        """A pattern that matches a name of a month."""
        return _any_of(name for names in self.months for name in names)

    @cached_property
    def dated_month_pattern(self) -> str:
        """A pattern that matches a name of a month, or a short one, next to the number of a day."""
        return _any_of([*(name for names in self.months for name in names), *self.short_months])

    @cached_property
    def weekday_pattern(self) -> str:
        """A pattern that matches a name of a weekday."""
        return _any_of(name for names in self.weekdays for name in names)

    @cached_property
    def weekday(self) -> re.Pattern[str]:
        """The pattern of a weekday as a word, in any case."""
        return re.compile(rf"(?<!\w){self.weekday_pattern}(?!\w)", re.IGNORECASE)

    @cached_property
    def month(self) -> re.Pattern[str]:
        """The pattern of a month as a word, with a capital."""
        return re.compile(rf"(?<!\w){self.month_pattern}(?!\w)")

    @cached_property
    def number_pattern(self) -> str:
        """A pattern that matches a count of units: digits or words."""
        return rf"(?:\d{{1,3}}|{_any_of(self.numbers)})"

    @cached_property
    def unit_pattern(self) -> str:
        """A pattern that matches a unit of time."""
        return _any_of(self.units)

    @cached_property
    def singular_units(self) -> frozenset[str]:
        """The singular of each unit: its first name. "In the coming weeks" is no certain week."""
        first = {unit: name for name, unit in reversed(self.units.items())}
        return frozenset(first.values())


def _any_of(words: object) -> str:
    assert hasattr(words, "__iter__")
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


ENGLISH: Final = CalendarWords(
    months=(
        ("January", "Jan."), ("February", "Feb."), ("March",), ("April",), ("May",), ("June",), ("July",),
        ("August", "Aug.", "Aug"), ("September", "Sept.", "Sep.", "Sept"), ("October", "Oct.", "Oct"),
        ("November", "Nov.", "Nov"), ("December", "Dec.", "Dec"),
    ),
    weekdays=(
        ("Monday",), ("Tuesday",), ("Wednesday",), ("Thursday",), ("Friday",), ("Saturday",), ("Sunday",),
    ),
    weekday_ending=r"(?: (?:early )?(?:morning|afternoon|evening|night))?",
    before=r"on|in|since|until|till|by|from|before|after|during|of|beyond|through|as of|early on|late on|between|"
    r"in early|in late|in mid|early in|late in|early|late|last|next|as early as|as late as",
    before_year=r"(?:for|into|through|due|both)(?= \d{4}(?:[,.;:)”\"]| (?:and|or|in|but)\b))|dating (?:back )?to"
    r"|back to|in|since|until|till|by|from|before|after|during|of|early|late|mid|between|back in|year|circa|"
    r"as recently as|as far back as|fiscal year|financial year|around(?= \d{4}[,.;)])",
    before_month=r"in|for(?! (?:March|April|May|June|August)\b)|since|until|by|from|before|after|during|beyond|through|"
    r"last|this|next|early|late|mid|in early|in late|in mid|earlier in|later in|as early as|as late as|beginning",
    modified=r"(?:the|an?|its|his|her|their) (?:[a-z]+ )?",
    alone=r"January|February|July|August|September|October|November|December",
    day_stop=r"(?:st|nd|rd|th)?(?: of)? ",
    future=r"will|shall|going to|plans? to|planned|scheduled|expected|due(?! to (?:the|an?|his|her|its|their|this|that"
    r"|lack|poor|bad|heavy|high|low|strong|[\w-]+(?:ing|ies|ions?|ns|rs|ts|ges|ther|ness|age|ure|ity|ow|ain))\b)"
    r"|set to|is to|are to|would|next|"
    r"upcoming|hopes? to|must(?! have\b)|should(?! have\b)|deadline|\w+[’']ll|forecast|expects?|"
    r"(?:is|are) (?:un)?likely|likely to|(?:could|(?-i:may)|might)(?= [a-z])"
    r"(?! (?:not|have)\b)|are possible|(?:is|are) (?:un)?likely",
    deadline=r"(?:(?:by|until|till)(?: at least)?|(?:beginning|starting)(?: on)?|as (?:soon|early) as)"
    r"|(?:delayed|postponed|moved|pushed|adjourned|deferred|shifted|extended|rescheduled|brought|put|changed|back"
    r"|forward"
    r"|off)(?: \w+){0,3} to",
    reported=r"(?:said|says|reported|announced|added|wrote|warned|confirmed|told (?:\w+ ){0,2}\w+)",
    since=r"since",
    shifts={"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "this morning": 0, "this afternoon": 0,
            "this evening": 0, "last night": -1, "yesterday morning": -1, "yesterday evening": -1,
            "the day before yesterday": -2},
    neighbors={"the day before": -1, "the previous day": -1, "the day after": 1, "the next day": 1,
               "the following day": 1},
    units={"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
           "year": "year", "years": "year", "fortnight": "fortnight", "decade": "decade", "decades": "decade",
           "century": "century", "centuries": "century"},
    numbers={"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
             "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
             "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
             "fifty": 50},
    last="last",
    this="this|earlier this|later this|earlier in the|later in the",
    next="next|this coming|the coming",
    past_period=r"(?:(?:in|over|during|within|for)\s+the\s+(?:past|last|previous)|this\s+past)\s+"
    r"(?:(?P<n>{n})\s+)?(?P<unit>{unit})",
    distance=(
        r"(?P<n>{n})\s+(?P<unit>{unit})(?: or (?:so|more))?\s+ago",
        r"(?P<n>{n})\s+(?P<unit>{unit})\s+(?:earlier|before|previously)(?!\s+(?:the|he|she|it|they|his|her|[A-Z]))",
        r"(?P<n>{n})\s+(?P<unit>{unit})\s+(?:later|after(?!\s+\w))",
    ),
    vague=r"(?:(?:many|several|some|a few)\s+)?(?:centuries|decades|years|months|weeks|days|hours|minutes)\s+ago|"
    r"a year and a half ago|(?:a few|several|some)\s+"
    r"(?:days|weeks|months|years)\s+(?:earlier|later|ago)|(?:in|over|for)\s+(?:the\s+)?"
    r"(?:recent|coming|past few|last few|next few)"
    r"\s+(?:days|weeks|months|years)",
    short_months={
        "Jan": 1, "Feb": 2, "Mar": 3, "Mar.": 3, "Apr": 4, "Apr.": 4, "Jun": 6, "Jun.": 6, "Jul": 7, "Jul.": 7,
    },
)  # fmt: skip

GERMAN: Final = CalendarWords(
    months=(
        ("Januar", "Jänner"), ("Februar",), ("März",), ("April",), ("Mai",), ("Juni",), ("Juli",), ("August",),
        ("September",), ("Oktober",), ("November",), ("Dezember",),
    ),
    weekdays=(
        ("Montag",), ("Dienstag",), ("Mittwoch",), ("Donnerstag",), ("Freitag",), ("Samstag", "Sonnabend"),
        ("Sonntag",),
    ),
    weekday_ending=r"(?:morgen|vormittag|mittag|nachmittag|abend|nacht)?",
    before=r"am|im|seit|seit dem|bis|bis zum|vom|vor dem|nach dem|ab|ab dem|zum|den|der Nacht zum|dem",
    before_year=r"im Jahr|seit|bis|vor|nach|ab|Jahre?|von|war|waren|wurde|wurden|"
    r"Anfang|Ende|Mitte|Sommer|Herbst|Winter|Frühjahr",
    before_month=r"im|seit|bis|ab|Anfang|Ende|Mitte|vergangenen|nächsten|kommenden",
    modified=r"\b\B",
    alone=r"\b\B",
    day_stop=r"\. ",
    future=r"wird|werde|werden|soll|sollen|will|wollen|geplant|kommenden|nächsten|muss|müssen|Frist",
    deadline=r"bis(?: zum)?",
    reported=r"(?:sagte|sagten|teilte|teilten|meldete|meldeten|berichtete|berichteten|erklärte|erklärten)",
    since=r"seit(?: dem| der)?",
    shifts={"gestern": -1, "heute": 0, "vorgestern": -2, "übermorgen": 2, "heute morgen": 0, "gestern abend": -1},
    neighbors={"am vortag": -1, "tags zuvor": -1, "einen tag zuvor": -1, "am tag zuvor": -1, "einen tag später": 1,
               "am folgenden tag": 1, "am tag darauf": 1, "tags darauf": 1},
    units={"tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week", "monat": "month",
           "monate": "month", "monaten": "month", "jahr": "year", "jahre": "year", "jahren": "year"},
    numbers={"ein": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
             "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12},
    last="vergangene|vergangenen|letzte|letzten|vorige|vorigen",
    this="diese|dieser|diesem|dieses|diesen|das laufende|im laufenden",
    next="nächste|nächsten|kommende|kommenden",
    past_period=r"(?:in|während|seit)\s+den\s+(?:vergangenen|letzten)\s+(?:(?P<n>{n})\s+)?(?P<unit>{unit})",
    distance=(
        r"vor\s+(?P<n>{n})\s+(?P<unit>{unit})",
        r"(?P<n>{n})\s+(?P<unit>{unit})\s+(?:zuvor|vorher)",
        r"(?P<n>{n})\s+(?P<unit>{unit})\s+(?:später|danach)",
    ),
    vague=r"vor\s+(?:einigen\s+|mehreren\s+|wenigen\s+)?(?:Jahren|Monaten|Wochen|Tagen|Jahrzehnten)|"
    r"in\s+den\s+kommenden\s+(?:Tagen|Wochen|Monaten|Jahren)",
)  # fmt: skip

_TABLES: Final = {"en": ENGLISH, "de": GERMAN}


def calendar_words(language: str | None) -> CalendarWords | None:
    """Return the table of a language (a BCP 47 tag, English without one); None if there is no table for it."""
    return _TABLES.get((language or "en").partition("-")[0].casefold())

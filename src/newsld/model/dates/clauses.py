"""Say of which clauses the words speak of the future, so that a weekday in them is still to come."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from newsld.model.dates.calendar_words import CalendarWords, calendar_words
from newsld.model.dates.found_dates import compiled
from newsld.syntax.patterns import lazy_pattern

_END: Final = lazy_pattern(
    r"(?<! [A-Z])(?<![( ]Mr)(?<![( ]Ms)(?<![( ]Dr)(?<![( ]St)(?<![( ]Mrs)(?<![( ]Gen)(?<![( ]Sen)(?<![( ]Rep)"
    r"(?<![( ]Gov)(?<![( ]Sgt)[.!?][\"”’»]*\s+(?=[“\"‘(]?[^\Wa-z])"
    r"(?!(?<=[ap]\.m\. )(?:[A-Z]{2,4} )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|\n\n"
)
"""The end of a sentence or paragraph, and not that of "at 2 p.m. Saturday"."""
_CLOSE: Final = 40
"""The most characters before a weekday in which words that say which one is meant are looked for."""
_BEFORE: Final = 160
_AFTER: Final = 25
"""The most characters before and after an expression in which a word for the future counts."""

_PASTS: Final = (
    r"(?:was|were|had|did|said|began|fell|went|came|took|gave|told|spoke|saw|broke|rose|grew|drew|flew|wrote|drove"
    r"|chose"
    r"|sank|met|ran|became|threw|shook|blew|knew|wore|tore|stole|swore|froze|rode|withdrew|undertook|overtook|woke|ate)"
)
"""Verbs that are in the past whatever is around them, and no participles."""
_PERFECT: Final = lazy_pattern(
    r"\b(?:had|has|(?<!will )(?<!would )(?<!may )(?<!could )have) (?!to\b|until\b|till\b)", re.IGNORECASE
)
"""What is over by a day: "By Monday, 20 had left"."""
_PLUPERFECT: Final = lazy_pattern(r"\bhad (?!to\b|until\b|till\b)", re.IGNORECASE)
"""What was over after a day: "It had been shut until Monday", but not "has been shut until Monday"."""
_OVER: Final = lazy_pattern(r"\b(?:after|following)\b[^,.;]*\Z")
_PAST_VERB: Final = lazy_pattern(
    r"[\w ]{6,24}?(?<=\w) (?:was|were|had|did|left|found|fell|broke|began|\w{2,}ed)\b"
)
"""What happened on a day: "after a vote on Tuesday night was lost"."""
_THAT: Final = lazy_pattern(r"\w+(?: (?:early )?(?:morning|afternoon|evening|night))?,? (?:that|dass)\b")
"""A weekday of a report: "ruled on Monday that"."""
_MEETS: Final = lazy_pattern(
    r"\b(?:meets?|opens?|begins?|starts?|expires?|lapses?|convenes?|resumes?|departs?|arrives?|plays?|faces?|hosts?"
    r"|travels?|awaits?"
    r"|votes? again|(?<=\ws )(?:vote|decide|choose|elect|reopen)|reopens|decides|goes|runs|sits|"
    r"flies|returns?|closes?|ends?|kicks? off|takes? (?:place|effect)|comes? into (?:force|effect)"
    r"|(?:go|goes) (?:up|down|to the polls|on (?:sale|trial))|(?:is|are|am|[’']re|[’']m) (?:meeting|holding|hosting"
    r"|playing|travell?ing|visiting|flying|voting|opening|launching|closing|returning|leaving|arriving|heading"
    r"|going)|is|are)"
    r"(?: (?!that\b)[\w’':-]+(?:\.m\.)?){0,6}\s+\Z"
)
"""A verb in the present for what is to come: "the assembly meets on Wednesday"."""
_NOUN: Final = lazy_pattern(
    r"(?:the|an?|his|her|its|their) [a-z]+ (?:start|return|close|end|travel|vote|host)\b"
)
"""A noun that is a verb elsewhere: "off to a bright start on"."""
_CALLED_FOR: Final = lazy_pattern(
    r"\b(?:call(?:s|ed|ing)? for an? (?:\w+[ -]){0,3}?(?:strike|march|rally|protest|vote|election|walkout|boycott|vigil"
    r"|session|summit|demonstration)|(?:is|are)(?: \w+){0,2} (?:questionable|doubtful|unlikely|eligible)"
    r"(?: (?!\w+ed\b)[\w’'-]+){0,4}) on \Z"
    r"|\b(?:has|have) called an? (?:[\w-]+ ){0,3}(?:strike|walkout|boycott) (?:from|for|on) \Z"
)
"""What is still to come: "called for a strike on Friday", "is doubtful for the game on Friday"."""
_TO_COME: Final = lazy_pattern(
    r"\b(?:[Aa]head of|[Pp]repar(?:e|es|ing) for|in (?:force|effect|place) for|[Tt]ickets for)"
    r" (?:(?:an?|the|his|her|their) )?"
    r"(?:(?!\w+ed )[a-z-]+ ){0,3}(?:on )?\Z"
    r"|\bcalled for \Z|(?:\b(?:agrees?|agreed|likely|expected|urged|invited|ready|custody|bail)|,) to"
    r" (?!have\b)(?:(?<!, to )|(?=be ))[a-z]+"
    r"(?: (?!had\b)[\w’'-]+){0,5} \Z|\b(?:until|till) (?:noon|midnight|\d[\d:.]* ?[ap]\.?m\.?) (?:on )?\Z"
    r"|\b(?:[Ii]f|[Uu]nless) (?!(?:[^,.;]* )?(?:had|was|were|did|[a-z]+ed)\b)[^,.;]*\Z"
)
"""What is still to come: "ahead of a vote on", "agreed to meet on", "if the bill passes on"."""
_SAID: Final = lazy_pattern(
    r", (?:[^,.;“”]{0,60} )?(?:said|reported|announced|heard|was told|were told|told [^,.;“”]{1,30}) (?:(?:here"
    r"|late|early) )?(?:on )?\Z"
)
"""The report that a sentence ends with: "will confirm a theft, the papers said on"."""
_AFTER_OWN: Final = lazy_pattern(
    r"\b(?:after|following) (?:his|her|their|its) (?:(?!to\b)[\w’'-]+ ){1,5}(?:on )?\Z"
)
"""What somebody did or had before: "will miss the game after his red card on"."""
_STILL: Final = lazy_pattern(
    r"\b(?:is|are) (?:without|missing|available|suspended|out|fit|ready|back)\b[^.,;]{0,40} for \Z"
    r"|\b(?:fears?|hopes? for)\b[^.,;]{0,40} \Z"
)
"""What is so, or feared, for an event to come: "are without Obi for Saturday’s game"."""
_BEFORE_DOING: Final = lazy_pattern(r"\bbefore [a-z]+ing (?:(?!to\b)[\w’'-]+ ){0,4}(?:on )?\Z")
_TELLS: Final = lazy_pattern(
    r"\b(?:will|to) (?:say|tell|announce|confirm|argue|warn|declare|present|propose)\b[^.;]*\Z"
)
_SAID_NOTHING: Final = lazy_pattern(
    r"\b(?:(?:would|could|did)(?: not|n[’']t) (?:immediately )?(?:say|comment|confirm|discuss|answer|name|give)\b[^.;]*"
    r"|would have\b[^,.;]*|(?:had been|originally|initially|previously) (?:planned|scheduled|due|set|expected)\b[^.;]*"
    r"|was to have\b[^,.;]*)\Z"
)
"""What did not happen on a day: "would not say on Monday whether", "had been planned for"."""
_WAS_DUE: Final = lazy_pattern(
    r"(?:\b(?:was|were)|,) (?:due|expected|scheduled|set|planned|supposed)\b[^.;]*\Z"
)
_CALLED_OFF: Final = lazy_pattern(r"\w+(?: (?:morning|afternoon|evening|night))?,? (?:but|was|were)\b")
"""What was due on a day that is over: "was due to appear on Tuesday but fell ill"."""
_HAPPENED: Final = lazy_pattern(
    rf"\b(?:{_PASTS}|(?:who|which|that) [a-z]+ed|(?:who|which|that|he|she|it|they|we|I) "
    r"(?:won|lost|left|held|made|got|beat|led|hit|sent|paid|sold|found|kept|spent|brought|bought|built|caught|struck"
    r"|shot|stood|fought|put|cut|set|shut))\b[^,.;]*\Z"
    r"|\bafter (?!which\b)(?:(?!(?:to|be|being)\b)[\w’'-]+ ){1,6}\w{2,}ed (?!to\b)[^,.;]*\Z"
    r"|, (?!(?:scheduled|planned|expected|slated|supposed|proposed|delayed|postponed)\b)[a-z]{2,}ed "
    r"(?:(?!to\b)[\w’'-]+ ){0,6}\Z"
)
"""A verb in the past, in the clause that ends with a weekday: "after she was hit by a van on"."""
_UNREAL: Final = lazy_pattern(
    r"\b(?:will|would|shall"
    r"|(?<!managed )(?<!failed )(?<!began )(?<!started )(?<!continued )(?<!refused )"
    r"to (?!(?:the|an?|his|her|its|their|this|that|hospital|court|prison|jail|custody|safety"
    r"|police|parliament|reporters|journalists|lawmakers|work|school|death|land|power|injuries)\b)[a-z]+)\b"
)
"""Words after a verb in the past that open what may be still to come: "asked to pay by", not "taken to hospital on"."""
_EVENTS: Final = (
    r"(?:elections?|vote|ballot(?:ing)?|polls?|referendum|match|game|final|semi-?final|meeting|hearing|summit|talks"
    r"|session"
    r"|debate|ceremony|rally|strike|parade|concert|race|derby|fixture|clash|tie|budget|auction|launch|service"
    r"|funeral|march)"
)
_OWNS_EVENT: Final = lazy_pattern(
    rf"\w+[’']s (?:[\w’-]+ ){{0,3}}{_EVENTS} (?:will|would(?! have\b)|could|may|might|is (?:expected|due|set|likely|to)"
    r"|are (?:expected|due|set|likely|to))\b"
)
"""A weekday of an event that is to come: "Sunday’s elections will go ahead"."""
_DID: Final = lazy_pattern(
    rf"\w+(?: (?:morning|afternoon|evening|night))? (?:[a-z]+ly )?(?:{_PASTS}|(?!(?:need|feed|speed|proceed|exceed"
    rf"|succeed"
    r"|expected|planned|scheduled|proposed|postponed|delayed)\b)[a-z]{2,}ed)"
    r" (?:the|an?|his|her|its|their|that|it|him|them|\d|[A-Z])"
)
"""What was done on a weekday before its verb: "on Monday sacked its manager"."""
_OPENING: Final = lazy_pattern(
    rf"\w+(?: (?:morning|afternoon|evening|night))?,? (?:(?!\b(?:{_PASTS}|\w{{2,}}ed (?:that|the|an?|to|his|her|its"
    rf"|plans?))\b)"
    r"[^.;“”]){0,120}?\b(?:will|shall|plans? to|hopes? to|(?:is|are) (?:due|expected|set|scheduled|planned|to))\b"
)
"""A sentence that opens with a weekday, and whose first verb is in the future: "On Tuesday, the league plans to"."""
_LOOKS: Final = lazy_pattern(r"\w+(?: (?:morning|afternoon|evening|night))? (?:looks|promises|brings)\b")
_PASSED: Final = lazy_pattern(r"\w+(?: (?:morning|afternoon|evening|night))? (?:was|were|had|did|\w{2,}ed)\b")
_HOUR: Final = (
    r"(?:(?<!\bto )(?:midnight|noon|midday|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
    r"(?: (?-i:[A-Z]{2,4}))? (?:on )?)?"
)
"""An hour between "until" and a weekday: "until midnight on Monday"."""
_DONE: Final = lazy_pattern(
    r"(?<!\w)(?!(?:n|f|sp|br|bl|s|w|d|exc|proc|succ|ind)eed "
    r"|(?:bed|red|hundred|planned|scheduled|expected|slated|supposed|proposed|delayed|postponed) )"
    r"[A-Za-z]{2,}ed (?:(?:late |early )?on )?\Z"
)
"""What happened on a day, whatever is to come: "a bill introduced on Monday would", "Asked on Thursday whether"."""
_WAS: Final = lazy_pattern(
    rf"\b(?:{_PASTS}|(?<!be )(?<!is )(?<!are )(?<!to )(?:won|lost|left|led|held|made|got|beat|hit|sent|paid|sold|found"
    r"|kept|bought|built|brought|caught|struck|spent|fought|(?!(?:need|hundred|red|bed|expected|planned|scheduled"
    r"|United"
    r"|proposed|delayed|postponed)\b)[a-z]{2,}ed))\b"
)
"""A verb in the past."""
_TURN: Final = lazy_pattern(r"[.;:](?!\d)|[“”]|\b(?:but|while|if|unless)\b")
_BE: Final = lazy_pattern(
    r"\b(?:be|is|are|being|gets?|getting|will|(?<!according )to)\b(?: [\w’'-]+){0,3} \Z"
)
_MEASURE: Final = lazy_pattern(r"\b(?:than|above|below|compared (?:with|to)|(?:up|down) from) \Z")
_KNOWN: Final = lazy_pattern(r"\w+[’']s? (?!planned|scheduled|expected|upcoming|proposed)[a-z]")
_CLOSED: Final = lazy_pattern(r"\w+[’']s? (?:close|closing|settlement|intraday)\b")
"""What a thing is measured by, which is known: "above Wednesday’s closing price"."""
_SET: Final = lazy_pattern(r"\b(?:set|forecast|slated|fixed|listed|pencilled in|rescheduled) for\s+\Z")
_WANTED: Final = lazy_pattern(
    r"\b(?:urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|wants?|promis(?:es|ed|ing)|pledg(?:es|ed|ing)|vow(?:s|ed|ing)?|aims?"
    r"|hopes?|orders?|ordered|told|call(?:s|ed|ing) on)\b(?: (?!had\b)[\w’'-]+){0,8} to [a-z]+"
    r"(?: (?!had\b)[\w’'-]+){0,8} by \Z"
)
"""A month by which somebody wants a thing done: "urged the council to open a road by March"."""
_HABIT: Final = lazy_pattern(
    r"\b(?:normally|usually|typically|generally|traditionally|(?:every|each) (?:year|summer|winter|spring|autumn))\b"
    r"[^.;]*\Z"
)
"""What is so every year: "as much rain as normally falls between June and August"."""
_FINISHED: Final = lazy_pattern(
    rf"(?:\b(?:{_PASTS}|stood|brought|made|got|left|lost|won|spent|built|found)\b"
    r"|(?<!\w)(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bbeen )(?<!being )[a-z]{2,}ed\b)[^.;]*\Z"
)
_PENDING: Final = lazy_pattern(
    r"\b(?:to (?!(?:the|an?|his|her|its|their|about|around|nearly|almost|more|\d)\b)|be\b|will\b|would\b|should\b"
    r"|must\b|can\b|could\b|may\b|might\b|expect|due\b|schedul|promis|plann|plan\b|demand|want|sought|requir|need"
    r"|ask|order"
    r"|request|set\b|given?\b|gave\b|hop(?:e|ed|ing)\b|call|vow|pledg|aim|deadline|ultimatum|invit|urg|adjourn|postpon"
    r"|delay|extend|suspend|remand|bail|clos|defer|barr|ban|valid|open\b|propos|offer|target|likely|possible|wait"
    r"|put off|told|said|says|warn|forecast|if\b|unless|until\b|till\b|agree|list|limit|resched|hold|held|stay|remain)"
)
"""Words of what is to be done by a day, after a verb in the past."""
_WHEN: Final = lazy_pattern(
    r"\w+(?: (?:morning|afternoon|evening|night))?,? when\b[^.;]*\b(?:\w+ed|was|were|said|had)\b"
)
_INFINITIVE: Final = lazy_pattern(r"\bto [a-z]+(?: [a-z]+){0,4} (?:by|until|till)\s+\Z")
"""What is to happen by a day, whatever the tense before it: "had been told to leave by"."""


class Clauses:
    """The sentences of a text, with the words of each that speak of the future."""

    def __init__(self, text: str, words: CalendarWords) -> None:
        self.ends = [match.end() for match in _END.finditer(text)]
        self.text, self.words = text, words
        pattern = compiled(rf"(?<!\w)(?:{words.future})(?!\w)", re.IGNORECASE)
        self.future = [match.start() for match in pattern.finditer(text)]

    def is_ahead(self, at: int) -> bool:
        """Return whether a weekday at `at` is the next one: a deadline, or in a clause that speaks of the future."""
        before = self.text[max(0, at - _CLOSE) : at]
        english = self.words is calendar_words("en")
        if english and self._is_over(before, at):
            return False
        is_set = english and _SET.search(before) is not None
        weekday = rf"(?:{self.words.weekday_pattern}{self.words.weekday_ending}\s+)?"
        deadline = compiled(
            rf"(?P<from>{weekday})(?<!\w)(?:{self.words.deadline})\s+{_HOUR}\Z", re.IGNORECASE
        )
        found = deadline.search(before)
        if is_set or (found is not None and not found["from"]):
            sentence = bisect_right(self.ends, at)
            begin = self.ends[sentence - 1] if sentence else 0
            end = min(self.ends[sentence] if sentence < len(self.ends) else len(self.text), at + 2 * _AFTER)
            clause = self.text[max(begin, at - _BEFORE) : at], self.text[at:end]
            perfect = _PLUPERFECT if is_set or (found is not None and "til" in found[0].lower()) else _PERFECT
            opens = found is not None and found[0].lstrip().lower().startswith(
                ("beginning", "starting", "as ")
            )
            if (
                english
                and not is_set
                and (_SAID_NOTHING.search(clause[0]) if opens else self._is_done(clause[0], clause[1]))
            ):
                return False
            return (
                opens
                or not any(perfect.search(part) for part in clause)
                or _INFINITIVE.search(clause[0]) is not None
            )
        if english and self._opens(at) and _OPENING.match(self.text, at):
            return True
        if english and (found_kind := self._tense(before, at)) is not None:
            return found_kind
        reported = rf"(?<!\w){self.words.reported}(?:\s+(?:late |early )?(?:on|am))?\s+\Z"
        is_report = compiled(reported, re.IGNORECASE).search(before) or _THAT.match(self.text, at)
        if (
            _CALLED_FOR.search(self.text, max(0, at - 2 * _CLOSE), at)
            and _PASSED.match(self.text, at) is None
        ):
            return True
        return is_report is None and (self.is_future(at) or self._is_planned(before))

    def _is_done(self, before: str, after: str) -> bool:
        """Return whether a deadline, in English, is over: "restored power by Tuesday"."""
        if _WHEN.match(after):
            return True
        done = _FINISHED.search(before)
        return done is not None and _PENDING.search(done[0]) is None

    def _tense(self, before: str, at: int) -> bool | None:
        """Return whether a weekday, in English, is to come or over by the words that lead to it; None by others."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - _BEFORE)
        clause = self.text[begin:at]
        if _SAID_NOTHING.search(clause) or (
            _WAS_DUE.search(clause) and _CALLED_OFF.match(self.text, at) is not None
        ):
            return False
        if _SAID.search(clause):
            return False
        if _AFTER_OWN.search(clause):
            return False
        if _OWNS_EVENT.match(self.text, at) or _STILL.search(clause):
            return True
        doing = _BEFORE_DOING.search(clause)
        if doing is not None and _WAS.search(clause, 0, doing.start()) is None:
            return True
        if _TELLS.search(clause) or _LOOKS.match(self.text, at):
            return True
        if _TO_COME.search(clause):
            return True
        past = _HAPPENED.search(clause)
        if past is None:
            return None
        index = bisect_right(self.future, at - 1)
        last = self.future[index - 1] - begin if index else -1
        is_last = last < past.start() and _UNREAL.search(past[0]) is None
        return False if is_last and not self._is_planned(before) else None

    def _is_over(self, before: str, at: int) -> bool:
        """Return whether a weekday, in English, is that of what was done, or measured, before the words to come."""
        if _DID.match(self.text, at) and not before.endswith(("for ", "by ")):
            return True
        done = _DONE.search(before)
        if done is not None:
            return _BE.search(before[: done.start()]) is None
        if _CLOSED.match(self.text, at) is not None:
            return True
        return _MEASURE.search(before) is not None and _KNOWN.match(self.text, at) is not None

    def is_habit(self, at: int) -> bool:
        """Return whether a month at `at`, in English, is one of every year."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - _BEFORE)
        return self.words is calendar_words("en") and _HABIT.search(self.text, begin, at) is not None

    def is_past(self, at: int) -> bool:
        """Return whether the last verb of the sentence before a month, in English, is one in the past."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - _BEFORE)
        if self.words is not calendar_words("en"):
            return False
        last = 0
        for verb in _WAS.finditer(self.text, begin, at):
            last = verb.start()
        index = bisect_right(self.future, at - 1)
        if not last or (index and self.future[index - 1] > last):
            return False
        return not (_TURN.search(self.text, last, at) or _UNREAL.search(self.text, last, at))

    def _opens(self, at: int) -> bool:
        """Return whether a weekday is the first word of a sentence, or the first after its preposition."""
        sentence = bisect_right(self.ends, at)
        begin = self.ends[sentence - 1] if sentence else 0
        return self.text[begin:at].strip(' “"').lower() in (
            "",
            "on",
            "late on",
            "early on",
            "then on",
            "but on",
            "and on",
        )

    def is_wanted(self, at: int) -> bool:
        """Return whether somebody wants a thing done by a month at `at`: "urged the council to open a road by"."""
        sentence = bisect_right(self.ends, at)
        begin = self.ends[sentence - 1] if sentence else 0
        english = self.words is calendar_words("en")
        return english and _WANTED.search(self.text, max(begin, at - _BEFORE), at) is not None

    def is_planned(self, at: int) -> bool:
        """Return whether a verb in the present, in English, has a month as its time: "faces a vote in November"."""
        return self._is_planned(self.text[max(0, at - 2 * _CLOSE) : at])

    def _is_planned(self, before: str) -> bool:
        """Return whether a verb in the present, in English, has a weekday as its time: "meets on", "is on"."""
        verb = _MEETS.search(before) if self.words is calendar_words("en") else None
        if verb is None or re.search(
            r"\b(?:to (?!the\b)[a-z]+|(?!closed\b)[a-z]{2,}ed|was|were|had|did)\b", verb[0]
        ):
            return False
        bare = before[: verb.start()].rstrip()
        if _NOUN.search(before, max(0, verb.start() - 24), verb.end()):
            return False
        is_noun = re.search(
            r"\b(?:the|an?|his|her|its|their|of|to|after|before|in|on|at|for|by|did|was|were|be|been|stayed)\Z",
            bare,
        )
        return is_noun is None and (
            not verb[0].startswith(("is", "are", "am"))
            or verb[0].split()[1:] in ([], ["on"])
            or verb[0].split()[1]
            in ("from", "at", "shut", "closed", "open", "off", "back", "away", "live", "out", "up")
            or verb[0].split()[1].endswith("ing")
        )

    def is_future(self, at: int, after: int = _AFTER) -> bool:
        """Return whether a word of the same sentence before `at`, or close after it, speaks of the future."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - _BEFORE)
        end = min(self.ends[sentence] if sentence < len(self.ends) else at + after, at + after)
        index = bisect_right(self.future, end - 1)
        if index == 0 or self.future[index - 1] < begin:
            return False
        # "will pay after a vote on Tuesday was lost"
        is_over = _OVER.search(self.text[self.future[index - 1] : at])
        return is_over is None or _PAST_VERB.match(self.text, at) is None

"""Say of which clauses the words speak of the future, so that a weekday in them is still to come."""

from __future__ import annotations

import re
from bisect import bisect_right

from newsld.model.dates.calendar_words import ENGLISH, CalendarWords
from newsld.model.dates.clause_words import (
    AFTER,
    AFTER_OWN,
    ALREADY,
    BE,
    BEFORE,
    BEFORE_DOING,
    BEGAN,
    CALLED_FOR,
    CALLED_OFF,
    CLOSE,
    CLOSED,
    DID,
    DOES,
    DONE,
    DOTS,
    END,
    FINISHED,
    HABIT,
    HAPPENED,
    HELD,
    HOUR,
    INFINITIVE,
    ITS_RESULT,
    KNOWN,
    LOOKS,
    MANY,
    MEASURE,
    MEETS,
    NEW_CLAUSE,
    NOUN,
    NOUN_TOO,
    OF_RESULT,
    ONGOING,
    OPENING,
    OPENS,
    OVER,
    OWNS_EVENT,
    PASSED,
    PAST_VERB,
    PENDING,
    PERFECT,
    PLUPERFECT,
    SAID,
    SAID_NOTHING,
    SET,
    STILL,
    TELLS,
    THAT,
    TO_COME,
    TURN,
    UNREAL,
    WANTED,
    WAS,
    WAS_DUE,
    WHEN,
    WHO_ON,
)
from newsld.model.dates.found_dates import compiled


class Clauses:
    """The sentences of a text, with the words of each that speak of the future."""

    def __init__(self, text: str, words: CalendarWords) -> None:
        self.ends = [match.end() for match in END.finditer(text)]
        self.text, self.words = text, words
        pattern = compiled(rf"(?<!\w)(?:{words.future})(?!\w)", re.IGNORECASE)
        self.future = [match.start() for match in pattern.finditer(text)]

    def is_ahead(self, at: int) -> bool:
        """Return whether a weekday at `at` is the next one: a deadline, or in a clause that speaks of the future."""
        before = self.text[max(0, at - CLOSE) : at]
        english = self.words is ENGLISH
        if english and self._is_over(before, at):
            return False
        is_set = english and SET.search(before) is not None
        weekday = rf"(?:{self.words.weekday_pattern}{self.words.weekday_ending}\s+)?"
        deadline = compiled(rf"(?P<from>{weekday})(?<!\w)(?:{self.words.deadline})\s+{HOUR}\Z", re.IGNORECASE)
        found = deadline.search(before)
        if is_set or (found is not None and not found["from"]):
            sentence = bisect_right(self.ends, at)
            begin = self.ends[sentence - 1] if sentence else 0
            end = min(self.ends[sentence] if sentence < len(self.ends) else len(self.text), at + 2 * AFTER)
            clause = self.text[max(begin, at - BEFORE) : at], self.text[at:end]
            perfect = PLUPERFECT if is_set or (found is not None and "til" in found[0].lower()) else PERFECT
            opens = found is not None and found[0].lstrip().lower().startswith(
                ("beginning", "starting", "as ")
            )
            if (
                english
                and not is_set
                and (
                    (SAID_NOTHING.search(clause[0]) or BEGAN.search(clause[0]))
                    if opens
                    else self._is_done(clause[0], clause[1])
                )
            ):
                return False
            return (
                opens
                or not any(perfect.search(part) for part in clause)
                or INFINITIVE.search(clause[0]) is not None
            )
        if english and self._opens(at) and OPENING.match(self.text, at):
            return True
        if english and (found_kind := self._tense(before, at)) is not None:
            return found_kind
        reported = rf"(?<!\w){self.words.reported}(?:\s+(?:late |early )?(?:on|am))?\s+\Z"
        is_report = compiled(reported, re.IGNORECASE).search(before) or THAT.match(self.text, at)
        if CALLED_FOR.search(self.text, max(0, at - 2 * CLOSE), at) and PASSED.match(self.text, at) is None:
            return True
        return is_report is None and (self.is_future(at) or self._is_planned(before))

    def _is_done(self, before: str, after: str) -> bool:
        """Return whether a deadline, in English, is over: "restored power by Tuesday"."""
        if WHEN.match(after) or (OPENS.fullmatch(before) and ALREADY.match(after)):
            return True
        done = FINISHED.search(before)
        return done is not None and PENDING.search(done[0]) is None

    def _tense(self, before: str, at: int) -> bool | None:
        """Return whether a weekday, in English, is to come or over by the words that lead to it; None by others."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - BEFORE)
        clause = self.text[begin:at]
        if SAID_NOTHING.search(clause) or (
            WAS_DUE.search(clause) and CALLED_OFF.match(self.text, at) is not None
        ):
            return False
        if SAID.search(clause):
            return False
        clause = DOTS.sub(" ", clause)
        if AFTER_OWN.search(clause) or HELD.search(clause):
            return False
        if OWNS_EVENT.match(self.text, at) or STILL.search(clause):
            return True
        doing = BEFORE_DOING.search(clause)
        if doing is not None and WAS.search(clause, 0, doing.start()) is None:
            return True
        if TELLS.search(clause) or LOOKS.match(self.text, at):
            return True
        if TO_COME.search(clause):
            return True
        past = HAPPENED.search(clause)
        if past is None:
            return None
        index = bisect_right(self.future, at - 1)
        last = self.future[index - 1] - begin if index else -1
        is_last = last < past.start() and UNREAL.search(past[0]) is None
        return False if is_last and not self._is_planned(before) else None

    def _is_over(self, before: str, at: int) -> bool:
        """Return whether a weekday, in English, is that of what was done, or measured, before the words to come."""
        if DID.match(self.text, at) and not before.endswith(("for ", "by ")):
            return True
        if WHO_ON.search(before) and DOES.match(self.text, at) is None:
            return True
        if OF_RESULT.search(before) or (ITS_RESULT.match(self.text, at) and not before.endswith(" a ")):
            return True
        done = DONE.search(before)
        if done is not None:
            return BE.search(before[: done.start()]) is None
        if CLOSED.match(self.text, at) is not None:
            return True
        return MEASURE.search(before) is not None and KNOWN.match(self.text, at) is not None

    def is_habit(self, at: int) -> bool:
        """Return whether a month at `at`, in English, is one of every year."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - BEFORE)
        return self.words is ENGLISH and HABIT.search(self.text, begin, at) is not None

    def is_past(self, at: int) -> bool:
        """Return whether the last verb of the sentence before a month, in English, is one in the past."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - BEFORE)
        if self.words is not ENGLISH:
            return False
        last = 0
        for verb in WAS.finditer(self.text, begin, at):
            last = verb.start()
        index = bisect_right(self.future, at - 1)
        if not last or (index and self.future[index - 1] > last):
            return False
        return not (TURN.search(self.text, last, at) or UNREAL.search(self.text, last, at))

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
        english = self.words is ENGLISH
        return english and WANTED.search(self.text, max(begin, at - BEFORE), at) is not None

    def is_planned(self, at: int) -> bool:
        """Return whether a verb in the present, in English, has a month as its time: "faces a vote in November"."""
        return self._is_planned(self.text[max(0, at - 2 * CLOSE) : at])

    def _is_planned(self, before: str) -> bool:
        """Return whether a verb in the present, in English, has a weekday as its time: "meets on", "is on"."""
        verb = MEETS.search(before) if self.words is ENGLISH else None
        if (
            verb is None
            or ONGOING.match(verb[0])
            or re.search(r"\b(?:to (?!the\b)[a-z]+|(?!closed\b)[a-z]{2,}ed|was|were|had|did)\b", verb[0])
        ):
            return False
        bare = before[: verb.start()].rstrip()
        if NOUN_TOO.match(verb[0]) and not MANY.search(bare):
            return False
        if NOUN.search(before, max(0, verb.start() - 24), verb.end()):
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

    def is_future(self, at: int, after: int = AFTER) -> bool:
        """Return whether a word of the same sentence before `at`, or close after it, speaks of the future."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - BEFORE)
        end = min(self.ends[sentence] if sentence < len(self.ends) else at + after, at + after)
        if (
            after
            and (clause := NEW_CLAUSE.search(self.text, at, end)) is not None
            and at > begin + len("On ")
        ):
            end = clause.start()
        index = bisect_right(self.future, end - 1)
        if index == 0 or self.future[index - 1] < begin:
            return False
        # "will pay after a vote on Tuesday was lost"
        is_over = OVER.search(self.text[self.future[index - 1] : at])
        return is_over is None or PAST_VERB.match(self.text, at) is None

"""The mentions of a story in plain data, for `records_from_json`.

They are most of the values of a story, so their structure is checked here, where they are read anyway, and not by the
schema of lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from newsld.model import Dated
from newsld.model.spans import SpanContext
from newsld.schemaorg.jsonld.fragments import numbers_of
from newsld.schemaorg.jsonld.own_terms import FORMS
from newsld.schemaorg.jsonld.records import DateRecord, Mentions
from newsld.schemaorg.jsonld.values import Node

_NO_FORM: Final = FORMS[None]
_TERMS: Final = {form: term for form, term in FORMS.items() if form is not None}
_NONE: Final[Mapping[str, Any]] = {}
_WORDS: Final = {"exact": "", "start": 0}


class NeedsModelsError(ValueError):
    """The data needs the models."""


def mentions_of(
    mentions: Sequence[Mapping[str, Any]], text: str, ground: SpanContext
) -> tuple[Mentions, list[DateRecord]]:
    """Return the mentions of things and those of dates. What is mentioned need not exist.

    Each mention must come after the one before it, and be in the form that newsld writes. Otherwise this raises
    NeedsModelsError, or the ValueError, TypeError or KeyError that the value causes.
    """
    starts, ends = numbers_of(text)
    of_things: dict[str, Node] = {}
    of_dates: list[DateRecord] = []
    before, previous = -1, _NONE
    for mention in mentions:
        words = mention["words"]
        exact, start = words["exact"], words["start"]
        end = start + len(exact)
        if text[start:end] != exact or not exact or type(start) is not int or len(words) != 2:
            raise NeedsModelsError
        if start <= before and _place(mention, ground) <= _place(previous, ground):
            raise NeedsModelsError
        before, previous = start, mention
        keys = len(mention)
        if keys == 3:
            term = _TERMS[mention["form"]]
        elif keys == 2:
            term = _NO_FORM
        else:
            raise NeedsModelsError
        if "of" not in mention:
            of_dates.append(((start, end), _date_of(mention, ground), mention.get("form")))
            continue
        slug = mention["of"]
        words = starts[start] + ends[end]
        if slug not in of_things:
            of_things[slug] = {term: words}
        elif term not in (terms := of_things[slug]):
            terms[term] = words
        elif type(several := terms[term]) is list:
            several.append(words)
        else:
            terms[term] = [several, words]
    return of_things, of_dates


def _place(mention: Mapping[str, Any], ground: SpanContext) -> tuple[int, int, str, str]:
    """Return what mentions are in the order of."""
    words = mention["words"]
    date = str(_date_of(mention, ground).date) if "date" in mention else ""
    return words["start"], words["start"] + len(words["exact"]), mention.get("of", ""), date


def _date_of(mention: Mapping[str, Any], ground: SpanContext) -> Dated:
    date = mention["date"]
    if type(date) is str:
        return read_date(date, None)
    if {*map(type, [date[key] for key in date if key != "words"])} != {str}:
        raise NeedsModelsError
    if [*date] == ["date", "basis"]:
        return read_date(date["date"], date["basis"])
    words = date.get("words", _WORDS)
    if [*words] != [*_WORDS] or type(words["start"]) is not int:
        raise NeedsModelsError
    return Dated.model_validate(date, context=ground, by_alias=True, by_name=False)


@lru_cache(maxsize=4096)
def read_date(date: str, basis: str | None) -> Dated:
    """Return a date; an archive repeats the same dates."""
    return Dated.model_validate({"date": date} if basis is None else {"date": date, "basis": basis})

"""The mentions of a story in plain data, for `records_from_json`.

They are most of the values of a story, so their structure is checked here, where they are read anyway, and not by the
schema of lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from newsld.model import Dated
from newsld.model.spans import SpanContext
from newsld.schemaorg.jsonld.fragments import numbers_of
from newsld.schemaorg.jsonld.own_terms import FORMS
from newsld.schemaorg.jsonld.records import DateRecord, Mentions
from newsld.schemaorg.jsonld.values import Node

_NO_FORM: Final = FORMS[None]
_TERMS: Final = {form: term for form, term in FORMS.items() if form is not None}


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
    before, are_close = -1, False
    for mention in mentions:
        words = mention["words"]
        exact, start = words["exact"], words["start"]
        end = start + len(exact)
        if text[start:end] != exact or not exact or type(start) is not int or len(words) != 2:
            raise NeedsModelsError
        if start <= before:
            are_close = True
        before = start
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
    if are_close and not _are_in_order(mentions, ground):
        raise NeedsModelsError
    return of_things, of_dates


def _are_in_order(mentions: Sequence[Mapping[str, Any]], ground: SpanContext) -> bool:
    """Return whether mentions come one after the other: by start, end, id and date."""
    places: list[tuple[Any, ...]] = [(0,)]
    for mention in mentions:
        words = mention["words"]
        date = str(_date_of(mention, ground).date) if "date" in mention else ""
        places.append((words["start"], words["start"] + len(words["exact"]), mention.get("of", ""), date))
    return all(place < following for place, following in pairwise(places))


def _date_of(mention: Mapping[str, Any], ground: SpanContext) -> Dated:
    date = mention["date"]
    if type(date) is str:
        return read_date(date, None)
    return Dated.model_validate(date, context=ground, by_alias=True, by_name=False)


@lru_cache(maxsize=4096)
def read_date(date: str, basis: str | None) -> Dated:
    """Return a date; an archive repeats the same dates."""
    return Dated.model_validate({"date": date} if basis is None else {"date": date, "basis": basis})

"""Read and write words and dates as text in the data of a Markdown story."""

from __future__ import annotations

from typing import Any, Final

from newsld.model.dates import is_edtf, parse_english
from newsld.syntax.patterns import lazy_pattern

_RANGE: Final = " … "
_ID: Final = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARKED: Final = lazy_pattern(r"(?P<before>[^\[\]]*)\[(?P<words>[^\[\]]+)\](?P<after>[^\[\]]*)")


def expand_words(text: str, body: str) -> Any:
    """Return words that are written as text as story data.

    `first … last` is the span from the first to the last of these words; `before [words] after` gives words with the
    text before and after them. Words that occur in the body as they are written mean themselves.
    """
    marked = _MARKED.fullmatch(text) if "[" in text else None
    if (marked is None and _RANGE not in text) or text in body:
        return text
    before, words, after = marked.group("before", "words", "after") if marked else ("", text, "")
    first, between, last = words.partition(_RANGE)
    data = {"from": first, "to": last} if between else {"exact": words}
    data |= {"prefix": before} if before else {}
    return data | ({"suffix": after} if after else {})


def short_words(data: Any, body: str) -> Any:
    """Return words as text, if `expand_words` gives the same data again."""
    if isinstance(data, str) or "start" in data:
        return data if not isinstance(data, str) or expand_words(data, body) == data else {"exact": data}
    words = data["exact"] if "exact" in data else f"{data['from']}{_RANGE}{data['to']}"
    if "prefix" in data or "suffix" in data:
        words = f"{data.get('prefix', '')}[{words}]{data.get('suffix', '')}"
    return words if expand_words(words, body) == data else data


def basis_of(date: str, words: Any) -> str:
    """Return the basis of a date that is read from words: `stated` if they are the date, otherwise `inferred`."""
    exact = words.get("exact") if isinstance(words, dict) else words
    return "stated" if isinstance(exact, str) and str(parse_english(exact)) == date else "inferred"


def expand_date(value: Any, body: str) -> Any:
    """Return a date with its words: in a story `2024-12-08 on Sunday`, or words that are a date: `July 2000`."""
    if isinstance(value, dict):
        return {key: _expand_words_of(key, one, body) for key, one in value.items()}
    if not isinstance(value, str):
        return value
    date, _, text = value.partition(" ")
    if not text or not is_edtf(date):
        when = parse_english(value) if text else None
        return value if when is None else {"date": str(when), "basis": "stated", "words": value}
    words = expand_words(text, body)
    return {"date": date, "basis": basis_of(date, words), "words": words}


def short_date(data: Any, body: str) -> Any:
    """Return a date with its words as text, if `expand_date` gives the same data again."""
    if not isinstance(data, dict) or not isinstance(data.get("words"), str):
        return data
    words = data["words"]
    is_date = " " in words and parse_english(words) == data["date"]
    text = words if is_date else f"{data['date']} {words}"
    full = {**data, "words": expand_words(data["words"], body)}
    return text if expand_date(text, body) == full else data


def expand_relation(value: Any, body: str) -> Any:
    """Return a reference with its words: in a story `hafez-al-assad His father`, which is stated."""
    if isinstance(value, dict):
        return {key: _expand_words_of(key, one, body) for key, one in value.items()}
    target, _, text = value.partition(" ") if isinstance(value, str) else ("", "", "")
    if not text or not _ID.fullmatch(target):
        return value
    return {"id": target, "basis": "stated", "words": expand_words(text, body)}


def short_relation(data: Any, body: str) -> Any:
    """Return a reference with its words as text, if `expand_relation` gives the same data again."""
    if not isinstance(data, dict) or not isinstance(data.get("words"), str):
        return data
    text = f"{data['id']} {data['words']}"
    full = {**data, "words": expand_words(data["words"], body)}
    return text if expand_relation(text, body) == full else data


def _expand_words_of(key: str, value: Any, body: str) -> Any:
    return expand_words(value, body) if key == "words" and isinstance(value, str) else value

"""Convert a published date, parsed by `published_forms`, to a timestamp or EDTF date of the model."""

from __future__ import annotations

from typing import Final

from newsld.model.dates.edtf import Edtf
from newsld.model.dates.english import parse_english
from newsld.model.dates.forms import is_timestamp
from newsld.model.dates.published_forms import PublishedDate, parse_published
from newsld.model.dates.timestamp import BadDate, Timestamp
from newsld.syntax.patterns import lazy_pattern

_LONGEST: Final = 64
_AMBIGUOUS: Final = lazy_pattern(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})\b")
"""A day and a month, whose order depends on the country."""

_REPAIRS: Final = (
    # 2018-11-28CET11:59:00+0100, from a template in which T stands for the zone
    (lazy_pattern(r"([0-9-]{10})[A-Z]{3,4}([0-9:.]{8,}[+-][0-9]{2}:?[0-9]{2})"), r"\1T\2"),
    # 2022-01-10T22:06:08:684Z
    (lazy_pattern(r"(.{10}T[0-9:]{8}):([0-9]{1,6}(?:Z|[+-][0-9:]{4,6})?)"), r"\1.\2"),
    # 01:38:07 PM IST Nov 20, 2019
    (
        lazy_pattern(r"([0-9:]{4,8} ?[AaPp][Mm])( [A-Z]{2,4})? ([A-Za-z]{3,9}\.? [0-9]{1,2},? [0-9]{4})"),
        r"\3 \1\2",
    ),
)
_PLAIN: Final = lazy_pattern(r"(?:[A-Za-z]+ )?[0-9]{4}|[0-9]{4}-[0-9]{2}")
"""A year, or a year and month."""

_MONTH_FIRST: Final = frozenset({"en-us", "en-ph"})
_DAY_FIRST: Final = frozenset(
    {"de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr", "el", "ro", "cs", "da", "nb", "no", "fi", "uk", "id", "vi",
     "en-gb", "en-ie", "en-au", "en-nz", "en-in"}
)  # fmt: skip


def interpret_date(text: str, language: str | None = None) -> Timestamp | Edtf | None:
    """Return a published date as a Timestamp if it has an offset, otherwise as Edtf; None if it is ambiguous.

    `09/12/2024` is ambiguous unless the `language` (a BCP 47 tag) implies the order; `11.11.2021`, `25/12/2024` and
    `Tue Mar 14 15:46:04 CET 2023` are not. A time with an ambiguous zone abbreviation is a local time.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if is_timestamp(text):
        return Timestamp(text)
    date = parse_published(text) or parse_published(_with_iso_order(text, language))
    for pattern, replacement in _REPAIRS:
        if date is None and pattern.fullmatch(text):
            date = parse_published(pattern.sub(replacement, text))
    if date is None:
        return parse_english(text) if _PLAIN.fullmatch(text) else None
    return _typed(date)


def _typed(date: PublishedDate) -> Timestamp | Edtf | None:
    try:
        if date.has_zone:
            return Timestamp(date.iso)
        return Edtf(date.iso.partition(".")[0])
    except BadDate:
        return None


def _with_iso_order(text: str, language: str | None) -> str:
    """Return the text with its date in ISO order if the language implies which number is the month."""
    found = _AMBIGUOUS.match(text)
    tag = (language or "").lower().replace("_", "-")
    if found is None or not tag:
        return text
    first, _, then, year = found.groups()
    if tag in _MONTH_FIRST:
        month, day = first, then
    elif tag in _DAY_FIRST or tag.partition("-")[0] in _DAY_FIRST:
        month, day = then, first
    else:
        return text
    return f"{year}-{int(month):02d}-{int(day):02d}{text[found.end() :]}"

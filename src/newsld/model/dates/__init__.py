"""Dates as text: RFC 3339 timestamps, EDTF dates, dates in English, and tests of their form."""

from __future__ import annotations

from newsld.model.dates.edtf import Edtf, parse_edtf
from newsld.model.dates.english import format_english, parse_english
from newsld.model.dates.forms import is_day, is_edtf, is_iri, is_language_tag, is_timestamp, parse_moment
from newsld.model.dates.timestamp import BadDate, Timestamp, parse_timestamp, with_zone

__all__ = [
    "BadDate",
    "Edtf",
    "Timestamp",
    "format_english",
    "is_day",
    "is_edtf",
    "is_iri",
    "is_language_tag",
    "is_timestamp",
    "parse_edtf",
    "parse_english",
    "parse_moment",
    "parse_timestamp",
    "with_zone",
]

"""Dates as text: RFC 3339 timestamps, EDTF dates, how they read in English, and checks of form."""

from __future__ import annotations

from newsld.model.dates.edtf import Edtf, parse_edtf
from newsld.model.dates.english import from_words, in_words
from newsld.model.dates.forms import is_edtf, is_iri, is_language_tag, is_timestamp
from newsld.model.dates.timestamp import BadDate, Timestamp, parse_timestamp, with_zone

__all__ = [
    "BadDate",
    "Edtf",
    "Timestamp",
    "from_words",
    "in_words",
    "is_edtf",
    "is_iri",
    "is_language_tag",
    "is_timestamp",
    "parse_edtf",
    "parse_timestamp",
    "with_zone",
]

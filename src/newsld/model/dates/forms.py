"""Test whether a text is a valid timestamp, EDTF date, IRI or language tag."""

from __future__ import annotations

import re
from functools import cache

from newsld.model.dates.edtf import Edtf
from newsld.model.dates.timestamp import BadDate, Timestamp
from newsld.syntax.patterns import lazy_pattern

_DAY = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

# Characters beyond ASCII that RFC 3987 allows (ucschar), without white space.
_BEYOND = (
    "\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\uffef" + "".join(f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14))
    + "\U000e1000-\U000efffd"
)  # fmt: skip
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"


def _iri(beyond: str, private: str) -> re.Pattern[str]:
    """Return the pattern of an IRI with these characters beyond ASCII."""
    name = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;={beyond}]++|%[0-9A-Fa-f]{{2}})"
    path = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/{beyond}]++|%[0-9A-Fa-f]{{2}})"
    query = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?{beyond}{private}]++|%[0-9A-Fa-f]{{2}})"
    fragment = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?{beyond}]++|%[0-9A-Fa-f]{{2}})"
    authority = rf"(?:(?:{name}|:)*+@)?(?:\[[0-9A-Fa-fv.:]+\]|{name}++)(?::[0-9]*)?"
    tail = rf"(?:\?{query}*+)?(?:\#{fragment}*+)?"
    return re.compile(
        rf"(?:[Hh][Tt][Tt][Pp][Ss]?://{authority}(?:/{path}*+)?"
        rf"|(?![Hh][Tt][Tt][Pp][Ss]?:)[A-Za-z][A-Za-z0-9+.\-]*+:"
        rf"(?://(?:{authority})?(?:/{path}*+)?|(?!//){path}++)){tail}"
    )


_ASCII_IRI = _iri("", "")


@cache
def _any_iri() -> re.Pattern[str]:
    # Its character sets take longer to compile than a check of a story, and few stories need them.
    return _iri(_BEYOND, _PRIVATE)


_LANGUAGE = lazy_pattern(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+"
    r"|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)"
    r"|sgn-(?:be-fr|be-nl|ch-de)|art-lojban|cel-gaulish|no-bok|no-nyn|zh-(?:guoyu|hakka|min|min-nan|xiang))",
    re.ASCII | re.IGNORECASE,
)


def is_timestamp(text: str) -> bool:
    """Return whether `text` is an RFC 3339 date and time with an offset that exists."""
    try:
        Timestamp(text)
    except BadDate:
        return False
    return True


def is_day(text: str) -> bool:
    """Return whether `text` is a day that exists, `2025-03-04`, without a time."""
    return _DAY.fullmatch(text) is not None and is_edtf(text)


def parse_moment(text: str) -> Timestamp | Edtf:
    """Return `text` as a timestamp, or as an EDTF date if it is a day without a time. Raises BadDate."""
    if isinstance(text, Timestamp):
        return text
    return Edtf(text) if _DAY.fullmatch(text) else Timestamp(text)


def is_edtf(text: str) -> bool:
    """Return whether `text` is an EDTF date (levels 0 to 2) that exists."""
    try:
        Edtf(text)
    except BadDate:
        return False
    return True


def is_iri(text: str) -> bool:
    """Return whether `text` is an absolute IRI (RFC 3987): a scheme, no white space, and for http(s) a host."""
    return (_ASCII_IRI if text.isascii() else _any_iri()).fullmatch(text) is not None


def is_language_tag(text: str) -> bool:
    """Return whether `text` is a language tag (BCP 47) such as `en`, `zh-Hant-TW` or `ar-EG`.

    `English` and `deutsch` have its form too, but no language has a code of more than three letters.
    """
    return _LANGUAGE.fullmatch(text) is not None

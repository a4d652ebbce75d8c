"""The scripts of languages and of texts."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from newsld.syntax.patterns import lazy_pattern

_LETTERS: Final = {
    "Latn": "A-Za-z\u00c0-\u024f\u1e00-\u1eff", "Grek": "\u0370-\u03ff\u1f00-\u1fff", "Cyrl": "\u0400-\u052f",
    "Armn": "\u0530-\u058f", "Hebr": "\u0590-\u05ff", "Arab": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0900-\u097f", "Beng": "\u0980-\u09ff", "Guru": "\u0a00-\u0a7f", "Gujr": "\u0a80-\u0aff",
    "Orya": "\u0b00-\u0b7f", "Taml": "\u0b80-\u0bff", "Telu": "\u0c00-\u0c7f", "Knda": "\u0c80-\u0cff",
    "Mlym": "\u0d00-\u0d7f", "Sinh": "\u0d80-\u0dff", "Thai": "\u0e00-\u0e7f", "Laoo": "\u0e80-\u0eff",
    "Mymr": "\u1000-\u109f", "Geor": "\u10a0-\u10ff", "Hang": "\u1100-\u11ff\uac00-\ud7af", "Ethi": "\u1200-\u137f",
    "Khmr": "\u1780-\u17ff", "Kana": "\u3040-\u30ff", "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
}  # fmt: skip
"""The letters of each script by its ISO 15924 code, as ranges of a pattern."""
_NO_OTHER: Final = lazy_pattern("[\0-\u024f\u2000-\u206f]*")
"""Text without letters of other scripts than Latin."""
_LANGUAGES: Final = {
    "Latn": "af ca cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv mt nb nl nn no pl pt ro sk sl sq sv sw tl"
    " tr tw vi",
    "Grek": "el", "Cyrl": "be bg mk ru uk", "Armn": "hy", "Hebr": "he yi", "Arab": "ar fa ps ur",
    "Deva": "hi mr ne", "Beng": "as bn", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn",
    "Mlym": "ml", "Sinh": "si", "Thai": "th", "Laoo": "lo", "Mymr": "my", "Geor": "ka", "Ethi": "am ti",
    "Khmr": "km", "Hani": "zh",
}  # fmt: skip
_SCRIPTS: Final = {
    "ja": frozenset({"Kana", "Hani"}),
    "ko": frozenset({"Hang", "Hani"}),
    "kr": frozenset({"Latn", "Arab"}),
    **{code: frozenset({script}) for script, codes in _LANGUAGES.items() for code in codes.split()},
}
"""The scripts of languages that are surely written in no other ones; Serbian, Uzbek, Kazakh and others have several."""
_FEWEST: Final = 12
_FEWEST_LATIN: Final = 80
"""Headlines in any language may consist of names in Latin letters."""
_ENOUGH_LATIN: Final = lazy_pattern(f"(?:[^{_LETTERS['Latn']}]*+[{_LETTERS['Latn']}]){{{_FEWEST_LATIN}}}")
_SHARE: Final = 0.8
_EXAMINED: Final = 4_000


def scripts_of(language: str) -> frozenset[str] | None:
    """Return the scripts in which a language (a lower-case ISO 639 code) is written; None if it has several ways."""
    return _SCRIPTS.get(language)


@cache
def _all_scripts() -> re.Pattern[str]:
    """Return the pattern of letters of one script, in groups named by script. It takes milliseconds to compile."""
    return re.compile("|".join(f"(?P<{code}>[{letters}]+)" for code, letters in _LETTERS.items()))


def main_script(text: str) -> str | None:
    """Return the ISO 15924 code of the script that nearly all letters of a text are in; None if there is none.

    The beginning of the text is examined, of which Latin needs more. Kana and Han together are Kana.
    """
    text = text[:_EXAMINED]
    if _NO_OTHER.fullmatch(text):
        return "Latn" if _ENOUGH_LATIN.match(text) else None
    counts: Counter[str | None] = Counter()
    for letters in _all_scripts().finditer(text):
        counts[letters.lastgroup] += len(letters[0])
    if counts["Kana"]:
        counts["Kana"] += counts.pop("Hani", 0)
    script, most = max(counts.items(), key=lambda pair: pair[1], default=(None, 0))
    fewest = _FEWEST_LATIN if script == "Latn" else _FEWEST
    return script if most >= fewest and most >= _SHARE * counts.total() else None

"""The Sentence_Break class of characters (UAX #29, table 4), as one letter for each class."""

from __future__ import annotations

import unicodedata
from functools import cache

# r CR, l LF, p Sep, e Extend or Format, s Sp, a Lower, A Upper, o OLetter, 0 Numeric, . ATerm,
# comma SContinue, ! STerm, ? STerm that a lower-case word may follow,
# ) Close, ( Close that always opens (one class in UAX #29; see sentences.py), x Other.

_S_TERM = (
    "0021 003F 0589 061D-061F 06D4 0700-0702 07F9 0837 0839 083D-083E 0964-0965 104A-104B 1362 1367-1368 "
    "166E 1735-1736 17D4-17D5 1803 1809 1944-1945 1AA8-1AAB 1B4E-1B4F 1B5A-1B5B 1B5E-1B5F 1B7D-1B7F "
    "1C3B-1C3C 1C7E-1C7F 203C-203D 2047-2049 2CF9-2CFB 2E2E 2E3C 2E53-2E54 3002 A4FF A60E-A60F A6F3 A6F7 "
    "A876-A877 A8CE-A8CF A92F A9C8-A9C9 AA5D-AA5F AAF0-AAF1 ABEB FE12 FE15-FE16 FE56-FE57 FF01 FF1F FF61 "
    "10A56-10A57 10F55-10F59 10F86-10F89 11047-11048 110BE-110C1 11141-11143 111C5-111C6 111CD "
    "111DE-111DF 11238-11239 1123B-1123C 112A9 113D4-113D5 1144B-1144C 115C2-115C3 115C9-115D7 11641-11642 "
    "1173C-1173E 11944 11946 11A42-11A43 11A9B-11A9C 11C41-11C42 11EF7-11EF8 11F43-11F44 16A6E-16A6F 16AF5 "
    "16B37-16B38 16B44 16D6E-16D6F 16E98 1BC9F 1DA88"
)
_S_CONTINUE = (
    "002C-002D 003A-003B 037E 055D 060C-060D 07F8 1802 1808 2013-2014 3001 FE10-FE11 FE13-FE14 FE31-FE32 "
    "FE50-FE51 FE54-FE55 FE58 FE63 FF0C-FF0D FF1A-FF1B FF64"
)
# Quotation marks (Line_Break=Quotation) whose general category is not already Ps, Pe, Pi or Pf.
_QUOTATION = "0022 0027 275B-2760 1F676-1F678 2E00-2E01 2E06-2E08 2E0B"
_EXTEND = "200C-200D FF9E-FF9F E0020-E007F"


def _members(ranges: str) -> frozenset[int]:
    found: set[int] = set()
    for item in ranges.split():
        first, _, last = item.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


_FIXED: dict[int, str] = {
    **dict.fromkeys(_members(_QUOTATION), ")"),
    **dict.fromkeys(_members(_EXTEND), "e"),
    **dict.fromkeys(_members(_S_CONTINUE), ","),
    **dict.fromkeys(_members(_S_TERM), "!"),
    **dict.fromkeys((0x21, 0x3F, 0x203C, 0x203D, 0x2047, 0x2048, 0x2049), "?"),
    **dict.fromkeys((0x2E, 0x2024, 0xFE52, 0xFF0E), "."),
    **dict.fromkeys((0x85, 0x2028, 0x2029), "p"),
    **dict.fromkeys((0x09, 0x0B, 0x0C), "s"),
    **dict.fromkeys((0x66B, 0x66C), "0"),
    0x0A: "l",
    0x0D: "r",
    0x5F3: "o",
}
_BY_CATEGORY = {
    **dict.fromkeys(("Mn", "Me", "Mc", "Cf"), "e"),
    **dict.fromkeys(("Pe", "Pi", "Pf"), ")"),
    "Ps": "(",
    "Nd": "0",
    "Zs": "s",
    "Lt": "A",
    "Lu": "A",
    "Ll": "a",
    **dict.fromkeys(("Lm", "Lo", "Nl"), "o"),
}


class _Classes(dict[int, str]):
    """A cache that computes the class of a character when it is first used."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        letter = _FIXED.get(code) or _BY_CATEGORY.get(unicodedata.category(character), "x")
        if letter in "aAox" and code not in _FIXED:
            if (
                0x10D0 <= code <= 0x10FF or 0x1C90 <= code <= 0x1CBF
            ):  # Georgian does not use capitals in sentences
                letter = "o"
            elif character.islower():
                letter = "a"
            elif character.isupper():
                letter = "A"
        self[code] = letter
        return letter


_CLASSES = _Classes()


_TYPOGRAPHIC = {"’": ")", "“": ")", "”": ")", "‘": ")", "–": ",", "—": ",", "…": "/"}
"""The most frequent signs of typography, each with an ASCII character of the same class."""


@cache
def _ascii_classes() -> bytes:
    """Return the classes of the bytes of ASCII, and of no others."""
    return "".join([_CLASSES[code] for code in range(0x80)]).encode() + bytes(0x80)


def break_classes(text: str) -> str:
    """Return a string with the Sentence_Break class of each character of `text`, as a letter."""
    if not text.isascii():
        for sign, plain in _TYPOGRAPHIC.items():
            text = text.replace(sign, plain)
    if text.isascii():  # bytes are translated ten times as fast as characters
        return text.encode().translate(_ascii_classes()).decode()
    return text.translate(_CLASSES)

"""Make ids from names: an ASCII slug for a name in any script."""

from __future__ import annotations

import unicodedata

from newsld.syntax.patterns import lazy_pattern

_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th",
    "ħ": "h", "ŋ": "ng", "ə": "e", "ĸ": "k", "ŧ": "t",
}  # fmt: skip


def _table(letters: str, spellings: str) -> dict[str, str]:
    """Return the spelling of each letter; a hyphen is for letters without one."""
    pairs = zip(letters, spellings.split(), strict=True)
    return {letter: spelling.strip("-") for letter, spelling in pairs}


_CYRILLIC = _table(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяєіїґјљњћђџў",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya ye i yi g j lj nj c dj dz u",
)
_GREEK = _table("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
_ARABIC = _table(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژگکی",
    "a b t th j h kh d dh r z s sh s d t z - gh f q k l m n h w y a a - a i a w y p ch zh g k y",
)
_HEBREW = _table("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "a b g d h v z h t y k k l m m n n s a p f ts ts k r sh t")
_LETTERS = _LATIN | _CYRILLIC | _GREEK | _ARABIC | _HEBREW
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʾʿ"))
_SPOKEN = lazy_pattern(r"(?:SYLLABLE|LETTER(?: SMALL)?(?: FINAL)?) ([A-Z]{1,6})\Z")
_WORDS = lazy_pattern("[a-z0-9]+")
_VOWEL = lazy_pattern(r"VOWEL SIGN ([A-Z]{1,3})\Z")


def slugify(name: str) -> str:
    """Return a slug for a name: lower-case ASCII letters and digits in words joined by hyphens, never empty.

    Accents and apostrophes are removed (Zoë -> zoe, O’Brien -> obrien). Cyrillic, Greek, Arabic and Hebrew are
    transliterated by a table, Indic scripts, kana and Hangul by the Unicode names of their letters, and other scripts
    (Chinese) by code points in hexadecimal. Different names may have the same slug. A name without letters
    gives `x`, or `x-` and its code points.
    """
    if name.isascii():
        spelled = name.lower().replace("'", "")
    else:
        spelled = _spelled(unicodedata.normalize("NFC", name.casefold()).translate(_APOSTROPHES))
    slug = "-".join(_WORDS.findall(spelled))
    return slug or "-".join(["x", *(f"{ord(character):x}" for character in name.strip())])


def _spelled(name: str) -> str:
    parts: list[str] = []
    for character in name:
        if character.isascii():
            parts.append(character)
        elif character in _LETTERS:
            parts.append(_LETTERS[character])
        elif "HANGUL SYLLABLE" in (title := unicodedata.name(character, "")):
            parts.append(title.rpartition(" ")[2].lower())
        else:
            _spell_parts(parts, unicodedata.normalize("NFKD", character).casefold())
    return "".join(parts)


def _spell_parts(parts: list[str], decomposed: str) -> None:
    """Append the letters of a decomposed character; an Indic vowel sign replaces the inherent “a”."""
    for character in decomposed:
        title = unicodedata.name(character, "")
        category = unicodedata.category(character)
        if character.isascii():
            parts.append(character)
        elif character in _LETTERS:
            parts.append(_LETTERS[character])
        elif category.startswith("M"):
            if parts and ("VIRAMA" in title or "VOWEL SIGN" in title):
                parts[-1] = parts[-1].removesuffix("a")
            vowel = _VOWEL.search(title)
            parts.append(vowel[1].lower() if vowel else "n" if "ANUSVARA" in title else "")
        elif category == "Nd":
            parts.append(str(unicodedata.decimal(character)))
        elif spoken := _SPOKEN.search(title):
            parts.append(spoken[1].lower())
        else:
            parts.append("" if category == "Lm" else f"-{ord(character):x}-" if category == "Lo" else "-")

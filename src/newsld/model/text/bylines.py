"""Parse bylines: the people they name, and other words such as titles, jobs and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html import unescape
from typing import Final, Literal, NamedTuple

from newsld.model.text.byline_words import byline_table as _table
from newsld.model.text.byline_words import byline_words as _words
from newsld.syntax.patterns import lazy_pattern

BylineExtraKind = Literal[
    "introduction", "title", "suffix", "job", "organization", "place", "address", "markup", "account"
]
"""The kinds of words that are not part of a name; "address" is an e-mail address, a link or a handle."""

_IN_PLACE: Final = lazy_pattern(r" (?:in|aus|à|en) [^\Wa-z][^,]*\Z")
LONGEST_BYLINE: Final = 120
"""The most characters of a line above a text that can be its byline."""
_LONGEST: Final = 400
"""The number of characters of a text that are parsed and cached."""
_MOST: Final = 16
_TAG: Final = lazy_pattern(r"</?[A-Za-z][^<>]*>")
_ADDRESS: Final = lazy_pattern(
    r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|(?<![\w.])@\w{2,}", re.IGNORECASE
)
_ARTICLES: Final = frozenset({"the", "der", "die", "das", "le", "la", "les", "el", "il"})
_EMPTY: Final = lazy_pattern(r"[(<]\s*[)>]")
_BETWEEN: Final = lazy_pattern(r"\s*[;|•,、，]\s*|\s*/\s*|\s+[-–—]\s+")
_INSIDE: Final = lazy_pattern(r"\s*\(([^()]*)\)")
_AT_WORK: Final = lazy_pattern(r"\s(?:for|für|pour|para|at|bei)\s+(?=[A-ZÀ-Þ])")
_WORDS: Final = lazy_pattern(r"[\s.-]+")
_SPACED: Final = r"[^\W\d_\u3040-\u9fff\uac00-\ud7af]+"
"""A sequence of letters of a script that has spaces between words."""
_SIMPLE: Final = lazy_pattern(r"[A-Z][a-z]+(?: (?:[A-Z]\.|[A-Z][a-z]+)){0,3} [A-Z][a-z]+")
"""The form of most names, with initials after the first word."""
_INITIAL: Final = lazy_pattern(r"(?<!\S)[^\W\d_]\. (?=[^\W\d_]{2})")
_SLUG: Final = lazy_pattern(r"[a-z]{2,}(?:[-_][a-z]+)+[0-9]*", re.ASCII)
"""The form of a user name or the end of an address: `mara-lunn`."""
_LETTERS: Final = rf"\s*{_SPACED}(?:(?:\s|\. ?|['’-]){_SPACED})*\s*"
_EAST: Final = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}(?:・[\u30a0-\u30ff]+)*"
"""Compiled when they are needed: that takes milliseconds."""


class BylineExtra(NamedTuple):
    """Words of a byline that are not part of a name, and their kind."""

    kind: BylineExtraKind
    words: str


class Byline(NamedTuple):
    """A parsed byline.

    `names` are its names, as far as they can be separated, `extras` all other words. If `collective` is true, the names
    are of newsrooms, agencies, sites or the publisher and not of people.
    """

    names: tuple[str, ...]
    extras: tuple[BylineExtra, ...] = ()
    collective: bool = False


def parse_byline(text: str, *, language: str | None = None, organizations: tuple[str, ...] = ()) -> Byline:
    """Parse a byline.

    `language` is the language subtag of the text (some words are names in other languages), `organizations` are known
    names of organizations, such as the publisher's. In doubt, words are a name: "Farrow, Ines", "Ortega y Gasset",
    "Van der Berg" and "Lord" are.
    """
    known = tuple([name[:_LONGEST] for name in organizations[:_MOST]])
    return _parse(text[:_LONGEST], language, known)


@lru_cache(maxsize=1024)
def _parse(text: str, language: str | None, organizations: tuple[str, ...]) -> Byline:
    known = frozenset(filter(None, map(_folded, organizations)))
    if is_plain_name(text) and _folded(text) not in known:
        return Byline((text.strip(),))
    plain, extras = _without_tags_and_addresses(" ".join(unescape(text).split()))
    if (opening := _introduction(plain, language)) and not _is_collective(plain, known, whole=True):
        extras.append(BylineExtra("introduction", opening.strip()))
        plain = plain[len(opening) :].strip()
    if not plain:
        return Byline((), tuple(extras))
    if _is_collective(plain, known, whole=True):
        return Byline((plain,), tuple(extras), collective=True)
    if _SLUG.fullmatch(plain):
        return Byline((plain,), (*extras, BylineExtra("account", plain)))
    if plain.casefold() in _words("account", "words"):
        return Byline((), (*extras, BylineExtra("account", plain)))
    parts = list(_parts(plain, known))
    if all(kind == "organization" for kind, _ in parts):
        return Byline(tuple(words for _, words in parts), tuple(extras), collective=bool(parts))
    names: list[str] = []
    for kind, words in parts:
        if kind is not None:
            extras.append(BylineExtra(kind, words))
            continue
        name, more = _trim_name(words)
        extras += more
        names += [name] if name else []
    return Byline(tuple(names), tuple(extras))


def is_publication(text: str) -> bool:
    """Return whether a name is a newsroom's, an agency's or a site's: "The ...", "... News", "News 18"."""
    words = text.casefold().split()
    return (
        _is_collective(text, frozenset(), whole=True)
        or (len(words) > 1 and (words[0] in _ARTICLES or words[-1] in _words("organization", "endings")))
        or any(character.isdigit() for character in text)
    )


def without_place(name: str) -> str:
    """Return a name of a byline without the place of its author: `Ines Farrow` for `Ines Farrow in Cairo`."""
    return _IN_PLACE.sub("", name)


def is_plain_name(text: str) -> bool:
    """Return whether a text is a plain name in any language: letters, without words from the tables."""
    return len(text) <= _LONGEST and _is_plain(text)


@lru_cache(maxsize=1024)
def _is_plain(text: str) -> bool:
    if _SIMPLE.fullmatch(text):
        lower = text.lower()
        return _listed_words().isdisjoint(lower.split()) and lower not in _words("organization", "words")
    if not re.fullmatch(_LETTERS, text) or _SLUG.fullmatch(text) or _is_site(text.casefold().strip()):
        return False
    lower = _INITIAL.sub("", text.casefold().strip())
    return _listed_words().isdisjoint(_WORDS.split(lower)) and lower not in _words("organization", "words")


@cache
def _listed_words() -> frozenset[str]:
    """Return all words of the tables that are not names, and the first words of phrases."""
    lists = [
        words
        for group, named in _table().items()
        for name, words in named.items()
        if (group, name) not in {("domain", "endings"), ("join", "surnames")}
    ]
    return frozenset(_WORDS.split(phrase)[0] for words in lists for phrase in words)


def is_same_organization(one: str, other: str) -> bool:
    """Return whether two names of organizations are equal without case, article, punctuation and domain ending."""
    folded = _folded(one[:_LONGEST])
    return bool(folded) and folded == _folded(other[:_LONGEST])


def _without_tags_and_addresses(text: str) -> tuple[str, list[BylineExtra]]:
    """Return the text without tags and addresses, and those as extras."""
    extras: list[BylineExtra] = []
    if "<" in text and (tag := _TAG.search(text)):
        extras.append(BylineExtra("markup", tag[0]))
        text = _TAG.sub(" ", text)
    if addresses := [BylineExtra("address", found[0]) for found in _ADDRESS.finditer(text)]:
        extras += addresses
        text = _EMPTY.sub(" ", _ADDRESS.sub(" ", text))
    return " ".join(text.split()).strip(" ,;|/:"), extras


def _introduction(text: str, language: str | None) -> str:
    """Return the words before the first name, with the colon or space after them; empty if there are none."""
    lower = text.casefold()
    for words in _introductions():
        if not lower.startswith(words):
            continue
        rest = text[len(words) :]
        if rest[:1] == ":" and rest[1:].strip():
            return text[: len(words) + 1]
        if rest[:1] == " " and _introduces(words, text, rest.split(), language):
            return text[: len(words) + 1]
    return ""


def _introduces(words: str, text: str, rest: list[str], language: str | None) -> bool:
    if words in _words("intro", "any"):
        return True
    if language is None:
        is_intro = words in _words("unsaid", "words")
        return is_intro and len(rest) > 1 and (text[0].isupper() or words == "von") and rest[0][0].isupper()
    if language in _table()["intro"] and words in _words("intro", language):
        # "von der Leyen", "Di Maio Luigi": after a particle comes a lower-case word, or a single name.
        return rest[0][0].isupper() and len(rest) > 1 and (words != "di" or text[0].islower())
    return False


@cache
def _introductions() -> tuple[str, ...]:
    every = {word for words in _table()["intro"].values() for word in words}
    return tuple(sorted(every, key=len, reverse=True))


def _parts(text: str, known: frozenset[str]) -> Iterator[tuple[BylineExtraKind | None, str]]:
    """Yield the parts between separators with their kinds, None for a person."""
    for inside in _INSIDE.finditer(text):
        if (kind := _kind(inside[1], known, behind=True)) is not None:
            yield kind, inside[1]
            text = text.replace(inside[0], "", 1)
    if (work := _AT_WORK.search(text)) and _is_organization(text[work.end() :], known):
        yield "organization", text[work.start() :].strip()
        text = text[: work.start()]
    pieces, marks = _pieces(text)
    people: list[str] = []
    several = False
    for place, piece in enumerate(pieces):
        joined = _split_joined(piece, known)
        several = several or len(joined) > 1
        for name in joined:
            kind = _kind(name, known, behind=place > 0 and len(joined) == 1)
            if kind is not None:
                yield kind, name
            else:
                people.append(name)
    if several and len(people) > 2 and "," in marks and _is_town(people):
        # "Mara Lunn und Ines Farrow, Homs": the last piece is where they report from.
        yield "place", people.pop()
    several = several or len(people) < 2 or _are_people(people, marks)
    yield from ((None, name) for name in (people if several else people[:1]))


def _is_town(people: list[str]) -> bool:
    """Return whether the last of several names is one word and all others are more."""
    return len(people[-1].split()) == 1 and all(len(name.split()) > 1 for name in people[:-1])


def _pieces(text: str) -> tuple[list[str], set[str]]:
    """Return the parts between separators ("Jr." stays with its name), and the separators."""
    pieces: list[str] = []
    marks: set[str] = set()
    at = 0
    for found in [*_BETWEEN.finditer(text), None]:
        piece = text[at : found.start() if found else len(text)].strip()
        if piece.casefold() in _words("suffix", "kept") and pieces:
            pieces[-1] += f", {piece}"
        elif piece:
            pieces.append(piece)
        if found:
            at = found.end()
            marks.add(found[0].strip())
    return pieces, marks


def _are_people(pieces: list[str], marks: set[str]) -> bool:
    """Return whether the parts are several people, not "Surname, Given" or a person and a town."""
    if all(re.fullmatch(_EAST, piece) for piece in pieces):
        return True
    if not all(map(_is_personal, pieces)):
        return False
    counts = [len(piece.split()) for piece in pieces]
    if marks & {";", "|", "•"}:
        return True
    if marks & {"-", "–", "—"}:
        return False
    return min(counts) > 1 or (max(counts) == 1 and len(pieces) > 2 and "/" not in marks)


def _is_personal(piece: str) -> bool:
    """Return whether words may be a personal name: few, of letters, with a capital if the script has case."""
    words = piece.split()
    if not 0 < len(words) <= 6 or any(character.isdigit() for character in piece):
        return False
    return not _words("connecting", "words") & set(words) and (
        words[0][0].isupper() or not piece[0].islower()
    )


def _split_joined(piece: str, known: frozenset[str]) -> list[str]:
    """Return the names that "and" joins."""
    words = piece.split()
    is_capitals = piece.isupper()
    names: list[list[str]] = [[]]
    for place, word in enumerate(words):
        lower = word.casefold()
        before, after = names[-1], words[place + 1 :]
        if (
            before
            and after
            and (word.islower() or word == "&" or (is_capitals and lower in {"and", "und", "et"}))
        ):
            plain = lower in _words("join", "words") and (_is_side(after, known) and _is_side(before, known))
            wide = lower in _words("join", "careful") and len(before) > 1 and len(after) > 1
            if plain or (wide and after[0].casefold() not in _words("join", "surnames")):
                names.append([])
                continue
        before.append(word)
    return [" ".join(name) for name in names if name]


def _is_side(words: list[str], known: frozenset[str]) -> bool:
    return words[0][0].isupper() or not words[0][0].islower() or _is_collective(" ".join(words), known)


def _kind(piece: str, known: frozenset[str], *, behind: bool) -> BylineExtraKind | None:
    """Return the kind of a part, None for a name. `behind` is whether the part follows another."""
    lower = piece.casefold()
    bare = lower.rstrip(".")
    if behind and (bare in _words("suffix", "plain") or bare in _words("suffix", "after-comma")):
        return "suffix"
    if _is_collective(piece, known) or (behind and _is_organization(piece, known)):
        return "organization"
    words = lower.split()
    if _is_job(words, behind=behind):
        return "job"
    if behind and lower in _words("place", "words"):
        return "place"
    if behind and any(_is_site(word) or word in _words("organization", "endings") for word in words[1:]):
        return "organization"
    if behind and len(words) > 2 and _words("connecting", "words") & set(piece.split()):
        return "job"
    return None


def _is_job(words: list[str], *, behind: bool) -> bool:
    jobs = _words("job", "words")
    if not words:
        return False
    at_work = jobs | _words("job", "behind")
    if behind:
        return bool(at_work & set(words))
    return (
        words[-1] in at_work
        and set(words[:-1]) <= _words("job", "ranks")
        and (len(words) > 1 or words[0] in jobs)
    )


def _is_collective(text: str, known: frozenset[str], *, whole: bool = False) -> bool:
    """Return whether a text names a newsroom, an agency, a site or one of the known organizations.

    In a `whole` byline with separators, a word such as "staff" applies only to a part of it.
    """
    lower = text.casefold().strip()
    if not lower:
        return False
    if lower in _words("organization", "words"):
        # "Ani" and "Tass" are names of people; short names of agencies are in capitals or in lower case.
        return len(lower) > 4 or not lower.isascii() or text.isupper() or text in {"dpa", "epd", "ots"}
    if lower in _words("group", "whole") or _folded(text) in known or _is_site(lower):
        return True
    words = re.split(r"[\s-]+", lower)
    if whole and (_BETWEEN.search(text) or _words("join", "words") & set(words)):
        return False
    if _words("group", "words") & set(words):
        return True
    if len(words) > 1 and words[-1] in _words("job", "words") and _folded(" ".join(words[:-1])) in known:
        return True
    near, far = _words("group", "behind"), _words("group", "far-behind")
    return (len(words) > 1 and words[-1] in near) or (len(words) > 2 and words[-1] in far)


def _is_organization(text: str, known: frozenset[str]) -> bool:
    """Return whether words after a name are the person's employer."""
    if _is_collective(text, known):
        return True
    words = text.casefold().split()
    if len(words) > 1 and (words[0] == "the" or words[-1] in _words("organization", "endings")):
        return True
    first = _folded(words[0]) if words else ""
    return len(first) > 3 and any(name.startswith(first) for name in known)


def _is_site(lower: str) -> bool:
    """Return whether a text is the name of a site: `futurezone.at`, not `odno.kino` or `j.farrow`."""
    name, dot, ending = lower.rpartition(".")
    return bool(dot) and " " not in lower and len(name) > 2 and ending in _words("domain", "endings")


def _trim_name(name: str) -> tuple[str, list[BylineExtra]]:
    """Return a name without titles, suffixes and jobs, and those as extras."""
    words, extras = name.split(), []
    while len(words) > 1 and _is_title(words[0]):
        extras.append(BylineExtra("title", words.pop(0)))
    while len(words) > 1 and words[-1].strip(",").casefold().rstrip(".") in _words("suffix", "plain"):
        extras.append(BylineExtra("suffix", words.pop()))
    if len(words) > 2:
        jobs = _words("job", "words")
        if words[0].casefold() in jobs:
            extras.append(BylineExtra("job", words.pop(0)))
        elif words[-1].casefold() in jobs:
            return "", [*extras, BylineExtra("job", words[-1])]
    ending = next((word for word in _table()["job"]["endings"] if name.endswith(word)), "")
    if ending and len(name) > len(ending) + 1:
        return name.removesuffix(ending).strip(), [*extras, BylineExtra("job", ending)]
    return " ".join(words).strip(" ,"), extras


def _is_title(word: str) -> bool:
    lower = word.casefold()
    bare = lower.rstrip(".")
    if bare in _words("title", "words") or lower in _words("title", "words"):
        # "MS Dhoni": two capitals without a full stop are initials.
        return word.endswith(".") or not (word.isupper() and word.isascii() and len(word) < 4)
    return word.endswith(".") and bare in _words("title", "stopped")


@lru_cache(maxsize=1024)
def _folded(name: str) -> str:
    """Return a name for comparison: without case, article, punctuation and domain ending."""
    lower = unescape(name).casefold().strip()
    if _is_site(lower):
        lower = lower.rpartition(".")[0].removeprefix("www.")
    words = lower.split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join(filter(str.isalnum, "".join(words)))

"""Decide where a run of capitals goes on: over "of" and "van", over "and" in one office, over a possessive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsld.draft.engine.lexicon import FUNCTION_WORDS, kind_of_words, load_lexicon
from newsld.draft.engine.name_kinds import bare_word
from newsld.draft.engine.sentences import Token
from newsld.model.text.attribution import word_set

_JOINTS: Final = word_set(
    "of for de da di du del van von der den bin ibn bint la le el al dos das des della degli delle ter ten zu zur vom"
)
_ARTICLES: Final = word_set("the la las los der den")
"""Words between a joint and the next capital: "of the North", "de la Rosa"."""
_OF_HEADS: Final = word_set(
    "Ministry Department Office Bank University Council Committee Court Commission Gulf Bay Strait Sea "
    "Republic Kingdom Port Isle City State States Institute Board House Bureau Church College School "
    "Chamber Society Friends Union Federation Association League Organization Organisation Museum Embassy "
    "Municipality Diocese Archdiocese Borough Province Duchy Lord Faculty Fund Academy Alliance Confederation "
    "Party Front Movement Community Forum Centre Center Agency Authority Directorate Service Foundation Brotherhood "
    "Order Guild Syndicate Archbishop Bishop Conference Congress Assembly Army Voice Doctors Isles Cape Mount Lake "
    "Gallery Theatre Theater Library Parliament Tower Palace"
)
_FOR_HEADS: Final = _OF_HEADS | word_set("Observatory Minister Coalition Campaign Network")
_ON_HEADS: Final = word_set("Council Committee Commission Institute Centre Center Conference")
_PLAIN_OWNED: Final = word_set(
    "Hospital University College School Church Cathedral Trust Club Union Association Institute Square Park Theatre "
    "Federation League Guild Society Foundation Shelter Infirmary Centre Court Bay Head Island"
)
"""Nouns that end a name with a possessive in it."""
_OFFICES: Final = word_set("Office Department")
_OFFICERS: Final = word_set(
    "Prosecutor General Attorney Sheriff Governor Mayor Coroner Ombudsman President Commissioner Premier Commissar "
    "Controller Comptroller Auditor Examiner Marshal Minister Chancellor"
)
"""Who has an office with a name: "the Prosecutor General’s Office"."""
_MEMBERS: Final = word_set("People Children Women Men Veterans Workers Farmers Teachers")
"""Plurals whose possessive begins or ends the name of an organization: "People’s Party"."""
_AND_HEADS: Final = frozenset(
    {"Ministry", "Department", "Office", "Committee", "Board", "Institute", "Bureau"}
)
_FIELDS: Final = word_set(
    "fire search food health safety oceanic parks science trade planning arts culture education agriculture "
    "fisheries fish customs revenue transport roads water energy environment environmental housing marine ocean land "
    "labor labour sports recreation immigration citizenship alcohol media film economic social human financial "
    "finance security defence defense aviation rail road maritime research technology innovation livestock forestry "
    "wildlife bridge highway patents standards medicine medicines drug drugs tax prison probation courts "
    "communications electricity gas oil petroleum coal chemical hotel restaurant hospital tourism infrastructure "
    "industry commerce business investment justice youth family children women climate nature conservation "
    "farmers fishermen teachers seafarers dockers drivers miners pilots hunters consumer consumers royal army navy "
    "mines metal public private cultural political criminal legal civil military naval crime drama music dance "
    "engineering building construction textile garment policing monitoring emergency disaster relief refugee"
)
"""What an office is for, so that "and" after it goes on: "Fire and Rescue Service"."""
_ONE_NAME_AFTER: Final = word_set(
    "website newspaper magazine broadcaster firm programme podcast blog charity tabloid journal site weekly"
)
"""Nouns in the singular before one name: "the website Bar and Courts"."""
_ONE_NAME_BEFORE: Final = word_set(
    "party movement coalition bloc alliance militia newspaper magazine podcast"
)
"""Nouns after one name with "of" in it: "the Servant of the People party"."""


def next_of_name(
    tokens: Sequence[Token], first: int, last: int, days: set[str], language: str | None
) -> int | None:
    """Return the index of the next word of a name, over joints such as "of" and "van"; None at its end."""
    at = last + 1
    if at >= len(tokens) or tokens[last].text.endswith(","):
        return None
    if tokens[at].is_capital and tokens[at].low not in days and tokens[at].start == tokens[last].end + 1:
        return at if tokens[at].low not in FUNCTION_WORDS or _is_lone_capital(tokens, at) else None
    joint = tokens[at].text
    if (language or "en").lower().startswith("de") and joint not in ("de", "van", "&"):
        return None  # every noun has a capital: "Fund von Rissen"
    if joint == ",":
        return at + 1 if _goes_on_after_comma(tokens, first, last) else None
    if joint in ("of", "for", "on", "and", "&"):
        if not _joins(tokens, first, last, joint):
            return None
    elif joint not in _JOINTS:
        return None
    after = at + 1
    if after < len(tokens) and tokens[after].text in _ARTICLES and joint not in ("and", "&"):
        after += 1
    if after < len(tokens) and tokens[after].is_capital and tokens[after].low not in days:
        return after
    return None


def _is_lone_capital(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is an initial inside a name: "Robert A. Moss"."""
    return tokens[at].text in ("A.", "I.") and at + 1 < len(tokens) and tokens[at + 1].is_capital


def _joins(tokens: Sequence[Token], first: int, last: int, joint: str) -> bool:
    """Return whether "of", "for", "on" or "and" belongs to a name."""
    head = bare_word(tokens[last].text)
    # "Office for the Coordination of Aid": what an office is for goes on
    is_purpose = any(tokens[back].text in ("for", "on") for back in range(first, last))
    if joint == "&" or (joint == "on" and head in _ON_HEADS):
        return True
    if joint == "of" and (head in _OF_HEADS or is_purpose or _ends_one_name(tokens, last + 1)):
        return True
    if joint == "for" and head in _FOR_HEADS:
        return True
    if joint == "and" and any(tokens[back].text in _AND_HEADS for back in range(max(first, last - 6), last)):
        return True
    if joint == "and" and _is_field(tokens, first, last) and _ends_with_office(tokens, last + 2):
        return True
    return joint in ("and", "of", "for") and first > 0 and tokens[first - 1].low in _ONE_NAME_AFTER


def _is_field(tokens: Sequence[Token], first: int, at: int) -> bool:
    words = " ".join(one.text for one in tokens[first : at + 1])
    is_whole = at > first and kind_of_words(words) is not None  # "Orla Hospital and Ossel College"
    return tokens[at].low in _FIELDS and not tokens[at].is_possessive and not is_whole


def _ends_with_office(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the capitals from a token end with a word for an organization: "Rescue Service"."""
    end = at
    while end < len(tokens) and tokens[end].is_capital and tokens[end].low not in FUNCTION_WORDS:
        end += 1
    return end > at and kind_of_words("The " + bare_word(tokens[end - 1].text)) is not None


def _ends_one_name(tokens: Sequence[Token], joint: int) -> bool:
    """Return whether a noun for one party or paper follows the capitals after "of": "Servant of the People party"."""
    at = joint + 1
    at += at < len(tokens) and tokens[at].text == "the"
    start = at
    while at < len(tokens) and tokens[at].is_capital:
        at += 1
    return at > start and at < len(tokens) and tokens[at].text in _ONE_NAME_BEFORE


def _goes_on_after_comma(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a list of what an office is for goes on: "Department for Environment, Food and Rural Affairs"."""
    if not any(
        tokens[at].text in ("of", "for") and tokens[at - 1].text in _AND_HEADS | {"Minister"}
        for at in range(first + 1, last)
    ):
        return False
    at, words = last + 2, 0
    while at < len(tokens) and (tokens[at].is_capital or (words and tokens[at].text in (",", "and"))):
        if tokens[at].text == "and":
            return at + 1 < len(tokens) and tokens[at + 1].is_capital and tokens[at - 1].text != ","
        words = words + 1 if tokens[at].is_capital else 0
        if words > 2 or at - last > 8:
            return False
        at += 1
    return False


def owns_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a possessive is part of a name: "Saint Orla’s Hospital", not "Castavia’s Bank"."""
    names = load_lexicon().names
    after = [bare_word(one.text) for one in tokens[last + 1 : last + 3] if one.is_capital]
    owner = " ".join(bare_word(one.text) for one in tokens[first : last + 1])
    word = bare_word(tokens[last].text)
    if word in _OFFICERS and after and after[0] in _OFFICES:
        return True
    if word in _MEMBERS and any(kind_of_words(f"The {one}") is not None for one in after):
        return True
    is_party = last > first or tokens[last].text.endswith(("’", "'")) or owner in load_lexicon().titles
    return is_party and owner not in names and any(one in _PLAIN_OWNED for one in after)

"""Decide where a run of capitals goes on: over "of" and "van", over "and" in one office, over a possessive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsld.draft.engine.lexicon import FUNCTION_WORDS, ONLY_GERMAN, kind_of_words, load_lexicon
from newsld.draft.engine.name_kinds import bare_word
from newsld.draft.engine.sentences import Token
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

_JOINTS: Final = word_set(
    "of for de da di do du del van von der den bin ibn bint la le el al dos das des della degli delle "
    "ter ten zu zur vom"
)
_ARTICLES: Final = word_set("the la las los der den")
"""Words between a joint and the next capital: "of the North", "de la Rosa"."""
_OF_HEADS: Final = word_set(
    "Ministry Department Office Bank University Council Committee Court Commission Gulf Bay Strait Sea "
    "Republic Kingdom Port Isle City State States Institute Board House Bureau Church College School "
    "Chamber Society Friends Union Federation Association League Organization Organisation Museum Embassy "
    "Municipality Diocese Archdiocese Borough Province Duchy Lord Faculty Fund Academy Alliance Confederation "
    "Party Front Movement Community Forum Centre Center Agency Authority Directorate Service Foundation "
    "Brotherhood "
    "Order Guild Syndicate Archbishop Bishop Conference Congress Assembly Army Voice Doctors Isles Cape "
    "Mount Lake Journal Annals Times Review Register Ledger Chronicle "
    "Gallery Theatre Theater Library Parliament Tower Palace Division Section Branch Corps"
)
_FOR_HEADS: Final = _OF_HEADS | word_set(
    "Ombudsman Commissioner Inspectorate Rally Initiative Action Citizens Lawyers Physicians Mothers "
    "Scientists Trust Alternative List Partnership Observatory Minister Coalition Campaign Network"
)
_ON_HEADS: Final = word_set("Council Committee Commission Institute Centre Center Conference")
_PLAIN_OWNED: Final = word_set(
    "Hospital University College School Church Cathedral Trust Club Union Association Institute Square "
    "Park Theatre "
    "Federation League Guild Society Foundation Shelter Infirmary Centre Court Bay Head Island"
)
"""Nouns that end a name with a possessive in it."""
_OFFICES: Final = word_set("Office Department")
_OFFICERS: Final = word_set(
    "Prosecutor General Attorney Sheriff Governor Mayor Coroner Ombudsman President Commissioner "
    "Premier Commissar "
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
    "fisheries fish customs revenue transport roads water energy environment environmental housing "
    "marine ocean land "
    "labor labour sports recreation immigration citizenship alcohol media film economic social human financial "
    "finance security defence defense aviation rail road maritime research technology innovation "
    "livestock forestry "
    "wildlife bridge highway patents standards medicine medicines drug drugs tax prison probation courts "
    "communications electricity gas oil petroleum coal chemical hotel restaurant hospital tourism infrastructure "
    "industry commerce business investment justice youth family children women climate nature conservation "
    "farmers fishermen teachers seafarers dockers drivers miners pilots hunters consumer consumers "
    "royal army navy "
    "mines metal public private cultural political criminal legal civil military naval crime drama music dance "
    "engineering building construction textile garment policing monitoring emergency disaster relief refugee "
    "teaching referral general medical allied competition markets exchange securities"
)
"""What an office is for, so that "and" after it goes on: "Fire and Rescue Service"."""
_ONE_NAME_AFTER: Final = word_set(
    "website newspaper magazine broadcaster firm programme podcast blog charity tabloid journal site weekly"
)
"""Nouns in the singular before one name: "the website Bar and Courts"."""
_FORCES: Final = word_set("Police Constabulary Council Hospitals NHS")
"""Nouns after two counties: "Devon and Cornwall Police"."""
_BETWEEN: Final = word_set("in between both from across")
_BODIES: Final = word_set(
    "Commission Authority Agency Board Department Committee Office Administration Association Institute"
)
_CAMPAIGNS: Final = word_set("Save Stop Protect Free Defend Keep Reclaim Fix Ban")
"""Verbs that begin the name of a campaign: "the Save the Market group"."""
_MEMBER: Final = lazy_pattern(r"[^\W\d_a-z][a-z]{2,}(?:ers|ists|ians|ors|eers|men)")
"""A plural for people of a profession: "Pharmacists"."""
_SHOPS: Final = word_set(
    "Bookshop Bookstore Bar Pub Café Cafe Diner Restaurant Bakery Tavern Inn Farm Garage Kitchen"
)
_NUMBERED: Final = word_set(
    "Channel Kanal Canal Radio Local Studio Formula Terminal Unit Route Group Highway Interstate"
)
"""Words that a number makes a name: "Kanal 9"."""
_NUMBERS: Final = word_set("One Two Three Four Five Six Seven Nine")
_LONGEST_NUMBER: Final = 3
_LONGEST_NICKNAME: Final = 2
"""The most words of a nickname."""
_ONE_NAME_BEFORE: Final = word_set(
    "party movement coalition bloc alliance militia newspaper magazine podcast"
)
"""Nouns after one name with "of" in it: "the Servant of the People party"."""
_NAME_PARTS: Final = word_set("de van von bin al")
_FEWEST_OF_BODY: Final = 3
"""The fewest words of the name of an organization with its article."""
_BODY_JOINTS: Final = frozenset({"of", "for", "and", "the", "on"})


def next_of_name(
    tokens: Sequence[Token], first: int, last: int, days: set[str], language: str | None
) -> int | None:
    """Return the index of the next word of a name, over joints such as "of" and "van"; None at its end."""
    at = last + 1
    if at >= len(tokens) or tokens[last].text.endswith(","):
        return None
    if tokens[at].is_capital and tokens[at].low not in days and tokens[at].start == tokens[last].end + 1:
        if tokens[at].text in _NUMBERS and (tokens[last].text in _NUMBERED or first > 0):
            return at  # "the broadcaster Belmora One"
        is_german = (language or "en").lower().startswith("de")
        is_word = tokens[at].low in FUNCTION_WORDS and tokens[at].text != "Now"  # "the website Sarvia Now"
        is_word = is_word and (is_german or tokens[at].low not in ONLY_GERMAN)
        return at if not is_word or _is_inside(tokens, at) else None
    joint = tokens[at].text
    if joint in ("plc", "ehf", "hf") and tokens[at].start == tokens[last].end + 1:
        return at  # "Otterburn plc"
    if joint.isdigit() and tokens[last].text in _NUMBERED and len(joint) <= _LONGEST_NUMBER:
        return at
    if _is_nickname(tokens, at):
        return at + 1
    if (language or "en").lower().startswith("de") and joint not in ("de", "van", "&"):
        return None  # every noun has a capital: "Fund von Rissen"
    if joint == ",":
        return at + 1 if _goes_on_after_comma(tokens, first, last) else None
    if joint == "the" and 0 < first == last and tokens[first].text in _CAMPAIGNS:
        return at + 1 if at + 1 < len(tokens) and tokens[at + 1].is_capital else None
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


def _is_nickname(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a quotation is a nickname inside a name: Darnell “Swift” Pettway."""
    if tokens[at].kind != "quote" or at + 1 >= len(tokens) or not tokens[at + 1].is_capital:
        return False
    inside = tokens[at].text[1:-1].split()
    follows = tokens[at + 1].start == tokens[at].end + 1 and tokens[at].start == tokens[at - 1].end + 1
    return (
        follows
        and 0 < len(inside) <= _LONGEST_NICKNAME
        and inside[0][0].isupper()
        and inside[-1][-1].isalpha()
    )


def _is_inside(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a function word with a capital is inside a name: "Robert A. Moss", "Europe Now Movement"."""
    if at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    follows = after.is_capital and after.start == tokens[at].end + 1 and after.low not in FUNCTION_WORDS
    return follows and tokens[at].text not in ("I", "A")


def _joins(tokens: Sequence[Token], first: int, last: int, joint: str) -> bool:
    """Return whether "of", "for", "on" or "and" belongs to a name."""
    head = bare_word(tokens[last].text)
    # "Office for the Coordination of Aid": what an office is for goes on
    is_purpose = any(tokens[back].text in ("for", "on") for back in range(first, last))
    if joint == "&" or (joint == "on" and head in _ON_HEADS):
        return True
    if joint == "of" and (
        head in _OF_HEADS or head.isdigit() or is_purpose or _ends_one_name(tokens, last + 1)
    ):
        return True
    if joint == "for" and head in _FOR_HEADS:
        return True
    if joint == "and" and any(tokens[back].text in _AND_HEADS for back in range(max(first, last - 6), last)):
        return True
    if joint == "and" and "," in [one.text for one in tokens[first:last]]:
        return True
    if joint == "and" and _is_field(tokens, first, last) and _ends_with_office(tokens, last + 2):
        return True
    if joint == "and" and first == last and (_is_force(tokens, last) or _is_commission(tokens, last)):
        return True
    return joint in ("and", "of", "for") and first > 0 and tokens[first - 1].low in _ONE_NAME_AFTER


def _is_field(tokens: Sequence[Token], first: int, at: int) -> bool:
    words = " ".join(one.text for one in tokens[first : at + 1])
    is_whole = at > first and kind_of_words(words) is not None  # "Orla Hospital and Ossel College"
    return tokens[at].low in _FIELDS and not tokens[at].is_possessive and not is_whole


def _is_force(tokens: Sequence[Token], at: int) -> bool:
    """Return whether one county with another one has a public body: "Devon and Cornwall Police"."""
    owner = tokens[at + 2 : at + 4]
    is_listed = at > 0 and tokens[at - 1].low in _BETWEEN
    return not is_listed and len(owner) > 1 and owner[0].is_capital and owner[1].text in _FORCES


def _is_commission(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "the" and one unknown word begin the name of a body: "the Securities and Exchange Commission"."""
    if at == 0 or tokens[at - 1].low != "the" or tokens[at].text in load_lexicon().names:
        return False
    end = at + 2
    while end < len(tokens) and tokens[end].is_capital:
        end += 1
    return end > at + 2 and tokens[end - 1].text in _BODIES


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
    """Return whether a list of what a body is for goes on: "Department for Environment, Food and Rural Affairs"."""
    is_office = any(
        tokens[at].text in ("of", "for") and tokens[at - 1].text in _AND_HEADS | {"Minister"}
        for at in range(first + 1, last)
    )
    is_union = not is_office and first > 0 and tokens[first - 1].low == "the" and _is_listed(tokens[last])
    if not is_office and not is_union:
        return False
    at, words = last + 2, 0
    while at < len(tokens) and (tokens[at].is_capital or (words and tokens[at].text in (",", "and"))):
        if tokens[at].text == "and":
            if is_union and not (_is_listed(tokens[at - 1]) and _ends_with_office(tokens, at + 1)):
                return False
            return at + 1 < len(tokens) and tokens[at + 1].is_capital and tokens[at - 1].text != ","
        words = words + 1 if tokens[at].is_capital else 0
        if words > 2 or at - last > 8:
            return False
        at += 1
    return False


def _is_listed(token: Token) -> bool:
    return token.low in _FIELDS or _MEMBER.fullmatch(token.text) is not None


def owns_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a possessive is part of a name: "Saint Orla’s Hospital", not "Castavia’s Bank"."""
    names = load_lexicon().names
    after = [bare_word(one.text) for one in tokens[last + 1 : last + 3] if one.is_capital]
    owner = " ".join(bare_word(one.text) for one in tokens[first : last + 1])
    word = bare_word(tokens[last].text)
    if word in _OFFICERS and after and after[0] in _OFFICES:
        return True
    is_plural = tokens[last].text.endswith(("s’", "s'")) and owner not in names
    if (word in _MEMBERS or is_plural) and any(kind_of_words(f"The {one}") is not None for one in after):
        return True
    if after and after[0] in _SHOPS:
        return True
    is_party = last > first or tokens[last].text.endswith(("’", "'")) or owner in load_lexicon().titles
    return is_party and owner not in names and any(one in _PLAIN_OWNED for one in after)


def is_name(words: Sequence[Token]) -> bool:
    """Return whether words are a name: "Brandt & Lowe", "Justice (retd) Sudha Narang"."""
    is_open = False
    for one in words:
        is_open = (is_open or one.text == "(") and one.text != ")"
        if not (is_open or one.is_capital or one.text in ("&", ")") or one.low in _NAME_PARTS):
            return False
    return words[0].is_capital


def is_body(words: Sequence[Token]) -> bool:
    """Return whether words are the name of an organization with its article: "the Guard for Roads"."""
    if len(words) < _FEWEST_OF_BODY or words[0].low != "the" or not words[1].is_capital:
        return False
    if not all(one.is_capital or one.low in _BODY_JOINTS for one in words[1:]) or words[-1].is_possessive:
        return False
    return kind_of_words(" ".join(one.text for one in words[1:])) is not None

"""Say what the words before a comma and a name are: an office whose holder the name is, or a place in another one.

Say also whose name is the head of words, or is given after them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsld.draft.engine import bodies
from newsld.draft.engine.documents import OF_WORD
from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import DETERMINERS, PERSON_NOUNS, load_lexicon
from newsld.draft.engine.mentions import is_modifier
from newsld.draft.engine.sentences import Token
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, MEDIA_NOUNS, word_set
from newsld.syntax.patterns import lazy_pattern

PREPOSITIONS: Final = word_set(
    "in on at by for from to with near about of into over under across inside outside per"
)
ASIDE: Final = word_set(
    "who which whose whom where a an the his her its their also formerly then now one both"
)
"""Words that a description after a comma begins with."""
_CLASSES: Final = word_set("group party union company charity militia organisation organization")
_GIVEN: Final = lazy_pattern(
    r"(?:, [^,.;\n]{1,60}?)?,? (?:who|and) "
    r"(?:gave|would give|wanted to give|identified|asked to be identified|introduced)"
    r" (?:(?:only )?(?:his|her|their|himself|herself) )?(?:(?:first |last |full )?name )?(?:only )?(?:as|by) "
    r"(?:(?:his|her) first name(?: only)?, )?"
)
"""The words between somebody and the name that is given."""
_LONGEST_NAME: Final = 60
"""The most characters of a given name."""
_TOWNS: Final = word_set("city town capital port village suburb district province region state country")
_OF_ONE: Final = DETERMINERS - word_set("a an some many several most all both no any each")
"""Words before one person who is known: "its representative in the country", and the name."""
_SHORTEST_WITH_TOWN: Final = 3
"""The most words of a phrase that is a town itself: "in the capital"."""
_REGIONS: Final = word_set(
    "new north south west east northern southern western eastern rhode nova british puerto"
)
"""The first words of the names of regions."""
_LONGEST_ROLE: Final = 3
"""The most words for what somebody is before a name."""
_OF_WORDS: Final = frozenset({"of", "for", "at", "in", "from"})


def is_office(words: Sequence[Token]) -> bool:
    """Return whether words describe a person whose name follows: "his sister", "Harrow’s chief executive"."""
    last = next((at for at in range(len(words), 0, -1) if words[at - 1].is_capital), 0)
    is_owned = 0 < last < len(words) and words[last - 1].is_possessive
    if is_owned and not any(one.low in ("and", "or") for one in words):
        return words[-1].low in PERSON_NOUNS | load_lexicon().roles
    of = next((at for at, one in enumerate(words) if at and one.low in _OF_WORDS), 0)
    if last and of and not any(one.is_capital for one in words[:of]):  # "the head of the Larkhill Trust"
        return words[of - 1].low in PERSON_NOUNS | load_lexicon().roles
    return not last


def follows_place(words: Sequence[Token], name: Sequence[Token]) -> bool:
    """Return whether a name after words that end with another one may be a region: "the mayor of Ossvik, Ohio"."""
    if not words[-1].is_capital:
        return False
    if name[0].text in load_lexicon().genders:
        return False
    of = next((one.low for one in words if one.low in _OF_WORDS), "")
    return of not in ("of", "for") or len(name) < 2 or name[0].low in _REGIONS


def has_subject(tokens: Sequence[Token], which: int, comma: int) -> bool:
    """Return whether a relative clause begins with a person whose name follows: "which its manager, Ana Ruiz,"."""
    words = tokens[which + 1 : comma]
    if (
        tokens[which].low not in ("which", "whom", "where")
        or not words
        or any(one.kind != "word" for one in words)
    ):
        return False
    is_phrase = words[0].is_capital or words[0].low in DETERMINERS
    return is_phrase and words[-1].low in PERSON_NOUNS | load_lexicon().roles


def named_after_role(inside: Sequence[Token]) -> int:
    """Return where the name begins in "student Piotr Zielinski" and "the cellist Hanna Lye", 0 in another aside."""
    name = len(inside)
    while name > 0 and inside[name - 1].is_capital and not inside[name - 1].is_possessive:
        name -= 1
    if not 0 < name < len(inside) - 1 or any(one.kind != "word" for one in inside):
        return 0
    has_article = inside[0].low in ("the", "a", "an")
    role = inside[has_article:name]
    if not 0 < len(role) <= _LONGEST_ROLE or any(
        one.low in PREPOSITIONS | DETERMINERS | ASIDE for one in role
    ):
        return 0
    is_plain = role[-1].text.islower() if has_article else all(one.text.islower() for one in role)
    return name if is_plain else 0  # "the Hungarian émigré Pal Szabolcs"


def is_town(words: Sequence[Token]) -> bool:
    """Return whether a long phrase ends with a word for a town: "officials in the capital", Vanna."""
    if words[-1].low not in _TOWNS or len(words) <= _SHORTEST_WITH_TOWN:
        return False
    place = next((at for at, one in enumerate(words) if one.low in PREPOSITIONS), 0)
    is_one = words[0].low in _OF_ONE or words[0].is_possessive
    return not (is_one and place > 1 and not words[place - 1].low.endswith("s"))


def head_name(entities: Entities, span: Span) -> Entity | None:
    """Return the entity whose name is the head of the words: "Mayor Ines Farrow", "the Interfax news agency"."""
    text = entities.text
    overlapping = entities.before(span.start, kind="Person", limit=1)
    if overlapping and overlapping[0][0].end > span.start:
        return overlapping[0][1]  # "Will | Harper of Ossel"
    inside = entities.within(span)
    heads = [
        (mention, one)
        for mention, one in inside
        if not is_modifier(text, mention.end)
        and not OF_WORD.search(bodies.words_before(text, span.start, mention.start, one.kind == "Person"))
    ]
    if not heads:
        return None
    people = [item for item in heads if item[1].kind == "Person"]
    mention, entity = people[-1] if people else heads[-1]
    rest = text[mention.end : span.end].strip(" ,")
    if not rest or (people and not rest[0].islower()) or OF_WORD.match(f" {rest} "):
        return entity  # "La Stampa in Italy"
    last = OF_WORD.split(f" {rest} ")[0].split()[-1:] or [""]
    noun = last[0].casefold()
    classes = {"NewsMediaOrganization": MEDIA_NOUNS, "Organization": _CLASSES}.get(entity.kind, frozenset())
    if noun in classes or noun in DOCUMENT_NOUNS:
        return entity
    return None if rest[0].islower() else entity


def given_name(entities: Entities, span: Span) -> Entity | None:
    """Return the person who gives a name after a description: "one of them, a farmer who gave his name only as Ion"."""
    match = _GIVEN.match(entities.text, span.end)
    found = entities.within(Span(match.end(), match.end() + _LONGEST_NAME)) if match is not None else []
    is_next = bool(found) and match is not None and found[0][0].start == match.end()
    return found[0][1] if is_next and found[0][1].kind == "Person" else None

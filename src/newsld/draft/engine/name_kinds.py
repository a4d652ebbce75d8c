"""Decide what a run of capitals is a name of, from its own words and from the words around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from newsld.draft.engine.lexicon import (
    FUNCTION_WORDS,
    GOVERNMENT_NOUNS,
    Kind,
    is_surname,
    kind_of_words,
    load_lexicon,
)
from newsld.draft.engine.sentences import Sentence, Token
from newsld.model.text import Span
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

NATIONALITY: Final = lazy_pattern(
    r"[^\W\d_]+(?:ian|ean|ish|ese|lander|landic|rench|utch|erman|erican|[cx]ican|rican|oroccan|ibyan)s?"
    r"|(?:Iraq|Israel|Pakistan|Oman|Saud|Qatar|Kuwait|Yemen|Nepal|Somal|Bangladesh|Bengal|Punjab|Emirat"
    r"|Azerbaijan)is?"
    r"|(?:Welsh|Scots?|Greek|Swiss|Czech|Slovak|Croat|Serb|Thai|Afghan|Uzbek|Kazakh|Tajik|Turkmen|Kyrgyz"
    r"|Arab|Kurd|Kenyan|"
    r"Ugandan|Rwandan|Zimbabwean|Cuban|Tibetan|Moldovan|Kosovan|Basque|Catalan|Filipino|Cypriot|Bosniak"
    r"|Tuareg|Uyghur|Pashtun|"
    r"Sri Lankan|Angolan|Ghanaian|Tanzanian|Venezuelan|Guatemalan|Honduran|Paraguayan|Uruguayan"
    r"|Malagasy|Zambian|Sunni|"
    r"Shia|Shiite|Druze|Alawite|Muslim|Christian|Catholic|Protestant|Orthodox|Jew|Hindu|Sikh|Republican"
    r"|(?:Social |Christian |Liberal )?Democrat|Democratic|First Nation|"
    r"Chechen|Hutu|Tutsi|Maori|Māori|Inuit|Sámi|Sami|Hispanic|Latino)s?"
    r"|Britons|Brits|Danes|Swedes|Finns|Turks|Poles|Spaniards|Aussies"
    r"|[^\W\d_]{2,}-[a-z]{4,}|[A-Z]{2,5}s"
)
_FACILITIES: Final = word_set(
    "mine colliery quarry smelter station plant point terminal crossing checkpoint camp hospital prison"
)
"""Common nouns that are part of the name of a place, with one more before them: "the Kesh compressor station"."""
_FEATURES: Final = word_set(
    "reservoir dam barrage river bridge bridgehead lake forest airport island islands peninsula estuary "
    "canal tunnel "
    "stadium mine pit oilfield refinery reactor pipeline crossing"
)
"""Common nouns that are part of the name of a place: "the Aldane dam" is no Aldane."""
_FEWEST_FOR_MEDIA: Final = 4
"""The fewest votes that make an organization a news medium."""
_FEWEST_FOR_COUNTRY: Final = 4
"""The fewest votes that make a place a country: "X’s foreign ministry"."""
_FEWEST_FOR_BODY: Final = 4
"""The fewest votes that make a person or an organization of a name with a word for a place."""
_PLURAL: Final = lazy_pattern(r"[A-Z]{2,5}s|.+[a-z]s")
_PARTISAN: Final = frozenset(
    {"Green", "Progressive", "Conservative", "Liberal", "Socialist", "Communist", "Islamist", "Tory"}
)
"""Adjectives of parties."""
_PARTIES: Final = frozenset({"party", "group", "bloc"})
"""Nouns after the adjective of a party, which are part of its name."""
PARTIES: Final = word_set(
    "Greens Progressives Conservatives Liberals Socialists Communists Independents Nationalists"
) | {"Social Democrats", "Christian Democrats", "Liberal Democrats"}
"""What the members of a party are called, and the party."""
_PEOPLES: Final = word_set("people tribe tribespeople elder elders minority language culture")
"""Nouns after the name of a people: "the Kayapó people"."""
_MONEY: Final = lazy_pattern(
    r"(?:Sh|KSh|Ksh|Rs|Rp|Tk|RM|Fr|Kr|[DNS]Kr|Kc|NT|HK|US)\d.*|[A-Z][A-Za-z]{0,2}\d[\d.,]*(?:bn|m|tn)"
    r"|[DRI]-[A-Z][\w.-]*"
)
"""An amount with its currency, and a party with its district: "Sh9", "D-Ohio"."""

_GERMAN_CLASS: Final = lazy_pattern(
    r"[^\W\d_a-z][^\W\d_A-Z]*(?:konzern|bank|gewerkschaft|aktionär|investor|hersteller|betreiber|anbieter"
    r"|unternehmen|agentur)s?"
    r"|Gewerkschaft|Konzern|Hersteller|Verband"
)


@dataclass(slots=True)
class Run:
    """A run of capitals, before it is known what it names."""

    sentence: Sentence
    first: int
    last: int
    text: str
    title: Span | None = None
    votes: Counter[Kind] = field(default_factory=Counter)


def bare_word(word: str) -> str:
    """Return a word without a possessive ending and a final mark; initials and "U.S." stay as they are."""
    return re.sub(r"[’'](?:s|S)?\Z", "", word).rstrip(".,") if len(word) > 2 and word.count(".") < 2 else word


def is_adjective(run: Run) -> bool:
    """Return whether a run is a nationality or the like before a noun: "Russian news agencies"; not "Judge Green"."""
    if run.title is not None or run.text in PARTIES:
        return False
    after = run.sentence.tokens[run.last + 1 : run.last + 2]
    before_noun = bool(after) and after[0].text.islower() and after[0].low not in FUNCTION_WORDS
    at = run.first - 1
    while at > 0 and NATIONALITY.fullmatch(run.sentence.tokens[at].text):
        at -= 1
    is_counted = at >= 0 and run.sentence.tokens[at].low in ("a", "an")
    before_noun = before_noun or is_counted or _PLURAL.fullmatch(run.text) is not None
    if neighbors(run)[1] == "the" and run.first == run.last and neighbors(run)[2] in _PEOPLES:
        return True
    if run.text in _PARTISAN:
        return before_noun and neighbors(run)[2] not in _PARTIES
    return NATIONALITY.fullmatch(run.text) is not None and (before_noun or "-" in run.text)


def party_after(run: Run) -> int | None:
    """Return where the noun ends in "the Progressive party" and "the Trump administration"; None for other names."""
    after = run.sentence.tokens[run.last + 1 : run.last + 2]
    if run.first == run.last and neighbors(run)[1:] == ("the", "administration"):
        return after[0].end
    word = run.sentence.tokens[run.last].text
    is_party = run.text in _PARTISAN or (word.endswith(("s’", "s'")) and run.first == run.last)
    nouns = _PARTIES if run.text in _PARTISAN else {"party"}
    return after[0].end if is_party and after and after[0].text in nouns else None


def kind_with(text: str, end: int | None, kind: Kind) -> Kind:
    """Return the kind of a name with the noun that ends at an offset; the kind of the name alone without one."""
    if end is None:
        return kind
    return "GovernmentOrganization" if text.endswith("administration", 0, end) else "Organization"


def is_money(word: str) -> bool:
    """Return whether a word is an amount with its currency: "Sh9"."""
    return _MONEY.fullmatch(word) is not None


def feature_after(run: Run) -> int | None:
    """Return where "dam" ends in "the Ostrel dam", which is the name of a place; None for other names."""
    tokens = run.sentence.tokens
    if (
        run.first == 0
        or run.last + 1 >= len(tokens)
        or tokens[run.first - 1].low not in ("the", "its", "their")
    ):
        return None
    noun = tokens[run.last + 1]
    facility = tokens[run.last + 2 : run.last + 3]
    if facility and facility[0].text in _FACILITIES and not tokens[run.last].is_possessive:
        is_class = (
            noun.text.islower() and noun.low not in FUNCTION_WORDS and facility[0].start == noun.end + 1
        )
        return facility[0].end if is_class and noun.low not in _FEATURES else None
    follows = tokens[run.last].end + 1 == noun.start and not tokens[run.last].is_possessive
    return noun.end if follows and noun.text in _FEATURES else None


def is_german_class(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a German noun before a name says what it is: "Investmentbank Crane", not "Wohnbank AG"."""
    return _GERMAN_CLASS.fullmatch(tokens[first].text) is not None and not (
        last == first + 1 and tokens[last].text in ("AG", "SE", "GmbH", "Group", "International")
    )


def is_german_noun(run: Run) -> bool:
    """Return whether a run is more likely a noun than a name: one word, unless a title or its words say otherwise."""
    if run.title is not None or run.first != run.last:
        return False
    before = run.sentence.tokens[run.first - 1].low if run.first else ""
    if before == "nach" and run.text.endswith(("ungen", "ionen", "angaben", "Angaben")):
        return True
    ending = re.search(r"(?:ung|heit|keit|tät|ion|en|er|nis)\Z", run.text)
    if before in ("in", "aus", "nach", "bei") or (before == "zwischen"):
        return (
            ending is not None
            and before != "zwischen"
            and run.text.endswith(("ung", "heit", "keit", "tät", "ion", "nis"))
        )
    return kind_of_words(run.text) is None


def neighbors(run: Run) -> tuple[str, str, str]:
    """Return the second and the first word before a name, and the one after it, in lower case; "" without one."""
    tokens = run.sentence.tokens
    second = tokens[run.first - 2].low if run.first > 1 else ""
    before = tokens[run.first - 1].low if run.first else ""
    return second, before, tokens[run.last + 1].low if run.last + 1 < len(tokens) else ""


def named_media(runs: Sequence[Run]) -> frozenset[str]:
    """Return the names that the words around them make news media, whatever a pipeline reads: "told Norlys".

    Names with a surname or a given name in common with another one, or with a known given name, are those of people.
    """
    counts: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    for run in runs:
        counts[run.text].update(run.votes)
    words = Counter(word for name in counts for word in name.split())
    given = load_lexicon().genders
    return frozenset(
        name
        for name, votes in counts.items()
        if votes["NewsMediaOrganization"] >= max([_FEWEST_FOR_MEDIA, *votes.values()])
        and name.split()[0] not in given
        and not any(words[word] > 1 for word in name.split())
    )


def _unknown(name: str) -> Kind:
    """Return the most likely kind of a name that nothing speaks about."""
    return "Organization" if name.isupper() or " " in name else "Place"


def _no_place(name: str, votes: Counter[Kind]) -> Kind | None:
    """Return what a name with a word for a place means if the words around it say so: "shares in Pantry Lane"."""
    places = votes["Place"] + votes["City"]
    if votes["Organization"] >= max(_FEWEST_FOR_BODY, 2 * places, votes["Person"]):
        return "Organization"
    is_known = name.split(maxsplit=1)[0] in load_lexicon().names  # "Capitol Hill"
    if (
        is_surname(name.rpartition(" ")[2])
        and not is_known
        and votes["Person"] >= max(_FEWEST_FOR_BODY, 1 + places)
    ):
        return "Person"  # "his counterpart, Yvette Marsh"
    return "City" if votes["City"] else None


def kind_of_name(name: str, known: Mapping[str, Kind], votes: Counter[Kind]) -> tuple[Kind | None, bool]:
    """Return what a name means, and whether its words or a list say so rather than its context."""
    bare = re.sub(r"\A[Tt]he ", "", name)
    if bare in known:
        return known[bare], True
    by_words = kind_of_words(name)
    is_station = by_words == "NewsMediaOrganization" and name.startswith(("Radio ", "TV "))
    if votes["Person"] >= max([8, *votes.values()]) and not is_station:
        return "Person", True
    if by_words is not None:
        is_word = " " in bare or bare.casefold() in GOVERNMENT_NOUNS
        if not is_word and votes["NewsMediaOrganization"] >= _FEWEST_FOR_MEDIA:
            return "NewsMediaOrganization", True  # "The Circuit reported"
        if by_words == "Place" and (other := _no_place(name, votes)) is not None:
            return other, True
        return by_words, True
    if not votes:
        return (None, False) if NATIONALITY.fullmatch(name) or len(name) < 3 else ("Place", False)
    best, count = votes.most_common(1)[0]
    if (
        best == "Person"
        and votes["Organization"] == count
        and name.split(maxsplit=1)[0] not in load_lexicon().genders
    ):
        best = "Organization"  # "Sonder Audio, founded by the cousins"
    if votes["City"] and best == "Place":
        best = "City"
    is_place = best in ("Place", "City") or 2 * votes["Country"] >= count
    if votes["Country"] >= _FEWEST_FOR_COUNTRY and is_place:
        best = "Country"
    if best == "Organization" and votes["NewsMediaOrganization"] >= _FEWEST_FOR_MEDIA:
        best = "NewsMediaOrganization"  # a pipeline has one label for both
    return best, count >= 3

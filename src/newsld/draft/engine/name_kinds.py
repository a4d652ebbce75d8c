"""Decide what a run of capitals is a name of, from its own words and from the words around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from newsld.draft.engine.lexicon import (
    FUNCTION_WORDS,
    Kind,
    gender_of_noun,
    kind_of_description,
    kind_of_words,
    load_lexicon,
)
from newsld.draft.engine.sentences import Sentence
from newsld.model.text import Span
from newsld.model.text.attribution import reporting_verbs, word_set
from newsld.syntax.patterns import lazy_pattern

_ORGANIZATION_AFTER: Final = word_set(
    "group party militia faction movement agency company union organisation organization charity network "
    "newspaper broadcaster channel magazine podcast programme news television radio tabloid website "
    "daily firm airline "
    "club bank consortium"
)
_MEDIA_AFTER: Final = word_set(
    "newspaper broadcaster channel magazine television radio tabloid daily news agency weekly station "
    "outlet website paper podcast programme nachrichtenagentur agentur zeitung sender blatt"
)
_PLACE_BEFORE: Final = word_set(
    "in near at outside across around into toward towards off inside throughout aus nahe bei"
)
_PLACE_AFTER: Final = lazy_pattern(
    r"[’']s? (?:\w+ )?(?:capital|port|people|coast|government|streets|harbou?r|economy|residents|airport|city|"
    r"town|embassy|border|biggest|largest|backers|river|north|south|east|west|mayor)\b"
)
_COUNTRY_AFTER: Final = lazy_pattern(
    r"[’']s? (?:\w+ )?(?:president|prime minister|foreign|interior|defen[cs]e|finance|parliament|navy|army|"
    r"military|ministry|ambassador|embassy|state television|central bank|chancellor|general staff|"
    r"supreme court|air force|troops)\b",
    re.IGNORECASE,
)
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
    r"|[^\W\d_]{2,}-[a-z]{4,}|[A-Z]{2,5}s"
)
_ORGANIZATION_BEFORE: Final = word_set(
    "company group firm operator union charity party organisation organization militia association "
    "federation insurer "
    "bank institute network service platform app airline retailer chain brewer maker carmaker chipmaker developer "
    "supplier contractor consultancy brokerage startup"
)
_TOWN_LIST: Final = lazy_pattern(
    r"\b(?:villages|towns|cities|districts|suburbs|hamlets|communities|settlements) of "
    r"(?:[^\Wa-z\d_][\w’'-]*(?: [^\Wa-z\d_][\w’'-]*){0,2}(?:, and |, | and )){0,8}\Z"
)
_LANDSCAPE: Final = word_set(
    "reservoir dam river valley bridge port harbour harbor lake forest region district province village "
    "town airport "
    "station island islands peninsula coast estuary canal tunnel plain hills mountains"
)
"""Common nouns after the name of a place: "the Aldane reservoir"."""
_GOVERNED: Final = word_set(
    "mayor governor bishop archbishop diocese streets outskirts suburbs north south east west northeast "
    "northwest southeast "
    "southwest residents mayors people"
)
"""Nouns with "of" before a place."""
_FEATURES: Final = word_set(
    "reservoir dam barrage river bridge bridgehead lake forest airport island islands peninsula estuary "
    "canal tunnel "
    "stadium mine pit oilfield refinery reactor pipeline crossing"
)
"""Common nouns that are part of the name of a place: "the Aldane dam" is no Aldane."""
_NEIGHBORS: Final = word_set("neighboring neighbouring neighbor neighbour")
_TOWNS: Final = word_set("city town capital port mayor village")
_NAME_PART: Final = lazy_pattern(r"[^\W\d_][^\W\d_’'-]+|[^\W\d_]\.")
_COMPANY_BEFORE: Final = lazy_pattern(
    r"\b(?:company|firm|operator|charity|supplier|carrier)\b[^,.;]{0,40}, \Z"
)
_MEDIUM_BEFORE: Final = lazy_pattern(
    r"(?:\b(?:told|(?:quoted|cited|interviewed|carried|seen) by|[Ss]peaking to|interviews? with) (?:[Tt]he )?|"
    r", per the )\Z"
)
"""The words before a news medium that passes on what somebody said."""
_OFFICE_BEFORE: Final = lazy_pattern(r"[’'\w] (?P<noun>[a-z][a-z-]+), (?:Dr\.? |Mr\.? |Ms\.? )?\Z")
_KIN_BEFORE: Final = lazy_pattern(
    r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|\w+[’']s?) (?:[a-z-]+ ){0,2}(?P<kin>[a-z-]+),? (?:[a-z-]+ )?|"
    r"\b(?P<noun>[a-z]+m[ae]n) )\Z"
)
_KIN_AFTER: Final = lazy_pattern(
    r",? (?:an?|the|his|her|their) (?:[\w-]+ ){0,4}?(?P<noun>[a-z]+)\b(?=,| of| from| who| in|\.)"
)
"""The noun in "his wife, Ana Ruiz", "spokeswoman Ana Ruiz" and "Anker Dahl, a fisherman"."""
_OFFICE_AFTER: Final = lazy_pattern(
    r", (?:an?|the|its|his|her|their) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z][a-z-]+)(?= (?:of|for|at|from|in|who)\b|,)"
)
"""The noun for an office right before a name, or after it: "chief executive, Curtis Hale", ", a spokesman for"."""
_MEDIUM_AFTER: Final = lazy_pattern(
    r",? (?:(?:has |had |also |later |first )*reported(?=,| that\b| citing| on [A-Z]|\.)|"
    r"(?:(?:said|wrote|reported), )?(?:citing|quoting)\b)"
)
"""The words after a news medium that passes on what others say."""
_FOREIGN_ARTICLE: Final = lazy_pattern(r"(?:Le|La|Les|Il|El|Lo|Die|Das) [^\Wa-z\d_]")
_FEWEST_FOR_MEDIA: Final = 4
"""The fewest votes that make an organization a news medium."""
_AGE: Final = lazy_pattern(r", (?:aged )?\d{2},|, who | \(\d{2}\)")
_AGE_BEFORE: Final = lazy_pattern(r"\d[- ]year[- ]old,? (?:[a-z]+ )?\Z")
_TEAM_AFTER: Final = lazy_pattern(
    r"(?:, (?:founded|based|headquartered|listed) (?:by|in) |[’']s? (?:[a-z]+ ){0,2}(?:shares|customers"
    r"|founders?|"
    r"headquarters|board|general counsel|chief executive|managing director)\b| spokes(?:man|woman|person)\b)"
    r"|(?:[’']s? (?:[a-z]+ ){0,2}(?:coach|captain|striker|midfielder|defender|winger|goalkeeper"
    r"|squad)\b"
    r"| (?:coach|manager|captain|striker|midfielder|defender|winger|goalkeeper|forward|boss|fans|chairman"
    r"|chief executive"
    r"|chairwoman|founder|shareholders|shares|customers|employees|subsidiary)\b)"
)
"""The words after a team or a company: "Rovers striker", "Norvane’s shares"."""
_EMPLOYED: Final = word_set(
    "analyst economist strategist founder co-founder executive chairman manager coach striker midfielder defender "
    "goalkeeper trader broker partner engineer spokesman spokeswoman spokesperson"
)
"""Offices between a company and a person: "Jefferies analyst Tomasz Bielak"."""
_TEAM_BEFORE: Final = lazy_pattern(
    r"\b(?:joined|rejoined|signed (?:by|for|from)|plays? for|played for|loan (?:at|to|from)|defeat (?:to|by)|"
    r"(?:win|victory|draw) (?:over|against|with)|spell (?:at|with)) \Z"
)
_PLURAL: Final = lazy_pattern(r"[A-Z]{2,5}s|.+[a-z]s")
_PARTISAN: Final = frozenset(
    {"Green", "Progressive", "Conservative", "Liberal", "Socialist", "Communist", "Islamist", "Tory"}
)
"""Adjectives of parties."""
_PEOPLES: Final = word_set("people tribe tribespeople elder elders minority language culture")
"""Nouns after the name of a people: "the Kayapó people"."""
_MONEY: Final = lazy_pattern(
    r"(?:Sh|KSh|Ksh|Rs|Rp|Tk|RM|Fr|Kr|[DNS]Kr|Kc|NT|HK|US)\d.*|[A-Z][A-Za-z]{0,2}\d[\d.,]*(?:bn|m|tn)"
    r"|[DRI]-[A-Z][\w.-]*"
)
"""An amount with its currency, and a party with its district: "Sh9", "D-Ohio"."""
_LAND: Final = lazy_pattern(r"[^\W\d_a-z][a-z]+(?:land|stan|shire|grad|ville|burg|polis)")
"""Names of one word that are most often those of places."""


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
    if run.title is not None:
        return False
    after = run.sentence.tokens[run.last + 1 : run.last + 2]
    before_noun = bool(after) and after[0].text.islower() and after[0].low not in FUNCTION_WORDS
    at = run.first - 1
    while at > 0 and NATIONALITY.fullmatch(run.sentence.tokens[at].text):
        at -= 1
    is_counted = at >= 0 and run.sentence.tokens[at].low in ("a", "an")
    before_noun = before_noun or is_counted or _PLURAL.fullmatch(run.text) is not None
    if _neighbors(run)[1] == "the" and run.first == run.last and _neighbors(run)[2] in _PEOPLES:
        return True
    if run.text in _PARTISAN:
        return before_noun and _neighbors(run)[2] != "party"
    return NATIONALITY.fullmatch(run.text) is not None and (before_noun or "-" in run.text)


def is_company_like(text: str, end: int) -> bool:
    """Return whether words follow a name that only a team or a company has: "shares", "’s chief executive"."""
    return _TEAM_AFTER.match(text, end) is not None


def party_after(run: Run) -> int | None:
    """Return where the noun ends in "the Progressive party" and "the Trump administration"; None for other names."""
    after = run.sentence.tokens[run.last + 1 : run.last + 2]
    if run.first == run.last and _neighbors(run)[1:] == ("the", "administration"):
        return after[0].end
    word = run.sentence.tokens[run.last].text
    is_party = run.text in _PARTISAN or (word.endswith(("s’", "s'")) and run.first == run.last)
    return after[0].end if is_party and after and after[0].text == "party" else None


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
    follows = tokens[run.last].end + 1 == noun.start and not tokens[run.last].is_possessive
    return noun.end if follows and noun.text in _FEATURES else None


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


def gender_by_noun(text: str, name: Span) -> str:
    """Return what a noun next to a name says: "f" of "his wife, Ana Ruiz", "m" of "Anker Dahl, a fisherman", or ""."""
    before = _KIN_BEFORE.search(text, max(0, name.start - 60), name.start)
    after = _KIN_AFTER.match(text, name.end)
    nouns = [before["kin"] or before["noun"]] if before is not None else []
    nouns += [after["noun"]] if after is not None else []
    return next(filter(None, map(gender_of_noun, nouns)), "")


def add_votes(text: str, run: Run) -> None:
    """Count what the words around a name say that it is."""
    _vote_for_people(text, run)
    _vote_for_places(text, run)
    _vote_for_organizations(text, run)


def _neighbors(run: Run) -> tuple[str, str, str]:
    """Return the second and the first word before a name, and the one after it, in lower case; "" without one."""
    tokens = run.sentence.tokens
    second = tokens[run.first - 2].low if run.first > 1 else ""
    before = tokens[run.first - 1].low if run.first else ""
    return second, before, tokens[run.last + 1].low if run.last + 1 < len(tokens) else ""


def _end(run: Run) -> int:
    last = run.sentence.tokens[run.last]
    return last.start + len(bare_word(last.text))


def _vote_for_people(text: str, run: Run) -> None:
    _, before, after = _neighbors(run)
    words = run.sentence.tokens[run.first : run.last + 1]
    if run.title is not None or any(token.kind == "quote" for token in words):
        run.votes["Person"] += 8
    if before != "the" and _AGE.match(text, _end(run)):
        # "Arsenal, who won": a team has no age
        run.votes["Person"] += 3 if text.startswith(", who", _end(run)) else 8
    if after not in _EMPLOYED and _AGE_BEFORE.search(text, max(0, words[0].start - 30), words[0].start):
        run.votes["Person"] += 6
    if len(words) == 2 and after in reporting_verbs("en"):
        run.votes["Person"] += 2
    if len(words) == 1 and after in ("said", "says", "told", "added"):
        run.votes["Person"] += 1
    start = run.sentence.tokens[run.first].start
    kin = _KIN_BEFORE.search(text, max(0, start - 60), start)
    if kin is not None and gender_of_noun(kin["kin"] or ""):
        run.votes["Person"] += 4
    owner = _OFFICE_BEFORE.search(text, max(0, start - 60), start)
    described = _OFFICE_AFTER.match(text, _end(run))
    for match in (owner, described):
        if match is not None and kind_of_description(match["noun"], match[0]) == "Person":
            run.votes["Person"] += 4
    if before != "the" and after in ("he", "she", "who"):
        run.votes["Person"] += 3
    if 2 <= len(words) <= 3 and all(_NAME_PART.match(token.text) for token in words):
        run.votes["Person"] += 4 if words[0].text in load_lexicon().genders else 1


def _vote_for_places(text: str, run: Run) -> None:
    second, before, after = _neighbors(run)
    start = run.sentence.tokens[run.first].start
    if before in _PLACE_BEFORE:
        run.votes["Place"] += 3
    if _TOWN_LIST.search(text, max(0, start - 120), start):
        run.votes["City"] += 4
    if (before == "of" and second in _LANDSCAPE | _GOVERNED) or (
        before == "for" and second in ("mp", "mep", "msp")
    ):
        run.votes["Place"] += 6
    if _LAND.fullmatch(run.text) and after not in reporting_verbs("en"):
        run.votes["Place"] += 2
    if before == "the" and after in _LANDSCAPE and not run.sentence.tokens[run.last].is_possessive:
        run.votes["Place"] += 4
    is_other_end = before == "and" and any(
        token.low == "between" for token in run.sentence.tokens[max(0, run.first - 4) : run.first - 1]
    )
    if run.first == run.last and (before == "between" or is_other_end):
        run.votes["Place"] += 3
    if before in ("from", "to") and run.last - run.first < 2:
        run.votes["Place"] += 1
    if _PLACE_AFTER.match(text, _end(run)):
        run.votes["Place"] += 2
    if _COUNTRY_AFTER.match(text, _end(run)) or before in _NEIGHBORS:
        run.votes["Country"] += 4
    if (before in ("of", ",") and second in _TOWNS) or before in _TOWNS - {"mayor"}:
        run.votes["City"] += 4


def _vote_for_organizations(text: str, run: Run) -> None:
    tokens = run.sentence.tokens
    second, before, after = _neighbors(run)
    if after in _ORGANIZATION_AFTER and not tokens[run.last].is_possessive:
        run.votes["NewsMediaOrganization" if after in _MEDIA_AFTER else "Organization"] += 4
    if _COMPANY_BEFORE.search(text, max(0, tokens[run.first].start - 60), tokens[run.first].start):
        run.votes["Organization"] += 9
    if _TEAM_AFTER.match(text, _end(run)):
        run.votes["Organization"] += 3
    if after in _EMPLOYED and tokens[run.last + 2 : run.last + 3] and tokens[run.last + 2].is_capital:
        run.votes["Organization"] += 3
    if _TEAM_BEFORE.search(text, max(0, tokens[run.first].start - 40), tokens[run.first].start):
        run.votes["Organization"] += 4
    if before == "broadcaster" and (
        second in ("and", ",") or tokens[run.first].text in load_lexicon().genders
    ):
        run.votes["Person"] += 8
    elif before in _MEDIA_AFTER:
        run.votes["NewsMediaOrganization"] += 8
    if before in _ORGANIZATION_BEFORE:
        run.votes["Organization"] += 5
    if before == "the":
        run.votes["Organization"] += 2
    start = tokens[run.first].start
    if _MEDIUM_BEFORE.search(text, max(0, start - 24), start) and not run.text.endswith(("ns", "ers")):
        run.votes["NewsMediaOrganization"] += 8 if _FOREIGN_ARTICLE.match(run.text) else 5
    if _MEDIUM_AFTER.match(text, _end(run)):
        run.votes["NewsMediaOrganization"] += 8 if _FOREIGN_ARTICLE.match(run.text) else 4


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


def kind_of_name(name: str, known: Mapping[str, Kind], votes: Counter[Kind]) -> tuple[Kind | None, bool]:
    """Return what a name means, and whether its words or a list say so rather than its context."""
    bare = re.sub(r"\A[Tt]he ", "", name)
    if bare in known:
        return known[bare], True
    by_words = kind_of_words(name)
    is_station = by_words == "NewsMediaOrganization" and name.startswith(("Radio ", "TV "))
    if votes["Person"] >= 8 and not is_station:
        return "Person", True
    if by_words is not None:
        if by_words == "Place" and votes["City"]:
            return "City", True
        return by_words, True
    if not votes:
        return (None, False) if NATIONALITY.fullmatch(name) or len(name) < 3 else ("Place", False)
    best, count = votes.most_common(1)[0]
    if votes["City"] and best == "Place":
        best = "City"
    if best == "Organization" and votes["NewsMediaOrganization"] >= _FEWEST_FOR_MEDIA:
        best = "NewsMediaOrganization"  # a pipeline has one label for both
    return best, count >= 3

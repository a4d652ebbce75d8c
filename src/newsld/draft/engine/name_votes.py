"""Count what the words around a name say that it is: "told X", "X’s shares", "the mayor of X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from newsld.draft.engine.lexicon import PERSON_NOUNS, gender_of_noun, kind_of_description, load_lexicon
from newsld.draft.engine.name_kinds import PARTIES, Run, bare_word, neighbors
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
_MEDIA_SITES: Final = word_set("site portal newsletter blog outlet wire")
"""Nouns for news media that only come before a name: "the news site Corven Today"."""
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
    r"capital(?! [a-z]+(?:s|ing|ure|io)\b)|king|queen|"
    r"supreme court|air force|troops)\b| (?:ambassador|embassy)\b",
    re.IGNORECASE,
)
_COUNTRY_BEFORE: Final = lazy_pattern(
    r"\b(?:minister|king|queen|emperor|republic|kingdom|nationals?|armed forces) of (?:the )?\Z"
    r"|\b(?:border with|ambassador (?:to|in)|sanctions (?:on|against)|accession of) \Z"
)
"""The words before the name of a country: "prime minister of"."""
_ORGANIZATION_BEFORE: Final = word_set(
    "company group firm operator union charity party organisation organization militia association "
    "federation insurer "
    "bank institute network service platform app airline retailer chain brewer maker carmaker chipmaker developer "
    "supplier contractor consultancy brokerage startup fund house lender automaker conglomerate builder forum "
    "nonprofit"
)
_TOWN_LIST: Final = lazy_pattern(
    r"\b(?:villages|towns|cities|districts|suburbs|hamlets|communities|settlements) of "
    r"(?:[^\Wa-z\d_][\w’'-]*(?: [^\Wa-z\d_][\w’'-]*){0,2}(?:, and |, | and )){0,8}\Z"
)
_TOWN_AFTER: Final = lazy_pattern(
    r", an? (?:[a-z-]+ ){0,3}?(?:village|town|city|hamlet|suburb|port|settlement)"
    r"(?=,| (?:on|in|of|near|that|where|with)\b)"
)
"""The words after the name of a town: "Lesk, a village on the river"."""
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
_LIVES: Final = word_set("born raised lived lives living up died settled buried educated")
"""Words before "in" and where somebody lives: "grew up in"."""
_PROGRAM: Final = lazy_pattern(r" (?:Live|Tonight|Today|Breakfast|Newsnight|Hour|Show|Drive)\Z")
"""The end of the name of a programme."""
_NEIGHBORS: Final = word_set("neighboring neighbouring neighbor neighbour")
_TOWNS: Final = word_set("city town capital port mayor village")
_NAME_PART: Final = lazy_pattern(r"[^\W\d_][^\W\d_’'-]+|[^\W\d_]\.")
_COMPANY_BEFORE: Final = lazy_pattern(
    r"\b(?:company|firm|operator|charity|supplier|carrier|insurer|lender|retailer|manufacturer|(?:car)?maker|airline"
    r"|brewer|union|bank|regulator|watchdog|broker|fund)(?: (?:of|that|which|behind|for|in|at)\b[^,.;]{0,40})?, \Z"
)
_MEDIUM_BEFORE: Final = lazy_pattern(
    r"(?:\b(?:told|(?:quoted|cited|interviewed|carried|seen|obtained|reviewed) by|[Ss]peaking to|interviews? with)"
    r" (?:[Tt]he )?|\b(?:wrote|writes|[Ww]riting|argued|argues) in (?:[Tt]he|Die|Der|Das|Le|La|Les|El|Il) |"
    r", per the )\Z"
)
"""The words before a news medium that passes on what somebody said."""
_CALLED_AFTER: Final = lazy_pattern(
    r", (?:an?|the) (?:[\w’'-]+ ){0,4}?(?:(?P<medium>newspaper|broadcaster|tabloid|news (?:site|agency))|company|firm"
    r"|charity|bank|fund|maker|manufacturer|retailer|union|airline|institute|consultancy|brokerage|watchdog|nonprofit"
    r"|think tank|organi[sz]ation|club|party|movement|militia|(?:armed|labor|labour|research|rights|rebel|advocacy"
    r"|lobby|industry) group)(?=,| (?:that|which|of|in|for|behind|based|with|active)\b|\.)"
)
"""The description after the name of an organization: "Orla Naturals, the company that makes it"."""
_GOODS: Final = (
    r"(?:product|app|drug|supplement|software|game|device|tool|vaccine|pill|medicine|smartphone|phone|car|film|movie|novel"
    r"|book|album|song|show|musical|painting|password manager|gadget|chatbot|doorbell|camera|watch|console"
    r"|browser|plug-in|voice assistant|feature|update|gumm(?:y|ies)|drink|cream|toy|series)"
)
_GOODS_AFTER: Final = lazy_pattern(
    rf", (?:an?|the|its|their) "
    rf"(?:(?!(?:of|in|on|at|for|with|from|behind|who|the|an?) )[\w’'-]+ ){{0,4}}?{_GOODS}"
    r"(?=,| (?:built|made|sold|that|which|used|for|from|by)\b|\.)"
    r"| \d{1,2}\.\d(?!\w)(?! (?:million|billion|per|percent))"
)
_GOODS_BEFORE: Final = lazy_pattern(
    r"(?P<of>\b(?:[A-Z][a-z]+|of|in|on|at|by|for|with|from|after|before|during|behind|about|to|near) )?"
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?:(?!(?:of|in|on|for|the|an?) )[\w’'-]+ ){{0,3}}?{_GOODS}, \Z"
)
"""What is right next to the name of something that is made: "Keyhold, the password manager", "Keyhold 8.0".

After a preposition the name is somebody’s: "In the film, Ana Ruiz plays", "the owner of the car, Ana Ruiz,".
"""
_LAW_AFTER: Final = lazy_pattern(
    r" (?:of|for|on|and) (?:the )?(?:[^\W\d_a-z][\w’'-]* ){1,3}(?:Act|Bill|Treaty|Convention|Award|Prize|Cup)\b"
)
"""The rest of the name of a law or a prize: "Proceeds | of Crime Act"."""
_SEVERAL_BEFORE: Final = lazy_pattern(r"\W[a-z]+ (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) \Z")
"""A number before what is made in numbers: "drove two Range Rovers"; not "On March 3 Hughes"."""
_WORK_BEFORE: Final = lazy_pattern(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]er|[Hh]is|[Ii]ts|[Tt]heir) (?:(?!of )[\w’'-]+ ){0,2}"
    r"(?:opera|novel|film|movie|album|song|musical|ballet|poem|memoir|painting|sculpture|symphony|sitcom) (?:The )?\Z"
)
"""The words before the name of a work: "the opera The Salt Road"."""
_VEHICLES: Final = word_set(
    "Bus Coach Train Tram Truck Car Room Gate Platform Phase Stage Tier Grade Category"
)
"""Nouns that a number makes no name."""
_RELATED: Final = word_set(
    "ex partner boss rival lover co-star teammate ex-husband ex-wife ex-partner ex-boyfriend ex-girlfriend"
)
"""Nouns for somebody next to another person, before a name."""
_IN_POWER: Final = word_set("ruling opposition governing")
_OWNERS: Final = word_set("owner partner rival builder publisher")
"""Nouns for people and companies alike."""
_TRADES: Final = word_set("broker publisher builder producer dealer trader promoter organiser organizer")
"""Nouns for people and companies alike; before one word, and after "the", for a company: "the broker Carrow"."""
_COLORS: Final = word_set("Red Blue Green Yellow Orange Purple Pink Brown Silver Gold")
_STORMS: Final = frozenset({"Storm", "Hurricane", "Typhoon", "Cyclone"})
_STAFF: Final = word_set(
    "analysts economists researchers strategists scientists engineers lawyers traders doctors"
)
"""Plurals before "at" and an organization."""
_OFFICE_BEFORE: Final = lazy_pattern(
    r"[’'\w] (?P<noun>[a-z][a-z-]+)(?: (?:of|for) (?:the )?[^\Wa-z\d_][\w’-]*(?: [^\Wa-z\d_][\w’-]*)?)?, "
    r"(?:Dr\.? |Mr\.? |Ms\.? )?\Z"
)
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
    r",? (?:(?:has |had |also |later |first )*reported(?=,| that\b| citing| on [A-Z]| last | this week| earlier|\.)|"
    r"(?:(?:said|wrote|reported), )?(?:citing|quoting)\b| could not (?:immediately |independently )?verify\b)"
)
"""The words after a news medium that passes on what others say."""
_FOREIGN_ARTICLE: Final = lazy_pattern(r"(?:Le|La|Les|Il|El|Lo|Die|Das) [^\Wa-z\d_]")
_AGE: Final = lazy_pattern(r", (?:aged )?\d{2},|, who(?:se)? | \(\d{2}\)")
_GIVEN_BEFORE: Final = lazy_pattern(
    r"\b(?:name (?:only )?as|identified (?:(?:himself|herself) )?(?:only )?(?:as|by)(?: (?:his|her) first name,)?) \Z"
)
"""The words before a name that somebody gives."""
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
    "goalkeeper trader broker partner engineer spokesman spokeswoman spokesperson ceo cfo cto"
)
"""Offices between a company and a person: "Jefferies analyst Tomasz Bielak"."""
_TEAM_BEFORE: Final = lazy_pattern(
    r"\b(?:joined|rejoined|signed (?:by|for|from)|plays? for|played for|loan (?:at|to|from)|defeat (?:to|by)|"
    r"(?:win|victory|draw) (?:over|against|with)|spell (?:at|with)|"
    r"(?:[Ss]hareholders|[Dd]irectors|takeover|acquisition|employees) (?:of|at)|(?:shares|stake|investors) in) \Z"
)
_TOWN_NAME: Final = lazy_pattern(r"\w{3,}(?:ville|burg|burgh|ton|ford|field|haven|stadt|dorf)")
"""Names of one word that are most often those of towns."""
_LAND: Final = lazy_pattern(r"[^\W\d_a-z][a-z]+(?:land|stan|shire|grad|ville|burg|polis)")
"""Names of one word that are most often those of places."""


def is_company_like(text: str, end: int) -> bool:
    """Return whether words follow a name that only a team or a company has: "shares", "’s chief executive"."""
    return _TEAM_AFTER.match(text, end) is not None


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


def _end(run: Run) -> int:
    last = run.sentence.tokens[run.last]
    return last.start + len(bare_word(last.text))


def products(text: str, runs: Sequence[Run]) -> set[str]:
    """Return the texts of runs that name a storm, or what somebody makes or sells, and no organization or person."""
    found: set[str] = set()
    for run in runs:
        start = run.sentence.tokens[run.first].start
        lexicon = load_lexicon()
        is_known = (
            run.text in lexicon.names
            or run.title is not None
            or run.text.partition(" ")[0] in lexicon.genders
        )
        if run.text in _COLORS and neighbors(run)[2] in ("and", "line", "lines"):
            found.add(run.text)
        if run.sentence.tokens[run.first].text in _STORMS and run.last == run.first + 1:
            found |= {run.text, run.text.partition(" ")[2]}
        before = _GOODS_BEFORE.search(text, max(0, start - 60), start)
        is_named = (
            before is not None and before["of"] is None and text[_end(run) : _end(run) + 1] in (",", ".")
        )
        is_law = _LAW_AFTER.match(text, _end(run)) is not None
        is_several = run.text.endswith("s") and _SEVERAL_BEFORE.search(text, max(0, start - 30), start)
        is_work = _WORK_BEFORE.search(text, max(0, start - 60), start) or text.startswith(" No ", _end(run))
        is_numbered = run.text in _VEHICLES and text[_end(run) + 1 : _end(run) + 2].isdigit()
        is_goods = (
            is_law or is_work or is_several or is_numbered or is_named or _GOODS_AFTER.match(text, _end(run))
        )
        if not is_known and is_goods:
            found.add(run.text)
    return found


def _vote_for_people(text: str, run: Run) -> None:
    _, before, after = neighbors(run)
    words = run.sentence.tokens[run.first : run.last + 1]
    if neighbors(run)[0] in ("his", "her") and (before in PERSON_NOUNS or before in _RELATED):
        run.votes["Person"] += 4
    if run.title is not None or any(token.kind == "quote" for token in words):
        run.votes["Person"] += 8
    if before != "the" and _AGE.match(text, _end(run)):
        # "Arsenal, who won": a team has no age
        run.votes["Person"] += 3 if text.startswith(", who", _end(run)) else 8
    if _GIVEN_BEFORE.search(text, max(0, words[0].start - 40), words[0].start):
        run.votes["Person"] += 8
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
        is_any = (
            match is not None and match["noun"] in _OWNERS and words[0].text not in load_lexicon().genders
        )
        is_any |= match is described and before in _PLACE_BEFORE  # "Born in Saltby, the daughter of"
        if match is not None and not is_any and kind_of_description(match["noun"], match[0]) == "Person":
            run.votes["Person"] += 4
    if before != "the" and after in ("he", "she", "who"):
        run.votes["Person"] += 3
    if 2 <= len(words) <= 3 and all(_NAME_PART.match(token.text) for token in words):
        run.votes["Person"] += 4 if words[0].text in load_lexicon().genders else 1


def _vote_for_places(text: str, run: Run) -> None:
    second, before, after = neighbors(run)
    start = run.sentence.tokens[run.first].start
    if before in _PLACE_BEFORE:
        run.votes["Place"] += 3
    if before == "in" and second in _LIVES:
        run.votes["Place"] += 4  # "Born in Saltby, the daughter of a miner, Ana Ruiz"
    if _TOWN_LIST.search(text, max(0, start - 120), start):
        run.votes["City"] += 4
    if _TOWN_AFTER.match(text, _end(run)):
        run.votes["City"] += 6
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
    if (
        _COUNTRY_AFTER.match(text, _end(run))
        or (before in _NEIGHBORS and not _TOWN_NAME.fullmatch(run.text))
        or _COUNTRY_BEFORE.search(text, max(0, start - 40), start)
    ):
        run.votes["Country"] += 4
    if (before in ("of", ",") and second in _TOWNS) or before in _TOWNS - {"mayor"}:
        run.votes["City"] += 4


def _is_owner(run: Run) -> bool:
    """Return whether nouns for an organization and its name follow, as in "the Karst news agency KPA"."""
    tokens = run.sentence.tokens
    at = run.last + 1
    while at < len(tokens) and tokens[at].low in _ORGANIZATION_AFTER:
        at += 1
    return at < len(tokens) and tokens[at].is_capital and tokens[at].start == tokens[at - 1].end + 1


def _vote_for_organizations(text: str, run: Run) -> None:
    tokens = run.sentence.tokens
    second, before, after = neighbors(run)
    if before in ("a", "an") and after in _ORGANIZATION_AFTER and run.first == run.last:
        run.votes["Place"] += 4  # "a Dravin newspaper"
    elif after in _ORGANIZATION_AFTER and not tokens[run.last].is_possessive and not _is_owner(run):
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
    elif before in _MEDIA_AFTER | _MEDIA_SITES:
        run.votes["NewsMediaOrganization"] += 12
    is_one = second == "the" and run.first == run.last
    if before in _ORGANIZATION_BEFORE or (before in _TRADES and is_one):
        is_person = run.first < run.last and tokens[run.first].text in load_lexicon().genders
        run.votes["Person" if is_person else "Organization"] += 12
    elif before == "at" and second in _STAFF:
        run.votes["Organization"] += 6
    described = _CALLED_AFTER.match(text, _end(run))
    if described is not None and not _TOWN_AFTER.match(text, _end(run)):  # "Lesk, a village on the left bank"
        run.votes["NewsMediaOrganization" if described["medium"] else "Organization"] += 9
    if before == "the":
        run.votes["Organization"] += 2
    if run.text in PARTIES and (before == "the" or (second == "the" and before in _IN_POWER)):
        run.votes["Organization"] += 4
    start = tokens[run.first].start
    if _MEDIUM_BEFORE.search(text, max(0, start - 24), start) and not run.text.endswith(("ns", "ers")):
        run.votes["NewsMediaOrganization"] += 8 if _FOREIGN_ARTICLE.match(run.text) else 5
    if before == "on" and _PROGRAM.search(run.text):
        run.votes["NewsMediaOrganization"] += 8
    if _MEDIUM_AFTER.match(text, _end(run)):
        run.votes["NewsMediaOrganization"] += 8 if _FOREIGN_ARTICLE.match(run.text) else 4

"""Decide which names of a text are those of one thing: surnames, acronyms, short forms, names in brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from newsld.draft.engine.lexicon import Kind, kind_of_words, load_lexicon
from newsld.draft.engine.name_kinds import PARTIES
from newsld.draft.engine.name_titles import COURTESY, SPELLED
from newsld.draft.engine.name_votes import is_company_like
from newsld.draft.engine.names import NameSpan
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

_PREFIX: Final = lazy_pattern(r"\A(?:[Aa]l|[Ee]l|[Aa]d|[Aa]r|[Aa]s)[- ]")
_ARABIC: Final = lazy_pattern(r" (?:[Aa]l|[Ee]l|[Aa]d|[Aa]r|[Aa]s)[- ]\S+\Z")
"""A last name with its article."""
_ALIAS: Final = lazy_pattern(
    r",? (?:(?:also|better|commonly|locally|formerly|previously|now|widely|which is) )*"
    r"(?:(?:known|abbreviated|referred to)(?: (?:locally|simply|informally|collectively|better|to \w+|in \w+))? as|"
    r"(?:known|called|referred to)(?: \w+)? by (?:its|their)(?: [\w-]+){0,2} (?:acronym|initials|abbreviation|name))"
    r"(?: the)? "
)
"""The words between a name and another one of the same thing: ", also known as", ", known by its French acronym"."""
_BRACKET: Final = lazy_pattern(r" \((?:(?:the|An?|La|Le|El|Die|Der|Het|De) )?")
"""The mark between a name and its short form or its translation, over an article."""
_END_OF_LIST: Final = lazy_pattern(r", (?:and|or|&|the|[^\W\d_a-z])")
"""The words after a name in a list: "the State Department, CIA, and Pentagon"."""
_PLACE_BEFORE: Final = lazy_pattern(r"\b(?:[Ii]n|near|outside|around|of) \Z")
_LOCAL: Final = word_set(
    "Utilities Airport University College School Hospital Council Museum Police Station Church Cathedral Zoo Port "
    "Theatre Theater Library Airlines Airways Club Trust Society Chamber Symphony Orchestra Festival Civic Ferries "
    "Town City"
)
"""What is named after the place that it is in."""
_LEGAL: Final = word_set(
    "AG Inc Ltd Corp Co LLC PLC plc SA NV AB ASA AS Oy Oyj SpA SE GmbH ehf hf Limited Corporation Group Holdings"
)
"""The words for the legal form of a company."""
_LONGEST_COUNCIL: Final = 2
"""The most words after the place in the name of its council."""
_LONGEST_ALIAS: Final = 80
"""The most characters between two names of one thing."""
_NO_LONG_FORM: Final = frozenset({"Person", "Country", "City", "Place"})
"""Kinds of names in brackets that do not translate the name before: "Netflix (Ted Sarandos)", "Acme (Ossel)"."""
_SHORTEST_FORM: Final = 3
"""The fewest letters of a short form that is no acronym."""
_SAME: Final = (
    ("United States", "U.S."),
    ("United States", "US"),
    ("United Kingdom", "UK"),
    ("United Nations", "UN"),
    ("United Nations", "U.N."),
    ("European Union", "EU"),
    ("Associated Press", "AP"),
)


def kinds_of_names(text: str, names: Sequence[NameSpan]) -> dict[str, Kind]:
    """Return one kind for each name: that of a sure mention if there is one."""
    kinds: dict[str, Kind] = {}
    for one in sorted(names, key=lambda name: (not name.sure, name.start)):
        kinds.setdefault(text[one.start : one.end], one.kind)
    sure = {text[one.start : one.end] for one in names if one.sure}
    people = {name for name in sure if kinds[name] == "Person"}
    surnames = {name.rpartition(" ")[2] for name in people}
    others: set[str] = set()
    for one in names:
        name = text[one.start : one.end]
        if " " in name or name in load_lexicon().names or kind_of_words(name) is not None:
            continue
        if text[max(0, one.start - 4) : one.start].casefold() == "the ":
            others.add(name)
            if name.endswith("s") and name[:-1] in surnames:
                kinds[name] = "Group"  # "the Ekdahls", after "Tom Ekdahl"
            elif name.endswith("s") and kinds[name] == "Person":
                kinds[name] = "Organization"  # "the Bucks"
        elif one.kind in ("Person", "Place"):
            surnames.add(name)  # "Langer wants", after "Bernd Langer"
    surnames -= others
    given = {name for name in sure if kinds[name] == "Person" and " " not in name}
    for name in kinds.keys() - sure:
        # "Gemma Tolliver", where the text has "Ms Tolliver" or another Tolliver
        last = name.rpartition(" ")[2]
        is_named = name.count(" ") == 1 and name.partition(" ")[0] in given  # "his ex Tia Lowry. … Tia, 25"
        is_named = is_named or (" " in name and bool(surnames & {last, last.partition("-")[0]}))
        if is_named and kind_of_words(name) is None:
            kinds[name] = "Person"
        elif last in others and last.endswith("s") and kinds[name] == "Person":
            kinds[name] = "Organization"
    return kinds


def full_names(
    text: str, names: Sequence[NameSpan], kinds: dict[str, Kind], known: Mapping[str, tuple[str, Kind]]
) -> dict[str, str]:
    """Return the fullest name for each name that is a shorter form of another one."""
    order: dict[str, int] = {}
    for one in names:
        order.setdefault(text[one.start : one.end], one.start)
    index = _NameIndex(order, kinds)
    titles = _titles_of(text, names)
    longest: dict[str, str] = {}
    for name in order:
        if name in known:
            longest[known[name][0]] = max(longest.get(known[name][0], ""), name, key=len)
    found: dict[str, str] = {}
    sure = {text[one.start : one.end] for one in names if one.sure}
    titled = {text[one.start : one.end] for one in names if one.title is not None}
    placed = {
        text[one.start : one.end]
        for one in names
        if _PLACE_BEFORE.search(text, max(0, one.start - 9), one.start)
    }
    company_like = {text[one.start : one.end] for one in names if is_company_like(text, one.end)}
    for name in order:
        if name in known:
            found[name] = longest[known[name][0]]
            continue
        if (
            kinds[name] in ("Country", "City", "GovernmentOrganization", "NewsMediaOrganization")
            and " " not in name
        ):
            full = index.spelled_out(name)
            if full and not _is_another(name, full, kinds):
                found[name] = full
            if full or kinds[name] in ("Country", "City"):
                continue
        full = index.person(name, titles) if kinds[name] in ("Person", "Organization", "Place") else None
        company = _company_of(name, kinds, index) if name not in titled else None
        if company is not None and name in placed and set(company[len(name) :].split()) & _LOCAL:
            company, kinds[name] = None, "Place"  # "New Braunfels" and its utilities
        is_person = full is not None and company is None
        if is_person and (kinds[name] == "Person" or {full}.issuperset(index.beginning(name))):
            found[name] = full or name
            kinds[name] = "Person"
        elif company is not None and (
            kinds[name] != "Place" or name not in sure or name in company_like or _is_legal(name, company)
        ):
            found[name] = company
            kinds[name] = "Organization"
        elif (acronym := index.spelled_out(name)) and not _is_another(name, acronym, kinds):
            found[name] = acronym
        elif " " not in name or kinds[name] in ("Organization", "GovernmentOrganization"):
            longer = _longer_organizations(name, kinds, index, is_placed=name in placed)
            if len(longer) == 1:
                found[name] = longer.pop()
    found |= _other_forms(order) | _in_brackets(text, names, kinds, known)
    return {name: found.get(full, full) for name, full in found.items()}


def _other_forms(order: Mapping[str, int]) -> dict[str, str]:
    """Return the names for names in other forms: the place of a dateline, known short forms, members of a party."""
    mixed = {name.casefold(): name for name in order if not name.isupper()}
    found = {
        name: mixed[name.casefold()]
        for name in order
        if name.isupper() and len(name) > _SHORTEST_FORM and name.casefold() in mixed
    }
    found |= {short: full for full, short in _SAME if full in order and short in order}
    return found | {name: full for name in order if name in PARTIES and (full := _party(name, order))}


def by_titles(text: str, names: Sequence[NameSpan], full: Mapping[str, str]) -> dict[int, str]:
    """Return the full name, by the offset of a surname, of the one of several people whose title is before it.

    A surname that means the same person each time, by `full`, has no offsets.
    """
    titles = _titles_of(text, names)
    people: dict[str, dict[str, None]] = {}
    for one in names:
        name = text[one.start : one.end]
        if one.kind == "Person" and " " in name:
            people.setdefault(name.rpartition(" ")[2], {})[full.get(name, name)] = None
    found: dict[int, str] = {}
    surnames: set[str] = set()
    for one in names:
        name = text[one.start : one.end]
        if one.title is None or len(people.get(name, ())) < 2:
            continue
        title = _plain_title(one.title.slice(text))
        same = [person for person in people[name] if title in titles.get(person, ())]
        if len(same) == 1:
            found[one.start] = same[0]
            if same[0] != full.get(name):
                surnames.add(name)
    return {
        one.start: found[one.start]
        for one in names
        if one.start in found and text[one.start : one.end] in surnames
    }


def _plain_title(words: str) -> str:
    title = words.casefold().rstrip(".")
    return COURTESY.get(title, SPELLED.get(title, title))


def _titles_of(text: str, names: Sequence[NameSpan]) -> dict[str, frozenset[str]]:
    """Return the titles of each name that has one each time; "woman" and "man" are titles, too."""
    found: dict[str, set[str]] = {}
    bare = {text[one.start : one.end] for one in names if one.title is None and one.kind == "Person"}
    genders = load_lexicon().genders
    for one in names:
        name = text[one.start : one.end]
        if one.title is not None and (name not in bare or " " in name):
            found.setdefault(name, set()).add(_plain_title(one.title.slice(text)))
        given, _, surname = name.partition(" ")
        if surname and given in genders:
            found.setdefault(name, set()).add({"f": "woman", "m": "man"}[genders[given]])
    return {name: frozenset(titles) for name, titles in found.items()}


def _party(members: str, order: Mapping[str, int]) -> str | None:
    """Return the party that is called by its members as well: "the Liberals" of the "Liberal group"."""
    return next(
        (one for noun in ("party", "group", "Party") if (one := f"{members[:-1]} {noun}") in order), None
    )


def _longer_organizations(
    name: str, kinds: Mapping[str, Kind], index: _NameIndex, *, is_placed: bool
) -> set[str]:
    """Return the names of organizations, or of others of the same kind, that a name may be short for.

    A place is not short for a news medium: "Radio Strathmere", "in Strathmere".
    """
    kind = kinds[name]
    longer = index.beginning(name) if kind == "Organization" else []
    found = {one for one in longer if kinds[one] == kind and not _is_within(name, one)}
    if " " not in name and not is_placed:  # "Marlshire’s chief executive"
        found |= {one for one in longer if one.endswith(" Council") and one.count(" ") <= _LONGEST_COUNCIL}
    if kind != "Person":
        wanted = {kind} if is_placed else {"NewsMediaOrganization", kind}
        found |= {one for one in index.ending(name) if kinds[one] in wanted}
    return found


def _is_within(name: str, longer: str) -> bool:
    """Return whether a longer name is that of a part: "University of Vanna", "University of Vanna Choir Society"."""
    return kind_of_words(name) is not None and kind_of_words(longer[len(name) :]) is not None


class _NameIndex:
    """The names of a text by their words, beginnings and ends."""

    def __init__(self, order: Mapping[str, int], kinds: Mapping[str, Kind]) -> None:
        """Index the names, which have the offsets of their first mentions and their kinds."""
        people = [name for name in order if kinds[name] == "Person" and " " in name]
        self.order = order
        self._names = sorted(order)
        self._reversed = sorted(name[::-1] for name in order)
        self._people: dict[str, list[str]] = {}
        self._surnames: dict[str, list[str]] = {}
        self._halves: dict[str, list[str]] = {}
        self._initials: dict[str, str] = {}
        self._last_initials: dict[str, str] = {}
        self._first_initials: dict[str, str] = {}
        for full in people:
            words = full.split()
            for word in set(words):
                self._people.setdefault(word, []).append(full)
            surname = _PREFIX.sub("", words[-1])
            for one in {words[-1], surname}:
                self._surnames.setdefault(one, []).append(full)
            if "-" in surname:
                self._halves.setdefault(surname.partition("-")[0], []).append(full)
        for full in order:
            if " " in full and kinds[full] != "Person":
                initials = [word[0] for word in re.findall(r"[^\W\d_][\w’'-]*", full) if word[0].isupper()]
                self._initials.setdefault("".join(initials), full)
                self._first_initials.setdefault("".join(initials[:_SHORTEST_FORM]), full)
                self._last_initials.setdefault("".join(initials[1:]), full)

    def beginning(self, name: str) -> list[str]:
        """Return the names that begin with the words of a name, and go on."""
        first, after = (bisect_left(self._names, f"{name}{end}") for end in " !")
        return self._names[first:after]

    def ending(self, name: str) -> list[str]:
        """Return the longer names that end with the words of a name."""
        first, after = (bisect_left(self._reversed, f"{name[::-1]}{end}") for end in " !")
        return [one[::-1] for one in self._reversed[first:after]]

    def person(self, name: str, titles: Mapping[str, frozenset[str]]) -> str | None:
        """Return the full name of the person whose surname or first name a name is.

        `titles` are those of the names. Of several people with a surname, it is the one with the same title.
        """
        parts = set(name.split())
        fitting = self._surnames.get(_PREFIX.sub("", name), [])
        if " " in name and _PREFIX.match(name):
            # "Al Gore" is no Gore with another first name, "Al Ansari" can be "Talha al-Ansari"
            fitting = [full for full in fitting if _ARABIC.search(full)]
        fitting = fitting + [
            full
            for full in min((self._people.get(word, []) for word in parts), key=len)
            if full.endswith(f" {name}") or full.startswith(f"{name} ") or parts < set(full.split())
        ]
        fitting = [full for full in fitting if full != name] or self._halves.get(name, [])
        order = self.order
        earlier = [full for full in fitting if order[full] <= order[name]]
        same = {full for full in fitting if titles.get(name, frozenset()) & titles.get(full, frozenset())}
        if len(same) == 1:
            return same.pop()
        # The first person of this surname is the one that the text is about.
        return min(earlier or fitting, key=lambda full: order[full], default=None)

    def spelled_out(self, name: str) -> str | None:
        """Return the name whose capitals are an acronym; else the one whose last capitals are: "NSW Water Board"."""
        if not _is_acronym(name):
            return None
        letters = "".join(filter(str.isupper, name))
        longer = self._last_initials.get(letters)
        if len(letters) < _SHORTEST_FORM and (longer is None or kind_of_words(longer) is None):
            longer = None  # "the FA" of "Norland Football Association", but no initials of a person
        if longer is None and len(letters) > _SHORTEST_FORM:  # "TEPCO" of "Tokyo Electric Power Company"
            full = self._first_initials.get(letters[:_SHORTEST_FORM])
            longer = full if full is not None and _has_letters(full, letters) else None
        longer = longer if longer is not None and self.order[longer] < self.order[name] else None
        return self._initials.get(letters) or longer


def _company_of(name: str, kinds: Mapping[str, Kind], index: _NameIndex) -> str | None:
    """Return the one organization before a name that begins with it: "Harrow Creek" of "Harrow Creek Resources"."""
    longer = index.beginning(name)
    is_company = [kinds[one] for one in longer] == ["Organization"]
    if not is_company or index.order[longer[0]] > index.order[name]:
        return None
    is_whole = kind_of_words(name) == "Place" or _is_legal(name, longer[0])
    return longer[0] if is_whole or not _is_within(name, longer[0]) else None


def _is_another(name: str, full: str, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a known acronym means something else: "AP" is no "Alarm Phone"."""
    known = load_lexicon().names
    return name in known and full not in known and kinds[full] != kinds[name]


def _is_legal(name: str, longer: str) -> bool:
    """Return whether a longer name only adds what kind of company it is: "Adlerwerke AG"."""
    return longer[len(name) + 1 :].rstrip(".") in _LEGAL


def _in_brackets(
    text: str, names: Sequence[NameSpan], kinds: Mapping[str, Kind], known: Mapping[str, tuple[str, Kind]]
) -> dict[str, str]:
    """Return the names before their short forms in brackets: "Union of Dockers and Pilots (UDP)"."""
    found = {}
    for one, other in pairwise(names):
        full, short = text[one.start : one.end], text[other.start : other.end]
        between = text[one.end : other.start]
        if kinds[full] == "Person" and " " not in short and short != full and _ALIAS.fullmatch(between):
            found[short] = full  # "Pete Lawson, known as Bear"
        if kinds[full] == "Person" or short == full:
            continue
        if len(between) < _LONGEST_ALIAS and _ALIAS.fullmatch(between):
            found[short] = full
            continue
        is_known = short in known or short in load_lexicon().names
        is_short = " " not in short and " " in full
        is_short = is_short and (sum(char.isupper() for char in short) > 1 or _has_letters(full, short))
        if between in (", ", ", or ") and short.isupper() and len(short) >= _SHORTEST_FORM:
            is_aside = text.startswith(",", other.end) and _END_OF_LIST.match(text, other.end) is None
            if is_aside and not is_known and kind_of_words(full) is not None:
                found[short] = full  # "the Food and Veterinary Authority, MAST, said"
            continue
        is_foreign = " " in short and not {kinds[full], kinds[short]} & _NO_LONG_FORM
        is_foreign = is_foreign and short.split(maxsplit=1)[0] not in load_lexicon().genders
        is_short = is_short or (is_foreign and text.startswith(")", other.end))
        is_bracket = _BRACKET.fullmatch(between) is not None and text[other.end : other.end + 1] in (")", ",")
        if is_short and is_bracket and not is_known:
            found[short] = full
    return found


def _has_letters(full: str, short: str) -> bool:
    """Return whether a name has all letters of a short form in their order: "Defra", "Naftohaz"."""
    letters = iter(full.casefold())
    return (
        len(short) >= _SHORTEST_FORM
        and full[0] == short[0]
        and all(one in letters for one in short.casefold())
    )


def _is_acronym(name: str) -> bool:
    """Return whether a name can be made of initials: "UDP", "U.N.", "MoW"."""
    capitals = sum(char.isupper() for char in name)
    return " " not in name and capitals > 1 and capitals >= sum(char.islower() for char in name) + 1

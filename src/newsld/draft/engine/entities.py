"""Merge the names of a text into entities: surnames, acronyms, names with and without "al-", newsroom entities."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from newsld.draft.engine.lexicon import Kind, kind_of_words, load_lexicon
from newsld.draft.engine.name_votes import is_company_like
from newsld.draft.engine.names import NameSpan
from newsld.model.text import Span
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


@dataclass(slots=True)
class Entity:
    """A person, group, organization or place of the text, with the words that mean it everywhere."""

    name: str
    kind: Kind
    rule: str
    start: int
    also: dict[str, None] = field(default_factory=dict)
    anonymous: bool = False
    head: str = ""
    """The head noun of a description, in lower case."""


class Entities:
    """The entities of a text, and the spans whose words mean them."""

    def __init__(self, text: str, names: Sequence[NameSpan], known: Mapping[str, tuple[str, Kind]]) -> None:
        """Merge the names into entities, in the order of the text."""
        self.text = text
        self.all: list[Entity] = []
        self.spans: list[tuple[Span, Entity]] = []
        by_name: dict[str, Entity] = {}
        kinds = _kinds_of_names(text, names)
        canonical = _canonical(text, names, kinds, known)
        for one in names:
            words = text[one.start : one.end]
            full = canonical.get(words, words)
            entity = by_name.get(full)
            if entity is None:
                rule = (
                    "name: newsroom"
                    if full in known
                    else "name: known or titled"
                    if one.sure
                    else "name: capitals"
                )
                entity = by_name[full] = Entity(full, kinds.get(full, one.kind), rule, one.start)
                self.all.append(entity)
            if words != full:
                entity.also[words] = None
            self._insert(Span(one.start, one.end), entity)

    def _insert(self, span: Span, entity: Entity) -> None:
        at = bisect_left(self.spans, span, key=lambda item: item[0])
        self.spans.insert(at, (span, entity))

    def within(self, span: Span) -> list[tuple[Span, Entity]]:
        """Return the mentions inside a span, in order."""
        at = bisect_left(self.spans, Span(span.start, span.start), key=lambda item: item[0])
        found = []
        while at < len(self.spans) and self.spans[at][0].start < span.end:
            if self.spans[at][0].end <= span.end:
                found.append(self.spans[at])
            at += 1
        return found

    def before(self, offset: int, *, kind: Kind | None = None, limit: int = 12) -> list[tuple[Span, Entity]]:
        """Return the last mentions before an offset, the nearest first."""
        at = bisect_left(self.spans, Span(offset, offset), key=lambda item: item[0])
        found: list[tuple[Span, Entity]] = []
        while at > 0 and len(found) < limit:
            at -= 1
            if kind is None or self.spans[at][1].kind == kind:
                found.append(self.spans[at])
        return found

    def around(self, span: Span) -> Entity | None:
        """Return the entity of the mention that has a span as a part: "Rural Affairs" of the ministry for it."""
        at = bisect_left(self.spans, Span(span.start + 1, 0), key=lambda item: item[0])
        for mention, one in self.spans[max(0, at - 2) : at]:
            if mention.start <= span.start and span.end <= mention.end and mention != span:
                return one
        return None

    def named(self, words: str) -> Entity | None:
        """Return the entity with a name, None without one."""
        return next((one for one in self.all if words == one.name or words in one.also), None)

    def add(self, entity: Entity, span: Span) -> Entity:
        """Add an entity with its first mention, or a mention of one that has the same name."""
        for one in self.all:
            if one.name == entity.name:
                self._insert(span, one)
                return one
        self.all.append(entity)
        self._insert(span, entity)
        return entity

    def mention(self, span: Span, entity: Entity) -> None:
        """Add a mention of an entity."""
        self._insert(span, entity)


def _kinds_of_names(text: str, names: Sequence[NameSpan]) -> dict[str, Kind]:
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
            if name.endswith("s") and kinds[name] == "Person":
                kinds[name] = "Organization"  # "the Bucks"
        elif one.kind in ("Person", "Place"):
            surnames.add(name)  # "Langer wants", after "Bernd Langer"
    surnames -= others
    for name in kinds.keys() - sure:
        # "Gemma Tolliver", where the text has "Ms Tolliver" or another Tolliver
        last = name.rpartition(" ")[2]
        if " " in name and surnames & {last, last.partition("-")[0]} and kind_of_words(name) is None:
            kinds[name] = "Person"
        elif last in others and last.endswith("s") and kinds[name] == "Person":
            kinds[name] = "Organization"
    return kinds


def _canonical(
    text: str, names: Sequence[NameSpan], kinds: dict[str, Kind], known: Mapping[str, tuple[str, Kind]]
) -> dict[str, str]:
    """Return the fullest name for each name that is a shorter form of another one."""
    order: dict[str, int] = {}
    for one in names:
        order.setdefault(text[one.start : one.end], one.start)
    index = _NameIndex(order, kinds)
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
        full = index.person(name) if kinds[name] in ("Person", "Organization", "Place") else None
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
    mixed = {name.casefold(): name for name in order if not name.isupper()}
    for name in order:  # the place of a dateline
        if name.isupper() and len(name) > _SHORTEST_FORM and name.casefold() in mixed:
            found[name] = mixed[name.casefold()]
    found |= {short: full for full, short in _SAME if full in order and short in order}
    found |= _in_brackets(text, names, kinds, known)
    return {name: found.get(full, full) for name, full in found.items()}


def _longer_organizations(
    name: str, kinds: Mapping[str, Kind], index: _NameIndex, *, is_placed: bool
) -> set[str]:
    """Return the names of organizations, or of others of the same kind, that a name may be short for.

    A place is not short for a news medium: "Radio Strathmere", "in Strathmere".
    """
    kind = kinds[name]
    longer = index.beginning(name) if kind == "Organization" else []
    found = {one for one in longer if kinds[one] == kind and not _is_within(name, one)}
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

    def person(self, name: str) -> str | None:
        """Return the full name of the person whose surname or first name a name is."""
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
        # The first person of this surname is the one that the text is about.
        return min(earlier or fitting, key=lambda full: order[full], default=None)

    def spelled_out(self, name: str) -> str | None:
        """Return the name whose capitals are an acronym; else the one whose last capitals are: "NSW Water Board"."""
        if not _is_acronym(name):
            return None
        letters = "".join(filter(str.isupper, name))
        longer = self._last_initials.get(letters) if len(letters) >= _SHORTEST_FORM else None
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
        if kinds[full] == "Person" or short == full:
            continue
        between = text[one.end : other.start]
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
